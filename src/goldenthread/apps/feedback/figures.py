"""Numbers and themes of a quarter, as leaders and a board read them: never a complaint by itself.

A count by service or theme below the threshold is given as fewer than it (CMP-6), so that nobody can be told
from a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from goldenthread.apps.feedback.models import Compliment, Learning, Outcome, RaisedBy
from goldenthread.apps.feedback.queries import ComplaintShown, StageShown, complaints, compliments
from goldenthread.apps.measures.models import COUNCIL_AREA, Measure
from goldenthread.apps.measures.recorded import current_values, figure_of, period_columns
from goldenthread.rulebook import intervals
from goldenthread.rulebook.complaints import on_time_of, shown_counts
from goldenthread.rulebook.intervals import Interval
from goldenthread.rulebook.periods import Period, PeriodKind


@dataclass(frozen=True)
class Line:
    """One row of a breakdown: what, and how many in words."""

    label: str
    words: str


@dataclass(frozen=True)
class Quarter:
    """What was received and answered in a quarter, with the quarter's own complaints.

    `on_time` and `counted` are of the stages that fell due or were answered in it (CMP-4).
    """

    period: Period
    received: tuple[ComplaintShown, ...]
    stages: tuple[StageShown, ...]
    compliments: tuple[Compliment, ...]
    learned: tuple[Learning, ...]
    per: Measure | None = None
    base: Decimal | None = None

    @property
    def on_time(self) -> int:
        return on_time_of(one.timing for one in self.stages)[0]

    @property
    def counted(self) -> int:
        return on_time_of(one.timing for one in self.stages)[1]

    @property
    def interval(self) -> Interval | None:
        """The share answered on time in percent, with Wilson's interval; None where none counts."""
        return intervals.proportion(self.on_time, self.counted, multiplier=100) if self.counted else None

    @property
    def share_words(self) -> str:
        one = self.interval
        if one is None or one.value is None or one.lower is None or one.upper is None:
            return "None fell due"
        said = f"{one.value:.0f}% ({self.on_time} of {self.counted})"
        return f"{said}; by chance {one.lower:.0f}% to {one.upper:.0f}%"

    @property
    def rate(self) -> Interval | None:
        """Complaints per 1,000 of what `per` counts, with Byar's or the exact interval."""
        if not self.base:
            return None
        return intervals.rate(len(self.received), self.base, multiplier=1000)

    @property
    def rate_words(self) -> str:
        one = self.rate
        if one is None or one.value is None or one.lower is None or one.upper is None:
            return ""
        return f"{one.value:.1f} per 1,000; by chance {one.lower:.1f} to {one.upper:.1f}"

    @property
    def slug(self) -> str:
        """Its part of an address: 2018-19-q1."""
        return str(self.period).lower().replace(" ", "-")

    @property
    def year_slug(self) -> str:
        """The financial year around a quarter, as part of an address: few are hidden there. Else empty."""
        if self.period.kind is not PeriodKind.FINANCIAL_QUARTER:
            return ""
        return str(Period.containing(PeriodKind.FINANCIAL_YEAR, self.period.start))

    @property
    def by_theme(self) -> list[Line]:
        names = [theme.name for one in self.received for theme in one.complaint.themes.all()]
        return _lines(names, whole=False)

    @property
    def by_service(self) -> list[Line]:
        return _lines(one.complaint.service for one in self.received)

    @property
    def by_raiser(self) -> list[Line]:
        return _lines(RaisedBy(one.complaint.raised_by).label for one in self.received)

    @property
    def by_outcome(self) -> list[Line]:
        return _lines(Outcome(one.stage.outcome).label for one in self.stages if one.stage.outcome)


def _lines(labels: Iterable[str], *, whole: bool = True) -> list[Line]:
    return [Line(label, words) for label, words in shown_counts(Counter(labels), whole=whole)]


def quarter(period: Period, today: date, *, per: Measure | None = None) -> Quarter:
    """A quarter, or any period, in numbers."""
    every = complaints(today)
    return _quarter(period, every, list(compliments()), _learned(), today, per)


def quarters(
    today: date, *, per: Measure | None = None, number: int = 8, known_at: datetime | None = None
) -> list[Quarter]:
    """The last quarters up to the day's own, the newest first, as far as was known."""
    every = complaints(today, known_at=known_at)
    praised = [one for one in compliments() if known_at is None or one.recorded_at <= known_at]
    learned = [
        one for one in _learned() if not known_at or not one.recorded_at or one.recorded_at <= known_at
    ]
    period, found = Period.containing(PeriodKind.FINANCIAL_QUARTER, today), []
    for _ in range(number):
        found.append(_quarter(period, every, praised, learned, today, per))
        period = period.previous()
    while len(found) > 1 and not (found[-1].received or found[-1].compliments or found[-1].stages):
        found.pop()
    return found


def _quarter(
    period: Period, every: Sequence[ComplaintShown], praised: Sequence[Compliment],
    learned: Sequence[Learning], today: date, per: Measure | None,
) -> Quarter:  # fmt: skip
    stages = [stage for one in every for stage in one.stages if _of(stage, period, today)]
    return Quarter(
        period,
        tuple(one for one in every if one.received_on in period),
        tuple(stages),
        tuple(one for one in praised if one.received_on in period),
        tuple(one for one in learned if one.learned_on in period),
        per,
        _base(per, period) if per else None,
    )


def _of(stage: StageShown, period: Period, today: date) -> bool:
    """Whether a stage counts to a period: by its answer; while it waits, by the day on which it was due."""
    ended = stage.stage.ended_on
    return (ended or stage.due) in period if ended or stage.due < today else False


def _learned() -> list[Learning]:
    return list(Learning.objects.select_related("action__plan").order_by("learned_on", "id"))


def _base(per: Measure, period: Period) -> Decimal | None:
    rows = current_values().filter(
        observation__measure=per,
        observation__area=COUNCIL_AREA,
        **{f"observation__{name}": value for name, value in period_columns(period).items()},
    )
    held = rows.first()
    return figure_of(held).value if held is not None else None


def measures_counted() -> list[Measure]:
    """Measures that a rate may be per: those that are no percentage or rate themselves, such as referrals."""
    return list(Measure.objects.exclude(unit__contains="%").exclude(unit__icontains="per ").order_by("title"))
