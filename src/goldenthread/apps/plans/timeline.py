"""The timeline of a plan: when each action was to be done, is to be done now, and by how far that slipped.

What an action said of its date is read from its revisions, so the timeline answers for a past day too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform

from goldenthread.apps.plans.action_state import ActionState
from goldenthread.apps.plans.milestones import MilestoneThen, milestones_of
from goldenthread.apps.plans.models import Action, Revision
from goldenthread.apps.plans.queries import in_the_plan
from goldenthread.apps.plans.states import states_of
from goldenthread.apps.trail.moments import known_by
from goldenthread.documents import timeline_chart
from goldenthread.rulebook.slippage import Slippage, Slipped, slippage, slipped

ROWS_A_PICTURE = 40
NO_GROUP = "No workstream"


@dataclass(frozen=True)
class TimelineRow:
    """An action on the timeline, planned `since` a day.

    `dues` are its completion dates, from the first recorded to the present.
    """

    state: ActionState
    since: date
    dues: tuple[date, ...]
    milestones: tuple[MilestoneThen, ...]

    @property
    def first_due(self) -> date | None:
        return self.dues[0] if self.dues else None

    @property
    def slippage(self) -> Slippage | None:
        return slippage(self.first_due, self.state.due)

    @property
    def moved(self) -> int:
        """How often its date moved."""
        return max(len(self.dues) - 1, 0)

    @property
    def words(self) -> str:
        """What stands at the end of its row."""
        state = self.state
        if state.due is None:
            return "Ongoing" if state.ongoing else "No date"
        return self.slippage.reason if self.slippage and self.slippage.days else ""


@dataclass(frozen=True)
class TimelineGroup:
    """The actions of one workstream or outcome, and how far they slipped together."""

    heading: str
    rows: tuple[TimelineRow, ...]
    slipped: Slipped


def timeline_of(
    actions: QuerySet[Action],
    *,
    by: str,
    today: date,
    as_at: date | None = None,
    known_at: datetime | None = None,
) -> list[TimelineGroup]:
    """The actions in their plan, grouped `by` "workstream" or "outcome", each group in the plan's order."""
    states = in_the_plan(states_of(actions, today=today, as_at=as_at, known_at=known_at))
    told = _told(actions, as_at, known_at)
    milestones = milestones_of(actions, as_at=as_at, known_at=known_at)
    grouped: dict[str, list[TimelineRow]] = defaultdict(list)
    for state in states:
        said = told[state.pk]
        row = TimelineRow(state, said.since, _upto(said.dues, state.due), tuple(milestones.get(state.pk, ())))
        grouped[_heading(state, by)].append(row)
    return [
        TimelineGroup(heading, tuple(rows), slipped(row.slippage for row in rows))
        for heading, rows in grouped.items()
    ]


def _heading(state: ActionState, by: str) -> str:
    if by == "outcome":
        return state.outcome or state.section or "No outcome"
    return state.workstream.name or NO_GROUP


@dataclass
class _Told:
    """What revisions tell of an action: since when it is planned, each completion date in turn."""

    since: date
    dues: list[date]


def _told(actions: QuerySet[Action], as_at: date | None, known_at: datetime | None) -> dict[int, _Told]:
    """By action, without a date that only stands again in the next revision."""
    said = Revision.objects.filter(
        known_by(known_at, published="load__published_on"), action__in=actions.order_by().values("pk")
    )
    said = said.filter(effective_on__lte=as_at) if as_at else said
    columns = ("action_id", "effective_on", KeyTextTransform("due", "fields"))
    found: dict[int, _Told] = {}
    for action, effective_on, text in said.order_by("action_id", "version").values_list(*columns):
        told = found.setdefault(action, _Told(effective_on, []))
        if text and (not told.dues or told.dues[-1] != date.fromisoformat(text)):
            told.dues.append(date.fromisoformat(text))
    return found


def _upto(dues: Sequence[date], due: date | None) -> tuple[date, ...]:
    """The dates, ending in the one that stands; none where the action has no date now."""
    if due is None:
        return ()
    return tuple(dues) if dues and dues[-1] == due else (*dues, due)


def pictures(groups: Iterable[TimelineGroup]) -> list[list[TimelineGroup]]:
    """Groups, a page each of at most `ROWS_A_PICTURE` rows; a longer group goes on over several."""
    pages: list[list[TimelineGroup]] = [[]]
    room = ROWS_A_PICTURE
    for group in groups:
        for part in _parts(group):
            if len(part.rows) > room:
                pages.append([])
                room = ROWS_A_PICTURE
            pages[-1].append(part)
            room -= len(part.rows)
    return [page for page in pages if page]


def _parts(group: TimelineGroup) -> Iterable[TimelineGroup]:
    for start in range(0, len(group.rows), ROWS_A_PICTURE):
        rows = group.rows[start : start + ROWS_A_PICTURE]
        heading = group.heading if start == 0 else f"{group.heading}, continued"
        yield TimelineGroup(heading, rows, group.slipped)


def draw(title: str, groups: Sequence[TimelineGroup], on: date) -> timeline_chart.Drawing | None:
    """The picture of these groups as they stood on a day."""
    drawn = [
        timeline_chart.Group(group.heading, tuple(_drawn(row) for row in group.rows)) for group in groups
    ]
    return timeline_chart.timeline(title, drawn, on)


def _drawn(row: TimelineRow) -> timeline_chart.Row:
    state = row.state
    marks = (
        timeline_chart.Mark(one.text, one.reached_on or one.due, one.reached_on is not None)
        for one in row.milestones
    )
    return timeline_chart.Row(
        f"{state.reference} {state.title}".strip(), state.starts, row.since, row.dues,
        state.completed_on, tuple(marks), row.words,
    )  # fmt: skip
