"""Who has not replied, for the board's report: of plans about which leads were asked, those who were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from goldenthread.apps.chasing.queries import not_replied_for_report
from goldenthread.apps.chasing.replies import Asked, last_heard
from goldenthread.apps.plans.models import Plan, Update
from goldenthread.apps.plans.queries import not_replied
from goldenthread.apps.plans.states import ActionState
from goldenthread.apps.reports import report_actions
from goldenthread.apps.reports.authors import Authors
from goldenthread.documents import board_report as doc
from goldenthread.documents import paper_figures as figures
from goldenthread.rulebook.periods import Period


def no_replies(
    plans: Iterable[Plan], period: Period, states: Iterable[ActionState], since: date, *, today: date,
    known_at: datetime | None = None,
) -> tuple[doc.NoReply, ...]:  # fmt: skip
    """By lead: whoever was asked and did not reply, and of plans of which nobody was asked whoever is silent.

    `since` is the day from which an update is wanted where nobody was asked. A fixed number of queries for
    each plan.
    """
    still_open = {state.pk: state for state in states if not state.is_completed}
    asked: list[Asked] = []
    silent = []
    for plan in plans:
        waiting = not_replied_for_report(
            plan, starts=period.start, ends=period.end, today=today, known_at=known_at
        )
        if waiting is None:
            silent += not_replied(plan, since, today=today, known_at=known_at)
        else:
            asked += [one for one in waiting if one.request.action_id in still_open]
    heard = last_heard(asked, today=today, known_at=known_at)
    found = (
        *_of_the_asked(asked, still_open, heard, known_at),
        *report_actions.no_replies(silent, since, known_at),
    )
    return tuple(sorted(found, key=lambda one: (one.lead, one.wanted_since)))


def _of_the_asked(
    asked: Sequence[Asked], states: Mapping[int, ActionState], heard: Mapping[int, Update],
    known_at: datetime | None,
) -> Iterable[doc.NoReply]:  # fmt: skip
    """One line for each lead of each round, as the lead was called when it was asked."""
    authors = Authors((update.recorded_by_id for update in heard.values()), known_at)
    by_lead: dict[tuple[str, date, date], list[Asked]] = defaultdict(list)
    for one in asked:
        round = one.request.round
        by_lead[one.request.lead_text, round.asked_on, round.due_on].append(one)
    for (lead, asked_on, due_on), those in by_lead.items():
        # Two who share a post were both asked for the same action.
        waiting = dict.fromkeys(states[one.request.action_id or 0] for one in those)
        said = [heard[one.request.pk] for one in those if one.request.pk in heard]
        newest = max(said, key=lambda update: (update.effective_on, update.pk), default=None)
        yield doc.NoReply(
            lead=lead,
            wanted_since=asked_on,
            actions=tuple(state.reference or state.title for state in waiting),
            last_heard=newest.effective_on if newest else None,
            last_words=_words(newest, lead, authors) if newest else None,
            wanted_by=due_on,
        )


def _words(update: Update, lead: str, authors: Authors) -> figures.Words | None:
    """What the lead said, whose words they are, and when; None where only a rating was given."""
    text = update.narrative or update.stated_text
    if not text:
        return None
    author = update.on_behalf_of or authors.title(update.recorded_by_id, update.effective_on) or lead
    return figures.Words(text, author, update.effective_on)
