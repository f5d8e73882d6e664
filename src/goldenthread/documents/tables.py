"""The board report as typed tables, one row a thing: what Excel sheets and CSV files are written from."""

from collections.abc import Callable, Iterable, Iterator

from goldenthread.documents.board_report import BoardReport, Flag, ScorecardMeasure
from goldenthread.documents.board_report_counts import count
from goldenthread.documents.changes_pages import changes_table
from goldenthread.documents.commentary_pages import commentary_table
from goldenthread.documents.data_tables import DataTable, Row
from goldenthread.documents.paper_figures import Figure
from goldenthread.documents.risk_pages import risks_table
from goldenthread.documents.wording import (
    ARROW_WORDS,
    CHANGE_WORDS,
    COLOUR_WORDS,
    STANDING_WORDS,
    STATUS_WORDS,
)


def summary_table(report: BoardReport) -> DataTable:
    """Every count of the summary: what is counted, the state, how many."""
    counts = count(report)
    rows: list[Row] = [
        *(("Recommendations by state", STANDING_WORDS[key], n) for key, n in counts.standing.items()),
        ("Actions", "All", report.action_counts.total),
        *(("Actions by state", line.word, line.number) for line in report.action_counts.by_state),
        *(("Actions by flag", line.word, line.number) for line in report.action_counts.by_flag),
        ("Actions", "Late or at risk", counts.late_or_at_risk),
        ("Leads", "Not replied", counts.not_replied),
        *(("Measures by rating", COLOUR_WORDS[key], n) for key, n in counts.colour.items()),
        ("Measures", "Rating overridden", counts.overrides),
        *(
            ("Measures by direction of travel", CHANGE_WORDS[key] if key else "Not known", n)
            for key, n in counts.change.items()
        ),
    ]
    return DataTable("summary", "Summary", (("Counted", 34), ("State", 30), ("Number", 10)), tuple(rows))


def recommendations_table(report: BoardReport) -> DataTable:
    """A row for each recommendation and, below it, for each of its elements."""
    columns = (
        ("Ref", 8),
        ("Element", 9),
        ("Title", 60),
        ("Theme", 28),
        ("State", 26),
        ("Rule", 10),
        ("Reason", 34),
        ("Assessed on", 16),
        ("Condition", 40),
        ("State before", 26),
        ("Assessed before on", 18),
        ("Actions", 9),
        ("Measures", 20),
    )
    return DataTable("recommendations", "Recommendations", columns, tuple(_recommendation_rows(report)))


def _recommendation_rows(report: BoardReport) -> Iterator[Row]:
    for item in report.recommendations:
        yield (
            item.ref,
            None,
            item.title,
            item.theme,
            STANDING_WORDS[item.standing],
            item.code,
            item.reason,
            item.assessed_on,
            item.condition,
            STANDING_WORDS[item.previous] if item.previous else None,
            item.previous_on,
            item.actions,
            ", ".join(item.measures),
        )
        for part in item.elements:
            state = STANDING_WORDS[part.standing]
            known = (item.ref, part.ref, part.title, item.theme, state, None, None, part.assessed_on)
            yield (*known, part.condition, None, None, None, None)


def actions_table(report: BoardReport) -> DataTable:
    """The actions late or at risk, with what their leads last said."""
    columns = (
        ("Ref", 8),
        ("Action", 52),
        ("Plan", 30),
        ("Lead", 34),
        ("Due", 18),
        ("Due as printed", 18),
        ("State given", 16),
        ("Flags", 22),
        ("Rules", 16),
        ("Reasons", 46),
        ("Last words", 60),
        ("Said by", 34),
        ("Said on", 18),
    )
    rows = tuple(
        (
            action.ref,
            action.title,
            action.plan,
            action.lead,
            action.due,
            action.due_text,
            action.stated,
            *_flag_cells(action.flags),
            action.last_words.text if action.last_words else None,
            action.last_words.by if action.last_words else None,
            action.last_words.on if action.last_words else None,
        )
        for action in report.actions_of_concern
    )
    return DataTable("actions", "Actions late or at risk", columns, rows)


