"""One recommendation and all that hangs on it, from the inspection to the papers that reported it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from goldenthread.apps.evidence.queries import Shown, evidence_for
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.inspections import queries as inspections
from goldenthread.apps.inspections.models import Accountability, Assessment, Element, Recommendation
from goldenthread.apps.inspections.neighbours import Panel, recommendation_panels_of
from goldenthread.apps.measures.shown import MeasureShown, measures_of
from goldenthread.apps.plans.models import Answer, Service, Update
from goldenthread.apps.plans.queries import actions_serving, last_words
from goldenthread.apps.plans.states import ActionState
from goldenthread.apps.reports.models import Paper
from goldenthread.apps.success.queries import Stood, statements_for
from goldenthread.apps.trail.moments import day_ends, in_force_by
from goldenthread.apps.trail.queries import Happening, about
from goldenthread.rulebook.standing import DerivedStanding, Standing, standing_from

EVENTS_SHOWN = 8
MOST_FIGURES = 4
ACTIONS_SHOWN = 12


@dataclass(frozen=True)
class Round:
    """The assessments of one day: of the whole, of elements, and what the recommendation then stood at."""

    on: date
    text: str
    assessments: tuple[Assessment, ...]
    derived: DerivedStanding
    before: Standing | None
    figures: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def reopens(self) -> bool:
        """Whether what was settled before is found not met, or met in part."""
        settled = (Standing.MET, Standing.MET_SUBJECT_TO_CONDITION, Standing.NO_LONGER_APPLICABLE)
        return self.before in settled and self.derived.status not in settled

    @property
    def title(self) -> str:
        """What it then stood at: "Met", and "Not met: reopened" where it was settled before."""
        words = self.derived.status.words.capitalize() if self.derived.status else "Not assessed"
        return f"{words}: reopened" if self.reopens else words

    @property
    def dated(self) -> date | None:
        """The day, where the paper says one. The day that we gave to a month is not said as if known."""
        return None if self.text else self.on

    @property
    def whole(self) -> Assessment | None:
        return next((one for one in self.assessments if one.element_id is None), None)

    @property
    def parts(self) -> tuple[Assessment, ...]:
        return tuple(one for one in self.assessments if one.element_id is not None)

    @property
    def body(self) -> str:
        return next((one.body.name for one in self.assessments if one.body), "")


@dataclass(frozen=True)
class Serving:
    """An action that serves the recommendation, which elements of it, and the last that was said."""

    state: ActionState
    elements: tuple[Element, ...]
    words: str


@dataclass(frozen=True)
class Proof:
    """A file that was attached as evidence: to which action, on which day."""

    file: StoredFile
    action: ActionState
    on: date


@dataclass(frozen=True)
class Told:
    """An event of the trail as the page tells it."""

    at: datetime
    actor: str
    words: str
    why: str

    @classmethod
    def of(cls, event: Happening) -> Told:
        return cls(event.at, event.actor, event.words, event.why)


@dataclass(frozen=True)
class Thread:
    """A recommendation walked both ways, as it stood on a day."""

    line: inspections.Line
    accountabilities: Sequence[Accountability]
    rounds: Sequence[Round]
    actions: Sequence[Serving]
    measures: Sequence[MeasureShown]
    proofs: Sequence[Proof]
    statements: Sequence[Stood]
    papers: Sequence[Paper]
    events: Sequence[Told]
    panels: Sequence[Panel] = ()
    evidence: Sequence[Shown] = ()

    @property
    def recommendation(self) -> Recommendation:
        return self.line.recommendation

    @property
    def most_pressing(self) -> Sequence[Serving]:
        """The actions that a reader should see first: overdue, then at risk, open, completed."""
        return sorted(self.actions, key=_pressing)[:ACTIONS_SHOWN]

    @property
    def overdue(self) -> int:
        return sum(serving.state.is_overdue for serving in self.actions)

    @property
    def completed(self) -> int:
        return sum(serving.state.is_completed for serving in self.actions)

    @property
    def answered(self) -> int:
        """How many success statements were answered with a finding."""
        return sum(one.answer is not None for one in self.statements)

    @property
    def unanswered(self) -> int:
        """How many contradictions nobody answered."""
        return sum(one.unanswered for one in self.evidence)

    @property
    def red(self) -> int:
        return sum(measure.rag == "red" for measure in self.measures)


def thread_of(
    recommendation: Recommendation,
    *,
    today: date,
    as_at: date | None = None,
    known_at: datetime | None = None,
) -> Thread:
    """Everything on a recommendation's page. A constant number of queries, however much hangs on it.

    `as_at` and `known_at` ask how it stood on a day and what was known at an instant.
    """
    on = as_at or today
    [line] = inspections.standings([recommendation], as_at=on, known_at=known_at)
    states = actions_serving(recommendation, today=today, as_at=as_at, known_at=known_at)
    ids = [state.pk for state in states]
    measures = measures_of(recommendation, ids, as_at=on, known_at=known_at)
    history = inspections.history_of(recommendation, as_at=on, known_at=known_at)
    accountabilities = inspections.accountabilities_of(recommendation, known_at=known_at)
    end = known_at or (day_ends(as_at) if as_at else None)
    return Thread(
        line=line,
        accountabilities=accountabilities,
        rounds=_rounds(history, [part.element for part in line.elements], measures),
        actions=_serving(recommendation, states, as_at, known_at),
        measures=measures,
        proofs=_proofs({state.pk: state for state in states}, on, known_at),
        statements=statements_for(ids, today=today, as_at=as_at, known_at=known_at),
        papers=_papers(recommendation, [one.body_id for one in accountabilities], end),
        events=[Told.of(event) for event in about(recommendation.uuid, limit=EVENTS_SHOWN, until=end)],
        panels=recommendation_panels_of(recommendation, on, known_at),
        evidence=evidence_for(recommendation, as_at=on, known_at=known_at),
    )


def _pressing(serving: Serving) -> tuple[bool, bool, bool, date, int]:
    state = serving.state
    overdue, at_risk = not state.is_overdue, not state.is_at_risk
    return overdue, at_risk, state.is_completed, state.due or date.max, state.position


def _rounds(
    history: Iterable[Assessment], elements: Sequence[Element], measures: Sequence[MeasureShown]
) -> list[Round]:
    """The history by day, oldest first, each with what the recommendation stood at from then on."""
    newest: dict[int | None, Standing] = {}
    rounds: list[Round] = []
    for on, found in groupby(history, key=lambda one: one.assessed_on):
        assessments = tuple(found)
        for one in assessments:
            newest[one.element_id] = Standing(one.status)
        derived = standing_from([newest.get(element.pk) for element in elements], newest.get(None))
        last = rounds[-1] if rounds else None
        text = next((one.assessed_text for one in assessments if one.assessed_text), "")
        figures = _figures_between(measures, last.on if last else None, on)
        rounds.append(Round(on, text, assessments, derived, last.derived.status if last else None, figures))
    return rounds


def _figures_between(
    measures: Sequence[MeasureShown], after: date | None, until: date
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The leading measure’s figures for periods that began in that time: what the body could have seen."""
    if not measures:
        return ()
    begun = [
        (strand.label, [cell for cell in strand.cells if _is_between(cell.period.start, after, until)])
        for strand in measures[0].strands
    ]
    oldest_first = sorted((one for one in begun if one[1]), key=lambda one: one[1][0].period.start)
    return tuple((label, tuple(cell.text for cell in cells[-MOST_FIGURES:])) for label, cells in oldest_first)


