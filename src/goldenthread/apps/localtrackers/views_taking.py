"""Bringing rows into a tracker by paste or by file: looked at first, then accepted as it was shown."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.cases.models import Team
from goldenthread.apps.cases.queries import teams_by_spelling
from goldenthread.apps.cases.quietly import quietly
from goldenthread.apps.cases.stores import written_of
from goldenthread.apps.files.actions import content_of
from goldenthread.apps.localtrackers import queries, rows, taking
from goldenthread.apps.localtrackers.access import View, view_of
from goldenthread.apps.localtrackers.defined import TEAM, WORKER, Column, Definition, Kind
from goldenthread.apps.localtrackers.models import LocalTracker
from goldenthread.apps.localtrackers.planning import Plan, plan_of
from goldenthread.apps.localtrackers.row_forms import AcceptTable, BringTable
from goldenthread.apps.localtrackers.values import words
from goldenthread.apps.localtrackers.views_rows import not_stored, teams_for
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import put_refusal
from goldenthread.apps.trail.refusals import Refused
from goldenthread.casedata.sealed import Alike, NoSuchEntry, Stale
from goldenthread.intake.problems import CannotRead

LARGEST = 10 * 1024 * 1024
LONGEST = 1_500_000  # characters of a table on the page that shows it
CHANGED_SINCE = "Somebody changed the list since you looked. This is what would happen now."
SHOWN = 100


@may("localtrackers.write", on=queries.tracker_called)
@require_http_methods(["GET", "POST"])
@not_stored
@quietly
def bring(request: HttpRequest, tracker: LocalTracker) -> HttpResponse:
    view, held = view_of(request.user, tracker), queries.definition_of(tracker)
    if request.method == "POST" and "digest" in request.POST:
        return _accept(request, tracker, held, view)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BringTable(*sent, teams=teams_for(view, held))
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            text = _text_of(said["table"], said["file"], held)
            return _preview(request, tracker, held, view, text, said["default_team"])
        except Refused as refusal:
            put_refusal(form, refusal)
    return render(request, "localtrackers/bring.html", {
        "tracker": tracker, "definition": held, "form": form,
    }, status=422 if form.errors else 200)  # fmt: skip


def _text_of(table: str, file: UploadedFile | None, held: Definition) -> str:
    """What was brought, as text between tabs. Raises Refused."""
    try:
        if file is None:
            text = taking.as_text(taking.pasted(table), held)
        else:
            text = taking.as_text(taking.of_file(content_of(file), "the file", LARGEST), held)
    except CannotRead as refusal:
        raise Refused(refusal.words, field="file" if file else "table") from None
    if len(text) > LONGEST:
        raise Refused("This is too much for one page. Bring it in parts.")
    return text


def _plan(
    text: str, default_team: str, tracker: LocalTracker, held: Definition, view: View
) -> tuple[taking.Reading, Plan]:
    default = next((team for team in teams_for(view, held) if str(team.uuid) == default_team), None)
    reading = taking.read(taking.pasted(text), held, teams_by_spelling(), default)
    return reading, plan_of(reading, held, view, written_of().rows(str(tracker.uuid)))


def _preview(
    request: HttpRequest, tracker: LocalTracker, held: Definition, view: View, text: str, default_team: str,
    *, warning: str = "",
) -> HttpResponse:  # fmt: skip
    reading, plan = _plan(text, default_team, tracker, held, view)
    form = AcceptTable(initial={"table": text, "default_team": default_team, "digest": plan.digest})
    names = {str(team.uuid): team.name for team in Team.objects.all()}
    return render(request, "localtrackers/preview.html", {
        "tracker": tracker, "definition": held, "reading": reading, "plan": plan, "form": form,
        "warning": warning, "unknown": [heading for heading, column in reading.columns if not column],
        "new": [(number, says, names.get(says.team, "")) for number, says in plan.new[:SHOWN]],
        "changed": [
            (one, [_told(held, names, *column) for column in one.columns]) for one in plan.changed[:SHOWN]
        ],
        "problems": reading.problems[:SHOWN], "aside": plan.set_aside[:SHOWN], "shown": SHOWN,
    })  # fmt: skip


def _accept(request: HttpRequest, tracker: LocalTracker, held: Definition, view: View) -> HttpResponse:
    form = AcceptTable(request.POST)
    if not form.is_valid():
        messages.error(request, "Nothing was brought. Paste the table again.")
        return redirect("localtrackers:bring", tracker.uuid)
    said = form.cleaned_data
    try:
        _, plan = _plan(said["table"], said["default_team"], tracker, held, view)
        if plan.digest != said["digest"]:
            return _preview(
                request, tracker, held, view, said["table"], said["default_team"], warning=CHANGED_SINCE
            )
        rows.write_rows(
            tracker, [says for _, says in plan.new],
            [(one.row.id, one.row.version, one.says) for one in plan.changed],
            view=view, by=request.user, at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        messages.error(request, refusal.words)
        return redirect("localtrackers:bring", tracker.uuid)
    except (Alike, Stale, NoSuchEntry):  # between looking and writing, just now
        return _preview(
            request, tracker, held, view, said["table"], said["default_team"], warning=CHANGED_SINCE
        )
    messages.success(request, f"{len(plan.new)} added, {len(plan.changed)} changed.")
    return redirect(tracker)


def _told(
    held: Definition, names: dict[str, str], code: str, before: str, after: str
) -> tuple[str, str, str]:
    built_in = {
        TEAM: Column(TEAM, "Team", Kind.TEAM), WORKER: Column(WORKER, "Worker", Kind.WORKER),
        "stage": Column("stage", "Stage", Kind.TEXT),
    }  # fmt: skip
    column = held.by_code.get(code) or built_in[code]
    return column.name, words(column, before, names), words(column, after, names)
