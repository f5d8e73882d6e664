"""Somebody who acts for a lead who is away updates their actions, and it shows whose post spoke."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from goldenthread.apps.people import posts
from goldenthread.apps.people.models import Role
from goldenthread.apps.plans.hand_over import open_actions


@pytest.fixture
def stand_in(lead, person_as, officer, now, today):
    """Somebody who leads nothing and acts for the lead this week."""
    person = person_as(Role.PERFORMANCE_ANALYST)
    week = {"starts": today, "ends": today + timedelta(days=7)}
    posts.arrange_cover(lead, person, **week, reason="Leave", by=officer, at=now)
    return person


@pytest.fixture
def page(action):
    return reverse("plans:post_update", args=[action.uuid, action.slug])


def test_an_update_by_who_covers_says_whose_post_it_is(stand_in, action, post, signed_in, page):
    sent = {"version": action.version, "narrative": "The group met."}
    shown = signed_in(stand_in).post(page, sent, follow=True).text
    whose = "Head of Service: Assessment (Action lead, who is away)"
    assert f"Entered by Performance analyst on behalf of {whose}" in shown
    update = action.updates.get()
    assert (update.on_behalf_of, update.on_behalf_of_post) == (whose, post)


def test_who_leads_the_action_too_speaks_for_themselves(
    stand_in, lead, action, post, officer, signed_in, page, now, today
):
    posts.give_post(stand_in, post, starts=today, by=officer, at=now)
    signed_in(stand_in).post(page, {"version": action.version, "narrative": "The group met."})
    assert action.updates.get().on_behalf_of == ""


def test_after_the_cover_nothing_of_the_absent_may_be_written(
    stand_in, lead, officer, signed_in, page, now, today
):
    posts.end_cover(lead.covers.get(), ends=today, by=officer, at=now)
    assert signed_in(stand_in).get(page).status_code == 403


def test_a_hand_over_counts_the_open_actions_of_each_post(action, post, health_post, today):
    assert open_actions([post.pk, health_post.pk], today).by_post == {post.pk: 1}
