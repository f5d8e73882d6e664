"""Reminders: one letter to a person at a time, with all that they have not answered in every open round.

Nobody is reminded twice in a day, nor asked and reminded, unless an officer gives a reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from goldenthread.apps.chasing.letters import Item, reminding
from goldenthread.apps.chasing.models import Reminder, Request, Round
from goldenthread.apps.chasing.queries import waiting_in
from goldenthread.apps.chasing.replies import Asked
from goldenthread.apps.mail.actions import post_many
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Action
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused

STILL_SENT = timedelta(days=7)
"""How long after its day a reminder that the machine missed is still sent."""


@dataclass(frozen=True)
class Sent:
    """What came of reminding: who was written to, and who was left out as they had a letter that day."""

    reminded: tuple[Person, ...]
    left_out: tuple[Person, ...]


@transaction.atomic
def remind(
    round: Round, people: Collection[Person] | None = None, *, today: date, by: Person, at: datetime,
    reason: str = "",
) -> Sent:  # fmt: skip
    """Remind those of a round who have not replied: all of them, or the `people` chosen.

    Each letter covers every open round. Whoever had a letter today is left out, unless a `reason` says why
    they get another. Refused for a closed round, and where nobody has to be reminded.
    """
    rounds = _locked_open_rounds()
    if round.pk not in rounds:
        raise Refused("This round is closed. Nobody is reminded of it any more.")
    waiting = _by_person(waiting_in(Round.objects.filter(pk__in=rounds), today=today))
    chosen = None if people is None else {person.pk for person in people}
    wanted = [
        person
        for person, asked in waiting.items()
        if any(one.request.round_id == round.pk and _is_for(one, person, chosen) for one in asked)
    ]
    if not wanted:
        raise Refused("There is nobody to remind. Everybody who can be asked has replied.")
    had_one = set() if reason.strip() else _had_a_letter(today)
    to_write = [person for person in wanted if person.pk not in had_one]
    left_out = [person for person in wanted if person.pk in had_one]
    if not to_write:
        raise Refused(
            "Everybody chosen had a letter today. Say why they get another, or wait until tomorrow.",
            field="reason",
        )
    _send({one: waiting[one] for one in to_write}, today=today, by=by, at=at, reason=reason.strip())
    return Sent(tuple(to_write), tuple(left_out))


@transaction.atomic
def remind_by_schedule(*, today: date, at: datetime) -> Sent:
    """Send the reminders that rounds were set to send by themselves. Twice in a day is once.

    A day that the machine missed is made up for within a week; whoever was reminded since is left out.
    """
    rounds = _locked_open_rounds()
    due = {pk: day for pk, round in rounds.items() if (day := scheduled_on(round, today))}
    if not due:
        return Sent((), ())
    waiting = _by_person(waiting_in(Round.objects.filter(pk__in=rounds), today=today))
    last = _last_reminded(due)
    wanted = [
        person
        for person, asked in waiting.items()
        if any(
            one.request.round_id in due
            and last.get((one.request.round_id, person.pk), date.min) < due[one.request.round_id]
            for one in asked
        )
    ]
    had_one = _had_a_letter(today)
    to_write = {person: waiting[person] for person in wanted if person.pk not in had_one}
    if to_write:
        _send(to_write, today=today, by=None, at=at, reason="")
    return Sent(tuple(to_write), tuple(person for person in wanted if person.pk in had_one))


def scheduled_on(round: Round, today: date) -> date | None:
    """The last day, up to today, on which a round was set to remind; None for none, or one long past."""
    if round.remind_before is None:
        return None
    days = (round.due_on - timedelta(days=round.remind_before), round.due_on)
    passed = [day for day in days if round.asked_on < day <= today < day + STILL_SENT]
    return max(passed, default=None)


def _is_for(one: Asked, person: Person, chosen: set[int] | None) -> bool:
    """Whether a person is among the chosen, or acts for one of them; None: everybody is."""
    return chosen is None or person.pk in chosen or any(holder.pk in chosen for holder in one.to)


def _locked_open_rounds() -> dict[int, Round]:
    """The open rounds, locked in one order, so that two who remind at once take turns."""
    rounds = Round.objects.select_for_update(of=("self",)).filter(closed_at=None).order_by("pk")
    return {round.pk: round for round in rounds}


def _by_person(waiting: Iterable[Asked]) -> dict[Person, list[Asked]]:
    """What each person has to answer, by the order of their names."""
    found: dict[Person, list[Asked]] = defaultdict(list)
    for one in waiting:
        for person in one.readers:
            found[person].append(one)
    return dict(sorted(found.items(), key=lambda pair: (pair[0].name, pair[0].pk)))


def _had_a_letter(today: date) -> set[int]:
    """Who was reminded, or asked, today."""
    reminded = Reminder.objects.filter(on=today).values_list("person", flat=True)
    asked = Request.objects.filter(round__asked_on=today, asked_of__isnull=False)
    return {*reminded, *asked.values_list("asked_of", flat=True)}


def _last_reminded(rounds: Iterable[int]) -> dict[tuple[int, int], date]:
    """The day on which each person was last reminded of each round."""
    reminders = Reminder.objects.filter(round__in=list(rounds)).order_by("on")
    return {(round, person): on for round, person, on in reminders.values_list("round", "person", "on")}


def _items_for(person: Person, asked: Iterable[Asked]) -> list[Item]:
    """Each thing once; of what they answer only as cover, for whom."""
    whose: dict[tuple[Round, Action | Measure], list[Person] | None] = {}
    for one in asked:
        thing = (one.request.round, one.request.subject)
        if person in one.to:
            whose[thing] = None
        elif (away := whose.setdefault(thing, [])) is not None:
            away.extend(other for other in one.covered_by(person) if other not in away)
    return [Item(round, subject, tuple(away or ())) for (round, subject), away in whose.items()]


def _send(
    waiting: Mapping[Person, Collection[Asked]], *, today: date, by: Person | None, at: datetime, reason: str
) -> None:
    letters, reminders = [], []
    for person, asked in waiting.items():
        items = _items_for(person, asked)
        letters.append(reminding(person, items, today=today))
        rounds = dict.fromkeys(item.round for item in items)
        reminders += [
            Reminder(round=round, person=person, on=today, at=at, by=by, reason=reason) for round in rounds
        ]
    Reminder.objects.bulk_create(reminders)
    spoken_of = {reminder.round.pk: reminder.round for reminder in reminders}
    record("chasing.reminded", by=by, at=at, on=list(spoken_of.values()), why=reason, after={
        "people": sorted(person.name for person in waiting), "letters": len(letters),
    })  # fmt: skip
    post_many(letters, kind="reminder", by=by, at=at)
