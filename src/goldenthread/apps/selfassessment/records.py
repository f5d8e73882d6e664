"""What the records say of each recommendation on a document's day: verdict, actions, measures, evidence.

Verdicts come from the inspections room alone. They are read for all recommendations of the plan's
inspections, whether or not a part speaks of them: so none can be missing from cover or appendix.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.text import slugify

from goldenthread.apps.carryover.models import MonitoringArrangement
from goldenthread.apps.carryover.queries import arrangements
from goldenthread.apps.evidence.queries import Shown, evidence_for
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.inspections.queries import Line, standings
from goldenthread.apps.measures.control import controlled
from goldenthread.apps.measures.control_charts import paper_chart
from goldenthread.apps.measures.marks_queries import NONE, Effects, effects_of
from goldenthread.apps.measures.models import Measure, RecommendationMeasure
from goldenthread.apps.measures.places import measures_as_known
from goldenthread.apps.measures.queries import Point, Series, series
from goldenthread.apps.measures.scorecards import FigureCell
from goldenthread.apps.measures.sources import source_words
from goldenthread.apps.plans.action_state import ActionState
from goldenthread.apps.plans.models import Action, Service
from goldenthread.apps.plans.queries import in_the_plan
from goldenthread.apps.plans.states import states_of
from goldenthread.apps.selfassessment.models import SelfAssessment
from goldenthread.apps.selfassessment.queries import recommendations_of
from goldenthread.apps.trail.moments import in_force_by
from goldenthread.rulebook.self_assessment import Outcome, fell_back, outcome_of

LONGEST_BASE = 20


@dataclass(frozen=True)
class Measured:
    """A measure that shows a recommendation: the figures that could be told by the day, and the finding.

    `key` names it in text: "m_2_11". Where several sources tell of it, each is one of these; `source` says
    which, and is empty for the figures that the board uses.
    """

    key: str
    measure: Measure
    points: tuple[Point, ...]
    says: str
    source: str = ""

    @property
    def title(self) -> str:
        name = f"{self.measure.reference} {self.measure.title}".strip()
        return f"{name}, {self.source}" if self.source else name

    @property
    def newest(self) -> Point | None:
        return self.points[-1] if self.points else None


@dataclass(frozen=True)
class Held:
    """What the records hold of one recommendation on the document's day, and on the day compared with."""

    line: Line
    before: Line | None
    arrangement: MonitoringArrangement | None
    actions: tuple[ActionState, ...]
    measures: tuple[Measured, ...]
    evidence: tuple[Shown, ...] = ()

    @property
    def recommendation(self) -> Recommendation:
        return self.line.recommendation

    @property
    def outcome(self) -> Outcome:
        return outcome_of(self.line.derived.status, self.before.derived.status if self.before else None)

    @property
    def fell_back(self) -> bool:
        return fell_back(self.line.derived.status, self.before.derived.status if self.before else None)


def held_of(
    document: SelfAssessment, today: date, *, known_at: datetime | None = None,
    only: Recommendation | None = None, lean: bool = False,
) -> list[Held]:  # fmt: skip
    """Every recommendation of the plan's inspections with what is held of it, in the order of the document.

    `only` narrows it to one. `lean` leaves out actions and measures, for lists of verdicts.
    """
    wanted = recommendations_of(document.plan)
    if only is not None:
        wanted = wanted.filter(pk=only.pk)
    lines = standings(wanted, as_at=document.as_at, known_at=known_at)
    recommendations = [line.recommendation for line in lines]
    before = _before(document, recommendations, known_at)
    arranged = arrangements(recommendations, as_at=document.as_at, known_at=known_at)
    actions = {} if lean else _actions(document, recommendations, today, known_at)
    measures = {} if lean else _measures(document, recommendations, known_at)
    return [
        Held(
            line, before.get(line.recommendation.pk), arranged.get(line.recommendation.pk),
            tuple(actions.get(line.recommendation.pk, ())), tuple(measures.get(line.recommendation.pk, ())),
            () if lean else _evidence(document, line.recommendation, known_at),
        )
        for line in lines
    ]  # fmt: skip


def _before(
    document: SelfAssessment, recommendations: Sequence[Recommendation], known_at: datetime | None
) -> dict[int, Line]:
    """What each stood at on the day compared with; nothing where nothing was assessed by then."""
    if document.compared_on is None:
        return {}
    lines = standings(recommendations, as_at=document.compared_on, known_at=known_at)
    return {line.recommendation.pk: line for line in lines if line.derived.status}


