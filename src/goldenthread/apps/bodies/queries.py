"""Reading the governance map."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.bodies.models import WORKSTREAM, Body, Membership
from goldenthread.apps.people.models import Scope
from goldenthread.apps.people.queries import in_force
from goldenthread.apps.trail.said import copied, put_back

REVISED_BODY = "bodies.body_revised"
"""The event that tells what a body was called before."""


@dataclass(frozen=True)
class Node:
    """A body in the map, with those that report to it. Shaped for the `tree` component."""

    body: Body
    children: tuple[Node, ...]

    @property
    def text(self) -> str:
        return self.body.name

    @property
    def href(self) -> str:
        return self.body.get_absolute_url()

    @property
    def note(self) -> str:
        """What it is and how often it reports: "Group, reports monthly (assumed)"."""
        return ", ".join(words for words in (self.body.kind, cadence_words(self.body)) if words)


def cadence_words(body: Body) -> str:
    """How often a body reports, and whether that is only assumed. Empty where nobody has said."""
    if not body.cadence:
        return ""
    verb = "reports " if body.reports_to_id else "meets "
    return f"{verb}{body.cadence}{' (assumed)' if body.cadence_assumed else ''}"


def body_called(uuid: UUID, **_name: str) -> Body:
    """The body of this id. Raises Http404."""
    return get_object_or_404(Body.objects.select_related("reports_to"), uuid=uuid)


def body_as_known(body: Body, known_at: datetime | None) -> Body:
    """The body under the name that it had at an instant. None: as it is."""
    if known_at is None:
        return body
    then = copied(body)
    put_back([then], known_at, REVISED_BODY)
    return then


def all_bodies() -> QuerySet[Body]:
    return Body.objects.select_related("reports_to").order_by("name")


def governance_map() -> tuple[Node, ...]:
    """Every body under the one that it reports to, from those that report to nobody down. One query."""
    beneath: dict[int | None, list[Body]] = defaultdict(list)
    for body in Body.objects.order_by("name"):
        beneath[body.reports_to_id].append(body)
    return _nodes(beneath, None)


def _nodes(beneath: dict[int | None, list[Body]], above: int | None) -> tuple[Node, ...]:
    return tuple(Node(body, _nodes(beneath, body.pk)) for body in beneath.get(above, ()))


def reporting_to(body: Body) -> QuerySet[Body]:
    """The bodies that report to this one."""
    return body.reported_by.order_by("name")


def members_of(body: Body, today: date) -> QuerySet[Membership]:
    """The seats held on a day."""
    return (
        body.memberships.filter(in_force(today))
        .select_related("post__organisation")
        .order_by("-voting", "post__title")
    )


def scopes() -> list[tuple[str, str]]:
    """What a role may be over: each workstream and each other body, as a scope with its id, and in words."""
    return [
        (f"{Scope.WORKSTREAM if body.kind == WORKSTREAM else Scope.BODY} {body.uuid}", f"{body.kind}: {body}")
        for body in Body.objects.order_by("kind", "name")
    ]
