"""What is shown of a case measure: its words, its figures, and the list behind one for whoever may see it."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404

from goldenthread.apps.cases.access import Sight
from goldenthread.apps.cases.counting import (
    case_measures,
    figures_of,
    newest_day,
    periods_held,
    rows_behind,
)
from goldenthread.apps.cases.marks import Marks
from goldenthread.apps.cases.models import FromRecords, Taking, Team
from goldenthread.apps.cases.queries import same_team, teams_by_spelling
from goldenthread.apps.cases.stores import store_of, written_of
from goldenthread.apps.measures.models import Measure as LibraryMeasure
from goldenthread.apps.measures.models import Value
from goldenthread.apps.measures.neighbours import Panel
from goldenthread.apps.measures.scorecards import period_slug
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.moments import Moment
from goldenthread.casedata.keys import NoKey, WrongKey
from goldenthread.casedata.measures.computing import Counted
from goldenthread.casedata.measures.definition import Measure, Unit, Way
from goldenthread.casedata.measures.figures import Figure
from goldenthread.casedata.sources import NAMES
from goldenthread.casedata.written import Case
from goldenthread.rulebook.period_kinds import Period, PeriodKind

NEWEST_QUARTERS = 8
OPENED_FROM = "the list behind a figure"


def measure_of(code: str) -> Measure:
    """The case measure of a URL. Raises Http404."""
    try:
        return case_measures()[code]
    except KeyError:
        raise Http404("There is no such case measure.") from None


@dataclass(frozen=True)
class WayShown:
    """One way to count a measure: from which sources, over which days, from which columns, and in code."""

    way: Way
    code: str

    @property
    def sources(self) -> str:
        return ", ".join(NAMES[source] for source in self.way.sources)

    @property
    def needs(self) -> list[str]:
        return [
            f"{table.replace('_', ' ')}: {', '.join(column.replace('_', ' ') for column in columns)}"
            for table, columns in self.way.needs.items()
        ]


def ways_of(measure: Measure) -> list[WayShown]:
    """The ways to count it, the preferred first, each with its expression as it is written."""
    return [WayShown(way, inspect.getsource(way.count)) for way in measure.ways]


@dataclass(frozen=True)
class FigureShown:
    """A figure, with the slug of its period for the address of its list."""

    figure: Figure
    slug: str
    source: str
    words: str

    @property
    def split(self) -> str:
        """What it is of, where figures are split."""
        by = self.figure.by
        return "" if by is None else by.value or "Not said"


def figures_shown(measure: Measure, by: str) -> list[FigureShown]:
    """The figures of the newest quarters, the newest first; where split, those of the newest quarter."""
    try:
        store = store_of()
    except (NoKey, WrongKey):
        return []
    as_at = newest_day(store)
    if as_at is None:
        return []
    quarters = periods_held(store.manifests(as_at), PeriodKind.FINANCIAL_QUARTER, as_at)
    wanted = quarters[-1:] if by else quarters[-NEWEST_QUARTERS:]
    figures = figures_of(store, [measure.code], wanted, as_at=as_at, by=by or None)
    return [
        FigureShown(
            figure, period_slug(figure.period), NAMES[figure.source] if figure.source else "",
            figure_words(measure, figure),
        )
        for figure in reversed(figures)
    ]  # fmt: skip


def figure_words(measure: Measure, figure: Figure) -> str:
    """A figure with its unit: "83.1%", "61.2 per 10,000", "412"; empty where there is none."""
    if figure.value is None:
        return ""
    if measure.unit is Unit.PERCENT:
        return f"{figure.value}%"
    return f"{figure.value:,}" if measure.unit is Unit.COUNT else f"{figure.value} {measure.unit.value}"


@dataclass(frozen=True)
class Behind:
    """A row behind a figure. `number` is the council's own for the child, for the team's manager only."""

    row: Counted
    team: Team | None
    mark: str
    number: str


@dataclass(frozen=True)
class ListBehind:
    """The rows behind a figure that somebody may see, and how many they may not."""

    measure: Measure
    period: Period
    as_at: date
    rows: Sequence[Counted]
    hidden: int
    counted: int


def list_behind(measure: Measure, slug: str, sight: Sight, as_at: date | None) -> ListBehind:
    """The rows behind a figure of a period, those of the teams that the sight takes in. Raises Http404."""
    store = store_of()
    as_at = as_at or newest_day(store)
    period = _period(slug)
    if as_at is None or period is None:
        raise Http404("Nothing is held of this period.")
    rows = rows_behind(store, measure.code, period, as_at=as_at)
    known = teams_by_spelling()
    seen = [row for row in rows if sight.sees(_team(row, known))]
    return ListBehind(
        measure, period, as_at, seen, len(rows) - len(seen), sum(row.numerator != 0 for row in seen)
    )


def shown_rows(rows: Sequence[Counted], sight: Sight, *, by: Person, at: datetime) -> list[Behind]:
    """Rows as they are shown, with the numbers of one's own teams. That they were opened is written down.

    On the children, in the case store; in the record, how many, by whom, and nothing of whom.
    """
    known, marks = teams_by_spelling(), Marks()
    teams = {id(row): _team(row, known) for row in rows}
    own = {row.child for row in rows if sight.sees_numbers(teams[id(row)])}
    numbers = store_of().numbers(own) if own else {}
    cases = [Case(child) for child in dict.fromkeys(row.child for row in rows)]
    written_of().opened(cases, where=OPENED_FROM, by=str(by.uuid), at=at)
    return [
        Behind(
            row, teams[id(row)], marks.of(row.child), numbers.get(row.child, "") if row.child in own else ""
        )
        for row in rows
    ]


def record_opening(shown: ListBehind, rows: int, *, by: Person, at: datetime) -> None:
    """Write in the record that somebody opened a list behind a figure: which, and how many rows."""
    record("cases.list_opened", by=by, at=at, on=by, after={
        "measure": shown.measure.code, "period": str(shown.period), "as_at": shown.as_at, "rows": rows,
    })  # fmt: skip


def _team(row: Counted, known: dict[str, Team]) -> Team | None:
    return known.get(same_team(row.team)) if row.team else None


def _period(slug: str) -> Period | None:
    """The period that a slug was made of: "2017-18-q4", "2017-18", "may-2018"."""
    from goldenthread.rulebook.periods import NotAPeriod, parse_period

    words = " ".join(slug.rsplit("-", 1)) if slug[-2:-1] == "q" or not slug[0].isdigit() else slug
    try:
        return parse_period(words)
    except NotAPeriod:
        return None


def origins_from_records(values: Sequence[Value]) -> dict[int, Panel]:
    """Where versions that were counted from case records come from, by the version's row number."""
    rows = FromRecords.objects.filter(value__in=list(values)).select_related("value__observation")
    found = {}
    for row in rows:
        observation = row.value.observation
        slug = period_slug(Period(PeriodKind(observation.period_kind), observation.starts, observation.ends))
        found[row.value_id] = Panel("cases/where_from.html", {
            "row": row, "slug": slug, "source": NAMES.get(row.source, row.source),
            "known": row.code in case_measures(),
        })  # fmt: skip
    return found


def taken_panel(measure: LibraryMeasure, moment: Moment) -> Panel:
    """On a measure's page: which case measure counts it, or that one could."""
    taking = None if moment.is_past else Taking.objects.filter(measure=measure).first()
    counted = case_measures().get(taking.code) if taking else None
    return Panel("cases/taken_panel.html", {"measure": measure, "taking": taking, "counted": counted})
