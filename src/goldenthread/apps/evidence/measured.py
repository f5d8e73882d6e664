"""A measure at a period, as evidence: one observation, with its figure, its target and its rating."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from goldenthread.apps.evidence.kinds import Choice, EvidenceKind, NothingSaid, Said
from goldenthread.apps.evidence.models import Source
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.measures.models import (
    COUNCIL_AREA,
    IndicatorMeasure,
    Observation,
    RecommendationMeasure,
    Value,
)
from goldenthread.apps.measures.queries import target_history, target_on
from goldenthread.apps.measures.recorded import figure_of, known, period_of, target_of, tolerance_of
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Service
from goldenthread.rulebook.figures_print import print_figure
from goldenthread.rulebook.rating import Rag, rate_figure

WHOLE = "All that the measure counts"
_RATED = {Rag.GREEN: "green", Rag.AMBER: "amber", Rag.RED: "red"}


def observation_called(uuid: UUID) -> Observation | None:
    return Observation.objects.select_related("measure").filter(uuid=uuid).first()


def observations_offered(_person: Person, today: date) -> Sequence[Choice]:
    """Every figure of the council until a day, the newest of each measure first."""
    rows = Observation.objects.filter(area=COUNCIL_AREA, starts__lte=today, versions__isnull=False).distinct()
    rows = rows.select_related("measure").order_by("measure__sort_key", "measure__title", "-ends")
    return [Choice(one.uuid, str(period_of(one)), _title(one)) for one in rows]


def observations_near(recommendation: Recommendation) -> set[UUID]:
    """The figures of the measures that show a recommendation, or an indicator of an action that serves it."""
    own = RecommendationMeasure.objects.filter(recommendation=recommendation).values("measure")
    serving = Service.objects.filter(recommendation=recommendation)
    served = IndicatorMeasure.objects.filter(indicator__action__in=serving.values("action"))
    rows = Observation.objects.filter(Q(measure__in=own) | Q(measure__in=served.values("measure")))
    return set(rows.values_list("uuid", flat=True))


def observation_says(uuid: UUID, _at: str, as_at: date, known_at: datetime | None) -> Said:
    """What a figure says, as far as was known. Raises NothingSaid where it was not there or not known."""
    one = observation_called(uuid)
    if one is None:
        raise NothingSaid("That figure is not there.")
    held = known(Value.objects.filter(observation=one), known_at).order_by("-known_from", "-version").first()
    if held is None or one.starts > as_at:
        raise NothingSaid("Nothing was known of that figure.")
    figure, measure, period = figure_of(held), one.measure, period_of(one)
    target = target_of(target_on(target_history(measure, known_at=known_at), period.last_day), measure)
    printed = print_figure(figure)
    rag = rate_figure(figure, target, tolerance_of(measure)).rag
    words = [printed]
    if target is not None:
        words.append(f"against a target of {target.text or target}")
    if rag in _RATED:
        words.append(f"rated {_RATED[rag]}")
    counted = f"{figure.numerator} of {figure.denominator}" if figure.denominator else ""
    return Said(
        title=_title(one),
        effective_on=period.last_day,
        period=str(period),
        finding=", ".join(words) if figure.status.has_a_figure else "",
        sample=counted or held.population or measure.denominator or WHOLE,
        figures=((str(measure), printed, f"{one.uuid}/{held.version}"),),
        href=reverse("measures:where_from", args=[one.uuid]),
    )


def _title(one: Observation) -> str:
    told = [str(one.measure), str(period_of(one))]
    told += [text for text in (one.cohort, one.source) if text]
    return ", ".join(told)


MEASURE = EvidenceKind(
    "measure", "Measure at a period", Source.FIGURES, observation_called, observations_offered,
    observation_says, observations_near,
)  # fmt: skip
