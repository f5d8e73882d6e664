"""Pages of challenge sessions and of critical cases."""

from __future__ import annotations

from uuid import UUID

import rules
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.cases.quietly import quietly
from goldenthread.apps.challenge import actions, queries
from goldenthread.apps.challenge.composing import cases_of, outliers_of, pack_of
from goldenthread.apps.challenge.forms import PrepareSession, RaiseCase
from goldenthread.apps.challenge.models import CriticalCase, Session
from goldenthread.apps.measures.recorded import period_of
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask, download
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.challenge_pack import render_excel, render_pdf
from goldenthread.rulebook.period_kinds import Period, PeriodKind

FORMATS = {
    "pdf": (render_pdf, "application/pdf"),
    "xlsx": (render_excel, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
SESSIONS = "Challenge sessions"


@may("challenge.see_all")
def sessions(request: HttpRequest) -> HttpResponse:
    return render(request, "challenge/sessions.html", {
        "tables": [(one, one.is_late(request.today)) for one in queries.tables_for(request.user)],
        "may_prepare": rules.has_perm("challenge.prepare", request.user),
    })  # fmt: skip


@may("challenge.prepare")
@require_http_methods(["GET", "POST"])
@quietly
def prepare(request: HttpRequest) -> HttpResponse:
    last = Period.containing(PeriodKind.FINANCIAL_QUARTER, request.today).previous()
    form = PrepareSession(
        request.user, request.POST or None, initial={"held_on": request.today, "period": str(last)}
    )

    def write() -> Session:
        return actions.prepare(**form.says(), by=request.user, at=request.now)

    return ask(
        request, form, write, title="Prepare a session", caption=SESSIONS, back=reverse("challenge:sessions"),
        submit_text="Count its figures", words="Its figures were counted, and its outliers proposed.",
    )  # fmt: skip


@may("challenge.see", on=queries.session_called)
def session(request: HttpRequest, session: Session) -> HttpResponse:
    outliers = list(outliers_of(session))
    pack = pack_of(session)
    by_measure: dict[str, list[object]] = {}
    for line in pack.lines:
        by_measure.setdefault(line.measure, []).append(line)
    return render(request, "challenge/session.html", {
        "session": session,
        "period": period_of(session),
        "measures": by_measure.items(),
        "outliers": [(one, one.turns.all().last()) for one in outliers],
        "cases": pack.critical,
        "waiting": cases_of(session).count(),
        "may_lead": rules.has_perm("challenge.lead", request.user, session),
        "may_hold": session.held_at is None and session.held_on <= request.today,
    })  # fmt: skip


@may("challenge.lead", on=queries.session_called)
@require_POST
@quietly
def count_again(request: HttpRequest, session: Session) -> HttpResponse:
    try:
        actions.count_again(session, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, "The figures were counted again.")
    return redirect(session)


@may("challenge.lead", on=queries.session_called)
@require_POST
def hold(request: HttpRequest, session: Session) -> HttpResponse:
    try:
        actions.hold(session, today=request.today, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(
            request, "The session was held. Its pack stays as it is; what is open goes to the next."
        )
    return redirect(session)


def _pack_called(uuid: UUID, suffix: str) -> PackWanted:
    return PackWanted(queries.session_called(uuid), suffix)


class PackWanted:
    """A session's pack in a format; who may open it is asked of the session."""

    def __init__(self, session: Session, suffix: str) -> None:
        self.session, self.suffix = session, suffix
        self.rung, self.service_id = session.rung, session.service_id


@may("challenge.see", on=_pack_called)
def pack(request: HttpRequest, wanted: PackWanted) -> HttpResponse:
    if wanted.suffix not in FORMATS:
        raise Http404("A pack is made as PDF and Excel.")
    render_it, kind = FORMATS[wanted.suffix]
    session = wanted.session
    whose = session.service.name if session.service else "director"
    name = slugify(f"challenge {whose} {session.held_on}")
    return download(render_it(pack_of(session)), kind, f"{name}.{wanted.suffix}")


@may("challenge.see_cases")
def cases(request: HttpRequest) -> HttpResponse:
    return render(request, "challenge/cases.html", {
        "cases": queries.cases_for(request.user),
        "may_take": rules.has_perm("challenge.take_case", request.user),
        "may_raise": rules.has_perm("challenge.raise_case", request.user),
    })  # fmt: skip


@may("challenge.raise_case")
@require_http_methods(["GET", "POST"])
def raise_case(request: HttpRequest) -> HttpResponse:
    form = RaiseCase(request.user, request.POST or None)

    def write() -> None:
        said = form.cleaned_data
        actions.raise_case(said["service"], said["reference"], by=request.user, at=request.now)

    return ask(
        request, form, write, title="Take a case up to the director", caption="Critical cases",
        then=reverse("challenge:cases"), words="The director sees its reference now.",
        lead="The reference alone goes up: what happened is told, not written here.",
    )  # fmt: skip


@may("challenge.take_case", on=queries.case_called)
@require_POST
def take_case(request: HttpRequest, case: CriticalCase) -> HttpResponse:
    try:
        actions.take_case(case, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, f"{case.reference} is with you.")
    return redirect("challenge:cases")
