"""Writes about trajectories: planned or changed, a version each time; withdrawn.

**A measure's targets come from its trajectory as rows.** Each version records a `Target` for every period
of its path, with the version as its reason, rather than the targets being worked out when a page asks. So a
target stays what the board saw, whatever the rules become; `known_at`, papers rebuilt, ratings, charts and
"what changed" read it as they read any other; and nothing is computed on a page of hundreds of measures. A
later version sets the rows of the one before aside (`recorded.known_targets`), and takes over those of the
periods before its own. After the last step its target holds on.

Who may is stated on the views (`access.py`); what may be is held here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from goldenthread.apps.measures.actions import target_row
from goldenthread.apps.measures.models import (
    Measure,
    Observation,
    TrajectoryStep,
    TrajectoryVersion,
    Value,
)
from goldenthread.apps.measures.models import Target as TargetRow
from goldenthread.apps.measures.recorded import (
    current_values,
    period_columns,
    period_of,
    polarity_of,
)
from goldenthread.apps.measures.sources import choices_of
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.figures import Figure, NotAFigure, Status, parse_figure
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.targets import Target, target_from
from goldenthread.rulebook.trajectory import (
    TRAJ_6,
    Planned,
    Reading,
    StepNotAfterBaseline,
    Trajectory,
    TwoStepsAtOnce,
    trajectory,
)
from goldenthread.rulebook.trajectory_gap import shown_value
from goldenthread.rulebook.trajectory_line import UnlikePeriods, periods_between

MOST_PERIODS = 120
"""Ten years of months: what is further off is a slip of the pen."""
_LARGEST = Decimal(10) ** 14  # what the database keeps is below this


@dataclass(frozen=True)
class Said:
    """A trajectory as a person says it. An empty `baseline` asks for the figure recorded for its period."""

    baseline_period: Period
    baseline: str
    steps: tuple[tuple[Period, str], ...]
    reading: Reading | None = None


@transaction.atomic
def plan_trajectory(
    measure: Measure, said: Said, *, seen: int, reason: str = "", by: Person | None, at: datetime
) -> TrajectoryVersion:
    """Plan a measure's trajectory, or change it: a new version, and the target of each period of its path.

    `seen` is the number of the version that the person was shown, 0 for none: refused, with the code "stale",
    when another has planned one since. Refused without a step; where a percentage's reading is not chosen;
    for what cannot be read; for a change without a reason, or to what holds already. A baseline that gives no
    number is no refusal: the steps that count from it have no target until a version has one.
    """
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    held = _held(measure, seen)
    said, value = with_recorded_baseline(measure, said)
    plan = work_out(measure, said)
    if any(step.code == TRAJ_6 for step in plan.steps):
        raise Refused(
            "Choose how a percentage is read: as points, or as percent of the baseline",
            code=str(TRAJ_6), field="reading",
        )  # fmt: skip
    stands = held is not None and not held.withdrawn
    if stands and said_of(held) == said:
        raise Refused("That trajectory holds already. Nothing was written")
    if stands and not reason.strip():
        raise Refused("Say why the trajectory changes", field="reason")
    version = _add_version(
        measure, seen + 1, baseline=said.baseline, baseline_value=value, reading=said.reading or "",
        reason=reason.strip(), recorded_at=at, recorded_by=by, **period_columns(said.baseline_period),
    )  # fmt: skip
    TrajectoryStep.objects.bulk_create(
        TrajectoryStep(version=version, text=text, **period_columns(period)) for period, text in said.steps
    )
    rows = _rows_taken_over(measure, held, version) + _planned_rows(measure, plan, version)
    TargetRow.objects.bulk_create(rows)
    record(
        "measures.trajectory_planned", by=by, at=at, on=[measure, version], before=_told(held),
        after=_told(version) | {"targets": {str(row.effective_on): row.text for row in rows}},
        why=reason.strip(),
    )  # fmt: skip
    return version


@transaction.atomic
def withdraw_trajectory(
    measure: Measure, *, seen: int, reason: str, by: Person | None, at: datetime
) -> TrajectoryVersion:
    """Say that a measure has no trajectory any more: its targets are again those that were set without it.

    What was planned stays on record. Refused without a reason, and where none stands.
    """
    if not reason.strip():
        raise Refused("Say why the trajectory is withdrawn", field="reason")
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    held = _held(measure, seen)
    if held is None or held.withdrawn:
        raise Refused("There is no trajectory to withdraw", code="stale")
    version = _add_version(
        measure, seen + 1, withdrawn=True, reason=reason.strip(), recorded_at=at, recorded_by=by
    )
    record(
        "measures.trajectory_withdrawn", by=by, at=at, on=[measure, version], before=_told(held),
        after=_told(version), why=reason.strip(),
    )  # fmt: skip
    return version


def work_out(measure: Measure, said: Said) -> Trajectory:
    """What a person says of a measure, planned by the rulebook. Raises `Refused` for what it cannot take."""
    if not said.steps:
        raise Refused("Enter one step or more", field="steps")
    baseline = _read(said.baseline, measure, "baseline", "Baseline")
    steps = [(period, _read(text, measure, "steps", str(period))) for period, text in said.steps]
    try:
        plan = _planned(measure, said, baseline, steps)
        long = len(periods_between(said.baseline_period, plan.steps[-1].period)) > MOST_PERIODS
    except (StepNotAfterBaseline, TwoStepsAtOnce, UnlikePeriods) as problem:
        raise Refused(str(problem), field="steps") from problem
    if long:
        raise Refused(f"A trajectory has {MOST_PERIODS} periods at most", field="steps")
    if any(abs(planned.value) >= _LARGEST for planned in plan.path()):
        raise Refused("A step leads to more than a figure can be", field="steps")
    return plan


def plan_again(measure: Measure, said: Said) -> Trajectory:
    """What was accepted before, planned by the rulebook for the measure as it now reads.

    What can no longer be read (the measure's unit may have changed) gives no number.
    """
    steps = [(period, _leniently(text, measure)) for period, text in said.steps]
    return _planned(measure, said, _leniently(said.baseline, measure), steps)


def said_of(version: TrajectoryVersion) -> Said:
    """What a person said in a version that is not withdrawn."""
    steps = tuple((period_of(step), step.text) for step in version.steps.all())
    reading = Reading(version.reading) if version.reading else None
    return Said(period_of(version), version.baseline, steps, reading)


def with_recorded_baseline(measure: Measure, said: Said) -> tuple[Said, Value | None]:
    """The same in order and with its baseline, and the recorded figure that this is; None where it is not.

    Raises `Refused` where no baseline is typed and none is recorded.
    """
    value = value_recorded(measure, said.baseline_period)
    recorded = (value.text or str(value.value)) if value else ""
    typed = said.baseline.strip()
    if not typed and not recorded:
        words = f"No figure is recorded for {said.baseline_period}. Enter the baseline"
        raise Refused(words, field="baseline")
    steps = tuple(sorted(said.steps, key=lambda step: step[0].start))
    said = replace(said, baseline=typed or recorded, steps=steps)
    return said, value if said.baseline == recorded else None


def value_recorded(measure: Measure, period: Period, known_at: datetime | None = None) -> Value | None:
    """The figure that the board uses for a period (SRC-1), as known at an instant."""
    asked = choices_of([measure], known_at).own_figures()
    own = Observation.objects.filter(asked, measure=measure, **period_columns(period))
    return current_values(known_at).filter(observation__in=own).first()


def newest_version(measure: Measure) -> TrajectoryVersion | None:
    """The newest version of a measure's trajectory, which may say that it is withdrawn."""
    return measure.trajectories.prefetch_related("steps").order_by("-number").first()


def _planned(
    measure: Measure, said: Said, baseline: Figure, steps: Sequence[tuple[Period, Figure]]
) -> Trajectory:
    return trajectory(
        said.baseline_period, baseline, steps, polarity=polarity_of(measure), reading=said.reading,
        unit=measure.unit or None,
    )  # fmt: skip


def _read(text: str, measure: Measure, field: str, place: str) -> Figure:
    try:
        return parse_figure(text, unit=measure.unit or None)
    except NotAFigure as problem:
        raise Refused(f"{place}: “{text}” cannot be read. {problem.why}", field=field) from problem


def _leniently(text: str, measure: Measure) -> Figure:
    try:
        return parse_figure(text, unit=measure.unit or None)
    except NotAFigure:
        return Figure(text, status=Status.NOT_COLLECTED)


def _held(measure: Measure, seen: int) -> TrajectoryVersion | None:
    """The newest version, which must be the one that the person was shown."""
    held = newest_version(measure)
    if (held.number if held else 0) != seen:
        raise Refused("Somebody changed this trajectory while you were writing", code="stale")
    return held


def _add_version(measure: Measure, number: int, **columns: Any) -> TrajectoryVersion:
    return TrajectoryVersion.objects.create(measure=measure, number=number, **columns)


def _planned_rows(measure: Measure, plan: Trajectory, version: TrajectoryVersion) -> list[TargetRow]:
    """The target of each period of the path after the baseline's own."""
    steps = {step.period: step for step in plan.steps}
    rows = []
    for planned in plan.path():
        if planned.period == plan.baseline_period:
            continue
        step = steps.get(planned.period)
        stands = step is not None and step.target is not None
        target = step.target if stands else _on_the_line(planned, plan)
        why = step.reason if stands else f"on the straight line between two steps ({planned.code})"
        rows.append(
            target_row(
                measure, target, effective_on=planned.period.start, reason=f"{version}: {why}",
                by=version.recorded_by, at=version.recorded_at, trajectory=version,
            )
        )  # fmt: skip
    return rows


def _on_the_line(planned: Planned, plan: Trajectory) -> Target | None:
    words = shown_value(planned.value, plan.unit)
    return target_from(Figure(words, value=planned.value, unit=plan.unit), plan.polarity)


def _rows_taken_over(
    measure: Measure, held: TrajectoryVersion | None, version: TrajectoryVersion
) -> list[TargetRow]:
    """The targets of the version before for the periods that were over when the new one's baseline was."""
    if held is None or held.withdrawn:
        return []
    rows = TargetRow.objects.filter(trajectory=held, effective_on__lt=period_of(version).end)
    return [
        TargetRow(
            measure=measure, effective_on=row.effective_on, text=row.text, kind=row.kind, low=row.low,
            high=row.high, strict=row.strict, amber=row.amber, reason=row.reason,
            recorded_at=version.recorded_at, recorded_by=version.recorded_by, trajectory=version,
        )
        for row in rows.order_by("effective_on")
    ]  # fmt: skip


def _told(version: TrajectoryVersion | None) -> dict[str, Any]:
    """A version as the ledger writes it."""
    if version is None:
        return {}
    if version.withdrawn:
        return {"version": version.number, "withdrawn": True}
    said = said_of(version)
    return {
        "version": version.number, "baseline": f"{said.baseline}, {said.baseline_period}",
        "steps": {str(period): text for period, text in said.steps}, "reading": version.reading,
    }  # fmt: skip
