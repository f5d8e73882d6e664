"""Quorum at a decision: who is counted, when, and how many votes there can be."""

from __future__ import annotations

from datetime import time

import pytest

from goldenthread.rulebook.deciding import Attender, Capacity, check_votes, quorum_at


def member(name: str, *, voting: bool = True, **says: object) -> Attender:
    return Attender(name, Capacity.MEMBER, voting, seat=name, **says)


def substitute(name: str, seat: str, *, voting: bool = True) -> Attender:
    return Attender(name, Capacity.SUBSTITUTE, voting, seat=seat)


@pytest.mark.boundary("DEC-1")
@pytest.mark.parametrize(("present", "met"), [(3, True), (2, False), (4, True), (0, False)])
def test_quorate_from_the_number_that_is_needed_on(present: int, met: bool) -> None:
    found = quorum_at([member(f"Member {number}") for number in range(present)], 3)
    assert (found.present, found.met) == (present, met)
    assert found.words.startswith("Quorate" if met else "Not quorate")


@pytest.mark.boundary("DEC-2")
@pytest.mark.parametrize(
    ("at", "present"),
    [(time(14, 19), 1), (time(14, 20), 2), (time(15, 4), 2), (time(15, 5), 1)],
)
def test_counted_from_coming_until_before_leaving(at: time, present: int) -> None:
    late = member("Late", came=time(14, 20))
    early = member("Early", left=time(15, 5))
    early_or_late = [early, late]
    expected = {time(14, 19): {"Early"}, time(15, 5): {"Late"}}.get(at, {"Early", "Late"})
    found = quorum_at(early_or_late, 1, at=at)
    assert set(found.counted) == expected
    assert found.present == present


@pytest.mark.boundary("DEC-2")
def test_without_an_hour_only_those_who_were_there_throughout_count_and_it_is_said() -> None:
    found = quorum_at([member("Throughout"), member("Early", left=time(15, 5))], 2)
    assert found.counted == ("Throughout",)
    assert found.met is False
    assert "no hour is written" in found.words


@pytest.mark.boundary("DEC-3")
@pytest.mark.parametrize(
    ("attenders", "present"),
    [
        ([member("A"), substitute("B", "A")], 1),
        ([substitute("B", "A"), substitute("C", "A")], 1),
        ([substitute("B", "A")], 1),
        ([substitute("B", "A", voting=False)], 0),
        ([member("Observer", voting=False)], 0),
        ([Attender("Officer", Capacity.IN_ATTENDANCE, voting=True)], 0),
    ],
)
def test_a_seat_counts_once_and_only_if_it_votes(attenders: list[Attender], present: int) -> None:
    assert quorum_at(attenders, 1).present == present


@pytest.mark.boundary("DEC-3")
def test_a_substitute_counts_again_once_the_member_has_left() -> None:
    both = [member("A", left=time(15)), substitute("B", "A")]
    assert quorum_at(both, 1, at=time(14)).counted == ("A",)
    assert quorum_at(both, 1, at=time(16)).counted == ("B",)


@pytest.mark.boundary("DEC-4")
def test_who_left_for_an_interest_counts_at_other_items_only() -> None:
    declared = [member("A", left_for=frozenset({5})), member("B")]
    assert quorum_at(declared, 2, item=5).met is False
    assert quorum_at(declared, 2, item=6).met is True
    stayed = [member("A"), member("B")]
    assert quorum_at(stayed, 2, item=5).met is True


@pytest.mark.boundary("DEC-5")
@pytest.mark.parametrize("attenders", [[], [member("A")]])
def test_without_a_quorum_no_verdict_is_given(attenders: list[Attender]) -> None:
    found = quorum_at(attenders, None)
    assert found.met is None
    assert "no quorum is set" in found.words
    assert found.code == "DEC-5"


@pytest.mark.boundary("DEC-6")
@pytest.mark.parametrize(("votes", "refused"), [((3, 1, 1), False), ((3, 2, 1), True), ((0, 0, 0), False)])
def test_votes_are_no_more_than_those_in_the_room(votes: tuple[int, int, int], refused: bool) -> None:
    found = check_votes(*votes, present=5)
    assert (found is not None) is refused
    if found:
        assert found.words.startswith("6 votes were written, and 5 voting members were in the room.")
