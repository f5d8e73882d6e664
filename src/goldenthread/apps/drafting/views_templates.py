"""Pages of templates: the list, one with its sections and route, and the forms that change them."""

from __future__ import annotations

from uuid import UUID

import rules
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.drafting import queries, template_actions
from goldenthread.apps.drafting.asking import ask
from goldenthread.apps.drafting.models import Clearer, Section, Template
from goldenthread.apps.drafting.template_actions import SectionSays, newest
from goldenthread.apps.drafting.template_forms import ClearersForm, RouteForm, SectionForm
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused


@may("drafting.see")
def templates(request: HttpRequest) -> HttpResponse:
    return render(request, "drafting/templates.html", {
        "templates": queries.all_templates(),
        "clearers": Clearer.objects.select_related("post"),
        "may_edit": rules.has_perm("drafting.edit_templates", request.user),
    })  # fmt: skip


@may("drafting.see", on=queries.template_called)
def template(request: HttpRequest, template: Template) -> HttpResponse:
    """A template as it stands: its sections, who clears it, and its versions."""
    version = newest(template)
    sections = list(version.sections.order_by("position"))
    numbered = queries.numbers(sections)
    return render(request, "drafting/template.html", {
        "template": template,
        "version": version,
        "sections": [(numbered[one.key], one) for one in sections],
        "route": [
            (step, [one.title for one in sections if one.key in step.covers.split()])
            for step in version.route.select_related("clearer__post")
        ],
        "versions": template.versions.select_related("made_by"),
        "may_edit": rules.has_perm("drafting.edit_templates", request.user),
    })  # fmt: skip


def _section_called(uuid: UUID, key: str) -> tuple[Template, Section]:
    template = queries.template_called(uuid)
    section = newest(template).sections.filter(key=key).first()
    if section is None:
        raise Http404("The template has no such section.")
    return template, section


@may("drafting.edit_templates", on=_section_called)
@require_http_methods(["GET", "POST"])
def change_section(request: HttpRequest, found: tuple[Template, Section]) -> HttpResponse:
    """Change, move or remove a section of a template."""
    template, section = found
    version = newest(template).number
    says = SectionSays.of(section)
    form = SectionForm(request.POST or None, initial={**vars(says), "seen": version})
    move = request.POST.get("do", "")
    if move in ("up", "down", "remove"):
        return _moved(request, template, section.key, move)

    def write() -> Template:
        template_actions.change_section(
            template,
            section.key,
            form.says(),
            seen=form.cleaned_data["seen"],
            by=request.user,
            at=request.now,
        )
        return template

    return ask(
        request, form, write, title=f"Change the section: {section.title}", caption=str(template),
        words="The template has a new version. Reports that were begun keep theirs.",
        back=template.get_absolute_url(), template="drafting/change_section.html", seen=version,
    )  # fmt: skip


def _moved(request: HttpRequest, template: Template, key: str, move: str) -> HttpResponse:
    typed = request.POST.get("seen", "")
    by = {"seen": int(typed) if typed.isdecimal() else 0, "by": request.user, "at": request.now}
    try:
        if move == "remove":
            template_actions.remove_section(template, key, **by)
        else:
            template_actions.move_section(template, key, up=move == "up", **by)
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, "The template has a new version. Reports that were begun keep theirs.")
    return redirect(template)


@may("drafting.edit_templates", on=queries.template_called)
@require_http_methods(["GET", "POST"])
def add_section(request: HttpRequest, template: Template) -> HttpResponse:
    version = newest(template)
    sections = list(version.sections.order_by("position"))
    form = SectionForm(
        request.POST or None, initial={"seen": version.number, "required": True}, after=sections
    )

    def write() -> Template:
        template_actions.add_section(
            template, form.says(), after=form.cleaned_data["after"], seen=form.cleaned_data["seen"],
            by=request.user, at=request.now,
        )  # fmt: skip
        return template

    return ask(
        request, form, write, title="Add a section", caption=str(template),
        words="The template has a new version. Reports that were begun keep theirs.",
        back=template.get_absolute_url(),
    )  # fmt: skip


@may("drafting.edit_templates", on=queries.template_called)
@require_http_methods(["GET", "POST"])
def change_route(request: HttpRequest, template: Template) -> HttpResponse:
    version = newest(template)
    form = RouteForm(request.POST or None, version=version)

    def write() -> Template:
        template_actions.change_route(
            template, form.steps(), seen=form.cleaned_data["seen"], by=request.user, at=request.now
        )
        return template

    return ask(
        request, form, write, title="Change who clears it", caption=str(template),
        words="The template has a new version. Reports that were begun keep theirs.",
        back=template.get_absolute_url(),
        lead="Working days are counted back from the last day on which the agenda may be published.",
    )  # fmt: skip


@may("drafting.edit_templates")
@require_http_methods(["GET", "POST"])
def clearers(request: HttpRequest) -> HttpResponse:
    """Which post clears for what."""
    form = ClearersForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        for clearer, post in form.chosen():
            template_actions.name_clearer(clearer, post, by=request.user, at=request.now)
        messages.success(request, "The posts were saved.")
        return redirect("drafting:templates")
    return render(request, "drafting/form.html", {
        "form": form, "title": "Who clears reports", "cancel_href": reverse("drafting:templates"),
        "lead": "Whoever holds the post clears. Where no post is chosen, a director does.",
    }, status=422 if form.errors else 200)  # fmt: skip
