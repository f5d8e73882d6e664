"""What the pages of measures show of benchmarks: a strip of areas with its table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.apps.benchmarks.comparing import Compared, Place, compare
from goldenthread.apps.benchmarks.models import Level
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.neighbours import Panel
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.trail.moments import NOW, Moment
from goldenthread.documents.benchmark_strip import Dot, Role, strip
from goldenthread.rulebook.benchmarks import is_on_one_scale
from goldenthread.rulebook.by_chance import ByChance
from goldenthread.rulebook.comparison import Compared as Judged
from goldenthread.rulebook.comparison import Standing
from goldenthread.rulebook.intervals import Interval
from goldenthread.rulebook.rating import Polarity

_ROLES = {Level.NATION: Role.NATION, Level.REGION: Role.REGION}
JUDGED = {
    Standing.BETTER: "Better", Standing.WORSE: "Worse", Standing.SIMILAR: "Similar",
    Standing.HIGHER: "Higher", Standing.LOWER: "Lower", Standing.NOT_COMPARED: "Not compared",
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A comparison as a page prints it."""

    compared: Compared
    council: str
    svg: str
    description: str

    @property
    def rows(self) -> list[ShownPlace]:
        return [ShownPlace(place, self.compared) for place in self.compared.places]

    @property
    def ours(self) -> str:
        ours = self.compared.ours
        return ours.figure.text if ours else ""

    @property
    def mean(self) -> str:
        found = self.compared.average
        return number_words(found.mean, self.compared.unit) if found else ""

    @property
    def pooled(self) -> str:
        found = self.compared.average
        return number_words(found.pooled, self.compared.unit) if found and found.pooled is not None else ""

    @property
    def chance(self) -> str:
        """The intervals of our figure, or why it has none."""
        return chance_words(self.compared.chance, self.compared.unit)

    @property
    def verdicts(self) -> list[Verdict]:
        """How we stand, in the order in which a board asks: beside the neighbours, the nation, the region."""
        compared = self.compared
        found = []
        if compared.average and compared.judged:
            found.append(Verdict(f"the neighbour average, {self.mean}", compared.judged))
        wide = [one for one in (compared.nation, compared.region) if one and one.value is not None]
        found.extend(
            Verdict(f"{one.area}, {place_words(one, compared.unit)}", one.judged)
            for one in wide
            if one.judged
        )
        return found

    @property
    def judged(self) -> str:
        return judged_words(self.compared.judged)


@dataclass(frozen=True)
class Verdict:
    """A comparison as a sentence: "Worse than the neighbour average, 85%, beyond chance at 99.8%"."""

    other: str
    judged: Judged

    @property
    def words(self) -> str:
        return self.judged.beside(self.other)

    @property
    def how(self) -> str:
        return how_compared(self.judged)


@dataclass(frozen=True)
class ShownPlace:
    """A row of the table."""

    place: Place
    compared: Compared

    @property
    def figure(self) -> str:
        return place_words(self.place, self.compared.unit)

    @property
    def beside(self) -> str:
        """What is said with a number: provisional, of low reliability."""
        held = self.place.held
        return held.words if held and held.value is not None else ""

    @property
    def rank(self) -> str:
        ranked = self.place.ranked
        return ranked.reason.partition(";")[0] if ranked and ranked.rank else ""

    @property
    def judged(self) -> str:
        return judged_words(self.place.judged)

    @property
    def how(self) -> str:
        return how_compared(self.place.judged)

    @property
    def interval(self) -> str:
        return interval_words(self.place.chance.at_95 if self.place.chance else None, self.compared.unit)

    @property
    def is_unreliable(self) -> bool:
        return self.place.chance is not None and self.place.chance.is_reliable is False


def judged_words(judged: Judged | None) -> str:
    """A comparison with how sure it is: "Worse, beyond chance at 99.8%"."""
    return ", ".join(part for part in (JUDGED[judged.standing], judged.sure) if part) if judged else ""


