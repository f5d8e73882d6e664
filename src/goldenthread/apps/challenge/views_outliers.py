"""Pages of outliers: named, asked about, answered, and closed."""

from __future__ import annotations

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.challenge import actions, queries
from goldenthread.apps.challenge.forms import Close, NameOutlier, Say
from goldenthread.apps.challenge.models import Outlier, Session
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask
from goldenthread.apps.trail.refusals import Refused


@may("challenge.say", on=queries.session_called)
@require_http_methods(["GET", "POST"])
def name_outlier(request: HttpRequest, session: Session) -> HttpResponse:
    form = NameOutlier(session, request.POST or None)

    def write() -> Outlier:
        line = form.chosen
        measure = next((one for one in Measure.objects.all() if str(one) == line["measure"]), None)
        if measure is None:
            raise Refused("The measure has another name by now: count the figures again.", field="line")
        return actions.name_outlier(
            session, measure, line["who"], reason=form.cleaned_data["reason"], by=request.user, at=request.now
        )

    return ask(
        request, form, write, title="Ask about a figure", caption=str(session.table), back=session,
        words="It is asked about. Write the question.",
    )  # fmt: skip


@may("challenge.see", on=queries.outlier_called)
def outlier(request: HttpRequest, outlier: Outlier) -> HttpResponse:
    return render(request, "challenge/outlier.html", {
        "outlier": outlier,
        "session": queries.session_now(outlier),
        "turns": outlier.turns.select_related("session", "owner", "recorded_by").order_by("-id"),
        "may_say": rules.has_perm("challenge.say", request.user, outlier) and outlier.closed_in is None,
        "may_lead": rules.has_perm("challenge.lead", request.user, outlier) and outlier.closed_in is None,
    })  # fmt: skip


@may("challenge.say", on=queries.outlier_called)
@require_http_methods(["GET", "POST"])
def say(request: HttpRequest, outlier: Outlier) -> HttpResponse:
    last = outlier.turns.last()
    form = Say(request.POST or None, initial={
        "question": last.question, "answer": last.answer, "action": last.action, "owner": last.owner_id,
        "due_on": last.due_on,
    } if last else None)  # fmt: skip

    def write() -> Outlier:
        session = queries.session_now(outlier)
        actions.say(outlier, session, **form.cleaned_data, by=request.user, at=request.now)
        return outlier

    return ask(
        request, form, write, title="Question, answer and action", caption=str(outlier), back=outlier,
        words="It was written down.", lead="What was said before stays.",
    )  # fmt: skip


@may("challenge.lead", on=queries.outlier_called)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, outlier: Outlier) -> HttpResponse:
    form = Close(request.POST or None)

    def write() -> Outlier:
        return actions.close(
            get_object_or_404(Outlier, pk=outlier.pk), queries.session_now(outlier),
            because=form.cleaned_data["because"], by=request.user, at=request.now,
        )  # fmt: skip

    return ask(
        request, form, write, title="Close it", caption=str(outlier), back=outlier, submit_text="Close it",
        words="It is closed: the next session does not ask about it.",
    )  # fmt: skip
