"""The small counts that a paper of another room prints: what a published scorecard would hide (PUB-9).

A paper holds names, not ids. So the measure is found by its title; where several have it, the strictest rule
counts, and where none has, the rule's default.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goldenthread.apps.measures.models import COUNCIL_AREA, Measure
from goldenthread.apps.measures.recorded import current_values, figure_of, period_of
from goldenthread.apps.publishing.small_numbers import Protection, default_protection, policy_of, protections
from goldenthread.documents.printed_figures import Printed, PrintedFigure, PrintedWords
from goldenthread.rulebook.figures import Figure, NotAFigure, parse_figure
from goldenthread.rulebook.publishing import DEFAULT_THRESHOLD
from goldenthread.rulebook.small_in_papers import Counts, small_figure, small_words

Behind = Mapping[tuple[int, str], Sequence[tuple[Figure, Counts]]]
"""The counts on record behind figures, by measure and printed period."""


@dataclass(frozen=True)
class SmallPrinted:
    """A small count that a paper prints. ``name`` is the measure, or the place of the words.

    ``code`` is the rule that would hide it.
    """

    name: str
    period: str
    text: str
    code: str

    @property
    def words(self) -> str:
        """ "2.10 Children missing from home, 2017-18 Q4: 3"."""
        return f"{', '.join(filter(None, [self.name, self.period]))}: {self.text}"


def small_in(printed: Printed) -> tuple[SmallPrinted, ...]:
    """What of a paper a published scorecard would hide, in the paper's order. Three queries at most."""
    names = {one.name for one in printed.figures} | {one.measure for one in printed.words if one.measure}
    measures = _measures_called(names)
    every = {one.pk: one for found in measures.values() for one in found}
    held = protections(every.values()) if every else {}
    behind = _counts_behind([pk for pk in every if held[pk].protected])
    found = [
        SmallPrinted(one.name, one.period, one.text, code)
        for one in printed.figures
        if (code := _code(one, measures.get(one.name, ()), held, behind))
    ]
    for words in printed.words:
        found += _in_words(words, measures.get(words.measure, ()), held)
    return tuple(dict.fromkeys(found))


def _code(
    one: PrintedFigure, measures: Sequence[Measure], held: Mapping[int, Protection], behind: Behind
) -> str:
    """The rule that would hide a figure, empty for none."""
    unit = one.unit or next((measure.unit for measure in measures if measure.unit), "")
    stated = _protections(one.name, unit, measures, held)
    if not any(rule.protected for rule in stated):
        return ""
    figure = _figure(one, unit)
    if figure is None:
        return ""
    title = measures[0].title if measures else one.name
    counts = [
        said
        for measure in measures
        for recorded, said in behind.get((measure.pk, one.period), ())
        if recorded.value == figure.value
    ]
    code = small_figure(title, figure, policy_of(stated), unit=unit or None, counts=counts)
    return str(code) if code else ""


def _protections(
    name: str, unit: str, measures: Sequence[Measure], held: Mapping[int, Protection]
) -> list[Protection]:
    return [held[one.pk] for one in measures] or [default_protection(unit, name)]


def _figure(one: PrintedFigure, unit: str) -> Figure | None:
    """As the text says; where that cannot be read ("No figure yet"), the number kept beside it, if any."""
    try:
        return parse_figure(one.text, unit=unit or None)
    except NotAFigure:
        return None if one.value is None else Figure(one.text, value=one.value, unit=unit or None)


def _in_words(
    words: PrintedWords, measures: Sequence[Measure], held: Mapping[int, Protection]
) -> Iterable[SmallPrinted]:
    """Sentences that count a few: on a protected measure of whatever (PUB-8), elsewhere of children."""
    stated = _protections(words.measure, "", measures, held) if words.measure else []
    of_children = any(rule.protected for rule in stated)
    threshold = policy_of(stated).threshold if of_children else DEFAULT_THRESHOLD
    for said in small_words(words.text, threshold, of_children=of_children):
        yield SmallPrinted(words.where, "", f"“{said}”", "PUB-8")


def _measures_called(names: Iterable[str]) -> dict[str, list[Measure]]:
    """The measures of names that are printed as reference and title, and of some with their source behind."""
    endings = {name: _endings(name) for name in names}
    wanted = {title for titles in endings.values() for title in titles}
    called: dict[str, list[Measure]] = defaultdict(list)
    for measure in Measure.objects.filter(title__in=wanted).order_by("pk") if wanted else ():
        called[measure.title].append(measure)
    found = (
        (name, next((title for title in titles if title in called), "")) for name, titles in endings.items()
    )
    return {name: called[title] for name, title in found if title}


def _endings(name: str) -> list[str]:
    """What may be the title in a name, the longest first."""
    found = []
    for whole in (name, name.rpartition(", ")[0]):
        words = whole.split(" ")
        found += [" ".join(words[start:]) for start in range(len(words))]
    return [one for one in found if one]


def _counts_behind(measures: Sequence[int]) -> Behind:
    """Numerators and denominators on record of figures of the council's own."""
    found: dict[tuple[int, str], list[tuple[Figure, Counts]]] = defaultdict(list)
    if not measures:
        return found
    values = current_values().filter(
        observation__measure__in=measures, observation__area=COUNCIL_AREA, numerator__isnull=False
    )
    for value in values.select_related("observation"):
        figure, observation = figure_of(value), value.observation
        if figure.numerator is not None and figure.denominator is not None:
            key = observation.measure_id, str(period_of(observation))
            found[key].append((figure, (figure.numerator, figure.denominator)))
    return found
