"""The numbers of minutes: how they are written, what comes next, what stands twice and what is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rulebook.minute_numbers import (
    LARGEST,
    MinuteNumber,
    next_number,
    parse_minute_number,
    survey,
)


@pytest.mark.boundary("MIN-1")
@pytest.mark.parametrize(("given", "number"), [((), 1), ((54, 56), 57), ((56, 54), 57), ((1,), 2)])
def test_the_next_number_follows_the_highest(given: tuple[int, ...], number: int) -> None:
    assert next_number(given) == number


@pytest.mark.boundary("MIN-2")
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("54", MinuteNumber(54)),
        ("54.", MinuteNumber(54)),
        ("(54)", MinuteNumber(54)),
        (" Minute 54 ", MinuteNumber(54)),
        ("MINUTE NO. 54", MinuteNumber(54)),
        ("Min. No. 054", MinuteNumber(54)),
        ("Minute 54/17", MinuteNumber(54, "17")),
        ("54/2017-18", MinuteNumber(54, "2017-18")),
        ("54 / 2017–18.", MinuteNumber(54, "2017-18")),
        ("54A", MinuteNumber(54, letter="A")),
        ("54a.", MinuteNumber(54, letter="A")),
        ("1", MinuteNumber(1)),
        ("99999", MinuteNumber(LARGEST)),
        ("0", None),
        ("100000", None),
        ("1.2", None),
        ("12 May 2018", None),
        ("54 Apologies", None),
        ("", None),
        ("minute", None),
        ("-54", None),
    ],
)
def test_a_number_is_read_as_councils_write_it(text: str, number: MinuteNumber | None) -> None:
    assert parse_minute_number(text) == number


@given(
    st.builds(
        MinuteNumber,
        st.integers(1, LARGEST),
        st.sampled_from(["", "17", "2017-18"]),
        st.sampled_from(["", "A", "B"]),
    )
)
def test_what_is_printed_is_read_again(number: MinuteNumber) -> None:
    assert parse_minute_number(str(number)) == number
    assert parse_minute_number(f"Minute {number}.") == number


@pytest.mark.boundary("MIN-3")
@pytest.mark.parametrize(
    ("texts", "twice"),
    [
        (("54", "55", "55"), "Minute 55 stands twice."),
        (("54", "54", "55", "55"), "Minutes 54, 55 stand twice."),
        (("54/16", "54/17"), None),
        (("54", "54A"), None),
        ((), None),
    ],
)
def test_numbers_that_stand_twice_are_found(texts: tuple[str, ...], twice: str | None) -> None:
    found = survey(number for text in texts if (number := parse_minute_number(text)))
    assert found.words == ((twice,) if twice else ())


@pytest.mark.boundary("MIN-4")
@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((54, 55), ()),
        ((54, 56), ("Minute 55 is missing.",)),
        ((1, 5, 7), ("Minutes 2 to 4, 6 are missing.",)),
        ((1, 4), ("Minutes 2, 3 are missing.",)),
    ],
)
def test_missing_numbers_are_found_between_the_lowest_and_the_highest(
    numbers: tuple[int, ...], words: tuple[str, ...]
) -> None:
    assert survey(MinuteNumber(number) for number in numbers).words == words
