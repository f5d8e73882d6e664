"""Pages of the trackers: how much waits in each team, the lists, caseloads, the 20 weeks, the limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import wraps

import rules
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from goldenthread.apps.cases.access import sight_of
from goldenthread.apps.cases.quietly import quietly
from goldenthread.apps.people.access import may, standing
from goldenthread.apps.people.asking import ask, csv_download
from goldenthread.apps.trackers import actions, queries, watching
from goldenthread.apps.trackers import limits as own
from goldenthread.apps.trackers.forms import NarrowList, SetLimits
from goldenthread.apps.trackers.models import OwnLimit
from goldenthread.apps.trackers.queries import LISTS, Teams
from goldenthread.apps.trackers.why import Why, reasons_counted
from goldenthread.casedata.errors import WrongKey
from goldenthread.casedata.keys import NoKey
from goldenthread.casedata.sources import NAMES
from goldenthread.casedata.trackers.board import by_stage
from goldenthread.casedata.trackers.drifts import NOT_IN_ANY_LIST
from goldenthread.documents.data_tables import DataTable

ROWS = 50
View = Callable[..., HttpResponse]


# Pages that show cases leave nothing on the machine of whoever looked.
not_stored = cache_control(private=True, no_store=True)


def teams_of(request: HttpRequest) -> Teams:
    return Teams(sight_of(standing(request.user)))


def with_store(view: View) -> View:
    """A page over the case store; where it cannot be opened, a page that says what to do."""

    @wraps(view)
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (NoKey, WrongKey) as closed:
            return render(request, "trackers/closed.html", {"words": str(closed)})

    return opened


@may("trackers.see")
@quietly
@with_store
def home(request: HttpRequest) -> HttpResponse:
    teams, found = teams_of(request), watching.watched(request.today)
    counts = queries.counted(found, teams)
    totals = {name: sum(one.counts[name] for one in counts) for name in LISTS}
    return render(request, "trackers/home.html", {
        "teams": counts, "totals": [(name, words, totals[name]) for name, words in LISTS.items()],
        "known": _known(request), "lacking": found.lacking, "elsewhere": NOT_IN_ANY_LIST.values(),
        "may_set": rules.has_perm("trackers.set", request.user),
    })  # fmt: skip


@may("trackers.see")
@quietly
@not_stored
@with_store
def one_list(request: HttpRequest, name: str) -> HttpResponse:
    if name not in LISTS:
        raise Http404("There is no such list.")
    teams, found = teams_of(request), watching.watched(request.today)
    every = queries.listed(name, found, teams)
    form = NarrowList(request.GET, choices=queries.choices(every, teams))
    wanted = form.wanted()
    page = Paginator(queries.narrowed(every, wanted, teams), ROWS).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    actions.list_opened(name, rows, team=wanted.team, by=request.user, at=request.now)
    return render(request, "trackers/list.html", {
        "name": name, "title": LISTS[name], "lists": LISTS.items(), "page": page, "form": form,
        "narrowed": bool(wanted), "drifting": name == queries.DRIFTING, "known": _known(request),
        "lines": queries.lines(rows, teams, person=request.user, now=request.now),
    })  # fmt: skip


@may("trackers.see")
@quietly
@with_store
def caseloads(request: HttpRequest) -> HttpResponse:
    limit = own.limits().caseload
    rows = queries.caseloads(watching.watched(request.today), teams_of(request), limit)
    return render(request, "trackers/caseloads.html", {
        "rows": rows, "limit": limit, "over": sum(one.over for one in rows), "known": _known(request),
    })  # fmt: skip


@may("trackers.see")
@quietly
@not_stored
@with_store
def education_plans(request: HttpRequest) -> HttpResponse:
    teams, board = teams_of(request), watching.board(request.today)
    places = [one for one in board.places if teams.sees(one.team)]
    page = Paginator(places, ROWS).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    actions.list_opened("education-plans", rows, team="", by=request.user, at=request.now)
    return render(request, "trackers/education_plans.html", {
        "board": board, "page": page, "stages": by_stage(places).items(),
        "late": sum(one.progress.will_be_late for one in places), "known": _known(request),
        "lost": sum(one.progress.cannot_be_in_time for one in places),
        "lines": queries.lines(rows, teams, person=request.user, now=request.now),
        "timeliness": [
            ("With exceptions counted as due", *board.year.in_time),
            ("Without those that have a permitted exception", *board.year.in_time_without_exceptions),
        ],
    })  # fmt: skip


@may("trackers.see_why")
@quietly
@with_store
def why(request: HttpRequest) -> HttpResponse:
    rows = reasons_counted(request.today)
    by_whose = Counter[str]()
    for one in rows:
        by_whose[one.whose] += one.times
    if request.GET.get("format") == "csv":
        return csv_download(_why_table(rows))
    return render(request, "trackers/why.html", {
        "rows": rows, "by_whose": by_whose.most_common(),
        "may_see": rules.has_perm("trackers.see", request.user),
    })  # fmt: skip


def _why_table(rows: list[Why]) -> DataTable:
    columns = (("Deadline", 50), ("Reason", 50), ("Delay of", 30), ("Times", 10))
    cells = tuple((one.clock, one.words, one.whose, one.times) for one in rows)
    return DataTable("reasons-for-missed-deadlines", "Why deadlines were missed", columns, cells)


@may("trackers.set")
@require_http_methods(["GET", "POST"])
def set_limits(request: HttpRequest) -> HttpResponse:
    form = SetLimits(request.POST or None, initial=dict(OwnLimit.objects.values_list("of", "says")))

    def write() -> None:
        own.set_limits(form.says(), by=request.user, at=request.now)

    return ask(
        request, form, write, title="The council’s own limits", caption="Trackers",
        back=reverse("cases:teams"), words="The limits were set.",
        lead="What no law gives a number for. They hold for every team, for cases that are open now too.",
    )  # fmt: skip


def _known(request: HttpRequest) -> list[tuple[date, str]]:
    """From when the records are, the newest first, each day with its sources."""
    by_day: dict[date, list[str]] = {}
    for source, day in watching.known_on(request.today).items():
        by_day.setdefault(day, []).append(NAMES[source])
    return [(day, ", ".join(sorted(by_day[day]))) for day in sorted(by_day, reverse=True)]
