"""The thread's page: what they say, to whom, and how many queries they take."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from goldenthread.apps.inspections.actions import add_recommendation
from goldenthread.apps.measures.actions import define_measure, link_to_recommendation, record_observation
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.people.access import READERS
from goldenthread.apps.people.models import Role
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]


@pytest.mark.parametrize("role", Role)
def test_whoever_reads_walks_the_thread_and_nobody_else(sign_in, twelve, role):
    expected = 200 if role in READERS else 403
    assert sign_in(role).get(twelve.get_absolute_url()).status_code == expected


def test_signed_out_the_thread_leads_to_sign_in_and_back(client, twelve):
    response = client.get(twelve.get_absolute_url())
    assert response.url == f"{reverse('account_login')}?next={twelve.get_absolute_url()}"


def test_the_page_tells_the_story_from_inspection_to_sign_off(sign_in, twelve, measure, serve):
    serve("4.2", due=date(2017, 12, 31))
    page = sign_in(Role.BOARD_MEMBER).get(twelve.get_absolute_url()).content.decode()
    for words in (
        "Single inspection of 2015", "Report paragraph 67", "Requires improvement",
        "Health and Wellbeing Board", "from 1 October 2015", "Action 4.2", "PROG-1", "RAG-2",
        "<strong>12%, 36%, 52%</strong>", "<strong>30%, 58%, 69.2%, 41.17%</strong>",
        "<strong>41%, 32%</strong>",
        "Not met: reopened", "Children and families", "None.", "Two-phase sign-off",
    ):  # fmt: skip
        assert words in page


def test_three_figures_are_too_few_to_tell_and_the_strict_method_is_told_apart(sign_in, twelve, told):
    """What the board had in July 2016 when it agreed recommendation 12 as met."""
    day = date(2016, 7, 31)
    measure = define_measure("Within 20 working days", unit="%", polarity="high", **told)
    for period, text in (
        ("2015-16 Q4", "12%"),
        ("2016-17 Q1", "36%"),
        ("2016-17 Q2", "52%"),
        ("2016-17 Q3", "30%"),
    ):
        known_from = day if text != "30%" else date(2017, 1, 31)
        entry = Entry(measure, parse_period(period), parse_figure(text), source="health")
        record_observation(entry, published_on=known_from, **told)
    link_to_recommendation(measure, twelve, published_on=day, **told)
    client = sign_in(Role.BOARD_MEMBER)
    then = client.get(twelve.get_absolute_url(), {"known_at": "2016-07-31"}).content.decode()
    assert "Too few points to tell (3 of 13)" in then
    assert "What the strict method would say" in then
    assert "limits -" in then  # which no share can be: why the strict answer stands apart
    assert "30%" not in then
    assert "Too few points to tell (4 of 13)" in client.get(twelve.get_absolute_url()).content.decode()


def test_from_each_piece_there_is_a_way_back(sign_in, twelve, measure, serve):
    action = serve("4.2")
    client = sign_in(Role.IMPROVEMENT_OFFICER)
    address = twelve.get_absolute_url()
    body = twelve.accountabilities.get().body
    for place in (
        twelve.inspection.get_absolute_url(),
        body.get_absolute_url(),
        action.get_absolute_url(),
        reverse("measures:measure", args=[measure.uuid, "within"]),
    ):
        assert address in client.get(place).content.decode(), place


def test_an_empty_thread_says_what_to_do_first(sign_in, twelve, told):
    bare = add_recommendation(twelve.inspection, reference="13", title="Audit looks harder", **told)
    page = sign_in(Role.IMPROVEMENT_OFFICER).get(bare.get_absolute_url()).content.decode()
    for words in (
        "No action serves this recommendation yet", "No measure shows this recommendation yet",
        "Children and families", "None.", "Not assessed yet",
    ):  # fmt: skip
        assert words in page


def test_the_picture_escapes_what_it_draws(sign_in, twelve, measure):
    measure.title = '<script>alert(1)</script> & "on time"'
    measure.save()
    page = sign_in(Role.BOARD_MEMBER).get(twelve.get_absolute_url()).content.decode()
    assert "<svg xmlns" in page
    assert "<script>alert" not in page


def test_only_those_who_assess_are_asked_to(sign_in, twelve):
    assess = reverse("inspections:assess", args=[twelve.uuid])
    assert assess not in sign_in(Role.BOARD_MEMBER).get(twelve.get_absolute_url()).content.decode()
    assert assess in sign_in(Role.IMPROVEMENT_OFFICER).get(twelve.get_absolute_url()).content.decode()


def test_the_thread_s_page_takes_the_same_queries_whatever_hangs_on_it(
    sign_in, twelve, measure, serve, django_assert_max_num_queries
):
    for number in range(1, 30):
        serve(f"4.{number}", due=date(2018, 1, number), success_indicators=("On time",))
    client = sign_in(Role.BOARD_MEMBER)
    with django_assert_max_num_queries(62):
        client.get(twelve.get_absolute_url())


def test_many_actions_show_the_most_pressing_and_then_all(sign_in, twelve, serve):
    serve("Done.1", due=date(2019, 1, 1))
    for number in range(1, 14):
        serve(f"Late.{number}", due=date(2018, 1, number))
    client = sign_in(Role.BOARD_MEMBER)
    first = client.get(twelve.get_absolute_url()).content.decode()
    assert "Show all 14 actions" in first
    assert "Late.1 " in first
    assert "Done.1" not in first
    assert "Done.1" in client.get(twelve.get_absolute_url(), {"actions": "all"}).content.decode()


@pytest.mark.parametrize("shows_an_action", [True, False])
def test_a_measure_is_tied_in_from_the_thread(sign_in, twelve, serve, told, shows_an_action):
    indicator = serve("4.1", success_indicators=("On time",)).success_indicators.get()
    measure = define_measure("Requested in 48 hours", unit="%", **told)
    client = sign_in(Role.PERFORMANCE_ANALYST)
    address = reverse("thread:link_measure", args=[twelve.uuid, twelve.slug])
    assert address in client.get(twelve.get_absolute_url()).content.decode()
    given = {"measure": measure.pk} | ({"indicator": indicator.pk} if shows_an_action else {})
    assert client.post(address, given).url == twelve.get_absolute_url()
    assert "Requested in 48 hours" in client.get(twelve.get_absolute_url()).content.decode()
    assert measure.indicators.exists() is shows_an_action
    assert measure.recommendations.exists() is not shows_an_action


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.AUDITOR, Role.PARTNER])
def test_who_does_not_keep_measures_ties_none_in(sign_in, twelve, role):
    address = reverse("thread:link_measure", args=[twelve.uuid, twelve.slug])
    assert sign_in(role).get(address).status_code == 403
