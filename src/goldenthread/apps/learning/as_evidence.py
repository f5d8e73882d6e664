"""An analysis, and what became of a service's families, as evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import rules

from goldenthread.apps.evidence.kinds import Choice, EvidenceKind, NothingSaid, Said
from goldenthread.apps.evidence.models import Source
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.learning.models import Analysis, Family, FamilyService, Lesson, Score
from goldenthread.apps.learning.queries import analysis_shown
from goldenthread.apps.learning.results import ServiceShown, results_of
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.moments import known_by


def find_analysis(uuid: UUID) -> Analysis | None:
    return Analysis.objects.filter(uuid=uuid).first()


def analyses_to_choose(person: Person, today: date) -> Sequence[Choice]:
    if not rules.has_perm("learning.see", person):
        return []
    return [Choice(one.uuid, "", str(one)) for one in Analysis.objects.filter(held_on__lte=today)]


def say_analysis(uuid: UUID, _at: str, as_at: date, known_at: datetime | None) -> Said:
    """What an analysis found. Raises NothingSaid for none, and for one of later."""
    analysis = Analysis.objects.filter(
        known_by(known_at, published=""), uuid=uuid, held_on__lte=as_at
    ).first()
    if analysis is None:
        raise NothingSaid("There was no such analysis by then.")
    shown = analysis_shown(analysis, as_at, known_at)
    causes = ", ".join(str(one) for one in shown.causes)
    checks = [one.latest for one in shown.lessons if one.latest is not None]
    helped = f"{shown.helped} of {len(checks)} checked recommendations helped." if checks else ""
    words = [analysis.found, f"Causes: {causes}." if causes else "", helped]
    return Said(
        title=str(analysis),
        effective_on=analysis.held_on,
        period=day_words(analysis.held_on),
        finding=" ".join(word for word in words if word),
        sample=f"{analysis.cases} case{'' if analysis.cases == 1 else 's'}" if analysis.cases else "",
        figures=tuple(
            (str(one), f"in {one.in_cases} of {analysis.cases} cases", str(one.uuid))
            for one in shown.causes
            if one.in_cases is not None and analysis.cases
        ),
        href=analysis.get_absolute_url(),
    )


def near_analyses(recommendation: Recommendation) -> set[UUID]:
    """The analyses that led to actions which serve it."""
    lessons = Lesson.objects.filter(
        action__services__recommendation=recommendation, action__services__ended_at=None
    )
    return set(lessons.values_list("analysis__uuid", flat=True))


def find_service(uuid: UUID) -> FamilyService | None:
    return FamilyService.objects.filter(uuid=uuid).first()


def services_to_choose(person: Person, today: date) -> Sequence[Choice]:
    if not rules.has_perm("learning.see", person):
        return []
    services = FamilyService.objects.filter(starts__lte=today)
    return [Choice(one.uuid, "", str(one)) for one in services if results_of(one, today).has_any]


def say_service(uuid: UUID, _at: str, as_at: date, known_at: datetime | None) -> Said:
    """What became of a service's families. Raises NothingSaid where nothing was known by then."""
    service = find_service(uuid)
    shown = None if service is None else results_of(service, as_at, known_at)
    if service is None or shown is None or not shown.has_any:
        raise NothingSaid("That service had no result by then.")
    version = _version(shown, known_at)
    shares = [one for one in (shown.closed, shown.again, *shown.split) if one.percent is not None]
    said = [f"{one.label}: {one.words}{f' ({one.of_words})' if one.out_of else ''}." for one in shares]
    if shown.beside:
        said.append(f"Beside it: {', '.join(shown.beside)}.")
    said += [f"{one.scale}: {one.travelled.words}." for one in shown.scales if one.travelled]
    of = f" with {shown.children} children" if shown.children is not None else ""
    return Said(
        title=str(service),
        effective_on=shown.up_to,
        period=f"{day_words(service.starts)} to {day_words(shown.up_to)}",
        finding=" ".join([*said, shown.means]),
        sample=f"{shown.families} families{of}",
        figures=tuple((one.label, one.words, version) for one in shares),
        href=service.get_absolute_url(),
    )


def _version(shown: ServiceShown, known_at: datetime | None) -> str:
    """Which state of its results this is: the totals, or how many families and scores there are."""
    if shown.totals is not None:
        return f"totals.{shown.totals.pk}"
    told = known_by(known_at, published="")
    versions = Family.objects.filter(told, service=shown.service).values_list("version", flat=True)
    last = Score.objects.filter(told, family__service=shown.service).order_by("-pk").first()
    return f"families.{len(versions)}.{sum(versions)}.{last.pk if last else 0}"


ROOT_CAUSE = EvidenceKind(
    "root_cause", "Root-cause analysis or lessons learned", Source.AUDIT, find_analysis, analyses_to_choose,
    say_analysis, near_analyses,
)  # fmt: skip
INTERVENTION_RESULT = EvidenceKind(
    "intervention_result", "Commissioned intervention", Source.FIGURES, find_service, services_to_choose,
    say_service,
)  # fmt: skip
