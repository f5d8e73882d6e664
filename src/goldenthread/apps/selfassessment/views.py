"""Pages of a self-assessment: the list, how its writing goes, the whole as it reads, who writes what."""

from __future__ import annotations

from uuid import UUID

import rules
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.drafting.asking import ask
from goldenthread.apps.inspections.queries import counts_by_status
from goldenthread.apps.people.access import may, standing
from goldenthread.apps.selfassessment import access as access  # states the room's rules
from goldenthread.apps.selfassessment import freezing, queries
from goldenthread.apps.selfassessment.assigning import Assigned, assign, place
from goldenthread.apps.selfassessment.composing import composed, reading_of
from goldenthread.apps.selfassessment.exporting import documents_table, parts_table
from goldenthread.apps.selfassessment.forms import (
    AssignParts,
    Filter,
    FilterParts,
    PlaceDocument,
    StartDocument,
    Why,
)
from goldenthread.apps.selfassessment.models import SelfAssessment
from goldenthread.apps.selfassessment.paper_source import agenda_items_of
from goldenthread.apps.selfassessment.progress import Row, progress_of
from goldenthread.apps.selfassessment.refusing import Refusal, shown
from goldenthread.apps.selfassessment.reminding import remind, reminded_on, wanted_of
from goldenthread.apps.selfassessment.starting import add_missing_parts, start
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.csv_tables import render_csv
from goldenthread.documents.tables import DataTable
from goldenthread.rulebook.self_assessment import LEFT


@may("selfassessment.see_all")
def documents(request: HttpRequest) -> HttpResponse:
    form = Filter(request.GET)
    form.full_clean()
    plan = form.cleaned_data.get("plan")
    found = queries.documents(plan)
    if request.GET.get("format") == "csv":
        return _csv(documents_table(found), "self-assessments.csv")
    return render(request, "selfassessment/documents.html", {
        "documents": found, "filter": Filter(request.GET), "narrowed": bool(request.GET.get("plan")),
        "may_keep": rules.has_perm("selfassessment.keep", request.user),
    })  # fmt: skip


@may("selfassessment.keep")
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a year's document; `?plan=` fills in the plan and last year's."""
    asked = request.GET.get("plan", "")
    before = _last_of(asked)
    initial = {"plan": asked, "previous": before and before.uuid}
    form = StartDocument(request.POST or None, initial=initial)

    def write() -> SelfAssessment:
        says = dict(form.cleaned_data)
        return start(says.pop("plan"), **says, by=request.user, at=request.now)

    return ask(
        request, form, write, title="Begin a self-assessment", words="The self-assessment was begun.",
        back=reverse("selfassessment:documents"), submit_text="Begin",
        lead="It begins with last year’s text, marked as such until somebody goes over it.",
    )  # fmt: skip


@may("selfassessment.see", on=queries.document_called)
def document(request: HttpRequest, document: SelfAssessment) -> HttpResponse:
    """How the writing goes: each part with its state and verdict, and who has not written."""
    progress = progress_of(document, request.today)
    form = FilterParts(request.GET)
    rows = _narrowed(progress.rows, form.asked(), request)
    if request.GET.get("format") == "csv":
        return _csv(parts_table(rows), "parts.csv")
    return render(request, "selfassessment/document.html", {
        "document": document,
        "progress": progress,
        "rows": rows,
        "filter": FilterParts(request.GET),
        "narrowed": bool(form.asked()),
        "standings": counts_by_status([one.line for one in progress.held]),
        "left": [one for one in progress.held if one.outcome in LEFT],
        "late": queries.without_a_part(document),
        "editions": list(queries.editions_of(document)),
        "items": agenda_items_of(document),
        "may_keep": rules.has_perm("selfassessment.keep", request.user),
        "is_open": document.state != "frozen",
    })  # fmt: skip


def _narrowed(rows: tuple[Row, ...], asked: dict[str, str], request: HttpRequest) -> list[Row]:
    found = list(rows)
    if state := asked.get("state"):
        found = [row for row in found if row.part.state == state]
    if asked.get("whose"):
        posts = standing(request.user).posts
        found = [row for row in found if posts & {row.part.writer_id, row.part.reviewer_id}]
    return found


@may("selfassessment.see", on=queries.document_called)
def whole(request: HttpRequest, document: SelfAssessment) -> HttpResponse:
    """The document as it reads now, with the records' figures of its day."""
    return render(request, "selfassessment/whole.html", {
        "document": document, "paper": composed(document, request.today), "marks": True,
    })  # fmt: skip


