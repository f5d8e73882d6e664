"""Annex A as councils send it: every list, both layouts, and the mess."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from goldenthread.casedata.reading import NothingToRead, Recognised, Report, recognise
from goldenthread.casedata.reading.headings import lists_of
from goldenthread.casedata.reading.report import ProblemKind
from goldenthread.casedata.sources import Source
from goldenthread.casedata.tables import TABLES

from .full_annex import ASH, FULL, D
from .workbooks import Kept, headings, load, row, workbook


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> tuple[Kept, Report]:
    sheets = {f"List {n}": [headings(n), *(row(n, one) for one in rows)] for n, rows in FULL.items()}
    return load(workbook(tmp_path_factory.mktemp("annex") / "anything.bin", sheets))


def test_a_clean_workbook_fills_every_table_and_puts_nothing_right(full: tuple[Kept, Report]) -> None:
    kept, report = full
    assert report.source is Source.ANNEX_A
    assert not report.problems
    assert not report.normalised
    assert {part.name.split()[1]: (part.read, part.kept) for part in report.parts} == dict.fromkeys(
        FULL, (1, 1)
    )
    assert kept.one("contacts", "1001")["source_of_contact"] == "6"
    early_help = kept.one("early_help", "1002")
    assert (early_help["completed"], early_help["organisation"]) == (D(2024, 2, 3), "North Family Hub")
    referral = kept.one("referrals", "1001")
    assert (referral["no_further_action"], referral["team"], referral["referrals_in_12_months"]) == (
        False,
        "Front door",
        2,
    )
    assessment = kept.one("assessments", "1001")
    assert (assessment["referred"], assessment["child_seen"]) == (D(2024, 1, 4), "UNKNOWN")
    assert (assessment["needs_support"], assessment["disabled"]) == (True, True)
    assert kept.one("section_47", "1001")["led_to_plan"] == "YES"
    assert kept.one("need", "1001")["status"] == "CPP"
    plan = kept.one("protection_plans", "1001")
    assert (plan["latest_category"], plan["previous_plans"], plan["seen_alone"]) == ("EMO", 1, "YES")
    care = kept.one("care", "1002")
    assert (care["placement"], care["provider"], care["out_of_area"]) == ("S1", "PR4", True)
    assert (care["legal_status"], care["missing_in_12_months"]) == ("V2", 2)
    leaver = kept.one("care_leavers", "1002")
    assert (leaver["eligibility"], leaver["suitable"], leaver["seen_until"]) == (
        "FORMER",
        "YES",
        D(2024, 3, 31),
    )
    assert kept.rows("adoptions")[0]["concluded"] == D(2024, 1, 15)
    assert kept.rows("adopters")[0]["reason_left"] == "1"


def test_an_adopter_is_never_the_child_with_the_same_number(full: tuple[Kept, Report]) -> None:
    kept, _ = full
    adopter = kept.rows("adopters")[0]["child"]
    assert kept.known[adopter] == "1001"
    assert adopter not in {row["child"] for row in kept.rows("children")}


def test_children_are_one_row_each_with_the_day_until_which_they_are_seen(full: tuple[Kept, Report]) -> None:
    kept, _ = full
    ash, elm = kept.one("children", "1001"), kept.one("children", "1002")
    assert (ash["born"], ash["sex"], ash["ethnicity"], ash["disabled"]) == (D(2010, 5, 1), "M", "WBRI", True)
    assert (ash["seen_until"], elm["seen_until"]) == (None, None), "both have open spells"


def test_what_it_gives_and_lacks_is_said_of_every_table(full: tuple[Kept, Report]) -> None:
    _, report = full
    assert "referred" in report.gives["assessments"]
    assert "pathway_reviewed" in report.gives["care_leavers"]
    lacks = {(lack.table, lack.column) for lack in report.lacks}
    assert {("care_episodes", ""), ("contacts", "decided"), ("need", "referred")} <= lacks
    for name, table in TABLES.items():
        said = {column for t, column in lacks if t == name}
        assert said == {""} or said | set(report.gives[name]) >= set(table.own)


def test_the_dialect_of_the_standard_dataset_is_the_same_list(tmp_path: Path) -> None:
    """Every column of every list, under its names in CamelCase, goes where its printed name goes."""
    for number, columns in lists_of("annex_a_columns.csv").items():
        asked = [one for one in columns if one.asked and one.to]
        camel = [next((n for n in one.others if " " not in n), one.header) for one in asked]
        names = list(dict.fromkeys(camel))
        path = workbook(tmp_path / f"{number}.xlsx", {"Sheet1": [names, ["7"] + [""] * (len(names) - 1)]})
        _, report = load(path)
        assert report.parts[0].name.startswith(f"List {number} ")
        told = report.problems.get(ProblemKind.COLUMN_MISSING)
        missing = {place.column for place in told.places} if told else set()
        assert not missing & {one.header for one in asked}


def test_nearly_a_heading_is_taken_for_it_and_said(tmp_path: Path) -> None:
    names = [
        name.replace("Continuous Assessment Start Date", "Continous Assesment Start Date")
        for name in headings("4")
    ]
    rows = [names, row("4", {**ASH, "Continuous Assessment Start Date": D(2024, 1, 5)})]
    kept, report = load(workbook(tmp_path / "a.xlsx", {"List 4": rows}))
    assert kept.one("assessments", "1001")["started"] == D(2024, 1, 5)
    assert any("Continous Assesment Start Date" in note for note in report.notes)


def test_a_local_column_of_decisions_is_read(tmp_path: Path) -> None:
    names = [*headings("1"), "Contact decision date"]
    rows = [names, [*row("1", {**ASH, "Date of Contact": D(2024, 1, 5)}), D(2024, 1, 6)]]
    kept, report = load(workbook(tmp_path / "a.xlsx", {"List 1": rows}))
    assert kept.one("contacts", "1001")["decided"] == D(2024, 1, 6)
    assert "decided" in report.gives["contacts"]


def test_two_birth_dates_of_one_child_are_said_without_either(tmp_path: Path) -> None:
    other = {**ASH, "Date of Birth": D(2010, 1, 5)}
    sheets = {
        "List 1": [headings("1"), row("1", {**ASH, "Date of Contact": D(2024, 1, 5)})],
        "List 3": [headings("3"), row("3", {**other, "Date of referral": D(2024, 1, 6)})],
    }
    kept, report = load(workbook(tmp_path / "a.xlsx", sheets))
    assert kept.one("children", "1001")["born"] == D(2010, 5, 1)
    assert report.problems[ProblemKind.BIRTHS_DIFFER].count == 1


def test_without_the_column_a_list_begins_with_its_rows_are_set_aside_and_the_rest_loads(
    tmp_path: Path,
) -> None:
    names = [name for name in headings("3") if name != "Date of referral"]
    sheets = {
        "List 3": [names, row("3", {**ASH, "Referral NFA?": "b) No"}, of=names)],
        "List 1": [headings("1"), row("1", {**ASH, "Date of Contact": D(2024, 1, 5)})],
    }
    kept, report = load(workbook(tmp_path / "a.xlsx", sheets))
    assert not kept.rows("referrals")
    assert len(kept.rows("contacts")) == 1
    assert (report.parts[1].read, report.parts[1].set_aside) == (1, 1)
    assert "none of the list" in report.problems[ProblemKind.COLUMN_MISSING].done
    assert any(lack.table == "referrals" for lack in report.lacks)


def test_a_column_that_two_tables_take_is_told_once(tmp_path: Path) -> None:
    one = {**ASH, "Continuous Assessment Start Date": D(2024, 1, 5), "Does the Child have a Disability": "Q9"}
    _, report = load(workbook(tmp_path / "a.xlsx", {"List 4": [headings("4"), row("4", one)]}))
    assert report.problems[ProblemKind.UNKNOWN_CODE].count == 1


def test_an_empty_list_still_gives_its_columns(tmp_path: Path) -> None:
    _, report = load(workbook(tmp_path / "a.xlsx", {"List 5": [headings("5")]}))
    assert "conference" in report.gives["section_47"]


def test_a_workbook_cut_short_is_said_and_the_other_file_loads(tmp_path: Path) -> None:
    good = workbook(
        tmp_path / "a.xlsx", {"List 1": [headings("1"), row("1", {**ASH, "Date of Contact": D(2024, 1, 5)})]}
    )
    cut = tmp_path / "b.xlsx"
    cut.write_bytes(good.read_bytes()[:2000])
    kept, report = load(good, cut)
    assert len(kept.rows("contacts")) == 1
    assert [place.file for place in report.problems[ProblemKind.TRUNCATED].places] == ["b.xlsx"]
    with pytest.raises(NothingToRead, match="cut short"):
        load(cut)


def test_a_damaged_sheet_is_said_and_the_others_load(tmp_path: Path) -> None:
    rows = [headings("1"), row("1", {**ASH, "Date of Contact": D(2024, 1, 5)})]
    whole = workbook(tmp_path / "a.xlsx", {"List 1": rows, "List 3": [headings("3")]})
    broken = tmp_path / "b.xlsx"
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(broken, "w") as other:
        for part in parts.infolist():
            text = parts.read(part)
            other.writestr(part.filename, text[:400] if part.filename.endswith("sheet2.xml") else text)
    kept, report = load(broken)
    assert len(kept.rows("contacts")) == 1
    assert [place.part for place in report.problems[ProblemKind.UNREADABLE_FILE].places] == ["List 3"]


def test_what_is_none_of_ours_is_said(tmp_path: Path) -> None:
    other = workbook(tmp_path / "a.xlsx", {"List 1": [["Name", "Phone", "Team"], ["x", "y", "z"]]})
    empty = tmp_path / "b"
    empty.write_bytes(b"")
    packed = tmp_path / "c.zip"
    with zipfile.ZipFile(packed, "w") as parts:
        parts.write(other, "a.xlsx")
    found = recognise([other, empty, packed])
    assert [one.source for one in found] == [None, None, None]
    assert all(isinstance(one, Recognised) for one in found)
    assert "unpack it" in found[2].why
    with pytest.raises(NothingToRead, match="no sheet has the headings"):
        load(other)
