"""A small council's Annex A, made up, with one child who is easily told apart wherever they should not be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from django.test import override_settings

from goldenthread.casedata.key_file import make_key
from tests.casedata.reading.workbooks import headings, row, workbook

SNAPSHOT_ON = date(2018, 6, 30)
PLANTED_NUMBER = "ZQX7741093"
PLANTED_BIRTH = date(2011, 11, 17)
TELLING = (
    PLANTED_NUMBER, PLANTED_NUMBER.lower(), PLANTED_NUMBER[3:], "2011-11-17", "17/11/2011", "17 November 2011"
)  # fmt: skip
"""What would tell who the planted child is."""
EAST, WEST = "Assessment Team  EAST", "West"


@contextmanager
def case_home(home: Path) -> Iterator[Path]:
    """A store, a key and a place for files of the tests' own."""
    with override_settings(
        CASES=home / "casedata",
        CASE_KEY=home / "keys" / "casedata.key",
        CASE_FILES_WAITING=home / "waiting",
    ):
        make_key(home / "keys" / "casedata.key")
        yield home


def annex_a(path: Path) -> Path:
    """Twelve children referred and assessed in the first half of 2018, the planted one with a bad cell."""
    referrals, assessments = [headings("3")], [headings("4")]
    for number in range(12):
        planted = number == 0
        child = PLANTED_NUMBER if planted else f"C{number:04d}"
        born = PLANTED_BIRTH if planted else date(2010, 1, 1) + timedelta(days=31 * number)
        referred = date(2018, 1, 8) + timedelta(days=14 * number)
        team = EAST if number % 2 == 0 else WEST
        who = {"Child Unique ID": child, "Gender": "b) Female", "Date of Birth": born, "Allocated Team": team,
               "Allocated Worker": f"Worker {number % 3}"}  # fmt: skip
        referrals.append(row("3", {**who, "Date of referral": referred, "Referral NFA?": "b) No"}))
        done: object = referred + timedelta(days=40)
        if planted:
            done = f"see {PLANTED_NUMBER}, born 17/11/2011"
        assessments.append(
            row("4", {
                **who, "Continuous Assessment Start Date": referred + timedelta(days=1),
                "Continuous Assessment Date of Authorisation": done,
            })
        )  # fmt: skip
    return workbook(path, {"List 3": referrals, "List 4": assessments})
