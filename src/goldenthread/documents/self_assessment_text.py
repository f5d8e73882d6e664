"""Reading the typed text of a self-assessment: that of a written report, with charts and evidence in it.

A line ``{chart key}`` is a chart, a line ``{evidence key}`` a piece of evidence with its finding. Within a
sentence ``{evidence key}`` prints the piece's reference. All else is as ``report_parts`` reads it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goldenthread.documents.report_parts import (
    PLACE,
    Figures,
    FigureValue,
    PartKind,
    parts_of,
    row_text,
    tidy,
    unknown_places,
)
from goldenthread.documents.self_assessment import Chart, Evidence, Piece, PieceKind, Told

LINKED = re.compile(r"\{(chart|evidence) ([a-z][a-z0-9_]{0,27})\}")


@dataclass(frozen=True)
class Links:
    """What the records give to a part: figures and tables, charts and evidence by key."""

    figures: Figures
    charts: Mapping[str, Chart]
    evidence: Mapping[str, Evidence]


def read(key: str, title: str, text: str, links: Links, *, name: str, from_last_year: bool = False) -> Told:
    """What is said under a heading. ``name`` captions the tables that were typed in it."""
    figures = _with_references(links)
    plain = _inline(text, links)
    named = {
        match[2]: figures.values[match[2]] for match in PLACE.finditer(plain) if match[2] in figures.values
    }
    return Told(
        key=key,
        title=title,
        text=text,
        pieces=tuple(_pieces(plain, links, figures, name)),
        figures=tuple(named.values()),
        from_last_year=from_last_year,
    )


def nothing_behind(text: str, links: Links) -> list[str]:
    """Places in a text for which the records have nothing, each once."""
    missing = unknown_places(text, links.figures)
    for match in LINKED.finditer(text):
        held = links.charts if match[1] == "chart" else links.evidence
        if match[2] not in held:
            missing.append(match[0])
    return list(dict.fromkeys(missing))


def as_text(told: Told) -> str:
    """What a heading reads as, its figures in place: what is compared with another year's."""
    lines: list[str] = []
    for piece in told.pieces:
        if piece.part is None:
            lines.append(f"[{piece.kind.value}: {piece.key}]")
        elif piece.part.kind is PartKind.TABLE:
            lines += [row_text([cell.text for cell in row.cells]) for row in piece.part.rows]
        else:
            mark = "- " if piece.part.kind is PartKind.BULLETS else ""
            lines += [f"{mark}{line.text}" for line in piece.part.lines]
    return "\n".join(lines)


def _with_references(links: Links) -> Figures:
    references = {
        key: FigureValue(key, f"Evidence: {one.title}", one.reference) for key, one in links.evidence.items()
    }
    return Figures({**links.figures.values, **references}, links.figures.tables)


def _inline(text: str, links: Links) -> str:
    """The text with evidence named within sentences as a figure, whose words are its reference."""

    def referred(match: re.Match[str]) -> str:
        is_known = match[1] == "evidence" and match[2] in links.evidence
        return f"{{figure {match[2]}}}" if is_known else match[0]

    lines = tidy(text).split("\n")
    return "\n".join(line if LINKED.fullmatch(line) else LINKED.sub(referred, line) for line in lines)


def _pieces(text: str, links: Links, figures: Figures, name: str) -> Iterator[Piece]:
    held: list[str] = []

    def told() -> Iterator[Piece]:
        for part in parts_of("\n".join(held), figures, name=name) if held else ():
            yield Piece(PieceKind.PART, part)
        held.clear()

    for line in text.split("\n"):
        match = LINKED.fullmatch(line)
        if match and match[2] in (links.charts if match[1] == "chart" else links.evidence):
            yield from told()
            yield Piece(PieceKind(match[1]), key=match[2])
        else:
            held.append(line)
    yield from told()
