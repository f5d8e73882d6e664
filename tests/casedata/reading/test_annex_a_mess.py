"""Annex A with a council's mess: what is read all the same, what is counted, what is said."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from goldenthread.casedata.reading import Report
from goldenthread.casedata.reading.report import Normalised, ProblemKind

from .full_annex import ASH, ELM, D
from .workbooks import Kept, headings, load, row, workbook

MIDNIGHT = datetime.combine(date(2024, 1, 5), datetime.min.time())
_AGAIN = "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)"


def _dressed(name: str) -> str:
    """A heading as one workbook had it: curly quotation marks, a bracket closed twice."""
    if "Episodes" not in name and "UASC" not in name:
        return name
    return name.replace("'", "’").replace("Months (Y/N)", "Months (Y/N))")


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Kept, Report]:
    return load(workbook(tmp_path_factory.mktemp("annex") / "Copy of annex FINAL (2).xlsx", _mess()))


def _mess() -> dict[str, list[list[object]]]:
    one = [
        "ChildUniqueID",
        "Sex",
        "Ethnicity ",
        "DateOfBirth",
        "Age",
        "Date of contact",
        "CONTACT SOURCE",
        "Notes",
    ]
    contacts: list[list[object]] = [
        ["Norbury Council"],
        ["Annex A  List 1: contacts", "", "as at", D(2024, 3, 31)],
        [],
        one,
        [1001, "M", "WBRI", "01/05/2010", 13, "02/01/2024", "Police", ""],
        [1002, "female ", "Black Caribbean", 39481, 16, 45293.0, "b) Schools", "x"],
        [" 1003 ", "b", "#N/A", "n/k", "", "3 Jan 2024", "e", ""],
        [],
        [1004, "c) Not stated/recorded", "t) NOBT", "-", "", "04/01/24", "Zebra", ""],
        [
            1005,
            "d) Neither",
            "Any other White background",
            "01/06/2024",
            "",
            MIDNIGHT,
            "6",
            "",
        ],
        [1006, "Male", "a) White", D(2011, 1, 1), "", "01/25/2024", "u", ""],
        ["", "Male", "a) White", D(2011, 1, 1), "", D(2024, 1, 5), "u", ""],
        [1007, "Male", "a) White", D(2011, 1, 1), "", "soon", "u", ""],
        [1001, "M", "WBRI", "01/05/2010", 13, "02/01/2024", "Police", ""],
        one,
        [1008, "Male", "a) White", "2012-03-04", "", "=A1→05/01/2024", "3A", ""],
        [1009, "Male", "a) White", D(2011, 1, 1), "", D(2024, 12, 25), "u", ""],
        ["Total", "", "", "", "", 9, "", ""],
    ]
    eight = [_dressed(name) for name in headings("8")]
    care = row(
        "8",
        {
            **ELM,
            "Date Started to be Looked After": 45078,
            "Child's Category of Need": "N1 – Abuse or neglect",
            _AGAIN: True,
            "Child's Legal Status": "c) Freed for  Adoption",
            "Placement Type": "h) Children’s Homes",
            "Date Ceased to be Looked After": D(2023, 5, 1),
            "Number of Placements in the Last 12 months": "two",
            "Start Date of Most Recent Placement": "2023-06-01 00:00:00",
        },
    )
    nine = [name.replace("Accommodation", "Accomodation") for name in headings("9", older=True)]
    leaver = row(
        "9",
        {**ELM, "LA in Touch": "REFU", "Eligibility Category": "a) Relevant"},
        of=headings("9", older=True),
    )
    ten = [
        name + " " if name == "Date of Adoption Order" else name
        for name in headings("10")
        if "Placement Order" not in name
    ]
    adoption = row(
        "10",
        {**ASH, "Date of Decision that Child Should be Placed for Adoption": D(2023, 12, 1)},
        of=headings("10"),
    )
    order = headings("10").index("Date of Placement Order")
    return {
        "Front sheet": [["Annex A"], ["Prepared by the performance team"]],
        "list 1 - contacts": contacts,
        "Looked after now": [eight, care],
        "List_9": [nine, leaver],
        "List 10": [ten, [cell for at, cell in enumerate(adoption) if at != order]],
        "List 3 (North)": [headings("3"), row("3", {**ELM, "Date of referral": D(2024, 1, 9)})],
        "List 3 (South)": [
            headings("3"),
            row("3", {**ASH, "Date of referral": D(2024, 1, 9), "Referral NFA?": 1}),
        ],
    }


def test_the_mess_is_read_and_each_thing_put_right_is_counted(messy: tuple[Kept, Report]) -> None:
    kept, report = messy
    contacts = {kept.known[one["child"]]: one for one in kept.rows("contacts")}
    assert {number: one["contacted"] for number, one in contacts.items()} == {
        "1001": D(2024, 1, 2),
        "1002": D(2024, 1, 2),
        "1003": D(2024, 1, 3),
        "1004": D(2024, 1, 4),
        "1005": D(2024, 1, 5),
        "1008": D(2024, 1, 5),
        "1009": D(2024, 12, 25),
    }
    assert [one["source_of_contact"] for one in contacts.values()] == ["6", "2A", "2A", None, "6", "3A", "10"]
    children = {kept.known[one["child"]]: one for one in kept.rows("children")}
    assert [children[n]["sex"] for n in ("1001", "1003", "1004", "1005")] == ["M", "F", "U", "N"]
    assert children["1002"]["born"] == D(2008, 2, 3)
    assert children["1002"]["ethnicity"] == "BCRB"
    care = kept.one("care", "1002")
    assert (care["started"], care["ceased"], care["again"]) == (D(2023, 6, 1), None, True)
    assert (care["legal_status"], care["placement"], care["category_of_need"]) == ("D1", "K2", "N1")
    assert care["placement_from"] == D(2023, 6, 1)
    assert care["placements_in_12_months"] is None
    assert kept.one("care_leavers", "1002")["in_touch"] == "REFU"
    assert kept.one("referrals", "1001")["no_further_action"] is True
    expected = {
        Normalised.TITLE_ROW: 3,
        Normalised.BLANK_ROW: 1,
        Normalised.HEADINGS_AGAIN: 1,
        Normalised.SHORT_YEAR: 1,
        Normalised.SERIAL_DAY: 3,
        Normalised.ERROR_VALUE: 1,
        Normalised.BLANK_WORD: 2,
        Normalised.NUMBER: 1,
        Normalised.DASH: 1,
    }
    assert {what: report.normalised[what] for what in expected} == expected
    for what in (
        Normalised.HEADER,
        Normalised.QUOTES,
        Normalised.SPACES,
        Normalised.TEXT_DAY,
        Normalised.CODE,
    ):
        assert report.normalised[what] > 0


def test_what_is_wrong_is_said_with_its_place(messy: tuple[Kept, Report]) -> None:
    _, report = messy
    found = report.problems

    def places(kind: ProblemKind) -> list[tuple[str, int | None]]:
        return [(place.part, place.row) for place in found[kind].places]

    one = "list 1 - contacts"
    assert places(ProblemKind.NOT_A_DAY) == [(one, 13)]
    assert found[ProblemKind.NOT_A_DAY].places[0].value == "soon"
    assert places(ProblemKind.MONTH_FIRST) == [(one, 11)]
    assert found[ProblemKind.MONTH_FIRST].places[0].value == "01/25/2024"
    assert found[ProblemKind.UNKNOWN_CODE].places[0].value == "Zebra"
    assert places(ProblemKind.BORN_IN_FUTURE) == [(one, 10)]
    assert places(ProblemKind.DAY_IN_FUTURE) == [(one, 17)]
    assert places(ProblemKind.NO_NUMBER) == [(one, 12)]
    assert places(ProblemKind.NO_START) == [(one, 11), (one, 13)]
    assert places(ProblemKind.DUPLICATED) == [(one, 14)]
    assert places(ProblemKind.PASSED_OVER) == [(one, 18)]
    assert places(ProblemKind.STOP_BEFORE_START) == [("Looked after now", 2)]
    assert places(ProblemKind.NOT_A_COUNT) == [("Looked after now", 2)]
    assert [place.column for place in found[ProblemKind.COLUMN_MISSING].places] == ["Date of Placement Order"]
    assert [place.part for place in found[ProblemKind.UNKNOWN_LIST].places] == ["Front sheet"]
    assert found[ProblemKind.LIST_MISSING].count == 6
    assert found[ProblemKind.LIST_TWICE].count == 2
    assert tuple(place.column for place in found[ProblemKind.UNKNOWN_COLUMN].places) == ("Notes",)
    first = next(part for part in report.parts if part.name == "List 1 Contacts")
    assert (first.read, first.kept, first.set_aside, first.problems) == (12, 7, 5, 11)
    assert any("layout of 2018" in note for note in report.notes)
