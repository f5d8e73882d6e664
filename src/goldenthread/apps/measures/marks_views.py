"""Pages that mark a measure's series: made or proposed, agreed to by a second person, withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.measures import marks, queries
from goldenthread.apps.measures.addresses import measure_address
from goldenthread.apps.measures.marks_forms import MEANINGS, AgreeToMark, ChooseMark, WithdrawMark, form_of
from goldenthread.apps.measures.marks_models import Mark, MarkKind
from goldenthread.apps.measures.marks_queries import mark_called
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused

TITLES = {
    MarkKind.EVENT: ("Say what happened", "Add it"),
    MarkKind.DEFINITION: ("Say that the definition changed", "Add it"),
    MarkKind.STEP: ("Propose a step change", "Propose it"),
    MarkKind.BASELINE: ("Propose a fixed baseline", "Propose it"),
    MarkKind.TREND: ("Choose how many points make a trend", "Save"),
}
_ACTIONS = {
    MarkKind.EVENT: marks.annotate,
    MarkKind.DEFINITION: marks.say_definition_changed,
    MarkKind.STEP: marks.propose_step,
    MarkKind.BASELINE: marks.propose_baseline,
    MarkKind.TREND: marks.choose_trend,
}
# Those of a day that must have come.
_OF_THE_PAST = (MarkKind.EVENT, MarkKind.STEP)


@may("measures.mark_series", on=queries.measure_called)
@require_http_methods(["GET", "POST"])
def make_mark(request: HttpRequest, measure: Measure) -> HttpResponse:
    """Make a mark of `?kind=`; without it, ask which."""
    asked = request.GET.get("kind", "")
    if asked not in MarkKind.values:
        form: Any = ChooseMark(request.GET if "kind" in request.GET else None)
        context = {"form": form, "measure": measure, "title": "Mark this series", "caption": str(measure)}
        return render(request, "measures/choose_period.html", context, status=422 if form.errors else 200)
    kind = MarkKind(asked)
    form = form_of(kind, request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {"today": request.today} if kind in _OF_THE_PAST else {}
        try:
            _ACTIONS[kind](measure, **form.cleaned_data, **told, by=request.user, at=request.now)
        except Refused as refusal:
            _say(form, refusal)
        else:
            waits = "It takes effect when a second person agrees." if kind.needs_agreement else ""
            messages.success(request, f"The mark is on the series. {waits}".strip())
            return redirect(_marks_of(measure))
    title, submit = TITLES[kind]
    return _page(request, {
        "form": form, "title": title, "caption": str(measure), "lead": MEANINGS[kind], "submit_text": submit,
        "cancel_href": _marks_of(measure),
    })  # fmt: skip


@may("measures.settle_mark", on=mark_called)
@require_http_methods(["GET", "POST"])
def agree_mark(request: HttpRequest, mark: Mark) -> HttpResponse:
    """The second person reads what is proposed, and agrees."""
    form = AgreeToMark(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            marks.agree(mark, by=request.user, at=request.now)
        except Refused as refusal:
            _say(form, refusal)
        else:
            messages.success(request, "You agreed. The limits are worked out anew.")
            return redirect(_marks_of(mark.measure))
    return _page(request, {
        "form": form, "mark": mark, "own": mark.recorded_by_id == request.user.pk,
        "title": f"Agree to a {mark.get_kind_display().lower()}", "caption": str(mark.measure),
        "submit_text": "Agree", "cancel_href": _marks_of(mark.measure),
    }, "measures/settle_mark.html")  # fmt: skip


@may("measures.settle_mark", on=mark_called)
@require_http_methods(["GET", "POST"])
def withdraw_mark(request: HttpRequest, mark: Mark) -> HttpResponse:
    """Take a mark back, with the reason."""
    form = WithdrawMark(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            marks.withdraw(mark, reason=form.cleaned_data["reason"], by=request.user, at=request.now)
        except Refused as refusal:
            _say(form, refusal)
        else:
            messages.success(request, "The mark is withdrawn. It stays on record.")
            return redirect(_marks_of(mark.measure))
    return _page(request, {
        "form": form, "mark": mark, "title": "Withdraw a mark", "caption": str(mark.measure),
        "submit_text": "Withdraw it", "cancel_href": _marks_of(mark.measure),
    }, "measures/settle_mark.html")  # fmt: skip


def _marks_of(measure: Measure) -> str:
    """The part of a measure's page that lists its marks."""
    return f"{measure_address(measure)}#marks"


def _say(form: Any, refusal: Refused) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)


def _page(request: HttpRequest, context: dict[str, Any], template: str = "form_page.html") -> HttpResponse:
    return render(request, template, context, status=422 if context["form"].errors else 200)
