"""Pages of audits: the list, one audit with its results, and the forms that keep it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import rules
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.audits import auditing as actions
from goldenthread.apps.audits import queries
from goldenthread.apps.audits.auditing import Scale
from goldenthread.apps.audits.exporting import audits_table, results_table, workbook_of
from goldenthread.apps.audits.forms import (
    BeginAudit,
    EnterCount,
    NarrowAudits,
    OpenAgain,
    SayOfAudit,
    Versioned,
    audit_initial,
)
from goldenthread.apps.audits.grades import USUAL_SCALE, good_of
from goldenthread.apps.audits.models import Activity, Audit, Way
from goldenthread.apps.audits.neighbours import panels_of
from goldenthread.apps.audits.results import agreement_of, cases_of
from goldenthread.apps.audits.shown import judgements_of
from goldenthread.apps.inspections.models import Framework
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask, csv_download, download
from goldenthread.apps.trail.moments import shows_moments

ON_A_PAGE = 50
SORTS = {"period": ("starts", "number"), "title": ("title",)}
BY_SHARE = "share"

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@may("audits.see")
def audits(request: HttpRequest) -> HttpResponse:
    """The list. Results are worked out for the page that is shown; by share they are for all."""
    form = NarrowAudits(request.GET)
    wanted = form.wanted()
    by, down = request.GET.get("sort", ""), request.GET.get("direction") == "desc"
    rows = queries.audits_wanted(wanted)
    if by in SORTS:
        rows = rows.order_by(*(f"-{name}" if down else name for name in SORTS[by]))
    whole = by == BY_SHARE or request.GET.get("format") == "csv"
    found = queries.lines_of(list(rows)) if whole else rows
    if by == BY_SHARE:
        found.sort(key=_share, reverse=down)
    if request.GET.get("format") == "csv":
        return csv_download(audits_table(found))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "audits/audits.html", {
        "page": page,
        "lines": list(page) if whole else queries.lines_of(list(page)),
        "form": form,
        "narrowed": wanted != queries.AuditsWanted(),
        "may_keep": rules.has_perm("audits.keep", request.user),
    })  # fmt: skip


def _share(line: queries.AuditLine) -> Decimal:
    return (line.headline.share if line.headline else None) or Decimal(0)


@may("audits.see", on=queries.audit_called)
@shows_moments
def audit(request: HttpRequest, audit: Audit) -> HttpResponse:
    known_at = request.moment.known_at
    [line] = queries.lines_of([audit], known_at)
    if request.GET.get("format") == "csv":
        return csv_download(results_table(line))
    cases = cases_of([audit], known_at)[audit.pk] if audit.way == Way.CASES else []
    drawing, by_grade = judgements_of(line)
    return render(request, "audits/audit.html", {
        "audit": audit,
        "line": line,
        "drawing": drawing,
        "by_grade": by_grade,
        "cases": cases,
        "to_agree": sum(one.state == "to_agree" for one in cases),
        "moderated": sum(one.second is not None for one in cases),
        "agreement": agreement_of(audit, cases),
        "themes": queries.themes_of(audit, known_at),
        "learning": queries.learning_of(audit, known_at),
        "panels": panels_of(audit, request.user, request.today),
        **_may(request, audit),
    })  # fmt: skip


def _may(request: HttpRequest, audit: Audit) -> dict[str, bool]:
    now = not request.moment.is_past
    still_open = audit.closed_on is None and now
    return {
        "may_keep": still_open and rules.has_perm("audits.keep", request.user),
        "may_open": not still_open and now and rules.has_perm("audits.keep", request.user),
        "may_judge": still_open and audit.way == Way.CASES and rules.has_perm("audits.judge", request.user),
        "may_see_loads": rules.has_perm("loads.see_loads", request.user),
        "may_teach": now and rules.has_perm("audits.keep", request.user),
        "may_see_cases": now and audit.way == Way.CASES and rules.has_perm("audits.see_cases", request.user),
    }


@may("audits.keep")
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    activity = Activity.objects.filter(uuid=_uuid(request.GET.get("activity"))).first()
    form = BeginAudit(request.POST or None, initial=_from_activity(activity))

    def write() -> str:
        made = actions.begin_audit(
            form.says(activity), _scale(form.cleaned_data), way=form.cleaned_data["way"], today=request.today,
            by=request.user, at=request.now,
        )  # fmt: skip
        return made.get_absolute_url()

    return ask(
        request, form, write, title="Begin an audit", caption=str(activity or "Audits"),
        back=activity.get_absolute_url() if activity else reverse("audits:audits"),
        words="The audit has begun.",
    )  # fmt: skip


def _uuid(text: str | None) -> Any:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _from_activity(activity: Activity | None) -> dict[str, Any]:
    if activity is None:
        return {"way": Way.CASES}
    said = queries.planned(activity, activity.starts)
    return {
        "way": Way.CASES, "title": activity.title, "theme": activity.theme, "period": str(said.period),
    }  # fmt: skip


def _scale(said: dict[str, Any]) -> Scale:
    if said["tool"] is not None:
        return Scale.of(said["tool"])
    framework: Framework | None = said["framework"]
    grades = tuple(framework.grades) if framework else USUAL_SCALE
    return Scale(grades, good_of(grades))


@may("audits.keep", on=queries.audit_called)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, audit: Audit) -> HttpResponse:
    form = SayOfAudit(request.POST or None, initial=audit_initial(audit))

    def write() -> str:
        actions.revise_audit(
            audit, form.says(audit.activity), version=form.cleaned_data["version"] or 0, today=request.today,
            by=request.user, at=request.now,
        )  # fmt: skip
        return audit.get_absolute_url()

    return _of_audit(request, form, audit, write, title="Change what is said of it", words="It was changed.")


@may("audits.keep", on=queries.audit_called)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, audit: Audit) -> HttpResponse:
    form = Versioned(request.POST or None, initial={"version": audit.version})

    def write() -> str:
        actions.close_audit(
            audit, version=form.cleaned_data["version"], today=request.today, by=request.user, at=request.now
        )
        return audit.get_absolute_url()

    return _of_audit(
        request, form, audit, write, title="Close this audit", words="Its results stand.",
        submit_text="Close the audit",
        lead="Its results then stand, and cases are no longer entered. Themes and learning still can be.",
    )  # fmt: skip


@may("audits.keep", on=queries.audit_called)
@require_http_methods(["GET", "POST"])
def open_again(request: HttpRequest, audit: Audit) -> HttpResponse:
    form = OpenAgain(request.POST or None, initial={"version": audit.version})

    def write() -> str:
        actions.open_audit_again(audit, **form.cleaned_data, by=request.user, at=request.now)
        return audit.get_absolute_url()

    return _of_audit(
        request, form, audit, write, title="Open this audit again", words="It is open.",
        submit_text="Open it again",
    )  # fmt: skip


@may("audits.keep", on=queries.audit_called)
@require_http_methods(["GET", "POST"])
def enter_count(request: HttpRequest, audit: Audit) -> HttpResponse:
    form = EnterCount(request.POST or None, audit=audit, initial={"of": "stream"})

    def write() -> str:
        actions.enter_count(
            audit, form.counted(), reason=form.cleaned_data["reason"], by=request.user, at=request.now
        )
        return audit.get_absolute_url()

    return _of_audit(request, form, audit, write, title="Enter a result", words="The result was entered.")


@may("audits.see_cases", on=queries.audit_called)
def workbook(request: HttpRequest, audit: Audit) -> HttpResponse:
    """The audit as Excel, one row a case: filled in, or with more rows, it loads again."""
    [line] = queries.lines_of([audit])
    cases = cases_of([audit])[audit.pk] if audit.way == Way.CASES else []
    name = f"{audit.reference.lower()}.xlsx"
    return download(workbook_of(line, cases, request.today), EXCEL, name)


def _of_audit(
    request: HttpRequest, form: Any, audit: Audit, write: Any, *, title: str, words: str, **more: Any
) -> HttpResponse:
    return ask(
        request, form, write, title=title, words=words, caption=str(audit), back=audit.get_absolute_url(),
        now=lambda: {"version": queries.audit_called(audit.uuid).version}, **more,
    )  # fmt: skip
