"""Today: what waits for each role in a council with one of everything, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from goldenthread.apps.people import waiting
from goldenthread.apps.people.actions import add_person, grant, post_called, take_post
from goldenthread.apps.people.models import Organisation, Role
from goldenthread.apps.people.waiting import Waiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]

TODAY = "thread:today"


def page_of(client) -> str:
    return " ".join(client.get(reverse(TODAY)).content.decode().split())


@pytest.fixture
def waits(monkeypatch):
    """Only these things wait, for everybody."""

    def only(*things: Waiting):
        monkeypatch.setattr(waiting, "_sources", [lambda person, today: things])

    return only


@pytest.fixture
def lead(client, told):
    """An action lead who holds a post, signed in; gives the post."""
    post = post_called("Head of Service", Organisation.objects.create(name="The demonstration council"))
    person = add_person("lead@demonstration.example", "Lead", **told)
    grant(person, Role.ACTION_LEAD, starts=date(2013, 1, 1), **told)
    take_post(person, post, starts=date(2013, 1, 1), **told)
    client.force_login(person)
    return post


def test_each_line_says_what_why_since_when_and_by_when_and_leads_there(sign_in, waits, today):
    waits(
        Waiting("4.1 Agree one pathway", "An update is due.", "Post an update", "/here/", since=today,
                due=today - timedelta(days=3)),
    )  # fmt: skip
    page = page_of(sign_in(Role.ACTION_LEAD))
    assert "1 thing waits for you. 1 is overdue." in page
    for words in ("4.1 Agree one pathway", "An update is due.", 'href="/here/"', "16 July 2018",
                  "13 July 2018", "Overdue"):  # fmt: skip
        assert words in page


def test_what_is_due_today_is_not_late_and_says_today(sign_in, waits, today):
    waits(Waiting("4.1", "Due.", "Update", "/here/", due=today))
    page = page_of(sign_in(Role.ACTION_LEAD))
    assert "16 July 2018<br>Today" in page
    assert "overdue" not in page.lower()


def test_what_waits_is_escaped(sign_in, waits):
    waits(Waiting("<script>alert(1)</script>", "Due.", "Update", "/here/"))
    assert "<script>alert" not in page_of(sign_in(Role.ACTION_LEAD))


def test_a_long_list_shows_the_first_thirty_and_then_all(sign_in, waits):
    waits(*(Waiting(f"Thing {number:02}", "Due.", "Update", f"/here/{number}/") for number in range(1, 41)))
    client = sign_in(Role.ACTION_LEAD)
    assert "Show all 40" in page_of(client)
    assert "Thing 31" not in page_of(client)
    assert "Thing 40" in client.get(reverse(TODAY), {"show": "all"}).content.decode()


def test_where_nothing_waits_the_next_thing_due_is_named(client, lead, serve, waits, today):
    waits()
    serve("4.1", due=today - timedelta(days=30), leads=(lead,))
    serve("4.2", due=today + timedelta(days=40), leads=(lead,))
    soonest = serve("4.3", due=today + timedelta(days=4), leads=(lead,))
    serve("4.4", due=today + timedelta(days=1))
    page = page_of(client)
    assert "Nothing waits for you today" in page
    assert f'href="{soonest.get_absolute_url()}">4.3 Action 4.3</a> is due on 20 July 2018.' in page


def test_where_nothing_waits_and_nothing_will_a_plain_sentence_says_so(sign_in, waits):
    waits()
    page = page_of(sign_in(Role.AUDITOR))
    assert "Nothing waits for you today" in page
    assert "When somebody wants something of you, it is listed here." in page


def test_somebody_without_a_role_is_told_whom_to_ask(client, told):
    client.force_login(add_person("new@demonstration.example", "New", **told))
    assert "Ask an administrator to give you one." in page_of(client)


@pytest.mark.parametrize(
    ("role", "goes_to", "does_not_go_to"),
    [
        (Role.ELECTED_MEMBER, "inspections:recommendations", "loads:bring"),
        (Role.PERFORMANCE_ANALYST, "loads:bring", "people:people"),
        (Role.ADMINISTRATOR, "people:people", None),
        (Role.PARTNER, None, "inspections:recommendations"),
    ],
)
def test_everything_here_offers_what_the_role_may_do(sign_in, role, goes_to, does_not_go_to):
    client = sign_in(role)
    assert f'href="{reverse("thread:places")}"' in page_of(client)
    page = client.get(reverse("thread:places")).content.decode()
    if goes_to:
        assert f'href="{reverse(goes_to)}"' in page
    if does_not_go_to:
        assert f'href="{reverse(does_not_go_to)}"' not in page


def test_everything_here_counts_recommendations_for_who_may_see_them(sign_in, twelve):
    places = reverse("thread:places")
    assert "How the recommendations stand" in sign_in(Role.BOARD_MEMBER).get(places).content.decode()
    assert "How the recommendations stand" not in sign_in(Role.PARTNER).get(places).content.decode()
