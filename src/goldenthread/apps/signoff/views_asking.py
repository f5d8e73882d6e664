"""Pages before a decision: asking for sign-off, what the lead says, and putting the case before the body."""

from __future__ import annotations

import rules
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask, put_refusal
from goldenthread.apps.signoff import asking, queries, units
from goldenthread.apps.signoff.access import Unit
from goldenthread.apps.signoff.forms import Account, Ask, PutBefore, Reason
from goldenthread.apps.signoff.models import Case
from goldenthread.apps.trail.refusals import Refused


@may("signoff.ask", on=units.unit_called)
@require_http_methods(["GET", "POST"])
def ask_for(request: HttpRequest, unit: Unit) -> HttpResponse:
    signed = units.signed_of(unit)
    form = Ask(request.POST or None, initial={"phase": 2 if signed.stands(1) else 1})
    if request.method == "POST" and form.is_valid():
        try:
            case = asking.ask(
                unit, form.cleaned_data["phase"], account=form.cleaned_data["account"], by=request.user,
                at=request.now, today=request.today,
            )  # fmt: skip
        except Refused as refusal:
            put_refusal(form, refusal)
        else:
            messages.success(request, "Sign-off was asked for. An improvement officer now builds the case.")
            return redirect(case)
    recommendation = units.recommendation_of(unit)
    return render(request, "signoff/ask.html", {
        "form": form, "title": "Ask for sign-off", "unit": unit, "signed": signed,
        "caption": f"Recommendation {units.reference_of(unit)}: {unit.title}",
        "body": units.answering(recommendation, request.today), "submit_text": "Ask for sign-off",
        "cancel_href": recommendation.get_absolute_url(),
    }, status=422 if form.errors else 200)  # fmt: skip


@may("signoff.account", on=queries.case_called)
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, case: Case) -> HttpResponse:
    form = Account(request.POST or None, initial={"version": case.version, "account": case.lead_account})

    def write() -> object:
        said = form.cleaned_data
        return asking.say_account(
            case, said["account"], version=said["version"], by=request.user, at=request.now
        )

    return ask(
        request, form, write, title="What the lead says", caption=_caption(case), words="It was saved.",
        then=case.get_absolute_url(), subject=case, template="signoff/account.html", also={"case": case},
    )  # fmt: skip


@may("signoff.build", on=queries.case_called)
@require_http_methods(["GET", "POST"])
def put(request: HttpRequest, case: Case) -> HttpResponse:
    meetings = Meeting.objects.filter(body=case.body, cancelled_on=None, held_on__gte=request.today).order_by(
        "held_on"
    )
    first = meetings.first()
    form = PutBefore(request.POST or None, meetings=meetings, initial={
        "version": case.version, "meeting": first.uuid if first else None,
    })  # fmt: skip

    def write() -> object:
        return asking.put_before_body(
            case, **form.cleaned_data, by=request.user, at=request.now, today=request.today
        )

    return ask(
        request, form, write, title=f"Put it before the {case.body}", caption=_caption(case),
        words=f"The case is before the {case.body}. Its paper is frozen as it stands today.",
        then=case.get_absolute_url(), subject=case, submit_text="Put it before the body",
        lead="A paper is made of the case as it stands now, for the agenda. The body decides on the case as "
        "it stands on the day of its meeting.",
    )  # fmt: skip


@may("signoff.build", on=queries.case_called)
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, case: Case) -> HttpResponse:
    form = Reason(request.POST or None, initial={"version": case.version})

    def write() -> object:
        return asking.take_back(case, **form.cleaned_data, by=request.user, at=request.now)

    return ask(
        request, form, write, title="Take it back from the body", caption=_caption(case),
        words="The case can be built further. Its paper stays on record.", then=case.get_absolute_url(),
        subject=case, submit_text="Take it back",
    )  # fmt: skip


@may("signoff.withdraw", on=queries.case_called)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, case: Case) -> HttpResponse:
    form = Reason(request.POST or None, initial={"version": case.version})

    def write() -> object:
        return asking.withdraw(case, **form.cleaned_data, by=request.user, at=request.now)

    return ask(
        request, form, write, title="Withdraw the request", caption=_caption(case),
        words="The request was withdrawn. It may be asked for again.", then=case.get_absolute_url(),
        subject=case, submit_text="Withdraw it",
    )  # fmt: skip


def _caption(case: Case) -> str:
    return f"{case.get_phase_display()}: {case.unit_reference} {case.unit_title}"


def may_of(request: HttpRequest, case: Case) -> dict[str, bool]:
    """What whoever asks may do with a case, for its page."""
    names = ("account", "build", "withdraw", "record", "settle")
    return {name: rules.has_perm(f"signoff.{name}", request.user, case) for name in names}
