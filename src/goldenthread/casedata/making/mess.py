"""The mess of real files, on request. Each kind is counted, so that a reader can be held to it.

Told with file, sheet and how often; never with a value.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import numpy as np

Cell = str | int | float | date | None
Lines = list[list[Cell]]

HEADERS = {
    "Age of Child (Years)": "Age", "Date of referral": "Date of Referral",
    "Date of Adoption Order": "Date of Adoption Order ",
    "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)":
        "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))",
    "Child Unique ID": "Child unique ID ",
}  # fmt: skip
START_AND_STOP = {
    "Assessment start date": "Assessment completion date",
    "Continuous Assessment Start Date": "Continuous Assessment Date of Authorisation",
    "Child Protection Plan Start Date": "Child Protection Plan End Date",
    "DECOM": "DEC", "MIS_START": "MIS_END", "receiveddate": "requestoutcomedate", "startdate": "ceasedate",
}  # fmt: skip
CODED = (
    "Contact Source", "Referral Source", "Primary Need Code", "Initial Category of Abuse", "Placement Type",
    "LA in Touch", "LS", "PLACE", "REVIEW_CODE", "assessmentoutcome",
)  # fmt: skip
UNKNOWN_CODE = "zz) Not a code"
NOT_BORN_YET = date(2031, 2, 28)
EXCEL_DAY_0 = date(1899, 12, 30)
OF_BIRTH = re.compile(r"birth|\bDOB\b|personbirthdate", re.IGNORECASE)


class Mess:
    """Makes a mess by chance, and counts what it did by kind and place."""

    def __init__(self, random: np.random.Generator) -> None:
        self._random = random
        self.done: Counter[tuple[str, str, str]] = Counter()

    def _told(self, file: str, sheet: str, kind: str, times: int = 1) -> None:
        if times:
            self.done[file, sheet, kind] += times

    def _some(self, number: int, most: int) -> list[int]:
        """A few of the rows, in order."""
        return (
            sorted(self._random.choice(number, min(most, number), replace=False).tolist()) if number else []
        )

    def leaves_out(self, file: str, name: str) -> None:
        self._told(file, name, "list missing")

    def table(
        self, file: str, sheet: str, headers: list[str], lines: Lines, *, csv: bool
    ) -> tuple[list[str], Lines]:
        """The headers and rows with mess in them. A CSV file keeps its headers, which tell what it is."""
        found = [header.strip() for header in headers]
        self._cells(file, sheet, found, lines, csv=csv)
        self._wrong(file, sheet, found, lines)
        doubled = self._some(len(lines), 3)
        lines = lines + [list(lines[at]) for at in doubled]
        self._told(file, sheet, "duplicated row", len(doubled))
        blank = self._some(len(lines), 2)
        for at in reversed(blank):
            lines.insert(at, [None] * len(headers))
        self._told(file, sheet, "blank row", len(blank))
        if csv:
            return headers, lines
        spelled = [HEADERS.get(header, header) for header in found]
        curled = [header.replace("'", "’") for header in spelled]
        self._told(file, sheet, "header variant", sum(a != b for a, b in zip(found, spelled, strict=True)))
        self._told(file, sheet, "curly quote", sum(a != b for a, b in zip(spelled, curled, strict=True)))
        return curled, lines

    def _cells(self, file: str, sheet: str, headers: list[str], lines: Lines, *, csv: bool) -> None:
        """What changes no meaning: spaces, quotes, a number or a text for a date, #N/A for nothing."""
        chance = self._random.random((len(lines), len(headers)))
        rows, columns = np.nonzero(chance < 0.01)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            value = lines[row][column]
            if OF_BIRTH.search(headers[column]):
                continue
            if value is None:
                lines[row][column], kind = "#N/A", "#N/A"
            elif isinstance(value, date):
                as_number = not csv and chance[row, column] < 0.005
                days = (value - EXCEL_DAY_0).days
                lines[row][column] = days if as_number else f" {value:%d/%m/%Y}"
                kind = "number as date" if as_number else "day-first text"
            elif isinstance(value, str) and value:
                curled = value.replace("'", "’")
                lines[row][column], kind = (
                    (curled, "curly quote") if curled != value else (value + " ", "trailing space")
                )
            else:
                continue
            self._told(file, sheet, kind)

    def _wrong(self, file: str, sheet: str, headers: list[str], lines: Lines) -> None:
        """What cannot be: a birth to come, a stop before its start, a code that there is not."""
        for column, header in enumerate(headers):
            if OF_BIRTH.search(header) and header != "MC_DOB":
                for row in self._some(len(lines), 1):
                    lines[row][column] = NOT_BORN_YET
                    self._told(file, sheet, "birth date in the future")
            if header in CODED:
                for row in self._some(len(lines), 2):
                    lines[row][column] = UNKNOWN_CODE
                    self._told(file, sheet, "unknown code")
            if header in START_AND_STOP and START_AND_STOP[header] in headers:
                stop = headers.index(START_AND_STOP[header])
                both = [
                    row
                    for row, line in enumerate(lines)
                    if isinstance(line[column], date) and isinstance(line[stop], date)
                ]
                for at in self._some(len(both), 2):
                    begun = lines[both[at]][column]
                    if isinstance(begun, date):
                        lines[both[at]][stop] = begun - timedelta(days=30)
                        self._told(file, sheet, "stop before start")

    def xml(self, file: str, pieces: Iterable[str]) -> Iterator[str]:
        """The census with a few children born in the future, unknown codes, and plans that end too soon."""
        for piece in pieces:
            if self._random.random() > 0.004:
                yield piece
                continue
            for kind, pattern, instead in _IN_XML:
                changed, times = re.subn(pattern, instead, piece, count=1)
                if times:
                    self._told(file, "Child", kind)
                    piece = changed
                    break
            yield piece


_IN_XML = (
    ("stop before start", r"<CPPendDate>[^<]*<", "<CPPendDate>2001-01-01<"),
    ("birth date in the future", r"<PersonBirthDate>[^<]*<", f"<PersonBirthDate>{NOT_BORN_YET}<"),
    ("unknown code", r"<ReferralSource>[^<]*<", "<ReferralSource>99X<"),
)
