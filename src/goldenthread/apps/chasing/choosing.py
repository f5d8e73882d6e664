"""Who will be asked for what: worked out before anybody is, so that an officer sees it first.

"All partners" means each of them: an action that three posts lead is asked of every holder of every one. What
nobody can be asked for is listed beside them with the reason, never lost.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from goldenthread.apps.measures.models import Line, Measure, Scorecard
from goldenthread.apps.people.models import Grant, Person, Post, Role, Scope
from goldenthread.apps.people.queries import holders, in_force
from goldenthread.apps.plans.models import Action, Plan
from goldenthread.apps.plans.queries import actions_of, in_the_plan

NO_LEAD = "No lead recorded"


@dataclass(frozen=True)
class Which:
    """Which open actions or measures are asked about: all, those due within some days, or those chosen."""

    due_within: int | None = None
    chosen: Collection[UUID] | None = None

    def takes(self, uuid: UUID, due: date | None, today: date) -> bool:
        """Whether the one of this id, due on a day, is asked about."""
        if self.chosen is not None:
            return uuid in self.chosen
        if self.due_within is None:
            return True
        return due is not None and due <= today + timedelta(days=self.due_within)


ALL_OPEN = Which()


@dataclass(frozen=True)
class Wanted:
    """One thing wanted of one person. `of` None: nobody can be asked, and `why_nobody` says why."""

    subject: Action | Measure
    post: Post | None
    lead_text: str
    of: Person | None
    due: date | None = None
    why_nobody: str = ""

    @property
    def lead(self) -> str:
        """The lead in words: the post with its organisation, or as printed."""
        return f"{self.post}, {self.post.organisation}" if self.post else self.lead_text or NO_LEAD


@dataclass(frozen=True)
class Sought:
    """One action or measure, and of whom it is wanted. `digest` says whether that is still what was seen."""

    subject: Action | Measure
    wanted: tuple[Wanted, ...]

    @property
    def due(self) -> date | None:
        return self.wanted[0].due

    @property
    def digest(self) -> str:
        """Another when a lead or a holder has changed meanwhile."""
        lines = (f"{one.post and one.post.uuid} {one.of and one.of.uuid}" for one in self.wanted)
        return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Share:
    """All that one person will be asked for, in one letter."""

    person: Person
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True)
class Preview:
    """Who would be asked for what."""

    wanted: tuple[Wanted, ...]

    @property
    def shares(self) -> list[Share]:
        """By person, in the order of their names."""
        found: dict[Person, list[Wanted]] = defaultdict(list)
        for one in self.wanted:
            if one.of is not None:
                found[one.of].append(one)
        return [
            Share(person, _once_each(found[person])) for person in sorted(found, key=lambda one: one.name)
        ]

    @property
    def of_nobody(self) -> list[Wanted]:
        """What nobody can be asked for, each with its reason."""
        return [one for one in self.wanted if one.of is None]

    @property
    def by_subject(self) -> list[Sought]:
        """By action or measure, in their order."""
        found: dict[Action | Measure, list[Wanted]] = defaultdict(list)
        for one in self.wanted:
            found[one.subject].append(one)
        return [Sought(subject, tuple(wanted)) for subject, wanted in found.items()]

    @property
    def seen(self) -> dict[UUID, str]:
        """What an officer saw of each action or measure, by its id."""
        return {sought.subject.uuid: sought.digest for sought in self.by_subject}


def without_a_role(preview: Preview, roles: Collection[Role], *, today: date) -> list[Person]:
    """Those who would be asked and hold none of these roles, anywhere: they could not type an answer."""
    people = [share.person for share in preview.shares]
    able = set(
        Grant.objects.filter(in_force(today), person__in=people, role__in=roles).values_list(
            "person", flat=True
        )
    )
    return [person for person in people if person.pk not in able]


def _once_each(wanted: Iterable[Wanted]) -> tuple[Wanted, ...]:
    """Somebody who holds two leading posts of an action is asked for it once in their letter."""
    return tuple({one.subject: one for one in wanted}.values())


def wanted_of_plan(plan: Plan, which: Which, *, today: date) -> Preview:
    """Updates of a plan's open actions. A fixed number of queries."""
    states = [
        state
        for state in in_the_plan(actions_of(plan, today=today))
        if not state.is_completed and which.takes(state.uuid, state.due, today)
    ]
    actions = Action.objects.filter(pk__in=[state.pk for state in states])
    actions = actions.order_by("position").prefetch_related("leads__organisation")
    leads = [(action, list(action.leads.all()), action.lead_text) for action in actions]
    return _of_each(leads, today)


def wanted_of_scorecard(scorecard: Scorecard, which: Which, *, today: date) -> Preview:
    """Words on each measure of a scorecard: of who holds its lead's post; without a lead, of the analysts."""
    lines = Line.objects.filter(scorecard=scorecard, gone_on=None, ended_at=None)
    measures = Measure.objects.filter(pk__in=lines.values("measure")).select_related("lead__organisation")
    leads = [
        (measure, [measure.lead] if measure.lead else [], measure.lead_text)
        for measure in measures
        if which.takes(measure.uuid, None, today)
    ]
    preview = _of_each(leads, today)
    analysts = list(_analysts(today)) if any(not posts for _, posts, _ in leads) else []
    return Preview(tuple(asked for one in preview.wanted for asked in _or_analysts(one, analysts)))


def _or_analysts(one: Wanted, analysts: Sequence[Person]) -> list[Wanted]:
    if one.post is not None or not analysts:
        return [one]
    return [Wanted(one.subject, None, one.lead_text, analyst) for analyst in analysts]


def _analysts(today: date) -> Iterable[Person]:
    grants = Grant.objects.filter(in_force(today), role=Role.PERFORMANCE_ANALYST, scope=Scope.COUNCIL)
    return Person.objects.filter(pk__in=grants.values("person"), is_active=True)


def _of_each(leads: Sequence[tuple[Action | Measure, Sequence[Post], str]], today: date) -> Preview:
    """Each subject, of every holder of every post that leads it."""
    posts = {post.pk for _, those, _ in leads for post in those}
    held: dict[int, list[Person]] = defaultdict(list)
    for holding in holders(posts, today).order_by("person__name"):
        if holding.person not in held[holding.post_id]:
            held[holding.post_id].append(holding.person)
    wanted: list[Wanted] = []
    for subject, those, lead_text in leads:
        due = subject.due if isinstance(subject, Action) else None
        if not those:
            wanted.append(Wanted(subject, None, lead_text, None, due, _why_no_post(lead_text)))
        for post in sorted(those, key=lambda one: one.title):
            able = [person for person in held[post.pk] if person.is_active]
            wanted += [Wanted(subject, post, lead_text, person, due) for person in able]
            if not able:
                wanted.append(Wanted(subject, post, lead_text, None, due, _why_vacant(held[post.pk])))
    return Preview(tuple(wanted))


def _why_no_post(lead_text: str) -> str:
    if lead_text:
        return "The plan prints this lead. No post on record is tied to it."
    return "No lead is recorded."


def _why_vacant(held_by: Sequence[Person]) -> str:
    if held_by:
        names = ", ".join(person.name for person in held_by)
        return f"{names} can no longer sign in. Nobody else holds this post."
    return "Nobody holds this post."
