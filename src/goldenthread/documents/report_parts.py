"""What a section of a written report is made of, and reading it from the text as it was typed.

In typed text each line is a paragraph. A line that starts with "- " is an item of a list, one that starts
with "|" a row of a table whose first row heads its columns. ``{figure key}`` stands for a figure of the
records; a line ``{table key}`` for a table of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

PLACE = re.compile(r"\{(figure|table) ([a-z][a-z0-9_]{0,27})\}")
_ROW = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Span:
    """A run of text; ``figure`` is the key of the figure that it is, None for typed words."""

    text: str
    figure: str | None = None


@dataclass(frozen=True)
class Line:
    """A paragraph, an item of a list or a cell of a table."""

    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """Words and figures, as they are read."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class Row:
    cells: tuple[Line, ...]


class PartKind(StrEnum):
    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    TABLE = "table"


@dataclass(frozen=True)
class Part:
    """A paragraph (one line), a list (a line each) or a table (``rows``, the first its header).

    ``figure`` is the key of a table of the records, None for one that was typed; ``name`` its caption.
    """

    kind: PartKind
    lines: tuple[Line, ...] = ()
    rows: tuple[Row, ...] = ()
    figure: str | None = None
    name: str = ""


@dataclass(frozen=True)
class FigureValue:
    """A figure of the records: its key, what it is ("Red measures") and what it says ("4")."""

    key: str
    label: str
    text: str


@dataclass(frozen=True)
class FigureTable:
    """A table of the records. ``rows`` have a text a column; ``empty`` is said where there are none."""

    key: str
    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = "None."


@dataclass(frozen=True)
class Figures:
    """What the records give, by key, in the order in which a page offers them."""

    values: Mapping[str, FigureValue]
    tables: Mapping[str, FigureTable]

    @classmethod
    def of(cls, values: Sequence[FigureValue] = (), tables: Sequence[FigureTable] = ()) -> "Figures":
        return cls({one.key: one for one in values}, {one.key: one for one in tables})


NO_FIGURES = Figures.of()


def parts_of(text: str, figures: Figures, *, name: str = "Table") -> tuple[Part, ...]:
    """The parts of typed text, its figures put in. A key that the records do not have stays as typed.

    ``name`` captions typed tables.
    """
    parts: list[Part] = []
    for kind, lines in _grouped(text):
        if kind == "bullets":
            parts.append(Part(PartKind.BULLETS, tuple(_line(line[2:].strip(), figures) for line in lines)))
        elif kind == "rows":
            parts.append(_typed_table(lines, figures, name))
        else:
            parts.append(_paragraph(lines[0], figures))
    return tuple(parts)


def unknown_places(text: str, figures: Figures) -> list[str]:
    """Places in a text for which the records have nothing: "{figure key}", each once, in their order."""
    found = {
        match[0]: None
        for match in PLACE.finditer(text)
        if match[2] not in (figures.values if match[1] == "figure" else figures.tables)
    }
    return list(found)


def tidy(text: str) -> str:
    """Text as it is kept: no blank lines, no spaces around a line, list marks and rows in one form."""
    lines = []
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line = " ".join(raw.split())
        if line.startswith(("• ", "* ", "– ")):
            line = f"- {line[2:]}"
        if line.startswith("|"):
            cells = _cells(line)
            line = row_text(cells) if any(cells) else ""
        if line and line != "-":
            lines.append(line)
    return "\n".join(lines)


def row_text(cells: Sequence[str]) -> str:
    """A row of a typed table: "| a | b |". A bar within a cell is written "\\|"."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _grouped(text: str) -> Iterator[tuple[str, list[str]]]:
    held: list[str] = []
    kind = ""
    for line in tidy(text).split("\n"):
        of = "bullets" if line.startswith("- ") else "rows" if line.startswith("|") else "paragraph"
        if held and (of != kind or of == "paragraph"):
            yield kind, held
            held = []
        kind = of
        if line:
            held.append(line)
    if held:
        yield kind, held


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _ROW.split(inner)]


def _typed_table(lines: Sequence[str], figures: Figures, name: str) -> Part:
    """A table with as many columns as its widest row."""
    rows = [_cells(line) for line in lines]
    wide = max(len(row) for row in rows)
    return Part(
        PartKind.TABLE,
        rows=tuple(
            Row(tuple(_line(cell, figures) for cell in [*row, *[""] * (wide - len(row))])) for row in rows
        ),
        name=name,
    )


def _paragraph(line: str, figures: Figures) -> Part:
    match = PLACE.fullmatch(line)
    if match and match[1] == "table" and match[2] in figures.tables:
        return table_part(figures.tables[match[2]])
    return Part(PartKind.PARAGRAPH, (_line(line, figures),))


def table_part(table: FigureTable) -> Part:
    """A table of the records as a part; where it has no rows, one line that says so."""
    if not table.rows:
        return Part(PartKind.PARAGRAPH, (Line((Span(table.empty, table.key),)),))
    rows = (table.columns, *table.rows)
    return Part(
        PartKind.TABLE,
        rows=tuple(Row(tuple(Line((Span(cell),)) for cell in row)) for row in rows),
        figure=table.key,
        name=table.label,
    )


def _line(text: str, figures: Figures) -> Line:
    spans: list[Span] = []
    at = 0
    for match in PLACE.finditer(text):
        value = figures.values.get(match[2]) if match[1] == "figure" else None
        if value is None:
            continue
        if match.start() > at:
            spans.append(Span(text[at : match.start()]))
        spans.append(Span(value.text, value.key))
        at = match.end()
    if at < len(text) or not spans:
        spans.append(Span(text[at:]))
    return Line(tuple(spans))