def _flag_cells(flags: tuple[Flag, ...]) -> tuple[str, str, str]:
    return (
        "; ".join(flag.word for flag in flags),
        "; ".join(flag.code for flag in flags),
        "; ".join(flag.reason for flag in flags),
    )


def not_replied_table(report: BoardReport) -> DataTable:
    """Leads who have given no update since one was wanted, with their last words.

    By when they were asked for one is a column where anybody was asked.
    """
    asked = any(line.wanted_by for line in report.no_replies)
    columns = (
        ("Lead", 40),
        ("Wanted since", 18),
        *([("Asked for by", 18)] if asked else []),
        ("Last heard from", 18),
        ("Actions waiting", 40),
        ("Last words", 60),
    )
    rows = tuple(
        (
            line.lead,
            line.wanted_since,
            *([line.wanted_by] if asked else []),
            line.last_heard,
            ", ".join(line.actions),
            line.last_words.text if line.last_words else None,
        )
        for line in report.no_replies
    )
    return DataTable("not-replied", "Who has not replied", columns, rows)


def scorecard_table(report: BoardReport) -> DataTable:
    """The scorecard as it is read: a row a measure, a column a period."""
    card = report.scorecard
    periods = (card.last_year_end, *card.quarters, card.year_end) if card else ()
    columns = (
        ("Section", 22),
        ("Ref", 8),
        ("Measure", 60),
        ("Polarity", 14),
        ("Statistical neighbours", 14),
        ("National", 12),
        ("Target", 16),
        *((period, 13) for period in periods),
        ("Figure status", 15),
        ("Rating", 12),
        ("Rating rule", 12),
        ("Rating reason", 46),
        ("Published rating", 12),
        ("Computed rating", 12),
        ("Override reason", 40),
        ("Arrow", 10),
        ("Direction", 12),
        ("Direction rule", 12),
        ("Lead", 34),
    )
    return DataTable("scorecard", "Scorecard", columns, tuple(map(_scorecard_row, report.measures)))


def _scorecard_row(measure: ScorecardMeasure) -> Row:
    override, travel = measure.override, measure.travel
    return (
        measure.section,
        measure.ref,
        measure.title,
        measure.polarity,
        measure.statistical_neighbours,
        measure.national,
        measure.target.text if measure.target else None,
        measure.last_year_end,
        *measure.quarters,
        measure.year_end,
        STATUS_WORDS[measure.year_end.status] if measure.year_end else None,
        COLOUR_WORDS[measure.rating.colour],
        measure.rating.code,
        measure.rating.reason,
        COLOUR_WORDS[measure.published] if measure.published else None,
        COLOUR_WORDS[override.computed.colour] if override else None,
        override.reason if override else None,
        ARROW_WORDS[travel.arrow] if travel.arrow else None,
        CHANGE_WORDS[travel.change] if travel.change else "Not known",
        travel.code,
        measure.lead,
    )


def red_measures_table(report: BoardReport) -> DataTable:
    """The red measures with why they are red, what was said, and which actions serve them."""
    columns = (
        ("Ref", 8),
        ("Measure", 50),
        ("Figure rated", 16),
        ("Period", 14),
        ("Target", 16),
        ("Rule", 10),
        ("Why red", 46),
        ("Lead", 34),
        ("Commentary", 60),
        ("Said by", 34),
        ("Said on", 18),
        ("Actions", 24),
        ("Recommendations", 18),
    )
    rows = []
    for measure in report.red_measures:
        words = measure.page.commentary if measure.page else None
        rows.append(
            (
                measure.ref,
                measure.title,
                measure.rated if measure.rated_period else measure.year_end,
                measure.rated_period,
                measure.target.text if measure.target else None,
                measure.rating.code,
                measure.rating.reason,
                measure.lead,
                words.text if words else None,
                words.by if words else None,
                words.on if words else None,
                ", ".join(action.ref for action in measure.page.actions) if measure.page else None,
                ", ".join(measure.page.recommendations) if measure.page else None,
            )
        )
    return DataTable("red-measures", "Red measures", columns, tuple(rows))


