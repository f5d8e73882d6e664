"""What stands around a row of a scorecard, for the questions that it raises (`rulebook.asking`)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from goldenthread.apps.measures.control_charts import PERIODS
from goldenthread.apps.measures.models import (
    COUNCIL_AREA,
    IndicatorMeasure,
    Observation,
    TrajectoryVersion,
)
from goldenthread.apps.measures.recorded import held, polarity_of
from goldenthread.apps.measures.scorecard_rows import Columns, FigureCell, ScorecardRow
from goldenthread.apps.measures.scorecards import cell_of
from goldenthread.apps.measures.trajectory_queries import PlannedAgainstActual, planned_against_actual
from goldenthread.apps.plans.action_state import ActionState
from goldenthread.apps.plans.models import Action
from goldenthread.apps.plans.queries import in_the_plan
from goldenthread.apps.plans.states import states_of
from goldenthread.apps.trail.moments import in_force_by, known_by
from goldenthread.rulebook.asking import Question, Standing, open_questions, three_questions
from goldenthread.rulebook.calendar_words import in_words
from goldenthread.rulebook.chance_words import chance_of
from goldenthread.rulebook.comparison import Standing as Compared
from goldenthread.rulebook.comparison import compare_areas
from goldenthread.rulebook.figures import Status, print_quantity
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.rating import Polarity, Rag, Target, TargetKind
from goldenthread.rulebook.trajectory_forecast import Course
from goldenthread.rulebook.trajectory_gap import Gap

RAG_WORDS = {Rag.RED: "red", Rag.AMBER: "amber", Rag.GREEN: "green", Rag.NOT_RATED: "not rated"}
LEAST_CASES = 10
"""Of fewer cases than these a percentage is seldom made (ASK-14)."""
MOST = 50
"""From which percentage on a measure is of what should happen to most, so that the rest is asked after."""
_UNSETTLED = (Status.PROVISIONAL, Status.ESTIMATED)


@dataclass(frozen=True)
class Behind:
    """What stands behind a measure: its actions in plans, those that are late with their day, other figures.

    `planned` is its trajectory held against its figures, None where it has none.
    """

    actions: int = 0
    late: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    planned: PlannedAgainstActual | None = None


def standings_of(
    rows: Sequence[ScorecardRow], columns: Columns, *, today: date, as_at: date | None = None,
    known_at: datetime | None = None,
) -> list[tuple[ScorecardRow, Standing]]:  # fmt: skip
    """Each row, under these columns, with what stands around it.

    A constant number of queries, and some more for each row with a trajectory.
    """
    behind = _behind(rows, today, as_at, known_at)
    kind = columns.parts[-1].kind
    return [
        (row, standing_of(row, behind.get(row.measure.pk, Behind()), every=PERIODS.get(kind, "years")))
        for row in rows
    ]


def questions_on(standing: Standing) -> list[Question]:
    """What a measure's page asks: the three of a red or worsening one, and what the record leaves open."""
    asked = list(three_questions(standing))
    return asked + [question for question in open_questions(standing) if question not in asked]


