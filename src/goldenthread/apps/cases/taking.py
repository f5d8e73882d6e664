"""Taking a measure's figures from case records: recorded as observations of a source of their own.

Each says which case measure counted it, from which loads, as at which day, and in which words it was defined.
A figure that is the same writes nothing; one that changed is a new version.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from goldenthread.apps.cases.counting import case_measures, figures_of, loads_of, newest_day, periods_held
from goldenthread.apps.cases.models import FromRecords, Taking
from goldenthread.apps.cases.stores import store_of
from goldenthread.apps.measures.choosing import choose_source
from goldenthread.apps.measures.deriving import record_figures
from goldenthread.apps.measures.models import Measure, Observation
from goldenthread.apps.measures.recorded import period_of
from goldenthread.apps.measures.recording import Entry, Recorded
from goldenthread.apps.measures.sources import CASE_RECORDS, choices_of
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.casedata.keys import NoKey, WrongKey
from goldenthread.casedata.measures.definition import Measure as CaseMeasure
from goldenthread.casedata.measures.definition import Unit
from goldenthread.casedata.measures.figures import Figure as CaseFigure
from goldenthread.casedata.store import Store
from goldenthread.rulebook.derived import round_half_up
from goldenthread.rulebook.figures import Figure
from goldenthread.rulebook.period_kinds import Period, PeriodKind

BECAUSE = "Counted from case records, not typed"
_KINDS = (("month", PeriodKind.MONTH), ("quarter", PeriodKind.FINANCIAL_QUARTER),
          ("year", PeriodKind.FINANCIAL_YEAR), ("annual", PeriodKind.FINANCIAL_YEAR))  # fmt: skip
_FACTORS = {Unit.PERCENT: Decimal(100), Unit.RATE: Decimal(10_000), Unit.DAYS: Decimal(1)}


@transaction.atomic
def take(measure: Measure, code: str, *, used: bool | None = None, by: Person, at: datetime) -> Taking:
    """Take a measure's figures from case records from now on, and record those that can be counted today.

    `used`: scorecards use them from the first period on; None says so where the measure has no other figure.

    Raises Refused for a code that is not there, for a measure in percent by one that is not, or the other way
    round, and where its figures are taken already.
    """
    if code not in case_measures():
        raise Refused("Choose a case measure.", field="code")
    counted = case_measures()[code]
    if (counted.unit is Unit.PERCENT) != (measure.unit == "%"):
        own, theirs = measure.unit or "a count", counted.unit.value
        raise Refused(f"{measure} is in {own}, and “{counted.title}” in {theirs}.", field="code")
    Measure.objects.select_for_update().get(pk=measure.pk)
    if Taking.objects.filter(measure=measure).exists():
        raise Refused("Its figures are taken from case records already.", code="stale")
    if used is None:
        used = not Observation.objects.filter(measure=measure).exclude(source=CASE_RECORDS).exists()
    taking = Taking.objects.create(measure=measure, code=code, used=used, recorded_at=at, recorded_by=by)
    record("cases.taking_begun", by=by, at=at, on=[taking, measure], after={
        "code": code, "title": counted.title, "used": used,
    })  # fmt: skip
    _take_now([taking], by=by, at=at)
    return taking


@transaction.atomic
def stop_taking(taking: Taking, *, reason: str, by: Person, at: datetime) -> None:
    """Take no more figures. Those that were recorded stay. Raises Refused without a reason, or when stale."""
    if not reason.strip():
        raise Refused("Say why.", field="reason")
    if not Taking.objects.filter(pk=taking.pk).update(ended_at=at):
        raise Refused("Somebody ended this already.", code="stale")
    record("cases.taking_ended", by=by, at=at, on=[taking, taking.measure], why=reason.strip(), before={
        "code": taking.code,
    })  # fmt: skip


def take_all(*, by: Person | None, at: datetime) -> int:
    """Bring every measure that is taken from case records up to date. How many versions were written."""
    return _take_now(list(Taking.objects.select_related("measure").order_by("pk")), by=by, at=at)


@transaction.atomic
def _take_now(takings: Sequence[Taking], *, by: Person | None, at: datetime) -> int:
    try:
        store = store_of()
    except (NoKey, WrongKey):
        return 0
    known = [taking for taking in takings if taking.code in case_measures()]
    as_at = newest_day(store)
    if as_at is None:
        return 0
    by_kind: dict[PeriodKind, list[Taking]] = defaultdict(list)
    for taking in known:
        by_kind[kind_of(taking.measure)].append(taking)
    return sum(_record(store, kind, those, as_at, by, at) for kind, those in by_kind.items())


def kind_of(measure: Measure) -> PeriodKind:
    """The periods that a measure is counted for: those of its frequency, else quarters."""
    said = measure.frequency.casefold()
    return next((kind for word, kind in _KINDS if word in said), PeriodKind.FINANCIAL_QUARTER)


def _record(
    store: Store, kind: PeriodKind, takings: Sequence[Taking], as_at: date, by: Person | None, at: datetime
) -> int:
    periods = periods_held(store.manifests(as_at), kind, as_at)
    if not periods:
        return 0
    codes = list(dict.fromkeys(taking.code for taking in takings))
    figures = {
        (figure.measure, figure.period): figure
        for figure in figures_of(store, codes, periods, as_at=as_at)
        if figure.value is not None
    }
    entries = [
        entry_of(taking.measure, figures[taking.code, period])
        for taking in takings
        for period in periods
        if (taking.code, period) in figures
    ]
    written = record_figures(entries, by=by, at=at)
    codes_of = {taking.measure_id: taking.code for taking in takings}
    _keep_where_from(store, written, codes_of, figures, as_at)
    _leave_a_trail(written, codes_of, as_at, by, at)
    for taking in takings:
        if taking.used:
            _use_from_the_first(taking.measure, by, at)
    return len(written)


def _use_from_the_first(measure: Measure, by: Person | None, at: datetime) -> None:
    """Let scorecards use what was counted, unless somebody chose a source of the measure before."""
    first = Observation.objects.filter(measure=measure, source=CASE_RECORDS).order_by("starts").first()
    if first is not None and not choices_of([measure.pk]).made_for(measure.pk):
        choose_source(measure, CASE_RECORDS, first=period_of(first), reason=BECAUSE, seen=0, by=by, at=at)


def entry_of(measure: Measure, figure: CaseFigure) -> Entry:
    """A figure from case records as the library records it, rounded as the measure says."""
    counted = case_measures()[figure.measure]
    value = figure.value
    if measure.decimal_places is not None and figure.denominator and figure.numerator is not None:
        exact = _FACTORS[counted.unit] * figure.numerator / figure.denominator
        value = round_half_up(exact, measure.decimal_places)
    percent = counted.unit is Unit.PERCENT
    said = Figure(f"{value}%" if percent else f"{value}", value=value, unit=measure.unit or None)
    return Entry(
        measure, figure.period, said, source=CASE_RECORDS, numerator=_number(figure.numerator),
        denominator=_number(figure.denominator),
        population=figure.source.value.replace("_", " ") if figure.source else "",
    )  # fmt: skip


def _number(count: int | None) -> Decimal | None:
    return None if count is None else Decimal(count)


def definition_said(counted: CaseMeasure) -> dict[str, str]:
    """A case measure's words, as they are kept beside a figure."""
    return {
        "title": counted.title, "numerator": counted.numerator, "denominator": counted.denominator,
        "exclusions": counted.exclusions, "basis": counted.basis,
    }  # fmt: skip


