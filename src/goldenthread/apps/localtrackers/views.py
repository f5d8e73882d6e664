"""Pages of what trackers are: the list of them, defining, changing, closing, counting."""

from __future__ import annotations

import rules
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.cases.quietly import quietly
from goldenthread.apps.localtrackers import actions, queries
from goldenthread.apps.localtrackers.access import view_of
from goldenthread.apps.localtrackers.counting import WORDS, counted, periods, record_count, source_of
from goldenthread.apps.localtrackers.defined import Definition
from goldenthread.apps.localtrackers.forms import (
    CloseTracker,
    DefineColumns,
    RecordCount,
    SetAudience,
    SetClock,
)
from goldenthread.apps.localtrackers.models import LocalTracker
from goldenthread.apps.localtrackers.rows import rows_shown
from goldenthread.apps.localtrackers.shipped import SHIPPED
from goldenthread.apps.localtrackers.times import as_at_of
from goldenthread.apps.measures.addresses import measure_slug
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask
from goldenthread.apps.people.models import Role
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.periods import NotAPeriod, parse_period

BLANK = "blank"


@may("localtrackers.see")
@quietly
def trackers(request: HttpRequest) -> HttpResponse:
    """Every tracker, with counts of the rows that the person sees."""
    shown = []
    for tracker in queries.trackers():
        view, definition = view_of(request.user, tracker), queries.definition_of(tracker)
        rows = rows_shown(tracker, view, as_at_of(definition, request)) if view else None
        shown.append({
            "tracker": tracker, "definition": definition, "opens": bool(view),
            "overdue": sum(one.standing.state == "overdue" for one in rows or ()),
            "soon": sum(one.standing.state == "due_soon" for one in rows or ()),
            "open": sum(not one.standing.done for one in rows or ()), "all": len(rows or ()),
        })  # fmt: skip
    return render(request, "localtrackers/trackers.html", {
        "trackers": shown, "may_define": rules.has_perm("localtrackers.define", request.user),
    })  # fmt: skip


@may("localtrackers.define")
def begin(request: HttpRequest) -> HttpResponse:
    """What a new tracker may start from."""
    held = set(queries.trackers().values_list("name", flat=True))
    offered = [(key, one, one.name in held) for key, one in SHIPPED.items()]
    return render(request, "localtrackers/begin.html", {"offered": offered, "blank": BLANK})


@may("localtrackers.define")
@require_http_methods(["GET", "POST"])
def define(request: HttpRequest, key: str) -> HttpResponse:
    if key != BLANK and key not in SHIPPED:
        raise Http404("There is no such tracker to start from.")
    form = DefineColumns(request.POST or None, held=SHIPPED.get(key) or Definition(""))

    def write() -> LocalTracker:
        return actions.define_tracker(form.says(), by=request.user, at=request.now)

    return ask(
        request, form, write, title="Define a tracker", caption="Trackers of our own",
        back=reverse("localtrackers:begin"), words="The tracker was defined.",
        template="localtrackers/columns.html",
    )  # fmt: skip


@may("localtrackers.see", on=queries.tracker_called)
def definition(request: HttpRequest, tracker: LocalTracker) -> HttpResponse:
    held = queries.definition_of(tracker)
    return render(request, "localtrackers/definition.html", {
        "tracker": tracker, "definition": held, "versions": queries.versions_of(tracker),
        "teams": queries.teams_of(held.seen) if held.seen.teams or held.seen.services else (),
        "starts": held.timing and held.by_code[held.timing.starts].name,
        "stops": held.timing and held.by_code[held.timing.stops].name,
        "roles": [Role(role).label for role in held.seen.roles],
        "counts": WORDS.get(held.counts), "may_change": _may_change(request, tracker),
        "opens": bool(view_of(request.user, tracker)),
    })  # fmt: skip


@may("localtrackers.change", on=queries.tracker_called)
@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, tracker: LocalTracker) -> HttpResponse:
    form = DefineColumns(
        request.POST or None, held=queries.definition_of(tracker), initial={"version": tracker.version}
    )
    return _revise(request, tracker, form, "Change its columns and stages", "localtrackers/columns.html")


