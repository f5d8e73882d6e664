"""Whose figures the board uses: the one place that says which source of a measure counts in a period.

Whatever shows a measure's own figure (scorecards, ratings, charts, papers, the thread) asks here, and none
of them names a source. The rule is SRC-1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise

from django.db.models import Q, QuerySet
from django.utils import timezone

from goldenthread.apps.measures.models import COUNCIL_AREA, Measure
from goldenthread.apps.measures.source_models import ChosenSource
from goldenthread.rulebook.calendar_words import in_words
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.sources import Reign, choice_on, reigns

OWN = ""
"""The council's own figures: what the board uses unless a person chose another source."""
COMPUTED = "computed"
"""Figures that the product computes from other measures."""
CASE_RECORDS = "case records"
"""Figures that are counted from case records (the room `cases`)."""
NOT_TYPED = frozenset({COMPUTED, CASE_RECORDS})
"""Sources whose figures nobody types or corrects: they change with what they are made of."""
AS_PRINTED = "as printed"
"""Figures of a paper that calls its own source so: they are not ours."""


class Choices:
    """The choices of some measures, as they were known at an instant."""

    def __init__(self, choices: Iterable[ChosenSource] = ()) -> None:
        self._of: dict[int, list[ChosenSource]] = {}
        for one in choices:
            self._of.setdefault(one.measure_id, []).append(one)

    def of(self, measure: int, period: Period) -> ChosenSource | None:
        """The choice that a period of a measure follows, by the measure's row number; None for none."""
        return self.on(measure, period.last_day)

    def on(self, measure: int, day: date) -> ChosenSource | None:
        return choice_on(self._of.get(measure, []), day)

    def source(self, measure: int, period: Period) -> str:
        """The source whose figure the board uses for a period of a measure."""
        chosen = self.of(measure, period)
        return chosen.source if chosen else OWN

    def reigns(self, measure: int) -> list[Reign[ChosenSource]]:
        """From when until when each choice of a measure holds, the oldest first."""
        return reigns(self._of.get(measure, []))

    def made_for(self, measure: int) -> list[ChosenSource]:
        """Every choice of a measure, in the order of recording."""
        return self._of.get(measure, [])

    def stretch(self, measure: int, period: Period) -> int:
        """How often the source of a measure has changed by a period: a chart begins anew where it does."""
        begun = [one for one in self.reigns(measure) if one.starts is None or one.starts <= period.last_day]
        named = [one.choice.source if one.choice else OWN for one in begun]
        return sum(before != after for before, after in pairwise(named))

    def own_figures(self, through: str = "") -> Q:
        """The observations that the board uses as the council's: one a measure and period.

        `through` is a path to the observation.
        """
        ours = Q(source=OWN)
        if self._of:
            ours &= ~Q(measure__in=list(self._of))
        for measure in self._of:
            for reign in self.reigns(measure):
                ours |= _within(measure, reign)
        return _through(through, Q(area=COUNCIL_AREA, cohort="") & ours)


def _within(measure: int, reign: Reign[ChosenSource]) -> Q:
    """A period ends on the day before `ends`, so it follows a choice that starts before that."""
    found = Q(measure=measure, source=reign.choice.source if reign.choice else OWN)
    found &= Q(ends__gt=reign.starts) if reign.starts else Q()
    return found & (Q(ends__lte=reign.until) if reign.until else Q())


def _through(path: str, asked: Q) -> Q:
    """The same question, asked of rows that have an observation."""
    parts = [
        _through(path, one) if isinstance(one, Q) else (f"{path}{one[0]}", one[1]) for one in asked.children
    ]
    return Q(*parts, _connector=asked.connector, _negated=asked.negated)


def choices_of(measures: Sequence[Measure] | Iterable[int], known_at: datetime | None = None) -> Choices:
    """What was chosen for these measures, as far as was known at an instant. One query."""
    return Choices(choices_told(known_at).filter(measure__in=list(measures)))


def choices_told(known_at: datetime | None = None) -> QuerySet[ChosenSource]:
    """Every choice known at an instant, in the order of recording."""
    told = ChosenSource.objects.select_related("recorded_by").order_by("id")
    return told if known_at is None else told.filter(recorded_at__lte=known_at)


def source_words(source: str) -> str:
    """A source in a sentence: "from health", "computed from other measures"."""
    named: Mapping[str, str] = {
        OWN: "from the council’s own records",
        COMPUTED: "computed from other measures",
        CASE_RECORDS: "counted from case records",
    }
    return named.get(source, f"from {source}")


def choice_words(chosen: ChosenSource) -> str:
    """A choice in words: "from health, chosen on 3 May 2018 because “the clinics’ count is audited”"."""
    day = in_words(timezone.localtime(chosen.recorded_at).date())
    return f"{source_words(chosen.source)}, chosen on {day} because “{chosen.reason.rstrip('.')}”"
