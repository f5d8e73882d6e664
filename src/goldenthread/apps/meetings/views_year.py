"""The page of a body's year: meetings are proposed from its cadence, moved or dropped, and made together."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import CheckboxInput
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.queries import body_called
from goldenthread.apps.meetings.forms import MakeYear, ProposeYear
from goldenthread.apps.meetings.inviting import invite
from goldenthread.apps.meetings.queries import meetings_of
from goldenthread.apps.meetings.year import MOST, Made, Year, days_off, make_year, propose_year
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.meeting_dates import cadence_in_words


@may("meetings.edit", on=body_called)
@require_http_methods(["GET", "POST"])
def year(request: HttpRequest, body: Body) -> HttpResponse:
    usual = _usual(body, request.today)
    asked = request.GET if "cadence" in request.GET else usual if cadence_in_words(body.cadence) else None
    ask = ProposeYear(asked, initial=usual, auto_id="ask_%s")
    proposed = None
    if ask.is_valid():
        try:
            proposed = propose_year(body, **ask.cleaned_data)
        except Refused as refusal:
            ask.add_error(refusal.field if refusal.field in ask.fields else None, refusal.words)
    rows = _rows(body, proposed, request.POST if request.method == "POST" else None)
    form = MakeYear(request.POST or None, initial=_as_last_time(body, ask, proposed))
    if request.method == "POST" and form.is_valid() and (made := _make(request, body, form, rows, proposed)):
        _say(request, made)
        return redirect(f"{reverse('meetings:meetings')}?body={body.uuid}&when=coming")
    forms = [one for one in (ask if "cadence" in request.GET else None, form) if one is not None]
    wrong = any(one.errors for one in forms if one.is_bound)
    return render(request, "meetings/year.html", {
        "body": body, "ask": ask, "form": form, "forms": forms, "rows": rows, "proposed": proposed,
    }, status=422 if wrong else 200)  # fmt: skip


class Row:
    """A line of the page: what was proposed, and the day as the person has it."""

    def __init__(self, number: int, planned: str, why: str, there: bool, day: str, keep: bool) -> None:
        self.number, self.planned, self.why, self.there = number, planned, why, there
        self.day, self.keep, self.error = day, keep, ""

    @property
    def weekday(self) -> str:
        """The weekday of the day as it stands: "Tuesday"; empty where it is no day."""
        try:
            return f"{date.fromisoformat(self.day):%A}"
        except ValueError:
            return ""

    def chosen(self) -> date | None:
        """The day that the person means; None where the row is dropped. An unreadable day is an error."""
        if not self.keep:
            return None
        try:
            return date.fromisoformat(self.day)
        except ValueError:
            self.error = "Enter the day as day, month and year, or untick the row"
            return None


def _rows(body: Body, proposed: Year | None, typed: QueryDict | None) -> list[Row]:
    """The proposal's rows, or as they came back."""
    if typed is not None:
        days = {day.isoformat() for day in meetings_of(body).values_list("held_on", flat=True)}
        numbers = [number for number in range(MOST + 10) if f"day-{number}" in typed]
        return [
            Row(
                number, typed.get(f"planned-{number}", ""), typed.get(f"why-{number}", ""),
                typed[f"day-{number}"] in days, typed[f"day-{number}"], f"keep-{number}" in typed,
            )
            for number in numbers
        ]  # fmt: skip
    if proposed is None:
        return []
    return [
        Row(
            number, one.proposal.planned.isoformat(), one.proposal.why, one.there,
            one.proposal.day.isoformat() if one.proposal.day else "",
            one.proposal.day is not None and not one.there,
        )
        for number, one in enumerate(proposed.proposed)
    ]  # fmt: skip


def _make(
    request: HttpRequest, body: Body, form: MakeYear, rows: list[Row], proposed: Year | None
) -> Made | None:
    """Make the meetings of the rows that are kept; None where something has to be put right first."""
    days = [day for row in rows if (day := row.chosen()) is not None]
    if wrong := next((row for row in rows if row.error), None):
        form.add_error(None, f"Row {wrong.number + 1}: {wrong.error}.")
        return None
    if not days:
        form.add_error(None, "Tick at least one meeting.")
        return None
    says = form.cleaned_data
    if (away := days_off(days)) and not says["day_off_meant"]:
        form.fields["day_off_meant"].widget = CheckboxInput()
        words = f"{'; '.join(away)}. Tick the box if the meetings are meant to be then"
        form.add_error("day_off_meant", ValidationError(words, code="day_off"))
        return None
    try:
        return make_year(
            body, days, starts_at=says["starts_at"], ends_at=says["ends_at"], place=says["place"],
            first=says["first"], until=says["until"], seen=says["seen"], by=request.user, at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        if refusal.code == "stale" and proposed is not None:
            # The page now says what is there: sent again, the form means that its person saw it.
            form.data = form.data.copy()
            form.data["seen"] = proposed.seen
        return None


def _say(request: HttpRequest, made: Made) -> None:
    number, there = len(made.meetings), len(made.there)
    words = f"{number} meeting{' was' if number == 1 else 's were'} made."
    if there:
        words += f" On {there} day{'' if there == 1 else 's'} there was one already."
    messages.success(request, words)
    if request.POST.get("tell"):
        told = 0
        for meeting in made.meetings:
            if meeting.held_on < request.today:
                continue
            try:
                told += len(invite(meeting, today=request.today, by=request.user, at=request.now))
            except Refused as refusal:
                messages.warning(request, refusal.words)
                return
        messages.success(request, f"{told} letter{'' if told == 1 else 's'} to members were queued.")


def _usual(body: Body, today: date) -> dict[str, str]:
    """A year from the month after the last meeting that is known, by the cadence that the body has."""
    last = meetings_of(body).last()
    first = max(today, last.held_on) + timedelta(days=1) if last else today
    return {
        "cadence": body.cadence, "first": first.isoformat(),
        "until": (first + timedelta(days=364)).isoformat(),
    }  # fmt: skip


def _as_last_time(body: Body, ask: ProposeYear, proposed: Year | None) -> dict[str, object]:
    """The hour and the place of the body's last meeting, which are mostly those of the next."""
    last = meetings_of(body).last()
    says = ask.cleaned_data if proposed else {}
    usual = {name: getattr(last, name) for name in ("starts_at", "ends_at", "place")} if last else {}
    return usual | {
        "first": says.get("first"), "until": says.get("until"), "seen": proposed.seen if proposed else "",
    }  # fmt: skip