def standing_of(row: ScorecardRow, behind: Behind, *, every: str = "periods") -> Standing:
    """What stands around a row. `every` says what the figures of its past are of: "quarters"."""
    cell, target, before = row.rated, row.target, row.before
    number = cell.number if cell else None
    period = cell.period if cell else None
    control, moved = row.control, number is not None and before is not None
    return Standing(
        figure=cell.text if cell else "No figure",
        period=str(period) if period else "this period",
        rag=row.rag,
        change=row.travel.change,
        previous=f"{before.text} in {before.period}" if before else "",
        target=str(target) if target else "",
        gap=_gap(number, target),
        room=_room(number, target, row),
        missed=() if row.measure.cumulative else _missed(row.past, target),
        every=every,
        variation=control.said if control else None,
        assurance=control.assured if control else None,
        points=control.known if control else 0,
        between=_between(row),
        beyond_chance=_beyond_chance(row) if moved else None,
        few=row.few_cases,
        step=_step(row),
        of_how_many=_of_how_many(row) if moved else None,
        without=_without(row, number, target),
        without_before=_without_before(row, target),
        more=_more(row) if moved else None,
        others=_others(row, number),
        explained=bool(row.words or row.comment),
        written=in_words(row.words.on) if row.words else "",
        stale=" ".join(row.words.changes) if row.words else "",
        actions=behind.actions,
        late=behind.late,
        lead=str(row.measure.lead) if row.measure.lead else row.measure.lead_text,
        following=str(Period.containing(period.kind, period.end)) if period else "",
        moved=str(row.target_change) if row.target_change else "",
        **_planned(behind.planned, period),
        rivals=behind.rivals,
        stated=_stated(row),
        overridden=_overridden(row),
        unsettled=str(cell.figure.status) if cell and cell.figure.status in _UNSETTLED else "",
    )


def _is_share(row: ScorecardRow) -> bool:
    """Whether the figure rated is a percentage."""
    return row.rated is not None and (row.rated.figure.unit or row.measure.unit) == "%"


def _between(row: ScorecardRow) -> tuple[str, str] | None:
    """What chance alone takes the measure from and to, as far as it can go: a percentage not above 100."""
    limits = row.control.limits if row.control else None
    if limits is None:
        return None
    share = _is_share(row)
    low, high = max(limits[0], 0.0), min(limits[1], 100.0) if share else limits[1]
    unit = "%" if share else None
    first, last = (print_quantity(_short(Decimal(str(end))), unit) for end in (low, high))
    return first, last


def _short(number: Decimal) -> Decimal:
    """A number to one decimal at most, none from 20 on: nobody asks to the tenth of so wide a limit."""
    return number.quantize(Decimal(1) if abs(number) >= 20 else Decimal("0.1"))


def _beyond_chance(row: ScorecardRow) -> bool | None:
    """Whether the move is more than chance by the 95% intervals of both figures; None without these."""
    if row.rated is None or row.before is None:
        return None
    measure = row.measure
    now, before = (
        chance_of(cell.figure, measure.unit, cell.counts, decimal_places=measure.decimal_places).chance.at_95
        for cell in (row.rated, row.before)
    )
    compared = compare_areas(now, before, polarity_of(measure))
    return None if compared.standing is Compared.NOT_COMPARED else compared.differs


def _step(row: ScorecardRow) -> str:
    """What one case more or fewer moves the figure rated by: "8.3 points"; empty where cases are enough."""
    cell = row.rated
    if cell is None or not row.few_cases:
        return ""
    measure = row.measure
    said = chance_of(cell.figure, measure.unit, cell.counts, decimal_places=measure.decimal_places)
    return said.step


def _of_how_many(row: ScorecardRow) -> int | None:
    """Of how many cases one would be the whole move of a percentage; None where its counts are known."""
    now, before = row.rated, row.before
    if now is None or before is None or now.counts or before.counts or not _is_share(row):
        return None
    if now.number is None or before.number is None or now.number == before.number:
        return None
    of = math.floor(100 / abs(now.number - before.number))
    return of if of >= LEAST_CASES else None


def _without(row: ScorecardRow, number: Decimal | None, target: Target | None) -> str:
    """The share for which it did not happen, where it should happen to most: "22%"."""
    if number is None or not _is_share(row) or polarity_of(row.measure) is not Polarity.HIGH:
        return ""
    asked = target.low if target and target.low is not None else number
    return print_quantity(100 - number, "%") if asked >= MOST and 0 <= number < 100 else ""


def _without_before(row: ScorecardRow, target: Target | None) -> str:
    """That share in the period that it is compared with: "36% in 2017-18 Q3"."""
    share = _without(row, row.before.number, target) if row.before else ""
    return f"{share} in {row.before.period}" if share and row.before else ""


