"""The measure book on paper: each measure on a page of its own."""

from collections.abc import Iterable

from goldenthread.documents import cells
from goldenthread.documents.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Picture,
    Section,
    Table,
    Text,
)
from goldenthread.documents.measure_book import Compared, MeasureBook, MeasureSheet, SheetPoint
from goldenthread.documents.paper_figures import ABSENT
from goldenthread.documents.pdf import typeset
from goldenthread.documents.wording import (
    colour_badge,
    counted,
    printed,
    rating_badge,
    travel_badge,
    uk_date,
)

CHART_MILLIMETRES = 150.0
# As many periods as leave room for the chart and the questions on one page; the workbook has them all.
PERIODS_ON_PAPER = 8


def render_pdf(book: MeasureBook) -> bytes:
    """The book as PDF/UA-1, a page for each measure; more where its words need it."""
    return typeset(compose(book))


def compose(book: MeasureBook) -> Document:
    """The book in blocks."""
    pages = [Section(tuple(_page(book, sheet)), new_page=place > 0) for place, sheet in _placed(book)]
    return Document(
        title=f"{book.title}, {book.period}",
        author=book.council,
        subject=f"{counted(len(book.measures), 'measure')}, as known on {uk_date(book.dated)}",
        running_head=f"{book.council}: {book.title}, {book.period}",
        dated=book.dated,
        cover=None,
        sections=tuple(pages) or (Section((Paragraph("There is no measure."),), new_page=False),),
    )


def _placed(book: MeasureBook) -> Iterable[tuple[int, MeasureSheet]]:
    return enumerate(book.measures)


def _page(book: MeasureBook, sheet: MeasureSheet) -> Iterable[Block]:
    yield Heading(sheet.heading, 1)
    yield Paragraph(
        f"{book.period}, as known on {uk_date(book.dated)}. {sheet.section}".rstrip(". ") + ".", "muted"
    )
    yield from (Paragraph(label, "note") for label in book.labels)
    if sheet.sentence:
        yield Paragraph(sheet.sentence, "lead")
    yield cells.facts("The measure", _facts(sheet))
    if sheet.chart:
        drawn = sheet.chart
        height = CHART_MILLIMETRES * drawn.height / drawn.width
        yield Picture(drawn.svg, drawn.alt, CHART_MILLIMETRES, height)
    if sheet.marks:
        yield Bullets(
            tuple(f"{one.number}: {one.kind}, {uk_date(one.day)}. {one.words}" for one in sheet.marks)
        )
    if sheet.questions:
        yield Heading("What to ask", 2)
        yield Bullets(tuple(one.words for one in sheet.questions))
    yield Heading("Figures", 2)
    yield from _figures(sheet)
    if sheet.compared:
        yield Heading("Compared with others", 2)
        yield _compared(sheet.compared)
    if sheet.words:
        yield Heading("What was said of it", 2)
        yield from (Paragraph(line) for line in sheet.words.split("\n") if line.strip())


def _facts(sheet: MeasureSheet) -> Iterable[tuple[str, Cell]]:
    latest = f"{printed(sheet.latest)} ({sheet.latest_period})" if sheet.latest else "None held"
    yield "Latest figure", cells.strong(latest, sheet.source)
    yield (
        "Target",
        cells.plain(
            f"{sheet.target or 'None set'}. {sheet.polarity or 'Nobody has said which way is good'}."
        ),
    )
    if sheet.override:
        computed = sheet.override.computed
        why = f"Set by {sheet.override.by} on {uk_date(sheet.override.on)}: {sheet.override.reason}"
        yield "Rating", (rating_badge(sheet.rating), Text(why))
        yield "Computed rating", (rating_badge(computed), Text(computed.reason))
    else:
        yield "Rating", (rating_badge(sheet.rating), Text(sheet.rating.reason))
    if sheet.published:
        yield "Published as", (colour_badge(sheet.published),)
    yield "Direction of travel", (travel_badge(sheet.travel), Text(sheet.travel.reason))
    if sheet.chance:
        yield "By chance alone", cells.plain(sheet.chance)
    if sheet.variation:
        yield "Is it changing?", cells.plain(f"{sheet.variation.words} ({sheet.variation.code})")
    if sheet.assurance:
        yield "Will it meet its target?", cells.plain(f"{sheet.assurance.words} ({sheet.assurance.code})")
    if sheet.strict and sheet.variation and sheet.variation.icon is None:
        yield "The strict method would say", cells.plain(sheet.strict)
    if sheet.lead:
        yield "Lead", cells.plain(sheet.lead)
    if sheet.definition:
        yield "Definition", cells.plain(sheet.definition)


def _figures(sheet: MeasureSheet) -> Iterable[Block]:
    if not sheet.series:
        yield Paragraph("No figure is recorded yet.")
        return
    shown = sheet.series[-PERIODS_ON_PAPER:]
    if len(shown) < len(sheet.series):
        first, all_of_them = shown[0].period, len(sheet.series)
        yield Paragraph(f"From {first}; {all_of_them} periods are held. The workbook has them all.", "note")
    charted = any(point.said for point in shown)
    between = any(point.chance and point.chance.at_95 for point in shown)
    columns = (
        Column("Period", 21),
        Column("Figure", 16, "right"),
        *((Column("95% interval", 39, "right"),) if between else ()),
        Column("Target", 24, "right"),
        Column("Rating", 20),
        *((Column("On the chart", 48),) if charted else ()),
    )
    rows = tuple(_figure_row(point, between, charted) for point in shown)
    yield Table("Figures", columns, rows, compact=True)


def _figure_row(point: SheetPoint, between: bool, charted: bool) -> tuple[Cell, ...]:
    # Without the rule's code, which would give each row a second line: the workbook has it.
    rating = (colour_badge(point.rating.colour),) if point.rating else cells.plain("–")
    figure = cells.figure(point.figure)
    return (
        cells.plain(point.period),
        figure,
        *((_interval(point),) if between else ()),
        cells.plain(point.target or "–"),
        rating,
        *((cells.plain(point.said or "–"),) if charted else ()),
    )


def _interval(point: SheetPoint) -> Cell:
    """Between what chance alone may lie, and whether the cases are few."""
    if point.chance is None or not point.chance.at_95:
        return cells.plain("–")
    return cells.plain(f"{point.chance.at_95}, few cases" if point.chance.is_few else point.chance.at_95)


def _compared(compared: tuple[Compared, ...]) -> Table:
    columns = (
        Column("Who", 24),
        Column("Figure, its interval", 26, "right"),
        Column("Period", 18),
        Column("Release", 26),
        Column("Ours is", 34),
    )
    rows = tuple(
        (
            cells.plain(one.area),
            (*cells.figure(one.figure), *((Text(f" ({one.interval})"),) if one.interval else ())),
            cells.plain(f"{one.period}, another than ours" if one.beside else one.period),
            cells.plain(one.release or "As the paper printed it"),
            cells.plain("Not compared" if one.figure.status in ABSENT else one.verdict or "Not compared"),
        )
        for one in compared
    )
    return Table("Compared with others", columns, rows, compact=True)