@may("selfassessment.keep", on=queries.document_called)
@require_http_methods(["GET", "POST"])
def assign_parts(request: HttpRequest, document: SelfAssessment) -> HttpResponse:
    parts = queries.parts_of(document)
    form = AssignParts(request.POST or None, parts=parts)

    def write() -> SelfAssessment:
        says = dict(form.cleaned_data)
        assign(document, list(says.pop("parts")), Assigned(**says), by=request.user, at=request.now)
        return document

    return ask(
        request, form, write, title="Say who writes what", words="The parts were assigned.",
        back=document.get_absolute_url(), caption=str(document),
        lead="Posts write and review, so a part stays with the post when somebody leaves.",
    )  # fmt: skip


@may("selfassessment.keep", on=queries.document_called)
@require_http_methods(["GET", "POST"])
def place_document(request: HttpRequest, document: SelfAssessment) -> HttpResponse:
    initial = {
        "title": document.title,
        "body": document.body and document.body.uuid,
        "due_on": document.due_on,
    }
    form = PlaceDocument(request.POST or None, initial=initial)

    def write() -> SelfAssessment:
        return place(document, **form.cleaned_data, by=request.user, at=request.now)

    return ask(
        request, form, write, title="Change title, body and day", words="The self-assessment was saved.",
        back=document.get_absolute_url(), caption=str(document),
    )  # fmt: skip


@may("selfassessment.keep", on=queries.document_called)
@require_POST
def add_parts(request: HttpRequest, document: SelfAssessment) -> HttpResponse:
    """Add parts for recommendations that came after the document was begun."""
    try:
        added = add_missing_parts(document, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, f"{len(added)} part{'' if len(added) == 1 else 's'} added.")
    return redirect(document)


@may("selfassessment.keep", on=queries.document_called)
@require_http_methods(["GET", "POST"])
def remind_writers(request: HttpRequest, document: SelfAssessment) -> HttpResponse:
    """Who would be written to, and of what; then the letters."""
    refusals: list[Refusal] = []
    if request.method == "POST":
        try:
            to = remind(document, today=request.today, by=request.user, at=request.now)
        except Refused as refused:
            refusals = shown(refused)
        else:
            messages.success(
                request, f"{len(to)} {'person was' if len(to) == 1 else 'people were'} reminded."
            )
            return redirect(document)
    had_one = reminded_on(document, request.today)
    wanted = [
        (person, what, person.pk in had_one) for person, what in wanted_of(document, request.today).items()
    ]
    return render(request, "selfassessment/remind.html", {
        "document": document, "wanted": wanted, "refusals": refusals,
        "anybody": any(not had for _, _, had in wanted),
    }, status=422 if refusals else 200)  # fmt: skip


@may("selfassessment.keep", on=queries.document_called)
@require_http_methods(["GET", "POST"])
def freeze(request: HttpRequest, document: SelfAssessment) -> HttpResponse:
    """What is still open; where nothing is, fix every word, figure and verdict."""
    refusals: list[Refusal] = []
    if request.method == "POST":
        try:
            frozen = freezing.freeze(document, by=request.user, at=request.now, today=request.today)
        except Refused as refusal:
            refusals = shown(refusal)
        else:
            messages.success(request, "The self-assessment was frozen.")
            return redirect(frozen)
    return render(request, "selfassessment/freeze.html", {
        "document": document, "refusals": refusals,
        "open": freezing.open_in(reading_of(document, request.today)),
        "is_frozen": document.state == "frozen",
    }, status=422 if refusals else 200)  # fmt: skip


@may("selfassessment.keep", on=queries.document_called)
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, document: SelfAssessment) -> HttpResponse:
    form = Why(request.POST or None)

    def write() -> SelfAssessment:
        return freezing.reopen(document, **form.cleaned_data, by=request.user, at=request.now)

    return ask(
        request, form, write, title="Reopen for another edition", words="The next edition was begun.",
        back=document.get_absolute_url(), caption=str(document), submit_text="Reopen",
        lead="What was frozen stays as it is.",
    )  # fmt: skip


def _last_of(plan: str) -> SelfAssessment | None:
    """The last self-assessment of the plan that an address names; None for none, and for what is no id."""
    try:
        return SelfAssessment.objects.filter(plan__uuid=UUID(plan)).first()
    except ValueError:
        return None


def _csv(table: DataTable, name: str) -> HttpResponse:
    response = HttpResponse(render_csv(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
