"""Read a council's plan: its tables as actions, and everything that a person has to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from goldenthread.intake.headings import TITLE
from goldenthread.intake.plan_actions import ActionMaker, PlanAction
from goldenthread.intake.plan_columns import Column, Headings, samples
from goldenthread.intake.plan_fills import with_colours
from goldenthread.intake.plan_headings import heading_above, labelled_group, names_a_group
from goldenthread.intake.plan_parts import Part, find_parts, hidden_rows
from goldenthread.intake.plan_rows import PlanRows
from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.tables import Row, Table, Workbook
from goldenthread.rulebook.plan_dates import YearContext, parse_plan_date

__all__ = ["Column", "PlanAction", "PlanReading", "read_plan"]

_ROWS_LISTED = 60
_MONTH_AND_YEAR = re.compile(
    r"\b(january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?,? (20\d\d)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PlanReading:
    """A plan as read: its actions in their order, what a person should look at, and its columns."""

    actions: tuple[PlanAction, ...]
    problems: tuple[Problem, ...]
    columns: tuple[Column, ...]

    def as_json(self) -> dict[str, object]:
        """The command line's JSON: actions and problems."""
        return {
            "actions": [action.as_json() for action in self.actions],
            "problems": [problem.as_json() for problem in self.problems],
        }


def read_plan(
    workbook: Workbook,
    *,
    mapping: Mapping[str, str] | None = None,
    year_context: YearContext | None = None,
) -> PlanReading:
    """Read all plan tables of a file as one plan.

    `mapping` says what a heading is, from the heading as printed to a field of `headings.FIELDS`, or "extra"
    to keep its text and not ask again. `year_context` is where a date's missing year comes from; without
    it, a month and year in the document's titles is used, and each date that needed it says so. Raises
    ValueError for a mapping to a field that there is not.
    """
    headings = Headings(mapping)
    parts, left_out = find_parts(workbook, headings)
    rows = PlanRows()
    problems = list(workbook.problems)
    columns: dict[str, Column] = {}
    opening = [part.table for part in parts if part.opens]
    # A plain line above one table says little; above several, the lines are their headings.
    plain_lines = sum(bool(heading_above(table, plain_lines=True)) for table in opening) > 1
    for part in parts:
        part, told = with_colours(part, headings)
        problems += told
        _read_part(part, rows, problems, columns, plain_lines=plain_lines)
    rows.finish()
    problems += [_left_out(table, why) for table, why in left_out]
    if not parts:
        problems.insert(0, _no_plan(workbook))
    maker = ActionMaker(rows.drafts, year_context or _year_context(workbook, parts))
    actions = maker.make()
    problems += [*rows.problems, *maker.problems, *_hidden(parts)]
    return PlanReading(actions, tuple(problems), tuple(columns.values()))


def _read_part(
    part: Part, rows: PlanRows, problems: list[Problem], columns: dict[str, Column], *, plain_lines: bool
) -> None:
    table, header = part.table, part.header
    if part.continues:
        why = f"{table.sheet} has no headings of its own. It was read with those of the table before it."
        problems.append(Problem(table.sheet, None, "", "", why, Level.NOTE))
    if part.turned:
        problems.append(Problem(table.sheet, None, "", "", part.turned, Level.NOTE))
    _read_headings_above(part, rows, problems, plain_lines=plain_lines)
    for column in sorted(header.headings):
        heading, field = header.headings[column], header.fields.get(column)
        if heading in columns:
            continue
        columns[heading] = Column(heading, field, table.sheet, samples(header, part.body, column))
        if heading in header.asked:
            text = " | ".join(columns[heading].sample)
            why = "This column is not recognised: say what it is."
            if field is not None:
                why = f"This column has no heading. It was read as the {field}: check it."
            problems.append(Problem(table.sheet, header.rows[0], heading, text, why, Level.QUESTION))
    if part.guessed:
        heading = next(header.headings[column] for column, field in header.fields.items() if field == TITLE)
        why = "No column is plainly the action. This one has the most words and was taken: check it."
        problems.append(Problem(table.sheet, header.rows[0], heading, "", why, Level.QUESTION))
    rows.read(table, header, part.body)
    for row in part.below:
        if not row.is_blank:
            text = " | ".join(cell.text for cell in row.written)
            why = "This row is under headings that are not a plan's. It was left out."
            problems.append(Problem(table.sheet, row.number, "", text, why, Level.NOTE))


