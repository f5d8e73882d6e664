"""What changed in plans between two instants: actions, their dates, ratings, leads and texts.

Read from the append-only rows: what each action said (`Revision`), what its lead said (`Update`), and
requests for completion. A fixed number of statements, however many actions there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from goldenthread.apps.plans.milestone_changes import changes_of_milestones
from goldenthread.apps.plans.models import (
    Action,
    Completion,
    RatingLevel,
    Revision,
    Update,
)
from goldenthread.apps.plans.queries import REVISED, said_in_words
from goldenthread.apps.plans.then import put_plans_back
from goldenthread.apps.trail.changes import Change, Changed, Span, day_words
from goldenthread.apps.trail.moments import known_by
from goldenthread.rulebook.progress import State

NO_DATE = "No date"
BY_LOAD = "load__published_on"
_TEXTS = tuple(
    name for name in REVISED
    if name not in {"leads", "lead_text", "due", "ongoing", "completed_on", "gone_on"}
)  # fmt: skip
_RATED = Q(level__isnull=False) | ~Q(stated_text="")


@dataclass(frozen=True)
class PlanChanges:
    """The kinds of change in their order, empty ones too, and how many updates were given."""

    kinds: tuple[Changed, ...]
    updates: int


def changes_of_actions(actions: QuerySet[Action], span: Span) -> PlanChanges:
    """What changed of these actions in a span. Narrow them with `access.scope_of` for a partner."""
    return _Found(actions, span).told()


class _Found:
    """Every row that tells of a change, each kind fetched in one statement."""

    def __init__(self, actions: QuerySet[Action], span: Span) -> None:
        self.span = span
        ids = actions.order_by().values("pk")
        revised = Revision.objects.filter(span.told(published=BY_LOAD), action__in=ids)
        self.revised = set(revised.order_by().values_list("action", flat=True))
        given = Update.objects.filter(span.told(), action__in=ids)
        moved = Q(due_before__isnull=False) | Q(due_after__isnull=False)
        self.moves = list(given.filter(moved).select_related("recorded_by"))
        self.updates = given.filter(_RATED | ~Q(narrative="")).count()
        rated = given.filter(_RATED).order_by().values("action")
        self.rated_now = _newest_ratings(rated, span.until)
        self.rated_before = _newest_ratings(rated, span.since)
        asked = span.within("asked_at") | span.within("decided_at")
        self.completions = list(
            Completion.objects.filter(asked, action__in=ids).select_related("asked_by", "decided_by")
        )
        self.milestones = changes_of_milestones(ids, span)
        self.levels = RatingLevel.objects.in_bulk()
        touched = {*self.revised, *self.rated_now, *(one.action_id for one in self.completions)}
        touched |= {one.action_id for one in self.moves}
        # What an action is called is what it was called then: a paper is rebuilt word for word.
        self.now = _newest(touched, span.until)
        self.before = _newest(self.revised, span.since)
        self.actions = {
            action.pk: action
            for action in Action.objects.filter(pk__in=touched)
            .select_related("plan")
            .only("uuid", "reference", "title", "plan__name", "plan__uuid")
            .order_by("plan_id", "pk")
        }
        put_plans_back([action.plan for action in self.actions.values()], span.until)

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

    def _in_order(self, changes: Iterable[tuple[int, Change]]) -> tuple[Change, ...]:
        """As they came into their plans: places in a plan move, and a paper is rebuilt word for word."""
        place = {pk: number for number, pk in enumerate(self.actions)}
        return tuple(change for _, change in sorted(changes, key=lambda pair: place[pair[0]]))

    def _change(self, pk: int, **said: Any) -> tuple[int, Change]:
        action, fields = self.actions[pk], self.now[pk].fields
        about = {"href": action.get_absolute_url(), "of": action.plan.name}
        return pk, Change(fields["reference"], fields["title"], **about, **said)

    def _by_revision(self, revision: Revision, **said: Any) -> tuple[int, Change]:
        return self._change(
            revision.action_id, on=revision.effective_on, recorded_at=revision.recorded_at,
            by=str(revision.recorded_by or ""), why=revision.reason, **said,
        )  # fmt: skip

    def _both(self) -> Iterable[tuple[Revision, Mapping[str, Any], Mapping[str, Any]]]:
        """Each action that was revised: its newest revision, what it said then, and says now."""
        for pk, was in self.before.items():
            yield self.now[pk], was.fields, self.now[pk].fields

    def _first_heard_of(self) -> Iterable[Revision]:
        return (self.now[pk] for pk in self.revised - self.before.keys())

    def _new(self) -> Iterable[tuple[int, Change]]:
        for revision in self._first_heard_of():
            due = said_in_words("due", revision.fields["due"])
            yield self._by_revision(revision, after=f"Due {due}" if due else NO_DATE)

    def _gone(self) -> Iterable[tuple[int, Change]]:
        for revision, was, now in self._both():
            if not was["gone_on"] and now["gone_on"]:
                yield self._by_revision(revision, before="In the plan", after="No longer listed")

    def _moved(self) -> Iterable[tuple[int, Change]]:
        """Each move with its reason, and each date that was given to an action without one, or taken away."""
        for update in self.moves:
            yield self._change(
                update.action_id, on=update.effective_on, recorded_at=update.recorded_at,
                before=day_words(update.due_before, NO_DATE), after=day_words(update.due_after, NO_DATE),
                by=update.on_behalf_of or str(update.recorded_by or ""), why=update.move_reason,
            )  # fmt: skip
        moved = {update.action_id for update in self.moves}
        for revision, was, now in self._both():
            if was["due"] != now["due"] and revision.action_id not in moved:
                yield self._by_revision(
                    revision,
                    before=said_in_words("due", was["due"]) or NO_DATE,
                    after=said_in_words("due", now["due"]) or NO_DATE,
                )

    def _completed(self) -> Iterable[tuple[int, Change]]:
        """Accepted, and those that a file calls completed."""
        accepted = set()
        for one in self._decided(Completion.Outcome.ACCEPTED):
            accepted.add(one.action_id)
            yield self._by_decision(one, after=f"Completed on {day_words(one.completed_on)}")
        for pk in self.revised - accepted:
            revision, was = self.now[pk], self.before.get(pk)
            day = revision.fields["completed_on"]
            if day and not (was and was.fields["completed_on"]):
                yield self._by_revision(revision, after=f"Completed on {said_in_words('completed_on', day)}")

    def _asked(self) -> Iterable[tuple[int, Change]]:
        """Asked for in the span, and not decided in it."""
        for one in self.completions:
            if one.asked_at > self.span.since and not self._was_decided(one):
                yield self._change(
                    one.action_id, on=one.completed_on, recorded_at=one.asked_at, by=str(one.asked_by),
                    after="Waits for a decision", why=one.statement,
                )  # fmt: skip

    def _returned(self) -> Iterable[tuple[int, Change]]:
        for one in self._decided(Completion.Outcome.RETURNED):
            yield self._by_decision(one, before="Asked for", after="Returned")

    def _decided(self, outcome: str) -> Iterable[Completion]:
        return (one for one in self.completions if one.outcome == outcome and self._was_decided(one))

    def _was_decided(self, one: Completion) -> bool:
        return one.decided_at is not None and (self.span.until is None or one.decided_at <= self.span.until)

    def _by_decision(self, one: Completion, **said: Any) -> tuple[int, Change]:
        return self._change(
            one.action_id, on=one.decided_on, recorded_at=one.decided_at, by=str(one.decided_by),
            why=one.reason, **said,
        )  # fmt: skip

    def _reopened(self) -> Iterable[tuple[int, Change]]:
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

    def _rated(self) -> Iterable[tuple[int, Change]]:
        for pk, was, now in self._ratings():
            if not (self._is_completed(was) and not self._is_completed(now)):
                yield self._by_rating(pk, was, now)

    def _ratings(self) -> Iterable[tuple[int, Update | None, Update]]:
        for pk, now in self.rated_now.items():
            was = self.rated_before.get(pk)
            # A late word of an earlier day does not change how the action stands.
            overtaken = was is not None and was.effective_on > now.effective_on
            if not overtaken and self._word(was) != self._word(now):
                yield pk, was, now

    def _by_rating(self, pk: int, was: Update | None, now: Update) -> tuple[int, Change]:
        return self._change(
            pk, on=now.effective_on, recorded_at=now.recorded_at,
            by=now.on_behalf_of or str(now.recorded_by or ""),
            before=self._word(was) or "Not rated", after=self._word(now),
        )  # fmt: skip

    def _word(self, update: Update | None) -> str:
        if update is None:
            return ""
        level = self.levels.get(update.level_id)
        return level.word if level else update.stated_text

    def _is_completed(self, update: Update | None) -> bool:
        level = self.levels.get(update.level_id) if update else None
        return level is not None and level.state == State.COMPLETED

    def _led(self) -> Iterable[tuple[int, Change]]:
        for revision, was, now in self._both():
            before, after = _leads(was), _leads(now)
            if before != after:
                yield self._by_revision(revision, before=before or "No lead", after=after or "No lead")

    def _texts(self) -> Iterable[tuple[int, Change]]:
        for revision, was, now in self._both():
            for name in _TEXTS:
                if was.get(name) != now.get(name):
                    yield self._by_revision(
                        revision,
                        before=f"{REVISED[name]}: {said_in_words(name, was.get(name)) or 'nothing'}",
                        after=said_in_words(name, now.get(name)) or "Nothing",
                    )


def _newest(actions: Iterable[int], known_at: datetime | None) -> dict[int, Revision]:
    """What each action said, as was known at an instant; without those that nobody knew of."""
    known = Revision.objects.filter(known_by(known_at, published=BY_LOAD), action__in=list(actions))
    newest = known.order_by("action_id", "-version").distinct("action_id").select_related("recorded_by")
    return {revision.action_id: revision for revision in newest}


def _newest_ratings(actions: QuerySet[Update], known_at: datetime | None) -> dict[int, Update]:
    """How each action was rated, as was known at an instant; without those that nobody had rated."""
    known = Update.objects.filter(_RATED, known_by(known_at), action__in=actions)
    newest = known.order_by("action_id", "-effective_on", "-id").distinct("action_id")
    return {update.action_id: update for update in newest.select_related("recorded_by")}


def _leads(said: Mapping[str, Any]) -> str:
    return "; ".join(said["leads"]) or said["lead_text"]
