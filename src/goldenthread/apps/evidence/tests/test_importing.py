"""A register of evidence brought as a file: read, previewed, accepted, loaded again."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.apps.evidence.models import Bears, Piece
from goldenthread.apps.evidence.queries import evidence_for
from goldenthread.apps.loads import actions as loads

HEAD = (
    "Ref,Evidence,Source,Rec,Supports or contradicts,Why,Finding,Period,Sample,Effective date,Owner,Answer\n"
)
ROWS = (
    "QA1,Audit of assessments,Audits,12; 12a,Contradicts,A third only,34% were good,2016-17 Q1,20 cases,"
    "30/06/2016,Principal Social Worker,A new form came in July\n"
    "QA2,Staff survey,Staff,13,,,\"72% know the plan\",2016,61 of 104,July 2016,,\n"
)  # fmt: skip


@pytest.fixture
def load(recommendation, other, officer, now):
    def bring(text, name="register.csv"):
        return loads.read_file(
            text.encode(), name, kind="evidence", source_name="Inspection of 2015", by=officer, at=now
        )

    return bring


@pytest.fixture
def accept(officer, now, today):
    def write(read, published_on=None):
        return loads.accept(read, decisions={}, published_on=published_on, by=officer, at=now, today=today)[
            "words"
        ]

    return write


def test_a_register_becomes_pieces_that_bear_on_what_it_names(load, accept, recommendation, other, today):
    read = load(HEAD + ROWS)
    assert (len(read.preview["new"]), read.reading["problems"]) == (2, [])
    words = accept(read, published_on=date(2016, 7, 31))
    assert words == "2 pieces of evidence and 0 new versions, used in 3 places."
    whole, part = evidence_for(recommendation, as_at=today)
    assert (whole.uuid, whole.bears, whole.answered) == (part.uuid, Bears.CONTRADICTS, True)
    assert (whole.effective_on, whole.vouched) == (date(2016, 6, 30), "Principal Social Worker")
    [staff] = evidence_for(other, as_at=today)
    assert (staff.effective_on, staff.counts, staff.kind) == (date(2016, 7, 31), True, "named")


def test_the_same_register_again_writes_nothing_and_a_new_finding_is_a_new_version(load, accept):
    accept(load(HEAD + ROWS))
    again = load(HEAD + ROWS)
    assert (again.preview["unchanged"], again.preview["changed"]) == (2, [])
    accept(again)
    assert Piece.objects.count() == 2
    changed = load(HEAD + ROWS.replace("34% were good", "56% were good").replace("30/06/2016", "30/06/2017"))
    assert [one["label"] for one in changed.preview["changed"]] == ["Audit of assessments"]
    accept(changed)
    audit = Piece.objects.get(their_reference="QA1")
    assert [one.finding for one in audit.versions.all()] == ["34% were good", "56% were good"]
    assert not evidence_for(audit.bearings.first().recommendation, as_at=date(2018, 7, 16))[0].answered


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("QA1,Audit,Horoscope,12,,,Good,,,30/06/2016,,", "This is none of: figures"),
        ("QA1,Audit,Audits,12,Contradicts,,Bad,,,30/06/2016,,", "does not say what"),
        ("QA1,Audit,Audits,12,,,Good,,,some day,,", "no day that can be read"),
        ("QA1,,Audits,12,,,Good,,,30/06/2016,,", "does not say its title"),
        ("QA1,A,Audits,12,,,Good,,,30/06/2016,,\nQA1,B,Audits,12,,,Good,,,30/06/2016,,", "An earlier row"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_left_out_with_its_place(load, row, words):
    problems = load(HEAD + row + "\n").reading["problems"]
    assert words in problems[0]["why"]
    assert problems[0]["row"] in (2, 3)


def test_a_recommendation_that_is_not_here_is_said_before_anything_is_written(load, accept):
    read = load(HEAD + "QA1,Audit,Audits,99,,,Good,June,5,30/06/2016,,\n")
    assert read.preview["new"][0]["changes"][0]["after"] == "Not found here: left out"
    assert accept(read) == "1 pieces of evidence and 0 new versions, used in 0 places."