def _more(row: ScorecardRow) -> int | None:
    """How many more a number of cases is, less than 0 for fewer; None for no count."""
    now, before = row.rated, row.before
    if now is None or before is None or now.number is None or before.number is None:
        return None
    counted = not (now.figure.unit or row.measure.unit) and now.figure.proportion is None
    far = now.number - before.number
    return int(far) if counted and far == far.to_integral_value() else None


def _planned(planned: PlannedAgainstActual | None, period: Period | None) -> dict[str, str]:
    """What the plan asked for in a period that is behind it, and whether its figures lead to its end."""
    found = next((one for one in planned.periods if one.against.period == period), None) if planned else None
    if planned is None or found is None or found.is_baseline or found.against.side is not Gap.BEHIND:
        return {}
    asked, last = found.against.planned, planned.plan.last_step
    if asked is None:
        return {}
    on = f" for {last.target} in {last.period}" if last and last.target else ""
    return {
        "planned": print_quantity(asked, planned.plan.unit),
        "course": f"By its figures so far it is {planned.outlook.course}{on}."
        if planned.outlook.course is not Course.CANNOT_TELL
        else f"Its figures are too few to tell whether it will get there{on}.",
    }


def _room(number: Decimal | None, target: Target | None, row: ScorecardRow) -> str:
    """How far the figure may still go the wrong way before it misses its target: "1 point"."""
    if number is None or target is None or _missed_end(number, target) is not None:
        return ""
    end = {Polarity.HIGH: target.low, Polarity.LOW: target.high}.get(polarity_of(row.measure))
    if end is None or target.kind in (TargetKind.STATEMENT, TargetKind.VALUE):
        return ""
    return _far(abs(number - end), target.unit)


def _far(far: Decimal, unit: str | None) -> str:
    """A distance in words: "18 points", "1 point", "29"."""
    if unit == "%":
        return "1 point" if far == 1 else print_quantity(far, "points")
    return print_quantity(far, unit)


def _gap(number: Decimal | None, target: Target | None) -> str:
    """ "18 points short of 100%", empty where the target is met or nothing can be said."""
    end = _missed_end(number, target)
    if target is None or number is None or end is None:
        return ""
    way = "short of" if number < end else "above"
    return f"{_far(abs(number - end), target.unit)} {way} {print_quantity(end, target.unit)}"


def _missed(past: Sequence[FigureCell], target: Target | None) -> tuple[str, ...]:
    """The figures in a row, the newest the last, that missed today's target; a gap ends the row."""
    found: list[str] = []
    for cell in reversed(past):
        if _missed_end(cell.number, target) is None:
            break
        found.append(cell.text)
    return tuple(reversed(found))


def _missed_end(number: Decimal | None, target: Target | None) -> Decimal | None:
    """The end of the target that a number misses; None for what no number can meet or miss."""
    if number is None or target is None or target.kind in (TargetKind.STATEMENT, TargetKind.VALUE):
        return None
    return target.missed_end(number)


def _others(row: ScorecardRow, number: Decimal | None) -> str:
    """Who does better, by how much, and in which period, where that is another than ours."""
    polarity, ours = polarity_of(row.measure), row.rated
    for words, cell in (
        ("Statistical neighbours stand", row.neighbours),
        ("The nation stands", row.national),
    ):
        if cell is None or ours is None or number is None or cell.number is None:
            continue
        better = cell.number > number if polarity is Polarity.HIGH else cell.number < number
        if polarity not in (Polarity.HIGH, Polarity.LOW) or not better:
            continue
        unit = ours.figure.unit or row.measure.unit or None
        other = cell.period_beside(ours.period) if cell.period_stated else ""
        said = f"{words} at {cell.text}{f' in {other}' if other else ''}"
        if (cell.figure.unit or None) not in (unit, ours.figure.unit):
            return f"{said}, printed in another unit than our {ours.text}"
        return f"{said}, {_far(abs(cell.number - number), unit)} better than our {ours.text}"
    return ""


