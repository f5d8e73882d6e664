"""What a frozen paper prints of measures: each figure with its period, and the words that stand beside them.

Read from the paper's own document, so it is what readers of its PDF see, whatever the records say by now.
Targets and figures of other areas are left out: they count nobody of the council's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.documents.board_report import BoardReport, ScorecardMeasure, SeriesPoint
from goldenthread.documents.drafted_report import DraftedReport
from goldenthread.documents.highlight_report import HEADINGS, HighlightReport
from goldenthread.documents.paper_figures import Figure
from goldenthread.documents.report_parts import Part, PartKind
from goldenthread.documents.self_assessment import Chart, PieceKind, Recommendation, SelfAssessment, Told
from goldenthread.documents.sign_off_case import CaseMeasure, SignOffCase

OF_RECORDS = "Measure"
"""The first heading of every table of the records whose rows are measures."""


@dataclass(frozen=True)
class PrintedFigure:
    """A figure of a measure as a paper prints it.

    ``name`` is the measure's reference and title as printed together: "2.10 Children missing from home".
    ``period`` is the printed one, empty where the paper does not say; ``unit`` None where it does not either.
    """

    name: str
    period: str
    text: str
    unit: str | None = None
    value: Decimal | None = None


@dataclass(frozen=True)
class PrintedWords:
    """Words as they were typed: their place, and the measure that they speak of, empty for none."""

    where: str
    text: str
    measure: str = ""


@dataclass(frozen=True)
class Printed:
    """All that a paper prints of measures."""

    figures: tuple[PrintedFigure, ...] = ()
    words: tuple[PrintedWords, ...] = ()


def of_board_report(report: BoardReport) -> Printed:
    """The scorecard's rows, the histories of red measures, and what leads and officers wrote."""
    words = [PrintedWords("Introduction", text) for text in report.introduction]
    words += [
        PrintedWords(f"Action {one.ref}, last words", one.last_words.text)
        for one in report.actions_of_concern
        if one.last_words
    ]
    words += [
        PrintedWords(f"Updates of {one.lead}", one.last_words.text)
        for one in report.no_replies
        if one.last_words
    ]
    figures: list[PrintedFigure] = []
    for row in report.measures:
        figures += _row(report, row)
        told = (row.commentary.words if row.commentary else None, row.page.commentary if row.page else None)
        name = f"{row.ref} {row.title}"
        words += [PrintedWords(f"Words on {name}", one.text, name) for one in told if one]
    return Printed(tuple(dict.fromkeys(figures)), tuple(dict.fromkeys(words)))


def _row(report: BoardReport, row: ScorecardMeasure) -> Iterator[PrintedFigure]:
    card = report.scorecard
    if card is None:
        return
    name = f"{row.ref} {row.title}"
    # A quarter is headed "Q1" under its year; a month has its year in its heading.
    parts = [f"{card.year_end} {one}" if one.startswith("Q") else one for one in card.quarters]
    cells = [
        (card.last_year_end, row.last_year_end),
        *zip(parts, row.quarters, strict=True),
        (card.year_end, row.year_end),
        (row.rated_period or card.year_end, row.rated),
    ]
    if row.page is not None:
        cells += [(point.period, point.figure) for point in row.page.series]
    for period, figure in cells:
        if figure is not None:
            yield _figure(name, period, figure, row.unit)


def of_drafted_report(report: DraftedReport) -> Printed:
    """The tables of measures that its sections hold, and every line that was typed."""
    parts = [(f"{one.number} {one.title}", part) for one in report.sections for part in one.parts]
    figures = (figure for _, part in parts for figure in _table(part))
    words = (PrintedWords(where, line) for where, part in parts for line in _typed(part))
    return Printed(tuple(dict.fromkeys(figures)), tuple(words))


def of_highlight_report(report: HighlightReport) -> Printed:
    """Its five parts, which are words alone."""
    return Printed(words=tuple(PrintedWords(said, getattr(report, key)) for key, said in HEADINGS.items()))


