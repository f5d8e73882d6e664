"""An audit: its tool, its cases judged by two, its counts, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from goldenthread.apps.audits.auditing import (
    Counted,
    Scale,
    begin_audit,
    close_audit,
    enter_count,
    open_audit_again,
    revise_audit,
    says_of,
)
from goldenthread.apps.audits.judging import add_case, agree, judge_again, moderate, withdraw_case
from goldenthread.apps.audits.models import Audit, AuditCase, Reading, ResultCount
from goldenthread.apps.audits.queries import compare, lines_of
from goldenthread.apps.audits.results import agreement_of, cases_of
from goldenthread.apps.audits.tools import ToolFields, make_tool, revise_tool
from goldenthread.apps.audits.tools import says_of as tool_says
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.moments import day_ends
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.periods import parse_period
from goldenthread.rulebook.proportions import Compared


def results(audit, known_at=None):
    [line] = lines_of([audit], known_at)
    return {one.label: one for one in line.results}


def test_a_case_is_entered_and_counts_with_its_interval(audit, add):
    for number in range(20):
        add(f"A-{number}", assessment="Good" if number < 9 else "Inadequate", plan="Outstanding")
    found = results(audit)["Assessment"]
    assert (found.percent_words, found.count_words, found.interval_words) == ("45%", "9 of 20", "26% to 66%")
    assert (found.small, found.by_grade) == (True, (0, 9, 0, 11))
    assert Event.objects.filter(verb="audits.case_judged").count() == 20


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("a 12", "CASE-4"),
        ("Sam Smith 4", "CASE-2"),
        ("943 476 5919", "CASE-3"),
        ("A123456789012", "CASE-3"),
        ("twelve", "CASE-2"),
    ],
)
def test_a_reference_that_says_who_it_is_or_stands_already_is_refused(case, add, reference, code):
    with pytest.raises(Refused) as refused:
        add(reference)
    assert (refused.value.code, refused.value.field) == (code, "reference")
    assert AuditCase.objects.count() == 1


def test_the_second_auditor_is_another_than_the_first(case, judged, told, today, manager, now):
    with pytest.raises(Refused) as refused:
        moderate(case, judged("team manager a"), today=today, **told)
    assert refused.value.code == "AUD-5"
    own = add_case(case.audit, "A-13", judged(own=True), today=today, by=manager, at=now)
    with pytest.raises(Refused, match="Somebody else moderates"):
        moderate(own, judged("Team manager B", own=True), today=today, by=manager, at=now)
    moderate(own, judged("Team manager B", own=True), today=today, **told)


def test_what_two_agreed_on_counts_and_agreement_is_of_what_they_found_alone(add, audit, judged, told, today):
    for number in range(10):
        case = add(f"A-{number}")
        second = "Requires improvement" if number == 0 else "Good"
        moderate(case, judged("Team manager B", assessment=second), today=today, **told)
    first = AuditCase.objects.get(reference="A-0")
    with pytest.raises(Refused, match="has not judged"):
        agree(add("A-99"), judged("Both"), today=today, **told)
    agree(first, judged("Both", assessment="Requires improvement"), today=today, **told)
    assert results(audit)["Assessment"].good == 10  # nine of those, and A-99
    by_stream = {one.label: one for one in agreement_of(audit, cases_of([audit])[audit.pk])}
    assert (by_stream["Assessment"].plain.same, by_stream["Assessment"].plain.cases) == (9, 10)
    assert by_stream["Plan"].plain.kappa is None
    assert by_stream["All streams together"].plain.cases == 20


def test_a_correction_is_kept_beside_what_was_said_until_somebody_moderates(case, judged, told, today):
    judge_again(case, judged(assessment="Inadequate", seen=1), today=today, **told)
    assert [one.grades["Assessment"] for one in Reading.objects.order_by("number")] == ["Good", "Inadequate"]
    assert results(case.audit)["Assessment"].good == 0
    with pytest.raises(Refused) as stale:
        judge_again(case, judged(seen=1), today=today, **told)
    assert stale.value.code == "stale"
    moderate(case, judged("Team manager B"), today=today, **told)
    with pytest.raises(Refused, match="second auditor"):
        judge_again(case, judged(), today=today, **told)


def test_a_case_that_is_taken_out_does_not_count_and_may_be_entered_again(case, add, told):
    with pytest.raises(Refused, match="Say why"):
        withdraw_case(case, reason=" ", **told)
    withdraw_case(case, reason="It was of another quarter", **told)
    assert results(case.audit) == {}
    add("A-12")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"assessment": "Splendid"}, "no grade of this audit"),
        ({"audited_on": date(2018, 7, 17)}, "still to come"),
        ({"auditor": " "}, "who audited it"),
        ({"assessment": "", "plan": ""}, "at least one stream"),
    ],
)
def test_a_judgement_that_cannot_be_is_refused(audit, judged, told, today, more, words):
    with pytest.raises(Refused, match=words):
        add_case(audit, "A-1", judged(**more), today=today, **told)


def test_counts_as_a_paper_printed_them(counted, told):
    enter_count(counted, Counted("Combined assessments", percent=Decimal(34), text="34%"), **told)
    enter_count(counted, Counted("Return interviews", good=4, percent=Decimal(22), text="22% (4)"), **told)
    enter_count(counted, Counted("Recording", by_grade=(1, 3, 4, 1)), **told)
    found = results(counted)
    unknown, worked_out, graded = found.values()
    assert (unknown.count_words, unknown.interval, unknown.small) == ("sample not said", None, True)
    assert (worked_out.count_words, worked_out.worked_out) == ("4 of 18", True)
    assert (graded.count_words, graded.percent_words) == ("4 of 9", "44%")


@pytest.mark.parametrize(
    ("one", "field"),
    [
        (Counted("Plan", good=21, cases=20), "good"),
        (Counted("Plan", good=9, cases=20, percent=Decimal(60)), "percent"),
        (Counted("Plan", cases=9, by_grade=(1, 3, 4, 0)), "good"),
        (Counted("Plan", good=3, by_grade=(1, 3, 4, 0)), "good"),
        (Counted("Plan", good=4), "good"),
        (Counted("", good=4, cases=9), "label"),
        (Counted("Plan", good=0, cases=0), "cases"),
    ],
)
def test_counts_that_cannot_be_are_refused(counted, told, one, field):
    with pytest.raises(Refused) as refused:
        enter_count(counted, one, **told)
    assert refused.value.field == field
    assert not ResultCount.objects.exists()


def test_the_database_itself_holds_no_more_good_cases_than_cases(counted, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        ResultCount.objects.create(audit=counted, label="Plan", good=21, cases=20, recorded_at=now)


def test_a_count_is_corrected_with_a_reason_and_the_old_one_stays(counted, told):
    enter_count(counted, Counted("Plan", good=9, cases=20), **told)
    with pytest.raises(Refused, match="say why it changes"):
        enter_count(counted, Counted("plan", good=10, cases=20), **told)
    enter_count(counted, Counted("plan", good=10, cases=20), reason="A case was counted twice", **told)
    assert results(counted)["Plan"].good == 10
    assert ResultCount.objects.count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        ResultCount.objects.update(good=20)


def test_results_of_the_past_are_known_from_their_declared_day(counted, told):
    enter_count(counted, Counted("Plan", good=9, cases=20), **told)
    assert results(counted, day_ends(date(2017, 5, 1))) == {}
    assert results(counted, day_ends(date(2017, 5, 2)))["Plan"].good == 9


def test_an_audit_is_closed_with_its_finding_and_opened_with_a_reason(audit, case, add, told, today):
    with pytest.raises(Refused, match="what the audit found"):
        close_audit(audit, version=1, today=today, **told)
    revise_audit(audit, replace(says_of(audit), finding="Plans are late."), version=1, today=today, **told)
    with pytest.raises(Refused) as stale:
        close_audit(audit, version=1, today=today, **told)
    assert stale.value.code == "stale"
    closed = close_audit(audit, version=2, today=today, **told)
    with pytest.raises(Refused, match="closed"):
        add("A-13")
    with pytest.raises(Refused, match="Say why"):
        open_audit_again(closed, reason="", version=3, **told)
    open_audit_again(closed, reason="A case was missing", version=3, **told)
    add("A-13")


def test_an_audit_of_a_period_to_come_or_by_a_retired_tool_is_refused(audit, tool, told, today):
    with pytest.raises(Refused, match="has not begun"):
        begin_audit(
            replace(says_of(audit), period=parse_period("2018-19 Q3")), Scale.of(tool), way="cases",
            today=today, **told,
        )  # fmt: skip
    newer = replace(tool_says(tool), streams=("Assessment", "Plan", "Supervision"))
    with pytest.raises(Refused, match="Nothing differs"):
        revise_tool(tool, tool_says(tool), reason="None", today=today, **told)
    second = revise_tool(tool, newer, reason="Supervision is judged too", today=today, **told)
    assert (second.number, second.streams[-1]) == (2, "Supervision")
    tool.refresh_from_db()
    with pytest.raises(Refused, match="no longer in use"):
        begin_audit(says_of(audit), Scale.of(tool), way="cases", today=today, **told)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"grades": ("Good",)}, "grades"),
        ({"good_grades": 4}, "good_grades"),
        ({"streams": ()}, "streams"),
        ({"streams": ("Plan", "plan")}, "streams"),
        ({"name": " "}, "name"),
    ],
)
def test_a_tool_that_cannot_be_is_refused(tool, told, change, field):
    with pytest.raises(Refused) as refused:
        make_tool(replace(ToolFields("Other", tool.grades, 2, tool.streams), **change), **told)
    assert refused.value.field == field


def test_two_audits_beside_each_other_say_when_a_difference_may_be_chance(counted, told, today, quarter):
    enter_count(counted, Counted("Plan", good=90, cases=200), **told)
    later = begin_audit(
        replace(says_of(counted), title="Later", period=quarter, published_on=None),
        Scale(counted.grades, 2), way="counts", today=today, **told,
    )  # fmt: skip
    enter_count(later, Counted("plan", good=110, cases=200), **told)
    enter_count(later, Counted("Recording", good=11, cases=20), **told)
    found = compare(later, counted)
    assert found.comparable == "tool_changed"
    assert (found.streams[0].difference.verdict, found.only_one) == (Compared.BETTER, ("Recording",))
    Audit.objects.filter(pk=later.pk).update(grades=["Good", "Adequate", "Inadequate"])
    later.refresh_from_db()
    other = compare(later, counted)
    assert (other.comparable, other.streams[0].difference) == ("another_scale", None)
