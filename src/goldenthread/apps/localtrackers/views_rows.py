"""Pages of a tracker's rows: the list, one row, adding and changing, notes, reasons, taking off, export."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import rules
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from goldenthread.apps.cases.models import Team
from goldenthread.apps.cases.quietly import quietly
from goldenthread.apps.cases.stores import tokens_of, written_of
from goldenthread.apps.localtrackers import notes, queries, rows
from goldenthread.apps.localtrackers.access import View, view_of
from goldenthread.apps.localtrackers.defined import TEAM, Definition
from goldenthread.apps.localtrackers.exporting import EXCEL, workbook_of
from goldenthread.apps.localtrackers.history import (
    columns_shown,
    history_of,
    note_shown,
    openings_shown,
    people_by_uuid,
    reasons_shown,
)
from goldenthread.apps.localtrackers.models import LocalTracker
from goldenthread.apps.localtrackers.row_forms import (
    ChangeNote,
    GiveReason,
    NarrowRows,
    RowForm,
    TakeOff,
    WithdrawNote,
    WriteNote,
)
from goldenthread.apps.localtrackers.times import as_at_of
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask, download
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.trail.refusals import Refused
from goldenthread.casedata.tokens import BadToken
from goldenthread.casedata.written import Note, Row

PURPOSE = "localtrackers.row"
not_stored = cache_control(private=True, no_store=True)
"""Pages of rows are not left on the machine of whoever looked."""
ROWS = 50


@dataclass(frozen=True)
class Opened:
    """A row that a request's address names, for somebody who may see it."""

    tracker: LocalTracker
    definition: Definition
    view: View
    versions: list[Row]
    token: str
    note: str

    @property
    def row(self) -> Row:
        return self.versions[-1]

    @property
    def href(self) -> str:
        return reverse("localtrackers:row", args=[self.token])


def address_of(row: Row, request: HttpRequest, *, note: str = "") -> str:
    """The token that stands for a row, or for a note on it, in an address: good for a day."""
    says = {"tracker": row.tracker, "row": row.id, "note": note}
    return tokens_of(PURPOSE).make(says, whom="", now=request.now)


def on_row(view: Callable[[HttpRequest, Opened], HttpResponse]) -> Callable[..., HttpResponse]:
    """A page about one row: its address opened, its tracker's rule asked, the row found."""

    @may("localtrackers.open_row")
    @require_http_methods(["GET", "POST"])
    @not_stored
    @quietly
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        try:
            says = tokens_of(PURPOSE).open(token, whom="", now=request.now)
        except BadToken as bad:
            return render(request, "localtrackers/address.html", {"words": bad.words}, status=404)
        tracker = queries.tracker_called(says["tracker"])
        sees = view_of(request.user, tracker)
        if not sees:
            raise PermissionDenied("localtrackers.open")
        versions = rows.row_of(tracker, str(says["row"]), sees)
        if versions is None:
            words = "This row is not here for you: its team may have changed, or its time is over."
            return render(request, "localtrackers/address.html", {"words": words}, status=404)
        held = queries.definition_of(tracker)
        return view(request, Opened(tracker, held, sees, versions, token, str(says["note"])))

    return opened


@may("localtrackers.open", on=queries.tracker_called)
@not_stored
@quietly
def tracker(request: HttpRequest, tracker: LocalTracker) -> HttpResponse:
    view, held = view_of(request.user, tracker), queries.definition_of(tracker)
    every = rows.rows_shown(tracker, view, as_at_of(held, request))
    teams = {one.team for one in every if one.team}
    form = NarrowRows(
        request.GET, definition=held, teams=sorted(teams, key=str), workers=(one.worker for one in every)
    )
    wanted = form.wanted()
    found = [one for one in every if _fits(one, wanted)]
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    rows.list_opened(tracker, len(page.object_list), by=request.user, at=request.now)
    names = _team_names()
    return render(request, "localtrackers/tracker.html", {
        "tracker": tracker, "definition": held, "page": page, "narrowed": bool(wanted), "form": form,
        "rows": [
            {
                "one": one, "token": address_of(one.row, request),
                "cells": columns_shown(held, one.row, names),
            }
            for one in page
        ],
        "overdue": sum(one.standing.state == "overdue" for one in every),
        "soon": sum(one.standing.state == "due_soon" for one in every),
        "shows_numbers": any(one.number for one in every),
        "done": sum(one.standing.done for one in every), "all": len(every),
        "may_change": rules.has_perm("localtrackers.change", request.user, tracker),
        "may_count": rules.has_perm("localtrackers.count", request.user),
    })  # fmt: skip


