"""A sign-off on paper: tagged, the same bytes twice, with every piece of evidence in its index."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pikepdf
import pytest

from goldenthread.documents.blocks import Heading, Table
from goldenthread.documents.canonical import NotThisPaper
from goldenthread.documents.paper_figures import Colour
from goldenthread.documents.pdf_check import check
from goldenthread.documents.sign_off_case import (
    CaseAction,
    CaseAnswer,
    CaseAssessment,
    CaseCheck,
    CaseEvidence,
    CaseEvidenceFigure,
    CaseFigure,
    CaseMeasure,
    CaseOverride,
    CaseRisk,
    CaseStatement,
    CaseStrand,
    SignOffCase,
)
from goldenthread.documents.sign_off_case_charts import drawing, frozen, thawed
from goldenthread.documents.sign_off_case_pages import compose, render_pdf
from goldenthread.documents.sign_off_paper import (
    ChangePaper,
    ConditionPaper,
    DecisionPaper,
    ReasonPaper,
    SignOffPaper,
)
from tests.documents.control_sample import few, forty

AT = datetime(2018, 7, 16, 9, tzinfo=UTC)
DIGEST = "6c1f1d1c5fd8a7a6d9a8f3c3c1be0d0e6c1f1d1c5fd8a7a6d9a8f3c3c1be0d0e"
FIGURE = CaseFigure("2017-18 Q2", date(2017, 9, 30), "41.17%", Decimal("41.17"), "health", "obs-1", 1, None)
MEASURE = CaseMeasure(
    uuid="measure-1", reference="2.11", title="Within 20 working days", unit="%", polarity="high",
    tolerance=Decimal(5), direct=True, counted=True, shows=("4.1 A clinic more",), target="80%",
    colour=Colour.RED, code="RAG-3", reason="41.17% is not within 5 points of 80%", sample="21 of 51",
    override=CaseOverride(Colour.AMBER, "A clinic was closed"), chosen="",
    strands=(CaseStrand("Health", (FIGURE,)),),
    chart=frozen(forty(), of="Health", said="improvement_high"),
)  # fmt: skip
PIECE = CaseEvidence(
    uuid="piece-1", reference="E-1", title="Audit of # assessments", source="audit", kind="File",
    contradicts=False, why="", element="", version=2, sha256=DIGEST, effective_on=date(2018, 6, 30),
    uploaded_at=AT, period="2018-19 Q1", sample="20 of 52", finding="70% good or better", expires_on=None,
    counts=True, counts_code="EVD-1", counts_words="Counts.", vouched="Head of Safeguarding",
    restricted=False, answered=False, answers=(), figures=(CaseEvidenceFigure("Good", "70%", "v1"),),
    file="audit.pdf", url="", subject="",
)  # fmt: skip
CASE = SignOffCase(
    council="Demonstration council", inspection="Single inspection, 2015", recommendation="12",
    recommendation_title="Initial health assessments are on time", element="", element_title="",
    unit="unit-1", phase=2, body="Health and Wellbeing Board", as_at=date(2018, 7, 16),
    text="Ensure that they are on time.", lead_account="The clinic runs twice a week.\nIt will stay so.",
    limit_months=6, limit_sources=2,
    actions=(
        CaseAction("a-1", "Plan", "4.1", "A clinic more", (), "Head of Health", "completed", "Completed",
                   True, False, date(2018, 3, 31), "", date(2018, 3, 1), "Runs", date(2018, 3, 1), 1),
        CaseAction("a-2", "Plan", "4.2", "Requests in time", (), "", "", "", False, True, None, "TBA", None,
                   "", None, 0),
    ),
    measures=(MEASURE, replace(MEASURE, uuid="measure-2", reference="", strands=(), chart=None)),
    evidence=(
        PIECE,
        replace(PIECE, uuid="piece-2", reference="E-2", contradicts=True, finding="34% good",
                answers=(CaseAnswer("One team only", "Head of Safeguarding", AT),)),
    ),
    statements=(
        CaseStatement("s-1", "Children", "Outcome 1", "Children say so", "shown", "Shown", "9 of 10 say so",
                      "10 children", date(2018, 6, 1)),
    ),
    risks=(CaseRisk("r-1", "R1", "The clinic closes", "12, high", "6, medium", "Director"),),
    assessments=(
        CaseAssessment("x-1", "", "met", "Met", date(2016, 7, 31), "July 2016", "Board", "", "Upward trend"),
    ),
    checks=(
        CaseCheck("SUF-1", "Evidence from two of the four sources", True, "2 of 4 sources, 2 wanted"),
        CaseCheck("SUF-3", "Every measure is at its target", False, "2.11: 41.17% misses"),
        CaseCheck("SUF-4", "Improvement that is not chance", None, "Too few points to tell"),
    ),
)  # fmt: skip
DECISION = DecisionPaper(
    outcome="Agreed with a condition", decided_on=date(2018, 7, 20), where="Board, 20 July 2018, minute 54",
    words="Kept under review.", reasons=(ReasonPaper("SUF-3", "The clinic opened in June"),),
    conditions=(ConditionPaper("80% for two quarters", "2.11", date(2019, 1, 31)),),
    recorded_by="Democratic Services Officer", recorded_at=AT, digest=CASE.digest,
)  # fmt: skip
PAPER = SignOffPaper(
    CASE,
    DECISION,
    (ChangePaper("2.11", "2017-18 Q2: 41.17% was corrected to 35%", "REO-2"),),
    date(2018, 9, 1),
)


def tables_of(paper: SignOffPaper) -> dict[str, Table]:
    blocks = [block for section in compose(paper).sections for block in section.blocks]
    return {block.name: block for block in blocks if isinstance(block, Table)}


def test_the_case_reads_back_from_its_text_and_its_digest_is_the_one_it_always_had():
    text = CASE.to_json()
    assert SignOffCase.from_json(text) == CASE
    assert text.startswith('{"paper":{"actions":[{"complete":true')
    assert CASE.digest == GOLDEN
    with pytest.raises(NotThisPaper):
        SignOffCase.from_json(text.replace('"version":1', '"version":2'))


GOLDEN = "354ecf5269381088d23e132823e8c4f74ec1c0d5e4d031af69c2d368d89f9a3d"


def test_the_sign_off_is_a_tagged_pdf_and_the_same_bytes_twice():
    made = render_pdf(PAPER)
    assert check(made) == ()
    assert render_pdf(PAPER) == made
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert "recommendation 12" in str(pdf.docinfo["/Title"])


def test_a_check_that_did_not_pass_stands_with_the_reason_of_the_body():
    row = next(row for row in tables_of(PAPER)["Checks"].rows if row[0][0].text.startswith("Every measure"))
    assert row[1][0].word == "Failed"
    assert row[2][1].text == "Why the body agreed all the same: The clinic opened in June"


def test_the_index_has_each_piece_with_its_version_digest_and_both_days():
    index = tables_of(PAPER)["Index of the evidence"]
    assert [row[0][0].text for row in index.rows] == ["E-1", "E-2"]
    first = [cell[0].text for cell in index.rows[0]]
    assert first[1:] == ["2", DIGEST_IN_GROUPS, "30 June 2018", "16 July 2018"]


DIGEST_IN_GROUPS = " ".join(DIGEST[n : n + 8] for n in range(0, 64, 8))


def test_without_a_decision_it_says_that_it_waits_and_nothing_of_changes():
    waiting = SignOffPaper(replace(CASE, evidence=(), measures=(), actions=(), risks=()), None)
    headings = [
        block.text for section in compose(waiting).sections for block in section.blocks
        if isinstance(block, Heading)
    ]  # fmt: skip
    assert "Changed since the decision" not in headings
    assert check(render_pdf(waiting)) == ()


def test_a_chart_is_drawn_from_what_the_case_kept():
    assert drawing(MEASURE) is not None
    kept = frozen(few(), of="Health", said="too_few_points")
    assert thawed(MEASURE, kept).points == few().points
    assert thawed(MEASURE, frozen(forty(), of="", said="")).stretches == forty().stretches
