"""Bodies are added, changed and seated; no body reports to itself, however long the way round."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.apps.bodies import actions, mapping
from goldenthread.apps.bodies.mapping import Line, governance_map
from goldenthread.apps.bodies.queries import cadence_words, members_of
from goldenthread.apps.people.actions import post_called
from goldenthread.apps.people.models import Organisation
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def add(now):
    return lambda name, **fields: actions.add_body(name, **{"kind": "Board", "by": None, "at": now} | fields)


@pytest.fixture
def post():
    return post_called("Chair", Organisation.objects.create(name="The demonstration council"))


def test_the_map_puts_each_body_under_the_one_that_it_reports_to(add, django_assert_num_queries):
    council = add("Council", kind="Council")
    board = add("Health and Wellbeing Board", reports_to=council, cadence="bimonthly")
    add("Safeguarding board", reports_to=board, cadence="quarterly", cadence_assumed=True)
    with django_assert_num_queries(1):
        [top] = governance_map()
        [below] = top.children
        [lowest] = below.children
    assert (top.text, below.text, lowest.text) == (
        "Council", "Health and Wellbeing Board", "Safeguarding board",
    )  # fmt: skip
    assert below.note == "Board, reports bimonthly"
    assert lowest.note == "Board, reports quarterly (assumed)"


def test_each_room_is_asked_once_for_all_bodies_of_the_map(add, today, monkeypatch):
    asked = []

    def late(bodies, day):
        asked.append(day)
        return {body.pk: Line("1 report late", "Late reports", 1, tone="red") for body in bodies[:1]}

    monkeypatch.setattr(mapping, "_lines", [late])
    add("Group", reports_to=add("Council", kind="Council"))
    [top] = governance_map(today)
    assert asked == [today]
    assert top.lines[0].words == "1 report late"
    assert top.children[0].lines == ()


def test_the_map_is_narrowed_to_a_kind_under_the_nearest_above(add):
    council = add("Council", kind="Council")
    add("Group", kind="Council", reports_to=add("Board", reports_to=council))
    [top] = governance_map(kind="Council")
    assert [below.text for below in top.children] == ["Group"]


def test_a_body_without_a_cadence_says_nothing_of_it(add):
    assert cadence_words(add("Council")) == ""


def test_a_body_that_is_added_leaves_a_trail(add):
    [event] = about(add("Cabinet").uuid)
    assert event.verb == "bodies.body_added"
    assert event.after["name"] == "Cabinet"


@pytest.mark.parametrize(("name", "words"), [("  ", "Enter"), ("cabinet", "already")])
def test_a_body_needs_a_name_of_its_own(add, name, words):
    add("Cabinet")
    with pytest.raises(Refused, match=words):
        add(name)


def test_a_change_of_reporting_is_told_with_before_and_after(add, now):
    council, board = add("Council"), add("Board")
    changed = actions.change_reporting(
        board, reports_to=council, cadence="monthly", version=1, by=None, at=now
    )
    assert (changed.reports_to, changed.version) == (council, 2)
    newest = about(board.uuid)[0]
    assert newest.before == {"cadence": "", "reports_to": None}
    assert newest.after == {"cadence": "monthly", "reports_to": "Council"}


def test_no_body_reports_to_one_that_reports_to_it(add, now):
    council = add("Council")
    board = add("Board", reports_to=council)
    group = add("Group", reports_to=board)
    with pytest.raises(Refused, match="cannot report to it"):
        actions.change_reporting(council, reports_to=group, cadence="", version=1, by=None, at=now)


def test_a_change_over_somebody_elses_is_refused(add, now):
    board = add("Board")
    says = {"name": "Board", "purpose": "", "in_public": False, "by": None, "at": now}
    actions.revise_body(board, kind="Committee", version=1, **says)
    with pytest.raises(Refused, match="while you were writing") as refusal:
        actions.revise_body(board, kind="Group", version=1, **says)
    assert refusal.value.code == "stale"


def test_a_change_that_changes_nothing_leaves_no_trail(add, now):
    board = add("Board")
    actions.revise_body(
        board, name="Board", kind="Board", purpose="", in_public=False, version=1, by=None, at=now
    )
    assert len(about(board.uuid)) == 1


def test_a_seat_is_held_from_its_first_day_until_before_its_last(add, post, now):
    board = add("Board")
    seat = actions.seat_member(
        board, post, starts=date(2018, 1, 1), ends=date(2018, 7, 1), capacity="Chair", by=None, at=now
    )
    assert list(members_of(board, date(2018, 1, 1))) == [seat]
    assert list(members_of(board, date(2018, 6, 30))) == [seat]
    assert list(members_of(board, date(2018, 7, 1))) == []


def test_a_post_has_one_seat_at_a_time(add, post, now):
    board = add("Board")
    actions.seat_member(board, post, starts=date(2018, 1, 1), ends=date(2018, 7, 1), by=None, at=now)
    with pytest.raises(Refused, match="has a seat"):
        actions.seat_member(board, post, starts=date(2018, 6, 30), by=None, at=now)
    actions.seat_member(board, post, starts=date(2018, 7, 1), by=None, at=now)


def test_a_seat_does_not_end_before_it_starts(add, post, now):
    with pytest.raises(Refused, match="before it starts"):
        actions.seat_member(
            add("Board"), post, starts=date(2018, 7, 1), ends=date(2018, 7, 1), by=None, at=now
        )