def of_self_assessment(paper: SelfAssessment) -> Printed:
    """The figures, tables and charts that its parts name, what was typed, and findings of evidence."""
    figures: list[PrintedFigure] = []
    words: list[PrintedWords] = []
    for chapter in paper.chapters:
        for told in chapter.told:
            _take(chapter.title, told, {}, figures, words)
    for one in paper.recommendations:
        charts = {chart.key: chart for chart in one.charts}
        for told in one.told:
            _take(one.name, told, charts, figures, words)
        words += _findings(one)
    return Printed(tuple(dict.fromkeys(figures)), tuple(dict.fromkeys(words)))


def _findings(one: Recommendation) -> Iterator[PrintedWords]:
    for piece in one.evidence:
        if piece.finding and not piece.restricted:
            yield PrintedWords(f"{one.name}, evidence {piece.reference}", piece.finding)


def _take(
    where: str, told: Told, charts: dict[str, Chart], figures: list[PrintedFigure], words: list[PrintedWords]
) -> None:
    """What is printed under one heading. A figure in a sentence is the newest or the first of its chart."""
    place = f"{where}: {told.title}"
    for piece in told.pieces:
        if piece.part is not None:
            figures += _table(piece.part)
            words += [PrintedWords(place, line) for line in _typed(piece.part)]
        elif piece.kind is PieceKind.CHART and piece.key in charts:
            chart = charts[piece.key]
            figures += _points(chart.title, chart.series, chart.unit)
    for value in told.figures:
        chart_of, end = value.key.removesuffix("_first"), 0 if value.key.endswith("_first") else -1
        if chart_of in charts and charts[chart_of].series:
            chart = charts[chart_of]
            figures += _points(chart.title, (chart.series[end],), chart.unit)


def _points(name: str, series: Sequence[SeriesPoint], unit: str | None) -> Iterator[PrintedFigure]:
    for point in series:
        if point.figure is not None:
            yield _figure(name, point.period, point.figure, unit)


def of_sign_off_case(case: SignOffCase) -> Printed:
    """The figures of each measure by every source, and the points of its control chart."""
    figures = (figure for measure in case.measures for figure in _of_case(measure))
    return Printed(tuple(dict.fromkeys(figures)))


def _of_case(measure: CaseMeasure) -> Iterator[PrintedFigure]:
    unit = measure.unit or None
    for strand in measure.strands:
        for one in strand.figures:
            yield PrintedFigure(measure.name, one.period, one.text, unit, one.value)
    for point in measure.chart.points if measure.chart else ():
        yield PrintedFigure(measure.name, point.period, point.text, unit, point.value)


def _figure(name: str, period: str, figure: Figure, unit: str | None) -> PrintedFigure:
    return PrintedFigure(name, period, figure.text, unit or figure.unit, figure.value)


def _table(part: Part) -> Iterator[PrintedFigure]:
    """The figures of a table of the records whose rows are measures; a typed table has none of its own."""
    if part.kind is not PartKind.TABLE or part.figure is None or not part.rows:
        return
    heads, *rows = ([cell.text for cell in row.cells] for row in part.rows)
    if heads[0] != OF_RECORDS:
        return
    for cells in rows:
        row = dict(zip(heads, cells, strict=True))
        text, period = row.get("Figure", ""), row.get("Period", "")
        if not period and text.endswith(")") and " (" in text:
            text, period = text[:-1].rsplit(" (", 1)
        yield PrintedFigure(row[OF_RECORDS], period, text)
        if before := row.get("Before", ""):
            yield PrintedFigure(row[OF_RECORDS], "", before)


def _typed(part: Part) -> Iterable[str]:
    """Lines of a part that somebody typed, figures in them as they are read."""
    if part.figure is not None:
        return ()
    return [line.text for line in (*part.lines, *(cell for row in part.rows for cell in row.cells))]
