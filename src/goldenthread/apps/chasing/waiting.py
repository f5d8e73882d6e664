"""What chasing wants of somebody: an answer to what they were asked, and a reminder to those who are late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import rules
from django.db.models import Q

from goldenthread.apps.chasing.letters import answer_address, day_words
from goldenthread.apps.chasing.models import Request
from goldenthread.apps.chasing.queries import open_rounds, tallies
from goldenthread.apps.chasing.replies import Asked, asked
from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.waiting import Waiting


def asked_of(person: Person, today: date) -> Iterator[Waiting]:
    """Each action or measure about which somebody was asked and has not answered, once."""
    mine = Q(post__in=standing(person).posts) | Q(asked_of=person)
    # All requests of the posts are read: whether one goes to this person depends on who else was asked.
    requests = Request.objects.filter(mine, round__closed_at=None)
    once = {
        one.request.subject: one
        for one in asked(requests, today=today)
        if one.is_waiting and person in one.readers
    }
    for one in once.values():
        yield _to_answer(one)


def _to_answer(one: Asked) -> Waiting:
    request, round = one.request, one.request.round
    wanted_by = f"wanted by {day_words(round.due_on)}"
    return Waiting(
        what=f"{'Update action' if request.action_id else 'Write on measure'} {request.subject}",
        why=f"Asked for on {day_words(round.asked_on)} by {round.asked_by}, {wanted_by}.",
        do="Post an update" if request.action_id else "Write your words",
        href=answer_address(round, request.subject),
        since=round.asked_on,
        due=round.due_on,
    )


def rounds_to_chase(person: Person, today: date) -> Iterator[Waiting]:
    """Rounds past their day with people who have not replied, for whoever may remind them."""
    if not rules.has_perm("chasing.ask_for_words", person):
        return
    late = list(open_rounds().filter(due_on__lt=today))
    for tally in tallies(late, today=today):
        if tally.waiting and rules.has_perm("chasing.chase", person, tally.round):
            yield Waiting(
                what=str(tally.round),
                why=f"{tally.waiting} of {tally.requests} requests have no reply. "
                f"They were wanted by {day_words(tally.round.due_on)}.",
                do="Remind",
                href=tally.round.get_absolute_url(),
                since=tally.round.asked_on,
                due=tally.round.due_on,
            )
