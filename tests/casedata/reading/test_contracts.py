"""The contracts between reading and what stands on it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from goldenthread.casedata.code_columns import CODED
from goldenthread.casedata.codes import CODES
from goldenthread.casedata.reading.numbers import tidy_number
from goldenthread.casedata.reading.report import Part, Place, ProblemKind, Report, said
from goldenthread.casedata.sources import Source
from goldenthread.casedata.tables import TABLES, Kind


def test_every_coded_column_is_a_text_column_of_a_table_and_has_a_set_of_codes() -> None:
    for (table, column), codes in CODED.items():
        assert TABLES[table].columns[column] is Kind.TEXT
        assert codes in CODES


def test_a_report_comes_back_from_json_as_it_was() -> None:
    report = Report(Source.ANNEX_A, "Norbury", date(2024, 3, 31), files=["a.xlsx"])
    report.parts.append(Part("List 1", "a.xlsx", "contacts", read=3, kept=2, set_aside=1))
    report.found(
        ProblemKind.NOT_A_DAY, "left empty", [Place("a.xlsx", "List 1", n, "Date") for n in range(150)]
    )
    report.put_right("dash of another length", 4)
    report.lacking("contacts", ["decided"], "no list carries it")
    kept = json.loads(json.dumps(report.as_json()))
    assert Report.from_json(kept) == report
    assert report.problems[ProblemKind.NOT_A_DAY].count == 150
    assert len(report.problems[ProblemKind.NOT_A_DAY].places) == 100
    assert any("3 rows read, 2 kept, 1 set aside" in line for line in report.words())


@pytest.mark.parametrize(
    ("text", "day", "secrets", "expected"),
    [
        ("Q9", False, (), "Q9"),
        ("31/02/2024", True, (), "31/02/2024"),
        ("31/02/2024", False, (), None),
        ("01/05/2010", True, ("01/05/2010",), None),
        ("10482", True, (), None),
        ("A12", False, ("A12",), None),
        ("see the long note of what was agreed on the phone", False, (), None),
    ],
)
def test_only_what_tells_nobody_is_said(
    text: str, day: bool, secrets: tuple[str, ...], expected: str | None
) -> None:
    assert said(text, day=day, secrets=secrets) == expected


@pytest.mark.parametrize(
    ("text", "number"), [(" 1042.0 ", "1042"), ("'00123", "00123"), ("\u00a0A1\u00a0", "A1"), ("  ", None)]
)
def test_a_childs_number_is_the_same_however_a_spreadsheet_dressed_it(text: str, number: str | None) -> None:
    assert tidy_number(text) == number