def _is_between(day: date, after: date | None, until: date) -> bool:
    return day <= until and (after is None or day > after)


def _serving(
    recommendation: Recommendation, states: Sequence[ActionState], as_at: date | None,
    known_at: datetime | None,
) -> list[Serving]:  # fmt: skip
    elements: Mapping[int, list[Element]] = defaultdict(list)
    services = Service.ever.filter(
        in_force_by(known_at), recommendation=recommendation, element__isnull=False
    )
    for service in services.select_related("element").order_by("element__reference"):
        elements[service.action_id].append(service.element)
    words = last_words([state.pk for state in states], as_at=as_at, known_at=known_at)
    return [Serving(state, tuple(elements[state.pk]), words.get(state.pk, "")) for state in states]


def _proofs(states: Mapping[int, ActionState], on: date, known_at: datetime | None) -> list[Proof]:
    """Files attached to updates, and those shown when completion was asked for, the newest first."""
    attached = Update.evidence.through.objects.filter(
        update__action__in=states, update__effective_on__lte=on
    ).select_related("storedfile", "update")
    shown = Answer.files.through.objects.filter(
        answer__completion__action__in=states, answer__completion__completed_on__lte=on
    ).select_related("storedfile", "answer__completion")
    if known_at is not None:
        attached = attached.filter(update__recorded_at__lte=known_at)
        shown = shown.filter(answer__completion__asked_at__lte=known_at)
    proofs = [
        Proof(
            one.storedfile,
            states[one.update.action_id],
            one.storedfile.effective_on or one.update.effective_on,
        )
        for one in attached
    ]
    for one in shown:
        completion = one.answer.completion
        day = one.storedfile.effective_on or completion.completed_on
        proofs.append(Proof(one.storedfile, states[completion.action_id], day))
    return sorted(proofs, key=lambda proof: proof.on, reverse=True)


def _papers(recommendation: Recommendation, bodies: Sequence[int], until: datetime | None) -> list[Paper]:
    """The frozen papers of the bodies that answered for it in which it is printed, the newest first."""
    printed = json.dumps(recommendation.title, ensure_ascii=False)
    papers = Paper.objects.filter(body__in=bodies, document__contains=printed)
    papers = papers.filter(frozen_at__lte=until) if until else papers
    return list(papers.select_related("body").defer("document"))
