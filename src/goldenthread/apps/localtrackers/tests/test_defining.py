"""What a tracker is: from those that ship, changed in versions, closed; its clock and who sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from goldenthread.apps.localtrackers.access import view_of
from goldenthread.apps.localtrackers.actions import (
    close_tracker,
    define_tracker,
    reopen_tracker,
    revise_definition,
)
from goldenthread.apps.localtrackers.defined import Column, Counts, Definition, Kind, Seen, Timing, checked
from goldenthread.apps.localtrackers.queries import definition_of, tracker_called
from goldenthread.apps.localtrackers.shipped import SHIPPED
from goldenthread.apps.localtrackers.standings import has_begun, standing_of
from goldenthread.apps.people.models import Role
from goldenthread.apps.trail.refusals import Refused

PASSPORTS = SHIPPED["health-passports"]


def test_each_tracker_that_ships_is_whole_and_reads_back(council, now):
    for definition in SHIPPED.values():
        made = tracker_called(define_tracker(definition, by=None, at=now).uuid)
        assert definition_of(made) == definition == checked(definition)
        assert definition.clock is not None
    with pytest.raises(Refused, match="of this name"):
        define_tracker(replace(PASSPORTS, name="health PASSPORTS"), by=None, at=now)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": " "}, "name"),
        ({"stages": ("One",)}, "two stages"),
        ({"stages": tuple(map(str, range(13)))}, "12 stages"),
        ({"columns": (Column("a", "Team", Kind.TEXT),), "timing": None}, "there already"),
        ({"columns": (Column("a", "A", Kind.CHOICE, ("one", "ONE")),), "timing": None}, "2 to 40"),
        ({"columns": tuple(Column(f"c{n}", f"C {n}", Kind.TEXT) for n in range(17))}, "16 columns"),
        ({"timing": replace(PASSPORTS.timing, starts="how")}, "starts the clock"),
        ({"timing": replace(PASSPORTS.timing, stops="asked_on")}, "both start and stop"),
        ({"timing": replace(PASSPORTS.timing, number=0)}, "between 1 and 1000"),
        ({"timing": replace(PASSPORTS.timing, rulebook="no-such")}, "clock of the list"),
        ({"timing": replace(PASSPORTS.timing, rulebook="review-health-assessment")}, "birth date"),
        ({"timing": replace(PASSPORTS.timing, unit="hours")}, "date and time"),
        ({"timing": None, "counts": Counts.IN_TIME}, "has a clock"),
        ({"timing": None, "stages": (), "counts": Counts.DONE}, "stages or a clock"),
    ],
)
def test_what_cannot_be_a_tracker_is_refused_in_words(change, words):
    with pytest.raises(Refused, match=words):
        checked(replace(PASSPORTS, **change))


def test_a_definition_is_changed_in_versions_and_a_stale_one_is_told(passports, person, now, today):
    by = person(Role.DIRECTOR)
    told = {"by": by, "at": now}
    assert revise_definition(passports, PASSPORTS, version=1, **told).version == 1, "nothing new is written"
    slower = replace(PASSPORTS, timing=replace(PASSPORTS.timing, number=40))
    changed = revise_definition(passports, slower, version=1, why="Health asked", **told)
    assert (changed.version, definition_of(changed).clock.limits[-1].number) == (2, 40)
    assert [one.version for one in changed.definitions.all()] == [1, 2]
    with pytest.raises(Refused, match="while you were writing"):
        revise_definition(passports, PASSPORTS, version=1, **told)
    with pytest.raises(Refused, match="why"):
        close_tracker(changed, version=2, reason=" ", today=today, **told)
    close_tracker(changed, version=2, reason="Ended", today=today, **told)
    with pytest.raises(Refused, match="closed"):
        revise_definition(changed, PASSPORTS, version=2, **told)
    assert reopen_tracker(changed, **told).closed_on is None


def test_who_sees_it_can_be_fewer_and_never_more(council, passports, person, now):
    manager, head = person(Role.TEAM_MANAGER, council.east), person(Role.HEAD_OF_SERVICE, council.service)
    director, analyst = person(Role.DIRECTOR), person(Role.PERFORMANCE_ANALYST)
    east, west = str(council.east.uuid), str(council.west.uuid)

    def sees(who):
        view = view_of(who, tracker_called(passports.uuid))
        return [view.sees(east), view.sees(west)], [view.shows_number(east), view.shows_number(west)]

    assert sees(manager) == ([True, False], [True, False])
    assert sees(head) == ([True, True], [True, True])
    assert sees(director) == ([True, True], [False, False])
    assert sees(analyst) == ([False, False], [False, False])
    only_west = replace(PASSPORTS, seen=Seen(teams=(west,)))
    revise_definition(passports, only_west, version=1, by=None, at=now)
    assert sees(manager)[0] == [False, False]
    assert sees(head)[0] == [False, True]
    heads = replace(PASSPORTS, seen=Seen(roles=(Role.HEAD_OF_SERVICE,)))
    revise_definition(passports, heads, version=2, by=None, at=now)
    assert [sees(who)[0] for who in (manager, head, director)] == [
        [False, False],
        [True, True],
        [False, False],
    ]


def _stands(values: dict[str, str], stage: str = "", as_at: date | datetime = date(2018, 7, 16)) -> str:
    return standing_of(PASSPORTS, values, stage, as_at).state


def test_how_a_row_stands():
    asked = {"asked_on": "2018-06-01"}  # due on 13 July: 30 working days
    assert _stands(asked, as_at=date(2018, 6, 28)) == "row_running"
    assert _stands(asked, as_at=date(2018, 6, 29)) == "due_soon"
    assert _stands(asked, as_at=date(2018, 7, 13)) == "due_soon"
    assert _stands(asked, as_at=date(2018, 7, 14)) == "overdue"
    assert _stands(asked | {"given_on": "2018-07-13"}) == "row_in_time"
    assert _stands(asked | {"given_on": "2018-07-14"}) == "row_late"
    assert _stands(asked | {"given_on": "2018-07-14"}, as_at=date(2018, 7, 13)) == "due_soon"
    assert _stands({}) == _stands({"asked_on": "1850-01-01"}) == "row_not_computable"
    assert _stands(asked, "Given") == "row_no_day"
    late = standing_of(PASSPORTS, asked, "", date(2018, 7, 16))
    assert (late.due_words, late.left_words, late.code) == ("13 July 2018", "1 working day late", "CLK-14")
    bare = Definition("List", stages=("To do", "Done"))
    assert [standing_of(bare, {}, stage, date(2018, 7, 16)).done for stage in ("", "To do", "Done")] == [
        False, False, True,
    ]  # fmt: skip
    assert not has_begun(PASSPORTS, {"asked_on": "2018-07-17"}, date(2018, 7, 16))
    assert has_begun(bare, {}, date(2018, 7, 16))


def test_seventy_two_hours_are_counted_to_the_minute():
    interviews = SHIPPED["return-home-interviews"]
    values = {"returned_at": "2018-03-02T22:15"}
    for stop, state in (("2018-03-05T22:15", "row_in_time"), ("2018-03-05T22:16", "row_late")):
        assert (
            standing_of(interviews, values | {"interviewed_at": stop}, "", date(2018, 7, 16)).state == state
        )
    for minute, state in ((15, "due_soon"), (16, "overdue")):
        as_at = datetime(2018, 3, 5, 22, minute)  # noqa: DTZ001  (as London's clocks show it)
        found = standing_of(interviews, values, "", as_at)
        assert (found.state, found.due_words) == (state, "5 March 2018, 22:15")


def test_a_timing_of_the_rulebook_keeps_its_own_warning():
    own = replace(PASSPORTS, timing=Timing("asked_on", "given_on", rulebook="assessment", warn=3))
    assert (own.clock.warn, own.limit_words) == (3, own.clock.title)
