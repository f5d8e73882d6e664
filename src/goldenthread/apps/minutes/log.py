"""A body's decision and action log: what it resolved, what it asked for, and how that stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.minutes.models import ActionReport, BodyAction, Decision, Resolution
from goldenthread.apps.minutes.queries import OF_ACTION
from goldenthread.apps.people.finding import NothingToFind, asked
from goldenthread.apps.people.words import words_of
from goldenthread.apps.plans.models import Action
from goldenthread.documents.data_tables import DataTable

STATES = (("", "All"), ("open", "Open"), ("late", "Late"), ("undated", "Undated"), ("closed", "Closed"))
OPEN = BodyAction.State.OPEN
_REFERENCE = re.compile(r"A?(?P<number>\d{1,6})", re.IGNORECASE)


@dataclass(frozen=True)
class Wanted:
    """What the log is narrowed to. `state` is one of STATES; `words` are searched for."""

    state: str = ""
    words: str = ""


def state_of(action: BodyAction, today: date) -> str:
    """ "closed", "late", "undated" or "open". Late from the day after the one by which it is wanted."""
    if not action.is_open:
        return "closed"
    if action.due_on is None:
        return "undated"
    return "late" if action.due_on < today else "open"


def in_state(state: str, today: date) -> Q:
    """Actions in a state: "open" counts the late and the undated too. "": all."""
    match state:
        case "open":
            return Q(state=OPEN)
        case "late":
            return Q(state=OPEN, due_on__lt=today)
        case "undated":
            return Q(state=OPEN, due_on=None)
        case "closed":
            return ~Q(state=OPEN)
    return Q()


@dataclass(frozen=True)
class Counts:
    open: int
    late: int
    undated: int
    closed: int


def counts_of(actions: QuerySet[BodyAction], today: date) -> Counts:
    """How many are in each state. One query."""
    found = actions.order_by().aggregate(
        **{state: Count("pk", filter=in_state(state, today)) for state, _ in STATES if state}
    )
    return Counts(**found)


def seen(actions: QuerySet[BodyAction], *, part_2: bool) -> QuerySet[BodyAction]:
    """Those that are not of part 2, or all for whoever may see it."""
    return actions if part_2 else actions.filter(restricted=False)


def actions_of(body: Body, *, part_2: bool) -> QuerySet[BodyAction]:
    return seen(BodyAction.objects.filter(body=body), part_2=part_2)


def log_of(body: Body, wanted: Wanted, *, today: date, part_2: bool) -> QuerySet[BodyAction]:
    """The body's actions that are wanted: open ones first, by day, the undated last; then the closed, newest
    first."""
    rows = actions_of(body, part_2=part_2).filter(in_state(wanted.state, today))
    if typed := wanted.words.strip():
        rows = _with_words(rows, typed)
    return rows.order_by(
        "-state", F("closed_on").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "number"
    )


def _with_words(rows: QuerySet[BodyAction], typed: str) -> QuerySet[BodyAction]:
    """Those with these words, read as the search of the whole site reads them, or with this reference."""
    if reference := _REFERENCE.fullmatch(typed):
        return rows.filter(number=int(reference["number"]))
    try:
        query = asked(typed).query
    except NothingToFind:
        return rows.filter(words__icontains=typed)
    return rows.alias(searched=words_of("words")).filter(searched=query)


@dataclass(frozen=True)
class Logged:
    """A row of the log, with its state and the newest report of it."""

    action: BodyAction
    state: str
    report: ActionReport | None


def logged(actions: Iterable[BodyAction], today: date) -> list[Logged]:
    """The rows of one page, each with its way and its newest report. Two queries for all.

    The way is joined to these rows only: to sort thousands with all that belongs to them takes longer.
    """
    keys = [one.pk for one in actions]
    whole = BodyAction.objects.select_related(*OF_ACTION).in_bulk(keys)
    listed = [whole[key] for key in keys]
    newest = ActionReport.objects.filter(action__in=keys)
    newest = newest.order_by("action_id", "-effective_on", "-id").distinct("action_id")
    reports = {one.action_id: one for one in newest.select_related("recorded_by")}
    return [Logged(one, state_of(one, today), reports.get(one.pk)) for one in listed]


def resolutions_of(body: Body, words: str = "", *, part_2: bool) -> QuerySet[Resolution]:
    """What the body resolved, the newest meeting first, each with how many actions came of it."""
    rows = Resolution.objects.filter(minute__body=body).exclude(letter=None)
    if not part_2:
        rows = rows.filter(minute__part=1).exclude(minute__item__part=2)
    if words.strip():
        rows = rows.filter(Q(text__icontains=words.strip()) | Q(minute__title__icontains=words.strip()))
    of_one = BodyAction.objects.filter(resolution=OuterRef("pk")).order_by().values("resolution")
    asked_by_it = Subquery(of_one.annotate(how_many=Count("pk")).values("how_many"))
    rows = rows.select_related("minute__minutes__meeting", "minute__item")
    rows = rows.annotate(asked=Coalesce(asked_by_it, 0))
    return rows.order_by("-minute__minutes__meeting__held_on", "minute__position", "id")


def decisions_of(body: Body, *, part_2: bool) -> QuerySet[Decision]:
    """What was decided between meetings, the newest first."""
    rows = Decision.objects.filter(body=body).select_related("endorsed_by__minutes__meeting", "body")
    return (rows if part_2 else rows.filter(restricted=False)).order_by("-decided_on", "-id")


def open_counts(bodies: Sequence[Body], today: date) -> dict[int, tuple[int, int]]:
    """How many actions of each body are open, and late, by its id. One query."""
    rows = BodyAction.objects.filter(body__in=[one.pk for one in bodies], state=OPEN).order_by()
    found = rows.values_list("body_id").annotate(
        open=Count("pk"), late=Count("pk", filter=in_state("late", today))
    )
    return {body: (opened, late) for body, opened, late in found}


def serving(of: Recommendation | Action, *, part_2: bool = False) -> QuerySet[BodyAction]:
    """What bodies asked for that serves a recommendation or an action of a plan."""
    rows = seen(of.body_actions.all(), part_2=part_2)
    return rows.order_by("-raised_on", "-id")


def log_table(rows: Iterable[Logged]) -> DataTable:
    """The log as a table to take away, with the way from the recommendation to the minute."""
    columns = (
        ("Reference", 12), ("Action", 60), ("Owner", 30), ("Asked on", 14), ("Minute", 14),
        ("Resolution", 12), ("Wanted by", 14), ("As minuted", 24), ("State", 12), ("Closed on", 14),
        ("Closed by minute", 16), ("Newest report", 50), ("Reported on", 14), ("Recommendation", 30),
        ("Plan action", 30),
    )  # fmt: skip
    return DataTable("action-log", "Action log", columns, tuple(_cells(one) for one in rows))


def _cells(one: Logged) -> tuple[str | date | None, ...]:
    action, report = one.action, one.report
    return (
        action.reference, action.words, action.owner_name, action.raised_on,
        action.minute.label if action.minute else "Between meetings",
        f"({action.resolution.letter})" if action.resolution else "", action.due_on, action.due_words,
        one.state.capitalize(), action.closed_on, action.closed_by.label if action.closed_by else "",
        report.words if report else "", report.effective_on if report else None,
        str(action.recommendation or ""), str(action.plan_action or ""),
    )  # fmt: skip
