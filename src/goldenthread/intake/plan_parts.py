"""Find the parts of a file that are the plan: which tables, under which headers, read which way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from goldenthread.intake.plan_columns import Header, Headings, guess_actions, with_unheaded_columns
from goldenthread.intake.plan_contents import settled
from goldenthread.intake.plan_forms import form_as_rows, turned
from goldenthread.intake.plan_headings import is_banner
from goldenthread.intake.tables import Row, Table, Workbook

_NO_PLAN = "This table is not part of the plan: it has no headings of one."


@dataclass(frozen=True)
class Part:
    """The rows of one table under one header, with the rows above it and those below that are no plan's.

    `continues` is a table without a header that goes on with the one before; `guessed` one whose column of
    actions was guessed; `turned` says how a table was read whose headings stand beside what they head.
    `banners` are the small tables before this one that only say what it is about; `opens` marks the first
    part of a table, for which the headings above the table hold.
    """

    table: Table
    header: Header
    body: tuple[Row, ...]
    above: tuple[Row, ...] = ()
    below: tuple[Row, ...] = ()
    continues: bool = False
    guessed: bool = False
    turned: str = ""
    banners: tuple[Table, ...] = ()
    opens: bool = False


def find_parts(workbook: Workbook, headings: Headings) -> tuple[list[Part], list[tuple[Table, str]]]:
    """The parts of the file that are the plan, and the tables that are not with the reason.

    Only where no table has a column of actions is one guessed from the columns beside it.
    """
    parts, left_out = _find(workbook, headings, guess=False)
    return (parts, left_out) if parts else _find(workbook, headings, guess=True)


def _find(
    workbook: Workbook, headings: Headings, *, guess: bool
) -> tuple[list[Part], list[tuple[Table, str]]]:
    parts: list[Part] = []
    left_out: list[tuple[Table, str]] = []
    banners: list[Table] = []
    for table in workbook.tables:
        if table.hidden:
            left_out.append((table, "This sheet is hidden. It was left out."))
        elif found := _parts_of(table, headings, guess=guess):
            parts += [replace(found[0], banners=tuple(banners), opens=True), *found[1:]]
            banners = []
        elif parts and _fits(table, parts[-1]):
            header = parts[-1].header
            parts.append(Part(table, header, table.rows, continues=True, banners=tuple(banners), opens=True))
            banners = []
        elif not table.letters and is_banner(table):
            banners.append(table)
        elif any(not row.is_blank for row in table.rows):
            left_out.append((table, _NO_PLAN))
    return _settled(parts, headings), [*left_out, *((table, _NO_PLAN) for table in banners)]


def _settled(parts: list[Part], headings: Headings) -> list[Part]:
    """The parts with their columns settled by what stands in them, alike for all with equal headings."""
    bodies: dict[tuple[tuple[int, str], ...], list[Row]] = {}
    for part in parts:
        bodies.setdefault(_key(part), []).extend(part.body)
    return [replace(part, header=settled(part.header, bodies[_key(part)], headings)) for part in parts]


def _key(part: Part) -> tuple[tuple[int, str], ...]:
    return tuple(sorted(part.header.headings.items()))


_TURNS = (
    (form_as_rows, "Each heading stands before what it heads. The table was read as a form."),
    (
        turned,
        "The headings stand down the first column. It was read by columns: a row here is a column.",
    ),
)


def _parts_of(table: Table, headings: Headings, *, guess: bool) -> list[Part]:
    """A table's parts by its certain headings, else turned on its side, else by headings that come near."""
    for turn, how in _TURNS:
        other = turn(table, headings)
        if other is not None and (found := _cut(other, headings, guess=guess, loose=False)):
            return [replace(part, turned=how) for part in found]
    return _cut(table, headings, guess=guess, loose=False) or _cut(table, headings, guess=guess, loose=True)


def _cut(table: Table, headings: Headings, *, guess: bool, loose: bool) -> list[Part]:
    """Cut a table at its headers. A header repeated after a page break starts a part like any other."""
    starts: list[tuple[int, Header]] = []
    index = 0
    while index < len(table.rows):
        header = None if loose and starts else headings.header_at(table, index, loose=loose)
        if header is not None:
            starts.append((index, header))
        index += len(header.rows) if header is not None else 1
    above_from = 0
    found: list[Part] = []
    for number, (index, header) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(table.rows)
        body = table.rows[index + len(header.rows) : end]
        header = with_unheaded_columns(header, table, body, headings)
        guessed = guess_actions(header, body) if guess else None
        header = guessed or header
        if header.is_a_plan and (guess or not loose or header.is_surely_a_plan):
            above = table.rows[above_from:index]
            found.append(Part(table, header, body, above, guessed=guessed is not None))
            above_from = end
    if found and above_from < len(table.rows):
        found[-1] = replace(found[-1], below=table.rows[above_from:])
    return found


def _fits(table: Table, before: Part) -> bool:
    """True for a Word table without a header that goes on with the one before: as many columns, and not
    itself started by something that looks like a header."""
    if table.letters or not table.rows or before.turned:
        return False
    first = table.rows[0]
    if first.is_header or (len(first.written) > 1 and all(cell.bold for cell in first.written)):
        return False
    return table.width == max(before.header.last_column, before.table.width)


def hidden_rows(parts: Sequence[Part]) -> list[tuple[Table, list[int]]]:
    """The numbers of written rows that are hidden, by table."""
    found = [
        (part.table, [row.number for row in part.body if row.hidden and not row.is_blank]) for part in parts
    ]
    return [(table, numbers) for table, numbers in found if numbers]
