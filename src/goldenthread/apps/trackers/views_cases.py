"""Pages of one case: what is watched of it, its notes and reasons. Its address dies within a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.cases.models import Team
from goldenthread.apps.cases.quietly import quietly
from goldenthread.apps.cases.stores import tokens_of, written_of
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask
from goldenthread.apps.people.models import Person
from goldenthread.apps.trackers import actions, queries, watching
from goldenthread.apps.trackers.forms import GiveReason, WriteNote
from goldenthread.apps.trackers.queries import PURPOSE, Line, Teams
from goldenthread.apps.trackers.views import not_stored, teams_of, with_store
from goldenthread.casedata.tokens import BadToken
from goldenthread.casedata.trackers.board import Place
from goldenthread.casedata.trackers.listing import Drifting, Item
from goldenthread.casedata.written import Case
from goldenthread.rulebook.clocks import State

GONE = (
    "This case is on none of your lists now. It was closed, or it is another team’s, or its data was deleted."
)


@dataclass(frozen=True)
class Opened:
    """A case that a request's address names, for somebody who may see it. `rows` are its own first."""

    case: Case
    team: Team | None
    teams: Teams
    rows: list[queries.Watched]
    token: str
    clock: str

    @property
    def href(self) -> str:
        return reverse("trackers:case", args=[self.token])


def on_case(view: Callable[[HttpRequest, Opened], HttpResponse]) -> Callable[..., HttpResponse]:
    """A page about one case: its address opened, its row found among those that its reader sees."""

    @may("trackers.write")
    @require_http_methods(["GET", "POST"])
    @quietly
    @not_stored
    @with_store
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        try:
            says = tokens_of(PURPOSE).open(token, whom=str(request.user.uuid), now=request.now)
        except BadToken as bad:
            return _elsewhere(request, bad.words)
        teams, case = teams_of(request), Case(int(says["child"]), str(says["of"]))
        found, board = watching.watched(request.today), watching.board(request.today)
        rows = queries.of_case(found, board.places, case.child, case.of, teams)
        if not rows:
            return _elsewhere(request, GONE)
        team = teams.of(rows[0].team)
        return view(request, Opened(case, team, teams, rows, token, str(says.get("clock", ""))))

    return opened


def _elsewhere(request: HttpRequest, words: str) -> HttpResponse:
    """On to the lists with the words why; what a form sent is shown, so that it can be kept."""
    if request.method == "POST":
        typed = request.POST.get("text", "")
        return render(request, "trackers/address.html", {"words": words, "typed": typed}, status=404)
    messages.warning(request, words)
    return redirect("trackers:home")


@on_case
def case(request: HttpRequest, opened: Opened) -> HttpResponse:
    actions.case_opened(opened.case, opened.team, by=request.user, at=request.now)
    lines = queries.lines(opened.rows, opened.teams, person=request.user, now=request.now)
    notes = written_of().notes_on_child(opened.case.child)
    people = {str(one.uuid): one for one in Person.objects.filter(uuid__in={note.by for note in notes})}
    own = {one.of for one in opened.rows}
    return render(request, "trackers/case.html", {
        "opened": opened, "head": lines[0],
        "clocks": [(line, _to_code(line, opened, request)) for line in lines if isinstance(line.one, Item)],
        "drifts": [line for line in lines if isinstance(line.one, Drifting)],
        "places": [line for line in lines if isinstance(line.one, Place)],
        "notes": [(note, people.get(note.by)) for note in reversed(notes) if note.case.of in own],
        "openings": len(written_of().openings(opened.case)),
    })  # fmt: skip


def _to_code(line: Line, opened: Opened, request: HttpRequest) -> str:
    """Where the reason of a late clock is coded; empty for one that is not late."""
    if line.one.state not in {State.OVERDUE, State.MISSED}:
        return ""
    says = {"child": str(line.one.child), "of": line.one.of, "clock": line.one.watch.clock.name}
    token = tokens_of(PURPOSE).make(says, whom=str(request.user.uuid), now=request.now)
    return reverse("trackers:give_reason", args=[token])


@on_case
def write_note(request: HttpRequest, opened: Opened) -> HttpResponse:
    form = WriteNote(request.POST or None)

    def write() -> None:
        text = form.cleaned_data["text"]
        actions.write_note(opened.case, text, opened.team, by=request.user, at=request.now)

    return ask(
        request, form, write, title="Write a note", caption="Tracker", back=opened.href,
        words="The note was written.",
    )  # fmt: skip


@on_case
def give_reason(request: HttpRequest, opened: Opened) -> HttpResponse:
    late = [
        one
        for one in opened.rows
        if isinstance(one, Item)
        and (one.of, one.watch.clock.name) == (opened.case.of, opened.clock)
        and one.state in {State.OVERDUE, State.MISSED}
    ]
    if not late:
        return _elsewhere(request, "This deadline is not missed.")
    clock = late[0].watch.clock
    form = GiveReason(clock, request.POST or None)

    def write() -> None:
        said = form.cleaned_data
        team = opened.teams.of(late[0].team)
        actions.give_reason(late[0], said["code"], said["text"], team, by=request.user, at=request.now)

    return ask(
        request, form, write, title="Code the reason", caption=clock.title, back=opened.href,
        words="The reason was coded.",
    )  # fmt: skip
