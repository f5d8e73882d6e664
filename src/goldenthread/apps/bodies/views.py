"""Pages of bodies: the governance map, a body, and the forms that keep them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import rules
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.bodies import access as access  # states the room's rules
from goldenthread.apps.bodies import actions, queries
from goldenthread.apps.bodies.exporting import csv_download, map_table
from goldenthread.apps.bodies.forms import AddBody, ChangeReporting, Narrow, ReviseBody, SetTerms
from goldenthread.apps.bodies.mapping import governance_map
from goldenthread.apps.bodies.models import Body, Membership
from goldenthread.apps.bodies.neighbours import panels_of
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused


@may("bodies.see_bodies")
def bodies(request: HttpRequest) -> HttpResponse:
    form = Narrow(request.GET, kinds=queries.kinds_used())
    found = governance_map(request.today, kind=form.asked())
    if request.GET.get("format") == "csv":
        return csv_download(map_table(found))
    return render(
        request,
        "bodies/bodies.html",
        {"map": found, "filter": form, "narrowed": bool(form.asked()), "may_edit": _may_edit(request)},
    )


@may("bodies.see_bodies", on=queries.body_called)
def body(request: HttpRequest, body: Body) -> HttpResponse:
    return render(
        request,
        "bodies/body.html",
        {
            "body": body,
            "cadence": queries.cadence_words(body),
            "reported_by": [(below, queries.cadence_words(below)) for below in queries.reporting_to(body)],
            "quorum": queries.quorum_of(body, request.today),
            "members": _with_substitutes(body, request.today),
            "panels": panels_of(body, request.today),
            "may_edit": _may_edit(request),
        },
    )


@may("bodies.edit_bodies")
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    form = AddBody(request.POST or None)

    def write() -> Body:
        return actions.add_body(**form.cleaned_data, by=request.user, at=request.now)

    return _ask(request, form, write, title="Add a body", words="The body was added.")


@may("bodies.edit_bodies", on=queries.body_called)
@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, body: Body) -> HttpResponse:
    form = ReviseBody(request.POST or None, initial=_as_initial(body))

    def write() -> Body:
        return actions.revise_body(body, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(request, form, write, body=body, title="Change what it is", words="The body was changed.")


@may("bodies.edit_bodies", on=queries.body_called)
@require_http_methods(["GET", "POST"])
def change_reporting(request: HttpRequest, body: Body) -> HttpResponse:
    form = ChangeReporting(request.POST or None, initial=_as_initial(body), body=body)

    def write() -> Body:
        return actions.change_reporting(body, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(
        request, form, write, body=body, title="Change whom it reports to", words="The reporting was changed."
    )


@may("bodies.edit_bodies", on=queries.body_called)
@require_http_methods(["GET", "POST"])
def set_terms(request: HttpRequest, body: Body) -> HttpResponse:
    form = SetTerms(request.POST or None, initial=_as_initial(body))

    def write() -> Body:
        return actions.set_terms(body, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(
        request,
        form,
        write,
        body=body,
        title="Terms of reference and quorum",
        words="The terms were changed.",
    )


def _with_substitutes(body: Body, today: date) -> list[tuple[Membership, list[Membership]]]:
    substitutes = queries.substitutes_of(body, today)
    return [(seat, substitutes.get(seat.pk, [])) for seat in queries.members_of(body, today)]


def _may_edit(request: HttpRequest) -> bool:
    return rules.has_perm("bodies.edit_bodies", request.user)


def _as_initial(body: Body) -> dict[str, Any]:
    return {
        "name": body.name, "kind": body.kind, "purpose": body.purpose, "in_public": body.in_public,
        "terms_of_reference": body.terms_of_reference, "quorum": body.quorum,
        "quorum_words": body.quorum_words, "notice_law": body.notice_law,
        "reports_to": body.reports_to, "cadence": body.cadence, "cadence_assumed": body.cadence_assumed,
        "version": body.version,
    }  # fmt: skip


def _ask(
    request: HttpRequest, form: forms.Form, write: Callable[[], Body], *, title: str, words: str,
    body: Body | None = None,
) -> HttpResponse:  # fmt: skip
    """Ask, write, and go to the body; what was typed stays where it was refused."""
    changed_meanwhile = None
    if request.method == "POST" and form.is_valid():
        try:
            written = write()
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            if refusal.code == "stale" and body is not None:
                changed_meanwhile = Body.objects.select_related("reports_to").get(pk=body.pk)
                # Sending the form again then means: having seen it, mine.
                form.data = form.data.copy()
                form.data["version"] = changed_meanwhile.version
        else:
            messages.success(request, words)
            return redirect(written)
    return render(
        request,
        "bodies/form.html",
        {
            "form": form,
            "title": title,
            "caption": body,
            "cancel_href": body.get_absolute_url() if body else None,
            "changed_meanwhile": changed_meanwhile,
        },
        status=422 if form.errors else 200,
    )