def _evidence(
    document: SelfAssessment, recommendation: Recommendation, known_at: datetime | None
) -> tuple[Shown, ...]:
    """What bears on a recommendation; a restricted piece too, of which the document names the number only."""
    return evidence_for(recommendation, as_at=document.as_at, known_at=known_at, compare=False)


def _actions(
    document: SelfAssessment,
    recommendations: Sequence[Recommendation],
    today: date,
    known_at: datetime | None,
) -> dict[int, list[ActionState]]:
    """The plan's actions that serve each recommendation or an element of it, as they stood on the day."""
    ties = Service.ever.filter(
        in_force_by(known_at), recommendation__in=recommendations, action__plan=document.plan
    )
    served: dict[int, set[int]] = defaultdict(set)
    for action, recommendation in ties.values_list("action", "recommendation"):
        served[action].add(recommendation)
    rows = Action.objects.filter(pk__in=served)
    found: dict[int, list[ActionState]] = defaultdict(list)
    for state in in_the_plan(states_of(rows, today=today, as_at=document.as_at, known_at=known_at)):
        for recommendation in served[state.pk]:
            found[recommendation].append(state)
    return found


def _measures(
    document: SelfAssessment, recommendations: Sequence[Recommendation], known_at: datetime | None
) -> dict[int, list[Measured]]:
    """The measures linked to each recommendation. Each measure is read once, however many it shows."""
    ties = RecommendationMeasure.ever.filter(in_force_by(known_at), recommendation__in=recommendations)
    linked: dict[int, list[int]] = defaultdict(list)
    measures: dict[int, Measure] = {}
    for tie in ties.select_related("measure").order_by("measure__sort_key", "pk"):
        measures[tie.measure_id] = tie.measure
        linked[tie.recommendation_id].append(tie.measure_id)
    measures_as_known(measures.values(), known_at)
    effects = effects_of(measures, as_at=document.as_at, known_at=known_at)
    keys = _keys(measures.values())
    read = {
        pk: _measured(keys[pk], one, document.as_at, known_at, effects.get(pk, NONE))
        for pk, one in measures.items()
    }
    return {
        recommendation: [one for pk in dict.fromkeys(pks) for one in read[pk]]
        for recommendation, pks in linked.items()
    }


def _keys(measures: Sequence[Measure] | Mapping[int, Measure]) -> dict[int, str]:
    """What each measure is called in text, each its own: "m_2_11"."""
    taken: dict[str, int] = {}
    for measure in measures:
        base = "m"
        for word in _words(measure):
            if len(base) + 1 + len(word) > LONGEST_BASE:
                break
            base = f"{base}_{word}"
        key, number = base, 2
        while key in taken:
            key, number = f"{base[: LONGEST_BASE - 3]}_{number}", number + 1
        taken[key] = measure.pk
    return {pk: key for key, pk in taken.items()}


def _words(measure: Measure) -> list[str]:
    return slugify((measure.reference or measure.title).replace(".", "-")).split("-")


def _measured(
    key: str, measure: Measure, day: date, known_at: datetime | None, effects: Effects
) -> list[Measured]:
    """The figures that the board uses, or the council's own, then those of each other source of ours.

    Only those count that could be told by the day.
    """
    groups = [_told(one, day) for one in series(measure, as_at=day, known_at=known_at)]
    groups = [one for one in groups if one.points and one.is_ours and not one.cohort]
    main = next((one for one in groups if one.is_the_boards), groups[0] if groups else None)
    if main is None:
        return [Measured(key, measure, (), "")]
    # Of what the board put together from several sources, each source tells the same again.
    rest = [one for one in groups if one is not main and one.kind == main.kind and one.source]
    found = []
    for one in (main, *(one for one in rest if one.points != main.points)):
        says = paper_chart(measure, controlled(measure, one, effects), ()).sentence
        source = "" if one is main else source_words(one.source)
        ending = f"_{slugify(one.source).replace('-', '_')}" if source else ""
        found.append(Measured(f"{key}{ending}"[: LONGEST_BASE + 1], measure, one.points, says, source))
    return found


def _told(one: Series, day: date) -> Series:
    return replace(one, points=tuple(point for point in one.points if _is_told(point.cell, day)))


def _is_told(cell: FigureCell, day: date) -> bool:
    """Whether the period had ended by the day, or the figure is declared as published by then."""
    return cell.period.last_day <= day or (cell.published_on is not None and cell.published_on <= day)
