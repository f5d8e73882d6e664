"""Which past a page shows: `?as_at=` is the day that it speaks of, `?known_at=` what was known of it.

Either may stand alone. `as_at=2018-03-31`: how things stood then, with all that is known now. `known_at`
takes a day (all of it counts) or an instant with its offset. Without `as_at` it speaks of its own day: what
was known then, of then.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache, wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.html import escape


class RecordedBy(datetime):
    """An instant of which only what was recorded by it counts, whatever was declared since.

    A load may declare later that its figures were published before: a page of the past then counts them as
    known. A paper that was frozen in between could not have, so its rebuilding asks with this.
    """

    @classmethod
    def of(cls, instant: datetime) -> RecordedBy:
        return cls.combine(instant.date(), instant.timetz())


def known_by(
    known_at: datetime | None, *, published: str = "published_on", recorded: str = "recorded_at"
) -> Q:
    """Rows recorded by an instant, or declared as published by its day. None asks for all that is known.

    `published` and `recorded` are paths to the columns; an empty `published` says that none is declared. A
    row without an instant is older than the keeping of it, and counts.
    """
    if known_at is None:
        return Q()
    told = Q(**{f"{recorded}__lte": known_at}) | Q(**{f"{recorded}__isnull": True})
    if published and not isinstance(known_at, RecordedBy):
        told |= Q(**{f"{published}__lte": timezone.localtime(known_at).date()})
    return told


def in_force_by(known_at: datetime | None, *, through: str = "", published: str = "published_on") -> Q:
    """Ties (`trail.models.Tie`) that stood, as far as was known at an instant; None: that stand.

    `through` is a path to the tie; an empty `published` says that none of its kind is declared.
    """
    if known_at is None:
        return Q(**{f"{through}ended_at": None})
    told = known_by(known_at, published=published and through + published, recorded=f"{through}recorded_at")
    return told & (Q(**{f"{through}ended_at": None}) | Q(**{f"{through}ended_at__gt": known_at}))


def day_ends(day: date) -> datetime:
    """The last instant of a day, so that all that was recorded on it counts."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) - timedelta(microseconds=1)


MOMENT = ("as_at", "known_at")
"""The names by which an address asks for a moment."""


@dataclass(frozen=True)
class Moment:
    """The day that a page speaks of and the instant whose knowledge it has. Neither: it shows the present."""

    as_at: date | None = None
    known_at: datetime | None = None

    @property
    def is_past(self) -> bool:
        return self.as_at is not None or self.known_at is not None

    @property
    def query(self) -> str:
        """The moment as a query string, for links from one page of the past to another; empty for now."""
        asked = {"as_at": self.as_at, "known_at": self.known_at}
        return urlencode({name: value.isoformat() for name, value in asked.items() if value})


NOW = Moment()
# A link to a page of ours, or to the page itself with another query. The way back to the present stays.
_LINK = re.compile(r'(<a (?!data-present)[^>]*?href=")(/[^"?#]*)?(\?[^"#]*)?(#[^"]*)?"')
View = Callable[..., HttpResponse]


def shows_moments(view: View) -> View:
    """A page that answers `?as_at=` and `?known_at=`: `request.moment` says which, and its links keep it."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.moment = moment_of(request)  # type: ignore[attr-defined]
        response = view(request, *args, **kwargs)
        if request.moment.is_past and response.get("Content-Type", "").startswith("text/html"):
            response.content = _keeping(request.moment, response.content.decode())
        return response

    shown.shows_moments = True  # type: ignore[attr-defined]
    return shown


def _keeping(moment: Moment, page: str) -> str:
    """The page with its moment in the links that lead to other pages of the past."""

    def kept(link: re.Match[str]) -> str:
        start, path, query, part = (one or "" for one in link.groups())
        if "as_at=" in query or not (path or query) or (path and not _shows_moments(path)):
            return link.group()
        joint = "&amp;" if query.strip("?") else "" if query else "?"
        return f'{start}{path}{query}{joint}{escape(moment.query)}{part}"'

    return _LINK.sub(kept, page)


@lru_cache(maxsize=2048)
def _shows_moments(path: str) -> bool:
    try:
        return hasattr(resolve(path).func, "shows_moments")
    except Resolver404:
        return False


def moment_of(request: HttpRequest) -> Moment:
    """The moment that a request asks for. Raises BadRequest, in words, for neither day nor instant.

    A day that has not come is refused too: nobody can say how things will have stood.
    """
    as_at = _day(request.GET.get("as_at", "").strip())
    known_at = _instant(request.GET.get("known_at", "").strip())
    for day in (as_at, known_at and timezone.localtime(known_at).date()):
        if day is not None and day > request.today:
            raise BadRequest(f"{day.day} {day:%B %Y} has not come yet. Choose a day up to today.")
    if known_at is not None and as_at is None:
        as_at = timezone.localtime(known_at).date()
    return Moment(as_at, known_at)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadRequest(f"{text!r} is not a day. Write the day as 2018-03-31.") from None


def _instant(text: str) -> datetime | None:
    """An instant; of a day its last one."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        try:
            found = datetime.fromisoformat(text.replace(" ", "+"))  # a typed + arrives as a space
        except ValueError:
            words = "Write it as a day, 2018-03-31, or as an instant, 2018-03-31T17:00:00+00:00."
            raise BadRequest(f"{text!r} is not a day or an instant. {words}") from None
        return found if timezone.is_aware(found) else timezone.make_aware(found)
    return day_ends(day)
