"""Plans with their actions and a decade's updates, for `volume`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.measures.models import IndicatorMeasure, Measure
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.plans.models import (
    Action,
    Completion,
    Outcome,
    Plan,
    RatingKey,
    RatingLevel,
    Revision,
    Service,
    SuccessIndicator,
    Update,
)
from goldenthread.apps.plans.revising import ActionFields, as_revised, sort_key
from tests.benchmarks.volume_instants import told_on

OUTCOMES = 12
TITLE = "Agree with partners how requests are triaged, and check a sample each month, part {}"
MOVED_AT, LATER = 10, timedelta(90)
"""Which of an action's updates moved its date, counted back from the newest, and by how much."""
DONE_AGO = timedelta(90)
SAID = "Provider meetings held. The data is shared each fortnight, and two of five outstanding items remain."


@dataclass(frozen=True)
class Cast:
    """Who asks for completion and who decides, the posts that lead, the workstreams."""

    officer: Person
    director: Person
    posts: Sequence[Post]
    workstreams: Sequence[Body]


def add_plan(
    name: str, cast: Cast, recommendations: Sequence[Recommendation], measures: Sequence[Measure], *,
    actions: int, updates: int, today: date, now: datetime,
) -> Plan:  # fmt: skip
    """A plan: one action in four completed, one in five led jointly, one in two with an indicator."""
    key = RatingKey.objects.get()
    plan = Plan.objects.create(name=name, rating_key=key, starts=today - timedelta(3650))
    made = _actions(plan, cast, actions, today)
    _leads(made, cast.posts)
    began = told_on(plan.starts, now)
    Service.objects.bulk_create(
        Service(action=one, recommendation=recommendations[number % len(recommendations)], recorded_at=began)
        for number, one in enumerate(made)
    )
    indicators = SuccessIndicator.objects.bulk_create(
        SuccessIndicator(action=one, position=1, text="90% of requests are answered within 20 weeks")
        for one in made[::2]
    )
    IndicatorMeasure.objects.bulk_create(
        IndicatorMeasure(indicator=one, measure=measures[number % len(measures)], recorded_at=began)
        for number, one in enumerate(indicators[::3])
    )
    days = [_days(number, updates, today) for number in range(actions)]
    _revisions(plan, days, now)
    _updates(made, days, list(key.levels.all()), now)
    _completions(made[::4], cast, today, now)
    return plan


def _actions(plan: Plan, cast: Cast, count: int, today: date) -> list[Action]:
    outcomes = Outcome.objects.bulk_create(
        Outcome(plan=plan, position=number, text=f"Outcome {number}: children are helped sooner")
        for number in range(1, OUTCOMES + 1)
    )
    each = -(-count // OUTCOMES)
    return Action.objects.bulk_create(
        Action(
            plan=plan, outcome=outcomes[number // each], position=number,
            reference=(reference := f"{number // each + 1}.{number % each + 1}"),
            sort_key=sort_key(reference), title=TITLE.format(number), sources=["Inspection 2015"],
            workstream=cast.workstreams[number % len(cast.workstreams)], due_text="In the year",
            due=today + timedelta(days=number % 400 - 100),
            completed_on=today - DONE_AGO if number % 4 == 0 else None,
        )
        for number in range(count)
    )  # fmt: skip


def _leads(actions: Sequence[Action], posts: Sequence[Post]) -> None:
    through = Action.leads.through
    through.objects.bulk_create(
        through(action_id=one.pk, post_id=posts[(number + step) % len(posts)].pk)
        for number, one in enumerate(actions)
        for step in range(2 if number % 5 == 0 else 1)
    )


def _days(number: int, updates: int, today: date) -> list[date]:
    """When an action's updates were given, the newest first: over ten years, the newest of late."""
    apart = timedelta(days=3650 // updates)
    return [today - timedelta(days=number % 90) - apart * age for age in range(updates)]


def _revisions(plan: Plan, days: Sequence[Sequence[date]], now: datetime) -> None:
    """Every version of what each action said; its row keeps the number of the last."""
    written = []
    actions = list(_whole(plan))
    for action, given in zip(actions, days, strict=True):
        versions = list(_versions(action, given))
        written += [
            _revision(action, says, day, now, version) for version, (day, says) in enumerate(versions, 1)
        ]
        action.version = len(versions)
    Revision.objects.bulk_create(written)
    Action.objects.bulk_update(actions, ["version"])


def _revision(action: Action, says: ActionFields, day: date, now: datetime, version: int) -> Revision:
    return Revision(
        action=action, version=version, effective_on=day, recorded_at=told_on(day, now),
        fields=as_revised(says),
    )  # fmt: skip


def _whole(plan: Plan) -> QuerySet[Action]:
    """Its actions in their order, with all that `ActionFields.of` reads."""
    whole = plan.actions.select_related("plan", "outcome", "workstream")
    return whole.prefetch_related("leads", "success_indicators")


def _versions(action: Action, given: Sequence[date]) -> Iterator[tuple[date, ActionFields]]:
    """(day, what it said): from the plan's start, when its date moved, and when it was completed."""
    now = ActionFields.of(action)
    planned = replace(now, completed_on=None)
    if len(given) > MOVED_AT:
        yield action.plan.starts, replace(planned, due=action.due - LATER)
        yield given[MOVED_AT], planned
    else:
        yield action.plan.starts, planned
    if action.completed_on:
        yield action.completed_on, now


def hand_over(plan: Plan, posts: Sequence[Post], *, on: date, now: datetime) -> None:
    """Share a plan's actions among these posts, one lead for each."""
    through = Action.leads.through
    through.objects.filter(action__plan=plan).delete()
    through.objects.bulk_create(
        through(action_id=pk, post=posts[number % len(posts)])
        for number, pk in enumerate(plan.actions.values_list("pk", flat=True))
    )
    actions = list(_whole(plan))
    for one in actions:
        one.version += 1
    Revision.objects.bulk_create(
        _revision(one, ActionFields.of(one), on, now, one.version) for one in actions
    )
    Action.objects.bulk_update(actions, ["version"])


def _updates(
    actions: Sequence[Action], days: Sequence[Sequence[date]], levels: Sequence[RatingLevel], now: datetime
) -> None:
    """One on each of its days, the oldest first; one in all moves the date."""
    Update.objects.bulk_create(
        (
            Update(
                action=one, effective_on=day, recorded_at=told_on(day, now),
                level=levels[0] if number % 4 == 0 and age == 0 else levels[1 + (number + age) % 3],
                narrative=SAID, due_before=one.due - LATER if age == MOVED_AT else None,
                due_after=one.due if age == MOVED_AT else None,
                move_reason="Staff left" if age == MOVED_AT else "",
            )
            for number, one in enumerate(actions)
            for age, day in reversed(list(enumerate(days[number])))
        ),
        batch_size=5000,
    )  # fmt: skip


def _completions(actions: Sequence[Action], cast: Cast, today: date, now: datetime) -> None:
    done = today - DONE_AGO
    at = told_on(done, now)
    Completion.objects.bulk_create(
        Completion(
            action=one, completed_on=done, statement="Done, as the minutes show.", asked_at=at,
            asked_by=cast.officer, outcome=Completion.Outcome.ACCEPTED, decided_on=done, decided_at=at,
            decided_by=cast.director,
        )
        for one in actions
    )  # fmt: skip
