"""The spellings of codes that forms print, that older and newer workbooks have, and that people write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.casedata.codes import CODES
from goldenthread.casedata.reading.cells import code_reader, yes_no_reader
from goldenthread.casedata.reading.codebook import code_sets
from goldenthread.casedata.reading.kinds import OF_903, column_reader
from goldenthread.casedata.reading.report import ProblemKind


def test_every_option_of_every_code_is_known() -> None:
    for name, codes in code_sets().items():
        if name == "out_of_area":
            continue
        assert codes.codes <= set(CODES[name])
        assert {codes.code(text) for text in codes.printed} <= codes.codes


@pytest.mark.parametrize(
    ("codes", "spellings", "code"),
    [
        ("sex", ["a) Male", "a", "a)", "Male", "M", "1", 1.0, " MALE "], "M"),
        ("sex", ["c) Not stated/recorded", "c) Not known", "d) Not specified", "U", "0"], "U"),
        ("sex", ["d) Neither", "d", "I"], "N"),
        ("ethnicity", ["a) WBRI", "a", "WBRI", "White British", "A1"], "WBRI"),
        ("ethnicity", ["a) White", "White"], "W"),
        ("ethnicity", ["t) NOBT", "s) NOBT", "u) UNKNOWN", "f) Not stated", "Not recorded"], "NOBT"),
        ("source", ["e) 2A: Schools", "2A", "b) Schools", "SCHOOLS", "e"], "2A"),
        ("source", ["m) 4: Housing", "e) Housing", "4", 4.0], "4"),
        ("source", ["d) Health services", "d) Health Services"], "3"),
        ("need", ["N1 - Abuse or neglect", "N1 – Abuse or neglect", "a) Abuse or neglect", "n1"], "N1"),
        ("need", ["N2 - Child’s disability", "b) Child's disability", "Childs disability"], "N2"),
        ("closure", ["RC8 - Case closed after assessment, no further action", "RC8"], "RC8"),
        ("closure", ["h) Child not in need after assessment"], "RC8"),
        ("legal_status", ["C1: ICO", "a) Interim care orders", "Interim care order", "C1"], "C1"),
        ("legal_status", ["f) Detained on child protection grounds in LA accomodation"], "L"),
        (
            "ceased",
            ["E4A", "e) E4A: Returned home to live with parents or relatives - part of planning"],
            "E4A",
        ),
        ("ceased", ["g) Special Guardianship Orders"], "SGO"),
        ("placement", ["a) U1: Foster placement - relatives - long term", "U1", "a"], "U1"),
        ("placement", ["a) Foster Placement", "a) Foster placement"], "U"),
        ("placement", ["h) Children’s Homes", "p) K2: Children's Homes", "K2"], "K2"),
        ("accommodation", ["B: Parents/relatives", "B", "a) With parents or relatives"], "B"),
        ("accommodation", ["S: No fixed adobe/homeless", "S: No fixed abode / homeless"], "S"),
        ("in_touch", ["a) Yes", "a) In touch", "Y", True], "YES"),
        ("abuse", ["e) Multiple/not recommended", "e) Multiple", "MUL"], "MUL"),
        ("yes_no_unknown", ["c) Unknown", "n/k", "Not known"], "UNKNOWN"),
    ],
)
def test_a_code_is_the_same_however_it_is_spelled(codes: str, spellings: list[object], code: str) -> None:
    read = code_reader(codes)
    assert {spelling: read(spelling).value for spelling in spellings} == dict.fromkeys(spellings, code)


@pytest.mark.parametrize("yes", ["a) Yes", "Y", "yes", True, 1.0, "1", "TRUE", "a"])
def test_yes_is_yes(yes: object) -> None:
    assert yes_no_reader(yes).value is True


def test_what_fits_no_code_is_unknown_and_what_says_nothing_is_blank() -> None:
    read = code_reader("closure")
    assert read("RC44").wrong is ProblemKind.UNKNOWN_CODE
    assert (read("i) Not Stated").value, read("i) Not Stated").wrong) == (None, None)
    assert (read("#N/A").value, read("#N/A").wrong) == (None, None)


@pytest.mark.parametrize(
    ("code", "year", "wrong"),
    [
        ("K3", 2023, ProblemKind.OTHER_YEAR),
        ("K3", 2024, None),
        ("H5", 2024, None),
        ("H5", 2025, ProblemKind.OTHER_YEAR),
        ("U4", 2018, None),
    ],
)
def test_a_code_of_another_year_is_kept_and_told(code: str, year: int, wrong: ProblemKind | None) -> None:
    cell = column_reader("code:placement", date(2026, 3, 31), replace(OF_903, year=year)).read(code)
    assert (cell.value, cell.wrong) == (code, wrong)
