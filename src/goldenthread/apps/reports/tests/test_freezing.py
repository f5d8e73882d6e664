"""Freezing a report: one document, kept whole; another edition only when it says something else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from goldenthread.apps.measures.actions import override_rating
from goldenthread.apps.measures.scorecards import scorecard_for
from goldenthread.apps.people.models import Role
from goldenthread.apps.reports import papers
from goldenthread.apps.reports.actions import freeze, save_draft, start_draft
from goldenthread.apps.reports.models import Paper
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents import board_report as doc
from goldenthread.documents import canonical
from goldenthread.documents import paper_figures as figures
from goldenthread.rulebook.rating import Rag

pytestmark = pytest.mark.django_db


@pytest.fixture
def frozen(board, period, red, officer, now, today) -> Paper:
    return freeze(board, period, by=officer, at=now, today=today).paper


def test_a_frozen_paper_holds_the_whole_document_with_its_digest(frozen, board, officer, today):
    report = papers.document_of(frozen)
    assert (frozen.edition, frozen.body, frozen.frozen_by, frozen.as_at) == (1, board, officer, today)
    assert frozen.digest == canonical.digest(frozen.document)
    assert report.reference == "Health and Wellbeing Board, 2017-18 Q4, edition 1"
    assert report.labels == ("Made-up figures.",)
    assert [event.verb for event in about(frozen.uuid)] == ["reports.frozen"]
    assert about(frozen.uuid)[0].after["digest"] == frozen.digest


def test_freezing_again_when_nothing_changed_gives_the_same_edition(frozen, board, period, now, today):
    again = freeze(board, period, by=None, at=now + timedelta(hours=1), today=today)
    assert (again.paper, again.is_new) == (frozen, False)


def test_freezing_after_a_change_gives_the_next_edition_and_keeps_the_one_before(
    frozen, board, period, officer, now, today
):
    draft = start_draft(board, period, by=officer, at=now)
    save_draft(
        draft, introduction="The figure fell.", next_steps="", contact="", version=1, by=officer, at=now
    )
    second = freeze(board, period, by=officer, at=now, today=today)
    assert (second.is_new, second.paper.edition) == (True, 2)
    assert papers.document_of(second.paper).introduction == ("The figure fell.",)
    assert papers.document_of(second.paper).introduction_by == "Improvement officer"
    assert papers.document_of(Paper.objects.get(pk=frozen.pk)).introduction == ()


@pytest.mark.parametrize("write", [lambda paper: paper.save(), lambda paper: paper.delete()])
def test_the_database_refuses_to_change_or_remove_a_paper(frozen, write):
    frozen.document = frozen.document.replace("32%", "92%")
    with pytest.raises(DatabaseError), transaction.atomic():
        write(frozen)
    assert papers.is_as_frozen(Paper.objects.get())


def test_a_body_without_anything_is_refused_in_plain_words(board, period, now, today):
    with pytest.raises(
        Refused, match="There is nothing to report to Health and Wellbeing Board for 2017-18 Q4"
    ):
        freeze(board, period, by=None, at=now, today=today)
    assert not Paper.objects.exists()


def test_the_report_says_what_a_recommendation_stood_at_before(frozen):
    (one,) = papers.document_of(frozen).recommendations
    assert (one.ref, one.standing, one.assessed_on) == ("12", figures.Standing.MET, date(2017, 8, 1))
    assert (one.previous, one.previous_on) == (figures.Standing.PARTLY, date(2016, 7, 1))
    assert (one.actions, one.measures) == (1, ("2.10",))


def test_a_late_action_stands_with_its_leads_last_words_and_their_day(frozen):
    report = papers.document_of(frozen)
    (action,) = report.actions_of_concern
    assert (action.ref, action.due_text, action.stated) == ("A-1", "May 2018", "In progress, on track")
    assert [flag.code for flag in action.flags][:2] == ["PROG-1", "PROG-5"]
    assert action.last_words == figures.Words(
        "Provider meetings held.", "Head of Service: Assessment", date(2018, 2, 1)
    )
    assert report.action_counts.by_state == (doc.Count("In progress", 1),)


def test_who_has_said_nothing_since_the_period_ended_is_named(frozen):
    assert papers.document_of(frozen).no_replies == (
        doc.NoReply(
            lead="Head of Service: Assessment",
            wanted_since=date(2018, 4, 1),
            actions=("A-1",),
            last_heard=date(2018, 2, 1),
            last_words=figures.Words(
                "Provider meetings held.", "Head of Service: Assessment", date(2018, 2, 1)
            ),
        ),
    )


def test_a_red_measure_has_its_page_with_figures_actions_and_recommendations(frozen):
    report = papers.document_of(frozen)
    (measure,) = report.red_measures
    assert (measure.rating.code, measure.travel.change) == ("RAG-3", figures.Change.WORSE)
    assert (measure.rated.text, measure.rated_period) == ("32%", "2017-18 Q4")
    assert measure.target == figures.Target("85%", 85, 85)
    assert [(point.period, point.figure and point.figure.text) for point in measure.page.series] == [
        ("2017-18 Q2", "58%"), ("2017-18 Q3", "41%"), ("2017-18 Q4", "32%"),
    ]  # fmt: skip
    assert [action.ref for action in measure.page.actions] == ["A-1"]
    assert measure.page.recommendations == ("12",)


def test_every_code_that_is_printed_is_explained(frozen):
    codes = [rule.code for rule in papers.document_of(frozen).rules]
    assert {"REC-6", "RAG-3", "DOT-2", "PROG-1"} <= set(codes)
    assert len(codes) == len(set(codes))


def test_an_overridden_rating_is_printed_beside_the_computed_one(
    board, period, red, scorecard, person_as, post, now, today
):
    head = person_as(Role.HEAD_OF_SERVICE, holding=post)
    row = scorecard_for(scorecard, period).rows[0]
    override_rating(
        red, period, Rag.AMBER, computed=row.verdict, reason="Four children only", effective_on=today,
        by=head, at=now,
    )  # fmt: skip
    (measure,) = papers.document_of(freeze(board, period, by=None, at=now, today=today).paper).measures
    assert measure.rating == figures.Rating(figures.Colour.AMBER, "Override", "Four children only")
    assert measure.override.computed.colour is figures.Colour.RED
    assert (measure.override.by, measure.override.on) == ("Head of Service: Assessment", today)
