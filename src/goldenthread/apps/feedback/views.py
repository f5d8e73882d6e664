"""Pages of complaints and compliments: lists, one complaint, what a quarter says."""

from __future__ import annotations

import rules
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.feedback import actions, queries
from goldenthread.apps.feedback.exporting import complaints_table, compliments_table, quarters_table
from goldenthread.apps.feedback.figures import quarter as quarter_of
from goldenthread.apps.feedback.figures import quarters as quarters_of
from goldenthread.apps.feedback.forms import (
    BeginStage,
    EndStage,
    ExtendStage,
    Learn,
    MakeProcedure,
    NarrowComplaints,
    RatePer,
    ReceiveComplaint,
    ReceiveCompliment,
    SayOfComplaint,
    TakeBack,
    complaint_initial,
    theme_names,
)
from goldenthread.apps.feedback.models import Complaint, ComplaintStage, Compliment, Learning
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask, csv_download
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.periods import NotAPeriod, parse_period

ROWS = 50


@may("feedback.see")
def complaints(request: HttpRequest) -> HttpResponse:
    form = NarrowComplaints(request.GET)
    wanted = form.wanted()
    found = queries.complaints(request.today, wanted)
    if request.GET.get("format") == "csv":
        return csv_download(complaints_table(found))
    return render(request, "feedback/complaints.html", {
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
        "late": sum(one.late for one in found),
        "narrowed": wanted != queries.Wanted(),
        "form": form,
        "may_keep": rules.has_perm("feedback.keep", request.user),
    })  # fmt: skip


@may("feedback.see", on=queries.complaint_called)
def complaint(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    return render(request, "feedback/complaint.html", {
        "one": queries.complaint_shown(complaint, request.today),
        "may_keep": rules.has_perm("feedback.keep", request.user),
    })  # fmt: skip


@may("feedback.keep")
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    form = ReceiveComplaint(request.POST or None)

    def write() -> str:
        said = form.cleaned_data
        made = actions.receive_complaint(
            form.says(), received_on=said["received_on"], stage=said["stage"], today=request.today,
            by=request.user, at=request.now,
        )  # fmt: skip
        return made.get_absolute_url()

    return ask(
        request, form, write, title="Record a complaint", caption="Complaints",
        back=reverse("feedback:complaints"), words="It was recorded.",
    )  # fmt: skip


@may("feedback.keep", on=queries.complaint_called)
@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    form = SayOfComplaint(request.POST or None, initial=complaint_initial(complaint))

    def write() -> str:
        version = form.cleaned_data["version"] or 0
        actions.revise_complaint(complaint, form.says(), version=version, by=request.user, at=request.now)
        return complaint.get_absolute_url()

    return ask(
        request, form, write, title="Change what is said", caption=str(complaint),
        back=complaint.get_absolute_url(), words="It was changed.",
        now=lambda: {"version": queries.complaint_called(complaint.uuid).version},
    )  # fmt: skip


@may("feedback.keep", on=queries.complaint_called)
@require_http_methods(["GET", "POST"])
def begin_stage(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    stages = queries.complaint_shown(complaint, request.today).next_stages
    if not stages and request.method == "GET":
        messages.info(request, "No stage can follow now (CMP-5).")
        return redirect(complaint)
    form = BeginStage(request.POST or None, stages=stages, initial={"stage": next(iter(stages), None)})

    def write() -> str:
        actions.begin_stage(
            complaint, **form.cleaned_data, today=request.today, by=request.user, at=request.now
        )
        return complaint.get_absolute_url()

    return ask(
        request, form, write, title="Take it to the next stage", caption=str(complaint),
        back=complaint.get_absolute_url(), words="The stage has begun.",
    )  # fmt: skip


@may("feedback.keep", on=queries.stage_called)
@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, stage: ComplaintStage) -> HttpResponse:
    form = ExtendStage(request.POST or None)

    def write() -> str:
        actions.extend_stage(stage, **form.cleaned_data, by=request.user, at=request.now)
        return stage.complaint.get_absolute_url()

    return ask(
        request, form, write, title=f"Put off the day of stage {stage.stage}", caption=str(stage.complaint),
        back=stage.complaint.get_absolute_url(), words="It has until the later day.",
    )  # fmt: skip


@may("feedback.keep", on=queries.stage_called)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, stage: ComplaintStage) -> HttpResponse:
    form = EndStage(request.POST or None, initial={"ended_on": request.today})

    def write() -> str:
        actions.end_stage(stage, **form.cleaned_data, today=request.today, by=request.user, at=request.now)
        return stage.complaint.get_absolute_url()

    return ask(
        request, form, write, title=f"Say what stage {stage.stage} found", caption=str(stage.complaint),
        back=stage.complaint.get_absolute_url(), words="It was recorded.",
    )  # fmt: skip