def _fits(one: rows.RowShown, wanted: dict[str, str]) -> bool:
    state = wanted.get("state")
    if state in {"open", "done"}:
        fits = one.standing.done == (state == "done")
    else:
        fits = state is None or one.standing.state == state
    return (
        fits
        and wanted.get("stage") in {None, one.row.stage}
        and wanted.get("team") in {None, one.row.values.get(TEAM)}
        and wanted.get("worker") in {None, one.worker}
    )


@may("localtrackers.export", on=queries.tracker_called)
@not_stored
@quietly
def workbook(request: HttpRequest, tracker: LocalTracker) -> HttpResponse:
    view, held = view_of(request.user, tracker), queries.definition_of(tracker)
    shown = rows.rows_shown(tracker, view, as_at_of(held, request))
    rows.opened(tracker, [one.row for one in shown], "exported", by=request.user, at=request.now)
    council = the_council()
    content = workbook_of(
        held, shown, _team_names(), council=council.name if council else "", today=request.today
    )
    return download(content, EXCEL, f"{held.name}, {request.today.isoformat()}.xlsx")


@may("localtrackers.write", on=queries.tracker_called)
@require_http_methods(["GET", "POST"])
@not_stored
@quietly
def add(request: HttpRequest, tracker: LocalTracker) -> HttpResponse:
    view, held = view_of(request.user, tracker), queries.definition_of(tracker)
    form = RowForm(request.POST or None, definition=held, teams=teams_for(view, held))

    def write() -> str:
        row = rows.add_row(tracker, form.says(), view=view, by=request.user, at=request.now)
        return reverse("localtrackers:row", args=[address_of(row, request)])

    return ask(
        request,
        form,
        write,
        title="Add a row",
        caption=tracker.name,
        back=tracker,
        words="The row was added.",
    )


@on_row
def row(request: HttpRequest, on: Opened) -> HttpResponse:
    names, me = _team_names(), str(request.user.uuid)
    shown = rows.row_shown(on.row, on.tracker, on.view, as_at_of(on.definition, request))
    written, case = written_of(), shown.case
    openings = written.openings(case)[-10:]
    rows.opened(on.tracker, [on.row], "row", by=request.user, at=request.now)
    given = written.reasons_given(case, notes.clock_name(on.tracker))
    said = written.notes([case]).get(case, [])
    people = people_by_uuid(
        [one.by for one in (*openings, *given, *said, *on.versions)] + [one.written_by for one in said]
    )
    return render(request, "localtrackers/row.html", {
        "on": on, "one": shown, "tracker": on.tracker, "definition": on.definition, "token": on.token,
        "cells": columns_shown(on.definition, on.row, names),
        "notes": [
            note_shown(one, people, address_of(on.row, request, note=one.id) if one.written_by == me else "")
            for one in reversed(said)
        ],
        "reasons": reasons_shown(given, people), "openings": openings_shown(openings, people),
        "history": history_of(on.versions, on.definition, names, people),
        "may_write": on.tracker.closed_on is None and not on.row.removed,
    })  # fmt: skip


