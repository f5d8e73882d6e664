"""The page of a plan's timeline: a picture of its dates, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.text import slugify

from goldenthread.apps.people.access import may
from goldenthread.apps.plans import queries, timeline
from goldenthread.apps.plans.access import scope_of
from goldenthread.apps.plans.models import Plan
from goldenthread.apps.plans.timeline import TimelineGroup
from goldenthread.apps.trail.moments import moment_of
from goldenthread.documents.csv_tables import render_csv
from goldenthread.documents.data_tables import DataTable

WAYS = (("workstream", "By workstream"), ("outcome", "By outcome"))


@may("plans.see_plan", on=queries.plan_called)
def plan_timeline(request: HttpRequest, plan: Plan) -> HttpResponse:
    """A partner sees their own actions on it."""
    moment = moment_of(request)
    by = "outcome" if request.GET.get("by") == "outcome" else "workstream"
    groups = timeline.timeline_of(
        plan.actions.filter(scope_of(request.user) or Q()), by=by, today=request.today,
        as_at=moment.as_at, known_at=moment.known_at,
    )  # fmt: skip
    if request.GET.get("format") == "csv":
        response = HttpResponse(render_csv(_table(groups)), content_type="text/csv; charset=utf-8")
        name = f"{slugify(plan.name)}-timeline.csv"
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return response
    page = Paginator(timeline.pictures(groups), 1).get_page(request.GET.get("page"))
    shown = page.object_list[0] if page.object_list else []
    on = moment.as_at or request.today
    drawing = timeline.draw(plan.name, shown, on)
    return render(request, "plans/timeline.html", {
        "plan": plan, "groups": shown, "all_groups": groups, "page": page, "on": on, "moment": moment,
        # Our own drawing; every text in it is escaped.
        "svg": mark_safe(drawing.svg) if drawing else "",
        "description": drawing.alt if drawing else "",
        "ways": [(name, title, name == by) for name, title in WAYS],
    })  # fmt: skip


def _table(groups: Iterable[TimelineGroup]) -> DataTable:
    columns = (
        ("Group", 30), ("Reference", 10), ("Action", 60), ("Starts", 12), ("First due", 12), ("Due now", 12),
        ("Slipped by days", 10), ("Times moved", 10), ("Completed on", 12), ("Milestones", 60),
    )  # fmt: skip
    rows = tuple(
        (
            group.heading, row.state.reference, row.state.title, row.state.starts, row.first_due,
            row.state.due, row.slippage.days if row.slippage else None, row.moved, row.state.completed_on,
            "; ".join(f"{one.text} ({one.reached_on or one.due})" for one in row.milestones),
        )
        for group in groups
        for row in group.rows
    )  # fmt: skip
    return DataTable("timeline", "Timeline", columns, rows)
