"""Writes of chasing: start a round, and close it. Reminders stand in `reminding`.

Who may is stated on the views (`access.py`); what may be is held here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from goldenthread.apps.chasing.choosing import Preview, Share, Which, wanted_of_plan, wanted_of_scorecard
from goldenthread.apps.chasing.letters import Item, day_words
from goldenthread.apps.chasing.letters import asking as letter_asking
from goldenthread.apps.chasing.models import Kind, Request, Round
from goldenthread.apps.mail.actions import post_many
from goldenthread.apps.measures.models import Measure, Scorecard
from goldenthread.apps.measures.recorded import period_columns
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.queries import covers_of
from goldenthread.apps.plans.models import Action, Plan
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.periods import Period

OPEN = "open"
"""The refusal's code when a round about the same is open."""
CHANGED = "changed"
"""The refusal's code when who would be asked is no longer what the officer saw."""


@dataclass(frozen=True)
class Asking:
    """What an officer says when they ask: by when, in which words, and when reminders go out by themselves.

    `seen` is what they saw of each action or measure (`choosing.Preview.seen`); None where they saw no
    preview. `replace`: a round about the same that is open is closed, and this one takes its place.
    """

    due_on: date
    message: str = ""
    remind_before: int | None = None
    seen: Mapping[UUID, str] | None = None
    replace: bool = False


@transaction.atomic
def ask_for_updates(
    plan: Plan, which: Which, asking: Asking, *, today: date, by: Person, at: datetime
) -> Round:
    """Ask the leads of a plan's open actions for updates: one letter to each person.

    Refused for a day that has passed, while another round on the plan is open (code OPEN), when who would be
    asked has changed since the officer looked (code CHANGED), and when there is nothing to ask.
    """
    # Whoever else asks about this plan waits here, and then meets the round that is open.
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    _make_room(Round.objects.filter(plan=plan), asking, by=by, at=at)
    preview = wanted_of_plan(plan, which, today=today)
    _check(asking, preview, today)
    round = _begun(Round(kind=Kind.UPDATES, plan=plan), asking, today, by, at)
    return _sent(round, preview, by=by, at=at)


@transaction.atomic
def ask_for_words(
    scorecard: Scorecard,
    period: Period,
    which: Which,
    asking: Asking,
    *,
    today: date,
    by: Person,
    at: datetime,
) -> Round:
    """Ask the leads of a scorecard's measures for words on a period: one letter to each person.

    Without a lead's post, the performance analysts are asked. Refused as `ask_for_updates` is.
    """
    scorecard = Scorecard.objects.select_for_update(of=("self",)).get(pk=scorecard.pk)
    columns = period_columns(period)
    _make_room(Round.objects.filter(scorecard=scorecard, **columns), asking, by=by, at=at)
    preview = wanted_of_scorecard(scorecard, which, today=today)
    _check(asking, preview, today)
    round = Round(kind=Kind.COMMENTARY, scorecard=scorecard, **columns)
    return _sent(_begun(round, asking, today, by, at), preview, by=by, at=at)


@transaction.atomic
def close_round(round: Round, *, by: Person, at: datetime, why: str = "") -> Round:
    """Close a round: nobody is reminded of it any more, and nothing of it waits. Refused for a closed one."""
    round = Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    if not round.is_open:
        raise Refused("This round is closed already.")
    round.closed_at, round.closed_by = at, by
    round.save(update_fields=["closed_at", "closed_by"])
    record("chasing.closed", by=by, at=at, on=[round, round.subject], after={"round": str(round)}, why=why)
    return round


def _make_room(same: QuerySet[Round], asking: Asking, *, by: Person, at: datetime) -> None:
    """Close the open round about the same, where the officer said so. Refused where they did not."""
    standing = same.filter(closed_at=None).select_related("asked_by").first()
    if standing is None:
        return
    if not asking.replace:
        raise Refused(
            f"{standing.asked_by} asked on {day_words(standing.asked_on)}, and that round is open. "
            "Remind from its page, or choose to close it and ask again.",
            code=OPEN,
            field="replace",
        )
    close_round(standing, by=by, at=at, why="Asked again")


def _check(asking: Asking, preview: Preview, today: date) -> None:
    if asking.due_on < today:
        raise Refused("The day by which you want answers has passed. Enter today or later.", field="due_on")
    if not preview.wanted:
        raise Refused("There is nothing to ask for. No open action or measure fits.")
    if not preview.shares:
        raise Refused("Nobody can be asked. No post that leads these has somebody who can sign in.")
    if asking.seen is not None and dict(asking.seen) != preview.seen:
        raise Refused("Who will be asked has changed since you looked. Look again.", code=CHANGED)


def _begun(round: Round, asking: Asking, today: date, by: Person, at: datetime) -> Round:
    round.asked_on, round.due_on = today, asking.due_on
    round.message, round.remind_before = asking.message.strip(), asking.remind_before
    round.asked_by, round.asked_at = by, at
    round.save(force_insert=True)
    return round


def _sent(round: Round, preview: Preview, *, by: Person, at: datetime) -> Round:
    """Write down who is asked for what, and post one letter to each."""
    Request.objects.bulk_create(
        Request(
            round=round,
            asked_of=one.of,
            post=one.post,
            lead_text=one.lead,
            action=one.subject if round.plan else None,
            measure=one.subject if round.scorecard else None,
        )
        for one in preview.wanted
    )
    shares = preview.shares
    record("chasing.asked", by=by, at=at, on=[round, round.subject], after={
        "round": str(round), "due_on": round.due_on, "message": round.message,
        "remind_before": round.remind_before, "people": len(shares), "asked_for": len(preview.by_subject),
        "of_nobody": sorted({one.lead for one in preview.of_nobody}),
    })  # fmt: skip
    letters = [letter_asking(person, items, by=by) for person, items in _letters_of(round, shares).items()]
    post_many(letters, kind="request", by=by, at=at)
    return round


def _letters_of(round: Round, shares: Sequence[Share]) -> dict[Person, list[Item]]:
    """What each letter asks for: a person's share goes to them, and to whoever acts for them while away.

    Whoever is asked for something themselves and covers for another who is, reads of it once.
    """
    wanted: dict[Person, dict[Action | Measure, list[Person]]] = {
        share.person: {one.subject: [] for one in share.wanted} for share in shares
    }
    of_their_own = {person: list(subjects) for person, subjects in wanted.items()}
    for cover in covers_of([person.pk for person in of_their_own], round.asked_on):
        if cover.covered_by.is_active:
            letter = wanted.setdefault(cover.covered_by, {})
            for subject in of_their_own[cover.whose]:
                if subject not in of_their_own.get(cover.covered_by, ()):
                    letter.setdefault(subject, []).append(cover.whose)
    return {
        person: [Item(round, subject, tuple(whose)) for subject, whose in subjects.items()]
        for person, subjects in wanted.items()
    }