def figures_table(report: BoardReport) -> DataTable:
    """Every figure of the scorecard on a row of its own: number, range, unit, status, and text as printed."""
    columns = (
        ("Section", 22),
        ("Ref", 8),
        ("Measure", 60),
        ("Period or benchmark", 22),
        ("Value", 12),
        ("Low", 10),
        ("High", 10),
        ("Unit", 12),
        ("Status", 16),
        ("Qualifier", 22),
        ("As printed", 30),
    )
    rows: list[Row] = []
    for measure, period, figure in _figures(report):
        if figure is not None and figure.text.strip():
            rows.append(
                (
                    measure.section,
                    measure.ref,
                    measure.title,
                    period,
                    figure.value,
                    figure.low,
                    figure.high,
                    figure.unit,
                    STATUS_WORDS[figure.status],
                    figure.qualifier,
                    figure.text,
                )
            )
    return DataTable("figures", "Figures", columns, tuple(rows))


def _figures(report: BoardReport) -> Iterator[tuple[ScorecardMeasure, str, Figure | None]]:
    card = report.scorecard
    for measure in report.measures:
        yield measure, "Statistical neighbours", measure.statistical_neighbours
        yield measure, "National", measure.national
        yield measure, "Target", _target_figure(measure)
        if card:
            yield measure, card.last_year_end, measure.last_year_end
            for quarter, figure in zip(card.quarters, measure.quarters, strict=True):
                # A heading may be "Q1" alone; a tidy row has to say of which year.
                yield measure, quarter if " " in quarter else f"{card.year_end} {quarter}", figure
            yield measure, card.year_end, measure.year_end


def _target_figure(measure: ScorecardMeasure) -> Figure | None:
    """A target as a figure: one number when its ends agree, else a range or a bound."""
    target = measure.target
    if target is None:
        return None
    value = target.low if target.low == target.high else None
    return Figure(target.text, value=value, low=target.low, high=target.high, unit=measure.unit)


def notes_table(report: BoardReport) -> DataTable:
    """What the report is, its labels, sources, rules and next steps."""
    rows: list[Row] = [
        ("Report", report.title, report.reference),
        ("Council", report.council, None),
        ("Report to", report.body, None),
        ("Period", report.period, None),
        ("Date of report", report.as_at, None),
        *(("Label", label, None) for label in report.labels),
        *(("Introduction", text, report.introduction_by) for text in report.introduction),
        *(("Next step", step.text, _joined(step.lead, step.due_text)) for step in report.next_steps),
        *(("Source", source.what, source.origin) for source in report.sources),
        *(("Rule", f"{rule.code} {rule.title}", rule.meaning) for rule in report.rules),
    ]
    if report.contact:
        rows.append(("Contact", report.contact.role, _joined(report.contact.email, report.contact.telephone)))
    return DataTable("notes", "Notes", (("Kind", 18), ("What", 60), ("More", 70)), tuple(rows))


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def risk_register_table(report: BoardReport) -> DataTable | None:
    """A row a risk. None for a report without a register."""
    return risks_table(report.risks) if report.risks else None


ALL_TABLES: tuple[Callable[[BoardReport], DataTable | None], ...] = (
    summary_table,
    changes_table,
    recommendations_table,
    actions_table,
    not_replied_table,
    risk_register_table,
    scorecard_table,
    commentary_table,
    red_measures_table,
    figures_table,
    notes_table,
)


def tables_of(report: BoardReport) -> Iterable[DataTable]:
    """Every table of the report, in the order of its sheets; without those that it was not frozen with."""
    return (table for make in ALL_TABLES if (table := make(report)) is not None)
