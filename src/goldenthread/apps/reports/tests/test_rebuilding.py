"""A paper of a past quarter, built again a year later from the records: the same to the last character."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.models import Model

from goldenthread.apps.inspections.actions import (
    add_element,
)
from goldenthread.apps.measures import actions as measures
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.recorded import period_columns
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Role
from goldenthread.apps.plans.actions import (
    make_plan,
)
from goldenthread.apps.plans.completing import Shown, ask_completion
from goldenthread.apps.plans.models import RatingLevel
from goldenthread.apps.plans.updating import post_update
from goldenthread.apps.reports.actions import freeze, save_draft, start_draft
from goldenthread.apps.reports.differences import differences
from goldenthread.apps.reports.models import Paper
from goldenthread.apps.reports.rebuilding import rebuild
from goldenthread.apps.reports.tests.conftest import a_measure, an_action
from goldenthread.apps.reports.tests.risks_later import RISKS, a_risk
from goldenthread.apps.reports.tests.writing_later import (
    NOT_AFTER_ANOTHER,
    WRITES,
    YEAR,
    Later,
    a_measure_revised,
    a_plan_settled_anew,
    a_post_renamed,
)
from goldenthread.documents import canonical
from goldenthread.rulebook.rating import Rag
from tests.made_once import undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(person_as, post):
    return person_as(Role.HEAD_OF_SERVICE, holding=post)


@pytest.fixture
def paper(
    board, period, plan, late, red, recommendation, scorecard, officer, head, post, now, today
) -> Paper:
    """A report with everything in it, frozen by an officer who wrote its introduction."""
    drawn = make_plan("Service plan", by=None, at=now)
    an_action(drawn, now, reference="B-1", due=date(2018, 3, 1), due_text="March 2018")
    an_action(plan, now, reference="A-2", due=date(2018, 5, 31), lead_text="Health", detailed_in=drawn)
    asked = an_action(plan, now, reference="A-3", due=date(2018, 6, 1), success_indicators=("Seen",))
    ask_completion(asked, completed_on=date(2018, 7, 1), statement="Done.", version=1, today=today,
                   by=officer, at=now, shown={0: Shown("A visit")})  # fmt: skip
    late.refresh_from_db()
    post_update(
        late, level=RatingLevel.objects.get(key=plan.rating_key, state="at_risk"), narrative="Vacancies.",
        version=late.version, effective_on=date(2018, 3, 1), by=head, at=now, due_after=date(2018, 6, 30),
        move_reason="Vacancies",
    )  # fmt: skip
    add_element(recommendation, reference="a", title="Health", by=None, at=now)
    row = red.overrides.create(
        rag="amber", computed="red", computed_code="RAG-3", reason="Small numbers", effective_on=today,
        recorded_at=now, recorded_by=head, **period_columns(period),
    )  # fmt: skip
    assert row.rag == "amber"
    other = a_measure(scorecard, now, reference="2.2", figures={"2017-18 Q4": "20%"}, lead_text="Health")
    measures.link_to_recommendation(other, recommendation, by=None, at=now)
    measures.link_to_indicator(other, late.success_indicators.get(), by=None, at=now)
    a_risk(board, post, late, today, now)
    draft = start_draft(board, period, scorecard=scorecard, by=officer, at=now)
    save_draft(draft, introduction="A quarter of change.", next_steps="Audit | Head of Service | May",
               contact="", version=draft.version, by=officer, at=now)  # fmt: skip
    return freeze(board, period, by=officer, at=now, today=today).paper


def rebuilt(paper: Paper) -> str:
    return rebuild(Paper.objects.get(pk=paper.pk)).to_json()


@pytest.fixture
def later(paper, request) -> Later:
    return Later(paper, request)


def test_the_records_give_the_paper_of_the_day_on_which_it_was_frozen(paper):
    assert differences(paper.document, rebuilt(paper)) == []
    assert rebuilt(paper) == paper.document


def test_nothing_that_is_written_later_changes_what_the_records_give_for_then(paper, later, subtests):
    shared = [value for value in vars(later).values() if isinstance(value, Model)]
    for write in (*WRITES, *RISKS):
        with subtests.test(write=write.__name__), undone(shared):
            write(later)
            assert differences(paper.document, rebuilt(paper)) == []
            assert rebuilt(paper) == paper.document


def test_a_year_in_which_everything_changed_leaves_the_paper_as_the_records_give_it(paper, later, period):
    for number, write in enumerate(one for one in WRITES if one not in NOT_AFTER_ANOTHER):
        later.at += timedelta(minutes=number)
        later.by["at"] = later.at
        write(later)
    assert rebuilt(paper) == paper.document
    assert canonical.digest(rebuilt(paper)) == paper.digest
    today = later.day + timedelta(days=2)
    scorecard = later.scorecard
    newer = freeze(later.board, period, scorecard=scorecard, by=None, at=later.at, today=today).paper
    assert newer.document != paper.document
    assert rebuilt(newer) == newer.document


def test_what_was_changed_before_it_was_frozen_is_in_the_paper_as_it_then_read(paper, later, board, period):
    a_post_renamed(later)
    a_measure_revised(later)
    a_plan_settled_anew(later)
    second = freeze(board, period, by=None, at=later.at, today=later.day).paper
    later.at += YEAR
    later.by["at"] = later.at
    people.rename_post(later.post, "Director", **later.by)
    measures.revise_measure(later.red, lead=None, title="A third title", **later.by)
    assert "Assistant Director: Assessment" in second.document
    assert rebuilt(second) == second.document
    assert rebuilt(paper) == paper.document


def test_a_difference_is_told_by_its_place_in_the_paper(paper, red):
    forged = paper.document.replace("Small numbers", "Large numbers")
    told = differences(forged, rebuilt(paper))
    assert {(one.frozen, one.rebuilt) for one in told} == {("Large numbers", "Small numbers")}
    assert [one.place for one in told if "measures" in one.place] == [
        "Scorecard, measures, 2.10, override, reason", "Scorecard, measures, 2.10, rating, reason",
    ]  # fmt: skip


def test_the_head_overrode_what_the_rules_gave(paper, later):
    """The paper that is rebuilt has an override, a red page and a name for each."""
    assert Measure.objects.get(pk=later.red.pk).overrides.get().rag == Rag.AMBER
    assert "Small numbers" in paper.document
