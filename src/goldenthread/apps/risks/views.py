"""Pages of the risk register: the list, the heat map, the scale, and one risk with its history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.people.access import may
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.risks import queries
from goldenthread.apps.risks.downloads import as_file
from goldenthread.apps.risks.drawing import chart_of
from goldenthread.apps.risks.forms import Narrow
from goldenthread.apps.risks.meetings_before import since_when
from goldenthread.apps.risks.models import Risk, RiskScale, RiskScore
from goldenthread.apps.risks.register import heat_map_of, narrowed, ordered
from goldenthread.apps.risks.scales import scale_of, scale_on
from goldenthread.apps.risks.states import RiskState
from goldenthread.apps.trail.moments import shows_moments
from goldenthread.rulebook.risk_scoring import score

KINDS = tuple(RiskScore.Kind)


@may("risks.see")
@shows_moments
def risks(request: HttpRequest) -> HttpResponse:
    """The register as it stood: narrowed, sorted, with how each moved since the last meeting or a day."""
    then = _then(request)
    states = queries.register(**then)
    form = Narrow(states, request.GET)
    asked = form.asked()
    shown = ordered(narrowed(states, asked), request.GET.get("sort"), request.GET.get("direction"))
    on = then["as_at"] or request.today
    since, since_words = since_when(_body(states, asked), on, asked.get("since"), then["known_at"])
    moved = queries.movements(shown, since=since, known_at=then["known_at"])
    if suffix := request.GET.get("format"):
        about = queries.RegisterAs(_council(), on, since, since_words, then["known_at"], _words(form, asked))
        return as_file(suffix, shown, moved, about)
    open_ones = queries.open_risks(states)
    return render(request, "risks/risks.html", {
        "rows": [(one, moved[one.risk.pk]) for one in shown],
        "any": bool(states),
        "closed": [one for one in states if not one.is_open],
        "form": form,
        "narrowed": any(name != "since" for name in asked),
        "since_words": since_words,
        "tiles": _tiles(open_ones),
        "has_scale": RiskScale.objects.exists(),
        "may_edit": _may(request, "risks.edit"),
        "may_load": _may(request, "loads.bring_file"),
        "may_set_scale": _may(request, "risks.edit_scale"),
    })  # fmt: skip


@may("risks.see")
@shows_moments
def heat_map(request: HttpRequest) -> HttpResponse:
    """The open risks by likelihood and impact, as a table with counts that lead to the list."""
    then = _then(request)
    states = queries.register(**then)
    form = Narrow(states, request.GET)
    for name in ("words", "state", "band", "flag", "since"):
        del form.fields[name]
    asked = form.asked()
    kind = asked.get("kind", "current")
    record = scale_on(then["as_at"] or request.today, then["known_at"])
    asked.pop("cell", None)
    return render(request, "risks/heat_map.html", {
        "map": heat_map_of(narrowed(states, asked), record, kind) if record else None,
        "kind": kind,
        "kinds": [(one, one == kind) for one in KINDS],
        "form": form,
        "record": record,
        "any": bool(states),
        "query": "".join(f"&{name}={asked[name]}" for name in ("body",) if name in asked),
        "may_set_scale": _may(request, "risks.edit_scale"),
    })  # fmt: skip


@may("risks.see")
def scale(request: HttpRequest) -> HttpResponse:
    """Every version of the scale, the newest first, each with its matrix."""
    records = list(RiskScale.objects.select_related("recorded_by").order_by("-number"))
    return render(request, "risks/scale.html", {
        "versions": [(record, heat_map_of([], record)) for record in records],
        "may_set_scale": _may(request, "risks.edit_scale"),
    })  # fmt: skip


@may("risks.see", on=queries.risk_called)
@shows_moments
def risk(request: HttpRequest, risk: Risk) -> HttpResponse:
    """One risk as it stood: what it says, its scores over time, controls, treatments and history."""
    then = _then(request)
    state = queries.state_of(risk, **then)
    if state is None:
        raise Http404("This risk was not on the register on that day, or not yet known.")
    on, known_at = then["as_at"] or request.today, then["known_at"]
    since, since_words = since_when(state.body, on, None, known_at)
    scores = list(queries.scores_of(risk, on=on, known_at=known_at))
    now = not request.moment.is_past
    return render(request, "risks/risk.html", {
        "risk": risk,
        "state": state,
        "kinds": [(kind.label, state.scores.get(kind)) for kind in RiskScore.Kind],
        "moved": queries.movements([state], since=since, known_at=known_at)[risk.pk],
        "since_words": since_words,
        "scores": [(row, score(row.likelihood, row.impact, scale_of(row.scale))) for row in reversed(scores)],
        "chart": chart_of(state, scores, scale_on(on, known_at), on),
        "recommendations": queries.recommendations_of(risk, known_at),
        "measures": queries.measures_of(risk, known_at),
        "steps": queries.steps_of(risk, on=on, known_at=known_at),
        "revisions": queries.revisions_of(risk, on=on, known_at=known_at),
        "may_edit": now and _may(request, "risks.edit"),
        "may_score": now and rules.has_perm("risks.score", request.user, risk),
        "may_decide": now and _may(request, "risks.decide"),
    })  # fmt: skip


def _then(request: HttpRequest) -> dict[str, Any]:
    moment = request.moment
    return {"today": request.today, "as_at": moment.as_at, "known_at": moment.known_at}


def _may(request: HttpRequest, permission: str) -> bool:
    """Nobody changes the past."""
    past = hasattr(request, "moment") and request.moment.is_past
    return not past and rules.has_perm(permission, request.user)


def _body(states: Sequence[RiskState], asked: dict[str, Any]) -> Body | None:
    return next((one.body for one in states if one.body and str(one.body.uuid) == asked.get("body")), None)


def _council() -> str:
    council = the_council()
    return council.name if council else "The council"


def _words(form: Narrow, asked: dict[str, Any]) -> str:
    """What the list is narrowed to, for a paper."""
    said = [
        f"{form.fields[name].label}: {dict(getattr(form.fields[name], 'choices', ())).get(value, value)}"
        for name, value in asked.items()
        if name not in ("since", "cell", "kind")
    ]
    return f"Narrowed to {'; '.join(said)}." if said else ""


def _tiles(states: Sequence[RiskState]) -> list[tuple[int, str, str, str]]:
    counted = (
        ("RSK-3", "beyond appetite", "red"), ("RSK-4", "reviews overdue", "red"),
        ("RSK-8", "with a failing control", "amber"), ("RSK-6", "with a late treatment", "amber"),
    )  # fmt: skip
    found = [
        (sum(one.has_flag(code) for one in states), words, tone, f"?flag={code}")
        for code, words, tone in counted
    ]
    return [(len(states), "open risks", "grey", "?"), *found]