def _read_headings_above(part: Part, rows: PlanRows, problems: list[Problem], *, plain_lines: bool) -> None:
    """Titles and headings between the table before and this one: those that name a group hold for its
    rows."""
    for table in (*part.banners, part.table) if part.opens else ():
        if heading := heading_above(table, plain_lines=plain_lines):
            rows.read_heading(heading, table.sheet, None)
        if table is not part.table:
            _read_lines(table, table.rows, rows, problems)
    _read_lines(part.table, part.above, rows, problems)


def _read_lines(table: Table, lines: Sequence[Row], rows: PlanRows, problems: list[Problem]) -> None:
    for row in lines:
        text = " | ".join(cell.text.replace("\n", " ") for cell in row.written)
        if group := labelled_group(row.written):
            rows.read_heading(group[1], table.sheet, row.number, of=group[0])
        elif len(row.written) == 1 and (names_a_group(text) or len(table.rows) == 1):
            rows.read_heading(text, table.sheet, row.number)
        elif text:
            why = "This row is above the headings. It was read as a title."
            problems.append(Problem(table.sheet, row.number, "", text, why, Level.NOTE))


def _left_out(table: Table, why: str) -> Problem:
    lines = [" | ".join(cell.text for cell in row.written) for row in table.rows if not row.is_blank]
    text = "\n".join(lines[:_ROWS_LISTED])
    if len(lines) > _ROWS_LISTED:
        text += f"\nand {len(lines) - _ROWS_LISTED:,} more rows"
    return Problem(table.sheet, None, "", text, why, Level.NOTE)


def _no_plan(workbook: Workbook) -> Problem:
    why = (
        "No plan was found in this file. A plan needs a row of headings with the action and at least its"
        " date or"
        " its lead."
    )
    return Problem("", None, "", workbook.name, why)


def _hidden(parts: Sequence[Part]) -> Iterator[Problem]:
    for table, header in {part.table.sheet: (part.table, part.header) for part in parts}.values():
        for column in sorted(table.hidden_columns & set(header.fields)):
            why = "This column is hidden in the sheet. What is hidden was read too."
            heading = header.headings.get(column, table.place(column))
            yield Problem(table.sheet, None, heading, "", why, Level.NOTE)
    for table, numbers in hidden_rows(parts):
        count = "A row" if len(numbers) == 1 else f"{len(numbers)} rows"
        why = f"Hidden in this sheet: {count.lower()}, from row {numbers[0]} on. What is hidden was read too."
        yield Problem(table.sheet, numbers[0], "", "", why, Level.NOTE)


def _year_context(workbook: Workbook, parts: Sequence[Part]) -> YearContext | None:
    """A month and year in the titles, the sheet's name or the file's, for dates that give no year."""
    first = parts[0].table if parts else None
    texts: list[str] = []
    for table in workbook.tables:
        texts += table.before
        if table == first:
            break
    for part in parts[:1]:
        texts += [cell.text for row in part.above for cell in row.written]
        texts.append(part.table.sheet)
        texts += part.header.headings.values()
    texts.append(re.sub(r"[_-]+", " ", PurePath(workbook.name).stem))
    for text in texts:
        if found := _MONTH_AND_YEAR.search(text):
            day = parse_plan_date(found.group(0)).due or date(int(found.group(2)), 1, 1)
            return YearContext(day.replace(day=1), f"the words {text[:80]!r}")
    return None
