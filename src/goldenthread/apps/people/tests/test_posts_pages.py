"""The pages of posts: who holds them, handing over what hangs on them, and cover while somebody is away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from goldenthread.apps.people import actions, affected, posts
from goldenthread.apps.people.models import Organisation, Person, Post, Role
from goldenthread.apps.people.queries import holders, standing_of

pytestmark = pytest.mark.django_db
POSTS = "/people/posts/"
TODAY = {"day": "16", "month": "7", "year": "2018"}
BACK = {"day": "30", "month": "July", "year": "2018"}


def typed(name: str, day: dict[str, str]) -> dict[str, str]:
    return {f"{name}_{part}": value for part, value in day.items()}


@pytest.fixture
def signed_in(client, now, today, clock_offset):
    actions.name_council("Council", clock_offset=clock_offset, by=None, at=now)

    def sign_in(role: Role):
        person = actions.add_person(f"{role}@example.org", role.label, by=None, at=now)
        actions.grant(person, role, starts=today - timedelta(days=1), by=None, at=now)
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def leaver(now) -> Person:
    return actions.add_person("former@example.org", "Former lead", by=None, at=now)


@pytest.fixture
def taker(now) -> Person:
    return actions.add_person("new@example.org", "New lead", by=None, at=now)


@pytest.fixture
def post(leaver, now, today) -> Post:
    made = actions.post_called("Service manager", Organisation.objects.create(name="Council"))
    actions.take_post(leaver, made, starts=today - timedelta(days=9), by=None, at=now)
    return made


def test_the_posts_are_listed_with_who_holds_them(signed_in, leaver, post):
    page = signed_in(Role.IMPROVEMENT_OFFICER).get(POSTS).text
    assert "Service manager" in page
    assert "Former lead, from 7 July 2018" in page


def test_posts_that_nobody_holds_can_be_shown_alone(signed_in, leaver, post, now, today):
    client = signed_in(Role.IMPROVEMENT_OFFICER)
    assert "Somebody holds every post" in client.get(POSTS, {"held": "nobody"}).text
    actions.post_called("Empty chair", post.organisation)
    page = client.get(POSTS, {"held": "nobody"}).text
    assert "Nobody holds this post" in page
    assert "Service manager" not in page


def test_the_posts_can_be_taken_away(signed_in, leaver, post):
    table = signed_in(Role.ADMINISTRATOR).get(POSTS, {"format": "csv"}).text
    assert "Service manager,Council,Former lead,2018-07-07," in table


def test_all_posts_of_one_who_leaves_are_handed_over_on_one_page(
    signed_in, leaver, taker, post, today, monkeypatch
):
    monkeypatch.setattr(affected, "_counts", [])
    affected.register_count(lambda ids, day: affected.Affected("open action", "open actions", {ids[0]: 12}))
    client = signed_in(Role.IMPROVEMENT_OFFICER)
    chosen = client.get("/people/hand-over/", {"person": leaver.uuid}, follow=True)
    assert "12 open actions" in chosen.text
    sent = typed("on", TODAY) | {str(post.uuid): str(taker.uuid)}
    answer = client.post(reverse("people:hand_over", args=[leaver.uuid]), sent, follow=True)
    assert "The posts were handed over" in answer.text
    assert [holding.person for holding in holders([post.pk], today)] == [taker]


def test_a_hand_over_asks_for_every_post(signed_in, leaver, post):
    client = signed_in(Role.ADMINISTRATOR)
    answer = client.post(reverse("people:hand_over", args=[leaver.uuid]), typed("on", TODAY))
    assert answer.status_code == 422
    assert "There is a problem" in answer.text


def test_a_post_is_left_vacant_when_that_is_chosen(signed_in, leaver, post, today):
    client = signed_in(Role.ADMINISTRATOR)
    client.post(
        reverse("people:hand_over", args=[leaver.uuid]), typed("on", TODAY) | {str(post.uuid): "vacant"}
    )
    assert not holders([post.pk], today)


def test_one_holding_is_ended_and_one_is_added(signed_in, leaver, taker, post, today):
    client = signed_in(Role.IMPROVEMENT_OFFICER)
    client.post(reverse("people:leave_post", args=[leaver.uuid, post.uuid]), typed("ends", TODAY))
    sent = typed("starts", TODAY) | {"post": str(post.uuid)}
    client.post(reverse("people:give_post", args=[taker.uuid]), sent)
    assert [holding.person for holding in holders([post.pk], today)] == [taker]


def test_a_post_that_nobody_holds_is_filled_from_the_list(signed_in, leaver, taker, post, today):
    chair = actions.post_called("Empty chair", post.organisation)
    client = signed_in(Role.IMPROVEMENT_OFFICER)
    address = reverse("people:fill_post", args=[chair.uuid])
    assert address in client.get(POSTS, {"held": "nobody"}).text
    client.post(address, typed("starts", TODAY) | {"person": str(taker.uuid)})
    assert [holding.person for holding in holders([chair.pk], today)] == [taker]


def test_who_holds_a_post_is_not_said_twice_nor_by_others(signed_in, leaver, post):
    address = reverse("people:fill_post", args=[post.uuid])
    sent = typed("starts", TODAY) | {"person": str(leaver.uuid)}
    assert "holds this post already" in signed_in(Role.IMPROVEMENT_OFFICER).post(address, sent).text
    assert signed_in(Role.ACTION_LEAD).post(address, sent).status_code == 403


def test_cover_is_arranged_shown_and_ended(signed_in, leaver, taker, post, today):
    client = signed_in(Role.IMPROVEMENT_OFFICER)
    sent = typed("starts", TODAY) | typed("ends", BACK) | {"covered_by": str(taker.uuid), "reason": "Leave"}
    page = client.post(reverse("people:arrange_cover", args=[leaver.uuid]), sent, follow=True).text
    assert "30 July 2018" in page
    assert standing_of(taker, today).covered == {post.pk: leaver}
    cover = leaver.covers.get()
    page = client.post(reverse("people:end_cover", args=[cover.uuid]), follow=True).text
    assert "Nobody acts for another" in page
    assert not standing_of(taker, today).covered


def test_the_page_of_a_person_shows_posts_with_their_days_and_covers(
    signed_in, leaver, taker, post, now, today
):
    officer = actions.add_person("officer@example.org", "Officer", by=None, at=now)
    posts.arrange_cover(
        leaver, taker, starts=today, ends=today + timedelta(days=7), reason="Leave", by=officer, at=now
    )
    page = signed_in(Role.ADMINISTRATOR).get(reverse("people:person", args=[leaver.uuid])).text
    assert "7 July 2018" in page
    assert "New lead acts for Former lead from 16 July 2018 until 23 July 2018: Leave" in page


def test_nobody_else_manages_posts(signed_in, leaver, post):
    client = signed_in(Role.AUDITOR)
    assert client.get(POSTS).status_code == 403
    assert client.post(reverse("people:hand_over", args=[leaver.uuid])).status_code == 403


def test_what_happened_to_a_person_is_told_in_words(signed_in, taker):
    page = signed_in(Role.ADMINISTRATOR).get(reverse("people:person", args=[taker.uuid])).text
    assert "Person added" in page
    assert "people.person_added" not in page
