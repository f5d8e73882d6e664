"""The demonstration's accounts: made once, and completed where an older version made them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.apps.people.actions import add_person
from goldenthread.apps.people.models import Holding, Organisation, Person, Post, Role
from goldenthread.site.demonstration.people import ACCOUNTS, BOARD_SEAT, COUNCIL, make_accounts

pytestmark = pytest.mark.django_db


def test_each_role_has_an_account_that_holds_its_posts(now):
    made = make_accounts(now)
    assert set(made) == {account.role for account in ACCOUNTS}
    assert Holding.objects.get(post__title=BOARD_SEAT).person == made[Role.BOARD_MEMBER]


def test_a_second_run_makes_nothing(now):
    make_accounts(now)
    counts = Person.objects.count(), Holding.objects.count()
    make_accounts(now + timedelta(days=1))
    assert (Person.objects.count(), Holding.objects.count()) == counts


def test_an_account_that_an_older_version_made_takes_the_posts_of_today(now):
    council = Organisation.objects.create(name=COUNCIL)
    older = add_person(
        "board.member@demo.example", "Board member", organisation=council, password="a long password",
        by=None, at=now,
    )  # fmt: skip
    make_accounts(now)
    assert Holding.objects.get(post__title=BOARD_SEAT).person == older


def test_a_post_that_was_handed_on_is_not_taken_back(now, today):
    made = make_accounts(now)
    seat = Post.objects.get(title=BOARD_SEAT)
    Holding.objects.filter(post=seat).update(ends=today)
    make_accounts(now)
    assert [holding.person for holding in seat.holdings.all()] == [made[Role.BOARD_MEMBER]]