@may("feedback.keep", on=queries.complaint_called)
@require_http_methods(["GET", "POST"])
def learn(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    form = Learn(request.POST or None, initial={"learned_on": request.today})

    def write() -> str:
        actions.learn(complaint, **form.cleaned_data, today=request.today, by=request.user, at=request.now)
        return complaint.get_absolute_url()

    return ask(
        request, form, write, title="Say what was learned", caption=str(complaint),
        back=complaint.get_absolute_url(), words="It was recorded.",
    )  # fmt: skip


@may("feedback.keep", on=queries.learning_called)
@require_POST
def take_back_learning(request: HttpRequest, learned: Learning) -> HttpResponse:
    try:
        actions.take_back_learning(learned, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, "It was taken back.")
    return redirect(learned.complaint)


@may("feedback.see")
def compliments(request: HttpRequest) -> HttpResponse:
    found = queries.compliments()
    if request.GET.get("format") == "csv":
        return csv_download(compliments_table(found))
    return render(request, "feedback/compliments.html", {
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
        "may_keep": rules.has_perm("feedback.keep", request.user),
    })  # fmt: skip


@may("feedback.keep")
@require_http_methods(["GET", "POST"])
def compliment(request: HttpRequest) -> HttpResponse:
    form = ReceiveCompliment(request.POST or None)

    def write() -> str:
        said = dict(form.cleaned_data)
        themes = theme_names(said.pop("themes"))
        actions.receive_compliment(
            **said, themes=themes, today=request.today, by=request.user, at=request.now
        )
        return reverse("feedback:compliments")

    return ask(
        request, form, write, title="Record a compliment", caption="Compliments",
        back=reverse("feedback:compliments"), words="It was recorded.",
    )  # fmt: skip


@may("feedback.keep", on=queries.compliment_called)
@require_http_methods(["GET", "POST"])
def withdraw_compliment(request: HttpRequest, compliment: Compliment) -> HttpResponse:
    form = TakeBack(request.POST or None)

    def write() -> str:
        actions.withdraw_compliment(compliment, **form.cleaned_data, by=request.user, at=request.now)
        return reverse("feedback:compliments")

    return ask(
        request, form, write, title="Take back a compliment", caption=str(compliment),
        back=reverse("feedback:compliments"), words="It was taken back.",
    )  # fmt: skip


@may("feedback.see_numbers")
def quarters(request: HttpRequest) -> HttpResponse:
    form = RatePer(request.GET)
    found = quarters_of(request.today, per=form.measure())
    if request.GET.get("format") == "csv":
        return csv_download(quarters_table(found))
    return render(request, "feedback/quarters.html", {
        "quarters": found, "form": form, "per": form.measure(),
        "any": any(one.received or one.compliments or one.stages for one in found),
        "may_see": rules.has_perm("feedback.see", request.user),
        "may_keep": rules.has_perm("feedback.keep", request.user),
    })  # fmt: skip


@may("feedback.see_numbers")
def quarter(request: HttpRequest, period: str) -> HttpResponse:
    try:
        read = parse_period(period.replace("-q", " Q"))
    except NotAPeriod as refusal:
        raise Http404(refusal.why) from refusal
    return render(request, "feedback/quarter.html", {
        "one": quarter_of(read, request.today),
        "may_see": rules.has_perm("feedback.see", request.user),
    })  # fmt: skip


@may("feedback.keep")
@require_http_methods(["GET", "POST"])
def procedures(request: HttpRequest) -> HttpResponse:
    form = MakeProcedure(request.POST or None)

    def write() -> str:
        said = form.cleaned_data
        actions.make_procedure(
            said["name"], first=form.days("first"), extended=form.days("extended"), basis=said["basis"],
            by=request.user, at=request.now,
        )  # fmt: skip
        return reverse("feedback:procedures")

    return ask(
        request, form, write, title="Add a procedure of your own", caption="Complaints",
        template="feedback/procedures.html", back=reverse("feedback:complaints"), words="It was added.",
        also={"procedures": queries.procedures()},
    )  # fmt: skip
