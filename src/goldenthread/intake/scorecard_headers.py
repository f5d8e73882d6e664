"""Where a scorecard's headings stand: found by what they say, in one row or several, once or on each page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from goldenthread.intake.scorecard_columns import PERIOD, Heading, mapped, read_heading, read_part
from goldenthread.intake.tables import Cell, Row, Table

_MOST_HEADER_ROWS = 4
_NEAR = 3
_BLANK_COLUMNS = 2


@dataclass(frozen=True)
class Block:
    """Rows under one set of headings: `headings` by column number, `body` the rows that follow.

    `parts` are the texts of the headings by column, top to bottom: a later row that repeats them is a header
    again. `titles` are the texts above the headings, `title_rows` and `header_rows` where they stand. `when`
    are the columns whose cells name their row's period, `label` the one that says what its figures are.
    `rivals` says that a measure stands in several rows, each of another source.
    """

    table: Table
    headings: Mapping[int, Heading]
    parts: Mapping[int, tuple[str, ...]]
    titles: tuple[str, ...]
    title_rows: tuple[Row, ...]
    header_rows: tuple[Row, ...]
    body: tuple[Row, ...]
    when: tuple[int, ...] = ()
    label: int | None = None
    rivals: bool = False

    def column_of(self, name: str) -> int | None:
        """The first column of a field."""
        return next((column for column, heading in self.headings.items() if heading.field == name), None)


@dataclass
class _Found:
    """Header rows, by position in the table; `anchor` is how far down in them the recognised one is."""

    first: int
    last: int
    anchor: int
    parts: dict[int, tuple[str, ...]] = field(default_factory=dict)


def blocks_of(table: Table, mapping: Mapping[str, str]) -> tuple[Block, ...]:
    """The table's blocks, none when no row has headings of a scorecard."""
    found = _header_runs(table, mapping)
    blocks: list[Block] = []
    for index, run in enumerate(found):
        end = found[index + 1].first if index + 1 < len(found) else len(table.rows)
        rows = table.rows[run.last + 1 : end]
        header_rows = table.rows[run.first : run.last + 1]
        if blocks and _same(blocks[-1].parts, run.parts):
            before = blocks[-1]
            all_headers, body = (*before.header_rows, *header_rows), (*before.body, *rows)
            blocks[-1] = replace(before, header_rows=all_headers, body=body)
            continue
        if blocks:
            title_rows = _titles_at_the_end(blocks[-1].body)
            blocks[-1] = replace(blocks[-1], body=blocks[-1].body[: len(blocks[-1].body) - len(title_rows)])
            titles = (*_texts(title_rows), *blocks[0].titles)
        else:
            title_rows = table.rows[: run.first]
            titles = (*_texts(title_rows), table.heading, *table.before)
        headings = {column: read_heading(parts) for column, parts in run.parts.items()}
        blocks.append(Block(table, headings, run.parts, titles, title_rows, header_rows, rows))
    return tuple(blocks)


def continued(table: Table, before: Block) -> Block | None:
    """The table as more rows of the block before: a Word table as wide, without headings."""
    if table.letters or before.table.letters:
        return None
    # A last column that is blank throughout is not seen at all.
    if not 0 <= before.table.width - table.width <= _BLANK_COLUMNS:
        return None
    return Block(table, before.headings, before.parts, before.titles, (), (), table.rows)


def distinct(table: Table, row: Row) -> list[Cell]:
    """What a person sees in the row, merged cells once, each at its first column in this row."""
    seen: list[Cell] = []
    known: set[tuple[int, int]] = set()
    for cell in row.cells:
        if cell.origin is None:
            if cell.text:
                seen.append(cell)
            known.add((row.number, cell.column))
        elif cell.origin not in known:
            known.add(cell.origin)
            origin = table.seen(row, cell.column)
            if origin.text:
                seen.append(origin)
    return seen


def _header_runs(table: Table, mapping: Mapping[str, str]) -> list[_Found]:
    runs: list[_Found] = []
    index = 0
    while index < len(table.rows):
        if not _is_anchor(table, table.rows[index], mapping):
            index += 1
            continue
        run = (_repeated(table, runs[-1], index) if runs else None) or _new_run(table, index, runs, mapping)
        runs.append(run)
        index = run.last + 1
    return runs


def _new_run(table: Table, index: int, before: list[_Found], mapping: Mapping[str, str]) -> _Found:
    """The header rows around one of them: groups above it, divisions below it."""
    title = _title_column(table, table.rows[index], mapping)
    floor = before[-1].last if before else -1
    first = last = index
    while first - 1 > floor and index - first < _MOST_HEADER_ROWS and _is_group_row(table, first - 1, title):
        first -= 1
    while (
        last + 1 < len(table.rows)
        and last - index < _MOST_HEADER_ROWS
        and _is_lower_row(table, last + 1, title, table.rows[first].number)
    ):
        last += 1
    return _Found(first, last, index - first, _parts(table, first, last, title))


def _repeated(table: Table, before: _Found, index: int) -> _Found | None:
    """The same header rows again, as on the table's next page."""
    first = index - before.anchor
    last = first + before.last - before.first
    if first <= before.last or last >= len(table.rows):
        return None
    pairs = zip(table.rows[before.first : before.last + 1], table.rows[first : last + 1], strict=True)
    if all(_as_written(one) == _as_written(other) for one, other in pairs):
        return _Found(first, last, before.anchor, before.parts)
    return None


