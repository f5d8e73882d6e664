"""The timeline as SVG: every shape is drawn for a reason, and nothing in it is run or styled."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

from goldenthread.documents.timeline_chart import Group, Mark, Row, describe, timeline

TODAY = date(2018, 7, 16)
STARTS, FIRST, NOW = date(2018, 1, 1), date(2018, 6, 30), date(2018, 9, 30)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(*rows: Row) -> ElementTree.Element:
    picture = timeline("Plan", [Group("Assessment", rows)], TODAY)
    assert picture is not None
    return ElementTree.fromstring(picture.svg)


def beyond_the_legend(svg: ElementTree.Element, tag: str) -> int:
    """How many more of a shape there are than the legend's own."""
    empty = drawn(Row("None", starts=STARTS))
    return len(svg.findall(f"{SVG}{tag}")) - len(empty.findall(f"{SVG}{tag}"))


def words(svg: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in svg.iter(f"{SVG}text")]


def test_the_same_rows_give_the_same_bytes() -> None:
    groups = [Group("Assessment", (Row("A-1", starts=STARTS, dues=(FIRST, NOW)),))]
    assert timeline("Plan", groups, TODAY) == timeline("Plan", groups, TODAY)


def test_a_slipped_date_adds_its_hatch_and_its_first_mark() -> None:
    other = Row("A-2", dues=(NOW,))  # the same days, so the same lines for months
    on_time = drawn(Row("A-1", starts=STARTS, dues=(FIRST,)), other)
    slipped = drawn(Row("A-1", starts=STARTS, dues=(FIRST, NOW), words="Slipped by 92 days"), other)
    assert beyond_the_legend(slipped, "path") == beyond_the_legend(on_time, "path") + 3
    assert "Slipped by 92 days" in words(slipped)


def test_a_completed_action_ends_in_a_ring() -> None:
    assert beyond_the_legend(drawn(Row("A-1", dues=(FIRST,), completed_on=FIRST)), "circle") == 1


def test_a_milestone_says_what_it_is_and_is_full_when_it_was_reached() -> None:
    svg = drawn(Row("A-1", dues=(FIRST,), milestones=(Mark("Agreed", FIRST, True), Mark("Live", NOW, False))))
    marks = [path for path in svg.iter(f"{SVG}path") if path.find(f"{SVG}title") is not None]
    assert [path.findtext(f"{SVG}title") for path in marks] == ["Agreed", "Live"]
    assert marks[0].get("fill") != marks[1].get("fill")


def test_nothing_is_styled_or_run_and_what_is_typed_stays_text() -> None:
    picture = timeline("Plan", [Group("<b>", (Row("<script>1</script>", dues=(FIRST,)),))], TODAY)
    assert picture is not None
    assert not re.search(r"style=|<script|<style|\bon\w+=", picture.svg)


def test_every_mark_lies_within_the_picture() -> None:
    svg = drawn(Row("A-1", starts=date(2013, 1, 1), dues=(FIRST, date(2023, 1, 1))))
    places = [float(path.get("d", "M0 0")[1:].split()[0]) for path in svg.iter(f"{SVG}path")]
    assert all(0 <= x <= float(svg.get("width", "0")) for x in places)


def test_rows_without_any_date_have_no_picture() -> None:
    assert timeline("Plan", [Group("Assessment", (Row("A-1", words="Ongoing"),))], TODAY) is None


def test_the_picture_is_said_in_words() -> None:
    rows = (Row("A-1", dues=(FIRST, NOW), milestones=(Mark("Agreed", FIRST, True),)), Row("A-2", dues=(NOW,)))
    said = describe("Plan", [Group("Assessment", rows)], TODAY)
    assert said == (
        "Timeline of Plan on 16 July 2018: 2 actions. 1 date moved. 0 completed. 1 of 1 milestone reached."
    )
