"""What changed in plans between two instants: actions, their dates, ratings, leads and texts.

Read from the append-only rows: what each action said (`Revision`), what its lead said (`Update`), and
requests for completion. A fixed number of statements, however many actions there are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT

from goldenthread.apps.plans.milestone_changes import changes_of_milestones
from goldenthread.apps.plans.models import Action, Completion, Plan, RatingLevel, Revision, Update
from goldenthread.apps.plans.queries import REVISED, said_in_words
from goldenthread.apps.plans.then import put_plans_back
from goldenthread.apps.trail.changes import Change, Changed, Lines, Span, day_words
from goldenthread.apps.trail.moments import known_by
from goldenthread.rulebook.progress import State

NO_DATE = "No date"
BY_LOAD = "load__published_on"
_TEXTS = tuple(
    name for name in REVISED
    if name not in {"leads", "lead_text", "due", "ongoing", "completed_on", "gone_on"}
)  # fmt: skip
_MOVE = (
    "action_id", "effective_on", "recorded_at", "recorded_by__name", "on_behalf_of", "due_before",
    "due_after", "move_reason",
)  # fmt: skip
_COMPLETION = (
    "action_id", "completed_on", "statement", "asked_at", "asked_by__name", "outcome", "decided_on",
    "decided_at", "decided_by__name", "reason",
)  # fmt: skip
_REVISION = ("action_id", "effective_on", "recorded_at", "recorded_by__name", "reason", "fields")
_RATING = (
    "action_id", "effective_on", "recorded_at", "recorded_by__name", "on_behalf_of", "level_id",
    "stated_text",
)  # fmt: skip
_RATED = Q(level__isnull=False) | ~Q(stated_text="")


Row = Any
"""A row by the names of its columns: whole records, thousands at once, cost more than what they tell."""
_Told = tuple[int, Callable[[], Change]]
"""An action, by its row number, and what tells of its change."""


@dataclass(frozen=True)
class PlanChanges:
    """The kinds of change in their order, empty ones too, and how many updates were given."""

    kinds: tuple[Changed, ...]
    updates: int


def changes_of_actions(actions: QuerySet[Action], span: Span) -> PlanChanges:
    """What changed of these actions in a span. Narrow them with `access.scope_of` for a partner."""
    return _Found(actions, span).told()


class _Found:
    """Every row that tells of a change, each kind fetched in one statement, in the columns that are told."""

    def __init__(self, actions: QuerySet[Action], span: Span) -> None:
        self.span = span
        ids = actions.order_by().values("pk")
        revised = Revision.objects.filter(span.told(published=BY_LOAD), action__in=ids).order_by()
        given = Update.objects.filter(span.told(), action__in=ids)
        moved = given.filter(Q(due_before__isnull=False) | Q(due_after__isnull=False))
        rated = given.filter(_RATED).order_by()
        decided = span.within("asked_at") | span.within("decided_at")
        completions = Completion.objects.filter(decided, action__in=ids)
        self.updates = given.filter(_RATED | ~Q(narrative="")).order_by().count()
        self.moves = list(moved.values_list(*_MOVE, named=True))
        self.completions = list(completions.values_list(*_COMPLETION, named=True))
        self.milestones = changes_of_milestones(ids, span)
        self.levels = RatingLevel.objects.in_bulk()
        self.now = _newest(revised, span.until)
        self.before = _newest(revised, span.since)
        self.rated_now = _newest_ratings(rated, span.until)
        self.rated_before = _newest_ratings(rated, span.since)
        touched = {*self.now, *self.rated_now, *(one.action_id for one in self.completions)}
        touched |= {one.action_id for one in self.moves}
        self.actions = _named(touched, span.until)

    def told(self) -> PlanChanges:
        kinds = (
            Changed("new", "New actions", "new actions", "grey", self._in_order(self._new())),
            Changed("gone", "No longer in the plan", "gone", "grey", self._in_order(self._gone())),
            Changed("moved", "Due dates moved", "dates moved", "amber", self._in_order(self._moved())),
            Changed("completed", "Completed", "completed", "green", self._in_order(self._completed())),
            Changed("asked", "Completion asked for", "asked for", "grey", self._in_order(self._asked())),
            Changed("returned", "Completion returned", "returned", "amber", self._in_order(self._returned())),
            Changed("reopened", "Reopened", "reopened", "red", self._in_order(self._reopened())),
            Changed("rated", "Ratings changed", "ratings changed", "grey", self._in_order(self._rated())),
            Changed("led", "Leads changed", "leads changed", "grey", self._in_order(self._led())),
            *self.milestones,
            Changed("texts", "Words revised", "words revised", "grey", self._in_order(self._texts())),
        )
        return PlanChanges(kinds, self.updates)

    def _in_order(self, changes: Iterable[_Told]) -> Lines:
        """As they came into their plans: places in a plan move, and a paper is rebuilt word for word."""
        place = {pk: number for number, pk in enumerate(self.actions)}
        return Lines(tell for _, tell in sorted(changes, key=lambda told: place[told[0]]))

    def _change(self, pk: int, **said: Any) -> _Told:
        return pk, lambda: self.actions[pk].change(**said)

    def _by_revision(self, revision: Row, **said: Any) -> _Told:
        return self._change(
            revision.action_id, on=revision.effective_on, recorded_at=revision.recorded_at,
            by=revision.recorded_by__name or "", why=revision.reason, **said,
        )  # fmt: skip

    def _both(self) -> Iterable[tuple[Row, Mapping[str, Any], Mapping[str, Any]]]:
        """Each action that was revised: its newest revision, what it said then, and says now."""
        for pk, was in self.before.items():
            yield self.now[pk], was.fields, self.now[pk].fields

    def _first_heard_of(self) -> Iterable[Row]:
        return (self.now[pk] for pk in self.now.keys() - self.before.keys())

    def _new(self) -> Iterable[_Told]:
        for revision in self._first_heard_of():
            due = said_in_words("due", revision.fields["due"])
            yield self._by_revision(revision, after=f"Due {due}" if due else NO_DATE)

    def _gone(self) -> Iterable[_Told]:
        for revision, was, now in self._both():
            if not was["gone_on"] and now["gone_on"]:
                yield self._by_revision(revision, before="In the plan", after="No longer listed")

    def _moved(self) -> Iterable[_Told]:
        """Each move with its reason, and each date that was given to an action without one, or taken away."""
        for update in self.moves:
            yield self._change(
                update.action_id, on=update.effective_on, recorded_at=update.recorded_at,
                before=day_words(update.due_before, NO_DATE), after=day_words(update.due_after, NO_DATE),
                by=update.on_behalf_of or update.recorded_by__name or "", why=update.move_reason,
            )  # fmt: skip
        moved = {update.action_id for update in self.moves}
        for revision, was, now in self._both():
            if was["due"] != now["due"] and revision.action_id not in moved:
                yield self._by_revision(
                    revision,
                    before=said_in_words("due", was["due"]) or NO_DATE,
                    after=said_in_words("due", now["due"]) or NO_DATE,
                )

    def _completed(self) -> Iterable[_Told]:
        """Accepted, and those that a file calls completed."""
        accepted = set()
        for one in self._decided(Completion.Outcome.ACCEPTED):
            accepted.add(one.action_id)
            yield self._by_decision(one, after=f"Completed on {day_words(one.completed_on)}")
        for pk in self.now.keys() - accepted:
            revision, was = self.now[pk], self.before.get(pk)
            day = revision.fields["completed_on"]
            if day and not (was and was.fields["completed_on"]):
                yield self._by_revision(revision, after=f"Completed on {said_in_words('completed_on', day)}")

    def _asked(self) -> Iterable[_Told]:
        """Asked for in the span, and not decided in it."""
        for one in self.completions:
            if one.asked_at > self.span.since and not self._was_decided(one):
                yield self._change(
                    one.action_id, on=one.completed_on, recorded_at=one.asked_at, by=one.asked_by__name,
                    after="Waits for a decision", why=one.statement,
                )  # fmt: skip

    def _returned(self) -> Iterable[_Told]:
        for one in self._decided(Completion.Outcome.RETURNED):
            yield self._by_decision(one, before="Asked for", after="Returned")

    def _decided(self, outcome: str) -> Iterable[Row]:
        return (one for one in self.completions if one.outcome == outcome and self._was_decided(one))

    def _was_decided(self, one: Row) -> bool:
        return one.decided_at is not None and (self.span.until is None or one.decided_at <= self.span.until)

    def _by_decision(self, one: Row, **said: Any) -> _Told:
        return self._change(
            one.action_id, on=one.decided_on, recorded_at=one.decided_at, by=one.decided_by__name,
            why=one.reason, **said,
        )  # fmt: skip

    def _reopened(self) -> Iterable[_Told]:
        """What was completed, or rated so, and no longer is; and what had left the plan and is back."""
        for revision, was, now in self._both():
            if was["completed_on"] and not now["completed_on"]:
                day = said_in_words("completed_on", was["completed_on"])
                yield self._by_revision(revision, before=f"Completed on {day}", after="Open")
            if was["gone_on"] and not now["gone_on"]:
                yield self._by_revision(revision, before="No longer listed", after="In the plan")
        for pk, was, now in self._ratings():
            if self._is_completed(was) and not self._is_completed(now):
                yield self._by_rating(pk, was, now)

    def _rated(self) -> Iterable[_Told]:
        """Ratings of actions that were there before; the first of a new one is no change."""
        for pk, was, now in self._ratings():
            is_new = pk in self.now and pk not in self.before
            if not is_new and not (self._is_completed(was) and not self._is_completed(now)):
                yield self._by_rating(pk, was, now)

    def _ratings(self) -> Iterable[tuple[int, Row | None, Row]]:
        for pk, now in self.rated_now.items():
            was = self.rated_before.get(pk)
            # A late word of an earlier day does not change how the action stands.
            overtaken = was is not None and was.effective_on > now.effective_on
            if not overtaken and self._word(was) != self._word(now):
                yield pk, was, now

    def _by_rating(self, pk: int, was: Row | None, now: Row) -> _Told:
        return self._change(
            pk, on=now.effective_on, recorded_at=now.recorded_at,
            by=now.on_behalf_of or now.recorded_by__name or "",
            before=self._word(was) or "Not rated", after=self._word(now),
        )  # fmt: skip

    def _word(self, update: Row | None) -> str:
        if update is None:
            return ""
        level = self.levels.get(update.level_id)
        return level.word if level else update.stated_text

    def _is_completed(self, update: Row | None) -> bool:
        level = self.levels.get(update.level_id) if update else None
        return level is not None and level.state == State.COMPLETED

    def _led(self) -> Iterable[_Told]:
        for revision, was, now in self._both():
            before, after = _leads(was), _leads(now)
            if before != after:
                yield self._by_revision(revision, before=before or "No lead", after=after or "No lead")

    def _texts(self) -> Iterable[_Told]:
        for revision, was, now in self._both():
            for name in _TEXTS:
                if was.get(name) != now.get(name):
                    yield self._by_revision(
                        revision,
                        before=f"{REVISED[name]}: {said_in_words(name, was.get(name)) or 'nothing'}",
                        after=said_in_words(name, now.get(name)) or "Nothing",
                    )


def _newest(revised: QuerySet[Revision], known_at: datetime | None) -> dict[int, Row]:
    """What each action said, as was known at an instant; without those that nobody knew of."""
    known = Revision.objects.filter(
        known_by(known_at, published=BY_LOAD), action__in=revised.values("action")
    )
    newest = known.order_by("action_id", "-version").distinct("action_id")
    return {revision.action_id: revision for revision in newest.values_list(*_REVISION, named=True)}


def _newest_ratings(rated: QuerySet[Update], known_at: datetime | None) -> dict[int, Row]:
    """How each action was rated, as was known at an instant; without those that nobody had rated."""
    known = Update.objects.filter(_RATED, known_by(known_at), action=OuterRef("pk"))
    newest = Subquery(known.order_by("-effective_on", "-id").values("pk")[:1])
    actions = Action.objects.filter(pk__in=rated.values("action")).order_by().annotate(newest=newest)
    found = Update.objects.filter(pk__in=actions.values("newest")).order_by()
    return {update.action_id: update for update in found.values_list(*_RATING, named=True)}


@dataclass(frozen=True)
class _Named:
    """An action under its reference and title of then, with the address that it has now."""

    uuid: UUID
    plan: Plan
    now: tuple[str, str]
    then: tuple[str, str]

    def change(self, **said: Any) -> Change:
        reference, title = self.now
        now = Action(uuid=self.uuid, reference=reference, title=title)
        return Change(*self.then, href=now.get_absolute_url(), of=self.plan.name, **said)


def _named(actions: Collection[int], known_at: datetime | None) -> dict[int, _Named]:
    """What these actions are called is what they were called then: a paper is rebuilt word for word.

    In the order in which they came into their plans.
    """
    found = Action.objects.filter(pk__in=actions).order_by("plan_id", "pk")
    rows = list(found.values_list("pk", "uuid", "reference", "title", "plan_id", "plan__uuid", "plan__name"))
    plans = {pk: Plan(pk=pk, uuid=uuid, name=name) for *_, pk, uuid, name in rows}
    put_plans_back(plans.values(), known_at)
    then = _names_of_then(actions, known_at)
    return {
        pk: _Named(uuid, plans[plan], (reference, title), then.get(pk, (reference, title)))
        for pk, uuid, reference, title, plan, *_ in rows
    }


def _names_of_then(actions: Collection[int], known_at: datetime | None) -> dict[int, tuple[str, str]]:
    """(reference, title) of actions as was known at an instant; none where all is known that there is."""
    if known_at is None:
        return {}
    known = Revision.objects.filter(known_by(known_at, published=BY_LOAD), action__in=actions)
    newest = known.order_by("action_id", "-version").distinct("action_id")
    names = newest.values_list("action_id", KT("fields__reference"), KT("fields__title"))
    return {pk: (reference, title) for pk, reference, title in names}


def _leads(said: Mapping[str, Any]) -> str:
    return "; ".join(said["leads"]) or said["lead_text"]
