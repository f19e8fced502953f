"""What is planned for what WordPress holds."""

import pytest
from msgspec.structs import replace

from pipeline.consume.wordpress._plan import Deed, Held, Plan, Rules, authority, needed, plan
from pipeline.consume.wordpress._site import Record, Stored
from pipeline.consume.wordpress._wanted import Wanted, section_uid

OURS = "a.example,2026"
ENTRY = Wanted(f"tag:{OURS}:x:en", "pages", ("x",), "X", language="en")
STORED = Stored(7, "x", "publish", 0, type="pages", record=Record(ENTRY.uid, ENTRY.digest))
EDITED = replace(STORED, record=Record(ENTRY.uid, ENTRY.digest, edited=True))
GONE = Record(f"tag:{OURS}:gone:en", "d")
WITHDRAWN = replace(GONE, digest="")
USUAL, REPAIR, TRASH = Rules(), Rules(repair=True), Rules(trash=True)


def planned(
    *stored: Stored,
    wanted: tuple[Wanted, ...] = (ENTRY,),
    rules: Rules = USUAL,
    others: dict[tuple[int, str], int] | None = None,
) -> Plan:
    pages = {page.record.uid: page for page in stored}
    return plan(wanted, Held(pages, files={}, others=others or {}), {OURS}, rules)


def deeds(*stored: Stored, wanted: tuple[Wanted, ...] = (ENTRY,), rules: Rules = USUAL) -> list[Deed]:
    return [step.deed for step in planned(*stored, wanted=wanted, rules=rules).steps]


@pytest.mark.parametrize(
    ("stored", "deed", "repaired"),
    [
        (STORED, Deed.KEEP, Deed.KEEP),
        (replace(STORED, slug="X"), Deed.KEEP, Deed.KEEP),
        (replace(STORED, record=Record(ENTRY.uid, "other")), Deed.UPDATE, Deed.UPDATE),
        (replace(STORED, parent=3), Deed.UPDATE, Deed.UPDATE),
        (EDITED, Deed.LEAVE, Deed.UPDATE),
        (replace(EDITED, record=Record(ENTRY.uid, "other", edited=True)), Deed.LEAVE, Deed.UPDATE),
        (replace(STORED, slug="x-2"), Deed.LEAVE, Deed.UPDATE),
        (replace(STORED, slug="x-2", record=Record(ENTRY.uid, "other")), Deed.UPDATE, Deed.UPDATE),
        (replace(STORED, status="trash"), Deed.LEAVE, Deed.UPDATE),
        (replace(STORED, status="trash", record=Record(ENTRY.uid, "", edited=True)), Deed.UPDATE, Deed.UPDATE),
        (replace(STORED, record=Record(ENTRY.uid, ENTRY.digest, media=(9,))), Deed.LEAVE, Deed.UPDATE),
    ],
)
def test_page_is_kept_written_or_left(stored: Stored, deed: Deed, repaired: Deed) -> None:
    assert deeds(stored) == [deed]
    assert deeds(stored, rules=REPAIR) == [repaired]


@pytest.mark.parametrize(
    ("stored", "deed", "to_trash"),
    [
        (replace(STORED, record=GONE), [Deed.WITHDRAW], [Deed.WITHDRAW]),
        (replace(STORED, record=replace(GONE, edited=True)), [Deed.WITHDRAW], [Deed.WITHDRAW]),
        (replace(STORED, record=WITHDRAWN, status="draft"), [], [Deed.WITHDRAW]),
        (replace(STORED, record=replace(WITHDRAWN, edited=True), status="draft"), [], []),
        (replace(STORED, record=replace(WITHDRAWN, edited=True)), [Deed.LEAVE], [Deed.LEAVE]),
        (replace(STORED, record=GONE, status="trash"), [], []),
        (replace(STORED, record=Record("tag:b.example,2026:gone:en", "d")), [], []),
        (replace(STORED, record=Record("", "")), [], []),
    ],
)
def test_page_of_an_entry_that_is_gone_is_withdrawn_once(stored: Stored, deed: list[Deed], to_trash: list[Deed]) -> None:
    assert deeds(stored, wanted=()) == deed
    assert deeds(stored, wanted=(), rules=TRASH) == to_trash


def test_what_was_published_again_by_hand_is_withdrawn_again_only_when_that_is_asked_for() -> None:
    by_hand = replace(STORED, record=replace(WITHDRAWN, edited=True))
    assert deeds(by_hand, wanted=(), rules=REPAIR) == [Deed.WITHDRAW]


def test_parents_come_before_their_children_and_withdrawals_before_both() -> None:
    child = replace(ENTRY, uid=f"tag:{OURS}:child:en", place=("x", "y", "child"))
    steps = planned(replace(STORED, id=8, record=GONE), wanted=(child, ENTRY)).steps
    assert [(step.deed, step.wanted and step.wanted.path) for step in steps] == [
        (Deed.WITHDRAW, None),
        (Deed.CREATE, "/x"),
        (Deed.CREATE, "/x/y"),
        (Deed.CREATE, "/x/y/child"),
    ]


def test_parent_of_somebody_else_is_used_and_not_made() -> None:
    child = replace(ENTRY, place=("en", "news", "x"))
    made = planned(wanted=(child,), others={(0, "en"): 3, (4, "news"): 5})
    assert [step.wanted and step.wanted.path for step in made.steps] == ["/en/news", "/en/news/x"]
    assert made.places[("en",)] == 3
    assert planned(wanted=(child,), others={(0, "en"): 3, (3, "news"): 5}).places[("en", "news")] == 5


def test_entry_takes_over_the_page_of_a_section_unless_it_was_edited() -> None:
    of_section = replace(STORED, status="draft", record=Record(section_uid(OURS, ("x",)), "d"))
    assert deeds(of_section) == [Deed.UPDATE]
    assert deeds(replace(of_section, record=replace(of_section.record, edited=True))) == [Deed.LEAVE]


def test_section_is_the_editors_and_goes_when_nothing_is_below_it_and_nobody_has_edited_it() -> None:
    child = replace(ENTRY, place=("en", "x"))
    record = Record(section_uid(OURS, ("en",)), "d", edited=True)
    of_section = Stored(3, "en", "publish", type="pages", record=record)
    under = replace(STORED, parent=3, record=Record(ENTRY.uid, child.digest))
    assert deeds(of_section, under, wanted=(child,), rules=REPAIR) == [Deed.KEEP, Deed.KEEP]
    assert deeds(of_section, wanted=()) == []
    assert deeds(replace(of_section, record=replace(record, edited=False)), wanted=()) == [Deed.WITHDRAW]


def test_another_type_is_another_page() -> None:
    assert deeds(STORED, wanted=(replace(ENTRY, type="posts"),)) == [Deed.WITHDRAW, Deed.CREATE]


def test_posts_need_nothing_above_them() -> None:
    assert needed([replace(ENTRY, type="posts", place=("en", "news", "x"))]) == {}


def test_section_is_in_the_language_of_all_that_is_below_it() -> None:
    german = replace(ENTRY, language="de", place=("all", "de", "x"))
    assert needed([german, replace(ENTRY, place=("all", "y"))]) == {("all",): "", ("all", "de"): "de"}


@pytest.mark.parametrize(("uid", "whose"), [(ENTRY.uid, OURS), (section_uid(OURS, ("x",)), OURS), ("", ""), ("x", "")])
def test_uid_says_whose_a_page_is(uid: str, whose: str) -> None:
    assert authority(uid) == whose