def how_compared(judged: Judged | None) -> str:
    """Which of the two ways of comparing was used."""
    if judged is None or judged.standing is Standing.NOT_COMPARED:
        return ""
    return "By both intervals" if judged.two_intervals else "As a fixed number"


def place_words(place: Place, unit: str) -> str:
    """The figure of an area, or why there is none."""
    if place.held is None:
        return "No figure"
    return number_words(place.held.value, unit) if place.held.value is not None else place.held.words


def number_words(value: Decimal, unit: str) -> str:
    """A number to one decimal place at most, with its unit: 84.6%, 38.1 per 10,000, 1,234."""
    places = Decimal("0.1") if value != value.to_integral_value() else Decimal(1)
    number = f"{value.quantize(places):,f}"
    return f"{number}%" if unit == "%" else f"{number} {unit}".strip()


def interval_words(interval: Interval | None, unit: str) -> str:
    """The limits of an interval: 81.6% to 86.1%."""
    limits = interval.limits() if interval else None
    if limits is None:
        return ""
    sign = "%" if unit == "%" else ""
    return f"{limits[0]:,.1f}{sign} to {limits[1]:,.1f}{sign}"


def chance_words(chance: ByChance | None, unit: str) -> str:
    """Both intervals of a figure, or why it has none."""
    if chance is None:
        return ""
    if chance.both is None:
        return f"None. {chance.reason}"
    return "; ".join(
        f"{interval_words(one, unit)} at {one.level}" for one in chance.both if one.limits() is not None
    )


def shown_of(compared: Compared) -> Shown:
    """A comparison with its strip, or without one where its numbers are on another scale."""
    named = the_council()
    council = named.name if named else "Our council"
    title = f"{compared.measure.title}, {compared.period}"
    found = compared.average
    words = f"Neighbour average {number_words(found.mean, compared.unit)}" if found else ""
    drawing = None
    if compared.scale.comparable:
        drawing = strip(
            title, list(_dots(compared, council)), unit=compared.unit or None,
            average=found.mean if found else None, average_words=words,
            low_is_good=compared.measure.polarity == Polarity.LOW.value,
        )  # fmt: skip
    return Shown(compared, council, drawing.svg if drawing else "", drawing.alt if drawing else "")


def _dots(compared: Compared, council: str) -> Iterator[Dot]:
    """The council by its own figure, else as published; then every other area on one scale with it."""
    ours = compared.ours
    for place in compared.places:
        if place.is_council:
            if ours is None:
                words = place_words(place, compared.unit)
                yield _dot(place.area.name, Role.COUNCIL, place.value, words, place.chance, compared.unit)
        elif is_on_one_scale(compared.unit, wider=place.is_wider):
            role = _ROLES.get(place.area.level, Role.NEIGHBOUR)
            words = place_words(place, compared.unit)
            yield _dot(place.area.name, role, place.value, words, place.chance, compared.unit)
    if ours is not None:
        flag = "" if compared.beside is None or compared.beside.same else f" ({ours.period})"
        words = ours.figure.text
        yield _dot(f"{council}{flag}", Role.COUNCIL, ours.value, words, compared.chance, compared.unit)


def _dot(
    label: str, role: Role, value: Decimal | None, words: str, chance: ByChance | None, unit: str
) -> Dot:
    at_95 = chance.at_95 if chance and value is not None else None
    limits = at_95.limits() if at_95 else None
    if at_95 is None or limits is None:
        return Dot(label, role, value, words)
    low, high = (Decimal(f"{limit:.4f}") for limit in limits)
    return Dot(label, role, value, words, (low, high), f"95% interval {interval_words(at_95, unit)}")


def on_measure(measure: Measure, moment: Moment = NOW) -> Panel | None:
    """The newest comparison of a measure; None where nothing published is mapped to it."""
    compared = compare(measure, as_at=moment.as_at, known_at=moment.known_at)
    if compared is None:
        return None
    return Panel("benchmarks/measure_panel.html", {"shown": shown_of(compared), "measure": measure})
