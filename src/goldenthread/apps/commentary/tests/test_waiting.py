"""What commentary wants of somebody today."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.apps.commentary.actions import return_comment, sign_off
from goldenthread.apps.commentary.queries import SpokenFor, write_address
from goldenthread.apps.commentary.waiting import words_wanted
from goldenthread.apps.measures.actions import make_scorecard, place_on_scorecard
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.people.queries import standing_of

from .conftest import Q3, Q4, figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def wanted(today):
    """What waits for somebody, with their standing on them."""

    def of(person):
        person.standing = standing_of(person, today)
        return list(words_wanted(person, today))

    return of


def test_words_to_sign_off_wait_for_a_head_by_scorecard_and_period(
    scorecard, write, lead, head, wanted, today
):
    one, two, _ = Measure.objects.order_by("reference")
    write(one, "One.", lead)
    write(two, "Two.", lead)
    write(one, "Earlier.", lead, period=Q3)
    found = wanted(head)
    assert [item.what for item in found] == [
        "Children and families, 2017-18 Q3: 1 comment to sign off",
        "Children and families, 2017-18 Q4: 2 comments to sign off",
    ]
    assert found[1].href.endswith("/2017-18-q4/?state=waits_for_sign_off")
    assert found[1].since == today


def test_a_measure_on_two_scorecards_waits_once(scorecard, measure, write, lead, head, analyst, wanted, now):
    other = make_scorecard("Safeguarding", by=analyst, at=now)
    place_on_scorecard(other, measure, by=analyst, at=now)
    write(measure, "One.", lead)
    [item] = wanted(head)
    assert item.what.startswith("Children and families")


def test_ones_own_words_do_not_wait_for_their_writer_to_sign_off(measure, write, head, director, wanted):
    write(measure, "My own.", head)
    assert wanted(head) == []
    assert len(wanted(director)) == 1


def test_words_that_are_decided_on_wait_no_longer(measure, write, lead, head, wanted, today, now):
    sign_off([write(measure, "One.", lead)], on=today, by=head, at=now)
    assert wanted(head) == []


def test_nothing_waits_to_be_signed_off_for_somebody_who_does_not_sign(measure, write, lead, analyst, wanted):
    write(measure, "One.", lead)
    assert wanted(analyst) == []


def test_words_that_came_back_wait_for_their_writer_with_the_reason(
    measure, write, lead, head, wanted, today, now
):
    return_comment(write(measure, "One.", lead), reason="Say when.", on=today, by=head, at=now)
    [item] = wanted(lead)
    assert item.what == "2.1 On time, 2017-18 Q4: your words came back"
    assert item.why == "Head of service: Say when."
    assert item.href == write_address(measure, Q4)
    write(measure, "One, by May.", lead)
    assert wanted(lead) == []


def test_words_whose_figures_changed_wait_for_their_writer(measure, write, lead, analyst, wanted, now):
    write(measure, "One.", lead)
    assert wanted(lead) == []
    figure(measure, "47%", by=analyst, at=now)
    [item] = wanted(lead)
    assert item.why == "The figure was 45% when this was written; it is now 47%."


def test_words_of_an_earlier_period_do_not_wait_once_a_newer_one_has_words(
    measure, write, lead, analyst, wanted, now
):
    write(measure, "Of the third quarter.", lead, period=Q3)
    figure(measure, "42%", Q3, by=analyst, at=now)
    assert len(wanted(lead)) == 1
    write(measure, "Of the fourth.", lead)
    assert wanted(lead) == []


def test_words_entered_for_a_lead_wait_for_that_lead_too(measure, post, write, analyst, lead, wanted, now):
    write(measure, "As she told me.", analyst, on_behalf_of=SpokenFor(post.title, post))
    figure(measure, "47%", by=analyst, at=now)
    assert len(wanted(lead)) == 1
    assert len(wanted(analyst)) == 1


def test_nothing_waits_for_somebody_who_left_the_post(measure, write, lead, analyst, wanted, today, now):
    write(measure, "One.", lead)
    figure(measure, "47%", by=analyst, at=now)
    lead.holdings.update(ends=today)
    assert wanted(lead) == []


def test_as_few_queries_for_many_words_as_for_one(scorecard, write, lead, head, wanted):
    one, two, three = Measure.objects.order_by("reference")
    write(one, "One.", lead)
    wanted(head)
    with CaptureQueriesContext(connection) as few:
        wanted(head)
    for measure in (two, three):
        write(measure, "Words.", lead)
    with CaptureQueriesContext(connection) as many:
        wanted(head)
    assert len(many) == len(few) <= 12
