"""A published scorecard as tables: one row a figure (tidy), one row a measure, findings, changes, notes."""

from decimal import Decimal

from goldenthread.documents.data_tables import DataTable, Row, Value
from goldenthread.documents.paper_figures import Figure, FigureStatus
from goldenthread.documents.published_scorecard import (
    HIDDEN,
    SYMBOLS,
    PublishedFigure,
    PublishedRow,
    PublishedScorecard,
    shown,
)
from goldenthread.documents.wording import ARROW_WORDS, CHANGE_WORDS, COLOUR_WORDS, uk_date
from goldenthread.documents.workbook import About, write_workbook


def published_workbook(paper: PublishedScorecard) -> bytes:
    """The edition as ``.xlsx``: real numbers, and a sheet of notes."""
    title = f"{paper.title}, {paper.period}, edition {paper.edition}"
    about = About(
        title=title, subject=title, author=paper.council, heading=f"{paper.title}: {paper.period}",
        dated=paper.as_at, frozen={"scorecard": 3, "figures": 4},
    )  # fmt: skip
    return write_workbook(published_tables(paper), about)


def published_tables(paper: PublishedScorecard) -> tuple[DataTable, ...]:
    """The sheets of the workbook: the scorecard, its figures, findings, what changed, and the notes."""
    return (
        scorecard_table(paper),
        figures_table(paper, bare=False),
        findings_table(paper),
        changes_table(paper),
        notes_table(paper),
    )


def scorecard_table(paper: PublishedScorecard) -> DataTable:
    """A measure a row."""
    columns = (
        ("Section", 22), ("Ref", 8), ("Measure", 50), ("Unit", 10), ("Good is", 16),
        ("Statistical neighbours", 14), ("National", 12), ("Target", 14), (paper.last_year_end, 12),
        *((part, 12) for part in paper.parts), *(((paper.year_end, 14),) if paper.year_end else ()),
        ("Rating", 12), ("Direction", 12), ("Change", 12), ("Comment", 60), ("Small numbers", 30),
    )  # fmt: skip
    return DataTable("scorecard", "Scorecard", columns, tuple(_measure(paper, row) for row in paper.rows))


def _measure(paper: PublishedScorecard, row: PublishedRow) -> Row:
    return (
        row.section, row.ref, row.title, row.unit, row.polarity,
        _cell(row.neighbours.figure if row.neighbours else None),
        _cell(row.national.figure if row.national else None), row.target, _cell(row.last_year_end),
        *(_cell(part) for part in row.parts), *((_cell(row.year_end),) if paper.year_end else ()),
        rating_words(row), direction_words(row), change_words(row), comment_words(row), row.small_numbers,
    )  # fmt: skip


def figures_table(paper: PublishedScorecard, *, bare: bool = True) -> DataTable:
    """A figure a row: whoever works with the figures wants them so. ``bare`` codes are for CSV."""
    columns = (
        ("Scorecard", 30), ("Edition", 8), ("Ref", 8), ("Measure", 50), ("Area", 22), ("Period", 16),
        ("Value", 12), ("Unit", 10), ("Symbol", 8), ("As printed", 20),
    )  # fmt: skip
    return DataTable("figures", "Figures", columns, tuple(_figures(paper, bare)))


def _figures(paper: PublishedScorecard, bare: bool) -> list[Row]:
    found: list[Row] = []
    for row in paper.rows:
        cells = [("council", period, cell) for period, cell in zip(paper.periods, row.cells, strict=True)]
        for area, one in (("statistical neighbours", row.neighbours), ("national", row.national)):
            cells += [(area, one.period, one.figure)] if one else []
        for area, period, cell in cells:
            if cell is None:
                continue
            value: Value = cell.value
            if cell.value is None and cell.code:
                value = cell.code if bare else f"[{cell.code}]"
            found.append(
                (
                    paper.title, paper.edition, row.ref, row.title, area, period, value,
                    row.unit or cell.unit or "", cell.code, cell.code if cell.is_hidden else cell.text,
                )
            )  # fmt: skip
    return found


def findings_table(paper: PublishedScorecard) -> DataTable:
    """What the checks found, and why it may stand."""
    columns = (
        ("Check", 10), ("Measures", 20), ("Period", 16), ("Expected", 16), ("Published", 16),
        ("Finding", 60), ("Explanation", 60), ("Explained by", 24), ("Explained on", 16),
    )  # fmt: skip
    rows = tuple(
        (
            one.code, ", ".join(one.measures), one.period, one.expected, one.published, one.message,
            one.explanation, one.explained_by, one.explained_on,
        )
        for one in paper.findings
    )  # fmt: skip
    return DataTable("findings", "Findings", columns, rows)


def changes_table(paper: PublishedScorecard) -> DataTable:
    """What says something else than in the edition before."""
    columns = (("Ref", 8), ("Measure", 50), ("Period", 16), ("Before", 14), ("After", 14), ("Why", 60))
    rows = tuple((one.ref, one.title, one.period, one.before, one.after, one.why) for one in paper.changes)
    return DataTable("changes", "What changed", columns, rows)


def notes_table(paper: PublishedScorecard) -> DataTable:
    """What a reader must know: who, when, what the symbols mean, how small numbers were protected."""
    rows: list[Row] = [
        ("Scorecard", paper.title), ("Period", paper.period), ("Edition", str(paper.edition)),
        ("Published", uk_date(paper.as_at)), ("Prepared by", paper.prepared_by),
        ("Approved by", paper.approved_by), ("Published by", paper.published_by),
    ]  # fmt: skip
    rows += [("Why there is this edition", paper.reason)] if paper.reason else []
    rows += [(f"[{code}]", f"{meaning}.") for code, meaning in SYMBOLS.items()]
    rows += [("–", "No figure.")]
    rows += [("Small numbers", paper.audit.sentence)] if paper.audit else []
    rows += [("About these figures", paper.notice)] if paper.notice else []
    if not paper.is_public:
        rows.insert(0, ("Not for publication", "This file has numbers that are hidden in public."))
    return DataTable("notes", "Notes", (("What", 26), ("Words", 90)), tuple(rows))


def rating_words(row: PublishedRow) -> str:
    return f"[{HIDDEN}]" if row.rating_is_hidden else COLOUR_WORDS[row.rating]


def direction_words(row: PublishedRow) -> str:
    if row.travel_is_hidden:
        return f"[{HIDDEN}]"
    return ARROW_WORDS[row.arrow].capitalize() if row.arrow else ""


def change_words(row: PublishedRow) -> str:
    if row.travel_is_hidden:
        return f"[{HIDDEN}]"
    return CHANGE_WORDS[row.change] if row.change else ""


def comment_words(row: PublishedRow) -> str:
    """Every word on the measure, in one run."""
    said = [row.words.text] if row.words else []
    said += [row.comment] if row.comment else []
    return "\n".join([*said, *([row.withheld] if row.withheld else [])])


def _cell(figure: PublishedFigure | None) -> Value:
    """A number where it is one and nothing else, so that a workbook can add it up; else words."""
    if figure is None:
        return None
    if figure.value is None or figure.code == HIDDEN:
        return shown(figure)
    status = {"p": FigureStatus.PROVISIONAL, "e": FigureStatus.ESTIMATED}.get(figure.code, FigureStatus.FINAL)
    return Figure(figure.text, value=Decimal(figure.value), unit=figure.unit, status=status)
