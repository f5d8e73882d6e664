"""Ratings that a scorecard gives only by the colour of its cells."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.scorecard_by_rows import label_of
from goldenthread.intake.scorecard_cells import rag_of_fill
from goldenthread.intake.scorecard_columns import PERIOD
from goldenthread.intake.scorecard_headers import Block
from goldenthread.intake.scorecard_merging import Part
from goldenthread.intake.scorecard_model import PlannedColumn
from goldenthread.rulebook.rating import Rag

_RULES = (
    "This sheet has conditional formatting. The colours that it gives are not in the file, so a rating that"
    " is shown only so was not read."
)


def rated_by_colour(block: Block, columns: Sequence[PlannedColumn], parts: Sequence[Part]) -> list[Problem]:
    """Give the parts of a block the ratings of their cells' colours, in place, and say so.

    The column of ratings is looked at where it has no words. Without such a column it is the figure of the
    latest period, and only where the block has several of the three colours: one colour may be decoration.
    """
    rating_columns = [column for column in columns if column.field == "rag"]
    own = [part for part in parts if label_of(part.found.label) in (None, PERIOD)]
    unrated = [part for part in own if part.measure.rag is None and part.measure.rag_text is None]
    problems: list[Problem] = []
    latest = max((end for part in own if (end := _latest_end(block, part, columns))), default=None)
    found = [
        (part, column, rag)
        for part in unrated
        if (seen := _colour_of(block, part, rating_columns or columns, latest)) is not None
        for column, rag in [seen]
    ]
    if found and (rating_columns or len(_colours_of_figures(block, own, columns)) > 1):
        for part, _, rag in found:
            part.measure = replace(part.measure, rag=rag)
        problems.append(_told(block, found, "was read from the colour of its cell."))
    elif found:
        words = "was not read: one colour only may be decoration."
        problems.append(_told(block, found, words, Level.QUESTION))
    if block.table.coloured_by_rules and len(found) < len(unrated):
        problems.append(Problem(block.table.sheet, _heading_row(block), "", "", _RULES, Level.NOTE))
    return problems


def _colours_of_figures(
    block: Block, parts: Sequence[Part], columns: Sequence[PlannedColumn]
) -> frozenset[Rag]:
    fills = {
        fill
        for part in parts
        for column in columns
        if column.field == PERIOD and (fill := block.table.fill(part.found.row, column.column))
    }
    return frozenset(rag for fill in fills if (rag := rag_of_fill(fill)) is not None)


def _heading_row(block: Block) -> int | None:
    return block.header_rows[-1].number if block.header_rows else None


def _colour_of(
    block: Block, part: Part, columns: Sequence[PlannedColumn], latest: date | None
) -> tuple[PlannedColumn, Rag] | None:
    """The rating of the row's latest coloured cell among ratings, or of its latest figure."""
    row, table = part.found.row, block.table
    ratings = columns[0].field == "rag" if columns else False
    dated = sorted(
        (one for one in columns if one.field == "rag" or (one.field == PERIOD and one.period is not None)),
        key=lambda one: (one.period.end.toordinal(), one.period.start.toordinal()) if one.period else (0, 0),
        reverse=True,
    )
    if not ratings:
        # A quarter and the year that it ends stand for the same time. An older colour is an older rating.
        at_the_end = [one for one in dated if one.period and one.period.end == latest]
        dated = [one for one in at_the_end if table.seen(row, one.column).text]
    for column in dated:
        fill = table.fill(row, column.column)
        rag = rag_of_fill(fill) if fill is not None else None
        if rag is not None:
            return column, rag
    return None


def _latest_end(block: Block, part: Part, columns: Sequence[PlannedColumn]) -> date | None:
    """The end of the last period of which the row has a figure."""
    return max(
        (
            one.period.end
            for one in columns
            if one.field == PERIOD and one.period and block.table.seen(part.found.row, one.column).text
        ),
        default=None,
    )


def _told(
    block: Block, found: Sequence[tuple[Part, PlannedColumn, Rag]], words: str, level: Level = Level.NOTE
) -> Problem:
    rows = ", ".join(str(part.found.row.number) for part, _, _ in found)
    rated = ", ".join(f"{part.found.row.number} {rag.value}" for part, _, rag in found)
    which = f"The rating of row {rows}" if len(found) == 1 else f"Each rating of rows {rows}"
    column = found[0][1]
    heading = column.heading or block.table.place(column.column)
    return Problem(block.table.sheet, _heading_row(block), heading, rated, f"{which} {words}", level)
