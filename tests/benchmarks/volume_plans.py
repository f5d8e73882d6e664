"""Plans with their actions and a decade's updates, for `volume`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

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
from goldenthread.apps.plans.revising import ActionFields, sort_key

OUTCOMES = 12
TITLE = "Agree with partners how requests are triaged, and check a sample each month, part {}"
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
    Service.objects.bulk_create(
        Service(action=one, recommendation=recommendations[number % len(recommendations)], recorded_at=now)
        for number, one in enumerate(made)
    )
    indicators = SuccessIndicator.objects.bulk_create(
        SuccessIndicator(action=one, position=1, text="90% of requests are answered within 20 weeks")
        for one in made[::2]
    )
    IndicatorMeasure.objects.bulk_create(
        IndicatorMeasure(indicator=one, measure=measures[number % len(measures)], recorded_at=now)
        for number, one in enumerate(indicators[::3])
    )
    Revision.objects.bulk_create(
        Revision(
            action=one, version=1, effective_on=plan.starts, recorded_at=now,
            fields=ActionFields(title=one.title, reference=one.reference).as_json(),
        )
        for one in made
    )  # fmt: skip
    _updates(made, list(key.levels.all()), updates, today, now)
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
            completed_on=today - timedelta(days=90) if number % 4 == 0 else None,
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


def _updates(
    actions: Sequence[Action], levels: Sequence[RatingLevel], each: int, today: date, now: datetime
) -> None:
    """Spread over ten years, the newest within the last three months; every tenth moves the date."""
    apart = timedelta(days=3650 // each)
    Update.objects.bulk_create(
        (
            Update(
                action=one, effective_on=today - timedelta(days=number % 90) - apart * age, recorded_at=now,
                level=levels[0] if number % 4 == 0 and age == 0 else levels[1 + (number + age) % 3],
                narrative=SAID, due_before=one.due - timedelta(90) if age == 10 else None,
                due_after=one.due if age == 10 else None, move_reason="Staff left" if age == 10 else "",
            )
            for number, one in enumerate(actions)
            for age in reversed(range(each))
        ),
        batch_size=5000,
    )  # fmt: skip


def _completions(actions: Sequence[Action], cast: Cast, today: date, now: datetime) -> None:
    done = today - timedelta(days=90)
    Completion.objects.bulk_create(
        Completion(
            action=one, completed_on=done, statement="Done, as the minutes show.", asked_at=now,
            asked_by=cast.officer, outcome=Completion.Outcome.ACCEPTED, decided_on=done, decided_at=now,
            decided_by=cast.director,
        )
        for one in actions
    )  # fmt: skip
