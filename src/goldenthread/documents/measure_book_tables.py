"""The measure book as tables: what its workbook's sheets and its CSV are written from.

``figures`` is tidy: a row for each figure, a column for each thing that is said of it.
"""

from goldenthread.documents.csv_tables import render_csv
from goldenthread.documents.data_tables import DataTable, Row
from goldenthread.documents.measure_book import Chance, MeasureBook, MeasureSheet, SheetPoint
from goldenthread.documents.paper_figures import Figure
from goldenthread.documents.wording import ARROW_WORDS, CHANGE_WORDS, COLOUR_WORDS, STATUS_WORDS, uk_date
from goldenthread.documents.workbook import About, write_workbook

FROZEN_COLUMNS = {"measures": 2, "figures": 3, "compared": 3, "questions": 2}


_CHANCE_NOTES: tuple[Row, ...] = (
    (
        "95% interval",
        "How far chance alone could put the figure off. What it stands for is within, 19 times in 20.",
    ),
    ("99.8% interval", "The same, nearly always: 998 times in 1,000. Both are in the figure's own unit."),
    ("Few cases", "Yes: the numerator is below 10. One more or one fewer moves the figure a lot (CI-6)."),
    ("Why no interval", "It takes a share or a rate with its numerator and denominator (CI-5, CI-9, CI-10)."),
    ("Beside chance", "More than chance: the 95% intervals of the two periods do not meet (BEN-4, BEN-5)."),
    ("Interval and count", "An interval gives the count behind it away. Publish neither without the other."),
)


def render_excel(book: MeasureBook) -> bytes:
    """The book as ``.xlsx``: measures, figures, comparisons, questions, and notes on how to read them."""
    about = About(
        title=f"{book.title}, {book.period}",
        subject=f"As known on {uk_date(book.dated)}",
        author=book.council,
        heading=f"{book.title}: {book.period}",
        dated=book.dated,
        frozen=FROZEN_COLUMNS,
    )
    make = (measures_table, figures_table, compared_table, questions_table, notes_table)
    return write_workbook((one(book) for one in make), about)


def render_figures_csv(book: MeasureBook) -> bytes:
    """Every figure of the book as tidy CSV."""
    return render_csv(figures_table(book))


def measures_table(book: MeasureBook) -> DataTable:
    """A row for each measure."""
    columns = (
        ("Ref", 8), ("Measure", 56), ("Section", 22), ("Latest", 12), ("Period", 14), ("Target", 14),
        ("Rating", 12), ("Rating rule", 11), ("Rating reason", 36), ("Computed rating", 14),
        ("Published rating", 14), ("Number went", 12), ("Change", 10), ("Is it changing?", 26),
        ("Will it meet its target?", 30), ("In plain English", 60), ("By chance alone", 60),
        ("The strict method would say", 60), ("Which way is good", 16), ("Unit", 12), ("Lead", 26),
        ("Source", 30),
    )  # fmt: skip
    return DataTable("measures", "Measures", columns, tuple(_measure_row(one) for one in book.measures))


def _measure_row(sheet: MeasureSheet) -> Row:
    computed = sheet.override.computed if sheet.override else sheet.rating
    travel = sheet.travel
    return (
        sheet.reference, sheet.title, sheet.section, sheet.latest, sheet.latest_period, sheet.target,
        COLOUR_WORDS[sheet.rating.colour], sheet.rating.code, sheet.rating.reason,
        COLOUR_WORDS[computed.colour], COLOUR_WORDS[sheet.published] if sheet.published else None,
        ARROW_WORDS[travel.arrow] if travel.arrow else None,
        CHANGE_WORDS[travel.change] if travel.change else None,
        sheet.variation.words if sheet.variation else None,
        sheet.assurance.words if sheet.assurance else None,
        sheet.sentence, sheet.chance, sheet.strict, sheet.polarity, sheet.unit, sheet.lead, sheet.source,
    )  # fmt: skip


