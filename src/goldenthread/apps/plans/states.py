"""How actions stand on a day: what is stated, what the rulebook computes from it, side by side.

Two axes of time: `as_at` asks how they stood on a day, `known_at` what we knew at an instant. Without either,
the rows as they now stand are read, in a fixed number of statements however many actions there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from goldenthread.apps.plans.action_state import ActionState, Named, Stated
from goldenthread.apps.plans.drawing import draw
from goldenthread.apps.plans.models import Action, Answer, Completion, Plan, RatingLevel, Revision, Update
from goldenthread.apps.plans.then import DETAILED_IN, NamesOfThen, put_plans_back, revisions_on
from goldenthread.apps.trail.moments import day_ends, known_by
from goldenthread.rulebook.references import sort_key

Ids = QuerySet
SAID = "said"
"""Where a row of the past keeps all that it said then."""


def states_of(
    actions: QuerySet[Action], *, today: date, as_at: date | None = None, known_at: datetime | None = None
) -> list[ActionState]:
    """How these actions stand, in their plan's order; those that were not yet in the plan are left out."""

    def read(of: QuerySet[Action]) -> list[ActionState]:
        return _read(of, on=as_at or today, known_at=known_at, of_then=as_at is not None)

    found = read(actions)
    draw(found, read, known_at)
    return found


def state_on(
    action: Action, *, today: date, as_at: date | None = None, known_at: datetime | None = None
) -> ActionState | None:
    """How one action stood; None where it was not yet in the plan, or not yet known."""
    found = states_of(Action.objects.filter(pk=action.pk), today=today, as_at=as_at, known_at=known_at)
    return found[0] if found else None


def _read(
    actions: QuerySet[Action], *, on: date, known_at: datetime | None, of_then: bool
) -> list[ActionState]:
    """These actions, with nothing drawn yet. `of_then`: as what they said on the day has it."""
    told = Q(effective_on__lte=on) & known_by(known_at)
    rows = list(_rows(actions, told))
    found = _Beside(actions, rows, told, on, known_at)
    if of_then or known_at is not None:
        said = revisions_on(found.ids, on if of_then else None, known_at)
        found.named_then(said.values(), known_at)
        rows = [_as_said(row, said[row["pk"]]) for row in rows if row["pk"] in said]
    return [found.state(row) for row in rows]


_FIELDS = (
    "pk", "uuid", "plan_id", "position", "reference", "sort_key", "title", "section", "lead_text", "starts",
    "due", "due_text", "ongoing", "completed_on", "gone_on", "workstream_text",
    "detailed_in",
)  # fmt: skip
_TEXTS_OF_THEN = ("reference", "title", "section", "due_text", "lead_text", "ongoing")
_SAID = Q(level__isnull=False) | ~Q(stated_text="") | ~Q(narrative="")
_RATED = Q(level__isnull=False) | ~Q(stated_text="")


def _rows(actions: QuerySet[Action], told: Q) -> Iterable[dict[str, Any]]:
    newest = Update.objects.filter(told, action=OuterRef("pk")).order_by("-effective_on", "-id")
    rated = newest.filter(_RATED).values(
        found=JSONObject(on="effective_on", level="level_id", text="stated_text")
    )
    return (
        actions.order_by("plan_id", "position")
        .annotate(
            rated=Subquery(rated[:1]),
            last_update=Subquery(newest.filter(_SAID).values("effective_on")[:1]),
            outcome_text=F("outcome__text"),
            workstream_name=F("workstream__name"),
            workstream_uuid=F("workstream__uuid"),
        )
        .values(*_FIELDS, "rated", "last_update", "outcome_text", "workstream_name", "workstream_uuid")
    )


