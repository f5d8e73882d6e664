"""Nothing of a child in a report or a log, whatever stands in the files."""

from __future__ import annotations

import json
import logging
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.casedata.reading import NothingToRead, Report
from goldenthread.casedata.reading.cells import day_reader
from goldenthread.casedata.reading.report import ProblemKind, said

from .csvs import EPISODES, HEADER, csv_file
from .workbooks import headings, load, row, workbook

NUMBERS = [f"ZQ{n}77{n}" for n in range(10, 22)]
BORN = ["17/06/2011", "2011-06-17", "40711", "17 June 2031", "06/17/2011", "17/06/11x"]


def _told(report: Report) -> str:
    return json.dumps(report.as_json()) + "\n".join(report.words())


def _holds_none(told: str) -> None:
    for secret in (*NUMBERS, *BORN, "2011", "2031", "17 June", "Surname"):
        assert secret not in told


def test_no_number_and_no_birth_date_stands_in_a_report_or_a_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Numbers and birth dates in their columns and, as councils' shifted rows have them, in every other."""
    caplog.set_level(logging.DEBUG)
    names = headings("3")
    rows: list[list[object]] = [names]
    for at, number in enumerate(NUMBERS):
        born = BORN[at % len(BORN)]
        cells = row("3", {"Child Unique ID": number, "Date of Birth": born, "Date of referral": "01/02/2024"})
        for shifted, name in enumerate(names):
            if name not in ("Child Unique ID", "Date of Birth") and shifted % len(NUMBERS) <= at:
                cells[shifted] = born if at % 2 else number
        rows.append(cells)
    _, report = load(workbook(tmp_path / "a.xlsx", {"List 3": rows}))
    assert report.problems[ProblemKind.NOT_A_DAY].count > 0
    assert report.problems[ProblemKind.UNKNOWN_CODE].count > 0
    _holds_none(_told(report))

    lines = [f"{NUMBERS[at]},1,{born},{NUMBERS[at]},{NUMBERS[at]},," for at, born in enumerate(BORN)]
    episodes = [
        f"{number},{BORN[3]},{number},{born},{number},{born},,{BORN[0]},{born},,,,"
        for number in NUMBERS
        for born in BORN
    ]
    files = [
        csv_file(tmp_path, "h.csv", [HEADER, *lines, *lines, NUMBERS[0]]),
        csv_file(tmp_path, "e.csv", [EPISODES, *episodes]),
    ]
    _, report = load(*files)
    assert report.problems[ProblemKind.SHORT_ROW].count == 1
    _holds_none(_told(report))
    _holds_none(caplog.text)


def test_an_error_of_reading_names_no_one(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "x.csv", [f"{NUMBERS[0]},{BORN[0]}"])
    with pytest.raises(NothingToRead) as refused:
        load(path)
    _holds_none(str(refused.value))


@given(st.text("0123456789/-ab ", max_size=20), st.text("0123456789/-ab ", min_size=1, max_size=12))
def test_what_is_said_of_a_cell_never_holds_the_secret(text: str, secret: str) -> None:
    told = said(f"{text}{secret}", day=True, secrets=[secret])
    assert told is None or not secret.strip() or secret.strip() not in told


WAYS = ["%d/%m/%Y", "%Y-%m-%d", "%d-%b-%Y", "%d %B %Y"]


@given(st.dates(date(1990, 1, 1), date(2024, 3, 31)), st.sampled_from(WAYS))
def test_a_day_is_the_same_however_it_is_written(day: date, way: str) -> None:
    read = day_reader(date(2024, 3, 31))
    assert read(day.strftime(way)).value == day
    assert read(float((day - date(1899, 12, 30)).days)).value == day
    assert read(f" {day:%d/%m/%Y} 00:00:00").value == day
