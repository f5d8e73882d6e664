"""What stands around a row of a scorecard, for the questions that it raises (`rulebook.asking`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from goldenthread.apps.measures.control_charts import PERIODS
from goldenthread.apps.measures.models import COUNCIL_AREA, IndicatorMeasure, Observation
from goldenthread.apps.measures.recorded import held, polarity_of
from goldenthread.apps.measures.scorecard_rows import Columns, FigureCell, ScorecardRow
from goldenthread.apps.measures.scorecards import cell_of
from goldenthread.apps.plans.models import Action
from goldenthread.apps.plans.queries import in_the_plan
from goldenthread.apps.plans.states import states_of
from goldenthread.apps.trail.moments import in_force_by
from goldenthread.rulebook.asking import Question, Standing, open_questions, three_questions
from goldenthread.rulebook.figures import Status, print_quantity
from goldenthread.rulebook.rating import Polarity, Rag, Target, TargetKind

RAG_WORDS = {Rag.RED: "red", Rag.AMBER: "amber", Rag.GREEN: "green", Rag.NOT_RATED: "not rated"}
_UNSETTLED = (Status.PROVISIONAL, Status.ESTIMATED)


@dataclass(frozen=True)
class Behind:
    """What stands behind a measure: its actions in plans, how many are late, and other sources' figures."""

    actions: int = 0
    late: int = 0
    rivals: tuple[str, ...] = ()


def standings_of(
    rows: Sequence[ScorecardRow], columns: Columns, *, today: date, as_at: date | None = None,
    known_at: datetime | None = None,
) -> list[tuple[ScorecardRow, Standing]]:  # fmt: skip
    """Each row, under these columns, with what stands around it. A constant number of queries."""
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
    """What stands around a row. `every` says what the numbers of its trend are of: "quarters"."""
    cell, target, before = row.rated, row.target, _compared(row)
    number = _number(cell)
    return Standing(
        figure=cell.text if cell else "No figure",
        period=str(cell.period) if cell else "this period",
        rag=row.rag,
        change=row.travel.change,
        previous=f"{before.text} in {before.period}" if before else "",
        target=str(target) if target else "",
        gap=_gap(number, target),
        missed=0 if row.measure.cumulative else _missed(row.trend, target),
        every=every,
        variation=row.control.said if row.control else None,
        assurance=row.control.assured if row.control else None,
        points=row.control.known if row.control else 0,
        others=_others(row, number),
        explained=bool(row.words or row.comment),
        words_are_stale=bool(row.words and row.words.changes),
        actions=behind.actions,
        late=behind.late,
        rivals=behind.rivals,
        stated=_stated(row),
        overridden=_overridden(row),
        unsettled=str(cell.figure.status) if cell and cell.figure.status in _UNSETTLED else "",
    )


def _compared(row: ScorecardRow) -> FigureCell | None:
    """The figure that the row's direction of travel is compared with, where its columns show it."""
    shown = (row.last_year_end, *row.parts, row.year_end)
    return next((cell for cell in shown if cell and cell.period == row.compared.previous), None)


def _number(cell: FigureCell | None) -> Decimal | None:
    if cell is None:
        return None
    return cell.figure.proportion if cell.figure.value is None else cell.figure.value


def _gap(number: Decimal | None, target: Target | None) -> str:
    """ "18 points short of 100%", empty where the target is met or nothing can be said."""
    end = _missed_end(number, target)
    if target is None or number is None or end is None:
        return ""
    unit = "points" if target.unit == "%" else target.unit
    way = "short of" if number < end else "above"
    far = print_quantity(abs(number - end), unit)
    if abs(number - end) == 1 and unit == "points":
        far = "1 point"
    return f"{far} {way} {print_quantity(end, target.unit)}"


def _missed(trend: Sequence[Decimal | None], target: Target | None) -> int:
    """For how many periods in a row, up to the newest, today's target was missed; a gap ends the row."""
    count = 0
    for number in reversed(trend):
        if _missed_end(number, target) is None:
            break
        count += 1
    return count


def _missed_end(number: Decimal | None, target: Target | None) -> Decimal | None:
    """The end of the target that a number misses; None for what no number can meet or miss."""
    if number is None or target is None or target.kind in (TargetKind.STATEMENT, TargetKind.VALUE):
        return None
    return target.missed_end(number)


def _others(row: ScorecardRow, number: Decimal | None) -> str:
    polarity = polarity_of(row.measure)
    for words, cell in (
        ("Statistical neighbours stand", row.neighbours),
        ("The nation stands", row.national),
    ):
        theirs = _number(cell)
        if cell is None or number is None or theirs is None:
            continue
        better = theirs > number if polarity is Polarity.HIGH else theirs < number
        if polarity in (Polarity.HIGH, Polarity.LOW) and better:
            return f"{words} at {cell.text}"
    return ""


def _stated(row: ScorecardRow) -> str:
    if not row.differs or row.stated is None or row.override is not None:
        return ""
    stated, computed = RAG_WORDS[Rag(row.stated.rag)], RAG_WORDS[row.verdict.rag]
    return f"The paper says {stated}, the rule says {computed}. Which holds, and why?"


def _overridden(row: ScorecardRow) -> str:
    if row.override is None or row.override.computed == row.verdict.rag:
        return ""
    then, now = RAG_WORDS[Rag(row.override.computed)], RAG_WORDS[row.verdict.rag]
    return f"The override was made when the computed rating was {then}. It is now {now}: does it hold?"


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
    counted, late = defaultdict(int), defaultdict(int)
    for measure, action in pairs:
        if action in states:
            counted[measure] += 1
            late[measure] += states[action].is_overdue
    rivals = _rivals(rows, known_at)
    return {measure: Behind(counted[measure], late[measure], rivals.get(measure, ())) for measure in measures}


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
        if same_period and _number(cell) is not None and _number(cell) != _number(ours):
            others[observation.measure_id].append(f"{cell.text} from {observation.source or 'the council'}")
    return {measure: tuple(said) for measure, said in others.items()}
