"""Which source holds for a period: a day to either side of a choice's first."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from goldenthread.rulebook.sources import choice_on, of_one_source, reigns

THIRD = date(2017, 10, 1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Said:
    source: str
    starts: date


@pytest.mark.boundary("SRC-1")
def test_a_choice_holds_for_the_periods_whose_last_day_is_its_first_or_later() -> None:
    health = Said("health", THIRD)
    assert choice_on([health], THIRD - DAY) is None
    assert choice_on([health], THIRD) == health
    assert choice_on([health], date(2018, 3, 31)) == health
    assert choice_on([], THIRD) is None


@pytest.mark.boundary("SRC-1")
def test_of_two_choices_for_one_day_the_last_holds_and_an_earlier_one_ends_where_it_begins() -> None:
    choices = [Said("health", THIRD), Said("audit", THIRD), Said("survey", date(2017, 4, 1))]
    assert [reign.choice and reign.choice.source for reign in reigns(choices)] == [None, "survey", "audit"]
    assert choice_on(choices, THIRD - DAY) == choices[2]
    assert choice_on(choices, THIRD) == choices[1]


@pytest.mark.boundary("SRC-2")
def test_a_figure_is_compared_with_those_of_its_own_source_only() -> None:
    assert of_one_source("health", "health")
    assert of_one_source("", "")
    assert not of_one_source("", "health")
