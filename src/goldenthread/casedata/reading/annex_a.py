"""Reads Annex A: eleven lists of a workbook, of 2018 or with the longer list 9 of January 2024."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.casedata.reading.columns import Batch
from goldenthread.casedata.reading.headings import Heading, lists_of
from goldenthread.casedata.reading.lacking import tell_lacking
from goldenthread.casedata.reading.last_days import LastDays
from goldenthread.casedata.reading.lists import BeforeWriting, Columns, ListSpec, read_lists
from goldenthread.casedata.reading.reader import Load
from goldenthread.casedata.reading.referrals import clock_starts
from goldenthread.casedata.reading.report import Report
from goldenthread.casedata.reading.writer import Writer

COLUMNS = "annex_a_columns.csv"


def _first_of(columns: Columns, *names: str) -> pa.Array | None:
    there = [columns[name] for name in names if name in columns]
    return pc.coalesce(*there) if there else None


def _seen(columns: Columns, rows: int, snapshot_on: date) -> None:
    columns["seen_until"] = pa.array([snapshot_on] * rows, pa.date32())


def _adoption_concluded(columns: Columns, _rows: int, _on: date) -> None:
    concluded = _first_of(columns, "adopted", "reversed")
    if concluded is not None:
        columns["concluded"] = concluded


def _adopter_concluded(columns: Columns, _rows: int, _on: date) -> None:
    concluded = _first_of(columns, "adopted", "left")
    if concluded is not None:
        columns["concluded"] = concluded


LISTS: Mapping[str, ListSpec] = {
    spec.number: spec
    for spec in (
        ListSpec("1", "Contacts", "contacts", "contacted"),
        ListSpec("2", "Early help assessments", "early_help", "started"),
        ListSpec("3", "Referrals", "referrals", "referred"),
        ListSpec("4", "Assessments", "assessments", "started"),
        ListSpec("5", "Section 47 enquiries", "section_47", "started"),
        ListSpec("6", "Children in need", "need", "started"),
        ListSpec("7", "Child protection", "protection_plans", "started"),
        ListSpec("8", "Children in care", "care", "started"),
        ListSpec("9", "Leaving care services", "care_leavers", "", derive=_seen),
        ListSpec("10", "Adoption", "adoptions", "decided", derive=_adoption_concluded),
        ListSpec("11", "Adopters", "adopters", "enquired", whose="adopter ", derive=_adopter_concluded),
    )
}


def read(files: Sequence[Path], load: Load, report: Report) -> None:
    """Read Annex A workbooks into the tables; list 3 before list 4, which is joined to it."""
    lists = lists_of(COLUMNS)
    writer, referrals = Writer(load, report), LastDays()
    given = read_lists(files, LISTS, lists, writer, lambda spec: _join(spec, referrals))
    _notes(given, referrals, report)
    parts = {spec.table: spec.name for spec in LISTS.values()}
    local = {
        (spec.table, heading.to): heading.header
        for number, spec in LISTS.items()
        for heading in lists[number]
        if heading.kind.startswith("local_")
    }
    tell_lacking(report, _could_give(lists), parts, "Annex A", local)


def _join(spec: ListSpec, referrals: LastDays) -> BeforeWriting | None:
    """List 3 is remembered; assessments take from it the day of the referral that led to them."""

    def remember(_: Batch, child: pa.Array, columns: Columns) -> None:
        referrals.add(child, columns["referred"])

    def join(_: Batch, child: pa.Array, columns: Columns) -> None:
        if referrals.known:
            columns["referred"] = clock_starts(referrals, child, columns["started"])

    return {"referrals": remember, "assessments": join}.get(spec.table)


def _could_give(lists: Mapping[str, Sequence[Heading]]) -> dict[str, set[str]]:
    could = {
        spec.table: {heading.to for heading in lists[number] if heading.to and heading.asked}
        for number, spec in LISTS.items()
    }
    could["care_leavers"] |= {heading.to for heading in lists["9"]} | {"seen_until"}
    could["assessments"].add("referred")
    could["adoptions"].add("concluded")
    could["adopters"].add("concluded")
    could["children"] = {"born", "sex", "ethnicity", "disabled", "seen_until"}
    return could


def _notes(given: Mapping[str, set[str]], referrals: LastDays, report: Report) -> None:
    if "9" in given:
        later = {heading.to for heading in lists_of(COLUMNS)["9"] if heading.kind.startswith("later_")}
        newer = bool(later & given["9"])
        report.notes.append(
            "List 9 has the layout of January 2024."
            if newer
            else "List 9 has the layout of 2018: no asylum, personal adviser, pathway review or contact."
        )
    if referrals.known and "4" in given:
        report.notes.append(
            f"{referrals.joined} of {referrals.asked} assessments were joined to a referral: the child's "
            "last one in list 3 on or before the assessment's start. The clock of the others starts with "
            "themselves."
        )
    elif "4" in given:
        report.notes.append("No assessment was joined to a referral: list 3 could not be read.")
