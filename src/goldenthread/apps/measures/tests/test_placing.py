"""A measure comes off a scorecard from a day, stays in its past, and is put back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from goldenthread.apps.measures.actions import make_scorecard, place_on_scorecard, take_off_scorecard
from goldenthread.apps.measures.places import gone_from, lines_on
from goldenthread.apps.people.models import Role
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused

from .test_pages import LIBRARIANS, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(measure, analyst, now):
    """A scorecard with one measure on it, for a month."""
    made = make_scorecard("Ours", by=analyst, at=now)
    month_ago = now - timedelta(days=30)
    place_on_scorecard(made, measure, section="Assessment", reference="2.11", by=analyst, at=month_ago)
    return made


@pytest.fixture
def told(today, now, analyst):
    return {"gone_on": today, "reason": "Counted elsewhere", "today": today, "by": analyst, "at": now}


def test_a_measure_comes_off_from_a_day_and_the_past_keeps_it(card, measure, told, today):
    take_off_scorecard(card, measure, **told)
    assert lines_on(card) == []
    assert [line.measure for line in lines_on(card, as_at=today - timedelta(days=1))] == [measure]
    assert Event.objects.get(verb="measures.taken_off_scorecard").actor == told["by"]


def test_it_is_put_back_as_a_line_of_its_own_where_it_stood(sign_in, card, measure, analyst, told):
    take_off_scorecard(card, measure, **told)
    browser, where = sign_in(analyst), reverse("measures:place", args=[card.uuid])
    assert f"?measure={measure.uuid}" in browser.get(where).content.decode()
    page = browser.get(where, {"measure": measure.uuid})
    assert page.context["form"].initial["section"] == "Assessment"
    browser.post(where, {"measure": measure.pk, "section": "Assessment", "reference": "2.11"})
    assert [line.reference for line in lines_on(card)] == ["2.11"]
    assert (gone_from(card), card.lines.count()) == ([], 2)


@pytest.mark.parametrize("role", list(Role))
def test_who_takes_measures_off(role, sign_in, card, measure):
    where = reverse("measures:take_off", args=[card.uuid, measure.uuid])
    assert sign_in(role).get(where).status_code == (200 if role in LIBRARIANS else 403)


def test_the_page_takes_it_off_with_the_day_and_the_reason(sign_in, card, measure, analyst):
    where = reverse("measures:take_off", args=[card.uuid, measure.uuid])
    browser = sign_in(analyst)
    day = {"gone_on_day": "1", "gone_on_month": "7", "gone_on_year": "2018"}
    silent = browser.post(where, day | {"reason": ""})
    assert silent.status_code == 422
    done = browser.post(where, day | {"reason": "Counted elsewhere"}, follow=True)
    assert "is no longer on the scorecard" in text_of(done)
    assert str(card.lines.get().gone_on) == "2018-07-01"


def test_one_that_is_not_on_it_a_day_to_come_and_no_reason_are_refused(card, measure, told, today):
    for wrong in ({"gone_on": today + timedelta(days=1)}, {"reason": " "}):
        with pytest.raises(Refused):
            take_off_scorecard(card, measure, **told | wrong)
    take_off_scorecard(card, measure, **told)
    with pytest.raises(Refused, match="is not on Ours"):
        take_off_scorecard(card, measure, **told)
