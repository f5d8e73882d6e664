"""What the records say for a workstream's highlight report, as text to be edited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.measures.models import IndicatorMeasure, Scorecard
from goldenthread.apps.measures.scorecards import periods_of, scorecard_for
from goldenthread.apps.plans.models import Action, Update
from goldenthread.apps.plans.queries import in_the_plan, last_words
from goldenthread.apps.plans.states import ActionState, states_of
from goldenthread.apps.risks.models import Risk, RiskTreatment
from goldenthread.apps.risks.states import RiskState, states_of_risks

MOST = 5
"""So many items of a part, that the report stays one page."""
WORDS = 90


@dataclass(frozen=True)
class Sections:
    """The parts of a highlight report, each as typed text."""

    done: str
    next: str
    late: str
    risks: str
    decisions: str = ""


def drafted(workstream: Body, since: date, today: date) -> Sections:
    """The parts as the records have them. The number of queries grows only with the scorecards concerned."""
    actions = Action.objects.filter(workstream=workstream, gone_on=None)
    states = in_the_plan(states_of(actions, today=today))
    said = last_words([state.pk for state in states])
    still = [state for state in states if not state.is_completed]
    late = sorted((one for one in still if one.is_overdue), key=_by_due)
    ahead = sorted((one for one in still if one.due and not one.is_overdue), key=_by_due)
    risky = [one for one in still if one.is_at_risk and not one.is_overdue]
    return Sections(
        done=_items(_done(states, since, _told([state.pk for state in states], since))),
        next=_items(f"{_name(one)}, due {_day(one.due)}" for one in ahead),
        late=_items(f"{_name(one)}, due {_day(one.due)}{_saying(one, said)}" for one in late),
        risks=_items([
            *_risks(workstream, [one.pk for one in states], today),
            *(f"At risk: {_name(one)}{_saying(one, said)}" for one in risky),
            *_red_measures([one.pk for one in states], today),
        ]),
    )  # fmt: skip


def _done(states: Sequence[ActionState], since: date, told: dict[int, str]) -> list[str]:
    """What was completed since, then what was said since of what is still open, in words.

    A rating alone tells a board nothing that was done, so those are only counted.
    """
    completed = [
        f"Completed: {_name(one)}"
        for one in states
        if one.is_completed and one.completed_on and one.completed_on > since
    ]
    heard = [one for one in states if not one.is_completed and one.last_update and one.last_update > since]
    moved = sorted((one for one in heard if one.pk in told), key=lambda one: one.last_update, reverse=True)
    lines = [*completed, *(f"{_name(one)}{_saying(one, told)}" for one in moved)]
    if rated := len(heard) - len(moved):
        lines.append(f"{rated} {'action was' if rated == 1 else 'actions were'} rated, without words")
    return lines


def _told(actions: Sequence[int], since: date) -> dict[int, str]:
    """The newest narrative of each action since a day."""
    rows = Update.objects.filter(action__in=actions, effective_on__gt=since).exclude(narrative="")
    return dict(rows.order_by("effective_on", "id").values_list("action", "narrative"))


def _risks(workstream: Body, actions: Sequence[int], today: date) -> list[str]:
    """Open risks that the workstream keeps or that its actions treat, the highest score first."""
    treated = RiskTreatment.objects.filter(action__in=actions).values("risk")
    rows = Risk.objects.filter(Q(body=workstream) | Q(pk__in=treated), closed_on=None)
    found = sorted(states_of_risks(rows, today=today), key=lambda one: -_score(one))
    return [
        f"Risk {one.reference} {_cut(one.title)}: {one.current.words if one.current else 'not scored'}"
        for one in found
    ]


def _score(one: RiskState) -> int:
    return one.current.score.value if one.current else 0


def _red_measures(actions: Sequence[int], today: date) -> list[str]:
    """Measures tied to the actions that are red in the newest period of a scorecard."""
    tied = IndicatorMeasure.objects.filter(indicator__action__in=actions).values("measure")
    cards = Scorecard.objects.filter(lines__measure__in=tied, lines__gone_on=None).distinct()
    measures = set(tied.values_list("measure", flat=True))
    found: dict[str, None] = {}
    for card in cards:
        period = next(iter(periods_of(card)), None)
        if period is None:
            continue
        for row in scorecard_for(card, period, as_at=today).rows:
            if row.measure.pk in measures and row.rag == "red":
                found[f"Red measure: {row.measure}, {period}"] = None
    return list(found)


def _items(lines: Iterable[str]) -> str:
    every = list(lines)
    shown = [f"- {line}" for line in every[:MOST]]
    if more := len(every) - len(shown):
        shown.append(f"- And {more} more.")
    return "\n".join(shown)


def _name(state: ActionState) -> str:
    return f"{state.reference} {_cut(state.title)}".strip()


def _saying(state: ActionState, said: dict[int, str]) -> str:
    words = " ".join(said.get(state.pk, "").split())
    return f": {_cut(words)}" if words else ""


def _cut(text: str) -> str:
    return text if len(text) <= WORDS else f"{text[:WORDS].rsplit(' ', 1)[0]} …"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "on no date"


def _by_due(state: ActionState) -> tuple[date, str]:
    return state.due or date.max, state.sort_key
