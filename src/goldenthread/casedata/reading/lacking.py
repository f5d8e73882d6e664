"""Says what a load cannot give, so that every measure knows why it has no figure from it."""

from __future__ import annotations

from collections.abc import Mapping, Set
from types import MappingProxyType

from goldenthread.casedata.reading.report import Report
from goldenthread.casedata.tables import TABLES


def tell_lacking(
    report: Report,
    could: Mapping[str, Set[str]],
    parts: Mapping[str, str],
    source: str,
    local: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> None:
    """Name the tables and columns that `report.gives` does not hold.

    `could` are the columns that the source can give of each of its tables, and `parts` says for a table
    which list or file it comes from. `local` names the columns that a council may add. What the source can
    give and this load does not was not found in it.
    """
    for name, table in TABLES.items():
        part = parts.get(name, source)
        if name not in could:
            report.lacking(name, [""], f"{source} does not carry it")
        elif name not in report.gives:
            report.lacking(name, [""], f"{part} was not found")
        else:
            missing = [column for column in table.own if column not in report.gives[name]]
            can = [column for column in missing if column in could[name]]
            cannot = [column for column in missing if column not in could[name]]
            report.lacking(name, can, f"the column was not found in {part}")
            for column in cannot:
                own = local.get((name, column))
                add = f"; a column of your own called “{own}” would be read" if own else ""
                report.lacking(name, [column], f"{source} does not carry it{add}")