def figures_table(book: MeasureBook) -> DataTable:
    """A row for each figure of each measure, oldest first."""
    columns = (
        ("Ref", 8), ("Measure", 50), ("Period", 14), ("Figure", 14), ("As printed", 18), ("Unit", 12),
        ("Status", 16), ("Numerator", 12), ("Denominator", 13), ("Lower 95%", 11), ("Upper 95%", 11),
        ("Lower 99.8%", 12), ("Upper 99.8%", 12), ("Few cases", 10), ("Interval rule", 12),
        ("Why no interval", 26), ("Beside chance", 32), ("Target", 14), ("Rating", 12),
        ("Rating rule", 11), ("On the chart", 32), ("Known from", 18), ("Note", 40),
    )  # fmt: skip
    rows = tuple(_figure_row(sheet, point) for sheet in book.measures for point in sheet.series)
    return DataTable("figures", "Figures", columns, rows)


def _figure_row(sheet: MeasureSheet, point: SheetPoint) -> Row:
    figure = point.figure
    return (
        sheet.reference, sheet.title, point.period, _number(figure), figure.text if figure else None,
        (figure.unit if figure else None) or sheet.unit or "count",
        STATUS_WORDS[figure.status] if figure else "No figure held", point.numerator, point.denominator,
        *_chance(point.chance), point.target, COLOUR_WORDS[point.rating.colour] if point.rating else None,
        point.rating.code if point.rating else None, point.said, point.known_from, point.note,
    )  # fmt: skip


def _chance(chance: Chance | None) -> Row:
    """The ends of both intervals as numbers, whether the cases are few, the rule, and why there is none."""
    if chance is None:
        return (None,) * 8
    few = ("Yes" if chance.is_few else "No") if chance.at_95 else None
    return (
        chance.lower_95, chance.upper_95, chance.lower_998, chance.upper_998, few, chance.code,
        chance.why_none, chance.since,
    )  # fmt: skip


def _number(figure: Figure | None) -> Figure | None:
    """The figure where it is one number; a range, a bound or a reason stands in its own words beside it."""
    return figure if figure and figure.value is not None else None


def compared_table(book: MeasureBook) -> DataTable:
    """A row for each benchmark of each measure."""
    columns = (
        ("Ref", 8), ("Measure", 50), ("Who", 30), ("Figure", 14), ("95% interval", 20), ("Period", 14),
        ("Beside our period", 24), ("Release", 40), ("Ours is", 34), ("Compared", 20),
    )  # fmt: skip
    rows = tuple(
        (
            sheet.reference,
            sheet.title,
            one.area,
            one.figure,
            one.interval,
            one.period,
            one.beside,
            one.release,
            one.verdict,
            one.how,
        )
        for sheet in book.measures
        for one in sheet.compared
    )
    return DataTable("compared", "Compared with others", columns, rows)


def questions_table(book: MeasureBook) -> DataTable:
    """A row for each question."""
    rows = tuple(
        (sheet.reference, sheet.title, one.words, one.code)
        for sheet in book.measures
        for one in sheet.questions
    )
    columns = (("Ref", 8), ("Measure", 50), ("Question", 100), ("Rule", 10))
    return DataTable("questions", "What to ask", columns, rows)


def notes_table(book: MeasureBook) -> DataTable:
    """What the sheets are of, and how to read them."""
    rows: list[Row] = [
        ("What it is", f"{book.title}, {book.period}"),
        ("Known on", book.dated),
        ("Figures", "A percentage is 83, never 0.83. An empty cell has no number: its words are beside it."),
        ("Status", "Final, provisional or estimated; or why there is no number. Suppressed is never 0."),
        ("Rating", "The colour and the code of its rule. An override stands beside the computed one."),
        ("Is it changing?", "What the control chart's last point says: only chance, or more than chance."),
        ("Will it meet its target?", "Whether chance brings the target, as work is done today."),
        ("Ours is", "Beyond chance: the difference is more than chance explains, at 95% or at 99.8%."),
        ("Compared", "By both intervals where the other area has one, or with it as a fixed number."),
        ("On the chart", "What the control chart says of each point, from 13 points on."),
        *_CHANCE_NOTES,
        *(("Note", label) for label in book.labels),
    ]  # fmt: skip
    return DataTable("notes", "Notes", (("What", 26), ("Said", 100)), tuple(rows))
