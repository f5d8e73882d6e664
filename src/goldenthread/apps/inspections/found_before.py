"""Reading which findings came back: the chain of a recommendation both ways, and what may be the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.inspections.models import Inspection, Recommendation, Recurrence
from goldenthread.apps.inspections.queries import Line, standings
from goldenthread.apps.trail.moments import in_force_by

SUGGESTED = 6
ALIKE, ALIKE_IN_ONE_THEME = 0.5, 0.3
"""From which share of common words on two titles may say the same; less is enough within one theme."""


@dataclass(frozen=True)
class Chain:
    """The ids of recommendations found before one, and of those in which it came back."""

    earlier: frozenset[int]
    later: frozenset[int]


@dataclass(frozen=True)
class Chains:
    """Every tie that stands, by the recommendation at either end of it."""

    before: Mapping[int, Sequence[int]]
    after: Mapping[int, Sequence[int]]

    def of(self, pk: int) -> Chain:
        return Chain(_reached(pk, self.before), _reached(pk, self.after))

    @property
    def came_back(self) -> frozenset[int]:
        """The recommendations whose finding was made before."""
        return frozenset(self.before)


@dataclass(frozen=True)
class Finding:
    """One recommendation of a chain as it stands, with its inspection's own scale."""

    line: Line

    @property
    def when(self) -> str:
        return year_of(self.line.recommendation.inspection)

    @property
    def scale(self) -> str:
        return scale_of(self.line.recommendation.inspection)


@dataclass(frozen=True)
class FoundBefore:
    """What a recommendation's thread says of its chain: the findings before it and after it, oldest first."""

    recommendation: Recommendation
    earlier: Sequence[Finding]
    later: Sequence[Finding]
    ties: Sequence[Recurrence]

    @property
    def scale(self) -> str:
        """Its own inspection's, to read beside the others'."""
        return scale_of(self.recommendation.inspection)

    @property
    def words(self) -> str:
        """ "The same was found in 2011 and 2013, and again in 2018.". Empty where it stands alone."""
        before, after = (_in_years(found) for found in (self.earlier, self.later))
        if before and after:
            return f"The same was found in {before}, and again in {after}."
        if before:
            return f"The same was found in {before}."
        return f"The same was found again in {after}." if after else ""


def recurrence_called(uuid: UUID) -> Recurrence:
    """The tie of this id, whether or not it stands. Raises Http404."""
    rows = Recurrence.ever.select_related("recommendation__inspection", "earlier__inspection")
    return get_object_or_404(rows, uuid=uuid)


def chains(known_at: datetime | None = None) -> Chains:
    """Every tie that stood, as known at an instant. One query."""
    before: dict[int, list[int]] = defaultdict(list)
    after: dict[int, list[int]] = defaultdict(list)
    for one, earlier in _standing(known_at).values_list("recommendation", "earlier"):
        before[one].append(earlier)
        after[earlier].append(one)
    return Chains(before, after)


def came_back_by_inspection() -> dict[int, int]:
    """How many recommendations of each inspection, by its id, had been made before. One query."""
    rows = Recurrence.objects.values_list("recommendation", "recommendation__inspection").distinct()
    return Counter(inspection for _, inspection in rows)


def found_before(
    recommendation: Recommendation, *, as_at: date, known_at: datetime | None = None
) -> FoundBefore:
    """The whole chain of a recommendation, walked both ways, each as it stands on a day."""
    chain = chains(known_at).of(recommendation.pk)
    rows = Recommendation.objects.filter(pk__in=chain.earlier | chain.later)
    lines = standings(rows.select_related("inspection__framework"), as_at=as_at, known_at=known_at)
    findings = [Finding(line) for line in sorted(lines, key=_by_day)]
    ties = (
        _standing(known_at).filter(recommendation=recommendation) if chain.earlier else Recurrence.ever.none()
    )
    return FoundBefore(
        recommendation,
        [one for one in findings if one.line.recommendation.pk in chain.earlier],
        [one for one in findings if one.line.recommendation.pk in chain.later],
        list(ties.select_related("earlier__inspection", "recorded_by")),
    )


def earlier_ones(recommendation: Recommendation) -> list[Recommendation]:
    """The recommendations of other inspections that may have been made before this one, newest first."""
    rows = Recommendation.objects.exclude(inspection=recommendation.inspection_id)
    if published := recommendation.inspection.published_on:
        rows = rows.exclude(inspection__published_on__gt=published)
    return list(
        rows.select_related("inspection").order_by(
            "-inspection__published_on", "inspection__name", "sort_key"
        )
    )


def may_be_the_same(recommendation: Recommendation) -> list[Recommendation]:
    """Earlier recommendations with much the same words, or of one theme with some, the most alike first."""
    said = set(recommendation.recurrences.filter(ended_at=None).values_list("earlier", flat=True))
    words = _words(recommendation)
    alike = []
    for one in earlier_ones(recommendation):
        likeness = SequenceMatcher(None, words, _words(one)).ratio()
        one_theme = bool(one.theme) and one.theme.casefold() == recommendation.theme.casefold()
        if one.pk not in said and likeness >= (ALIKE_IN_ONE_THEME if one_theme else ALIKE):
            alike.append((likeness, one))
    return [one for _, one in sorted(alike, key=lambda found: -found[0])[:SUGGESTED]]


def scale_of(inspection: Inspection) -> str:
    """The grades of its framework, the best first; empty where it gives none."""
    return ", ".join(inspection.framework.grades) if inspection.framework else ""


def year_of(inspection: Inspection) -> str:
    """The year in which it was published, as far as that is known; else its name."""
    if inspection.published_on:
        return str(inspection.published_on.year)
    return inspection.published_text or inspection.name


def _standing(known_at: datetime | None) -> QuerySet[Recurrence]:
    """The ties that stood, as far as was known at an instant."""
    return Recurrence.ever.filter(in_force_by(known_at, published=""))


def _reached(start: int, ties: Mapping[int, Sequence[int]]) -> frozenset[int]:
    """Everything that ties lead to from a start, the start left out."""
    found: set[int] = set()
    waiting = [start]
    while waiting:
        for pk in ties.get(waiting.pop(), ()):
            if pk not in found:
                found.add(pk)
                waiting.append(pk)
    return frozenset(found - {start})


def _by_day(line: Line) -> tuple[date, str]:
    inspection = line.recommendation.inspection
    return inspection.published_on or date.min, inspection.name


def _in_years(findings: Iterable[Finding]) -> str:
    """ "2011", "2011 and 2013", "2009, 2011 and 2013"."""
    years = list(dict.fromkeys(one.when for one in findings))
    return " and ".join([", ".join(years[:-1]), years[-1]] if len(years) > 1 else years)


def _words(recommendation: Recommendation) -> list[str]:
    """The words of its title in the order of the alphabet, so that only which words they are counts."""
    return sorted(word for word in recommendation.title.casefold().split() if len(word) > 3)
