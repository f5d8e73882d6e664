"""Who did not reply, rebuilt a year later as the board read it, whatever was answered and renamed since."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.apps.bodies.actions import revise_body
from goldenthread.apps.chasing.actions import Asking, ask_for_updates, close_round
from goldenthread.apps.chasing.choosing import ALL_OPEN
from goldenthread.apps.chasing.models import Round
from goldenthread.apps.chasing.reminding import remind
from goldenthread.apps.inspections.actions import revise_recommendation
from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Holding, Role
from goldenthread.apps.people.posts import end_holding
from goldenthread.apps.plans.updating import post_update
from goldenthread.apps.reports.actions import freeze
from goldenthread.apps.reports.differences import differences
from goldenthread.apps.reports.models import Paper
from goldenthread.apps.reports.rebuilding import rebuild
from goldenthread.apps.reports.tests.conftest import an_action

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)
LATER = timedelta(days=14)


@pytest.fixture
def head(person_as, post):
    return person_as(Role.HEAD_OF_SERVICE, holding=post)


@pytest.fixture
def round(plan, late, post, head, officer, now, today) -> Round:
    """Two weeks before the paper: two actions asked about, of which one was answered."""
    answered = an_action(plan, now, reference="A-2", due=date(2018, 9, 1), leads=(post,))
    made = ask_for_updates(
        plan, ALL_OPEN, Asking(due_on=today + timedelta(days=7)), today=today, by=officer, at=now
    )
    day = timedelta(days=1)
    post_update(
        answered, level=None, narrative="All posts are filled.", version=answered.version,
        effective_on=today + day, by=head, at=now + day,
    )  # fmt: skip
    return made


@pytest.fixture
def paper(round, board, period, scorecard, red, recommendation, officer, now, today) -> Paper:
    """Frozen two weeks after the asking; a recommendation was reopened meanwhile."""
    assess(recommendation, status="partly_met", body=board, assessed_on=today, today=today, by=officer,
           at=now, reason="Half is done.")  # fmt: skip
    at, day = now + LATER, today + LATER
    return freeze(board, period, scorecard=scorecard, by=officer, at=at, today=day).paper


def rebuilt(paper: Paper) -> str:
    return rebuild(Paper.objects.get(pk=paper.pk)).to_json()


def test_the_paper_names_who_was_asked_and_did_not_reply_and_the_records_give_it_again(paper):
    [silent] = rebuild(paper).no_replies
    assert silent.actions == ("A-1",)
    assert rebuilt(paper) == paper.document


def test_a_reply_a_reminder_a_hand_over_and_the_end_of_the_round_change_nothing_of_then(
    paper, round, late, head, post, officer, now, today
):
    later, day = now + YEAR, today + YEAR
    remind(round, today=day, by=officer, at=later)
    late.refresh_from_db()
    post_update(late, level=None, narrative="At last.", version=late.version, effective_on=today, by=head,
                at=later)  # fmt: skip
    end_holding(Holding.objects.get(person=head), ends=day, by=officer, at=later)
    people.rename_post(post, "Director", by=officer, at=later)
    close_round(round, by=officer, at=later)
    assert differences(paper.document, rebuilt(paper)) == []


def test_bodies_and_recommendations_that_were_renamed_keep_the_name_that_the_board_read(
    paper, board, recommendation, officer, now
):
    told = {"by": officer, "at": now + YEAR}
    revise_body(
        board, name="The partnership", kind=board.kind, purpose="", in_public=False, version=board.version,
        **told,
    )  # fmt: skip
    revise_recommendation(recommendation, {"title": "Quite another title"}, **told)
    assert rebuilt(paper) == paper.document
    assert "The partnership" not in paper.document
