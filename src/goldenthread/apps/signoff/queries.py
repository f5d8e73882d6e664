"""Reading sign-offs: every unit with the state of its phases, one case, and what is looked for in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Inspection
from goldenthread.apps.inspections.queries import NOT_ASSESSED, Line, recommendation_list
from goldenthread.apps.inspections.queries import Wanted as WantedLines
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.minutes.models import Resolution
from goldenthread.apps.signoff import units
from goldenthread.apps.signoff.access import Unit
from goldenthread.apps.signoff.comparing import NOT_COMPARED, Since, since_all
from goldenthread.apps.signoff.models import Case, Condition, Decision
from goldenthread.apps.signoff.units import NOTHING, Signed

OF_CASE = ("recommendation__inspection", "element", "body", "meeting__body", "asked_by", "built_by")
NOT_ASKED, REOPENED = "sign_off_not_asked", "sign_off_reopened"
BEING_BUILT, BEFORE_BODY = "case_draft", "case_asked"


def case_called(uuid: UUID) -> Case:
    """The case of this id. Raises Http404."""
    return get_object_or_404(Case.objects.select_related(*OF_CASE), uuid=uuid)


def decision_of(case: Case) -> Decision | None:
    """The decision on a case, with what a page shows of it. None while it waits."""
    return (
        Decision.objects.filter(case=case)
        .select_related(
            "meeting__body", "resolution__minute__item", "resolution__minute__minutes__meeting",
            "between__endorsed_by__minutes__meeting", "recorded_by",
        )
        .first()
    )  # fmt: skip


def condition_called(uuid: UUID) -> Condition:
    """The condition of this id. Raises Http404."""
    return get_object_or_404(
        Condition.objects.select_related(
            "measure", "decision__case__recommendation__inspection", "decision__case__element",
            "decision__case__body", "discharge__resolution__minute", "discharge__recorded_by",
        ),
        uuid=uuid,
    )  # fmt: skip


@dataclass(frozen=True)
class PhaseState:
    """How a phase of a unit stands: a state (`site.status_words`), the day, and where it leads."""

    state: str
    on: date | None = None
    href: str = ""


@dataclass(frozen=True)
class UnitRow:
    """A unit on the list: how it is assessed, its two phases, what changed since, and its open conditions."""

    unit: Unit
    inspection: Inspection
    status: str
    body: Body | None
    signed: Signed
    since: Since = NOT_COMPARED
    conditions: tuple[Condition, ...] = ()
    today: date | None = None

    @property
    def reference(self) -> str:
        return units.reference_of(self.unit)

    @property
    def title(self) -> str:
        return self.unit.title

    @property
    def href(self) -> str:
        """The thread of its recommendation."""
        return units.recommendation_of(self.unit).get_absolute_url()

    @property
    def decision(self) -> Decision | None:
        """The newest that stands: of phase 2, else of phase 1."""
        return self.signed.stands(2) or self.signed.stands(1)

    @property
    def phases(self) -> tuple[PhaseState, PhaseState]:
        return phase_state(self.signed, 1), phase_state(self.signed, 2)

    @property
    def shown_changes(self) -> tuple[dict[str, object], ...]:
        """Three of what changed, those that raise a prompt first."""
        return tuple(sorted(self.since.changes, key=lambda one: not one["material"])[:3])

    @property
    def is_changed(self) -> bool:
        return self.decision is not None and bool(self.since.changes)

    @property
    def prompts(self) -> bool:
        return self.decision is not None and self.since.prompts

    @property
    def late_conditions(self) -> tuple[Condition, ...]:
        return tuple(one for one in self.conditions if self.today and one.due_on < self.today)

    @property
    def may_be_asked(self) -> int | None:
        """The phase for which sign-off may be asked now."""
        if self.signed.open_case or self.signed.stands(2):
            return None
        return 2 if self.signed.stands(1) else 1


def phase_state(signed: Signed, phase: int) -> PhaseState:
    """How a phase stands: an open case before an older decision, and what no longer stands as reopened."""
    case, newest = signed.open_case, signed.newest(phase)
    if case is not None and case.phase == phase:
        on = case.meeting.held_on if case.meeting and case.state == "asked" else None
        return PhaseState(f"case_{case.state}", on, case.get_absolute_url())
    if newest is None:
        return PhaseState(NOT_ASKED)
    if newest.is_agreed and not newest.is_not_endorsed and signed.stands(phase) is None:
        return PhaseState(REOPENED, signed.reopened.settled_on, newest.get_absolute_url())
    state = "not_endorsed" if newest.is_not_endorsed else f"sign_off_{newest.outcome}"
    return PhaseState(state, newest.decided_on, newest.get_absolute_url())


CHANGED, WAITING, LATE, PROMPTED, NONE_ASKED = "changed", "waiting", "late", "prompted", "not_asked"


@dataclass(frozen=True)
class Wanted:
    """What the list of units is narrowed to. `state`: changed, waiting, late (a condition), not_asked …"""

    inspection: Inspection | None = None
    state: str = ""
    body: Body | None = None


def unit_rows(wanted: Wanted, today: date) -> list[UnitRow]:
    """Every unit as wanted, by inspection and reference. A dozen queries for any number."""
    lines = recommendation_list(WantedLines(inspection=wanted.inspection, body=wanted.body), as_at=today)
    rows = rows_of(lines, today)
    fits = {
        CHANGED: lambda row: row.is_changed,
        PROMPTED: lambda row: row.prompts,
        WAITING: lambda row: row.signed.open_case is not None,
        LATE: lambda row: bool(row.late_conditions),
        NONE_ASKED: lambda row: not row.signed.decisions and row.signed.open_case is None,
    }.get(wanted.state)
    return [row for row in rows if fits(row)] if fits else rows


def rows_of(lines: Sequence[Line], today: date, *, known_at: datetime | None = None) -> list[UnitRow]:
    """The units of these recommendations, as known at an instant. What changed since is said of now only."""
    keys = [line.recommendation.pk for line in lines]
    found = units.signed(keys, as_at=today if known_at else None, known_at=known_at)
    standing = [one for signed in found.values() if (one := signed.stands(2) or signed.stands(1))]
    since = since_all(standing, today) if known_at is None else {}
    conditions = _open_conditions(standing)
    rows = []
    for line in lines:
        for unit, status in _units(line):
            signed = found.get(units.key_of(unit), NOTHING)
            decision = signed.stands(2) or signed.stands(1)
            rows.append(
                UnitRow(
                    unit, line.recommendation.inspection, status, line.body, signed,
                    since.get(decision.pk, NOT_COMPARED) if decision else NOT_COMPARED,
                    tuple(one for made in signed.decisions for one in conditions.get(made.pk, ())), today,
                )
            )  # fmt: skip
    return rows


def _units(line: Line) -> Iterable[tuple[Unit, str]]:
    if not line.elements:
        return [(line.recommendation, line.status)]
    for one in line.elements:
        one.element.recommendation = line.recommendation
    return [(one.element, one.status or NOT_ASSESSED) for one in line.elements]


def _open_conditions(decisions: Iterable[Decision]) -> dict[int, list[Condition]]:
    found: dict[int, list[Condition]] = {}
    rows = Condition.objects.filter(decision__in=list(decisions), discharge=None).select_related("measure")
    for one in rows.order_by("due_on", "pk"):
        found.setdefault(one.decision_id, []).append(one)
    return found


def cases_before(body: Body) -> QuerySet[Case]:
    """The cases that wait for a body, the oldest first."""
    rows = Case.objects.filter(body=body, state=Case.State.ASKED).select_related(*OF_CASE)
    return rows.order_by("put_at", "pk")


def cases_of_meeting(meeting: Meeting) -> list[tuple[Case, Decision | None]]:
    """The cases that go to a meeting or were decided at it, each with its decision."""
    rows = Case.objects.filter(Q(meeting=meeting) | Q(decision__meeting=meeting)).exclude(state="withdrawn")
    rows = rows.select_related(*OF_CASE, "decision").order_by("recommendation__sort_key", "pk")
    return [(case, getattr(case, "decision", None)) for case in rows.distinct()]


def resolutions_on(body: Body, day: date) -> QuerySet[Resolution]:
    """What a body resolved at its meetings of a day, in the order of the minutes."""
    rows = Resolution.objects.filter(
        minute__body=body, minute__minutes__meeting__held_on=day, letter__isnull=False
    )
    return rows.select_related("minute__minutes__meeting", "minute__item").order_by("minute__position", "pk")


def resolutions_since(body: Body, day: date) -> QuerySet[Resolution]:
    """What a body resolved at its meetings from a day on, the newest first."""
    rows = Resolution.objects.filter(
        minute__body=body, minute__minutes__meeting__held_on__gte=day, letter__isnull=False
    )
    return rows.select_related("minute__minutes__meeting", "minute__item").order_by(
        "-minute__minutes__meeting__held_on", "minute__position", "pk"
    )


def cases_of(unit: Unit) -> QuerySet[Case]:
    """Every case of a unit, the newest first, with its decision."""
    recommendation, element = units.key_of(unit)
    rows = Case.objects.filter(recommendation=recommendation, element=element)
    return rows.select_related(*OF_CASE, "decision")


def bodies_that_answer() -> QuerySet[Body]:
    """The bodies that answer for a recommendation."""
    return Body.objects.filter(accountabilities__isnull=False).distinct().order_by("name")


def inspections_with_recommendations() -> QuerySet[Inspection]:
    """What the list may be narrowed to."""
    return Inspection.objects.filter(recommendations__isnull=False).distinct()


@dataclass(frozen=True)
class Download:
    """A case with the kind of file in which somebody takes it away: "pdf", "json"."""

    case: Case
    suffix: str


def download_called(uuid: UUID, suffix: str) -> Download:
    """Raises Http404 for a case that is not there, and for another kind of file."""
    if suffix not in ("pdf", "json"):
        raise Http404("There is no such file.")
    return Download(case_called(uuid), suffix)


@dataclass(frozen=True)
class Counts:
    """How many units stand where."""

    waiting: int
    changed: int
    prompted: int
    late: int


def counts_of(rows: Iterable[UnitRow]) -> Counts:
    rows = list(rows)
    return Counts(
        sum(row.signed.open_case is not None for row in rows), sum(row.is_changed for row in rows),
        sum(row.prompts for row in rows), sum(bool(row.late_conditions) for row in rows),
    )  # fmt: skip
