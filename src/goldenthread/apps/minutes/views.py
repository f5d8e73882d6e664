"""Pages of minutes as a whole: the list, one meeting's, and the forms that begin, agree and sign them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import rules
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.queries import body_called
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.queries import meeting_called
from goldenthread.apps.minutes import keeping, numbering, printing, queries
from goldenthread.apps.minutes.access import TakenAway
from goldenthread.apps.minutes.attending import quorum_of
from goldenthread.apps.minutes.forms import AddMinute, Agree, FilterMinutes, Hours, NumberFrom, Reason, Sign
from goldenthread.apps.minutes.models import Minutes
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask, csv_download
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.data_tables import DataTable
from goldenthread.documents.minutes import FORMATS

ON_A_PAGE = 50


@may("minutes.see")
def all_minutes(request: HttpRequest) -> HttpResponse:
    found = queries.minutes_list(FilterMinutes(request.GET).wanted())
    if request.GET.get("format") == "csv":
        return csv_download(_table(found))
    form = FilterMinutes(request.GET)
    return render(request, "minutes/all_minutes.html", {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "filter": form,
        "narrowed": any(request.GET.get(name) for name in form.fields),
    })  # fmt: skip


def _table(found: object) -> DataTable:
    columns = (("Body", 40), ("Meeting", 14), ("State", 10), ("Minutes", 10), ("Signed at", 14))
    rows = tuple(
        (
            one.meeting.body.name, one.meeting.held_on, one.get_state_display(), one.how_many,
            one.signed_at.held_on if one.signed_at else None,
        )
        for one in found
    )  # fmt: skip
    return DataTable("minutes", "Minutes", columns, rows)


@may("minutes.see", on=queries.minutes_called)
def minutes(request: HttpRequest, minutes: Minutes) -> HttpResponse:
    """A meeting's minutes. Part 2 is there for whoever may see it."""
    keeps = rules.has_perm("minutes.keep", request.user)
    part_2 = rules.has_perm("minutes.see_part_2", request.user, minutes)
    return render(request, "minutes/minutes.html", {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "shown": queries.minutes_shown(minutes, part_2=part_2),
        "quorum": quorum_of(minutes),
        "part_2": part_2,
        "writes": keeps and minutes.is_draft,
        "may_open_again": keeps and minutes.state == Minutes.State.AGREED,
        "may_sign": keeps and minutes.state == Minutes.State.AGREED,
        "was_held": minutes.meeting.held_on <= request.today,
    })  # fmt: skip


@may("minutes.keep", on=meeting_called)
@require_POST
def begin(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    try:
        begun = keeping.begin(meeting, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, refusal.words)
        return redirect(meeting)
    return redirect(begun)


@may("minutes.keep", on=queries.minutes_called)
@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest, minutes: Minutes) -> HttpResponse:
    initial = {name: getattr(minutes, name) for name in ("chaired_by", "started_at", "ended_at")}
    form = Hours(request.POST or None, initial=initial)

    def write() -> object:
        return keeping.say_hours(minutes, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(request, form, write, minutes, title="Chair and hours", words="It was saved.")


@may("minutes.keep", on=queries.minutes_called)
@require_http_methods(["GET", "POST"])
def add_minute(request: HttpRequest, minutes: Minutes) -> HttpResponse:
    form = AddMinute(request.POST or None)

    def write() -> object:
        return keeping.add_minute(minutes, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(
        request, form, write, minutes, title="Minute something that was on no agenda",
        words="It has the next number.",
    )  # fmt: skip


@may("minutes.keep", on=queries.minutes_called)
@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest, minutes: Minutes) -> HttpResponse:
    form = Agree(request.POST or None, initial={"version": minutes.version})

    def write() -> object:
        return keeping.agree(
            minutes, version=form.cleaned_data["version"], by=request.user, at=request.now,
            today=request.today,
        )  # fmt: skip

    return _ask(
        request, form, write, minutes, title="Agree the minutes", words="The minutes are agreed.",
        submit_text="Agree them", lead="They are then no longer typed into, and the next meeting signs them.",
    )  # fmt: skip


@may("minutes.keep", on=queries.minutes_called)
@require_http_methods(["GET", "POST"])
def open_again(request: HttpRequest, minutes: Minutes) -> HttpResponse:
    form = Reason(request.POST or None)

    def write() -> object:
        return keeping.open_again(minutes, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(
        request, form, write, minutes, title="Open the minutes again", words="They are a draft again."
    )


@may("minutes.keep", on=queries.minutes_called)
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, minutes: Minutes) -> HttpResponse:
    meetings = queries.meetings_after(minutes, request.today)
    form = Sign(request.POST or None, meetings=meetings, initial={"version": minutes.version})

    def write() -> object:
        return keeping.sign(
            minutes, **form.cleaned_data, by=request.user, at=request.now, today=request.today
        )

    lead = "Nothing of them changes afterwards. A later meeting corrects them by a minute of its own."
    if not meetings:
        lead = "No later meeting of this body was held yet. They are signed at its next meeting."
    return _ask(request, form, write, minutes, title="Sign the minutes", words="They are signed.",
                submit_text="They were signed", lead=lead)  # fmt: skip


@may("minutes.keep", on=body_called)
@require_http_methods(["GET", "POST"])
def number_from(request: HttpRequest, body: Body) -> HttpResponse:
    form = NumberFrom(request.POST or None)

    def write() -> object:
        return numbering.number_from(body, **form.cleaned_data, by=request.user, at=request.now)

    return ask(
        request, form, write, title="How its minutes are numbered", caption=str(body),
        words="The next minute takes this number.", then=body.get_absolute_url(),
        lead="Numbers go on from meeting to meeting. Say here where they begin, or begin again.",
    )  # fmt: skip


def _taken_away(uuid: UUID, suffix: str) -> TakenAway:
    return TakenAway(queries.minutes_called(uuid), suffix)


@may("minutes.see", on=_taken_away)
def download(request: HttpRequest, wanted: TakenAway) -> HttpResponse:
    """The minutes of part 1 as PDF or Word."""
    return _file(wanted.minutes, wanted.suffix, part_2=False)


@may("minutes.see_part_2", on=_taken_away)
def download_part_2(request: HttpRequest, wanted: TakenAway) -> HttpResponse:
    """All minutes, those of part 2 too, for whoever may see them."""
    return _file(wanted.minutes, wanted.suffix, part_2=True)


def _file(minutes: Minutes, suffix: str, *, part_2: bool) -> HttpResponse:
    if suffix not in FORMATS:
        raise Http404("Minutes are made as PDF and Word.")
    render_it, media_type = FORMATS[suffix]
    response = HttpResponse(render_it(printing.paper_of(minutes, part_2=part_2)), content_type=media_type)
    part = " with part 2" if part_2 else ""
    name = slugify(f"{minutes.meeting.body} minutes {minutes.meeting.held_on}{part}")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{suffix}")
    response["X-Content-Type-Options"] = "nosniff"
    if part_2:
        response["Cache-Control"] = "no-store"
    return response


def _ask(
    request: HttpRequest, form: forms.Form, write: Callable[[], object], minutes: Minutes, *, title: str,
    words: str, submit_text: str = "Save", lead: str = "",
) -> HttpResponse:  # fmt: skip
    caption = f"{minutes}, {day_words(minutes.meeting.held_on)}"
    return ask(
        request, form, write, title=title, caption=caption, words=words, then=minutes.get_absolute_url(),
        submit_text=submit_text, lead=lead, subject=minutes,
    )  # fmt: skip
