"""What somebody sees of what is watched: rows of their own teams, with what was written on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from goldenthread.apps.cases.access import Sight
from goldenthread.apps.cases.marks import Marks
from goldenthread.apps.cases.models import Team
from goldenthread.apps.cases.queries import same_team, teams_by_spelling
from goldenthread.apps.cases.stores import store_of, tokens_of, written_of
from goldenthread.apps.people.models import Person
from goldenthread.casedata.trackers.board import Place
from goldenthread.casedata.trackers.listing import Drifting, Found, Item
from goldenthread.casedata.written import Case, Note, Reason
from goldenthread.rulebook.breaches import REASONS as REASONS_BY_CODE
from goldenthread.rulebook.clocks import State

PURPOSE = "trackers.case"
WEEK, OVERDUE, REASONS, DRIFTING = "this-week", "overdue", "reasons", "drifting"
LISTS = {
    WEEK: "Due this week",
    OVERDUE: "Overdue",
    REASONS: "Reasons to be coded",
    DRIFTING: "Drifting",
}
_WEEK_LASTS = timedelta(days=6)
OPEN_STATES = frozenset({State.RUNNING, State.DUE_SOON, State.OVERDUE})

Watched = Item | Drifting | Place


class Teams:
    """Which team a name in case data means, and whether somebody sees it. Each name is looked up once."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        self._known = teams_by_spelling()
        self._named: dict[str | None, Team | None] = {None: None}

    def of(self, name: str | None) -> Team | None:
        if name not in self._named:
            self._named[name] = self._known.get(same_team(name or ""))
        return self._named[name]

    def sees(self, name: str | None) -> bool:
        return self.sight.sees(self.of(name))

    def shows_number(self, name: str | None) -> bool:
        return self.sight.sees_numbers(self.of(name))

    def called(self, name: str | None) -> str:
        """The team as the council names it, else as case data does."""
        team = self.of(name)
        return team.name if team else (name or "")


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed by: a team as the council names it, a worker, a kind of deadline or drift."""

    team: str = ""
    worker: str = ""
    kind: str = ""

    def __bool__(self) -> bool:
        return any((self.team, self.worker, self.kind))


def kind_of(one: Item | Drifting) -> tuple[str, str]:
    """What a row is about, as a key and in words."""
    if isinstance(one, Item):
        return one.watch.clock.name, one.watch.clock.title
    return one.drift.name, one.drift.words


def reason_case(one: Item) -> Case:
    """Under which a reason is kept: this run of the clock, not the next."""
    return Case(one.child, f"{one.watch.clock.name} {one.start or ''}")


def case_of(one: Watched) -> Case:
    """Under which notes on a case are kept."""
    return Case(one.child, one.of)


class Reasons:
    """The reasons that were given, read once for each clock that is asked about."""

    def __init__(self) -> None:
        self._written = written_of()
        self._by_clock: dict[str, dict[Case, Reason]] = {}

    def of(self, one: Item) -> Reason | None:
        name = one.watch.clock.name
        if name not in self._by_clock:
            self._by_clock[name] = self._written.reasons(name)
        return self._by_clock[name].get(reason_case(one))


def is_due_this_week(one: Item, today: date) -> bool:
    return (
        one.state in {State.RUNNING, State.DUE_SOON}
        and one.deadline is not None
        and one.deadline <= today + _WEEK_LASTS
    )


def listed(name: str, found: Found, teams: Teams) -> list[Item] | list[Drifting]:
    """The rows of a list that somebody sees: the most pressing first."""
    if name == DRIFTING:
        seen = [one for one in found.drifting if teams.sees(one.team)]
        return sorted(seen, key=lambda one: one.since)
    items = (one for one in found.items if teams.sees(one.team))
    if name == WEEK:
        rows = [one for one in items if is_due_this_week(one, found.as_at)]
    elif name == OVERDUE:
        rows = [one for one in items if one.state is State.OVERDUE]
    else:
        given = Reasons()
        late = (one for one in items if one.state in {State.OVERDUE, State.MISSED})
        rows = [one for one in late if given.of(one) is None]
    return sorted(rows, key=lambda one: (one.deadline or date.max, one.team or "", one.child))


def narrowed(rows: Iterable[Any], wanted: Wanted, teams: Teams) -> list[Any]:
    """The rows that fit."""
    return [
        one
        for one in rows
        if (not wanted.team or teams.called(one.team) == wanted.team)
        and (not wanted.worker or (one.worker or "") == wanted.worker)
        and (not wanted.kind or kind_of(one)[0] == wanted.kind)
    ]


@dataclass(frozen=True)
class Line:
    """One row as it is shown. `number` is empty where only the mark is; `token` is its address for a day."""

    one: Any
    mark: str
    number: str
    team: str
    token: str
    kind: str
    note: Note | None = None
    reason: Reason | None = None

    @property
    def reason_words(self) -> str:
        """The coded reason in words, where one was given."""
        if self.reason is None:
            return ""
        known = REASONS_BY_CODE.get(self.reason.code)
        return known.words if known else self.reason.code


def lines(rows: Sequence[Watched], teams: Teams, *, person: Person, now: datetime) -> list[Line]:
    """The rows of one page as they are shown, with numbers, addresses, last notes and reasons."""
    marks, tokens, reasons = Marks(), tokens_of(PURPOSE), Reasons()
    own = {one.child for one in rows if teams.shows_number(one.team)}
    numbers = store_of().numbers(own) if own else {}
    notes = written_of().notes({case_of(one) for one in rows}) if rows else {}
    return [
        Line(
            one,
            marks.of(one.child),
            numbers.get(one.child, "") if teams.shows_number(one.team) else "",
            teams.called(one.team),
            tokens.make({"child": str(one.child), "of": one.of}, whom=str(person.uuid), now=now),
            "" if isinstance(one, Place) else kind_of(one)[1],
            _last(notes.get(case_of(one), [])),
            reasons.of(one) if isinstance(one, Item) else None,
        )
        for one in rows
    ]


def _last(notes: Sequence[Note]) -> Note | None:
    return next((note for note in reversed(notes) if not note.withdrawn), None)


@dataclass
class TeamCounts:
    """A team and how much waits in it."""

    team: str
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def week(self) -> int:
        return self.counts[WEEK]

    @property
    def overdue(self) -> int:
        return self.counts[OVERDUE]

    @property
    def reasons(self) -> int:
        return self.counts[REASONS]

    @property
    def drifting(self) -> int:
        return self.counts[DRIFTING]


def counted(found: Found, teams: Teams) -> list[TeamCounts]:
    """Each team that somebody sees, by name, with how much is on each list."""
    by_team: dict[str, TeamCounts] = {}
    for name in LISTS:
        for one in listed(name, found, teams):
            called = teams.called(one.team)
            by_team.setdefault(called, TeamCounts(called)).counts[name] += 1
    return [by_team[name] for name in sorted(by_team)]


@dataclass(frozen=True)
class Caseload:
    """How many children a worker holds, and whether that is over the limit."""

    team: str
    worker: str
    children: int
    over: bool


def caseloads(found: Found, teams: Teams, limit: int) -> list[Caseload]:
    """The caseloads of the teams that somebody sees, by team, the heaviest first."""
    totals: Counter[tuple[str, str]] = Counter()
    for load in found.caseloads:
        if teams.sees(load.team):
            totals[teams.called(load.team), load.worker or ""] += load.children
    shown = [Caseload(team, worker, many, many > limit) for (team, worker), many in totals.items()]
    return sorted(shown, key=lambda one: (one.team, -one.children, one.worker))


def of_case(found: Found, places: Iterable[Place], child: int, of: str, teams: Teams) -> list[Watched]:
    """Everything watched of a case, and of the same child in teams that are seen; the case itself first."""
    rows: list[Watched] = [*found.items, *found.drifting, *places]
    seen = [one for one in rows if one.child == child and teams.sees(one.team)]
    if not any(one.of == of for one in seen):
        return []
    return sorted(seen, key=lambda one: one.of != of)


def choices(rows: Iterable[Any], teams: Teams) -> dict[str, list[tuple[str, str]]]:
    """What a list can be narrowed by: the teams, workers and kinds that are in it."""
    rows = list(rows)
    return {
        "team": [(one, one) for one in sorted({teams.called(row.team) for row in rows} - {""})],
        "worker": [(one, one) for one in sorted({row.worker for row in rows if row.worker})],
        "kind": sorted({kind_of(row) for row in rows}, key=lambda pair: pair[1]),
    }
