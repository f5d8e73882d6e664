"""A register that comes as a file is previewed, then written once; what it does not say stays."""

from __future__ import annotations

import io

import openpyxl
import pytest

from goldenthread.apps.loads import actions as loads
from goldenthread.apps.risks.lifecycle import close_risk
from goldenthread.apps.risks.models import Risk, RiskScore
from goldenthread.apps.risks.queries import register
from goldenthread.apps.trail.refusals import Refused

ROWS = [
    ["Risk ref", "Risk", "Cause", "Owner", "Residual", None, "Target score", "Controls", "Actions", "Review"],
    [None, None, None, None, "L", "I", None, None, None, None],
    [
        "R-1",
        "Too few caseworkers",
        "Four vacant",
        "Head of SEND",
        4,
        "High",
        "2x3=6",
        "Panel",
        "1.1 Recruit",
        "",
    ],
    ["R9", "Late advice", "", "Somebody", 9, 2, "High (12)", "", "7.7", "soon"],
    ["R9", "Twice", "", "", "", "", "", "", "", ""],
]


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def book(rows=ROWS) -> bytes:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.active.merge_cells("E1:F1")
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


@pytest.fixture
def load(now):
    return lambda content: loads.read_file(
        content, "register.xlsx", kind="risks", source_name="Assessments", by=None, at=now
    )


def accept(one, today, now):
    return loads.accept(one, decisions={}, published_on=None, by=None, at=now, today=today)


def test_a_register_is_previewed_then_written_once(risk, action, workstream, load, today, now):
    first = load(book())
    assert [item["label"] for item in first.preview["changed"]] == ["R-1 Too few caseworkers"]
    assert [item["label"] for item in first.preview["new"]] == ["R9 Late advice"]
    told = [(one["row"], one["why"]) for one in first.reading["problems"] if one["level"] == "problem"]
    assert [row for row, _ in told] == [4, 4, 4, 5]
    assert {"An earlier row has this reference already.", "The scale has no such level."} <= {
        why for _, why in told
    }
    assert Risk.objects.count() == 1
    accept(first, today, now)
    known, new = register(today=today)
    assert (known.said.cause, known.owned_by) == ("Four vacant", "Head of SEND")
    assert (known.current.score.value, known.target.score.value) == (16, 6)
    assert [str(one) for one in known.treatments] == ["1.1 Recruit"]
    assert (new.body, new.owned_by, new.current, new.review_on) == (workstream, "Somebody", None, None)
    again = load(book())
    assert (again.preview["new"], again.preview["changed"], again.preview["unchanged"]) == ([], [], 2)
    scores = RiskScore.objects.count()
    accept(again, today, now)
    assert RiskScore.objects.count() == scores


def test_a_risk_that_the_file_does_not_list_stays_open(risk, load, today, now):
    one = load(book([ROWS[0], ROWS[1], ["R9", "Late advice", *[""] * 8]]))
    assert [item["label"] for item in one.preview["gone"]] == ["R-1 Too few caseworkers"]
    accept(one, today, now)
    risk.refresh_from_db()
    assert risk.closed_on is None


def test_a_risk_of_the_same_words_under_another_reference_is_asked_about(risk, load, today, now):
    one = load(book([ROWS[0], ROWS[1], ["X1", "Too few caseworkers", "Six vacant", *[""] * 7]]))
    [item] = one.preview["unsure"]
    with pytest.raises(Refused, match="unsure"):
        accept(one, today, now)
    loads.accept(
        one, decisions={item["key"]: {"as": str(risk.uuid)}}, published_on=None, by=None, at=now, today=today
    )
    risk.refresh_from_db()
    assert (Risk.objects.count(), risk.cause) == (1, "Six vacant")


def test_without_a_scale_scores_are_left_out_and_it_says_so(workstream, load):
    one = load(book())
    assert any("no risk scale yet" in problem["why"] for problem in one.reading["problems"])
    assert [row["current"] for row in one.reading["risks"]] == [None, None]


def test_a_closed_risk_is_not_opened_by_a_file(risk, load, today, now):
    close_risk(risk, reason="Gone", version=1, effective_on=today, today=today, by=None, at=now)
    one = load(book())
    assert one.preview["changed"] == []
    accept(one, today, now)
    risk.refresh_from_db()
    assert risk.closed_on == today
