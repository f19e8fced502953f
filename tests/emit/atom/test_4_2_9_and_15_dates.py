"""RFC 4287 §4.2.9 and §4.2.15: `published` is the first availability, `updated` the last change, neither the build's clock."""

from tests.emit.factory import ATOM, Publication, at, full


def test_an_entry_has_both_dates_in_the_zone_of_the_site() -> None:
    publication = Publication().entry(published=at("2001-02-03T04:05:06"), modified=at("2001-07-08T09:10:11")).feed()
    entry = publication.atom().find("atom:entry", ATOM)
    assert entry.findtext("atom:published", None, ATOM) == "2001-02-03T04:05:06+01:00"
    assert entry.findtext("atom:updated", None, ATOM) == "2001-07-08T09:10:11+02:00"


def test_a_feed_was_updated_when_its_latest_entry_was() -> None:
    publication = Publication().entry("a", modified=at("2001-07-08T09:10:11")).feed()
    assert publication.atom().findtext("atom:updated", None, ATOM) == "2001-07-08T09:10:11+02:00"


def test_an_empty_feed_has_the_date_that_it_is_given() -> None:
    publication = Publication().feed(updated=at("2001-01-01T00:00:00"))
    assert publication.atom().findtext("atom:updated", None, ATOM) == "2001-01-01T00:00:00+01:00"


def test_no_date_is_one_that_nobody_gave() -> None:
    publication = full()
    given = {moment.isoformat() for entry in publication.entries for moment in (entry.published, entry.modified)}
    found = publication.atom().xpath("//atom:updated/text() | //atom:published/text()", namespaces=ATOM)
    assert set(found) <= given
