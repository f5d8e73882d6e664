"""Figures of a file that can hardly be meant beside those that are recorded already: held for a person.

What a file's figures show by themselves is said when it is read (`intake.scorecard_doubts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from goldenthread.apps.measures.doubting import row_without_figures, rows_of
from goldenthread.apps.measures.models import COUNCIL_AREA
from goldenthread.apps.measures.proposals import Proposal
from goldenthread.apps.measures.recorded import target_of
from goldenthread.apps.measures.recording import Entry
from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.scorecard_doubts import level_of
from goldenthread.rulebook.arithmetic import Cell, Finding, Row, check_figures
from goldenthread.rulebook.arithmetic_cells import ARI_16
from goldenthread.rulebook.periods import Period

Told = tuple[Mapping[str, Any], Proposal]
"""A row of a reading, and what it would change."""


def doubts_beside_what_is_recorded(proposals: Sequence[Told]) -> list[dict[str, object]]:
    """Doubts as a reading keeps its own, of rows whose measure is known. A fixed number of queries."""
    known = [(row, one) for row, one in proposals if one.measure.pk is not None]
    recorded = rows_of([one.measure for _, one in known])
    missing: dict[Period, list[Finding]] = {}
    found: list[Problem] = []
    for row, proposal in known:
        for entries, finding in _findings(proposal, recorded):
            if finding.code != ARI_16:
                found.append(_problem(row, entries, finding))
            elif finding.period is not None and _is_just_before(finding.period, entries):
                missing.setdefault(finding.period, []).append(finding)
    found += (_without_a_figure(period, missing[period]) for period in missing)
    return [one.as_json() for one in found]


def _findings(
    proposal: Proposal, recorded: Mapping[tuple[int, str], Row]
) -> Iterator[tuple[Mapping[Period, Entry], Finding]]:
    """What neither the file nor the record shows by itself, by source, with the file's figures of it."""
    measure = proposal.measure
    ours = [entry for entry in proposal.entries if (entry.area, entry.cohort) == (COUNCIL_AREA, "")]
    sources = [entry.source for entry in ours] + ([""] if proposal.target else [])
    for source in dict.fromkeys(sources):
        entries = {entry.period: entry for entry in ours if entry.source == source}
        row = recorded.get((measure.pk, source)) or row_without_figures(measure)
        new = {period: Cell(one.figure, one.numerator, one.denominator) for period, one in entries.items()}
        target = target_of(proposal.target, measure) if source == "" else None
        found = check_figures(replace(row, cells={**row.cells, **new}, target=target))
        # Most rows show nothing, and then there is nothing to take away from it.
        alone = (row, replace(row, cells=new, target=target)) if found else ()
        known = {_known_by(finding) for part in alone for finding in check_figures(part)}
        yield from ((entries, one) for one in found if _known_by(one) not in known)


def _known_by(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.period, finding.published, finding.cells[0].part


def _is_just_before(missing: Period, entries: Mapping[Period, Entry]) -> bool:
    """Whether a missing period lies within the year before a figure of the file: older gaps are no news."""
    same = (period.start for period in entries if period.kind is missing.kind)
    return any(0 < (start - missing.start).days <= _A_YEAR for start in same)


_A_YEAR = 366


def _problem(row: Mapping[str, Any], entries: Mapping[Period, Entry], finding: Finding) -> Problem:
    """At the file's own cell where one is in it, else at the measure's row."""
    places = [entries[cell.period] for cell in finding.cells if cell.period in entries]
    why = f"{finding.message} This is beside what is recorded already. ({finding.code})"
    sheet, number, level = str(row.get("sheet") or ""), row["row"], level_of(finding)
    if not places:
        part = finding.cells[0].part.capitalize()
        return Problem(sheet, number, part if part != "Figure" else "", finding.published, why, level)
    one = next((entry for entry in places if entry.period == finding.period), places[0])
    return Problem(one.sheet, number, str(one.period), one.figure.text, why, level, one.cell)


def _without_a_figure(period: Period, findings: Sequence[Finding]) -> Problem:
    first, *others = findings
    also = f" So it is for {len(others)} more." if others else ""
    return Problem("", None, str(period), first.published, f"{first.message}{also} ({ARI_16})", Level.DOUBT)
