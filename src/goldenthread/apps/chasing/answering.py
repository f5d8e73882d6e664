"""Who has to answer a request, on a day: computed from who holds the posts, so that nothing is ever moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from goldenthread.apps.chasing.models import Request
from goldenthread.apps.people.models import Holding, Person
from goldenthread.apps.people.queries import covers_of
from goldenthread.apps.trail.moments import known_by


class Holders:
    """Who held which of these posts when, as far as was known at an instant; None: as is known now.

    One query, however many posts and days.
    """

    def __init__(self, posts: Iterable[int], known_at: datetime | None = None) -> None:
        self._of: dict[int, list[Holding]] = defaultdict(list)
        holdings = Holding.objects.filter(known_by(known_at, published=""), post__in=set(posts))
        for holding in holdings.select_related("person").order_by("starts", "person__name"):
            if known_at and holding.ended_at and holding.ended_at > known_at:
                holding.ends = None  # nobody had yet heard that it would end
            self._of[holding.post_id].append(holding)

    def on(self, post: int, day: date) -> list[Person]:
        """Who held a post on a day and can sign in, each once."""
        held = (one for one in self._of[post] if one.starts <= day and (one.ends is None or day < one.ends))
        return list(dict.fromkeys(one.person for one in held if one.person.is_active))


class Answering:
    """Who has to answer these requests on a day."""

    def __init__(self, requests: Sequence[Request], holders: Holders, day: date) -> None:
        self._holders = holders
        self._day = day
        self._asked: dict[tuple[int, int | None], set[int | None]] = defaultdict(set)
        for request in requests:
            self._asked[request.round_id, request.post_id].add(request.asked_of_id)
        self._to = {request.pk: self._to_answer(request) for request in requests}
        self._act_for: dict[int, list[Person]] = defaultdict(list)
        for cover in covers_of({person.pk for to in self._to.values() for person in to}, day):
            if cover.covered_by.is_active:
                self._act_for[cover.whose_id].append(cover.covered_by)

    def to_answer(self, request: Request) -> tuple[Person, ...]:
        """Who has to answer a request; nobody while its post is vacant."""
        return self._to[request.pk]

    def covers(self, request: Request) -> tuple[tuple[Person, Person], ...]:
        """Who of them is away, each with whoever acts for them."""
        return tuple((away, one) for away in self._to[request.pk] for one in self._act_for[away.pk])

    def _to_answer(self, request: Request) -> tuple[Person, ...]:
        """Whoever was asked, while they hold the post; else whoever came after them; else who shares it.

        Nobody while the post is vacant: the request is listed as such, and goes to the next holder.
        """
        if request.post_id is None:
            asked = request.asked_of
            return (asked,) if asked is not None and asked.is_active else ()
        held = self._holders.on(request.post_id, self._day)
        if request.asked_of in held:
            return (request.asked_of,)
        asked_themselves = self._asked[request.round_id, request.post_id]
        came_after = [person for person in held if person.pk not in asked_themselves]
        return tuple(came_after or held)
