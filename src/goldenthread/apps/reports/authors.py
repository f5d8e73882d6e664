"""Whose words are printed: a paper names a post or a role, never a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from goldenthread.apps.people.models import Grant, Holding, Role
from goldenthread.apps.people.queries import RENAMED_POST
from goldenthread.apps.trail.moments import known_by
from goldenthread.apps.trail.said import put_back

NOT_RECORDED = "Author not recorded"


class Authors:
    """The posts and roles of some people, as known at an instant, read once; asked by person and day."""

    def __init__(self, people: Iterable[int | None], known_at: datetime | None = None) -> None:
        wanted = {person for person in people if person is not None}
        self._posts: dict[int, list[Holding]] = defaultdict(list)
        self._roles: dict[int, list[Grant]] = defaultdict(list)
        if not wanted:
            return
        told = Q(person__in=wanted) & known_by(known_at, published="")
        held = list(Holding.objects.filter(told).select_related("post"))
        put_back([holding.post for holding in held], known_at, RENAMED_POST)
        for holding in sorted(held, key=lambda holding: holding.post.title):
            if known_at and holding.ended_at and holding.ended_at > known_at:
                holding.ends = None  # nobody had yet heard that it would end
            self._posts[holding.person_id].append(holding)
        grants = list(Grant.objects.filter(told).order_by("role"))
        put_back(grants, known_at, "people.role_ended")
        for grant in grants:
            self._roles[grant.person_id].append(grant)

    def title(self, person: int | None, on: date) -> str:
        """The post held on a day, else the role; empty where neither is known."""
        if person is None:
            return ""
        posts = [holding.post.title for holding in self._posts[person] if _holds(holding, on)]
        if posts:
            return ", ".join(dict.fromkeys(posts))
        return next((str(Role(grant.role).label) for grant in self._roles[person] if _holds(grant, on)), "")


def _holds(row: Holding | Grant, on: date) -> bool:
    return row.starts <= on and (row.ends is None or row.ends > on)
