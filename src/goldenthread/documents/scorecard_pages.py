"""The scorecard's part of the board report in blocks: the table, the red measures, the directions."""

from collections.abc import Iterable
from itertools import groupby

from goldenthread.documents import cells, charts
from goldenthread.documents.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Picture,
    SideBySide,
    Table,
    Text,
)
from goldenthread.documents.board_report import (
    BoardReport,
    MeasurePage,
    Scorecard,
    ScorecardMeasure,
    SeriesPoint,
    ServingAction,
)
from goldenthread.documents.commentary_pages import measure_commentary, section_commentary
from goldenthread.documents.paper_figures import ABSENT, Change, Commentary, Figure, Travel, Words
from goldenthread.documents.wording import (
    CHANGE_WORDS,
    STATUS_WORDS,
    colour_badge,
    counted,
    listed,
    printed,
    rating_badge,
    travel_badge,
    uk_date,
)

CHART_MILLIMETRES = 170.0
SPARK_MILLIMETRES = 24.0
# Characters of commentary that fit in half a page's width; more runs over the whole width.
LONGEST_BESIDE = 900
NO_BREAK = "\u00a0"


def scorecard_blocks(report: BoardReport) -> Iterable[Block]:
    """The scorecard, one table a section, with the cells whose words do not fit written out below it."""
    yield Heading("Scorecard", 1)
    scorecard = report.scorecard
    if scorecard is None or not scorecard.measures:
        yield Paragraph("There are no measures in this report.")
        return
    yield Paragraph(f"{scorecard.title}. {counted(len(scorecard.measures), 'measure')}.")
    columns = _scorecard_columns(scorecard)
    for section, measures in groupby(scorecard.measures, key=lambda measure: measure.section):
        rows = list(measures)
        yield Heading(section, 2)
        yield Table(section, columns, tuple(_scorecard_row(measure) for measure in rows), compact=True)
        yield from _cell_notes(scorecard, rows)
        yield from section_commentary(section, rows)


def _scorecard_columns(scorecard: Scorecard) -> tuple[Column, ...]:
    return (
        Column("Ref", 10),
        Column("Measure", 64),
        Column("Statistical neighbours", 22, "right"),
        Column("National", 18.5, "right"),
        Column("Target", 18.5, "right"),
        Column(scorecard.last_year_end, 18.5, "right"),
        *(Column(quarter, 18.5, "right") for quarter in scorecard.quarters),
        Column(scorecard.year_end, 24, "right"),
        Column("Rating", 26),
        Column("Direction", 20),
    )


def _scorecard_row(measure: ScorecardMeasure) -> tuple[Cell, ...]:
    return (
        cells.plain(measure.ref),
        cells.plain(_title_with_polarity(measure)),
        cells.figure(measure.statistical_neighbours),
        cells.figure(measure.national),
        cells.plain(measure.target.text if measure.target else "–"),
        cells.figure(measure.last_year_end),
        *(cells.figure(quarter) for quarter in measure.quarters),
        (Text(printed(measure.year_end), "strong"),),
        cells.badge(rating_badge(measure.rating), *_rating_notes(measure)),
        (travel_badge(measure.travel),),
    )


def _title_with_polarity(measure: ScorecardMeasure) -> str:
    """On one line: a line of its own for each row would add a page to a scorecard of forty measures."""
    polarity = (measure.polarity[:1].lower() + measure.polarity[1:]).replace(" ", NO_BREAK)
    return f"{measure.title} ({polarity})" if polarity else measure.title


def _rating_notes(measure: ScorecardMeasure) -> Iterable[str]:
    if measure.override:
        yield f"Override of {colour_badge(measure.override.computed.colour).word.lower()}"
    if measure.published:
        yield f"Published as {colour_badge(measure.published).word.lower()}"