def _as_written(row: Row) -> list[tuple[int, str]]:
    return [(cell.column, " ".join(cell.text.casefold().split())) for cell in row.written]


def _field(text: str, mapping: Mapping[str, str]) -> str | None:
    return (mapped(text, mapping) if mapping else None) or read_part(text)[0]


def _is_anchor(table: Table, row: Row, mapping: Mapping[str, str]) -> bool:
    """Whether the row names a measure's column and another, and is mostly headings."""
    cells = distinct(table, row)
    if len(cells) < 2:
        return False
    fields = [_field(cell.text, mapping) for cell in cells]
    # "2016/17" and "2017" are headings beside "Measure", and figures elsewhere.
    if "title" not in fields and sum(_is_number(cell.text) for cell in cells) * 2 > len(cells):
        return False
    named = [name for name in fields if name is not None]
    if len(named) < 2 or len(named) * 5 < len(cells) * 2:
        return False
    periods = named.count(PERIOD)
    if "title" in named or ("definition" in named and len(set(named)) > 2):
        return len(set(named)) > 1
    return len(named) >= 3 and len(named) * 3 >= len(cells) * 2 and (periods >= 2 or len(set(named)) >= 3)


def _title_column(table: Table, row: Row, mapping: Mapping[str, str]) -> int:
    """The column of the measures' names; without one, the last before the first period."""
    cells = distinct(table, row)
    for wanted in ("title", "definition", "ref"):
        for cell in cells:
            if _field(cell.text, mapping) == wanted:
                return cell.column
    return max(1, cells[0].column - 1)


def _is_group_row(table: Table, index: int, title: int) -> bool:
    """Whether the row above headings groups them ("2017-18" over Q1 to Q4). A title and a measure do not."""
    row = table.rows[index]
    over_figures = [cell for cell in row.written if cell.column > title]
    naming = [cell for cell in row.written if cell.column <= title]
    if not over_figures or any(cell.rows == 1 and cell.columns == 1 and _is_data(cell) for cell in naming):
        return False
    return all(_is_heading(cell) for cell in over_figures)


def _is_lower_row(table: Table, index: int, title: int, first: int) -> bool:
    """Whether the row under headings divides them, and names no measure of its own.

    `first` is the number of the first header row: one merged down from there over the row makes it a header.
    """
    row = table.rows[index]
    at_title = row.at(title)
    if at_title.origin is not None and first <= at_title.origin[0] < row.number:
        return bool(row.written)
    if at_title.text or (at_title.origin is not None and at_title.origin[0] == row.number):
        return False
    return bool(row.written) and all(read_part(cell.text)[0] is not None for cell in row.written)


def _is_heading(cell: Cell) -> bool:
    """Whether a cell above headings may be one: merged over several, or about a period or a field."""
    if cell.columns > 1 or cell.rows > 1:
        return True
    name, said = read_part(cell.text)
    return name is not None and (said.says_when or not _is_number(cell.text))


def _is_data(cell: Cell) -> bool:
    return read_part(cell.text)[0] is None


def _parts(table: Table, first: int, last: int, title: int) -> dict[int, tuple[str, ...]]:
    parts: dict[int, list[str]] = {column: [] for column in range(1, table.width + 1)}
    for index in range(first, last + 1):
        row = table.rows[index]
        over = ""
        for column in parts:
            cell = table.seen(row, column)
            own = row.at(column)
            from_above = own.origin is not None and own.origin[0] < row.number and index > first
            if cell.text and not from_above:
                parts[column].append(" ".join(cell.text.split()))
            if index < last:
                over = _carried(over, cell, own)
                if over and not cell.text and column > title and _wants_more(table, index + 1, column):
                    parts[column].append(over)
    return {column: tuple(texts) for column, texts in parts.items() if texts}


def _carried(over: str, cell: Cell, own: Cell) -> str:
    """A group typed once over several columns and not merged: it speaks for the blank cells after it."""
    if not cell.text:
        return over
    if own.origin is not None or cell.columns > 1:
        return ""
    name, said = read_part(cell.text)
    return " ".join(cell.text.split()) if name == PERIOD and said.rest == "" else ""


def _wants_more(table: Table, below: int, column: int) -> bool:
    """Whether the heading below is a part of a period, or of what is told for each."""
    text = table.seen(table.rows[below], column).text
    name, said = read_part(text) if text else (None, None)
    if said is None or said.year is not None or said.calendar_year is not None or said.whole is not None:
        return False
    return name in (PERIOD, "rag", "numerator", "denominator", "direction")


def _is_number(text: str) -> bool:
    return not any(letter.isalpha() for letter in text)


def _same(before: Mapping[int, tuple[str, ...]], now: Mapping[int, tuple[str, ...]]) -> bool:
    plain = [
        {column: [text.casefold() for text in texts] for column, texts in one.items()}
        for one in (before, now)
    ]
    return plain[0] == plain[1]


def _texts(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(cell.text for row in rows for cell in row.written)


def _titles_at_the_end(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The row of one text that stands right above the next headings, with blank rows around it."""
    for index in range(len(rows) - 1, max(-1, len(rows) - 1 - _NEAR), -1):
        if len(rows[index].written) == 1:
            return rows[index:]
        if rows[index].written:
            break
    return ()
