"""Whose words are printed: a paper names a post or a role, never a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from goldenthread.apps.people.models import Grant, Holding, Role

NOT_RECORDED = "Author not recorded"


class Authors:
    """The posts and roles of some people, read once; asked by person and day."""

    def __init__(self, people: Iterable[int | None]) -> None:
        wanted = {person for person in people if person is not None}
        self._posts: dict[int, list[Holding]] = defaultdict(list)
        self._roles: dict[int, list[Grant]] = defaultdict(list)
        if not wanted:
            return
        held = Q(person__in=wanted)
        for holding in Holding.objects.filter(held).select_related("post").order_by("post__title"):
            self._posts[holding.person_id].append(holding)
        for grant in Grant.objects.filter(held).order_by("role"):
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
