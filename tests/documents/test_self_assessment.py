"""A self-assessment on paper: its text with charts and evidence, fifty pages and more, PDF/UA and Word."""

import io
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

import docx
import pikepdf
import pytest

from goldenthread.documents.board_report import SeriesPoint
from goldenthread.documents.canonical import NotThisPaper
from goldenthread.documents.paper_figures import Figure, FigureStatus, Standing
from goldenthread.documents.pdf_check import check
from goldenthread.documents.report_parts import Figures, FigureTable, FigureValue
from goldenthread.documents.self_assessment import (
    Chapter,
    Chart,
    Element,
    Evidence,
    Monitoring,
    Outcome,
    PieceKind,
    Recommendation,
    SelfAssessment,
    Verdict,
    Written,
)
from goldenthread.documents.self_assessment_pages import (
    compose,
    evidence_sentence,
    render_pdf,
    render_word,
    summary_sentence,
)
from goldenthread.documents.self_assessment_text import Links, as_text, nothing_behind, read

FIGURES = Figures.of(
    [FigureValue("not_met", "Not met", "4")],
    [
        FigureTable(
            "actions", "Actions", ("Action", "Lead"), (("1.1 Agree one pathway", "Designated Doctor"),)
        )
    ],
)
SERIES = tuple(
    SeriesPoint(
        f"2016-17 Q{n}", Figure(f"{value}%", Decimal(value), None, None, "%", FigureStatus.FINAL, None)
    )
    for n, value in enumerate((12, 36, 52, 30), 1)
)
CHART = Chart("m_2_11", "2.11 On time", "%", SERIES, says="Too few points to tell.")
PIECE = Evidence(
    "e_1", "E-1", "Case audit", "Audit", "supports", date(2017, 6, 30), "", "60 files", "43 good"
)
LINKS = Links(FIGURES, {"m_2_11": CHART}, {"e_1": PIECE})
TEXT = """It rose ({evidence e_1}), and {figure not_met} are not met.
{chart m_2_11}
{evidence e_1}
- One
- Two
{table actions}"""


def test_charts_tables_figures_and_evidence_stand_where_they_are_named() -> None:
    told = read("strengths", "Strengths", TEXT, LINKS, name="Table")
    kinds = [piece.kind for piece in told.pieces]
    assert kinds == [
        PieceKind.PART, PieceKind.CHART, PieceKind.EVIDENCE, PieceKind.PART, PieceKind.PART,
    ]  # fmt: skip
    assert as_text(told).splitlines()[0] == "It rose (E-1), and 4 are not met."
    assert "| 1.1 Agree one pathway | Designated Doctor |" in as_text(told)
    assert {figure.key for figure in told.figures} == {"e_1", "not_met"}


def test_places_without_anything_behind_them_are_named_once_and_stay_as_typed() -> None:
    text = "{chart gone}\n{evidence e_9} and {figure gone}, {chart gone}"
    assert nothing_behind(text, LINKS) == ["{figure gone}", "{chart gone}", "{evidence e_9}"]
    told = read("x", "X", text, LINKS, name="Table")
    assert as_text(told) == text


def test_of_restricted_evidence_nothing_but_its_number_is_printed() -> None:
    closed = replace(PIECE, restricted=True)
    assert evidence_sentence(closed) == "E-1: Audit, restricted. Its finding is not printed here."
    assert "43 good" in evidence_sentence(PIECE)


def _recommendation(number: int, standing: Standing, outcome: Outcome) -> Recommendation:
    words = " ".join(["Children wait less, and the audit says so."] * 22)
    headings = ("Background", "Strengths", "Areas for improvement", "Next steps", "Evaluation")
    told = [
        read(title.lower(), title, f"{words}\n{TEXT if title == 'Strengths' else words}", LINKS, name=title)
        for title in headings
    ]
    return Recommendation(
        ref=str(number), title=f"Recommendation {number}", text="", inspection="Inspection, 2015",
        theme="Practice", paragraphs="67, 68", accountable="Board",
        verdict=Verdict(standing, "REC-6", "Assessed as a whole", date(2017, 8, 31), by="Board"),
        before=Standing.MET, outcome=outcome, outcome_code="SLF-1",
        elements=(Element("a", "On time", Verdict(standing, "", "")),), told=tuple(told), charts=(CHART,),
        evidence=(PIECE,), monitoring=Monitoring(("Board",), ("Scorecard",), "Clinics by need"),
        written=Written("Head of Safeguarding", "Director", date(2017, 9, 1)),
    )  # fmt: skip


@pytest.fixture(scope="module")
def paper() -> SelfAssessment:
    standings = ((Standing.MET, Outcome.REMAINS_MET), (Standing.NOT_MET, Outcome.NOT_MET))
    return SelfAssessment(
        council="The demonstration council", plan="Improvement plan", title="Self-assessment 2017",
        body="Board", as_at=date(2017, 8, 31), compared_on=date(2016, 7, 31), edition=1,
        chapters=(Chapter("summary", "Summary", (read("text", "Summary", TEXT, LINKS, name="Table"),)),),
        recommendations=tuple(_recommendation(n, *standings[n % 2]) for n in range(1, 26)),
    )  # fmt: skip


def test_counts_cover_and_table_of_what_is_left_come_from_the_recommendations(paper) -> None:
    assert paper.counts() == [(Outcome.REMAINS_MET, 12), (Outcome.NOT_MET, 13)]
    assert summary_sentence(paper) == "Of 25 recommendations 12 are met, and 13 are left to be watched."
    assert ("Not met", "13") in compose(paper).cover.facts
    assert len(paper.left()) == 13


def test_the_canonical_text_reads_back_and_another_is_refused(paper) -> None:
    assert SelfAssessment.from_json(paper.to_json()) == paper
    with pytest.raises(NotThisPaper):
        SelfAssessment.from_json(paper.to_json().replace("self-assessment", "other", 1))


def test_fifty_pages_and_more_are_made_in_under_ten_seconds_as_pdf_ua_and_word(paper) -> None:
    began = time.process_time()
    pdf, word = render_pdf(paper), render_word(paper)
    took = time.process_time() - began
    with pikepdf.open(io.BytesIO(pdf)) as made:
        assert len(made.pages) > 50
    assert took < 10
    assert check(pdf) == ()
    headings = [
        one.text for one in docx.Document(io.BytesIO(word)).paragraphs if one.style.name == "Heading 2"
    ]
    assert headings == [one.name for one in paper.recommendations]
