"""How a stream goes over the quarters, and which themes come back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.apps.audits.models import Audit, Sort, Theme, ThemeFound
from goldenthread.apps.audits.queries import AuditLine, audit_list
from goldenthread.apps.audits.results import Result
from goldenthread.apps.trail.moments import in_force_by
from goldenthread.rulebook.audits import repeats
from goldenthread.rulebook.periods import Period, PeriodKind
from goldenthread.rulebook.proportions import ProportionChart, ProportionPoint, proportion_chart


@dataclass(frozen=True)
class TrendPoint:
    """One quarter: the audits of it together. `judged` is its point on the chart, None without a sample."""

    period: Period
    result: Result
    lines: tuple[AuditLine, ...]
    judged: ProportionPoint | None
    tool_changed: bool

    @property
    def tools(self) -> str:
        return "; ".join(dict.fromkeys(str(line.audit.tool or "Tool not said") for line in self.lines))


@dataclass(frozen=True)
class Trend:
    """A stream over the quarters, oldest first, of audits of one series on one scale."""

    stream: str
    series: str
    grades: tuple[str, ...]
    points: tuple[TrendPoint, ...]
    chart: ProportionChart

    @property
    def good_words(self) -> str:
        """What counts as good, in the words of the newest audit's scale."""
        return self.points[-1].lines[-1].audit.good_words.lower()

    @property
    def tool_changed(self) -> bool:
        return any(point.tool_changed for point in self.points)


def series_of(audit: Audit) -> str:
    """What audits of one line have in common: their tool, whatever its version; else their title."""
    return audit.tool.name if audit.tool else audit.title


def streams_over_time(lines: Sequence[AuditLine]) -> list[str]:
    """The streams that one series judged in two quarters or more, the longest run first."""
    quarters: dict[tuple[str, str], set[Period]] = defaultdict(set)
    called: dict[str, str] = {}
    for line in lines:
        for result in line.streams:
            called.setdefault(result.label.casefold(), result.label)
            quarters[result.label.casefold(), series_of(line.audit)].add(_quarter(line))
    longest: dict[str, int] = defaultdict(int)
    for (key, _), found in quarters.items():
        longest[key] = max(longest[key], len(found))
    many = [key for key, length in longest.items() if length > 1]
    return [called[key] for key in sorted(many, key=lambda key: (-longest[key], key))]


def trends_of(
    stream: str, known_at: datetime | None = None, lines: Sequence[AuditLine] | None = None
) -> list[Trend]:
    """A stream by quarter, one trend for each series and scale that has two quarters or more.

    Grades of two scales are never one line. Of several audits in a quarter cases and good cases are added
    up; one whose sample is not known stands where it is the only one, and else is left out of the sum.
    """
    found = audit_list(known_at=known_at) if lines is None else lines
    series: dict[tuple[str, tuple[str, ...]], dict[Period, list[tuple[AuditLine, Result]]]] = {}
    for line in found:
        if result := line.stream(stream):
            key = series_of(line.audit), tuple(line.audit.grades)
            series.setdefault(key, defaultdict(list))[_quarter(line)].append((line, result))
    return [
        _trend(stream, name, grades, quarters)
        for (name, grades), quarters in series.items()
        if len(quarters) > 1
    ]


def _trend(
    stream: str, name: str, grades: tuple[str, ...], quarters: dict[Period, list[tuple[AuditLine, Result]]]
) -> Trend:
    rows = [
        (period, _together(stream, [result for _, result in pairs]), tuple(line for line, _ in pairs))
        for period, pairs in sorted(quarters.items(), key=lambda pair: pair[0].start)
    ]
    samples = [(row.good, row.cases) for _, row, _ in rows if row.good is not None and row.cases]
    chart = proportion_chart(samples)
    judged = iter(chart.points)
    points, before = [], None
    for period, row, lines in rows:
        tools = {str(line.audit.tool) if line.audit.tool else "" for line in lines}
        known = row.good is not None and bool(row.cases)
        points.append(
            TrendPoint(period, row, lines, next(judged) if known else None, before not in (None, tools))
        )
        before = tools
    return Trend(stream, name, grades, tuple(points), chart)


def _together(stream: str, results: Sequence[Result]) -> Result:
    known = [one for one in results if one.good is not None and one.cases]
    if len(results) == 1 or not known:
        return results[0]
    by_grade = tuple(sum(many) for many in zip(*(one.by_grade for one in known), strict=False))
    good, cases = sum(one.good or 0 for one in known), sum(one.cases or 0 for one in known)
    whole = by_grade if all(one.by_grade for one in known) else ()
    return Result(stream, known[0].of, good, cases, None, whole)


def _quarter(line: AuditLine) -> Period:
    """The quarter in which an audit's period ends: a half-year's audit is known at its end."""
    return Period.containing(PeriodKind.FINANCIAL_QUARTER, line.period.last_day)


@dataclass(frozen=True)
class ThemeLine:
    """A theme with the audits that found it, newest first."""

    theme: Theme
    to_improve: tuple[ThemeFound, ...]
    strengths: tuple[ThemeFound, ...]

    @property
    def repeats(self) -> bool:
        """Found as something to improve in two periods or more (AUD-7)."""
        return repeats([(one.audit.starts, one.audit.ends) for one in self.to_improve])

    @property
    def last(self) -> date:
        return max(one.audit.starts for one in (*self.to_improve, *self.strengths))


def theme_lines(known_at: datetime | None = None) -> list[ThemeLine]:
    """Every theme that audits found: those that repeat first, then the most often found."""
    rows = (
        ThemeFound.ever.filter(in_force_by(known_at, published="audit__published_on"))
        .select_related("theme", "audit")
        .order_by("-audit__starts", "-audit__number")
    )
    found: dict[int, list[ThemeFound]] = defaultdict(list)
    for row in rows:
        found[row.theme_id].append(row)
    lines = [
        ThemeLine(
            many[0].theme,
            tuple(one for one in many if one.sort == Sort.IMPROVE),
            tuple(one for one in many if one.sort == Sort.STRENGTH),
        )
        for many in found.values()
    ]
    return sorted(lines, key=lambda line: (not line.repeats, -len(line.to_improve), line.theme.name))
