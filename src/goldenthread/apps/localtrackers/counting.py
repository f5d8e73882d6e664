"""What a tracker counts as a measure, and recording it: like any other source, under the tracker's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from goldenthread.apps.cases.stores import written_of
from goldenthread.apps.localtrackers.defined import Counts, Definition
from goldenthread.apps.localtrackers.models import LocalTracker
from goldenthread.apps.localtrackers.queries import definition_of
from goldenthread.apps.localtrackers.standings import RowStanding, has_begun, standing_of
from goldenthread.apps.measures.actions import define_measure, record_observation
from goldenthread.apps.measures.choosing import choose_source
from goldenthread.apps.measures.models import Measure, Observation, Value
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.derived import round_half_up
from goldenthread.rulebook.figures import Figure
from goldenthread.rulebook.period_kinds import Period, PeriodKind
from goldenthread.rulebook.rating import Polarity

HUNDRED = Decimal(100)
MOST_PERIODS = 8
SOURCE_BEGINS = "the tracker “"
SHARES = frozenset({Counts.DONE, Counts.IN_TIME})


@dataclass(frozen=True)
class Words:
    """How a count is told: the end of the measure's title, and what is counted of what."""

    title: str
    numerator: str
    denominator: str
    polarity: Polarity


WORDS = {
    Counts.DONE: Words("done", "Rows that are done on the last day", "All rows begun by the last day",
                       Polarity.HIGH),
    Counts.IN_TIME: Words("in time", "Of them, those done by their deadline",
                          "Rows whose deadline lies in the period", Polarity.HIGH),
    Counts.OPEN: Words("open", "Rows that are not done on the last day", "", Polarity.LOW),
    Counts.OVERDUE: Words("overdue", "Rows that are not done and past their deadline on the last day", "",
                          Polarity.LOW),
}  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """A count of a period, as at a day: so many, of so many where it is a share."""

    period: Period
    as_at: date
    number: int
    of: int | None

    @property
    def percent(self) -> Decimal | None:
        return round_half_up(HUNDRED * self.number / self.of, 1) if self.of else None

    @property
    def words(self) -> str:
        """ "26 of 47" or "26"."""
        return str(self.number) if self.of is None else f"{self.number} of {self.of}"


def source_of(tracker: LocalTracker) -> str:
    """Under which name the measures room keeps a tracker's figures: as it was called at the first."""
    held = Observation.objects.filter(measure=tracker.measure, source__startswith=SOURCE_BEGINS)
    first = held.order_by("pk").values_list("source", flat=True).first() if tracker.measure else None
    return first or f"{SOURCE_BEGINS}{tracker.name[:80]}”"


def periods(tracker: LocalTracker, today: date) -> list[Period]:
    """The quarters that may be counted, newest first: without a clock the days are not known, so this one."""
    now = Period.containing(PeriodKind.FINANCIAL_QUARTER, today)
    found = [now]
    while definition_of(tracker).timing is not None and len(found) < MOST_PERIODS:
        found.append(found[-1].previous())
    return found


def counted(tracker: LocalTracker, chosen: list[Period], today: date) -> list[Counted]:
    """A tracker's counts in these periods: of every team, whoever asks."""
    definition = definition_of(tracker)
    rows = [row for row in written_of().rows(str(tracker.uuid)) if not row.removed]
    found = []
    for period in chosen:
        as_at = min(period.last_day, today)
        standings = [
            standing_of(definition, row.values, row.stage, as_at)
            for row in rows
            if has_begun(definition, row.values, as_at)
        ]
        found.append(Counted(period, as_at, *_count(definition, standings, period)))
    return found


def _count(definition: Definition, standings: list[RowStanding], period: Period) -> tuple[int, int | None]:
    match definition.counts:
        case Counts.DONE:
            return sum(one.done for one in standings), len(standings)
        case Counts.IN_TIME:
            due = [one for one in standings if one.deadline and _day(one.deadline) in period]
            return sum(one.state == "row_in_time" for one in due), len(due)
        case Counts.OVERDUE:
            return sum(one.state == "overdue" for one in standings), None
        case Counts.OPEN:
            return sum(not one.done for one in standings), None
    raise Refused("The tracker counts nothing as a measure yet.")


@transaction.atomic
def record_count(
    tracker: LocalTracker, period: Period, *, today: date, by: Person | None, at: datetime
) -> Value | None:
    """Record a tracker's count of a period as a figure of its measure, which is made the first time.

    What is recorded already writes nothing, and gives None. Raises Refused where nothing is counted.
    """
    tracker = (
        LocalTracker.objects.select_for_update(of=("self",)).select_related("measure").get(pk=tracker.pk)
    )
    definition = definition_of(tracker)
    if not definition.counts:
        raise Refused("The tracker counts nothing as a measure yet.")
    if period not in periods(tracker, today):
        raise Refused("Choose a period of the list.", field="period")
    [one] = counted(tracker, [period], today)
    if one.of == 0:
        raise Refused(f"There is nothing to count in {period}.", field="period")
    measure, is_new = tracker.measure, tracker.measure is None
    if measure is None:
        measure = tracker.measure = _make_measure(tracker, definition, by, at)
        tracker.save(update_fields=["measure"])
        record(
            "localtrackers.measured", by=by, at=at, on=[tracker, measure], after={"measure": measure.title}
        )
    entry = Entry(
        measure, period, _figure(one), source=source_of(tracker),
        note=f"Counted from the tracker as it stood, for {one.as_at.isoformat()}.",
    )  # fmt: skip
    value = record_observation(entry, by=by, at=at)
    if is_new and by is not None:
        choose_source(
            measure, source_of(tracker), first=period, reason="The tracker is where it is counted.", seen=0,
            by=by, at=at,
        )  # fmt: skip
    return value


def _make_measure(tracker: LocalTracker, definition: Definition, by: Person | None, at: datetime) -> Measure:
    words = WORDS[definition.counts]
    limit = f" Limit: {definition.limit_words}." if definition.timing else ""
    is_share = definition.counts in SHARES
    return define_measure(
        f"{definition.name}: {words.title}", by=by, at=at, numerator=words.numerator,
        definition=f"Counted from the tracker “{definition.name}”. {definition.about}{limit}".strip(),
        denominator=words.denominator, polarity=words.polarity.value, frequency="Quarterly",
        unit="%" if is_share else "", decimal_places=1 if is_share else 0,
    )  # fmt: skip


def _figure(one: Counted) -> Figure:
    if one.of is None:
        return Figure(str(one.number), value=Decimal(one.number))
    return Figure(f"{one.percent}%", value=one.percent, unit="%", numerator=one.number, denominator=one.of)


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when
