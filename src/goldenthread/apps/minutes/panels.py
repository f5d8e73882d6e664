"""What this room shows on the pages of rooms before it: a body, a meeting, what an action serves, the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import rules
from django.urls import reverse

from goldenthread.apps.bodies.mapping import Line
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.neighbours import Panel as BodyPanel
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.inspections.neighbours import Panel as RecommendationPanel
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.neighbours import Panel as MeetingPanel
from goldenthread.apps.minutes import log
from goldenthread.apps.minutes.models import Minutes
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Action
from goldenthread.apps.plans.neighbours import Panel as ActionPanel

SHOWN = 20
Served = Recommendation | Action


def asked_by_body(body: Body, today: date) -> BodyPanel:
    """On a body's page: how many of its actions are open, and the way to the log."""
    counts = log.counts_of(log.actions_of(body, part_2=True), today)
    return BodyPanel("minutes/on_body.html", {"body": body, "counts": counts})


def minutes_of_meeting(meeting: Meeting, person: Person, today: date) -> MeetingPanel | None:
    """On a meeting's page: its minutes, and those of earlier meetings that it signs."""
    if meeting.is_cancelled:
        return None
    earlier = Minutes.objects.filter(
        meeting__body=meeting.body_id, meeting__held_on__lt=meeting.held_on, state=Minutes.State.AGREED
    )
    its = Minutes.objects.filter(meeting=meeting)
    return MeetingPanel("minutes/on_meeting.html", {
        "meeting": meeting,
        "minutes": its.select_related("meeting__body", "signed_at").first(),
        "keeps": rules.has_perm("minutes.keep", person),
        "to_sign": earlier.select_related("meeting__body").order_by("meeting__held_on"),
        "signed": meeting.minutes_signed.select_related("meeting__body").order_by("meeting__held_on"),
    }, place=55)  # fmt: skip


def asked_for_recommendation(
    recommendation: Recommendation, on: date, known_at: datetime | None
) -> RecommendationPanel | None:
    """On a recommendation's thread: what bodies asked for that serves it."""
    context = _served(recommendation, on, known_at)
    return RecommendationPanel("minutes/on_served.html", context) if context else None


def asked_for_action(action: Action, on: date, known_at: datetime | None) -> ActionPanel | None:
    """On the page of a plan's action: what bodies asked for that it does."""
    context = _served(action, on, known_at)
    return ActionPanel("minutes/on_served.html", context) if context else None


def _served(of: Served, on: date, known_at: datetime | None) -> dict[str, object] | None:
    """As it stands now: a page of the past has no panel, because a closed action says nothing of then."""
    if known_at is not None:
        return None
    rows = log.logged(log.serving(of)[:SHOWN], on)
    return {"rows": rows} if rows else None


def open_actions_on_map(bodies: Sequence[Body], today: date) -> Mapping[int, Line]:
    """On the governance map: how many actions of each body are open, and late."""
    uuids = {one.pk: one.uuid for one in bodies}
    return {
        body: Line(
            f"{opened} open action{'' if opened == 1 else 's'}{f', {late} late' if late else ''}",
            "Open actions", opened, reverse("minutes:log", args=[uuids[body]]), "red" if late else "",
        )
        for body, (opened, late) in log.open_counts(bodies, today).items()
    }  # fmt: skip
