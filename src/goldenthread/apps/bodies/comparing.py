"""Which span a page of changes shows, and the page and the file that every room makes of its changes.

`?from=` and `?to=` are days, both included; `?from_meeting=`, `?to_meeting=`, `?from_paper=`, `?to_paper=`
name an occasion. Without any: since the body's last meeting or paper, else 30 days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from goldenthread.apps.bodies.access import reads
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.occasions import Occasion, occasions_of
from goldenthread.apps.trail.changes import Changed, Span, day_words, some
from goldenthread.apps.trail.moments import RecordedBy
from goldenthread.documents.csv_tables import render_csv
from goldenthread.documents.data_tables import DataTable

DAYS = 30
OFFERED = 12
SHOWN = 50
PAPER = "paper"


@dataclass(frozen=True)
class Compared:
    """The span that was asked for, in instants and in words, and what else may be chosen.

    `since` and `until` end a sentence that begins with "between" and goes on with "and".
    """

    span: Span
    since: str
    until: str
    first: date
    last: date
    occasions: tuple[Occasion, ...]


def compared_in(request: HttpRequest, body: Body | None) -> Compared:
    """The span that a request asks for. Raises BadRequest, in words, for what is no day or no span.

    Who does not read the council's record, a partner, is offered days only.
    """
    occasions = occasions_of(body, request.now) if reads(request.user) else []
    until, last, until_words = _end(request, occasions)
    since, first, since_words = _start(request, occasions, last)
    if until is not None and since >= until:
        raise BadRequest(f"{day_words(last)} is before {day_words(first)}. Choose the earlier day first.")
    return Compared(Span(since, until), since_words, until_words, first, last, tuple(occasions[:OFFERED]))


def _end(request: HttpRequest, occasions: Sequence[Occasion]) -> tuple[datetime | None, date, str]:
    if chosen := _chosen(request, "to", occasions):
        return _knowledge(chosen), _day_of(chosen), chosen.words
    day = _day(request.GET.get("to", ""), request.today) or request.today
    if day == request.today:
        return None, day, "now"
    return _end_of(day), day, day_words(day)


def _start(request: HttpRequest, occasions: Sequence[Occasion], last: date) -> tuple[datetime, date, str]:
    chosen = _chosen(request, "from", occasions)
    day = _day(request.GET.get("from", ""), request.today)
    if chosen is None and day is None and not request.GET.get("to"):
        chosen = next(iter(occasions), None)
    if chosen:
        return _knowledge(chosen), _day_of(chosen), chosen.words
    day = day or last - timedelta(days=DAYS)
    # The day itself counts: what was known when the day before ended is what its reader knew.
    return _end_of(day - timedelta(days=1)), day, day_words(day)


def _chosen(request: HttpRequest, end: str, occasions: Sequence[Occasion]) -> Occasion | None:
    for kind in ("meeting", PAPER):
        if asked := request.GET.get(f"{end}_{kind}", ""):
            found = next((one for one in occasions if one.kind == kind and str(one.uuid) == asked), None)
            if found is None:
                raise BadRequest(f"This body has no such {kind} up to now. Choose another.")
            return found
    return None


def _knowledge(occasion: Occasion) -> datetime:
    """A frozen paper knew nothing of what was loaded after it, whatever was declared of it since."""
    return RecordedBy.of(occasion.known_at) if occasion.kind == PAPER else occasion.known_at


def _day_of(occasion: Occasion) -> date:
    return timezone.localtime(occasion.known_at).date()


def _day(text: str, today: date) -> date | None:
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise BadRequest(f"{text!r} is not a day. Write the day as 2018-03-31.") from None
    if day > today:
        raise BadRequest(f"{day_words(day)} has not come yet. Choose a day up to today.")
    return day


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) - timedelta(microseconds=1)


def changes_page(
    request: HttpRequest,
    compared: Compared,
    kinds: Sequence[Changed],
    *,
    of: str,
    back: str,
    updates: int = 0,
) -> HttpResponse:
    """The page, or with `?format=csv` the file, of what changed of something: its name and its address."""
    if request.GET.get("format") == "csv":
        response = HttpResponse(render_csv(changes_table(kinds)), content_type="text/csv; charset=utf-8")
        name = f"{slugify(of)}-changes-{compared.first}-{compared.last}.csv"
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return response
    everything = request.GET.get("all", "")
    shown = [(kind, kind.lines if kind.key == everything else kind.lines[:SHOWN]) for kind in some(kinds)]
    context = {"of": of, "back": back, "compared": compared, "kinds": shown, "updates": updates}
    return render(request, "bodies/changes.html", context)


def changes_table(kinds: Sequence[Changed]) -> DataTable:
    """A row a change, in the order of the page."""
    columns = (
        ("Change", 30), ("Reference", 10), ("What", 60), ("Of", 34), ("Before", 30), ("Now", 30), ("On", 18),
        ("Recorded on", 18), ("By", 30), ("Why", 46),
    )  # fmt: skip
    rows = tuple(
        (
            kind.name, one.ref, one.title, one.of, one.before, one.after, one.on, one.recorded_on, one.by,
            one.why,
        )
        for kind in kinds
        for one in kind.lines
    )  # fmt: skip
    return DataTable("changes", "What changed", columns, rows)
