"""Ratings that a plan gives only by the colour of its cells."""

from __future__ import annotations

import colorsys
from dataclasses import replace

from goldenthread.intake.headings import TITLE, weak_field
from goldenthread.intake.plan_columns import Headings
from goldenthread.intake.plan_parts import Part
from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.scorecard_cells import rag_of_fill
from goldenthread.intake.tables import Row, cell_of

_BLUE_HUES = range(190, 256)


def with_colours(part: Part, headings: Headings) -> tuple[Part, list[Problem]]:
    """The part with the colours of its ratings written out where they have no words, and what to say."""
    column = _rating_column(part, headings)
    if column is None:
        return part, []
    found: dict[int, str] = {}
    unknown: list[int] = []
    for row in part.body:
        if not row.at(column).is_blank or not _is_action(part, row):
            continue
        colour = _colour(part, row, column)
        if colour:
            found[row.number] = colour
        else:
            unknown.append(row.number)
    body = tuple(_written(row, column, found.get(row.number)) for row in part.body)
    return replace(part, body=body), _told(part, column, found, unknown)


def _rating_column(part: Part, headings: Headings) -> int | None:
    ratings = (
        column
        for column, heading in sorted(part.header.headings.items())
        if part.header.fields.get(column) in {"rating", "progress"}
        and (headings.certain(heading) or weak_field(heading)) == "rating"
    )
    return next(ratings, None)


def _is_action(part: Part, row: Row) -> bool:
    titles = [column for column, field in part.header.fields.items() if field == TITLE]
    return len(row.written) > 1 and any(row.at(column).text for column in titles)


def _colour(part: Part, row: Row, column: int) -> str | None:
    """The colour of a rating's cell, None where the whole row has it: that is a band and no rating."""
    fill = part.table.fill(row, column)
    if fill is None or all(part.table.fill(row, cell.column) == fill for cell in row.written):
        return None
    rag = rag_of_fill(fill)
    if rag is not None:
        return rag.value.capitalize()
    red, green, blue = (int(fill[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    is_blue = round(hue * 360) in _BLUE_HUES and 0.2 <= light <= 0.78 and full >= 0.35
    return "Blue" if is_blue else None


def _written(row: Row, column: int, colour: str | None) -> Row:
    if colour is None:
        return row
    kept = [cell for cell in row.cells if cell.column != column]
    return replace(
        row, cells=tuple(sorted([*kept, cell_of(colour, column=column)], key=lambda cell: cell.column))
    )


def _told(part: Part, column: int, found: dict[int, str], unknown: list[int]) -> list[Problem]:
    heading, first = part.header.headings[column], part.header.rows[0]
    problems = []
    if found:
        text = ", ".join(f"{row} {colour}" for row, colour in found.items())
        why = "The ratings of these rows were read from the colours of their cells."
        problems.append(Problem(part.table.sheet, first, heading, text, why, Level.NOTE))
    if unknown and part.table.coloured_by_rules:
        why = (
            "This sheet has conditional formatting. The colours that it gives are not in the file, so a"
            " rating that is shown only so was not read."
        )
        problems.append(Problem(part.table.sheet, first, heading, "", why, Level.NOTE))
    return problems