@may("localtrackers.change", on=queries.tracker_called)
@require_http_methods(["GET", "POST"])
def clock(request: HttpRequest, tracker: LocalTracker) -> HttpResponse:
    form = SetClock(
        request.POST or None, held=queries.definition_of(tracker), initial={"version": tracker.version}
    )
    return _revise(request, tracker, form, "Set its clock and what it counts")


@may("localtrackers.change", on=queries.tracker_called)
@require_http_methods(["GET", "POST"])
def audience(request: HttpRequest, tracker: LocalTracker) -> HttpResponse:
    form = SetAudience(
        request.POST or None, held=queries.definition_of(tracker), initial={"version": tracker.version}
    )
    return _revise(request, tracker, form, "Say who sees it", lead=(
        "Rows are seen by the manager of their team, the head of its service and the director. Here it can "
        "be fewer, never more."
    ))  # fmt: skip


def _revise(
    request: HttpRequest, tracker: LocalTracker, form: DefineColumns | SetClock | SetAudience, title: str,
    template: str = "ask_page.html", lead: str = "",
) -> HttpResponse:  # fmt: skip
    there = reverse("localtrackers:definition", args=[tracker.uuid])

    def write() -> str:
        said = form.cleaned_data["version"] or 0
        actions.revise_definition(tracker, form.says(), version=said, by=request.user, at=request.now)
        return there

    return ask(
        request, form, write, title=title, caption=tracker.name, back=there, words="The tracker was changed.",
        template=template, lead=lead, subject=tracker,
    )  # fmt: skip


@may("localtrackers.change", on=queries.tracker_called)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, tracker: LocalTracker) -> HttpResponse:
    form = CloseTracker(request.POST or None, initial={"version": tracker.version})
    there = reverse("localtrackers:definition", args=[tracker.uuid])
    if request.method == "GET" and tracker.closed_on is not None:
        messages.info(request, "It is closed already.")
        return redirect(there)

    def write() -> str:
        actions.close_tracker(
            tracker, **form.cleaned_data, today=request.today, by=request.user, at=request.now
        )
        return there

    return ask(
        request, form, write, title="Close the tracker", caption=tracker.name, back=there, subject=tracker,
        words="The tracker was closed.", lead="Its rows can still be read. Nothing more is added to it.",
    )  # fmt: skip


@may("localtrackers.change", on=queries.tracker_called)
@require_POST
def reopen(request: HttpRequest, tracker: LocalTracker) -> HttpResponse:
    actions.reopen_tracker(tracker, by=request.user, at=request.now)
    messages.success(request, "The tracker is open again.")
    return redirect("localtrackers:definition", tracker.uuid)


@may("localtrackers.count", on=queries.tracker_called)
@quietly
def figures(request: HttpRequest, tracker: LocalTracker) -> HttpResponse:
    """What the tracker counts, period by period, and recording it as a measure's figure."""
    held = queries.definition_of(tracker)
    found = counted(tracker, periods(tracker, request.today), request.today) if held.counts else []
    while len(found) > 1 and found[-1].of == 0:
        found.pop()
    if request.method == "POST":
        form = RecordCount(request.POST)
        try:
            period = parse_period(form.data.get("period", ""))
            written = record_count(tracker, period, today=request.today, by=request.user, at=request.now)
        except (NotAPeriod, Refused) as refusal:
            messages.error(request, getattr(refusal, "words", "Choose a period of the list."))
        else:
            words = (
                f"{period} was recorded." if written else f"{period} was recorded before, and is the same."
            )
            messages.success(request, words)
        return redirect("localtrackers:figures", tracker.uuid)
    measure = tracker.measure
    measure_href = measure and reverse("measures:measure", args=[measure.uuid, measure_slug(measure)])
    return render(request, "localtrackers/figures.html", {
        "tracker": tracker, "definition": held, "counted": found, "words": WORDS.get(held.counts),
        "source": source_of(tracker), "measure_href": measure_href,
        "may_change": _may_change(request, tracker), "opens": bool(view_of(request.user, tracker)),
    })  # fmt: skip


def _may_change(request: HttpRequest, tracker: LocalTracker) -> bool:
    return rules.has_perm("localtrackers.change", request.user, tracker)
