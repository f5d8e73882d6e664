"""Pages of a body's standing items."""

from __future__ import annotations

from typing import Any

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.agendas import queries, standing
from goldenthread.apps.agendas.asking import ask, csv_file, tell
from goldenthread.apps.agendas.forms import StandingForm, as_initial
from goldenthread.apps.agendas.listing import standing_csv
from goldenthread.apps.agendas.models import StandingItem
from goldenthread.apps.agendas.timings import minutes_words
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.queries import body_called
from goldenthread.apps.people.access import may


@may("agendas.see", on=body_called)
def standing_items(request: HttpRequest, body: Body) -> HttpResponse:
    """What is on each agenda of a body; those that have ended, apart."""
    found = list(queries.standing_items_of(body))
    if request.GET.get("format") == "csv":
        return csv_file(standing_csv(found), f"{slugify(body.name)}-standing-items.csv")
    now = [one for one in found if one.ends is None or one.ends > request.today]
    minutes = sum(one.minutes_allowed or 0 for one in now if one.starts <= request.today)
    return render(request, "agendas/standing_items.html", {
        "body": body, "now": now, "ended": [one for one in found if one not in now],
        "minutes": minutes_words(minutes), "may_edit": rules.has_perm("agendas.edit", request.user),
    })  # fmt: skip


@may("agendas.edit", on=body_called)
@require_http_methods(["GET", "POST"])
def add_standing(request: HttpRequest, body: Body) -> HttpResponse:
    form = StandingForm(request.POST or None, initial={
        "kind": "ordinary", "purpose": "information", "part": 1, "starts": request.today,
    })  # fmt: skip

    def write() -> StandingItem:
        return standing.add_standing_item(body, form.says(), **_days(form), by=request.user, at=request.now)

    return ask(
        request, form, write, title="Add a standing item", words="The standing item was added.",
        caption=body, back=standing_href(body),
    )  # fmt: skip


@may("agendas.edit", on=queries.standing_item_called)
@require_http_methods(["GET", "POST"])
def standing_item(request: HttpRequest, item: StandingItem) -> HttpResponse:
    """Change what a standing item says, or end it."""
    form = StandingForm(request.POST or None, initial=as_initial(item))

    def write() -> StandingItem:
        return standing.revise_standing_item(
            item, form.says(), **_days(form), version=form.cleaned_data["version"] or 0, by=request.user,
            at=request.now,
        )  # fmt: skip

    return ask(
        request, form, write, title="Change the standing item", words="The standing item was changed.",
        caption=item.body, back=standing_href(item.body), now=item,
        lead="Agendas that were built follow it when they are built again, unless a person changed them.",
    )  # fmt: skip


@may("agendas.edit", on=queries.standing_item_called)
@require_POST
def move_standing(request: HttpRequest, item: StandingItem) -> HttpResponse:
    up = request.POST.get("do") == "up"
    back = f"{standing_href(item.body)}?moved={item.uuid}&do={'up' if up else 'down'}"
    return tell(
        request, lambda: standing.move_standing_item(item, up, by=request.user, at=request.now),
        f"{item.title} moved {'up' if up else 'down'}.", back,
    )  # fmt: skip


def standing_href(body: Body) -> str:
    return reverse("agendas:standing_items", args=[body.uuid])


def _days(form: StandingForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("starts", "ends")}