def _cell_notes(scorecard: Scorecard, measures: list[ScorecardMeasure]) -> Iterable[Block]:
    """Whose figures a person chose, and the source's words where a cell shows only the kind of absence."""
    for measure in measures:
        if measure.source:
            yield Paragraph(f"{measure.ref}: figures {measure.source}.", "note")
        named = zip(
            (
                "statistical neighbours",
                "national",
                scorecard.last_year_end,
                *scorecard.quarters,
                scorecard.year_end,
            ),
            (
                measure.statistical_neighbours,
                measure.national,
                measure.last_year_end,
                *measure.quarters,
                measure.year_end,
            ),
            strict=True,
        )
        places: dict[str, list[str]] = {}
        for name, figure in named:
            if figure and figure.status in ABSENT and figure.text.casefold() != printed(figure).casefold():
                places.setdefault(figure.text, []).append(name)
        for text, names in places.items():
            yield Paragraph(f"{measure.ref}, {listed(names)}, as printed: “{text}”", "note")


def red_measure_blocks(report: BoardReport) -> Iterable[Iterable[Block]]:
    """One run of blocks for each red measure; a single sentence when there is none."""
    reds = report.red_measures
    if not reds or report.scorecard is None:
        yield (Heading("Red measures", 1), Paragraph("No measure is red."))
        return
    for position, measure in enumerate(reds):
        opening = (Heading("Red measures", 1),) if position == 0 else ()
        yield (*opening, *_red_measure(measure, report.scorecard))


def _red_measure(measure: ScorecardMeasure, scorecard: Scorecard) -> Iterable[Block]:
    page = measure.page or MeasurePage()
    yield Heading(f"{measure.ref} {measure.title}", 2)
    yield cells.facts("The measure", _facts(measure, page, scorecard))
    drawing = charts.chart(measure.title, page.series, unit=measure.unit, target=measure.target)
    if drawing:
        yield _picture(drawing, CHART_MILLIMETRES)
        yield from (Paragraph(note, "note") for note in _chart_notes(measure, page))
    else:
        yield Paragraph("There is no chart, because none of the periods below has a number.")
    figures = (Heading("Figures over time", 3), *_series_table(page.series))
    words = (Heading("Commentary", 3), *_commentary(measure.commentary, page.commentary))
    if _length(measure.commentary, page.commentary) > LONGEST_BESIDE:
        yield from (*figures, *words)
    else:
        yield SideBySide(figures, words)
    yield Heading("Actions that serve this measure", 3)
    yield from _serving(page.actions)


def _facts(measure: ScorecardMeasure, page: MeasurePage, scorecard: Scorecard) -> Iterable[tuple[str, Cell]]:
    rating = measure.rating
    if measure.rated_period:
        yield "Figure rated", cells.strong(f"{printed(measure.rated)} ({measure.rated_period})")
    else:
        yield "Figure rated", cells.strong(f"{printed(measure.year_end)} ({scorecard.year_end})")
    if measure.source:
        yield "Figures", cells.plain(measure.source)
    yield "Target", cells.plain(measure.target.text if measure.target else "None set")
    if measure.override:
        computed, who = measure.override.computed, measure.override.by
        set_by = f"Set by {who} on {uk_date(measure.override.on)}: {measure.override.reason}"
        yield "Why red", (rating_badge(rating), Text(set_by))
        yield "Computed rating", (rating_badge(computed), Text(computed.reason))
    else:
        yield "Why red", (rating_badge(rating), Text(rating.reason))
    if measure.published:
        yield "Published as", (colour_badge(measure.published),)
    yield "Direction of travel", (travel_badge(measure.travel), *_moved(measure.travel))
    yield "Statistical neighbours", cells.figure(measure.statistical_neighbours)
    yield "National", cells.figure(measure.national)
    yield "Which way is good", cells.plain(measure.polarity or "Not stated")
    yield "Lead", cells.plain(measure.lead or "No lead")
    yield "Recommendations", cells.plain(listed(page.recommendations) or "None linked")
    if page.definition:
        yield "Definition", cells.plain(page.definition)


def _chart_notes(measure: ScorecardMeasure, page: MeasurePage) -> Iterable[str]:
    if any(point.figure and point.figure.status in charts.UNSETTLED for point in page.series):
        yield "A hollow point is a provisional or estimated figure."
    axis = charts.axis_of(page.series, unit=measure.unit, target=measure.target)
    if not axis.starts_at_zero:
        yield f"The axis starts at {axis.low:f}, not at zero."