def _keep_where_from(
    store: Store, written: Iterable[Recorded], codes: Mapping[int, str],
    figures: Mapping[tuple[str, Period], CaseFigure], as_at: date,
) -> None:  # fmt: skip
    rows = []
    for one in written:
        observation = one.value.observation
        code = codes.get(observation.measure_id, "")
        figure = figures[code, period_of(observation)]
        rows.append(
            FromRecords(
                value=one.value, code=code, source=figure.source or "", as_at=as_at,
                loads=loads_of(store, figure, as_at=as_at), said=definition_said(case_measures()[code]),
            )
        )  # fmt: skip
    FromRecords.objects.bulk_create(rows)


def _leave_a_trail(
    written: Iterable[Recorded], codes: Mapping[int, str], as_at: date, by: Person | None, at: datetime
) -> None:
    by_measure: dict[int, list[Recorded]] = defaultdict(list)
    for one in written:
        by_measure[one.value.observation.measure_id].append(one)
    for recorded in by_measure.values():
        measure = recorded[0].value.observation.measure
        texts = {str(period_of(one.value.observation)): one.value.text for one in recorded}
        before = {str(period_of(one.value.observation)): one.before.text for one in recorded if one.before}
        record("cases.figures_taken", by=by, at=at, on=measure, before=before, after={
            "code": codes[measure.pk], "as_at": as_at, **texts,
        })  # fmt: skip
