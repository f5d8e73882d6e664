"""The day that a file speaks of stands apart from the day on which it was brought."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.apps.files.actions import date_file, keep
from goldenthread.apps.files.queries import datings_of
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Organisation, Role
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db
JUNE, MAY = date(2018, 6, 30), date(2018, 5, 31)


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.FILES = tmp_path / "files"


@pytest.fixture
def person(clock_offset, now):
    people.name_council("The demonstration council", clock_offset=clock_offset, by=None, at=now)
    return people.add_person("lead@example.org", "Action lead", by=None, at=now)


@pytest.fixture
def file(person, now):
    return keep(b"Audit of June", "audit.txt", by=person, at=now)


@pytest.fixture
def say(file, person, today, now):
    def make(day, **said):
        return date_file(file, day, **({"seen": None, "today": today, "by": person, "at": now} | said))

    return make


@pytest.fixture
def client(person):
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_day_is_kept_apart_from_the_upload_and_leaves_one_event(say, file, now):
    events = Event.objects.count()
    say(JUNE)
    file.refresh_from_db()
    assert (file.effective_on, file.uploaded_at) == (JUNE, now)
    assert Event.objects.count() == events + 1


def test_another_day_needs_its_reason_and_both_stay_in_the_ledger(say, file):
    say(JUNE)
    with pytest.raises(Refused, match="why the day changes"):
        say(MAY, seen=JUNE)
    say(MAY, seen=JUNE, reason="The sample was of May.")
    assert [(one.day, one.why) for one in datings_of(file)] == [(MAY, "The sample was of May."), (JUNE, "")]


def test_a_file_does_not_speak_of_a_day_to_come(say, today):
    with pytest.raises(Refused, match="still to come"):
        say(today + timedelta(days=1))


def test_two_who_say_the_day_at_once_notice(say):
    say(JUNE)
    with pytest.raises(Refused) as refused:
        say(MAY, reason="I was second.")
    assert refused.value.code == "stale"


def test_the_one_who_brought_it_says_the_day_on_its_page_and_goes_back(client, file):
    address = reverse("files:date", args=[file.uuid]) + "?back=/plans/"
    assert "was brought on 16 July 2018" in client.get(address).text
    day = {"effective_on_day": "30", "effective_on_month": "June", "effective_on_year": "2018"}
    assert client.post(address, day).url == "/plans/"
    file.refresh_from_db()
    assert file.effective_on == JUNE
    refused = client.post(address, {**day, "effective_on_day": "29", "seen": "2018-06-30"})
    assert "Say why the day changes" in refused.text


def test_a_stale_page_shows_the_other_day_and_may_be_sent_again(client, file, say):
    address = reverse("files:date", args=[file.uuid])
    say(JUNE)
    day = {"effective_on_day": "31", "effective_on_month": "5", "effective_on_year": "2018", "seen": ""}
    page = client.post(address, day)
    assert page.status_code == 422
    assert "It is said to speak of 30 June 2018" in page.text
    again = {**day, "seen": page.context["form"].data["seen"], "reason": "It was of May."}
    assert client.post(address, again).status_code == 302


def test_a_link_back_to_another_site_is_not_followed(client, file):
    page = client.get(reverse("files:date", args=[file.uuid]) + "?back=https://elsewhere.example/")
    assert page.context["cancel_href"] == "/"


@pytest.mark.parametrize(("role", "may"), [(Role.IMPROVEMENT_OFFICER, True), (Role.AUDITOR, False)])
def test_plan_editors_may_say_the_day_and_other_readers_not(role, may, file, today, now):
    somebody = people.add_person(
        "other@example.org", "Other", organisation=Organisation.objects.create(name="C"), by=None, at=now
    )
    people.grant(somebody, role, starts=today, by=None, at=now)
    client = Client()
    client.force_login(somebody, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("files:date", args=[file.uuid])).status_code == (200 if may else 403)
