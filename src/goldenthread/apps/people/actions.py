"""Writes about people: accounts, posts, holdings, grants."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from goldenthread.apps.people.models import Council, Grant, Holding, Organisation, Person, Post, Role, Scope
from goldenthread.apps.people.queries import RENAMED_POST
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


@transaction.atomic
def name_council(
    name: str, *, notice: str = "", contact: str = "", clock_offset: timedelta | None = None,
    by: Person | None, at: datetime,
) -> Council:  # fmt: skip
    """Say whose database this is. `clock_offset` is for a demonstration council only."""
    was = Council.objects.first()
    says = {"name": name, "notice": notice, "contact": contact}
    council, _ = Council.objects.update_or_create(only=True, defaults=says | {"clock_offset": clock_offset})
    record(
        "people.council_named", by=by, at=at, on=council,
        before={name: getattr(was, name) for name in says} if was else None,
        after=says | {"clock_offset": str(clock_offset or "")},
    )  # fmt: skip
    return council


@transaction.atomic
def add_person(
    email: str, name: str, *, organisation: Organisation | None = None, password: str | None = None,
    by: Person | None, at: datetime,
) -> Person:  # fmt: skip
    """Make an account. Without a password nobody can sign in to it. Raises Refused for an address in use."""
    if Person.objects.filter(email__iexact=email).exists():
        raise Refused(f"{email} has an account already.", field="email")
    person = Person.objects.create_user(email, password, name=name, organisation=organisation)
    record("people.person_added", by=by, at=at, on=person, after={"name": name})
    return person


def post_called(title: str, organisation: Organisation) -> Post:
    """The post of this title in an organisation; made when it is met for the first time."""
    post, _ = Post.objects.get_or_create(title=title, organisation=organisation)
    return post


@transaction.atomic
def rename_post(post: Post, title: str, *, by: Person | None, at: datetime) -> Post:
    """Give a post another title; what was frozen keeps the old one. Refused without one, or one in use."""
    title = " ".join(title.split())
    if not title:
        raise Refused("Enter the post’s title.", field="title")
    post = Post.objects.select_for_update().get(pk=post.pk)
    if title == post.title:
        return post
    others = Post.objects.filter(organisation=post.organisation_id, title__iexact=title).exclude(pk=post.pk)
    if others.exists():
        raise Refused(f"There is a post called {title} already.", field="title")
    before, post.title = post.title, title
    post.save(update_fields=["title"])
    record(RENAMED_POST, by=by, at=at, on=post, before={"title": before}, after={"title": title})
    return post


@transaction.atomic
def take_post(person: Person, post: Post, *, starts: date, by: Person | None, at: datetime) -> Holding:
    """Somebody holds a post from a day on."""
    holding = Holding.objects.create(person=person, post=post, starts=starts, recorded_at=at)
    record("people.post_taken", by=by, at=at, on=[person, post], after={"post": post.title, "starts": starts})
    return holding


@transaction.atomic
def grant(
    person: Person, role: Role, *, starts: date, scope: Scope = Scope.COUNCIL, scope_uuid: UUID | None = None,
    by: Person | None, at: datetime,
) -> Grant:  # fmt: skip
    """Give somebody a role over a scope, from a day on."""
    granted = Grant.objects.create(
        person=person, role=role, scope=scope, scope_uuid=scope_uuid, starts=starts, recorded_at=at
    )
    record("people.role_granted", by=by, at=at, on=[person, granted], after={
        "role": role, "scope": scope, "scope_uuid": scope_uuid, "starts": starts,
    })  # fmt: skip
    return granted


@transaction.atomic
def end_grant(granted: Grant, *, ends: date, by: Person, at: datetime) -> Grant:
    """A role ends before a day. Raises Refused for one that would end on or before the day it began."""
    granted = Grant.objects.select_for_update().get(pk=granted.pk)
    if granted.person_id == by.pk and granted.role == Role.ADMINISTRATOR:
        raise Refused("Somebody else has to end your own role of administrator.")
    if ends <= granted.starts:
        raise Refused("A role ends on a later day than the one on which it began.", field="ends")
    before, granted.ends = granted.ends, ends
    granted.save(update_fields=["ends"])
    record(
        "people.role_ended",
        by=by,
        at=at,
        on=[granted.person, granted],
        before={"ends": before},
        after={"ends": ends},
    )
    return granted
