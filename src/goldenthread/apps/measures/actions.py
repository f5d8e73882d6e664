"""Writes about measures: the library, scorecards, figures, targets, overrides and what a measure serves.

Who may is stated on the views (`access.py`); what may be is held here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.loads.models import Load
from goldenthread.apps.measures.deriving import record_figures
from goldenthread.apps.measures.models import (
    IndicatorMeasure,
    Line,
    Measure,
    Override,
    RecommendationMeasure,
    Scorecard,
    Value,
)
from goldenthread.apps.measures.models import Target as TargetRow
from goldenthread.apps.measures.recorded import (
    FIGURE_FIELDS,
    is_planned_on_from,
    known_targets,
    period_columns,
)
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import SuccessIndicator
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.rating import Polarity, Rag, Target, ToleranceKind, Verdict
from goldenthread.rulebook.references import sort_key

EDITABLE = (
    "reference", "title", "definition", "unit", "polarity", "numerator", "denominator", "frequency",
    "cumulative", "service_area", "lead", "lead_text", "decimal_places", "plan_priority",
    "corporate_priority", "dead_band",
)  # fmt: skip
"""The fields of a measure that `define_measure` and `revise_measure` write."""
LEAD = "lead_uuid"
"""Where the ledger keeps which post leads a measure, beside its title of then."""


def check_measure(fields: Mapping[str, Any]) -> None:
    """Refuse a measure without a title, or of a polarity that the rulebook does not know."""
    if "title" in fields and not str(fields["title"]).strip():
        raise Refused("Enter the measure’s title", field="title")
    if fields.get("polarity") and fields["polarity"] not in set(Polarity):
        raise Refused("Choose which way is good", field="polarity")
    unknown = set(fields) - set(EDITABLE)
    if unknown:
        raise TypeError(f"A measure has no {', '.join(sorted(unknown))}")


@transaction.atomic
def define_measure(title: str, *, by: Person | None, at: datetime, **fields: Any) -> Measure:
    """Add a measure to the library. `fields` are those of `EDITABLE`."""
    fields = {"title": " ".join(title.split()), **fields}
    check_measure(fields)
    measure = Measure.objects.create(sort_key=sort_key(fields.get("reference", "")), **fields)
    record("measures.measure_defined", by=by, at=at, on=measure, after=plain_fields(fields))
    return measure


@transaction.atomic
def revise_measure(
    measure: Measure, *, by: Person | None, at: datetime, version: int | None = None, **fields: Any
) -> Measure:
    """Change what the library says of a measure; what is the same writes nothing.

    `version` is the one that the person was looking at. Refused, with the code "stale", when another has
    revised the measure since.
    """
    check_measure(fields)
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    if version is not None and version != measure.version:
        raise Refused("Somebody changed this measure while you were writing", code="stale")
    before = {
        name: getattr(measure, name) for name, value in fields.items() if getattr(measure, name) != value
    }
    if not before:
        return measure
    for name in before:
        setattr(measure, name, fields[name])
    measure.sort_key = sort_key(measure.reference)
    measure.version += 1
    measure.save(update_fields=[*before, "sort_key", "version"])
    after = {name: fields[name] for name in before}
    record(
        "measures.measure_revised",
        by=by,
        at=at,
        on=measure,
        before=plain_fields(before),
        after=plain_fields(after),
    )
    return measure


@transaction.atomic
def set_tolerance(
    measure: Measure, *, kind: ToleranceKind, amount: Decimal, by: Person | None, at: datetime
) -> Measure:
    """Say where amber ends: in points, in percent of the target, as a threshold, or nowhere."""
    if amount < 0 and kind is not ToleranceKind.THRESHOLD:
        raise Refused("The tolerance must be 0 or more", field="tolerance")
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    before = {"tolerance_kind": measure.tolerance_kind, "tolerance": measure.tolerance}
    after = {"tolerance_kind": kind.value, "tolerance": amount}
    if before == after:
        return measure
    measure.tolerance_kind, measure.tolerance = kind.value, amount
    measure.version += 1
    measure.save(update_fields=["tolerance_kind", "tolerance", "version"])
    record("measures.tolerance_set", by=by, at=at, on=measure, before=before, after=after)
    return measure


@transaction.atomic
def make_scorecard(name: str, *, body: Body | None = None, by: Person | None, at: datetime) -> Scorecard:
    """Make a scorecard. Refused when one of that name stands."""
    name = " ".join(name.split())
    if not name:
        raise Refused("Enter the scorecard’s name", field="name")
    if Scorecard.objects.filter(name__iexact=name).exists():
        raise Refused(f"There is already a scorecard called {name}", field="name")
    scorecard = Scorecard.objects.create(name=name, body=body)
    after = {"name": name, "body": body.name if body else None}
    record("measures.scorecard_made", by=by, at=at, on=scorecard, after=after)
    return scorecard


@transaction.atomic
def place_on_scorecard(
    scorecard: Scorecard, measure: Measure, *, section: str = "", reference: str = "",
    by: Person | None, at: datetime,
) -> Line:  # fmt: skip
    """Put a measure at the end of a scorecard, or bring back one that had gone: as a line of its own.

    Refused for one that is there already.
    """
    Scorecard.objects.select_for_update().get(pk=scorecard.pk)
    if Line.objects.filter(scorecard=scorecard, measure=measure, gone_on=None).exists():
        raise Refused(f"{measure} is already on {scorecard}", field="measure")
    last = scorecard.lines.order_by("-position").values_list("position", flat=True).first()
    line = Line.objects.create(
        scorecard=scorecard, measure=measure, section=section, reference=reference or measure.reference,
        position=0 if last is None else last + 1, recorded_at=at,
    )  # fmt: skip
    after = {"section": section, "reference": line.reference}
    record("measures.placed_on_scorecard", by=by, at=at, on=[scorecard, measure], after=after)
    return line


@transaction.atomic
def take_off_scorecard(
    scorecard: Scorecard, measure: Measure, *, gone_on: date, reason: str, today: date, by: Person | None,
    at: datetime,
) -> Line:  # fmt: skip
    """Say that a scorecard no longer lists a measure from a day on. `place_on_scorecard` puts it back.

    Its line ends and stays on record: pages and papers of days before show it. Refused without a reason, for
    a day to come, and for a measure that is not on the scorecard.
    """
    if not reason.strip():
        raise Refused("Say why the measure comes off", field="reason")
    if gone_on > today:
        raise Refused("The day must be today or in the past", field="gone_on")
    Scorecard.objects.select_for_update().get(pk=scorecard.pk)
    line = Line.objects.filter(scorecard=scorecard, measure=measure, gone_on=None).first()
    if line is None:
        raise Refused(f"{measure} is not on {scorecard}", code="stale")
    line.gone_on, line.ended_at = gone_on, at
    line.save(update_fields=["gone_on", "ended_at"])
    before = {"section": line.section, "reference": line.reference}
    record(
        "measures.taken_off_scorecard", by=by, at=at, on=[scorecard, measure], before=before,
        after={"gone_on": gone_on}, why=reason.strip(),
    )  # fmt: skip
    return line


@transaction.atomic
def record_observation(
    entry: Entry,
    *,
    by: Person | None,
    at: datetime,
    load: Load | None = None,
    published_on: date | None = None,
) -> Value | None:
    """Record a figure: a new version where it says something new, nothing where it does not.

    A correction is a new version; the one before stays. `published_on` declares the day from which the figure
    was known. Returns the version that was written, or None.
    """
    written = record_figures([entry], by=by, at=at, load=load, published_on=published_on)
    if not written:
        return None
    [recorded] = written
    record(
        "measures.figure_recorded", by=by, at=at, on=[entry.measure, recorded.value.observation],
        before=_figure(recorded.before), why=entry.note,
        after={"period": str(entry.period), "area": entry.area, **_figure(recorded.value)},
    )  # fmt: skip
    return recorded.value


def _figure(value: Value | None) -> dict[str, Any]:
    told = (*FIGURE_FIELDS, *(("as_it_is",) if value and value.as_it_is else ()))
    return {} if value is None else {name: getattr(value, name) for name in told}


@transaction.atomic
def set_target(
    measure: Measure, target: Target | None, *, effective_on: date, reason: str = "", by: Person | None,
    at: datetime, load: Load | None = None, published_on: date | None = None, doubts: Sequence[Any] = (),
) -> TargetRow | None:  # fmt: skip
    """Say what a measure is to reach from a day on. None says that it has no target from then on.

    Targets before stay, with the days from which they held. Returns None where the same target already holds.
    Refused for a day within a trajectory, whose next period would set it aside again.
    """
    Measure.objects.select_for_update().get(pk=measure.pk)
    held = target_in_force(measure, effective_on)
    if load is None and held is not None and is_planned_on_from(held):
        raise Refused("This measure’s targets come from its trajectory: change that", field="effective_on")
    row = target_row(
        measure, target, effective_on=effective_on, reason=reason, by=by, at=at, load=load,
        published_on=published_on, doubts=list(doubts),
    )  # fmt: skip
    if same_target(held, row):
        return None
    row.save()
    before = {"target": held.text, "effective_on": held.effective_on} if held else {}
    after = {"target": row.text, "effective_on": effective_on}
    record("measures.target_set", by=by, at=at, on=measure, before=before, after=after, why=reason)
    return row


def target_in_force(measure: Measure, day: date, known_at: datetime | None = None) -> TargetRow | None:
    """The target of a measure on a day, as known at an instant."""
    rows = known_targets(known_at).filter(measure=measure, effective_on__lte=day)
    return rows.order_by("-effective_on", "-known_from", "-id").first()


def target_row(measure: Measure, target: Target | None, **about: Any) -> TargetRow:
    """A target as it is kept, not yet saved. `about`: effective_on, at, by and what else is known of it."""
    by, at = about.pop("by"), about.pop("at")
    if target is None:
        return TargetRow(measure=measure, text="No target", kind="", recorded_by=by, recorded_at=at, **about)
    return TargetRow(
        measure=measure, text=target.text or str(target), kind=target.kind.value, low=target.low,
        high=target.high, strict=target.strict, amber=target.amber, recorded_by=by, recorded_at=at, **about,
    )  # fmt: skip


def same_target(held: TargetRow | None, row: TargetRow) -> bool:
    """Whether the target that holds means the same. None and a withdrawn target are the same."""
    if held is None:
        return not row.kind
    fields = ("kind", "low", "high", "strict", "amber")
    same = all(getattr(held, name) == getattr(row, name) for name in fields)
    return same and (row.kind != "statement" or held.text == row.text)


@transaction.atomic
def override_rating(
    measure: Measure, period: Period, rag: Rag, *, computed: Verdict, reason: str, effective_on: date,
    by: Person, at: datetime,
) -> Override:  # fmt: skip
    """Set the computed rating of a period aside, with a reason. Both are kept, and both are shown."""
    if not reason.strip():
        raise Refused("Enter the reason for the override", field="reason")
    if rag is Rag.NOT_RATED:
        raise Refused("Choose red, amber or green", field="rag")
    if rag is computed.rag:
        raise Refused(f"The computed rating is already {rag}", code=computed.code, field="rag")
    return _add_override(measure, period, rag.value, computed, reason, effective_on, by, at)


@transaction.atomic
def withdraw_override(
    measure: Measure,
    period: Period,
    *,
    computed: Verdict,
    reason: str,
    effective_on: date,
    by: Person,
    at: datetime,
) -> Override:
    """Let the computed rating stand again. The override that is withdrawn stays in the record."""
    if not reason.strip():
        raise Refused("Enter the reason for the withdrawal", field="reason")
    if not (held := override_of(measure, period)) or not held.rag:
        raise Refused("There is no override to withdraw")
    return _add_override(measure, period, "", computed, reason, effective_on, by, at)


def override_of(measure: Measure, period: Period) -> Override | None:
    """The newest override of a measure in a period; one whose `rag` is empty says that it was withdrawn."""
    return Override.objects.filter(measure=measure, **period_columns(period)).order_by("-id").first()


def _add_override(
    measure: Measure, period: Period, rag: str, computed: Verdict, reason: str, effective_on: date,
    by: Person, at: datetime,
) -> Override:  # fmt: skip
    Measure.objects.select_for_update().get(pk=measure.pk)
    held = override_of(measure, period)
    made = Override.objects.create(
        measure=measure, rag=rag, computed=computed.rag.value, computed_code=str(computed.code),
        reason=reason.strip(), effective_on=effective_on, recorded_at=at, recorded_by=by,
        **period_columns(period),
    )  # fmt: skip
    record(
        "measures.rating_overridden" if rag else "measures.override_withdrawn",
        by=by, at=at, on=[measure, made],
        before={"rating": held.rag or held.computed} if held else {"rating": computed.rag.value},
        after={"period": str(period), "rating": rag or computed.rag.value, "computed": computed.rag.value,
               "code": str(computed.code)},
        why=reason.strip(),
    )  # fmt: skip
    return made


@transaction.atomic
def link_to_indicator(
    measure: Measure, indicator: SuccessIndicator, *, by: Person | None, at: datetime
) -> IndicatorMeasure:
    """A measure shows whether an action has worked. Linking twice writes nothing."""
    link, made = IndicatorMeasure.objects.get_or_create(
        measure=measure, indicator=indicator, defaults={"recorded_at": at}
    )
    if made:
        after = {"indicator": indicator.text, "action": str(indicator.action)}
        record("measures.linked_to_indicator", by=by, at=at, on=[measure, indicator.action], after=after)
    return link


@transaction.atomic
def link_to_recommendation(
    measure: Measure, recommendation: Recommendation, *, by: Person | None, at: datetime,
    published_on: date | None = None,
) -> RecommendationMeasure:  # fmt: skip
    """A measure shows whether a recommendation is met. Linking twice writes nothing.

    `published_on` declares the day of the paper that showed the one by the other: it is known from then.
    """
    link, made = RecommendationMeasure.objects.get_or_create(
        measure=measure,
        recommendation=recommendation,
        defaults={"recorded_at": at, "published_on": published_on},
    )
    if made:
        after = {"recommendation": str(recommendation)} | (
            {"published_on": published_on} if published_on else {}
        )
        record("measures.linked_to_recommendation", by=by, at=at, on=[measure, recommendation], after=after)
    return link


@transaction.atomic
def unlink(
    link: IndicatorMeasure | RecommendationMeasure, *, reason: str, by: Person | None, at: datetime
) -> None:
    """Say that a measure does not show this after all. The link ends, and stays on record.

    Raises Refused without a reason, and for a link that has ended before.
    """
    if not reason.strip():
        raise Refused("Say why the measure no longer shows it.", field="reason")
    if not type(link).objects.filter(pk=link.pk).update(ended_at=at):
        raise Refused("Somebody took this link away while you were writing.", code="stale")
    shown = link.indicator.action if isinstance(link, IndicatorMeasure) else link.recommendation
    before = {"shows": str(link.indicator if isinstance(link, IndicatorMeasure) else shown)}
    record("measures.unlinked", by=by, at=at, on=[link.measure, shown], before=before, why=reason)


def plain_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as the ledger writes them: a post by its title, and by its id to be found again."""
    plain = {name: str(value) if hasattr(value, "pk") else value for name, value in fields.items()}
    return plain | ({LEAD: fields["lead"] and fields["lead"].uuid} if "lead" in fields else {})
