"""Completion: asked for by one, decided by another, who sees what shows it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import rules
from django.db import DatabaseError, IntegrityError, transaction

from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.people.models import Role
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.plans.completing import (
    Shown,
    ask_completion,
    decide_completion,
    lacking,
    points_of,
    withdraw_completion,
)
from goldenthread.apps.plans.models import Completion
from goldenthread.apps.plans.states import state_on
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused

ALL_SHOWN = {0: Shown("92% in June"), 1: Shown("Audit of June, 20 plans, 18 good")}


@pytest.fixture
def ask(action, lead, today, now):
    def make(**said):
        usual = {
            "completed_on": date(2018, 7, 1), "statement": "All is done.", "version": action.version,
            "today": today, "by": lead, "at": now, "shown": ALL_SHOWN,
        }  # fmt: skip
        return ask_completion(action, **(usual | said))

    return make


@pytest.fixture
def decide(head, today, now):
    def make(completion, **said):
        usual = {"accept": True, "reason": "", "today": today, "by": head, "at": now}
        return decide_completion(completion, **(usual | said))

    return make


def test_asking_keeps_what_shows_each_indicator_and_check(ask):
    answers = ask().answers.values_list("text", "evidence")
    assert list(answers) == [
        ("90% of plans within 20 weeks", "92% in June"),
        ("Audit of 20 plans", "Audit of June, 20 plans, 18 good"),
    ]


def test_accepting_sets_the_day_of_completion_and_posts_no_update(ask, decide, action, today):
    events = Event.objects.count()
    decide(ask())
    action.refresh_from_db()
    assert action.completed_on == date(2018, 7, 1)
    assert not action.updates.exists()
    assert Event.objects.count() == events + 2
    assert state_on(action, today=today).is_completed


def test_returning_leaves_the_action_open_and_it_may_be_asked_again(ask, decide, action):
    decide(ask(), accept=False, reason="Show the audit.")
    action.refresh_from_db()
    assert action.completed_on is None
    assert ask(version=action.version).outcome == Completion.Outcome.ASKED


def test_returning_needs_a_reason(ask, decide):
    with pytest.raises(Refused, match="what is wanted"):
        decide(ask(), accept=False, reason=" ")


def test_the_asker_cannot_accept(ask, decide, lead):
    completion = ask()
    with pytest.raises(Refused, match="somebody else decides"):
        decide(completion, by=lead, reason="I know that it is done.")
    completion.refresh_from_db()
    assert completion.outcome == Completion.Outcome.ASKED


def test_the_database_refuses_an_asker_who_accepts(ask, lead, today, now):
    completion = ask()
    with pytest.raises(IntegrityError, match="plans_asker_does_not_decide"), transaction.atomic():
        Completion.objects.filter(pk=completion.pk).update(
            outcome="accepted", decided_by=lead, decided_at=now, decided_on=today
        )


def test_the_database_refuses_two_open_requests(ask, action, lead, today, now):
    ask()
    with pytest.raises(IntegrityError, match="plans_one_open_request"), transaction.atomic():
        Completion.objects.create(
            action=action, completed_on=today, statement="Again", asked_at=now, asked_by=lead
        )


def test_accepting_what_lacks_evidence_needs_a_reason(ask, decide):
    completion = ask(shown={0: Shown("92% in June")})
    assert lacking(completion) == ["Audit of 20 plans"]
    with pytest.raises(Refused) as refused:
        decide(completion)
    assert (refused.value.code, refused.value.field) == ("PROG-6", "reason")
    assert decide(completion, reason="The audit is due in autumn.").outcome == Completion.Outcome.ACCEPTED


def test_a_file_shows_as_words_do(ask, now):
    file = StoredFile.objects.create(sha256="0" * 64, size=1, name="audit.pdf", uploaded_at=now)
    assert lacking(ask(shown={0: Shown("92% in June"), 1: Shown(files=[file])})) == []


def test_an_action_without_anything_to_show_lacks_all_evidence(ask, action):
    action.success_indicators.all().delete()
    action.evidence_checks = []
    action.save()
    assert lacking(ask(shown={})) == ["The action as a whole"]


def test_a_check_added_after_the_request_counts_as_lacking(ask, action):
    completion = ask()
    action.evidence_checks = [*action.evidence_checks, "Parents' survey"]
    action.save()
    assert lacking(Completion.objects.get(pk=completion.pk)) == ["Parents' survey"]


def test_completion_is_not_asked_for_twice(ask, action):
    ask()
    action.refresh_from_db()
    with pytest.raises(Refused, match="asked for already"):
        ask(version=action.version)


def test_completion_cannot_be_in_the_future(ask, today):
    with pytest.raises(Refused, match="future"):
        ask(completed_on=today + timedelta(days=1))


def test_a_stale_request_is_refused(ask, action):
    with pytest.raises(Refused) as refused:
        ask(version=action.version + 1)
    assert refused.value.code == "stale"


def test_what_was_decided_is_not_decided_again(ask, decide):
    completion = ask()
    decide(completion)
    with pytest.raises(Refused, match="decided before: accepted"):
        decide(completion, accept=False, reason="On second thoughts")


def test_leads_ask_and_do_not_decide_and_the_administrator_does_not_decide(action, lead, person_as, today):
    def may(person, permission):
        person.standing = standing_of(person, today)
        return rules.has_perm(f"plans.{permission}", person, action)

    assert may(lead, "ask_completion")
    assert not may(lead, "decide_completion")
    assert not may(person_as(Role.ADMINISTRATOR), "decide_completion")
    assert not may(person_as(Role.TEAM_MANAGER), "ask_completion")
    assert may(person_as(Role.DIRECTOR), "decide_completion")


def test_a_decided_completion_is_neither_changed_nor_deleted(ask, decide):
    completion = ask()
    decide(completion, accept=False, reason="Not signed")
    for attempt in (
        lambda: Completion.objects.filter(pk=completion.pk).update(outcome="accepted"),
        lambda: Completion.objects.filter(pk=completion.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            attempt()


@pytest.fixture
def withdraw(lead, today, now):
    def make(completion, **said):
        return withdraw_completion(
            completion, **({"reason": "Too early.", "today": today, "by": lead, "at": now} | said)
        )

    return make


def test_the_asker_withdraws_what_nobody_decided_and_may_ask_again(ask, withdraw, action, today):
    events = Event.objects.count()
    withdraw(ask())
    action.refresh_from_db()
    withdrawn = action.completions.get()
    assert (withdrawn.outcome, withdrawn.decided_by, withdrawn.reason) == ("withdrawn", None, "Too early.")
    assert Event.objects.count() == events + 2
    state = state_on(action, today=today)
    assert (state.is_completed, state.evidence) == (False, 0)
    assert ask(version=action.version).outcome == Completion.Outcome.ASKED


def test_nobody_withdraws_anothers_request(ask, withdraw, head):
    with pytest.raises(Refused, match="Only the one who asked"):
        withdraw(ask(), by=head)


def test_withdrawing_needs_its_reason(ask, withdraw):
    with pytest.raises(Refused, match="why you withdraw"):
        withdraw(ask(), reason=" ")


def test_what_was_decided_is_not_withdrawn_and_what_was_withdrawn_not_decided(ask, decide, withdraw, action):
    completion = ask()
    withdraw(completion)
    with pytest.raises(Refused, match="decided before: withdrawn"):
        decide(completion)
    action.refresh_from_db()
    returned = ask(version=action.version)
    decide(returned, accept=False, reason="Not signed")
    with pytest.raises(Refused, match="decided before: returned"):
        withdraw(returned)


def test_the_database_refuses_a_decision_that_nobody_made(ask, today, now):
    completion = ask()
    with pytest.raises(IntegrityError, match="plans_decision_has_its_maker"), transaction.atomic():
        Completion.objects.filter(pk=completion.pk).update(
            outcome="accepted", decided_at=now, decided_on=today
        )


def test_what_is_to_be_shown_is_listed_with_what_was_added_since(ask, decide, action):
    completion = ask(shown={0: Shown("92% in June")})
    action.evidence_checks = [*action.evidence_checks, "Parents' survey"]
    action.save()
    points = points_of(Completion.objects.get(pk=completion.pk))
    assert [(one.text, one.kind, one.has_evidence, one.since) for one in points] == [
        ("90% of plans within 20 weeks", "Success indicator", True, False),
        ("Audit of 20 plans", "Evidence check", False, False),
        ("Parents' survey", "Evidence check", False, True),
    ]
    decided = decide(completion, accept=False, reason="Show the audit.")
    assert len(points_of(decided)) == 2
