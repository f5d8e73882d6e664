"""What a body's report is made of: which recommendations, plans and scorecard, and at what cost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.chasing.actions import Asking, ask_for_updates
from goldenthread.apps.chasing.choosing import ALL_OPEN
from goldenthread.apps.chasing.neighbours import frozen_since
from goldenthread.apps.inspections.actions import make_accountable
from goldenthread.apps.measures.actions import make_scorecard
from goldenthread.apps.people.models import Role
from goldenthread.apps.plans.actions import link_to_recommendation, make_plan
from goldenthread.apps.plans.models import Action, RatingLevel
from goldenthread.apps.plans.updating import post_update
from goldenthread.apps.reports.actions import freeze
from goldenthread.apps.reports.assembling import OwnWords, assemble
from goldenthread.apps.reports.choosing import scorecard_for
from goldenthread.apps.reports.tests.conftest import a_measure, an_action
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents import board_report as doc
from goldenthread.documents import paper_figures as figures
from goldenthread.documents.pdf import render_pdf
from goldenthread.rulebook.periods import parse_period

pytestmark = pytest.mark.django_db


def test_only_the_body_that_answers_on_the_day_reports_a_recommendation(
    board, recommendation, plan, period, now, today
):
    scrutiny = add_body("Scrutiny committee", kind="Committee", by=None, at=now)
    make_accountable(recommendation, scrutiny, starts=today, by=None, at=now)
    assert assemble(board, period, today=today).recommendations == ()
    assert [one.ref for one in assemble(scrutiny, period, today=today).recommendations] == ["12"]
    assert [one.ref for one in assemble(board, period, today=date(2018, 7, 15)).recommendations] == ["12"]


def test_a_plan_whose_actions_serve_its_recommendations_is_reported_whole(
    board, recommendation, period, now, today
):
    other = make_plan("Single improvement plan", by=None, at=now)
    serving = an_action(other, now, due=date(2018, 5, 31), due_text="May 2018")
    an_action(other, now, reference="A-2", title="Another action")
    link_to_recommendation(serving, recommendation, by=None, at=now)
    report = assemble(board, period, today=today)
    assert report.action_counts.total == 2
    assert [action.ref for action in report.actions_of_concern] == ["A-1"]


def test_an_action_that_left_its_plan_is_not_counted(board, late, period, today):
    Action.objects.filter(pk=late.pk).update(gone_on=date(2018, 6, 1))
    report = assemble(board, period, today=today)
    assert (report.action_counts.total, report.actions_of_concern, report.no_replies) == (0, (), ())
    assert report.recommendations[0].actions == 0


def test_a_lead_who_answered_after_the_period_is_not_named(board, late, period, officer, today, now):
    post_update(late, level=None, narrative="Done soon.", version=late.version, effective_on=date(2018, 4, 1),
                by=officer, at=now)  # fmt: skip
    assert assemble(board, period, today=today).no_replies == ()


def test_while_a_period_runs_an_update_counts_from_its_start(board, late, today):
    (one,) = assemble(board, parse_period("2018-19 Q2"), today=today).no_replies
    assert one.wanted_since == date(2018, 7, 1)


def test_words_are_signed_with_the_post_of_the_one_who_wrote_them(
    board, late, period, person_as, post, plan, today, now
):
    head = person_as(Role.HEAD_OF_SERVICE, holding=post)
    level = RatingLevel.objects.get(key=plan.rating_key, state="at_risk")
    late.refresh_from_db()
    post_update(late, level=level, narrative="The post is vacant.", version=late.version,
                effective_on=date(2018, 7, 2), by=head, at=now)  # fmt: skip
    (action,) = assemble(board, period, today=today).actions_of_concern
    assert action.last_words == figures.Words("The post is vacant.", post.title, date(2018, 7, 2))


def test_the_officers_words_become_paragraphs_steps_and_a_contact(board, plan, period, today):
    words = OwnWords(
        introduction="First.\n\nSecond.",
        introduction_by="Improvement officer",
        next_steps="Audit 20 plans | Head of Service: SEND | 31 October 2018\nReport again",
        contact="Improvement officer, Improvement team, team@example.org, 01632 960000",
    )
    report = assemble(board, period, today=today, words=words)
    assert report.introduction == ("First.", "Second.")
    assert report.next_steps == (
        doc.NextStep("Audit 20 plans", "Head of Service: SEND", "31 October 2018"),
        doc.NextStep("Report again"),
    )
    assert report.contact == doc.Contact(
        "Improvement officer", "Improvement team", "team@example.org", "01632 960000"
    )


def test_without_the_officers_contact_the_councils_stands(board, plan, period, today):
    assert assemble(board, period, today=today).contact == doc.Contact(
        "Improvement team", email="team@example.org"
    )


def test_the_bodys_own_scorecard_is_chosen_before_others(board, scorecard, red, period, now):
    a_measure(make_scorecard("Health scorecard", by=None, at=now), now, reference="H1",
              figures={"2017-18 Q4": "90%"})  # fmt: skip
    assert scorecard_for(board, period) == scorecard


def test_of_several_scorecards_of_its_own_a_person_says_which(board, red, period, now):
    second = make_scorecard("Second scorecard", body=board, by=None, at=now)
    a_measure(second, now, reference="S1", figures={"2017-18 Q4": "90%"})
    with pytest.raises(Refused, match=r"Several scorecards .* Children and families scorecard and Second"):
        scorecard_for(board, period)


def test_a_scorecard_without_figures_for_the_period_is_not_chosen(board, red):
    assert scorecard_for(board, parse_period("2014-15 Q1")) is None


def test_a_series_shows_its_gaps_and_starts_with_its_first_figure(board, scorecard, period, now, today):
    a_measure(scorecard, now, reference="1", figures={"2016-17 Q4": "50%", "2017-18 Q4": "40%"})
    (measure,) = assemble(board, period, today=today, scorecard=scorecard).red_measures
    assert [(point.period, point.figure is None) for point in measure.page.series] == [
        ("2016-17 Q4", False), ("2017-18 Q1", True), ("2017-18 Q2", True), ("2017-18 Q3", True),
        ("2017-18 Q4", False),
    ]  # fmt: skip


def test_a_scorecard_without_sections_prints(board, scorecard, red, period, today):
    scorecard.lines.update(section="")
    report = assemble(board, period, today=today, scorecard=scorecard)
    assert report.measures[0].section == "Measures"
    assert render_pdf(report).startswith(b"%PDF-")


def test_the_number_of_queries_does_not_grow_with_actions_measures_or_figures(
    board, plan, late, scorecard, red, period, now, today
):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assemble(board, period, today=today, scorecard=scorecard)
        return len(captured)

    an_action(plan, now, reference="A-2", due=date(2018, 5, 2), due_text="May 2018")
    few = queries()
    for number in range(3, 14):
        an_action(plan, now, reference=f"A-{number}", due=date(2018, 5, number), due_text="May 2018")
        a_measure(scorecard, now, reference=f"3.{number}", figures={"2017-18 Q3": "50%", "2017-18 Q4": "40%"})
    assert queries() == few
    assert few < 92


def test_of_a_plan_about_which_leads_were_asked_those_who_did_not_reply_are_named(
    board, plan, late, period, officer, person_as, post, today, now
):
    person_as(Role.ACTION_LEAD, holding=post)
    asked_at, asked_on = now - timedelta(days=14), today - timedelta(days=14)
    asking = Asking(due_on=today - timedelta(days=7))
    ask_for_updates(plan, ALL_OPEN, asking, today=asked_on, by=officer, at=asked_at)
    (one,) = assemble(board, period, today=today).no_replies
    assert one.lead == "Head of Service: Assessment, The demonstration council"
    assert (one.wanted_since, one.wanted_by) == (asked_on, asking.due_on)
    assert one.actions == ("A-1",)
    assert (one.last_heard, one.last_words.text) == (date(2018, 2, 1), "Provider meetings held.")


def test_who_replied_to_a_round_is_not_named(board, plan, late, period, officer, person_as, post, today, now):
    lead = person_as(Role.ACTION_LEAD, holding=post)
    asked_at, asked_on = now - timedelta(days=14), today - timedelta(days=14)
    ask_for_updates(plan, ALL_OPEN, Asking(due_on=today), today=asked_on, by=officer, at=asked_at)
    post_update(late, level=None, narrative="Two posts filled.", version=late.version, effective_on=today,
                by=lead, at=now)  # fmt: skip
    assert assemble(board, period, today=today).no_replies == ()


def test_the_page_of_a_round_learns_which_report_was_frozen_since(
    board, plan, late, period, officer, person_as, post, home, today, now
):
    person_as(Role.ACTION_LEAD, holding=post)
    asked_at, asked_on = now - timedelta(days=14), today - timedelta(days=14)
    round = ask_for_updates(plan, ALL_OPEN, Asking(due_on=today), today=asked_on, by=officer, at=asked_at)
    assert frozen_since(round) == []
    paper = freeze(board, period, by=officer, at=now, today=today).paper
    [one] = frozen_since(round)
    assert one.words == "edition 1 of the report to Health and Wellbeing Board, 2017-18 Q4"
    assert (one.at, one.href) == (now, paper.get_absolute_url())
