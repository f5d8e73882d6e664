"""Pages of an agenda's items: added, changed, taken off and put back; their order; what is suggested."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.agendas import items, queries
from goldenthread.apps.agendas.asking import ask, refuse
from goldenthread.apps.agendas.building import start_agenda
from goldenthread.apps.agendas.forms import AddItem, ItemForm, LateForm, TakeOff, as_initial
from goldenthread.apps.agendas.items import Late, Origin, Says
from goldenthread.apps.agendas.models import Agenda, Item, Part
from goldenthread.apps.agendas.suggestions import Suggestion, suggestions_for
from goldenthread.apps.agendas.views import agenda_href
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.queries import meeting_called
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused


@may("agendas.edit", on=meeting_called)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    found = queries.agenda_of(meeting)
    form = AddItem(request.POST or None, late=bool(found and found.is_published), initial={
        "purpose": "information", "part": 1,
    })  # fmt: skip

    def write() -> Item:
        agenda = found or start_agenda(meeting, by=request.user, at=request.now)
        return items.add_item(agenda, form.says(), late=form.late(), by=request.user, at=request.now)

    return ask(
        request, form, write, title="Add an item", words="The item was added.", caption=meeting,
        back=agenda_href(meeting),
    )  # fmt: skip


@may("agendas.edit", on=queries.item_called)
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, item: Item) -> HttpResponse:
    """Change what an item says."""
    form = ItemForm(request.POST or None, initial=as_initial(item))

    def write() -> Item:
        version = form.cleaned_data["version"] or 0
        return items.revise_item(item, form.says(item.kind), version=version, by=request.user, at=request.now)

    return ask(
        request, form, write, title="Change the item", words="The item was changed.",
        caption=f"Item {item.number}, {item.title}" if item.number else item.title,
        back=item.agenda.get_absolute_url(), now=item, template="agendas/item.html",
        papers=queries.papers_by_item([item]).get(item.pk, ()),
    )  # fmt: skip


@may("agendas.edit", on=queries.item_called)
@require_http_methods(["GET", "POST"])
def take_off(request: HttpRequest, item: Item) -> HttpResponse:
    form = TakeOff(request.POST if request.method == "POST" else None, published=item.agenda.is_published)

    def write() -> Item:
        return items.take_off(item, reason=form.cleaned_data["reason"], by=request.user, at=request.now)

    return ask(
        request, form, write, title="Take the item off the agenda", caption=item.title,
        words="The item was taken off. It can be put back.", back=item.agenda.get_absolute_url(),
        submit_text="Take it off",
        lead="It stays on record with its papers. Building the agenda again leaves it off.",
    )  # fmt: skip


@may("agendas.edit", on=queries.item_called)
@require_http_methods(["GET", "POST"])
def put_back(request: HttpRequest, item: Item) -> HttpResponse:
    """Put an item back with one button; after publication, where it was never published, with why."""
    form = LateForm(request.POST if request.method == "POST" else None)
    if not item.agenda.is_published:
        form.fields.clear()

    def write() -> Item:
        return items.put_back(item, late=_late(form), by=request.user, at=request.now)

    return ask(
        request, form, write, title="Put the item back", words="The item was put back.", caption=item.title,
        back=item.agenda.get_absolute_url(), submit_text="Put it back",
    )  # fmt: skip


@may("agendas.edit", on=queries.agenda_called)
@require_http_methods(["GET", "POST"])
def order(request: HttpRequest, agenda: Agenda) -> HttpResponse:
    """The order of the items: dragged, or moved by buttons, which work by keyboard and without scripts.

    A script asks for the list alone (htmx) and reads the announcement; without one the page comes again.
    """
    said, refused, moved, done = "", False, None, ""
    if request.method == "POST":
        moved = _item_of(agenda, request.POST.get("item", ""))
        done = request.POST.get("do", "")
        try:
            said = _moved(request, agenda, moved, done)
        except Refused as refusal:
            said, refused = refusal.words, True
        if not refused and not request.htmx:
            messages.success(request, said)
            focus = f"?moved={moved.uuid}&do={done}" if moved else ""
            return redirect(reverse("agendas:order", args=[agenda.meeting.uuid]) + focus)
        agenda.refresh_from_db()
    elif request.GET.get("moved"):
        done = request.GET.get("do", "")
    focused = str(moved.uuid) if moved else request.GET.get("moved", "")
    there = list(queries.items_of(agenda))
    context = {
        "agenda": agenda, "parts": _parts(there), "places": range(1, len(there) + 1), "said": said,
        "refused": refused, "focused": focused, "done": _still_possible(there, focused, done),
    }  # fmt: skip
    template = "agendas/order_list.html" if request.htmx else "agendas/order.html"
    # htmx shows an answer of 200 only; the refusal is told in words in either.
    return render(request, template, context, status=422 if refused and not request.htmx else 200)


def _item_of(agenda: Agenda, uuid: str) -> Item | None:
    """The item of this id, if it is on the agenda."""
    return next((one for one in queries.items_of(agenda) if str(one.uuid) == uuid), None)


def _moved(request: HttpRequest, agenda: Agenda, item: Item | None, done: str) -> str:
    """Move an item as a button, a choice or a drag says; what happened in words."""
    typed = request.POST.get("to", "")
    version = request.POST.get("version", "")
    if item is None:
        raise Refused("That item is no longer on the agenda. It is shown as it is now.", code="stale")
    steps = {"up": -1, "down": 1}
    if done not in steps and not typed.isdecimal():
        raise Refused("Say which place the item moves to, as a number.", field="to")
    was = item.position or 0
    to = was + steps[done] if done in steps else int(typed)
    item = items.move_item(
        item, to, version=int(version) if version.isdecimal() else 0, by=request.user, at=request.now
    )
    if item.position == was:
        return f"{item.title} stays number {was}: it is at the end of its part."
    return f"{item.title} moved from number {was} to number {item.position}."


def _parts(there: list[Item]) -> list[tuple[str, list[tuple[Item, bool, bool]]]]:
    """The items of each part, each with whether it is the first of it, and the last."""
    parts = []
    for part, group in groupby(there, key=lambda one: one.part):
        of_it = list(group)
        rows = [(one, place == 0, place == len(of_it) - 1) for place, one in enumerate(of_it)]
        parts.append((Part(part).label, rows))
    return parts


def _still_possible(there: list[Item], focused: str, done: str) -> str:
    """Which button keeps the focus: the one that was pressed, else the other where an end was reached."""
    for _, rows in _parts(there):
        for one, first, last in rows:
            if str(one.uuid) == focused:
                return {"up": "down" if first else "up", "down": "up" if last else "down"}.get(done, "to")
    return done


@may("agendas.edit", on=meeting_called)
@require_http_methods(["GET", "POST"])
def suggestions(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """What the agenda might take up, each with why and a button."""
    found = queries.agenda_of(meeting)
    offered = suggestions_for(meeting, request.today)
    late_form = None
    if request.method == "POST":
        wanted = (request.POST.get("origin"), request.POST.get("key"))
        one = next((one for one in offered if (one.origin, one.key) == wanted), None)
        late_form = LateForm(request.POST if found and found.is_published else None)
        late_form.is_valid()
        try:
            _take_up(request, meeting, one, late_form)
        except Refused as refusal:
            if refusal.code == "late" and one is not None:
                if "late_reason" in request.POST:
                    refuse(late_form, refusal)
                else:
                    late_form = LateForm()
                return render(request, "agendas/late.html", {
                    "form": late_form, "meeting": meeting, "one": one, "title": "Add a late item",
                    "caption": one.title, "cancel_href": request.path,
                }, status=422 if late_form.errors else 200)  # fmt: skip
            messages.error(request, refusal.words)
        else:
            messages.success(request, f"“{one.title}” was put on the agenda." if one else "")
        return redirect(request.path)
    on = {}
    if found is not None:
        rows = found.items.exclude(origin_key="")
        on = {(item.origin, item.origin_key): item for item in rows}
    groups = [
        (group, [(one, on.get((one.origin, one.key))) for one in of_it])
        for group, of_it in groupby(offered, key=lambda one: one.group or "Other")
    ]
    return render(request, "agendas/suggestions.html", {
        "meeting": meeting, "agenda": found, "groups": groups, "agenda_href": agenda_href(meeting),
    })  # fmt: skip


def _take_up(request: HttpRequest, meeting: Meeting, one: Suggestion | None, form: LateForm) -> Item:
    if one is None:
        raise Refused("That is no longer suggested: it was settled meanwhile.")
    agenda = start_agenda(meeting, by=request.user, at=request.now)
    says = Says(one.title, purpose=one.purpose, presenter=one.presenter, minutes_allowed=one.minutes_allowed)
    origin = Origin(one.origin, one.key, one.why, one.href)
    return items.add_item(agenda, says, origin=origin, late=_late(form), by=request.user, at=request.now)


def _late(form: LateForm) -> Late | None:
    if not form.is_bound:
        return None
    return Late(form.cleaned_data.get("late_reason", ""), form.cleaned_data.get("late_said_by", ""))
