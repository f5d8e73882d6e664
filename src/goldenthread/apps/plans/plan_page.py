"""A plan's actions as its page shows them: narrowed, grouped, sorted, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.text import slugify

from goldenthread.apps.plans.action_state import ActionState
from goldenthread.apps.plans.models import RatingLevel
from goldenthread.apps.plans.queries import in_the_plan

PER_PAGE = 50
NO_RATING = "none"
GONE = "gone"
NOBODY_IN_POST = "nobody"


@dataclass(frozen=True)
class Group:
    """Actions under one heading. `total` counts those on other pages too."""

    heading: str
    rows: list[ActionState]
    total: int

    @property
    def caption(self) -> str:
        actions = "1 action" if self.total == 1 else f"{self.total} actions"
        return f"{self.heading}: {actions}"


@dataclass(frozen=True)
class Grouping:
    """One way of looking at a plan. `headings_of` gives every heading that an action stands under."""

    name: str
    title: str
    nothing: str
    headings_of: Callable[[ActionState], Sequence[str]]


def _leads_of(state: ActionState) -> Sequence[str]:
    """Joint leads each have the action in their list."""
    return [lead.name for lead in state.leads] or ([state.lead_text] if state.lead_text else [])


GROUPINGS = (
    Grouping("outcome", "By outcome", "No outcome", lambda state: [state.outcome or state.section]),
    Grouping("workstream", "By workstream", "No workstream", lambda state: [state.workstream.name]),
    Grouping("lead", "By lead", "No lead", _leads_of),
)

SORTS: dict[str, Callable[[ActionState], Any]] = {
    "reference": lambda state: (state.sort_key, state.position),
    "title": lambda state: state.title.casefold(),
    "due": lambda state: (state.due or date.max, state.position),
    "rating": lambda state: state.rated,
    "updated": lambda state: state.last_update or date.min,
}


def grouping_called(name: str | None) -> Grouping:
    """The grouping of this name; by outcome for a name that there is not."""
    return next((one for one in GROUPINGS if one.name == name), GROUPINGS[0])


def narrowed(states: Iterable[ActionState], asked: dict[str, Any]) -> list[ActionState]:
    """Those that fit what was asked: `workstream` and `lead` by uuid, `rating`, `flag`, `words`.

    Whether anybody is in post is not known of a state: see `vacancies.without_anybody`.
    """
    rating = asked.get("rating")
    found = [state for state in states if state.gone_on] if rating == GONE else in_the_plan(states)
    tests: list[Callable[[ActionState], bool]] = []
    if workstream := asked.get("workstream"):
        tests.append(lambda state: str(state.workstream.uuid) == workstream)
    lead = asked.get("lead")
    if lead and lead != NOBODY_IN_POST:
        tests.append(lambda state: any(str(one.uuid) == lead for one in state.leads))
    if rating and rating != GONE:
        tests.append(lambda state: rating_slug(state) == rating)
    if flag := asked.get("flag"):
        tests.append(lambda state: state.has_flag(flag))
    if words := asked.get("words", "").casefold().split():
        tests.append(lambda state: all(word in _text(state) for word in words))
    return [state for state in found if all(test(state) for test in tests)]


def _text(state: ActionState) -> str:
    return f"{state.reference} {state.title} {state.led_by}".casefold()


def rating_slug(state: ActionState) -> str:
    """A rating as an address says it."""
    if state.stated is None:
        return NO_RATING
    return slugify(state.stated.word) if state.stated.level else "other"


def level_choices(levels: Iterable[RatingLevel]) -> list[tuple[str, str]]:
    return [(slugify(level.word), level.word) for level in levels]


def ordered(states: list[ActionState], sort: str | None, direction: str | None) -> list[ActionState]:
    """In the plan's own order, or by one of `SORTS`."""
    if sort not in SORTS:
        return states
    return sorted(states, key=SORTS[sort], reverse=direction == "desc")


def grouped(states: Iterable[ActionState], grouping: Grouping) -> list[tuple[str, ActionState]]:
    """(heading, action), group by group: outcomes in the plan's order, names by the alphabet, none last."""
    pairs = [
        (heading or grouping.nothing, state)
        for state in states
        for heading in (grouping.headings_of(state) or [""])
    ]
    if grouping.name == "outcome":
        first: dict[str, int] = {}
        for heading, state in pairs:
            first[heading] = min(first.get(heading, state.position), state.position)
        return sorted(pairs, key=lambda pair: (pair[0] == grouping.nothing, first[pair[0]]))
    return sorted(pairs, key=lambda pair: (pair[0] == grouping.nothing, pair[0].casefold()))


def one_page(pairs: list[tuple[str, ActionState]], number: str | None) -> tuple[Page, list[Group]]:
    """One page of the list, and its groups."""
    totals: dict[str, int] = {}
    for heading, _ in pairs:
        totals[heading] = totals.get(heading, 0) + 1
    page = Paginator(pairs, PER_PAGE).get_page(number)
    groups = [
        Group(heading, [state for _, state in rows], totals[heading])
        for heading, rows in groupby(page.object_list, key=lambda pair: pair[0])
    ]
    return page, groups
