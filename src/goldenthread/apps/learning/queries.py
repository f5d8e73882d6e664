"""Reading analyses with their lessons, and services with what became of their families."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.learning.models import (
    Analysis,
    Cause,
    CauseFound,
    Family,
    FamilyService,
    HelpCheck,
    Lesson,
)
from goldenthread.apps.plans.models import Action
from goldenthread.apps.trail.moments import in_force_by, known_by


@dataclass(frozen=True)
class LessonShown:
    """A lesson with its checks, the latest last; `late` where its check is overdue on the day of the page."""

    lesson: Lesson
    checks: tuple[HelpCheck, ...]
    late: bool

    @property
    def latest(self) -> HelpCheck | None:
        return self.checks[-1] if self.checks else None


@dataclass(frozen=True)
class AnalysisShown:
    """An analysis with its causes and lessons."""

    analysis: Analysis
    causes: tuple[CauseFound, ...]
    lessons: tuple[LessonShown, ...]

    @property
    def helped(self) -> int:
        """How many lessons helped, as last checked."""
        return sum(one.latest is not None and one.latest.verdict == "helped" for one in self.lessons)

    @property
    def late(self) -> int:
        return sum(one.late for one in self.lessons)


def analyses(today: date, cause: Cause | None = None) -> list[AnalysisShown]:
    """Every analysis, the newest first. Four queries."""
    rows = Analysis.objects.all()
    if cause is not None:
        rows = rows.filter(causes__cause=cause, causes__ended_at=None)
    return _shown(rows, today)


def analysis_shown(analysis: Analysis, today: date, known_at: datetime | None = None) -> AnalysisShown:
    """One analysis, as far as was known at an instant."""
    return _shown(Analysis.objects.filter(pk=analysis.pk), today, known_at)[0]


def _shown(rows: QuerySet[Analysis], today: date, known_at: datetime | None = None) -> list[AnalysisShown]:
    force = in_force_by(known_at, published="")
    causes = CauseFound.ever.filter(force).select_related("cause").order_by("id")
    lessons = Lesson.ever.filter(force).select_related("owner", "action__plan").order_by("id")
    checks = HelpCheck.objects.filter(known_by(known_at, published=""), checked_on__lte=today)
    found = rows.prefetch_related(
        Prefetch("causes", causes), Prefetch("lessons", lessons), Prefetch("lessons__checks", checks)
    )
    return [
        AnalysisShown(
            one,
            tuple(one.causes.all()),
            tuple(_lesson(lesson, today) for lesson in one.lessons.all()),
        )
        for one in found
    ]


def _lesson(lesson: Lesson, today: date) -> LessonShown:
    checks = tuple(lesson.checks.all())
    due = lesson.check_on
    late = due is not None and due < today and not any(check.checked_on >= due for check in checks)
    return LessonShown(lesson, checks, late)


def causes() -> QuerySet[Cause]:
    """The causes that some analysis names."""
    return Cause.objects.filter(found__ended_at=None, found__isnull=False).distinct()


def analysis_called(uuid: UUID) -> Analysis:
    """The analysis of this id. Raises Http404."""
    return get_object_or_404(Analysis, uuid=uuid)


def cause_found_called(uuid: UUID) -> CauseFound:
    """What an analysis found, as long as it stands. Raises Http404."""
    return get_object_or_404(CauseFound.objects.select_related("analysis", "cause"), uuid=uuid)


def lesson_called(uuid: UUID) -> Lesson:
    """The lesson of this id, as long as it stands. Raises Http404."""
    return get_object_or_404(Lesson.objects.select_related("analysis", "action__plan"), uuid=uuid)


def service_called(uuid: UUID) -> FamilyService:
    """The service of this id. Raises Http404."""
    return get_object_or_404(FamilyService, uuid=uuid)


def family_called(uuid: UUID) -> Family:
    """The family of this id. Raises Http404."""
    return get_object_or_404(Family.objects.select_related("service"), uuid=uuid)


def lessons_for(actions: Iterable[Action]) -> list[Lesson]:
    """What analyses recommend that these actions do."""
    rows = Lesson.objects.filter(action__in=actions).select_related("analysis", "owner", "action__plan")
    return list(rows.order_by("id"))
