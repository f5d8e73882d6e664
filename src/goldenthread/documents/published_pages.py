"""A published scorecard composed into blocks: its table, comments, findings, what changed, its symbols."""

from collections.abc import Iterable
from itertools import groupby

from goldenthread.documents import cells
from goldenthread.documents.blocks import (
    Block,
    Cell,
    Column,
    Cover,
    Document,
    Heading,
    Paragraph,
    Section,
    Table,
    Text,
)
from goldenthread.documents.pdf import typeset
from goldenthread.documents.published_scorecard import (
    SYMBOLS,
    PublishedRow,
    PublishedScorecard,
    shown,
)
from goldenthread.documents.published_tables import (
    change_words,
    direction_words,
    notes_table,
    rating_words,
)
from goldenthread.documents.wording import colour_badge, counted, uk_date

NO_SECTION = "Measures"


def render_published(paper: PublishedScorecard) -> bytes:
    """The edition as a tagged PDF. Bytes depend on the document alone."""
    return typeset(compose(paper))


def compose(paper: PublishedScorecard) -> Document:
    """The whole document, each empty part saying in words that it is empty."""
    return Document(
        title=f"{paper.title}, {paper.period}",
        author=paper.council,
        subject=f"{paper.title}, {paper.period}, edition {paper.edition}",
        running_head=f"{paper.title}, {paper.period}, edition {paper.edition}",
        dated=paper.as_at,
        cover=Cover(
            paper.council,
            paper.title,
            f"{paper.period}, edition {paper.edition}",
            (
                ("Published", uk_date(paper.as_at)),
                ("Read by", paper.body or "No body named"),
                ("Approved by", paper.approved_by),
            ),
            tuple(label for label in (paper.notice, _not_public(paper)) if label),
        ),
        sections=(
            Section(tuple(_scorecard(paper)), landscape=True),
            Section((*_words(paper), *_findings(paper), *_changes(paper), *_symbols(paper))),
        ),
    )


def _not_public(paper: PublishedScorecard) -> str:
    return "" if paper.is_public else "Not for publication: it has numbers that are hidden in public."


def _scorecard(paper: PublishedScorecard) -> Iterable[Block]:
    yield Heading("Scorecard", 1)
    yield Paragraph(f"{counted(len(paper.rows), 'measure')}. Symbols are explained at the end.")
    for section, rows in groupby(paper.rows, key=lambda row: row.section or NO_SECTION):
        yield Heading(section, 2)
        yield Table(section, _columns(paper), tuple(_row(paper, row) for row in rows), compact=True)


def _columns(paper: PublishedScorecard) -> tuple[Column, ...]:
    return (
        Column("Ref", 10),
        Column("Measure", 60),
        Column("Statistical neighbours", 21, "right"),
        Column("National", 18, "right"),
        Column("Target", 18, "right"),
        *(Column(period, 18, "right") for period in paper.periods if period),
        Column("Rating", 22),
        Column("Direction", 20),
    )


def _row(paper: PublishedScorecard, row: PublishedRow) -> tuple[Cell, ...]:
    figures = [cell for period, cell in zip(paper.periods, row.cells, strict=True) if period]
    rating = cells.plain(rating_words(row)) if row.rating_is_hidden else cells.badge(colour_badge(row.rating))
    return (
        cells.plain(row.ref),
        cells.plain(f"{row.title} ({row.polarity})" if row.polarity else row.title),
        cells.plain(shown(row.neighbours.figure if row.neighbours else None)),
        cells.plain(shown(row.national.figure if row.national else None)),
        cells.plain(row.target or "–"),
        *(cells.plain(shown(one)) for one in figures),
        rating,
        cells.strong(direction_words(row) or "–", change_words(row)),
    )


def _words(paper: PublishedScorecard) -> Iterable[Block]:
    yield Heading("Comments", 1)
    said = [row for row in paper.rows if row.words or row.comment or row.withheld]
    if not said:
        yield Paragraph("There are no comments.")
    for row in said:
        yield Heading(f"{row.ref} {row.title}".strip(), 2, listed=False)
        if row.words:
            yield from (Paragraph(text) for text in row.words.text.split("\n") if text.strip())
            on = f", {uk_date(row.words.on)}" if row.words.on else ""
            yield Paragraph(f"{row.words.by}{on}", "note")
        if row.comment:
            yield Paragraph(row.comment)
        if row.withheld:
            yield Paragraph(row.withheld, "note")


def _findings(paper: PublishedScorecard) -> Iterable[Block]:
    yield Heading("What the checks found", 1)
    if not paper.findings:
        yield Paragraph("The checks found nothing.")
        return
    columns = (Column("Check", 12), Column("Measures", 16), Column("Finding", 60), Column("Explanation", 60))
    rows = tuple(
        (
            cells.plain(one.code),
            cells.strong(", ".join(one.measures), one.period),
            cells.plain(one.message),
            (Text(one.explanation), Text(one.explained_by, "muted")),
        )
        for one in paper.findings
    )
    yield Table("What the checks found", columns, rows, compact=True)


def _changes(paper: PublishedScorecard) -> Iterable[Block]:
    if paper.edition == 1:
        return
    yield Heading("What changed since the edition before", 1)
    yield Paragraph(paper.reason)
    if not paper.changes:
        yield Paragraph("No figure changed.")
        return
    columns = (
        Column("Ref", 10), Column("Measure", 50), Column("Period", 18), Column("Before", 16, "right"),
        Column("After", 16, "right"), Column("Why", 40),
    )  # fmt: skip
    rows = tuple(
        tuple(cells.plain(word) for word in (one.ref, one.title, one.period, one.before, one.after, one.why))
        for one in paper.changes
    )
    yield Table("What changed", columns, rows, compact=True)


def _symbols(paper: PublishedScorecard) -> Iterable[Block]:
    yield Heading("Symbols and notes", 1)
    rows = [(f"[{code}]", cells.plain(f"{meaning}.")) for code, meaning in SYMBOLS.items()]
    yield cells.facts("Symbols", [*rows, ("–", cells.plain("No figure."))])
    others = [row for row in notes_table(paper).rows if not str(row[0]).startswith(("[", "–"))]
    yield cells.facts("Notes", [(str(what), cells.plain(str(words))) for what, words in others])