def _stated(row: ScorecardRow) -> str:
    if not row.differs or row.stated is None or row.override is not None:
        return ""
    stated, computed = RAG_WORDS[Rag(row.stated.rag)], RAG_WORDS[row.verdict.rag]
    if row.target is None:
        return (
            f"The paper prints {stated}, and no target is recorded that {_figure(row)} could miss or meet. "
            f"By which target is it {stated}?"
        )
    reason = row.verdict.reason
    return (
        f"The paper prints {stated}, the rule gives {computed}: {reason[:1].lower()}{reason[1:]}. Which "
        "holds, and who decided it?"
    )


def _figure(row: ScorecardRow) -> str:
    return row.rated.text if row.rated else "the figure"


def _overridden(row: ScorecardRow) -> str:
    if row.override is None or row.override.computed == row.verdict.rag:
        return ""
    then, now = RAG_WORDS[Rag(row.override.computed)], RAG_WORDS[row.verdict.rag]
    return (
        f"{row.override.recorded_by} set it to {RAG_WORDS[row.rag]} when the rule gave {then}. The rule "
        f"gives {now} today: does that still hold?"
    )


def _behind(
    rows: Sequence[ScorecardRow], today: date, as_at: date | None, known_at: datetime | None
) -> Mapping[int, Behind]:
    """Actions, late actions and rival figures of each row's measure, by its row number."""
    measures = [row.measure.pk for row in rows]
    links = IndicatorMeasure.ever.filter(in_force_by(known_at, published=""), measure__in=measures)
    pairs = set(links.filter(indicator__gone_on=None).values_list("measure_id", "indicator__action_id"))
    actions = Action.objects.filter(pk__in={action for _, action in pairs})
    states = {
        state.pk: state
        for state in in_the_plan(states_of(actions, today=today, as_at=as_at, known_at=known_at))
    }
    acting: dict[int, list[ActionState]] = defaultdict(list)
    for measure, action in pairs:
        if action in states:
            acting[measure].append(states[action])
    rivals = _rivals(rows, known_at)
    told = TrajectoryVersion.objects.filter(known_by(known_at, published=""), measure__in=measures)
    planned = set(told.values_list("measure_id", flat=True))
    return {
        row.measure.pk: Behind(
            len(acting[row.measure.pk]),
            _late(acting[row.measure.pk]),
            rivals.get(row.measure.pk, ()),
            planned_against_actual(row.measure, as_at=as_at, known_at=known_at)
            if row.measure.pk in planned
            else None,
        )
        for row in rows
    }


def _late(actions: Sequence[ActionState]) -> tuple[str, ...]:
    """The actions that are overdue, the longest first: "A-22, due 30 June 2018"."""
    late = sorted(
        (one for one in actions if one.is_overdue), key=lambda one: (one.due or date.max, one.sort_key)
    )
    return tuple(
        f"{one.reference or one.title}, due {in_words(one.due)}" if one.due else one.reference or one.title
        for one in late
    )


def _rivals(rows: Sequence[ScorecardRow], known_at: datetime | None) -> dict[int, tuple[str, ...]]:
    """What other sources say of the period that each row is rated on, where it is another number."""
    rated = {row.measure.pk: row.rated for row in rows if row.rated}
    found = Observation.objects.filter(
        measure__in=list(rated),
        area=COUNCIL_AREA,
        cohort="",
        starts__in={one.period.start for one in rated.values()},
    ).order_by("source")
    others: dict[int, list[str]] = defaultdict(list)
    for observation, value in held(found, known_at):
        ours, cell = rated[observation.measure_id], cell_of(value, observation)
        same_period = cell.period == ours.period and observation.uuid != ours.observation
        if same_period and cell.number is not None and cell.number != ours.number:
            others[observation.measure_id].append(f"{cell.text} from {observation.source or 'the council'}")
    return {measure: tuple(said) for measure, said in others.items()}
