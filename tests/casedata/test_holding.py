"""Which load speaks for a day: against a reference that asks it of each day anew."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.casedata.holding import Cover, covers_from, spans, unbroken
from goldenthread.casedata.sources import Source

FIRST = date(2026, 1, 1)
days = st.integers(0, 12).map(lambda number: FIRST + timedelta(number))
covers = st.lists(
    st.tuples(days, days, st.integers(0, 2)).map(
        lambda three: (min(three[:2]), max(three[:2]), datetime(2026, 2, 1, three[2], tzinfo=UTC))
    ),
    max_size=5,
).map(lambda all_of: [Cover(f"load {n}", *three) for n, three in enumerate(all_of)])


def who_speaks(covers: list[Cover], until: date | None) -> str | None:
    """The newest load that covers the day; an open spell comes after every day."""
    covering = [one for one in covers if until is None or one.starts <= until]
    return max(covering, key=lambda one: (one.day, one.recorded, one.load)).load if covering else None


@given(covers)
def test_each_day_belongs_to_the_newest_load_that_covers_it_and_to_no_other(covers):
    found = spans(covers)
    for until in [None, *(FIRST + timedelta(number) for number in range(-2, 16))]:
        holders = [span.load for span in found if span.holds(until)]
        speaks = who_speaks(covers, until)
        assert holders == ([speaks] if speaks else [])


@given(covers, days)
def test_a_load_of_a_later_day_than_asked_changes_nothing_but_the_days_that_it_covers(covers, until):
    early = [one for one in covers if one.day <= FIRST + timedelta(6)]
    if all(one.starts > until for one in covers if one not in early):
        held = [span.load for span in spans(covers) if span.holds(until)]
        assert held == [span.load for span in spans(early) if span.holds(until)]


def cover(name: str, starts: date, day: date, hour: int = 0) -> Cover:
    return Cover(name, starts, day, datetime(2026, 6, 1, hour, tzinfo=UTC))


def test_of_two_loads_of_one_day_the_one_recorded_later_speaks():
    one, two = (cover(name, FIRST, date(2026, 3, 31), hour) for name, hour in (("one", 1), ("two", 2)))
    assert [span.load for span in spans([two, one])] == ["two"]


@pytest.mark.parametrize(
    ("older", "expected"),
    [
        (cover("older", date(2025, 10, 1), date(2025, 12, 31)), (date(2025, 10, 1), date(2026, 3, 31))),
        (cover("older", date(2025, 10, 1), date(2025, 12, 30)), (date(2026, 1, 1), date(2026, 3, 31))),
        (cover("older", date(2026, 2, 1), date(2026, 2, 3)), (date(2026, 1, 1), date(2026, 3, 31))),
    ],
)  # fmt: skip
def test_cover_is_unbroken_while_each_load_begins_by_the_day_after_the_one_before(older, expected):
    assert unbroken([older, cover("newer", FIRST, date(2026, 3, 31))]) == expected
    assert unbroken([]) is None


@pytest.mark.parametrize(
    ("source", "table", "day", "first"),
    [
        (Source.ANNEX_A, "contacts", date(2026, 8, 31), date(2026, 2, 28)),
        (Source.ANNEX_A, "adoptions", date(2026, 8, 31), date(2025, 8, 31)),
        (Source.ANNEX_A_SEND, "ehc_plans", date(2026, 8, 31), date(2026, 8, 31)),
        (Source.CIN_CENSUS, "referrals", date(2026, 3, 31), date(2025, 4, 1)),
        (Source.SSDA903, "care_episodes", date(2026, 4, 1), date(2026, 4, 1)),
        (Source.SEN2, "ehc_requests", date(2026, 1, 15), date(2025, 1, 1)),
        (Source.SEN2, "ehc_requests", date(2026, 7, 15), date(2026, 1, 1)),
    ],
)
def test_a_source_covers_its_own_time(source, table, day, first):
    assert covers_from(source, table, day) == first
