"""Pages of agendas: the list, a meeting's agenda, building and publishing it, and its editions."""

from __future__ import annotations

from typing import Any

import rules
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.agendas import checking, publishing, queries
from goldenthread.apps.agendas.asking import ask, csv_file
from goldenthread.apps.agendas.building import build_agenda, start_agenda
from goldenthread.apps.agendas.editions import NotAsPublished, changes_between, document_of
from goldenthread.apps.agendas.forms import EndsAt, Filter, FilterPapers, Publish
from goldenthread.apps.agendas.items import say_when_it_ends
from goldenthread.apps.agendas.listing import (
    kinds,
    meetings_csv,
    meetings_with_agendas,
    papers_csv,
    papers_of,
    state_words,
)
from goldenthread.apps.agendas.models import Agenda, AgendaEdition
from goldenthread.apps.agendas.showing import agenda_csv, page_of_edition, page_of_now
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.queries import meeting_called
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused

ON_A_PAGE = 50


@may("agendas.see")
def agendas(request: HttpRequest) -> HttpResponse:
    """Meetings with how far their agendas are."""
    form = Filter(request.GET)
    found = meetings_with_agendas(form.asked(), today=request.today)
    if request.GET.get("format") == "csv":
        return csv_file(meetings_csv(found), "agendas.csv")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "agendas/agendas.html", {
        "page": page, "rows": [(one, state_words(one), agenda_href(one)) for one in page], "filter": form,
        "narrowed": bool(form.asked()), "may_edit": _may_edit(request),
    })  # fmt: skip


@may("agendas.see", on=meeting_called)
def agenda(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """A meeting's agenda. Who keeps it sees it as it is now; who reads it, what was published last."""
    found, edits = queries.agenda_of(meeting), _may_edit(request) and not meeting.is_cancelled
    if found is None:
        return render(request, "agendas/none.html", {"meeting": meeting, "may_edit": edits})
    sees = rules.has_perm("agendas.see_restricted", request.user, found)
    newest = queries.newest_edition(found)
    context: dict[str, Any] = {"agenda": found, "meeting": meeting, "newest": newest, "may_edit": edits}
    if edits or newest is None:
        shown = queries.agenda_shown(found, request.today)
        page = page_of_now(shown, sees_restricted=sees)
        context |= {"timings": shown.timings, "ends_at": queries.ends_at(found)}
        if edits:
            context |= {
                "to_do": checking.left_to_do(shown), "taken_off": queries.taken_off(found),
                "changes": publishing.changes_since(newest, shown) if newest else [],
            }  # fmt: skip
    else:
        page = page_of_edition(document_of(newest), sees_restricted=sees)
    if request.GET.get("format") == "csv":
        return csv_file(agenda_csv(page.items), f"{slugify(f'{meeting.body} agenda {meeting.held_on}')}.csv")
    return render(request, "agendas/agenda.html", context | {"page": page})


@may("agendas.edit", on=meeting_called)
@require_POST
def build(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    try:
        built = build_agenda(meeting, today=request.today, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, refusal.words)
        return redirect(agenda_href(meeting))
    count = len(built.added)
    words = f"{count} item{' was' if count == 1 else 's were'} put on the agenda."
    if not count:
        words = "Nothing new is to be put on the agenda."
    if not count and not queries.items_of(built.agenda).exists():
        words = f"The {meeting.body} has no standing items on that day, and is owed nothing."
    messages.success(request, words)
    return redirect(built.agenda)


@may("agendas.edit", on=meeting_called)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """When the meeting is to end, so that the page says whether the items fit."""
    found = queries.agenda_of(meeting)
    form = EndsAt(request.POST or None, initial={"ends_at": found.ends_at if found else None})

    def write() -> Agenda:
        agenda = found or start_agenda(meeting, by=request.user, at=request.now)
        return say_when_it_ends(agenda, form.cleaned_data["ends_at"], by=request.user, at=request.now)

    return ask(
        request, form, write, title="When the meeting is to end", words="The end was saved.",
        caption=meeting, back=agenda_href(meeting),
    )  # fmt: skip


@may("agendas.edit", on=queries.agenda_called)
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, agenda: Agenda) -> HttpResponse:
    """What is left to do, what changes, and the button."""
    newest = queries.newest_edition(agenda)
    shown = queries.agenda_shown(agenda, request.today)
    form = Publish(request.POST or None, again=newest is not None, initial={"version": agenda.version})

    def write() -> AgendaEdition:
        return publishing.publish_agenda(
            agenda, today=request.today, by=request.user, at=request.now,
            reason=form.cleaned_data.get("reason", ""), version=form.cleaned_data["version"],
        )  # fmt: skip

    return ask(
        request, form, write, title="Publish the agenda", caption=agenda.meeting,
        words="The agenda was published.", back=agenda.get_absolute_url(), template="agendas/publish.html",
        agenda=agenda, newest=newest, to_do=checking.left_to_do(shown), now=agenda,
        changes=publishing.changes_since(newest, shown) if newest else [],
    )  # fmt: skip


@may("agendas.see", on=queries.edition_called)
def edition(request: HttpRequest, edition: AgendaEdition) -> HttpResponse:
    """An agenda as it was published, with what changed since the edition before."""
    agenda, before = edition.agenda, None
    try:
        said = document_of(edition)
        before = agenda.editions.filter(number__lt=edition.number).order_by("-number").first()
        changes = changes_between(document_of(before), said) if before else []
    except NotAsPublished:
        return render(request, "agendas/altered.html", {"edition": edition}, status=500)
    sees = rules.has_perm("agendas.see_restricted", request.user, agenda)
    page = page_of_edition(said, sees_restricted=sees)
    if request.GET.get("format") == "csv":
        name = f"{slugify(f'{said.body} agenda {said.held_on} edition {edition.number}')}.csv"
        return csv_file(agenda_csv(page.items), name)
    return render(request, "agendas/edition.html", {
        "edition": edition, "agenda": agenda, "said": said, "page": page, "changes": changes,
        "before": before, "editions": queries.editions_of(agenda).defer("document"),
    })  # fmt: skip


@may("agendas.see", on=queries.agenda_called)
def papers(request: HttpRequest, agenda: Agenda) -> HttpResponse:
    """The papers of a meeting, in the order of its agenda."""
    form = FilterPapers(request.GET, sources=kinds())
    asked = form.asked()
    sees = rules.has_perm("agendas.see_restricted", request.user, agenda)
    rows = [
        one
        for one in papers_of(queries.agenda_shown(agenda, request.today), sees_restricted=sees)
        if asked.get("part") in (None, str(one.part)) and asked.get("source") in (None, one.paper.source)
    ]
    if request.GET.get("format") == "csv":
        meeting = agenda.meeting
        return csv_file(papers_csv(rows), f"{slugify(f'{meeting.body} papers {meeting.held_on}')}.csv")
    return render(request, "agendas/papers.html", {
        "agenda": agenda, "rows": rows, "filter": form, "narrowed": bool(asked),
        "may_edit": _may_edit(request),
    })  # fmt: skip


def agenda_href(meeting: Meeting) -> str:
    """Where the agenda of a meeting is, or is begun."""
    return reverse("agendas:agenda", args=[meeting.uuid, slugify(meeting.body.name) or "agenda"])


def _may_edit(request: HttpRequest) -> bool:
    return rules.has_perm("agendas.edit", request.user)
