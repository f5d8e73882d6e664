"""A written report: its text read into parts, its frozen form, PDF and Word; words compared."""

from __future__ import annotations

import io
from datetime import date

import docx
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.documents import canonical
from goldenthread.documents.drafted_report import DraftedReport
from goldenthread.documents.drafted_report_pages import compose, facts_of, render_pdf, render_word
from goldenthread.documents.merging.examine import examine
from goldenthread.documents.report_parts import NO_FIGURES, PartKind, parts_of, tidy, unknown_places
from goldenthread.documents.word_changes import word_changes
from tests.documents.written_report import FIGURES, TEXTS, written_report


def test_typed_text_becomes_paragraphs_lists_and_tables():
    parts = parts_of("Words.\n• one\n* two\n\n| a | b |\n|c|\nMore.", NO_FIGURES, name="Table in 1 Summary")
    assert [part.kind for part in parts] == [
        PartKind.PARAGRAPH, PartKind.BULLETS, PartKind.TABLE, PartKind.PARAGRAPH,
    ]  # fmt: skip
    assert [line.text for line in parts[1].lines] == ["one", "two"]
    assert [[cell.text for cell in row.cells] for row in parts[2].rows] == [["a", "b"], ["c", ""]]


def test_a_place_that_the_records_do_not_have_stays_as_typed_and_is_named():
    text = "See {figure nothing} and {table reds} in a line.\n{table nothing}"
    assert parts_of(text, FIGURES)[0].lines[0].text == "See {figure nothing} and {table reds} in a line."
    assert unknown_places(text, FIGURES) == ["{figure nothing}", "{table nothing}"]


@given(st.text(max_size=200))
def test_tidying_twice_changes_nothing(text):
    assert tidy(tidy(text)) == tidy(text)


def test_a_frozen_report_reads_back_as_it_was():
    report = written_report(why_again="A figure was wrong", edition=2, changed=("1 Summary",))
    text = report.to_json()
    assert DraftedReport.from_json(text) == report
    assert canonical.digest(text) == canonical.digest(DraftedReport.from_json(text).to_json())
    assert ("Edition", "2. A figure was wrong. Changed: 1 Summary.") in facts_of(report)


def test_the_pdf_is_accessible_and_the_same_twice():
    made = render_pdf(written_report())
    assert render_pdf(written_report()) == made
    assert examine(made) == ()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Health assessments"


def test_sections_are_numbered_and_those_that_share_a_heading_stand_under_it():
    headings = [
        (block.level, block.text) for block in compose(written_report()).sections[0].blocks
        if block.kind == "heading"
    ]  # fmt: skip
    assert headings == [
        (1, "Health assessments"), (2, "1. Summary"), (2, "2. Reasons"), (2, "3. Implications"),
        (3, "3.1 Legal"), (3, "3.2 Finance"),
    ]  # fmt: skip


def test_a_plain_word_file_says_the_same():
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(render_word(written_report()))).paragraphs)
    assert "There are 4 red and 8 green measures." in text
    assert "No action is late." in text


def test_a_table_of_which_only_the_heading_is_typed_prints():
    section = written_report().sections[3]
    lone = type(section)(**{**vars(section), "parts": parts_of("| Risk | Owner |", NO_FIGURES, name="Risks")})
    assert examine(render_pdf(written_report(sections=(lone,), as_at=date(2018, 7, 16)))) == ()


def test_words_that_changed_are_told_in_phrases():
    changes = word_changes("The red fox ran.\nIt slept.", "The quick brown fox ran.\nIt slept {figure red}.")
    assert [(one.kind, one.text) for one in changes] == [
        ("same", "The "), ("out", "red"), ("in", "quick brown"), ("same", " fox ran.\nIt slept"),
        ("in", " {figure red}"), ("same", "."),
    ]  # fmt: skip


@pytest.mark.parametrize("text", list(TEXTS.values()))
def test_the_same_words_differ_in_nothing(text):
    assert {one.kind for one in word_changes(text, text)} <= {"same"}


@given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
def test_what_was_before_and_what_is_now_can_be_put_together_again(before, after):
    changes = word_changes(before, after)
    assert "".join(one.text for one in changes if one.kind != "out") == after
    assert "".join(one.text for one in changes if one.kind != "in") == before
