"""Whose deed or words a published scorecard tells of: a post or a role, never a person's name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from goldenthread.apps.people.models import Grant, Holding, Role

NOT_RECORDED = "Not recorded"


class Authors:
    """The posts and roles of some people, read once; asked by person and day. Two queries."""

    def __init__(self, people: Iterable[int | None]) -> None:
        wanted = {person for person in people if person is not None}
        self._held: dict[int, list[tuple[Holding | Grant, str]]] = defaultdict(list)
        for holding in (
            Holding.objects.filter(person__in=wanted).select_related("post").order_by("post__title")
        ):
            self._held[holding.person_id].append((holding, holding.post.title))
        for grant in Grant.objects.filter(person__in=wanted).order_by("role"):
            self._held[grant.person_id].append((grant, str(Role(grant.role).label)))

    def title(self, person: int | None, on: date) -> str:
        """The post held on a day, else the role; empty for nobody."""
        if person is None:
            return ""
        held = [title for row, title in self._held[person] if row.starts <= on and not _is_over(row, on)]
        return held[0] if held else NOT_RECORDED


def _is_over(row: Holding | Grant, on: date) -> bool:
    return row.ends is not None and row.ends <= on