@on_row
def change(request: HttpRequest, on: Opened) -> HttpResponse:
    teams = teams_for(on.view, on.definition)
    form = RowForm(request.POST or None, definition=on.definition, teams=teams, row=on.row)
    now: dict[str, Any] = {}

    def write() -> str:
        said = form.cleaned_data
        try:
            changed = rows.change_row(
                on.tracker, on.row, form.says(), seen=said["seen"], view=on.view, by=request.user,
                at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            if refusal.code == "stale":
                now["theirs"] = columns_shown(on.definition, on.row, _team_names())
                now["one"], now["definition"] = on.row, on.definition
            raise
        return reverse("localtrackers:row", args=[address_of(changed, request)])

    return ask(
        request, form, write, title="Change the row", caption=on.tracker.name, back=on.href,
        lead="Saving puts it back on the list." if on.row.removed else "",
        words="The row was changed.", template="localtrackers/change.html", also=now,
        now=lambda: {"seen": on.row.version},
    )  # fmt: skip


@on_row
def take_off(request: HttpRequest, on: Opened) -> HttpResponse:
    form = TakeOff(request.POST or None, initial={"seen": on.row.version})

    def write() -> str:
        rows.take_off(
            on.tracker, on.row, form.cleaned_data["why"], seen=form.cleaned_data["seen"], by=request.user,
            at=request.now,
        )  # fmt: skip
        return on.tracker.get_absolute_url()

    return ask(
        request, form, write, title="Take the row off the list", caption=on.tracker.name, back=on.href,
        words="The row was taken off the list.", now=lambda: {"seen": on.row.version},
    )  # fmt: skip


@on_row
def write_note(request: HttpRequest, on: Opened) -> HttpResponse:
    form = WriteNote(request.POST or None)

    def write() -> str:
        notes.write_note(on.tracker, on.row, form.cleaned_data["text"], by=request.user, at=request.now)
        return on.href

    return ask(
        request, form, write, title="Write a note", caption=on.tracker.name, back=on.href,
        words="The note was written.",
    )  # fmt: skip


@on_row
def change_note(request: HttpRequest, on: Opened) -> HttpResponse:
    note = _note(on)
    form = ChangeNote(request.POST or None, initial={"text": note.text, "seen": note.version})

    def write() -> str:
        notes.change_note(
            on.tracker, note, form.cleaned_data["text"], seen=form.cleaned_data["seen"], by=request.user,
            at=request.now,
        )  # fmt: skip
        return on.href

    return ask(
        request, form, write, title="Change the note", caption=on.tracker.name, back=on.href,
        words="The note was changed. What it said before is kept.",
        now=lambda: {"seen": _note(on).version},
    )  # fmt: skip


@on_row
def withdraw_note(request: HttpRequest, on: Opened) -> HttpResponse:
    note = _note(on)
    form = WithdrawNote(request.POST or None, initial={"seen": note.version})

    def write() -> str:
        notes.withdraw_note(
            on.tracker, note, form.cleaned_data["why"], seen=form.cleaned_data["seen"], by=request.user,
            at=request.now,
        )  # fmt: skip
        return on.href

    return ask(
        request, form, write, title="Take the note back", caption=on.tracker.name, back=on.href,
        words="The note was taken back.", now=lambda: {"seen": _note(on).version},
    )  # fmt: skip


@on_row
def give_reason(request: HttpRequest, on: Opened) -> HttpResponse:
    form = GiveReason(request.POST or None, reasons=notes.reasons_offered(on.definition))

    def write() -> str:
        notes.give_reason(on.tracker, on.row, **form.cleaned_data, by=request.user, at=request.now)
        return on.href

    return ask(
        request, form, write, title="Say why it was late", caption=on.tracker.name, back=on.href,
        words="The reason was recorded.",
    )  # fmt: skip


def teams_for(view: View, definition: Definition) -> list[Team]:
    """The teams whose rows somebody may write into a tracker: open ones, of those that it is for."""
    return [
        team for team in queries.teams_of(definition.seen).filter(closed_on=None) if view.sees(str(team.uuid))
    ]


def _note(on: Opened) -> Note:
    return notes.note_called(on.row, on.note)


def _team_names() -> dict[str, str]:
    return {str(uuid): name for uuid, name in Team.objects.values_list("uuid", "name")}
