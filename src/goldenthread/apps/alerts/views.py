"""Pages of practice alerts: the quarters, the list, one alert, the ladder."""

from __future__ import annotations

from collections.abc import Callable

import rules
from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.alerts import actions, queries
from goldenthread.apps.alerts.exporting import alerts_table, quarters_table
from goldenthread.apps.alerts.figures import quarter as quarter_of
from goldenthread.apps.alerts.figures import quarters
from goldenthread.apps.alerts.forms import (
    AnswerStep,
    Escalate,
    NarrowAlerts,
    RaiseAlert,
    Resolve,
    SetLadder,
    ladder_initial,
)
from goldenthread.apps.alerts.models import Alert, AlertStep
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask, csv_download
from goldenthread.rulebook.periods import NotAPeriod, parse_period
from goldenthread.rulebook.practice_alerts import WHOLE_PROCESS, fits

ROWS = 50


def _may(request: HttpRequest) -> dict[str, bool]:
    """What the person may do here, for the templates."""
    rights = ("see", "raise", "set_ladder")
    return {f"may_{one}": rules.has_perm(f"alerts.{one}", request.user) for one in rights}


@may("alerts.see_numbers")
def numbers(request: HttpRequest) -> HttpResponse:
    found = quarters(request.today)
    if request.GET.get("format") == "csv":
        return csv_download(quarters_table(found))
    return render(request, "alerts/numbers.html", {
        "quarters": found, "any": any(found), **_may(request),
    })  # fmt: skip


@may("alerts.see_numbers")
def quarter(request: HttpRequest, period: str) -> HttpResponse:
    try:
        read = parse_period(period.replace("-q", " Q"))
    except NotAPeriod as refusal:
        raise Http404(refusal.why) from refusal
    return render(request, "alerts/quarter.html", {"one": quarter_of(read, request.today)})


@may("alerts.see")
def alerts(request: HttpRequest) -> HttpResponse:
    form = NarrowAlerts(request.GET)
    wanted = form.wanted()
    found = queries.alerts(request.today, wanted)
    if request.GET.get("format") == "csv":
        return csv_download(alerts_table(found))
    return render(request, "alerts/alerts.html", {
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
        "late": sum(one.late for one in found), "narrowed": wanted != queries.Wanted(), "form": form,
        **_may(request),
    })  # fmt: skip


@may("alerts.see", on=queries.alert_called)
def alert(request: HttpRequest, alert: Alert) -> HttpResponse:
    shown = queries.alert_shown(alert, request.today)
    above = [
        level
        for level in queries.levels()
        if shown.latest and level.position > shown.latest.step.level.position
    ]
    return render(request, "alerts/alert.html", {"one": shown, "above": above[:1], **_may(request)})


@may("alerts.raise")
@require_http_methods(["GET", "POST"])
def raise_alert(request: HttpRequest) -> HttpResponse:
    form = RaiseAlert(request.POST or None, initial={"raised_on": request.today})

    def write() -> str:
        said = form.cleaned_data
        made = actions.raise_alert(
            form.says(), raised_on=said["raised_on"], level=said["level"], today=request.today,
            by=request.user, at=request.now,
        )  # fmt: skip
        return made.get_absolute_url()

    return ask(
        request, form, write, title="Raise an alert", caption="Practice alerts",
        back=reverse("alerts:alerts"), words="It was raised.",
    )  # fmt: skip


@may("alerts.raise", on=queries.step_called)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, step: AlertStep) -> HttpResponse:
    form = AnswerStep(request.POST or None, initial={"answered_on": request.today})

    def write() -> str:
        actions.answer_step(step, **form.cleaned_data, today=request.today, by=request.user, at=request.now)
        return step.alert.get_absolute_url()

    return ask(
        request, form, write, title=f"Record the answer of: {step.level}", caption=str(step.alert),
        back=step.alert.get_absolute_url(), words="The answer was recorded.",
    )  # fmt: skip


@may("alerts.raise", on=queries.alert_called)
@require_http_methods(["GET", "POST"])
def escalate(request: HttpRequest, alert: Alert) -> HttpResponse:
    form = Escalate(request.POST or None, initial={"version": alert.version, "put_on": request.today})

    def write() -> str:
        actions.escalate(alert, **form.cleaned_data, today=request.today, by=request.user, at=request.now)
        return alert.get_absolute_url()

    return _move(request, alert, form, write, "Put it to the next level", "It was put to the next level.")


@may("alerts.raise", on=queries.alert_called)
@require_http_methods(["GET", "POST"])
def resolve(request: HttpRequest, alert: Alert) -> HttpResponse:
    form = Resolve(request.POST or None, initial={"version": alert.version, "resolved_on": request.today})

    def write() -> str:
        actions.resolve(alert, **form.cleaned_data, today=request.today, by=request.user, at=request.now)
        return alert.get_absolute_url()

    return _move(request, alert, form, write, "Say how it was resolved", "It is resolved.")


def _move(
    request: HttpRequest, alert: Alert, form: Form, write: Callable[[], str], title: str, words: str
) -> HttpResponse:
    """Ask for what moves an open alert on; one that is not open says so on its own page."""
    if request.method == "GET" and not queries.alert_shown(alert, request.today).is_open:
        messages.info(request, "It is not open any more.")
        return redirect(alert)
    return ask(
        request, form, write, title=title, caption=str(alert),
        back=alert.get_absolute_url(), words=words,
        now=lambda: {"version": queries.alert_called(alert.uuid).version},
    )  # fmt: skip


@may("alerts.set_ladder")
@require_http_methods(["GET", "POST"])
def ladder(request: HttpRequest) -> HttpResponse:
    levels = list(queries.levels())
    form = SetLadder(request.POST or None, initial=ladder_initial(levels))
    days = [level.working_days for level in levels if level.formal]

    def write() -> str:
        actions.set_ladder(form.rungs(), by=request.user, at=request.now)
        return reverse("alerts:ladder")

    return ask(
        request, form, write, title="Set the ladder", caption="Practice alerts",
        template="alerts/ladder.html", back=reverse("alerts:alerts"), words="The ladder was set.",
        also={"levels": levels, "too_long": not fits(days), "days": sum(days), "whole": WHOLE_PROCESS},
    )  # fmt: skip
