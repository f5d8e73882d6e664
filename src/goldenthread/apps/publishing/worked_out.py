"""What the loaded paper itself suppressed: could its readers have worked it out?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from goldenthread.apps.measures.scorecard_rows import FigureCell
from goldenthread.apps.publishing.checking import Checked, as_printed, cells_of
from goldenthread.apps.publishing.linked_papers import Place
from goldenthread.apps.publishing.linked_tables import Component, components
from goldenthread.apps.publishing.protecting import HiddenCell, hidden_cell
from goldenthread.apps.publishing.small_numbers import protections
from goldenthread.rulebook.arithmetic_words import Scale, scale_of
from goldenthread.rulebook.disclosure import Mark, exposure
from goldenthread.rulebook.disclosure_words import listed
from goldenthread.rulebook.figures import Status

NOTHING_TIES_IT = "No sum or share on this scorecard ties it to another figure."


def could_be_worked_out(checked: Checked) -> tuple[HiddenCell, ...]:
    """Of each figure that the loaded paper suppressed, a benchmark too: what its reader could work out."""
    observations = {
        (str(row.measure.uuid), cell.period): cell for row in checked.card.rows for cell in cells_of(row)
    }
    benchmarks = tuple(_benchmarks(checked))
    suppressed = {
        place: cell for place, cell in observations.items() if cell.figure.status is Status.SUPPRESSED
    }
    if not suppressed:
        return benchmarks
    found: list[HiddenCell] = []
    told: set[Place] = set()
    held = protections([row.measure for row in checked.card.rows])
    for component in components(checked, held):
        hidden = [key for key, place in component.places.items() if place in suppressed]
        if not hidden:
            continue
        audited = exposure(component.table, _printed(component, observations), component.policy)
        exposed = {key: one for one in audited.exposed for key in one.cells}
        for key in hidden:
            place = component.places[key]
            told.add(place)
            low, high = audited.intervals.get(key, (None, None))
            cell = hidden_cell(component, key, suppressed[place].observation, low, high, exposed.get(key))
            because = tuple(f"{one.reason}." for one in audited.left_out if key in one.relation.names)
            if not cell.exposed:
                cell = replace(cell, sentence=_why_not(checked, component, key), because=because)
            found.append(cell)
    names = {one.key: one.name for one in checked.paper.rows}
    for place, figure in suppressed.items():
        if place not in told:
            words = f"{names[place[0]]}, {place[1]}"
            found.append(HiddenCell(words, figure.observation, None, None, False, NOTHING_TIES_IT))
    return (*found, *benchmarks)


def small_counts_printed(checked: Checked) -> tuple[str, ...]:
    """The counts that the paper printed and a public edition hides for being small: "1.15, 2017-18 (5)"."""
    held = protections([row.measure for row in checked.card.rows])
    rows = {one.key: one for one in checked.paper.rows}
    return tuple(
        f"{rows[str(row.measure.uuid)].name}, {cell.period} ({cell.text})"
        for row in checked.card.rows
        for cell in cells_of(row)
        if held[row.measure.pk].protected
        and scale_of(rows[str(row.measure.uuid)]) is Scale.COUNT
        and cell.figure.value is not None
        and 1 <= cell.figure.value <= held[row.measure.pk].threshold
    )


def _printed(component: Component, observations: dict[Place, FigureCell]) -> dict[str, int | Decimal | Mark]:
    """What a reader has of the table. An output is no figure of its own."""
    table, shown = component.table, dict[str, int | Decimal | Mark]()
    for key, place in component.places.items():
        figure = as_printed(observations[place].figure)
        if key not in table.cells and key not in table.ratios:
            continue
        if figure.status is Status.SUPPRESSED:
            shown[key] = Mark.SUPPRESSED
        elif figure.value is not None:
            shown[key] = int(figure.value) if key in table.cells else figure.value
    return shown


def _why_not(checked: Checked, component: Component, key: str) -> str:
    """Why a cell cannot be worked out: what ties it leaves enough open, or nothing ties it."""
    relations = [one for one in component.table.relations if key in one.names]
    if relations:
        return "What ties it to other figures leaves that much open."
    measure, period = component.places[key]
    columns = checked.card.columns
    cells = {one.period: one for row in checked.card.rows if str(row.measure.uuid) == measure
             for one in cells_of(row)}  # fmt: skip
    year = cells.get(columns.year_end) if columns.year_end else None
    others = [cells[part].figure.value for part in columns.parts if part in cells and part != period]
    known = [value for value in others if value is not None]
    if year is None or year.figure.value is None or period not in columns.parts or not known:
        return NOTHING_TIES_IT
    if sum(known) <= year.figure.value:
        return NOTHING_TIES_IT
    shown = listed([f"{value:,.0f}" for value in known])
    return (
        f"What is shown of the year, {shown}, makes {sum(known):,.0f}, and the year is "
        f"{year.figure.value:,.0f}: they do not add up, so the year tells nothing of it."
    )


def _benchmarks(checked: Checked) -> Iterator[HiddenCell]:
    names = {one.key: one.name for one in checked.paper.rows}
    for row in checked.card.rows:
        for area, cell in (("statistical neighbours", row.neighbours), ("national", row.national)):
            if cell is not None and cell.figure.status is Status.SUPPRESSED:
                words = f"{names[str(row.measure.uuid)]}, {area}"
                yield HiddenCell(words, cell.observation, None, None, False, NOTHING_TIES_IT)