class _Beside:
    """What stands beside the rows of actions, each kind fetched in one statement."""

    def __init__(
        self,
        actions: QuerySet[Action],
        rows: list[dict[str, Any]],
        told: Q,
        on: date,
        known_at: datetime | None,
    ) -> None:
        # A statement within a statement: thousands of ids in the text of one take longer than the search.
        self.ids = actions.order_by().values("pk")
        self.on = on
        self.levels = RatingLevel.objects.in_bulk()
        self.plans = Plan.objects.in_bulk({row["plan_id"] for row in rows})
        put_plans_back(self.plans.values(), known_at)
        # One object for each name and each rating: thousands alive at once keep the garbage collector busy.
        self._named = lru_cache(maxsize=None)(Named)
        self.then: NamesOfThen | None = None
        self._stated = lru_cache(maxsize=None)(self._stated_once)
        self.leads = _leads(self.ids, self._named)
        self.completions = _completions(self.ids, on, known_at)
        self.moves = _moves(self.ids, told)
        self.evidence = _evidence(self.ids, told, on, known_at)
        silent = any(not (row["last_update"] or row["starts"]) for row in rows)
        self.added_on = _added_on(self.ids) if silent else {}

    def named_then(self, said: Iterable[Mapping[str, Any]], known_at: datetime | None) -> None:
        """Read the names that leads and workstreams had."""
        self.then = NamesOfThen(said, known_at, self._named)

    def state(self, row: dict[str, Any]) -> ActionState:
        pk, rated = row["pk"], row["rated"]
        return ActionState(
            pk=pk,
            uuid=row["uuid"],
            plan=self.plans[row["plan_id"]],
            position=row["position"],
            reference=row["reference"],
            sort_key=row["sort_key"],
            title=row["title"],
            section=row["section"],
            outcome=row["outcome_text"] or "",
            workstream=self._workstream(row),
            leads=self._leads(row),
            lead_text=row["lead_text"],
            starts=row["starts"],
            due=row["due"],
            due_text=row["due_text"],
            ongoing=row["ongoing"],
            completed_on=row["completed_on"],
            gone_on=row["gone_on"],
            stated=self._stated(rated["on"], rated["level"], rated["text"]) if rated else None,
            last_update=row["last_update"],
            date_moves=self.moves.get(pk, 0),
            evidence=self.evidence.get(pk, 0),
            completion=self.completions.get(pk, ""),
            on=self.on,
            added_on=self.added_on.get(pk),
            detailed_in=row["detailed_in"],
        )

    def _leads(self, row: Mapping[str, Any]) -> tuple[Named, ...]:
        leads = self.leads.get(row["pk"], ())
        return self.then.leads(row[SAID], leads) if self.then else tuple(leads)

    def _workstream(self, row: Mapping[str, Any]) -> Named:
        now = self._named(row["workstream_uuid"], row["workstream_name"] or row["workstream_text"])
        return self.then.workstream(row[SAID], now) if self.then else now

    def _stated_once(self, on: str, level: int | None, text: str) -> Stated:
        return Stated(date.fromisoformat(on), self.levels.get(level), text)


def _leads(ids: Ids, named: Callable[[UUID | None, str], Named]) -> Mapping[int, list[Named]]:
    found = defaultdict(list)
    through = Action.leads.through.objects.filter(action__in=ids).order_by("post__title")
    for action, uuid, title in through.values_list("action_id", "post__uuid", "post__title"):
        found[action].append(named(uuid, title))
    return found


def _completions(ids: Ids, on: date, known_at: datetime | None) -> dict[int, str]:
    """The newest state of each action's requests: asked, accepted, returned, withdrawn, as on the day."""
    known = Completion.objects.filter(action__in=ids, asked_at__lte=known_at) if known_at else (
        Completion.objects.filter(action__in=ids)
    )  # fmt: skip
    found: dict[int, str] = {}
    columns = ("action_id", "outcome", "asked_at", "decided_on", "decided_at")
    for action, outcome, asked_at, decided_on, decided_at in known.order_by("id").values_list(*columns):
        if decided_on and decided_on <= on and (known_at is None or decided_at <= known_at):
            found[action] = outcome
        elif timezone.localtime(asked_at).date() <= on:
            found[action] = Completion.Outcome.ASKED
    return found


def _moves(ids: Ids, told: Q) -> dict[int, int]:
    moved = Update.objects.filter(told, action__in=ids, due_before__isnull=False)
    return dict(moved.order_by().values_list("action").annotate(Count("pk")))


def _evidence(ids: Ids, told: Q, on: date, known_at: datetime | None) -> dict[int, int]:
    """Files attached to updates, and answers that show something for an indicator or a check."""
    end = day_ends(on) if known_at is None else min(day_ends(on), known_at)
    given_back = (Completion.Outcome.RETURNED, Completion.Outcome.WITHDRAWN)
    void = Q(completion__outcome__in=given_back, completion__decided_at__lte=end)
    attached = Update.objects.filter(told, action__in=ids, evidence__isnull=False).order_by()
    found = dict(attached.values_list("action").annotate(Count("evidence")))
    answers = (
        Answer.objects.filter(~void, completion__action__in=ids, completion__asked_at__lte=end)
        .filter(~Q(evidence="") | Q(files__isnull=False))
        .order_by()
        .values_list("completion__action")
        .annotate(Count("pk", distinct=True))
    )
    for action, count in answers:
        found[action] = found.get(action, 0) + count
    return found


def _added_on(ids: Ids) -> dict[int, date]:
    first = Revision.objects.filter(action__in=ids, version=1)
    return dict(first.order_by().values_list("action_id", "effective_on"))


def _as_said(row: dict[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """The row with what it said then, in place of what it says now."""
    dates = {name: _day(said[name]) for name in ("starts", "due", "completed_on", "gone_on")}
    texts = {name: said[name] for name in _TEXTS_OF_THEN}
    return row | dates | texts | {
        SAID: said,
        "sort_key": sort_key(said["reference"]),
        "outcome_text": said["outcome"],
        "detailed_in": said.get(DETAILED_IN),
    }  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
