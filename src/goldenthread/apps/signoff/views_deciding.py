"""The page on which a decision is recorded: what the lead says, what the rules say, what is against it."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.measures.models import Measure
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import put_refusal
from goldenthread.apps.signoff import deciding, queries
from goldenthread.apps.signoff.access import leads_it
from goldenthread.apps.signoff.changed import Change, differences
from goldenthread.apps.signoff.forms import Decide, OnDay
from goldenthread.apps.signoff.freezing import Altered, Frozen, freeze, read
from goldenthread.apps.signoff.models import Case, CasePaper
from goldenthread.apps.signoff.refusing import Wanting
from goldenthread.apps.signoff.seeing import seen_by
from goldenthread.apps.signoff.views_asking import may_of
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.sign_off import SGN_9, SGN_10


@may("signoff.record", on=queries.case_called)
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, case: Case) -> HttpResponse:
    day = _day(request, case)
    frozen = freeze(case, as_at=day, today=request.today)
    form = _form(request, case, frozen)
    if request.method == "POST" and form.is_valid():
        try:
            deciding.decide(
                case, form.says(day), shown=form.cleaned_data["shown"], by=request.user, at=request.now,
                today=request.today,
            )  # fmt: skip
        except Refused as refusal:
            _put(form, refusal)
            if refusal.code == SGN_9:  # sent again, the form means that its person saw the case as it is now
                form.data = form.data.copy()
                form.data["shown"] = frozen.digest
            if refusal.code == SGN_10:
                case.refresh_from_db()
        else:
            messages.success(request, "The decision was recorded, and the case frozen as it stood.")
            return redirect(case)
    return _page(request, case, form, frozen)


def _day(request: HttpRequest, case: Case) -> date:
    """The day of the decision: as asked for, else that of the meeting, else today. None that is to come."""
    if request.method == "POST":
        try:
            return min(date.fromisoformat(request.POST.get("on", "")), request.today)
        except ValueError:
            return _usual(request, case)
    form = OnDay(request.GET)
    if form.is_valid() and form.cleaned_data["on"] <= request.today:
        return form.cleaned_data["on"]
    return _usual(request, case)


def _usual(request: HttpRequest, case: Case) -> date:
    return min(case.meeting.held_on, request.today) if case.meeting else request.today


def _form(request: HttpRequest, case: Case, frozen: Frozen) -> Decide:
    wanting = [one for one in deciding.checks_in(frozen.content) if one.wants_reason]
    return Decide(
        request.POST if request.method == "POST" else None,
        resolutions=queries.resolutions_on(case.body, frozen.as_at), wanting=wanting,
        measures=Measure.objects.order_by("sort_key", "title"),
        initial={
            "shown": frozen.digest, "on": frozen.as_at,
            "authority": "meeting" if case.meeting else None,
        },
    )  # fmt: skip


def _put(form: Decide, refusal: Refused) -> None:
    """Say each thing that is wanted at its field."""
    if not isinstance(refusal, Wanting):
        put_refusal(form, refusal)
        return
    for one in refusal.refusals:
        field = f"reason_{one.check}" if one.check else one.about
        field = {"meeting": "resolution", "condition_due_on": "condition_due_on_1"}.get(field, field)
        if field and field not in form.fields:
            field = f"{field}_1"
        form.add_error(
            field if field in form.fields else None, ValidationError(one.words, code=str(one.code))
        )


def _page(request: HttpRequest, case: Case, form: Decide, frozen: Frozen) -> HttpResponse:
    seen = seen_by(request.user, frozen.content)
    own = leads_it(request.user, case.unit, request.today)
    paper = case.papers.last()
    return render(request, "signoff/decide.html", {
        "case": case,
        "form": form,
        "day": frozen.as_at,
        "day_form": OnDay(initial={"on": frozen.as_at}, auto_id="day_%s"),
        "shown": seen.case,
        "withheld": seen.withheld,
        "digest": frozen.digest,
        "own": own or request.user.pk in (case.asked_by_id, case.built_by_id),
        "changes": _since_paper(paper, frozen) if paper else (),
        "paper": paper,
        "resolutions": form.fields["resolution"].queryset.exists(),
        "may": may_of(request, case),
        "decision": queries.decision_of(case),
        "happenings": about(case.uuid, limit=20),
    }, status=422 if form.errors else 200)  # fmt: skip


def _since_paper(paper: CasePaper, frozen: Frozen) -> tuple[Change, ...]:
    if paper.digest == frozen.digest:
        return ()
    try:
        return tuple(differences(read(paper), frozen.content))
    except Altered:
        return ()
