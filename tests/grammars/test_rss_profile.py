"""The rules of the RSS profile find what they are for: each has a document that only it rejects."""

from datetime import UTC, datetime

import pytest

from tests.grammars import rss_profile

NOW = datetime(2007, 10, 5, tzinfo=UTC)
GOOD = """\
<rss xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" \
xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">
<channel>
<title>AT&#x26;T</title>
<link>https://example.edu/</link>
<description>News</description>
<atom:link href="https://example.edu/news.rss" rel="self" type="application/rss+xml"/>
<docs>https://www.rssboard.org/rss-specification</docs>
<language>en</language>
<lastBuildDate>Thu, 04 Oct 2007 23:59:45 GMT</lastBuildDate>
<item>
<title>A &#x3C; B</title>
<link>https://example.edu/a</link>
<description>Fees &amp;lt; 100</description>
<content:encoded>&lt;p&gt;&lt;a href="https://example.edu/"&gt;a&lt;/a&gt;&lt;/p&gt;</content:encoded>
<guid isPermaLink="false">tag:example.edu,2026:a:en</guid>
<enclosure url="https://example.edu/a.mp3" length="0" type="audio/mpeg"/>
<pubDate>Thu, 04 Oct 2007 23:59:45 GMT</pubDate>
<dc:creator>Ada</dc:creator>
<dc:creator>Bo</dc:creator>
</item>
<item>
<title>Second</title>
<guid>https://example.edu/b</guid>
</item>
</channel>
</rss>
"""
BAD = [
    ("elements_are_those_of_the_specification", "<docs>", "<updated>1</updated><docs>"),
    ("elements_are_those_of_the_specification", "<title>Second", "<content>x</content><title>Second"),
    ("plain_text_has_hexadecimal_references", "AT&#x26;T", "AT&amp;T"),
    ("plain_text_has_hexadecimal_references", "A &#x3C; B", "A &lt; B"),
    ("plain_text_has_hexadecimal_references", "A &#x3C; B", "A > B"),
    ("plain_text_has_hexadecimal_references", "<dc:creator>Ada", "<dc:creator>A &gt; B"),
    ("plain_text_has_hexadecimal_references", "<description>News", "<description>R&amp;D"),
    ("character_data_has_no_child_elements", "Second", "Sec<dc:b/>ond"),
    ("dates_are_in_english_and_universal_time", "Thu, 04 Oct 2007 23:59:45 GMT</pub", "Do, 04 Okt 2007 23:59:45 GMT</pub"),
    ("dates_are_in_english_and_universal_time", "Thu, 04 Oct 2007 23:59:45 GMT</pub", "Thu, 04 Oct 07 23:59:45 GMT</pub"),
    ("dates_are_in_english_and_universal_time", "Thu, 04 Oct 2007 23:59:45 GMT</pub", "Thu, 04 Oct 2007 23:59:45 CEST</pub"),
    ("dates_are_in_english_and_universal_time", "Thu, 04 Oct 2007 23:59:45 GMT</pub", "Thu, 04 Oct 2007 23:59:45 +0100</pub"),
    ("dates_are_in_english_and_universal_time", "Thu, 04 Oct 2007 23:59:45 GMT</last", "Fri, 04 Oct 2007 23:59:45 GMT</last"),
    ("urls_are_absolute_and_ascii", "<link>https://example.edu/a<", "<link>/a<"),
    ("urls_are_absolute_and_ascii", "<link>https://example.edu/a<", "<link>https://example.edu/ä<"),
    ("urls_are_absolute_and_ascii", 'url="https://example.edu/a.mp3"', 'url="a.mp3"'),
    ("urls_are_absolute_and_ascii", 'href="https://example.edu/news.rss"', 'href="news.rss"'),
    ("the_root_is_version_2_with_one_channel", 'version="2.0"', 'version="2"'),
    ("a_channel_has_title_link_and_description", "<description>News</description>", ""),
    ("nothing_but_categories_and_items_stands_twice_in_a_channel", "<language>en", "<language>de</language><language>en"),
    ("items_stand_after_all_other_elements", "</item>\n</channel>", "</item><generator>x</generator></channel>"),
    ("docs_names_the_specification", "https://www.rssboard", "http://www.rssboard"),
    ("a_language_is_a_language_code", "<language>en", "<language>English (UK)"),
    ("an_item_has_a_title_or_a_description", "<title>Second</title>", ""),
    (
        "nothing_but_categories_stands_twice_in_an_item",
        "<enclosure ",
        '<enclosure url="a:b" length="1" type="a/b"/><enclosure ',
    ),
    ("html_has_no_relative_url", '&lt;a href="https://example.edu/"', '&lt;a href="/a"'),
    ("html_has_no_relative_url", "Fees &amp;lt;", '&lt;img src="#a"&gt;'),
    ("an_enclosure_has_length_type_and_url", ' length="0"', ""),
    ("an_enclosure_has_length_type_and_url", 'length="0"', 'length="-1"'),
    ("an_enclosure_has_length_type_and_url", 'type="audio/mpeg"', 'type="mp3"'),
    ("an_item_has_a_guid_of_its_own", "<guid>https://example.edu/b</guid>", ""),
    ("an_item_has_a_guid_of_its_own", "https://example.edu/b<", "the second<"),
    ("an_item_has_a_guid_of_its_own", "<guid>https://example.edu/b", '<guid isPermaLink="false">tag:example.edu,2026:a:en'),
    ("no_item_is_dated_in_the_future", "Thu, 04 Oct 2007 23:59:45 GMT</pub", "Fri, 05 Oct 2007 00:00:01 GMT</pub"),
    ("namespaces_are_declared_at_the_root", "<guid>", '<guid xmlns:x="https://example.edu/">'),
    ("a_channel_links_to_itself", 'rel="self"', 'rel="hub"'),
    ("a_channel_links_to_itself", "<docs>", '<atom:link href="a:b" rel="stylesheet"/><docs>'),
    ("the_summary_stands_before_the_full_text", "<title>Second", "<content:encoded>x</content:encoded><title>Second"),
    ("an_author_is_said_once", "<dc:creator>Ada", "<author>a@example.edu (Ada)</author><dc:creator>Ada"),
]


def test_a_document_as_the_profile_wants_it_breaks_no_rule() -> None:
    assert rss_profile.violations(GOOD.encode(), NOW) == []


@pytest.mark.parametrize(("rule", "good", "bad"), BAD)
def test_a_rule_finds_what_it_is_for_and_no_other_rule_does(rule: str, good: str, bad: str) -> None:
    assert GOOD.count(good) == 1
    found = rss_profile.violations(GOOD.replace(good, bad).encode(), NOW)
    assert {line.partition(":")[0] for line in found} == {rule}


def test_every_rule_can_fail_and_names_its_section() -> None:
    assert {rule for rule, _, _ in BAD} == {rule.__name__ for rule in rss_profile.RULES}
    assert all((rule.__doc__ or "").startswith("§") for rule in rss_profile.RULES)
