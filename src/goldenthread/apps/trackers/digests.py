"""The morning's letter to team managers: how much is due, overdue and drifting, and where to look.

Counts and a link, never a child's detail: a letter is read anywhere.
"""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse

from goldenthread.apps.cases.access import sight_of
from goldenthread.apps.cases.queries import teams_seen
from goldenthread.apps.cases.quietly import quietly
from goldenthread.apps.localtrackers.waiting import Due, due_in_own_teams, in_words
from goldenthread.apps.mail.actions import Letter, post_many
from goldenthread.apps.mail.addresses import absolute
from goldenthread.apps.mail.models import Message
from goldenthread.apps.people.models import Grant, Person, Role, Scope
from goldenthread.apps.people.queries import in_force, standing_of
from goldenthread.apps.trackers.queries import DRIFTING, OVERDUE, REASONS, WEEK, TeamCounts, Teams, counted
from goldenthread.apps.trackers.watching import has_a_store, watched

KIND = "tracker digest"
_WORDS = {
    WEEK: "due this week",
    OVERDUE: "overdue",
    REASONS: "missed without a coded reason",
    DRIFTING: "drifting",
}


@quietly
def send_digests(*, today: date, at: datetime) -> list[Person]:
    """Write to every team manager in whose teams something waits. Twice in a day is once."""
    found = watched(today) if has_a_store() else None
    had_one = set(Message.objects.filter(kind=KIND, queued_at__date=at.date()).values_list("to", flat=True))
    letters = []
    for person in _managers(today):
        stands = standing_of(person, today)
        sight = sight_of(stands)
        names = set(teams_seen(sight).values_list("name", flat=True))
        every = counted(found, Teams(sight)) if found else []
        counts = [one for one in every if one.team in names]
        own = due_in_own_teams(stands, today)
        if (counts or own) and person.pk not in had_one:
            letters.append(Letter(person, "Your team’s deadlines today", _text(person, counts, own)))
    post_many(letters, kind=KIND, by=None, at=at)
    return [letter.to for letter in letters]


def _managers(today: date) -> list[Person]:
    grants = Grant.objects.filter(in_force(today), role=Role.TEAM_MANAGER, scope=Scope.TEAM)
    return list(Person.objects.filter(pk__in=grants.values("person"), is_active=True).order_by("name"))


def _text(person: Person, counts: list[TeamCounts], own: list[Due]) -> str:
    parts = [f"Dear {person.name},", ""]
    for one in counts:
        said = [f"{one.counts[name]} {words}" for name, words in _WORDS.items() if one.counts[name]]
        parts.append(f"{one.team}: {', '.join(said)}.")
    parts += [f"{one.tracker}: {in_words(one)}." for one in own]
    here = "trackers:home" if counts else "localtrackers:trackers"
    return "\n".join([*parts, "", "The lists are here:", absolute(reverse(here)), ""])
