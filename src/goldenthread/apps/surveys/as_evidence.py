"""A wave's results as evidence: of children and families, or of staff."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

from goldenthread.apps.evidence.kinds import Choice, EvidenceKind, NothingSaid, Said
from goldenthread.apps.evidence.models import Source
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.people.models import Person
from goldenthread.apps.surveys.models import Audience, Result, Wave
from goldenthread.apps.surveys.results import Shown, shown_of
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.moments import known_by
from goldenthread.rulebook.surveys import whole_percent

OF_STAFF = (Audience.STAFF, Audience.PARTNERS)
MOST_IN_FINDING = 4


def wave_called(uuid: UUID) -> Wave | None:
    return Wave.objects.select_related("survey").filter(uuid=uuid).first()


def say(uuid: UUID, _at: str, as_at: date, known_at: datetime | None) -> Said:
    """What a wave's results say. Raises NothingSaid until they are counted, and where too few answered."""
    found = Result.objects.filter(known_by(known_at), wave__uuid=uuid, effective_on__lte=as_at)
    result = found.select_related("wave__survey").first()
    if result is None:
        raise NothingSaid("The answers of that survey were not counted.")
    if result.wave.state == Wave.State.SET_ASIDE:
        raise NothingSaid(f"That survey was set aside: {result.wave.reason}")
    shown = shown_of(result)
    if not shown.enough:
        raise NothingSaid("Too few people answered that survey for it to say anything.")
    results = shown.results
    return Said(
        title=str(result.wave),
        effective_on=result.effective_on,
        period=f"{day_words(results.opens_on)} to {day_words(results.closes_on)}",
        finding=finding_words(shown),
        sample=sample_words(shown),
        figures=tuple(
            (one.question.text, one.printed, f"{result.uuid}/{one.question.uuid}")
            for one in shown.numbers
            if one.share
        ),
        href=result.wave.get_absolute_url(),
    )


def finding_words(shown: Shown) -> str:
    """The first questions' shares in words; that some wrote, where no question has numbers."""
    told = [
        f"“{one.question.text}”: {one.share.words} {one.good_words}" for one in shown.numbers if one.share
    ]
    more = len(told) - MOST_IN_FINDING
    words = "; ".join(told[:MOST_IN_FINDING])
    return f"{words}; and {more} more" if more > 0 else words


def sample_words(shown: Shown) -> str:
    """How many answered, of how many, and who they were."""
    results, wave = shown.results, shown.wave
    of = f" of {results.population}" if results.population else ""
    rate = f" ({whole_percent(shown.rate)})" if shown.rate is not None else ""
    who = f", {wave.population_words}" if wave.population_words else ""
    return f"{results.answers}{of} answered{rate}: {shown.audience.lower()}{who}"


def _choices(*, of_staff: bool) -> Callable[[Person, date], Sequence[Choice]]:
    def choices(_person: Person, today: date) -> Sequence[Choice]:
        found = Result.objects.filter(effective_on__lte=today).exclude(wave__state=Wave.State.SET_ASIDE)
        rows = found.select_related("wave__survey").order_by("wave__survey__title", "-effective_on")
        return [
            Choice(one.wave.uuid, one.wave.title, str(one.wave))
            for one in rows
            if (one.wave.survey.audience in OF_STAFF) == of_staff
        ]

    return choices


def _near(recommendation: Recommendation) -> set[UUID]:
    """Waves whose “You said, we did” led to an action that serves the recommendation."""
    return set(
        Wave.objects.filter(said__action__serves__recommendation=recommendation).values_list(
            "uuid", flat=True
        )
    )


SURVEY = EvidenceKind(
    "survey", "Survey of children, families or carers", Source.CHILDREN_AND_FAMILIES, wave_called,
    _choices(of_staff=False), say, _near,
)  # fmt: skip
STAFF_SURVEY = EvidenceKind(
    "staff_survey", "Survey of staff", Source.STAFF, wave_called, _choices(of_staff=True), say, _near
)
