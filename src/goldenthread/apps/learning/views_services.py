"""Pages of commissioned interventions, their results, and their families by reference."""

from __future__ import annotations

import rules
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.learning import queries
from goldenthread.apps.learning import serving as actions
from goldenthread.apps.learning.exporting import services_table
from goldenthread.apps.learning.forms import (
    AddScale,
    EnterTotals,
    SayOfFamily,
    SayOfService,
    ScoreFamily,
    service_initial,
)
from goldenthread.apps.learning.models import Family, FamilyService
from goldenthread.apps.learning.results import results_of
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask, csv_download

ROWS = 50


@may("learning.see")
def services(request: HttpRequest) -> HttpResponse:
    found = [results_of(one, request.today) for one in FamilyService.objects.all()]
    if request.GET.get("format") == "csv":
        return csv_download(services_table(found))
    return render(request, "learning/services.html", {
        "services": found, "may_keep": rules.has_perm("learning.keep", request.user),
    })  # fmt: skip


@may("learning.see", on=queries.service_called)
def service(request: HttpRequest, service: FamilyService) -> HttpResponse:
    return render(request, "learning/service.html", {
        "one": results_of(service, request.today),
        "may_keep": rules.has_perm("learning.keep", request.user),
        "may_see_cases": rules.has_perm("learning.see_cases", request.user),
    })  # fmt: skip


@may("learning.keep")
@require_http_methods(["GET", "POST"])
def add_service(request: HttpRequest) -> HttpResponse:
    form = SayOfService(request.POST or None)

    def write() -> str:
        return actions.add_service(form.says(), by=request.user, at=request.now).get_absolute_url()

    return ask(
        request, form, write, title="Add a commissioned intervention", caption="Commissioned interventions",
        back=reverse("learning:services"), words="It was added.",
    )  # fmt: skip


@may("learning.keep", on=queries.service_called)
@require_http_methods(["GET", "POST"])
def revise_service(request: HttpRequest, service: FamilyService) -> HttpResponse:
    form = SayOfService(request.POST or None, initial=service_initial(service))

    def write() -> str:
        actions.revise_service(
            service, form.says(), version=form.cleaned_data["version"] or 0, by=request.user, at=request.now
        )
        return service.get_absolute_url()

    return ask(
        request, form, write, title="Change what is said", caption=str(service),
        back=service.get_absolute_url(), words="It was changed.", now=lambda: _version_now(service),
    )  # fmt: skip


def _version_now(one: FamilyService | Family) -> dict[str, object]:
    one.refresh_from_db()
    return {"version": one.version}


@may("learning.keep", on=queries.service_called)
@require_http_methods(["GET", "POST"])
def enter_totals(request: HttpRequest, service: FamilyService) -> HttpResponse:
    form = EnterTotals(request.POST or None)

    def write() -> str:
        actions.enter_totals(service, form.says(), today=request.today, by=request.user, at=request.now)
        return service.get_absolute_url()

    return ask(
        request, form, write, title="Enter totals as printed", caption=str(service),
        lead="They are shown as long as no families are entered.", back=service.get_absolute_url(),
        words="The totals were entered.",
    )  # fmt: skip


@may("learning.keep", on=queries.service_called)
@require_http_methods(["GET", "POST"])
def add_scale(request: HttpRequest, service: FamilyService) -> HttpResponse:
    form = AddScale(request.POST or None)

    def write() -> str:
        actions.add_scale(service, **form.cleaned_data, by=request.user, at=request.now)
        return service.get_absolute_url()

    return ask(
        request, form, write, title="Add a scale", caption=str(service),
        back=service.get_absolute_url(), words="The scale was added.",
    )  # fmt: skip


@may("learning.see_cases", on=queries.service_called)
def families(request: HttpRequest, service: FamilyService) -> HttpResponse:
    return render(request, "learning/families.html", {
        "service": service,
        "page": Paginator(service.families.all(), ROWS).get_page(request.GET.get("page")),
        "may_keep": rules.has_perm("learning.keep", request.user),
    })  # fmt: skip


@may("learning.see_cases", on=queries.family_called)
def family(request: HttpRequest, family: Family) -> HttpResponse:
    return render(request, "learning/family.html", {
        "family": family,
        "scores": family.scores.select_related("scale").order_by("scale", "scored_on", "id"),
        "has_scales": family.service.scales.exists(),
        "may_keep": rules.has_perm("learning.keep", request.user),
    })  # fmt: skip


@may("learning.keep", on=queries.service_called)
@require_http_methods(["GET", "POST"])
def add_family(request: HttpRequest, service: FamilyService) -> HttpResponse:
    form = SayOfFamily(request.POST or None, initial={"times_before": 0})

    def write() -> str:
        made = actions.add_family(service, form.says(), today=request.today, by=request.user, at=request.now)
        return made.get_absolute_url()

    return ask(
        request, form, write, title="Add a family", caption=str(service),
        back=reverse("learning:families", args=[service.uuid]), words="The family was added.",
    )  # fmt: skip


@may("learning.keep", on=queries.family_called)
@require_http_methods(["GET", "POST"])
def revise_family(request: HttpRequest, family: Family) -> HttpResponse:
    names = list(SayOfFamily.base_fields)
    form = SayOfFamily(request.POST or None, initial={name: getattr(family, name) for name in names})

    def write() -> str:
        actions.revise_family(
            family, form.says(), version=form.cleaned_data["version"] or 0, today=request.today,
            by=request.user, at=request.now,
        )  # fmt: skip
        return family.get_absolute_url()

    return ask(
        request, form, write, title="Say what became of it", caption=str(family),
        back=family.get_absolute_url(), words="It was recorded.", now=lambda: _version_now(family),
    )  # fmt: skip


@may("learning.keep", on=queries.family_called)
@require_http_methods(["GET", "POST"])
def score(request: HttpRequest, family: Family) -> HttpResponse:
    form = ScoreFamily(
        request.POST or None, scales=list(family.service.scales.all()), initial={"scored_on": request.today}
    )

    def write() -> str:
        actions.score_family(
            family, form.scores(), moment=form.cleaned_data["moment"],
            scored_on=form.cleaned_data["scored_on"], today=request.today, by=request.user, at=request.now,
        )  # fmt: skip
        return family.get_absolute_url()

    return ask(
        request, form, write, title="Enter scores", caption=str(family),
        back=family.get_absolute_url(), words="The scores were entered.",
    )  # fmt: skip
