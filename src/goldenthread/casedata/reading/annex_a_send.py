"""Reads Annex A for area SEND: plans, and children with special educational needs support."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from goldenthread.casedata.reading.headings import lists_of
from goldenthread.casedata.reading.lacking import tell_lacking
from goldenthread.casedata.reading.lists import ListSpec, read_lists
from goldenthread.casedata.reading.reader import Load
from goldenthread.casedata.reading.report import Report
from goldenthread.casedata.reading.writer import Writer

COLUMNS = "annex_a_send_columns.csv"
LISTS = {
    "1": ListSpec("1", "Education, health and care plans", "ehc_plans", "issued"),
    # Of children with support alone only who they are is kept.
    "2": ListSpec("2", "Special educational needs support", "", ""),
}


def read(files: Sequence[Path], load: Load, report: Report) -> None:
    """Read the workbooks' two lists."""
    lists = lists_of(COLUMNS)
    writer = Writer(load, report)
    read_lists(files, LISTS, lists, writer)
    could = {
        "children": {"born", "sex", "ethnicity", "disabled", "seen_until"},
        "ehc_plans": {"issued", "last_reviewed", "need"},
    }
    tell_lacking(report, could, {"ehc_plans": "List 1"}, "Annex A for area SEND")
