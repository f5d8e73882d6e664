"""The pages of chasing, as each role meets them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from goldenthread.apps.chasing import neighbours
from goldenthread.apps.chasing.actions import close_round
from goldenthread.apps.chasing.models import Reminder, Request, Round
from goldenthread.apps.chasing.neighbours import Frozen, register_frozen
from goldenthread.apps.mail.models import Message
from goldenthread.apps.people.models import Role

DUE = {"due_on_day": "30", "due_on_month": "7", "due_on_year": "2018"}


@pytest.fixture
def asking(plan):
    return reverse("chasing:ask_for_updates", args=[plan.uuid])


def seen_on(page):
    return [f"{sought.subject.uuid} {sought.digest}" for sought, _ in page.context["boxes"]]


def test_an_officer_sees_who_will_be_asked_and_sends(officer, signed_in, joint, lead, partner, asking):
    client = signed_in(officer)
    page = client.post(asking, DUE | {"which": "all", "do": "preview"})
    assert page.status_code == 200
    assert "2 people get one letter each" in page.text
    assert "Designated clinical officer, The health trust" in page.text
    assert not Round.objects.exists()
    sent = client.post(asking, DUE | {"which": "all", "do": "send", "seen": seen_on(page)}, follow=True)
    assert "The letters are on their way." in sent.text
    assert Message.objects.count() == 2


def test_what_is_unticked_is_not_asked_about(officer, signed_in, joint, sole, lead, partner, asking):
    client = signed_in(officer)
    page = client.post(asking, DUE | {"which": "all", "do": "preview"})
    ticked = [one for one in seen_on(page) if one.startswith(str(sole.uuid))]
    client.post(asking, DUE | {"which": "all", "do": "send", "seen": ticked})
    assert Request.objects.get().action == sole


def test_a_newcomer_since_the_preview_is_shown_before_anything_is_sent(
    officer, signed_in, joint, lead, partner, person_as, post, asking
):
    client = signed_in(officer)
    page = client.post(asking, DUE | {"which": "all", "do": "preview"})
    person_as(Role.ACTION_LEAD, "Newcomer", holding=post)
    refused = client.post(asking, DUE | {"which": "all", "do": "send", "seen": seen_on(page)})
    assert refused.status_code == 422
    assert "has changed since you looked" in refused.text
    assert "Newcomer" in refused.text
    assert (
        client.post(asking, DUE | {"which": "all", "do": "send", "seen": seen_on(refused)}).status_code == 302
    )


def test_a_post_without_anybody_is_named_in_the_preview(
    officer, signed_in, add, post, vacant_post, lead, asking
):
    add("Agree a protocol", post, vacant_post)
    page = signed_in(officer).post(asking, DUE | {"which": "all", "do": "preview"})
    assert "1 request has nobody to go to" in page.text
    assert "Service manager: transitions, The demonstration council" in page.text


def test_a_day_that_has_passed_is_said_beside_its_field(officer, signed_in, sole, lead, asking):
    client = signed_in(officer)
    page = client.post(asking, DUE | {"which": "all", "do": "preview"})
    past = {"which": "all", "do": "send", "seen": seen_on(page)} | DUE | {"due_on_day": "1"}
    refused = client.post(asking, past)
    assert refused.status_code == 422
    assert "due_on" in refused.context["form"].errors


def test_days_are_asked_for_where_actions_are_narrowed_by_them(officer, signed_in, sole, lead, asking):
    page = signed_in(officer).post(asking, DUE | {"which": "due", "days": "", "do": "preview"})
    assert "Enter within how many days" in page.text


def test_who_asks_while_a_round_is_open_reads_whose_it_is(officer, signed_in, sole, lead, ask, asking):
    ask()
    client = signed_in(officer)
    page = client.post(asking, DUE | {"which": "all", "do": "preview"})
    assert "that round is open" in page.text
    answer = DUE | {"which": "all", "do": "send", "seen": seen_on(page)}
    assert client.post(asking, answer).status_code == 422
    assert client.post(asking, answer | {"replace": "on"}).status_code == 302
    assert Round.objects.filter(closed_at=None).count() == 1


@pytest.mark.parametrize("role", [Role.ACTION_LEAD, Role.DIRECTOR, Role.PERFORMANCE_ANALYST, Role.AUDITOR])
def test_others_do_not_ask_for_updates(role, person_as, signed_in, sole, asking):
    client = signed_in(person_as(role))
    assert client.get(asking).status_code == 403
    assert client.post(asking, DUE | {"which": "all", "do": "send"}).status_code == 403


def test_the_page_of_a_round_says_who_replied_and_who_did_not(
    ask, joint, sole, lead, partner, officer, update, signed_in
):
    round = ask()
    update(joint, lead, days=0)
    page = signed_in(officer).get(round.get_absolute_url())
    assert page.context["counts"].asked == 2
    assert page.context["counts"].not_replied == 2
    assert "Replied on 16 July 2018: Action lead" in page.text
    assert "Not replied" in page.text
    assert f"?for={joint.leads.get(title__startswith='Designated').uuid}" in page.text


def test_the_list_of_a_round_is_narrowed_and_taken_away(
    ask, joint, sole, lead, partner, health, officer, update, signed_in
):
    round = ask()
    update(joint, partner, days=0)
    client = signed_in(officer)
    page = client.get(round.get_absolute_url(), {"state": "waiting"})
    assert [row.name for row in page.context["rows"]] == ["Action lead"]
    page = client.get(round.get_absolute_url(), {"organisation": str(health.uuid)})
    assert [row.name for row in page.context["rows"]] == ["Partner"]
    csv = client.get(round.get_absolute_url(), {"format": "csv"}).text
    assert len(csv.splitlines()) == 4
    assert "1.2 Recruit two caseworkers,Not replied" in csv


def test_a_reply_after_a_paper_was_frozen_says_so(
    ask, sole, lead, officer, update, signed_in, monkeypatch, later, now
):
    monkeypatch.setattr(neighbours, "_sources", [])
    paper = Frozen("edition 1 of the report to the board", now + timedelta(hours=1), "/reports/1/")
    register_frozen(lambda round: [paper])
    round = ask()
    update(sole, lead, days=0, at=now + timedelta(hours=2))
    page = signed_in(officer).get(round.get_absolute_url())
    assert "It came after" in page.text
    assert "edition 1 of the report to the board" in page.text


def test_an_officer_reminds_those_ticked_and_then_all(ask, joint, lead, partner, officer, signed_in, today):
    round = ask(on=today - timedelta(days=3))
    address = reverse("chasing:remind", args=[round.uuid])
    client = signed_in(officer)
    client.post(address, {"do": "chosen", "person": [str(partner.uuid)]})
    assert list(Reminder.objects.values_list("person__name", flat=True)) == ["Partner"]
    page = client.post(address, {"do": "all"}, follow=True)
    assert "1 person was reminded. Left out, as they had a letter today: Partner." in page.text


def test_reminding_nobody_is_refused_in_words(ask, joint, lead, partner, officer, signed_in):
    page = signed_in(officer).post(reverse("chasing:remind", args=[ask().uuid]), {"do": "chosen"})
    assert page.status_code == 422
    assert "Choose whom to remind" in page.text


@pytest.mark.parametrize("name", ["remind", "close"])
@pytest.mark.parametrize("role", [Role.ACTION_LEAD, Role.AUDITOR, Role.PERFORMANCE_ANALYST])
def test_others_neither_remind_nor_close(name, role, ask, sole, lead, person_as, signed_in):
    round = ask()
    client = signed_in(person_as(role, "Somebody"))
    assert client.post(reverse(f"chasing:{name}", args=[round.uuid]), {"do": "all"}).status_code == 403
    assert not Reminder.objects.exists()


def test_an_officer_closes_a_round_and_the_page_stays(ask, sole, lead, officer, signed_in):
    round = ask()
    client = signed_in(officer)
    address = reverse("chasing:close", args=[round.uuid])
    assert "1 request has no reply yet" in client.get(address).text
    assert "The round is closed." in client.post(address, follow=True).text
    assert "This round is closed already." in client.post(address, follow=True).text


def test_a_partner_sees_no_round(ask, joint, lead, partner, signed_in):
    round = ask()
    client = signed_in(partner)
    assert client.get(reverse("chasing:rounds")).status_code == 403
    assert client.get(round.get_absolute_url()).status_code == 403


def test_the_list_of_rounds_says_what_to_do_first_and_then_counts(ask, sole, lead, officer, signed_in):
    client = signed_in(officer)
    assert "Nobody has been asked yet" in client.get(reverse("chasing:rounds")).text
    round = ask()
    page = client.get(reverse("chasing:rounds"), {"state": "open"})
    assert str(round) in page.text
    assert [(one.requests, one.replied, one.waiting) for one in page.context["tallies"]] == [(1, 0, 1)]
    assert "Updates of Written statement of action" in client.get(
        reverse("chasing:rounds"), {"format": "csv"}
    ).text  # fmt: skip


def test_a_plans_page_has_the_way_in_for_who_may_use_it(
    ask, sole, lead, officer, plan, partner, joint, signed_in
):
    address = plan.get_absolute_url()
    assert "Ask for updates" in signed_in(officer).get(address).text
    round = ask()
    assert round.get_absolute_url() in signed_in(lead).get(address).text
    assert "Ask for updates" not in signed_in(lead).get(address).text
    assert "Requests for updates" not in signed_in(partner).get(address).text


def test_a_closed_round_offers_no_reminder(ask, sole, lead, officer, now, signed_in, in_two_weeks):
    round = close_round(ask(asking=replace(in_two_weeks, remind_before=2)), by=officer, at=now)
    page = signed_in(officer).get(round.get_absolute_url())
    assert "Closed on 16 July 2018 by Improvement officer" in page.text
    assert "Remind all" not in page.text


def test_the_plans_page_of_the_past_speaks_of_the_round_that_was_asked_by_then(
    ask, joint, lead, officer, plan, signed_in, today
):
    page, where = signed_in(officer).get, plan.get_absolute_url()
    ask()
    assert "Who has not replied" in page(where).text
    then = page(where, {"as_at": today.isoformat()}).text
    assert "Asked on 16 July 2018" in then
    assert "Ask for updates" not in then
    assert "Nobody had been asked" in page(where, {"as_at": "2018-07-15"}).text
