"""Who is who: the council, what somebody may do on a day, and who holds which post."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet

from goldenthread.apps.people.models import (
    Council,
    Cover,
    Grant,
    Holding,
    Organisation,
    Person,
    Post,
    Role,
    Scope,
)
from goldenthread.apps.trail.said import put_back
from goldenthread.documents.tables import DataTable

RENAMED_POST = "people.post_renamed"
"""The event that tells what a post was called before."""


def the_council(known_at: datetime | None = None) -> Council | None:
    """The council whose database this is, as it was called at an instant; None before set-up."""
    council = Council.objects.first()
    put_back([council] if council else [], known_at, "people.council_named")
    return council


@dataclass(frozen=True)
class Standing:
    """What one person may act as on one day: their grants and their posts.

    `posts` are those that they hold and those that they act for while somebody is away; `covered` says of the
    latter, which they do not hold themselves, who is away.
    """

    grants: frozenset[tuple[str, str, UUID | None]]
    posts: frozenset[int]
    covered: Mapping[int, Person] = field(default_factory=dict, hash=False)

    def has(self, *roles: Role) -> bool:
        """Whether one of these roles is held over the whole council."""
        return any(role in roles and scope == Scope.COUNCIL for role, scope, _ in self.grants)

    def has_in(self, scope_uuid: UUID | None, *roles: Role) -> bool:
        """Whether one of these roles is held over this body, team or organisation, or over all."""
        return self.has(*roles) or (
            scope_uuid is not None
            and any(role in roles and uuid == scope_uuid for role, _, uuid in self.grants)
        )

    def has_anywhere(self, *roles: Role) -> bool:
        """Whether one of these roles is held over anything at all."""
        return any(role in roles for role, _, _ in self.grants)


NOBODY = Standing(frozenset(), frozenset())
# Roles that act through a post.
LEADING = (Role.ACTION_LEAD, Role.TEAM_MANAGER)


def in_force(today: date) -> Q:
    """Rows with `starts` and `ends` that hold on a day: from `starts`, until before `ends`."""
    return Q(starts__lte=today) & (Q(ends=None) | Q(ends__gt=today))


def standing_of(person: Person, today: date) -> Standing:
    """What somebody may act as on a day. Nobody's for someone who is signed out or no longer active."""
    if not person.is_authenticated or not person.is_active:
        return NOBODY
    covers = Cover.objects.filter(in_force(today), covered_by=person).select_related("whose")
    away = {cover.whose_id: cover.whose for cover in covers}
    # Whoever acts for a lead needs the lead's role too; any other role stays with the one who is away.
    own, lent = Q(person=person), Q(person__in=away, role__in=LEADING)
    grants = Grant.objects.filter(in_force(today), own | lent).values_list("role", "scope", "scope_uuid")
    holdings = Holding.objects.filter(in_force(today), person__in=[person.pk, *away])
    held = holdings.values_list("post", "person")
    own = {post for post, holder in held if holder == person.pk}
    covered = {post: away[holder] for post, holder in held if post not in own}
    return Standing(frozenset(grants), frozenset(own | covered.keys()), covered)


def covers_of(people: Iterable[int], today: date) -> QuerySet[Cover]:
    """Who acts on a day for these people, who are away."""
    return Cover.objects.filter(in_force(today), whose__in=list(people)).select_related("whose", "covered_by")


def holders(posts: Iterable[int], today: date) -> QuerySet[Holding]:
    """Who holds these posts on a day."""
    return Holding.objects.filter(in_force(today), post__in=list(posts)).select_related("person", "post")


def posts_with_holders(today: date) -> QuerySet[Post]:
    """Every post, each with `holders`: who holds it on a day, as holdings."""
    held = Holding.objects.filter(in_force(today)).select_related("person").order_by("person__name")
    prefetched = Prefetch("holdings", held, to_attr="holders")
    return Post.objects.select_related("organisation").prefetch_related(prefetched)


def posts_table(posts: Iterable[Post]) -> DataTable:
    """Posts with `holders`, as a table to take away: a row for each holder, one for a post of nobody."""
    columns = (("Post", 40), ("Organisation", 40), ("Held by", 30), ("From", 16), ("Until", 16))
    rows = tuple(
        (post.title, post.organisation.name, *_holder_cells(holding))
        for post in posts
        for holding in (post.holders or [None])
    )
    return DataTable("posts", "Posts", columns, rows)


def _holder_cells(holding: Holding | None) -> tuple[str, date | None, date | None]:
    return (holding.person.name, holding.starts, holding.ends) if holding else ("", None, None)


def holdings_of(person: Person) -> QuerySet[Holding]:
    """Every post that a person holds, held or will hold, with its days."""
    return person.holdings.select_related("post__organisation").order_by("-starts", "post__title")


def covers_now_or_later(today: date) -> QuerySet[Cover]:
    """Who acts for whom on a day, and who will, in the order of their days."""
    arranged = Cover.objects.filter(ends__gt=today).exclude(ends=F("starts"))
    return arranged.select_related("whose", "covered_by").order_by("starts", "whose__name")


def covers_with(person: Person) -> QuerySet[Cover]:
    """Every time that somebody acted for this person, or this person for another, newest first."""
    either = Q(whose=person) | Q(covered_by=person)
    return Cover.objects.filter(either).exclude(ends=F("starts")).select_related("whose", "covered_by")


@dataclass(frozen=True)
class Somebody:
    """A person with the roles that they hold on a day, for the list."""

    person: Person
    roles: tuple[str, ...]


def everybody(today: date) -> list[Somebody]:
    """Everybody with an account, by name, with the roles in force on a day."""
    roles: dict[int, list[str]] = {}
    for grant in Grant.objects.filter(in_force(today)).order_by("role"):
        roles.setdefault(grant.person_id, []).append(grant.get_role_display())
    people = Person.objects.select_related("organisation")
    return [Somebody(person, tuple(roles.get(person.pk, ()))) for person in people]


def grants_of(person: Person) -> list[Grant]:
    """Every role that a person has or had, newest first, each with `over`: what it is over, in words."""
    words = dict(scopes())
    grants = list(Grant.objects.filter(person=person).order_by("-starts", "-id"))
    for grant in grants:
        grant.over = words.get(f"{grant.scope} {grant.scope_uuid}", grant.get_scope_display())
    return grants


_scopes: list[Callable[[], Iterable[tuple[str, str]]]] = []


def offer_scopes(source: Callable[[], Iterable[tuple[str, str]]]) -> None:
    """A later room offers what a role may be over: pairs of "scope uuid" and words."""
    _scopes.append(source)


def scopes() -> list[tuple[str, str]]:
    """What a role may be over, besides the whole council."""
    organisations = [
        (f"{Scope.ORGANISATION} {organisation.uuid}", str(organisation))
        for organisation in Organisation.objects.all()
    ]
    return organisations + [scope for source in _scopes for scope in source()]
