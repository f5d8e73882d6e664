"""The board report's actions, from the plans room's states: counts, those of concern, and who is silent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from goldenthread.apps.plans.models import Update
from goldenthread.apps.plans.queries import Silent
from goldenthread.apps.plans.states import ActionState
from goldenthread.apps.reports.authors import NOT_RECORDED, Authors
from goldenthread.apps.trail.moments import known_by
from goldenthread.documents import board_report as doc
from goldenthread.documents import paper_figures as figures
from goldenthread.documents.wording import uk_date
from goldenthread.rulebook.codes import find
from goldenthread.rulebook.progress import State

NO_REFERENCE = "–"
NO_LEAD = "No lead recorded"
# As a board counts them; a plan's own words stand beside each action.
STATE_WORDS: dict[State | None, str] = {
    State.COMPLETED: "Completed",
    State.IN_PROGRESS: "In progress",
    State.ONGOING: "Ongoing",
    State.AT_RISK: "At risk",
    State.PENDING: "Pending",
    State.NOT_STARTED: "Not started",
    None: "No state given",
}


def action_counts(states: Sequence[ActionState]) -> doc.ActionCounts:
    """How many actions there are, in each state and with each flag; only what occurs."""
    in_state = Counter(state.state for state in states)
    flags = Counter(flag.code for state in states for flag in state.flags)
    words = {flag.code: flag.word for state in states for flag in state.flags}
    return doc.ActionCounts(
        total=len(states),
        by_state=tuple(doc.Count(word, in_state[key]) for key, word in STATE_WORDS.items() if in_state[key]),
        by_flag=tuple(
            doc.Count(words[code], flags[code])
            for code in sorted(flags, key=lambda code: find(code).sort_key)
        ),
    )


def actions_of_concern(
    states: Iterable[ActionState], known_at: datetime | None = None
) -> tuple[doc.ActionOfConcern, ...]:
    """These actions, in the order given, each with its lead's last words and their day."""
    states = list(states)
    words = last_words(states, known_at)
    return tuple(
        doc.ActionOfConcern(
            ref=state.reference or NO_REFERENCE,
            title=state.title,
            plan=state.plan.name,
            lead=state.led_by or None,
            due=state.due,
            due_text=due_words(state),
            stated=state.rated,
            flags=flags_of(state),
            last_words=words.get(state.pk),
        )
        for state in states
    )


def no_replies(
    silent: Iterable[Silent], since: date, known_at: datetime | None = None
) -> tuple[doc.NoReply, ...]:
    """Who has said nothing since a day, by lead: joint leads each stand for themselves."""
    silent = list(silent)
    words = last_words([one.action for one in silent], known_at)
    by_lead: dict[str, list[Silent]] = defaultdict(list)
    for one in silent:
        leads = [lead.name for lead in one.leads] or [one.action.lead_text or NO_LEAD]
        for lead in leads:
            by_lead[lead].append(one)
    return tuple(
        doc.NoReply(
            lead=lead,
            wanted_since=since,
            actions=tuple(one.action.reference or one.action.title for one in waiting),
            last_heard=max((one.said_on for one in waiting if one.said_on), default=None),
            last_words=_newest(words[one.action.pk] for one in waiting if one.action.pk in words),
        )
        for lead, waiting in sorted(by_lead.items())
    )


def _newest(said: Iterable[figures.Words]) -> figures.Words | None:
    return max(said, key=lambda words: words.on or date.min, default=None)


def last_words(states: Sequence[ActionState], known_at: datetime | None = None) -> dict[int, figures.Words]:
    """The newest words of each action with their day and whose they are, by the action's row number."""
    if not states:
        return {}
    leads = {state.pk: state.led_by for state in states}
    said = Update.objects.filter(known_by(known_at), action__in=leads, effective_on__lte=states[0].on)
    said = said.exclude(narrative="", stated_text="")
    newest = list(said.order_by("action_id", "-effective_on", "-id").distinct("action_id"))
    authors = Authors((update.recorded_by_id for update in newest), known_at)
    return {
        update.action_id: figures.Words(
            update.narrative or update.stated_text,
            update.on_behalf_of
            or authors.title(update.recorded_by_id, update.effective_on)
            or leads[update.action_id]
            or NOT_RECORDED,
            update.effective_on,
        )
        for update in newest
    }


def flags_of(state: ActionState) -> tuple[doc.Flag, ...]:
    return tuple(doc.Flag(str(flag.code), flag.word, flag.reason) for flag in state.flags)


def due_words(state: ActionState) -> str:
    """The date as printed; where it was moved, the day that it moved to as well."""
    if state.due and state.date_moves:
        return f"{uk_date(state.due)}, moved from {state.due_text}" if state.due_text else uk_date(state.due)
    return state.due_text or (uk_date(state.due) if state.due else "")