def _series_table(series: tuple[SeriesPoint, ...]) -> Iterable[Block]:
    if not series:
        yield Paragraph("No figures are held.")
        return
    columns = (Column("Period", 38), Column("Figure", 34, "right"), Column("Status", 28))
    yield Table(
        "Figures over time",
        columns,
        tuple(
            (cells.plain(point.period), _number(point.figure), cells.plain(_status(point.figure)))
            for point in series
        ),
        compact=True,
    )


def _number(figure: Figure | None) -> Cell:
    """The figure, or a dash where the status beside it already says why there is none."""
    return cells.plain("–") if figure and figure.status in ABSENT else cells.figure(figure)


def _status(figure: Figure | None) -> str:
    return STATUS_WORDS[figure.status] if figure else "No figure held"


def _length(said: Commentary | None, words: Words | None) -> int:
    """How many characters the words on a measure have."""
    return len(said.words.text if said else "") + len(words.text if words else "")


def _commentary(said: Commentary | None, words: Words | None) -> Iterable[Block]:
    """What the lead wrote, then what the source paper printed."""
    if said:
        yield from measure_commentary(said)
    if words is None:
        if not said:
            yield Paragraph("No commentary has been given.")
        return
    if said:
        yield Paragraph("As the paper printed it:", "note")
    yield from (Paragraph(text) for text in words.text.split("\n") if text.strip())
    yield Paragraph(f"{words.by}, {uk_date(words.on) if words.on else 'no date held'}", "note")


def _serving(actions: tuple[ServingAction, ...]) -> Iterable[Block]:
    if not actions:
        yield Paragraph("No action serves this measure.")
        return
    yield Table(
        "Actions that serve this measure",
        (
            Column("Ref", 10),
            Column("Action", 36),
            Column("Lead", 20),
            Column("Due", 14),
            Column("State given", 14),
            Column("What the rules say", 18),
        ),
        tuple(
            (
                cells.strong(action.ref),
                cells.plain(action.title),
                cells.plain(action.lead or "No lead"),
                cells.plain(action.due_text or "No date"),
                cells.plain(action.stated or "None given"),
                cells.plain("; ".join(f"{flag.word} ({flag.code})" for flag in action.flags) or "Nothing"),
            )
            for action in actions
        ),
        compact=True,
    )


def direction_blocks(report: BoardReport) -> Iterable[Block]:
    """Measures by what their movement means, each with its figures and a small line."""
    yield Heading("Direction of travel", 1)
    if report.scorecard is None or not report.measures:
        yield Paragraph("There are no measures in this report.")
        return
    for change in (Change.WORSE, Change.BETTER, Change.SAME, None):
        chosen = [measure for measure in report.measures if measure.travel.change is change]
        yield Heading(CHANGE_WORDS[change] if change else "Not known", 2)
        if chosen:
            yield _direction_table(report.scorecard, chosen, CHANGE_WORDS[change] if change else "Not known")
        else:
            yield Paragraph("No measures.")


def _direction_table(scorecard: Scorecard, measures: list[ScorecardMeasure], name: str) -> Table:
    columns = (
        Column("Ref", 9),
        Column("Measure", 43),
        Column("Over the year", 17),
        Column("What moved", 32),
        Column("Direction", 19),
    )
    return Table(
        name,
        columns,
        tuple(
            (
                cells.plain(measure.ref),
                cells.plain(measure.title),
                _spark(scorecard, measure),
                _moved(measure.travel),
                (travel_badge(measure.travel),),
            )
            for measure in measures
        ),
        compact=True,
    )


def _moved(travel: Travel) -> Cell:
    """The two figures in words and what the earlier one is of."""
    compared = (Text(f"Compared with {travel.compared_with}", "muted"),) if travel.compared_with else ()
    return (Text(travel.reason), *compared)


def _spark(scorecard: Scorecard, measure: ScorecardMeasure) -> Cell:
    series = tuple(
        SeriesPoint(period, figure)
        for period, figure in zip(scorecard.quarters, measure.quarters, strict=True)
    )
    drawing = charts.sparkline(series)
    if not drawing:
        return cells.plain("–")
    return (_picture(drawing, SPARK_MILLIMETRES),)


def _picture(drawing: charts.Drawing, width: float) -> Picture:
    return Picture(drawing.svg, drawing.alt, width, width * drawing.height / drawing.width)
