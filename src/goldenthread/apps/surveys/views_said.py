"""Pages of “You said, we did” before it is public, and of what is counted of staff."""

from __future__ import annotations

from collections.abc import Callable

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.apps.bodies.exporting import csv_download
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask
from goldenthread.apps.surveys import exporting, queries, saying, staffing
from goldenthread.apps.surveys.forms import Because, ExitForm, SaidFilter, SaidForm, Seen, StaffCountForm
from goldenthread.apps.surveys.models import Said
from goldenthread.apps.surveys.queries import quarter_before
from goldenthread.rulebook.surveys import may_approve


@may("surveys.see")
@require_GET
def all_said(request: HttpRequest) -> HttpResponse:
    form = SaidFilter(request.GET)
    form.is_valid()
    found = list(queries.said_list(**form.cleaned_data))
    if request.GET.get("format") == "csv":
        return csv_download(exporting.said_table(found))
    return render(request, "surveys/all_said.html", {
        "listed": found, "form": form, "any": bool(found) or Said.objects.exists(),
        "writes": rules.has_perm("surveys.write_said", request.user),
    })  # fmt: skip


@may("surveys.see", on=queries.said_called)
@require_GET
def said(request: HttpRequest, one: Said) -> HttpResponse:
    approves = rules.has_perm("surveys.approve_said", request.user)
    own = one.written_by_id is not None and not may_approve(request.user.pk, writer=one.written_by_id)
    return render(request, "surveys/said.html", {
        "one": one, "own": own, "approves": approves and not own,
        "takes_down": approves, "writes": rules.has_perm("surveys.write_said", request.user),
    })  # fmt: skip


@may("surveys.write_said")
@require_http_methods(["GET", "POST"])
def write_said(request: HttpRequest) -> HttpResponse:
    first = {"wave": request.GET.get("wave"), "action": request.GET.get("action")}
    if first["wave"]:
        first["source"] = Said.Source.SURVEY
    form = SaidForm(request.POST or None, initial=first)

    def write() -> Said:
        return saying.write_said(form.tells(), by=request.user, at=request.now)

    return ask(
        request, form, write, title="Write what was said and done", caption="You said, we did",
        words="It was saved as a draft. Ask another person to approve it.", back=reverse("surveys:all_said"),
    )  # fmt: skip


@may("surveys.write_said", on=queries.said_called)
@require_http_methods(["GET", "POST"])
def change_said(request: HttpRequest, one: Said) -> HttpResponse:
    initial = {name: getattr(one, name) for name in ("version", "source", "who", "said", "did")}
    initial |= {"wave": one.wave and one.wave.uuid, "action": one.action and one.action.uuid}
    form = SaidForm(request.POST or None, initial=initial)

    def write() -> Said:
        return saying.change_said(
            one, form.tells(), version=form.cleaned_data["version"] or 0, by=request.user, at=request.now
        )

    return ask(
        request, form, write, title="Change it", caption=str(one), words="It was changed, and is a draft.",
        back=one, subject=one,
    )  # fmt: skip


def _step(
    request: HttpRequest, one: Said, write: Callable[..., object], *, title: str, words: str, lead: str = "",
    because: bool = False,
) -> HttpResponse:  # fmt: skip
    form = (Because if because else Seen)(request.POST or None, initial={"version": one.version})

    def written() -> object:
        return write(one, **form.cleaned_data, by=request.user, at=request.now)

    return ask(
        request, form, written, title=title, caption=str(one), words=words, back=one, subject=one, lead=lead,
        submit_text=title,
    )  # fmt: skip


@may("surveys.write_said", on=queries.said_called)
@require_http_methods(["GET", "POST"])
def ask_approval(request: HttpRequest, one: Said) -> HttpResponse:
    return _step(
        request, one, saying.ask_approval, title="Ask for approval", words="It waits for another person."
    )


@may("surveys.approve_said", on=queries.said_called)
@require_http_methods(["GET", "POST"])
def approve_said(request: HttpRequest, one: Said) -> HttpResponse:
    def write(one: Said, **given: object) -> Said:
        return saying.approve_said(one, **given, today=request.today)

    return _step(
        request, one, write, title="Approve and publish", words="It is published.",
        lead="Everybody can read it then, without signing in.",
    )  # fmt: skip


@may("surveys.approve_said", on=queries.said_called)
@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, one: Said) -> HttpResponse:
    return _step(
        request, one, saying.send_back, title="Send it back", words="It was sent back.", because=True
    )


@may("surveys.approve_said", on=queries.said_called)
@require_http_methods(["GET", "POST"])
def take_down(request: HttpRequest, one: Said) -> HttpResponse:
    return _step(
        request, one, saying.take_down, title="Take it down", words="It is no longer public.", because=True
    )


@may("surveys.see")
@require_GET
def staff(request: HttpRequest) -> HttpResponse:
    """What staff say: their surveys, supervision and training, and why people left."""
    counts = queries.staff_counts()
    if request.GET.get("format") == "csv":
        return csv_download(exporting.staff_table(counts))
    return render(request, "surveys/staff.html", {
        "counts": counts,
        "surveys": queries.listed(audience="staff"),
        "exits": queries.exits_until(quarter_before(request.today)),
        "keeps": rules.has_perm("surveys.keep", request.user),
    })  # fmt: skip


@may("surveys.keep")
@require_http_methods(["GET", "POST"])
def staff_count(request: HttpRequest) -> HttpResponse:
    form = StaffCountForm(request.POST or None, today=request.today)

    def write() -> None:
        staffing.record_count(**form.cleaned_data, by=request.user, at=request.now)

    return ask(
        request, form, write, title="Record a count", caption="What staff say", words="It was recorded.",
        back=reverse("surveys:staff"),
    )  # fmt: skip


@may("surveys.keep")
@require_http_methods(["GET", "POST"])
def exit_interview(request: HttpRequest) -> HttpResponse:
    form = ExitForm(request.POST or None, today=request.today)

    def write() -> None:
        staffing.record_exit(**form.cleaned_data, by=request.user, at=request.now)

    return ask(
        request, form, write, title="Record an exit interview", caption="What staff say",
        words="It was recorded.", back=reverse("surveys:staff"),
        lead="Its themes only: no name, no team, no day.",
    )  # fmt: skip
