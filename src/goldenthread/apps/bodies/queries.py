"""Reading the governance map."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.shortcuts import get_object_or_404

from goldenthread.apps.bodies.models import WORKSTREAM, Body, Membership
from goldenthread.apps.people.models import Holding, Person, Scope
from goldenthread.apps.people.queries import holders, in_force
from goldenthread.apps.trail.said import copied, put_back
from goldenthread.rulebook.quorum import needed, quorum_in_words

REVISED_BODY = "bodies.body_revised"
"""The event that tells what a body was called before."""


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


def kinds_used() -> list[str]:
    """The kinds of body that there are, in their own words."""
    return list(Body.objects.order_by("kind").values_list("kind", flat=True).distinct())


def all_bodies() -> QuerySet[Body]:
    return Body.objects.select_related("reports_to").order_by("name")


def reporting_to(body: Body) -> QuerySet[Body]:
    """The bodies that report to this one."""
    return body.reported_by.order_by("name")


def seat_called(uuid: UUID) -> Membership:
    """The seat of this id, with its body and post. Raises Http404."""
    rows = Membership.objects.select_related("body", "post__organisation", "person", "substitute_for__post")
    return get_object_or_404(rows, uuid=uuid)


def members_of(body: Body, today: date) -> QuerySet[Membership]:
    """The seats held on a day, without those who only sit for another: the chair first, then the vote."""
    chair_first = Case(
        When(capacity__iexact="chair", then=0),
        When(capacity__istartswith="vice", then=1),
        When(capacity__istartswith="deputy", then=1),
        default=2,
        output_field=IntegerField(),
    )
    return (
        body.memberships.filter(in_force(today), substitute_for=None)
        .select_related("post__organisation", "person")
        .order_by(chair_first, "-voting", "post__title", "id")
    )


def substitutes_of(body: Body, today: date) -> dict[int, list[Membership]]:
    """Who may sit for whom on a day, by the id of the seat that they sit for."""
    found: dict[int, list[Membership]] = defaultdict(list)
    rows = body.memberships.filter(in_force(today)).exclude(substitute_for=None)
    for one in rows.select_related("post__organisation", "person").order_by("post__title", "id"):
        found[one.substitute_for_id].append(one)
    return found


def seats_ever(body: Body) -> QuerySet[Membership]:
    """Every seat that was ever held, substitutes' too, the newest first."""
    rows = body.memberships.select_related("post__organisation", "person", "substitute_for__post")
    return rows.order_by("-starts", "post__title", "id")


def quorum_of(body: Body, today: date) -> int | None:
    """How many members with a vote a decision of the body needs on a day; None where nobody has said."""
    if body.quorum is not None:
        return body.quorum
    rule = quorum_in_words(body.quorum_words)
    return needed(rule, members_of(body, today).filter(voting=True).count()) if rule else None


def bodies_of(person: Person, today: date) -> QuerySet[Body]:
    """The bodies on which somebody has a seat on a day, by name or by a post that they hold."""
    held = Holding.objects.filter(in_force(today), person=person).values("post")
    theirs = Q(person=person) | Q(person=None, post__in=held)
    seats = Membership.objects.filter(theirs, in_force(today), substitute_for=None)
    return Body.objects.filter(pk__in=seats.values("body"))


def people_of(body: Body, today: date) -> list[Person]:
    """The people who sit on a body on a day: those named in a seat, else whoever holds its post."""
    seats = list(members_of(body, today))
    named = {seat.person for seat in seats if seat.person}
    posts = [seat.post_id for seat in seats if not seat.person]
    found = named | {holding.person for holding in holders(posts, today)}
    return sorted((one for one in found if one.is_active), key=lambda one: (one.name, one.pk))


def scopes() -> list[tuple[str, str]]:
    """What a role may be over: each workstream and each other body, as a scope with its id, and in words."""
    return [
        (f"{Scope.WORKSTREAM if body.kind == WORKSTREAM else Scope.BODY} {body.uuid}", f"{body.kind}: {body}")
        for body in Body.objects.order_by("kind", "name")
    ]
