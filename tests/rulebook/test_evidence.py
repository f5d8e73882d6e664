"""What evidence is worth: when it counts, how old it is, whether a contradiction was answered."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.rulebook import evidence
from goldenthread.rulebook.evidence import is_answered, is_too_old, may_speak_of, worth_of

AUDITED = {"finding": "34% were good.", "period": "2016-17 Q1", "sample": "20 assessments"}
ON = date(2016, 7, 4)


def worth(on: date = ON, expires_on: date | None = None, **said: str) -> evidence.Worth:
    return worth_of(**(AUDITED | said), expires_on=expires_on, on=on)


@pytest.mark.boundary("EVD-1")
def test_a_finding_with_its_period_and_its_sample_counts() -> None:
    assert worth() == evidence.Worth(True, evidence.EVD_1, worth().words)


@pytest.mark.boundary("EVD-2")
@pytest.mark.parametrize("finding", ["", " \n\t"])
def test_a_file_alone_counts_as_nothing(finding: str) -> None:
    assert (worth(finding=finding).counts, worth(finding=finding).code) == (False, evidence.EVD_2)


@pytest.mark.boundary("EVD-3")
@pytest.mark.parametrize("lacking", ["period", "sample"])
def test_a_finding_without_its_period_or_its_sample_does_not_count(lacking: str) -> None:
    found = worth(**{lacking: " "})
    assert (found.counts, found.code) == (False, evidence.EVD_3)
    assert lacking in found.words


@pytest.mark.boundary("EVD-4")
def test_a_piece_counts_on_its_last_day_and_not_on_the_next() -> None:
    last = date(2017, 3, 31)
    assert worth(on=last, expires_on=last).counts
    after = worth(on=date(2017, 4, 1), expires_on=last)
    assert (after.counts, after.code) == (False, evidence.EVD_4)


@pytest.mark.boundary("EVD-5")
def test_its_age_runs_from_the_day_that_it_speaks_of() -> None:
    spoken_of = date(2016, 9, 30)
    assert not is_too_old(spoken_of, date(2017, 3, 31), 6)
    assert is_too_old(spoken_of, date(2017, 4, 1), 6)
    assert is_too_old(date(2015, 6, 30), ON, 12)


@pytest.mark.boundary("EVD-6")
def test_a_new_version_of_a_contradiction_has_to_be_answered_again() -> None:
    assert is_answered(1, {1})
    assert not is_answered(2, {1})


@pytest.mark.boundary("EVD-7")
def test_nothing_can_speak_of_a_day_to_come() -> None:
    assert may_speak_of(ON, ON)
    assert not may_speak_of(date(2016, 7, 5), ON)
