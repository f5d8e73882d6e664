"""Minutes as paper: in order, lettered, honest about a missing quorum, and accessible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document as WordFile

from goldenthread.documents.minutes import (
    ActionPaper,
    MinutePaper,
    MinutesPaper,
    ResolutionPaper,
    compose,
    render_pdf,
    render_word,
)
from goldenthread.documents.pdf_check import check

RESOLVED = ResolutionPaper("a", "the report be noted", "", "For 3, against 0, abstained 0.", "Quorate.", True)
MINUTE = MinutePaper(
    "54", "Assessments", False, "The board heard the figures.\n- First\n- Second", ("A: other interest.",),
    (RESOLVED, replace(RESOLVED, letter="b", text="it be agreed", decided=False)),
    (ActionPaper("A1", "Write to the provider", "Director", "by 1 July 2018"),), ("Corrected by minute 60.",),
)  # fmt: skip
PAPER = MinutesPaper(
    council="Council", body="Board", held_on=date(2018, 5, 22), hours="2:00pm to 4:00pm", place="Suite",
    state="Agreed.", is_draft=False, chair="Chair", attendance=(("Present", ("Chair (Chair)", "Member")),),
    declarations=(), quorum="Quorate: 2 voting members present.", minutes=(MINUTE,), withheld=True,
    restricted=False,
)  # fmt: skip


def words_of(paper: MinutesPaper) -> list[str]:
    return [one.text for one in WordFile(BytesIO(render_word(paper))).paragraphs]


def test_a_resolution_is_lettered_and_one_without_a_quorum_is_none() -> None:
    words = words_of(PAPER)
    assert "RESOLVED: (a) That the report be noted" in words
    assert "Not quorate: the body could not decide. Recorded: (b) That it be agreed" in words


def test_actions_and_corrections_stand_with_their_minute() -> None:
    words = words_of(PAPER)
    assert "A1: Write to the provider (Director, by 1 July 2018)" in words
    assert words.index("Corrected by minute 60.") > words.index("54. Assessments")


def test_what_is_withheld_is_said_and_what_is_restricted_is_marked() -> None:
    assert any("kept apart" in one for one in words_of(PAPER))
    marked = compose(replace(PAPER, restricted=True, minutes=(replace(MINUTE, restricted=True),)))
    assert "not for publication" in marked.running_head
    assert "54. Assessments (part 2)" in words_of(replace(PAPER, minutes=(replace(MINUTE, restricted=True),)))


def test_a_draft_says_that_it_is_one() -> None:
    assert compose(replace(PAPER, is_draft=True)).title.startswith("Draft minutes of the Board")


@pytest.mark.parametrize("paper", [PAPER, replace(PAPER, attendance=(), minutes=())])
def test_the_same_minutes_give_the_same_bytes_and_a_tagged_file(paper: MinutesPaper) -> None:
    pdf = render_pdf(paper)
    assert pdf == render_pdf(paper)
    assert render_word(paper) == render_word(paper)
    assert check(pdf) == ()
