"""Who is who: the council, what somebody may do on a day, and who holds which post."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.apps.people.models import Council, Grant, Holding, Person, Role, Scope


def the_council() -> Council | None:
    """The council whose database this is; None before set-up."""
    return Council.objects.first()


@dataclass(frozen=True)
class Standing:
    """What one person may act as on one day: their grants and the posts that they hold."""

    grants: frozenset[tuple[str, str, UUID | None]]
    posts: frozenset[int]

    def has(self, *roles: Role) -> bool:
        """Whether one of these roles is held over the whole council."""
        return any(role in roles and scope == Scope.COUNCIL for role, scope, _ in self.grants)

    def has_in(self, scope_uuid: UUID | None, *roles: Role) -> bool:
        """Whether one of these roles is held over this body, workstream or organisation, or over all."""
        return self.has(*roles) or (
            scope_uuid is not None
            and any(role in roles and uuid == scope_uuid for role, _, uuid in self.grants)
        )

    def has_anywhere(self, *roles: Role) -> bool:
        """Whether one of these roles is held over anything at all."""
        return any(role in roles for role, _, _ in self.grants)


NOBODY = Standing(frozenset(), frozenset())


def in_force(today: date) -> Q:
    """Rows with `starts` and `ends` that hold on a day: from `starts`, until before `ends`."""
    return Q(starts__lte=today) & (Q(ends=None) | Q(ends__gt=today))


def standing_of(person: Person, today: date) -> Standing:
    """What somebody may act as on a day. Nobody's for someone who is signed out or no longer active."""
    if not person.is_authenticated or not person.is_active:
        return NOBODY
    grants = Grant.objects.filter(in_force(today), person=person).values_list("role", "scope", "scope_uuid")
    posts = Holding.objects.filter(in_force(today), person=person).values_list("post", flat=True)
    return Standing(frozenset(grants), frozenset(posts))


def holders(posts: Iterable[int], today: date) -> QuerySet[Holding]:
    """Who holds these posts on a day."""
    return Holding.objects.filter(in_force(today), post__in=list(posts)).select_related("person", "post")
