"""Posts are given, left and handed over from a day on; somebody acts for one who is away."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.apps.people import actions, posts
from goldenthread.apps.people.models import Cover, Holding, Organisation, Person, Post, Role
from goldenthread.apps.people.queries import holders, standing_of
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def add(now):
    return lambda name: actions.add_person(f"{name}@example.org".replace(" ", "."), name, by=None, at=now)


@pytest.fixture
def officer(add) -> Person:
    return add("Improvement officer")


@pytest.fixture
def leaver(add) -> Person:
    return add("Former lead")


@pytest.fixture
def taker(add) -> Person:
    return add("New lead")


@pytest.fixture
def council(db) -> Organisation:
    return Organisation.objects.create(name="Council")


@pytest.fixture
def manager(council, leaver, now, today) -> Post:
    post = actions.post_called("Service manager", council)
    actions.take_post(leaver, post, starts=today - 30 * DAY, by=None, at=now)
    return post


@pytest.fixture
def chair(council, leaver, now, today) -> Post:
    post = actions.post_called("Chair of the group", council)
    actions.take_post(leaver, post, starts=today - 30 * DAY, by=None, at=now)
    return post


def held_by(post: Post, day) -> list[str]:
    return [str(holding.person) for holding in holders([post.pk], day)]


def test_a_post_is_given_from_a_day_on(taker, manager, officer, now, today):
    posts.give_post(taker, manager, starts=today, by=officer, at=now)
    assert sorted(held_by(manager, today)) == ["Former lead", "New lead"]
    assert held_by(manager, today - DAY) == ["Former lead"]


def test_nobody_gives_a_post_to_themselves(officer, manager, now, today):
    with pytest.raises(Refused, match="Somebody else has to give you a post"):
        posts.give_post(officer, manager, starts=today, by=officer, at=now)


def test_a_post_is_not_given_twice_to_one_person(leaver, manager, officer, now, today):
    with pytest.raises(Refused, match="holds this post already"):
        posts.give_post(leaver, manager, starts=today, by=officer, at=now)


def test_somebody_leaves_a_post_on_a_day_and_it_is_told_when(leaver, manager, officer, now, today):
    posts.end_holding(leaver.holdings.get(), ends=today, by=officer, at=now)
    assert held_by(manager, today) == []
    assert held_by(manager, today - DAY) == ["Former lead"]
    assert leaver.holdings.get().ended_at == now
    assert about(manager.uuid)[0].verb == "people.post_left"


def test_a_post_that_was_left_is_not_left_again(leaver, manager, officer, now, today):
    holding = leaver.holdings.get()
    posts.end_holding(holding, ends=today, by=officer, at=now)
    with pytest.raises(Refused, match="no longer holds Service manager"):
        posts.end_holding(holding, ends=today, by=officer, at=now)


def test_a_post_is_not_left_before_it_was_taken(leaver, manager, officer, now, today):
    with pytest.raises(Refused, match="from 16 June 2018") as refusal:
        posts.end_holding(leaver.holdings.get(), ends=today - 30 * DAY, by=officer, at=now)
    assert refusal.value.field == "ends"


def test_posts_are_handed_over_on_one_day_or_left_vacant(leaver, taker, manager, chair, officer, now, today):
    posts.hand_over(leaver, {manager: taker, chair: None}, on=today, by=officer, at=now)
    assert held_by(manager, today - DAY) == ["Former lead"]
    assert held_by(manager, today) == ["New lead"]
    assert held_by(chair, today) == []
    [event] = [found for found in about(leaver.uuid) if found.verb == "people.posts_handed_over"]
    assert event.after["posts"] == {"Service manager": "New lead", "Chair of the group": ""}
    assert about(taker.uuid)[0] == event


def test_of_a_hand_over_that_is_refused_nothing_is_left(leaver, taker, manager, chair, officer, now, today):
    taker.is_active = False
    with pytest.raises(Refused, match="New lead is no longer active"):
        posts.hand_over(leaver, {chair: None, manager: taker}, on=today, by=officer, at=now)
    assert held_by(chair, today) == held_by(manager, today) == ["Former lead"]


def test_an_officer_does_not_hand_posts_to_themselves(leaver, manager, officer, now, today):
    with pytest.raises(Refused, match="Somebody else has to give you a post"):
        posts.hand_over(leaver, {manager: officer}, on=today, by=officer, at=now)


def test_a_post_that_somebody_else_holds_cannot_be_handed_over(leaver, taker, manager, officer, now, today):
    posts.end_holding(leaver.holdings.get(), ends=today, by=officer, at=now)
    with pytest.raises(Refused, match="Former lead no longer holds Service manager"):
        posts.hand_over(leaver, {manager: taker}, on=today, by=officer, at=now)


def test_whoever_holds_the_post_already_takes_it_without_a_second_holding(
    leaver, taker, manager, officer, now, today
):
    posts.give_post(taker, manager, starts=today - DAY, by=officer, at=now)
    assert posts.hand_over(leaver, {manager: taker}, on=today, by=officer, at=now) == []
    assert held_by(manager, today) == ["New lead"]
    assert Holding.objects.filter(post=manager).count() == 2


@pytest.fixture
def cover(leaver, taker, manager, officer, now, today) -> Cover:
    return posts.arrange_cover(
        leaver, taker, starts=today, ends=today + 7 * DAY, reason="Leave", by=officer, at=now
    )


def test_who_covers_acts_for_the_posts_of_the_absent_while_it_holds(cover, leaver, taker, manager, today):
    assert standing_of(taker, today - DAY).posts == frozenset()
    standing = standing_of(taker, today)
    assert standing.posts == {manager.pk}
    assert standing.covered == {manager.pk: leaver}
    assert standing_of(taker, today + 6 * DAY).posts == {manager.pk}
    assert standing_of(taker, today + 7 * DAY).posts == frozenset()
    assert standing_of(leaver, today).posts == {manager.pk}


def test_a_post_of_ones_own_is_not_a_covered_one(cover, taker, manager, officer, now, today):
    posts.give_post(taker, manager, starts=today, by=officer, at=now)
    standing = standing_of(taker, today)
    assert standing.posts == {manager.pk}
    assert standing.covered == {}


def test_who_covers_has_the_role_of_a_lead_and_no_other_of_the_absent(cover, leaver, taker, now, today):
    for role in (Role.ACTION_LEAD, Role.DIRECTOR):
        actions.grant(leaver, role, starts=today - DAY, by=None, at=now)
    assert standing_of(taker, today).has(Role.ACTION_LEAD)
    assert not standing_of(taker, today).has(Role.DIRECTOR)
    assert not standing_of(taker, today - DAY).has(Role.ACTION_LEAD)


def test_nobody_arranges_to_act_for_another_themselves(leaver, officer, now, today):
    with pytest.raises(Refused, match="Somebody else has to arrange"):
        posts.arrange_cover(
            leaver, officer, starts=today, ends=today + DAY, reason="Leave", by=officer, at=now
        )


@pytest.mark.parametrize(
    ("change", "words", "field"),
    [
        ({"ends": 0}, "later day", "ends"),
        ({"reason": " "}, "Say why", "reason"),
        ({"starts": 3, "ends": 5}, "already", "starts"),
    ],
)
def test_a_cover_that_cannot_be_is_refused(cover, leaver, taker, officer, now, today, change, words, field):
    said = {"starts": 10, "ends": 12, "reason": "Leave"} | ({"starts": 0} if field == "ends" else {}) | change
    with pytest.raises(Refused, match=words) as refusal:
        posts.arrange_cover(
            leaver, taker, starts=today + said["starts"] * DAY, ends=today + said["ends"] * DAY,
            reason=said["reason"], by=officer, at=now,
        )  # fmt: skip
    assert refusal.value.field == field


def test_a_cover_ends_early_and_one_that_has_not_begun_is_called_off(cover, taker, officer, now, today):
    posts.end_cover(cover, ends=today + DAY, by=officer, at=now)
    assert standing_of(taker, today).covered
    assert not standing_of(taker, today + DAY).covered
    later = posts.arrange_cover(
        cover.whose, taker, starts=today + 10 * DAY, ends=today + 20 * DAY, reason="Leave", by=officer, at=now
    )
    posts.end_cover(later, ends=today, by=officer, at=now)
    assert not standing_of(taker, today + 15 * DAY).covered


def test_a_cover_that_has_ended_is_not_ended_again(cover, officer, now, today):
    with pytest.raises(Refused, match="has ended already"):
        posts.end_cover(cover, ends=today + 7 * DAY, by=officer, at=now)
