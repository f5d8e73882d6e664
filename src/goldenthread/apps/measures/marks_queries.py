"""Reads of marks: those of a measure as they stood at an instant, and what they do to its series."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.shortcuts import get_object_or_404

from goldenthread.apps.measures.marks import TRENDS
from goldenthread.apps.measures.marks_models import Mark, MarkKind
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.trail.moments import known_by
from goldenthread.rulebook.breaks import stretch_of
from goldenthread.rulebook.periods import Period


@dataclass(frozen=True)
class Effects:
    """What the marks of a measure do to its series.

    `breaks` are the days from which its definition changed, `steps` those from which limits are worked out
    anew. `baseline` is the number of first figures that limits are fixed from, None for all of a stretch.
    """

    breaks: tuple[date, ...] = ()
    steps: tuple[date, ...] = ()
    baseline: int | None = None
    trend: int = TRENDS[0]

    def stretch(self, period: Period) -> int:
        """Which stretch a period is in: limits and runs never reach from one into another."""
        return stretch_of(period, {*self.breaks, *self.steps})


NONE = Effects()


@dataclass
class _Told:
    breaks: list[date] = field(default_factory=list)
    steps: list[date] = field(default_factory=list)
    baselines: list[tuple[datetime, int]] = field(default_factory=list)
    trends: list[int] = field(default_factory=list)


def effects_of(
    measures: Iterable[Measure | int], *, as_at: date | None = None, known_at: datetime | None = None
) -> dict[int, Effects]:
    """What marks do to each of these measures, by its row number; one query. Measures without are left out.

    `as_at` leaves out marks of a later day, `known_at` what was made, agreed or withdrawn after that instant.
    """
    rows = Mark.objects.filter(known_by(known_at, published=""), measure__in=list(measures)).exclude(
        kind=MarkKind.EVENT
    )
    told: dict[int, _Told] = {}
    columns = ("measure_id", "kind", "day", "points", "agreed_at", "withdrawn_at")
    for measure, kind, day, points, agreed_at, withdrawn_at in rows.order_by("id").values_list(*columns):
        stood = withdrawn_at is None or (known_at is not None and withdrawn_at > known_at)
        if not stood or (as_at is not None and day is not None and day > as_at):
            continue
        if MarkKind(kind).needs_agreement and not _was(agreed_at, known_at):
            continue
        one = told.setdefault(measure, _Told())
        match kind:
            case MarkKind.DEFINITION:
                one.breaks.append(day)
            case MarkKind.STEP:
                one.steps.append(day)
            case MarkKind.BASELINE:
                one.baselines.append((agreed_at, points))
            case MarkKind.TREND:
                one.trends.append(points)
    return {measure: _effects(one) for measure, one in told.items()}


def _effects(told: _Told) -> Effects:
    """Of several baselines the one agreed last holds, of several choices of a trend the one made last."""
    return Effects(
        tuple(sorted(told.breaks)),
        tuple(sorted(told.steps)),
        max(told.baselines)[1] if told.baselines else None,
        told.trends[-1] if told.trends else TRENDS[0],
    )


def _was(instant: datetime | None, known_at: datetime | None) -> bool:
    return instant is not None and (known_at is None or instant <= known_at)


@dataclass(frozen=True)
class MarkThen:
    """A mark as it stood at an instant: in force, proposed and waiting, or withdrawn."""

    mark: Mark
    state: str

    @property
    def kind(self) -> MarkKind:
        return MarkKind(self.mark.kind)

    @property
    def tag(self) -> str:
        """The state as pages show it (`site/status_words.py`)."""
        return "waits_for_second_person" if self.waits else f"mark_{self.state}"

    @property
    def agreed(self) -> bool:
        """Whether a second person had agreed; told of one that was withdrawn since, too."""
        return self.mark.agreed_at is not None and not self.waits

    @property
    def in_force(self) -> bool:
        return self.state == "in_force"

    @property
    def waits(self) -> bool:
        return self.state == "proposed"

    @property
    def withdrawn(self) -> bool:
        return self.state == "withdrawn"


def marks_of(
    measure: Measure, *, as_at: date | None = None, known_at: datetime | None = None
) -> list[MarkThen]:
    """Every mark of a measure with its state, by day, those of the whole series last."""
    rows = measure.marks.filter(known_by(known_at, published="")).select_related(
        "recorded_by", "agreed_by", "withdrawn_by"
    )
    found = [
        MarkThen(row, _state(row, known_at))
        for row in rows
        if as_at is None or row.day is None or row.day <= as_at
    ]
    return sorted(found, key=lambda one: (one.mark.day or date.max, one.mark.pk))


def _state(mark: Mark, known_at: datetime | None) -> str:
    if _was(mark.withdrawn_at, known_at):
        return "withdrawn"
    if MarkKind(mark.kind).needs_agreement and not _was(mark.agreed_at, known_at):
        return "proposed"
    return "in_force"


def mark_called(uuid: UUID) -> Mark:
    """The mark of a URL. Raises Http404 where it is not known."""
    return get_object_or_404(Mark.objects.select_related("measure", "recorded_by"), uuid=uuid)


def drawn_marks(marks: Sequence[MarkThen]) -> list[MarkThen]:
    """Those that stand on the chart, in order of their days."""
    return [one for one in marks if one.in_force and one.kind.has_a_day]
