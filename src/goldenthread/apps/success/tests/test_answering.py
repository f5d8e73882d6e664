"""A statement is kept with all that it said, and answered with what was found, never with a file alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from goldenthread.apps.files.actions import keep
from goldenthread.apps.plans.actions import make_plan
from goldenthread.apps.success.actions import (
    add_statement,
    answer_statement,
    retire_statement,
    revise_statement,
)
from goldenthread.apps.success.models import Source, StatementAnswer, Verdict
from goldenthread.apps.success.queries import answers_of, statements_for, statements_of
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused

JUNE = date(2018, 6, 30)


@pytest.fixture
def answer(statement, lead, today, now):
    def make(**said):
        usual = {
            "verdict": Verdict.PARTLY_SHOWN, "finding": "Two thirds say so.", "effective_on": JUNE,
            "today": today, "by": lead, "at": now,
        }  # fmt: skip
        return answer_statement(statement, **(usual | said))

    return make


@pytest.fixture
def revise(statement, officer, today, now):
    def make(**said):
        usual = {
            "outcome": statement.outcome, "source": statement.source, "text": "Children say so.",
            "version": statement.version, "effective_on": today, "by": officer, "at": now,
        }  # fmt: skip
        return revise_statement(statement, **(usual | said))

    return make


def test_an_answer_is_kept_with_the_words_that_it_answered_and_leaves_one_event(answer, statement):
    events = Event.objects.count()
    kept = answer(sample="24 children")
    assert (kept.text, kept.sample) == (statement.text, "24 children")
    assert Event.objects.count() == events + 1


def test_a_file_alone_counts_as_nothing(answer, lead, now):
    file = keep(b"Notes of the group", "notes.txt", by=lead, at=now)
    with pytest.raises(Refused, match="A file alone counts as nothing"):
        answer(finding=" ", evidence=[file])
    assert not StatementAnswer.objects.exists()
    assert answer(evidence=[file]).evidence.get() == file


def test_an_answer_says_what_was_found(answer):
    with pytest.raises(Refused, match="what was found"):
        answer(finding="")


def test_the_database_refuses_an_answer_without_a_finding(statement, now):
    with pytest.raises(IntegrityError, match="success_answer_has_finding"), transaction.atomic():
        StatementAnswer.objects.create(
            statement=statement, effective_on=JUNE, verdict="shown", finding="", text="x", recorded_at=now
        )


def test_an_answer_is_neither_changed_nor_deleted_in_the_database(answer):
    kept = answer()
    with pytest.raises(DatabaseError), transaction.atomic():
        StatementAnswer.objects.filter(pk=kept.pk).update(verdict="shown")


def test_a_finding_does_not_speak_of_a_day_to_come(answer, today):
    with pytest.raises(Refused, match="still to come"):
        answer(effective_on=today + timedelta(days=1))


def test_a_retired_statement_is_not_answered_nor_changed(answer, revise, statement, officer, today, now):
    retire_statement(
        statement, reason="It was asked twice.", version=1, effective_on=today, by=officer, at=now
    )
    for attempt in (answer, lambda: revise(version=2)):
        with pytest.raises(Refused, match="no longer asked"):
            attempt()


def test_retiring_needs_its_reason(statement, officer, today, now):
    with pytest.raises(Refused, match="why it is no longer asked"):
        retire_statement(statement, reason=" ", version=1, effective_on=today, by=officer, at=now)


def test_a_statement_that_was_answered_changes_only_with_a_reason(answer, revise, statement):
    kept = answer()
    with pytest.raises(Refused, match="answered already"):
        revise()
    revise(reason="Plainer words.")
    statement.refresh_from_db()
    kept.refresh_from_db()
    assert (statement.text, kept.text) == ("Children say so.", "Children say that they were listened to.")


def test_a_stale_change_is_refused(revise):
    revise()
    with pytest.raises(Refused) as refused:
        revise(text="Other words.")
    assert refused.value.code == "stale"


def test_a_statement_stands_once_and_of_its_own_plan(plan, outcome, statement, today, now):
    said = {"source": Source.CHILDREN, "effective_on": today, "by": None, "at": now}
    with pytest.raises(Refused, match="has this statement already"):
        add_statement(plan, text="children say that they were  listened to.", outcome=outcome, **said)
    with pytest.raises(Refused, match="of another plan"):
        add_statement(make_plan("Another", by=None, at=now), text="x", outcome=outcome, **said)
    with pytest.raises(Refused, match="what they will show"):
        add_statement(plan, text="  ", **said)


def test_the_newest_answer_by_its_day_stands_whenever_it_was_recorded(answer, plan, today):
    answer(finding="Of July.", effective_on=date(2018, 7, 10), verdict=Verdict.SHOWN)
    answer(finding="Of May, told late.", effective_on=date(2018, 5, 31))
    [stood] = statements_of(plan, today=today)
    assert (stood.answer.finding, stood.verdict, stood.answers) == ("Of July.", Verdict.SHOWN, 2)


def test_the_past_shows_what_stood_and_was_known_then(answer, revise, plan, now, today):
    july = datetime(2018, 7, 20, tzinfo=UTC)
    answer(finding="Known in time.")
    answer(finding="Told later.", at=july, effective_on=date(2018, 7, 1))
    answer(finding="Published.", at=july, effective_on=date(2018, 7, 2), published_on=date(2018, 7, 3))
    revise(reason="Plainer.", at=july)
    assert statements_of(plan, today=today, as_at=date(2018, 5, 31)) == []
    [in_june] = statements_of(plan, today=today, as_at=JUNE)
    assert (in_june.text, in_june.answer.finding) == (
        "Children say that they were listened to.", "Known in time.",
    )  # fmt: skip
    [known] = statements_of(plan, today=today, known_at=now)
    assert (known.text, known.answer.finding) == ("Children say that they were listened to.", "Published.")
    assert answers_of(known.statement, today=today, known_at=now).count() == 2


def test_a_retired_statement_still_stands_in_the_past(statement, plan, officer, today, now):
    retire_statement(statement, reason="Asked twice.", version=1, effective_on=today, by=officer, at=now)
    assert statements_of(plan, today=today) == []
    assert len(statements_of(plan, today=today, as_at=JUNE)) == 1


def test_the_statements_of_the_outcomes_of_actions_stand_by_source(
    plan, outcome, statement, action, now, today
):
    for source, of in ((Source.AUDITS, outcome), (Source.PARENTS, outcome), (Source.AUDITS, None)):
        add_statement(
            plan, source=source, text=f"{source} show it", outcome=of, effective_on=JUNE, by=None, at=now
        )
    found = statements_for([action.pk], today=today)
    assert [one.source for one in found] == [Source.CHILDREN, Source.PARENTS, Source.AUDITS]
    assert statements_for([], today=today) == []


def test_many_statements_take_as_many_queries_as_one(
    plan, outcome, statement, answer, lead, now, today, django_assert_num_queries
):
    for number in range(9):
        other = add_statement(
            plan, source=Source.AUDITS, text=f"Audit {number}", effective_on=JUNE, by=None, at=now
        )
        answer_statement(
            other, verdict="shown", finding="Good", effective_on=JUNE, today=today, by=lead, at=now
        )
    with django_assert_num_queries(4):
        assert len(statements_of(plan, today=today)) == 10
