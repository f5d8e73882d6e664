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
    def interval(self) -> str:
        return interval_words(self.compared.interval, self.compared.unit)

    @property
    def judged(self) -> str:
        judged = self.compared.judged
        return JUDGED[judged.standing] if judged else ""


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
        judged = self.place.judged
        return JUDGED[judged.standing] if judged else ""


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
    limits = interval.limits() if interval else None
    if interval is None or limits is None:
        return ""
    sign = "%" if unit == "%" else ""
    return f"{limits[0]:,.1f}{sign} to {limits[1]:,.1f}{sign}, at {interval.level}"


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
    """The council by its own figure, else as published; then every other area."""
    ours = compared.ours
    for place in compared.places:
        if not place.is_council:
            role = _ROLES.get(place.area.level, Role.NEIGHBOUR)
            yield Dot(place.area.name, role, place.value, place_words(place, compared.unit))
        elif ours is None:
            yield Dot(place.area.name, Role.COUNCIL, place.value, place_words(place, compared.unit))
    if ours is not None:
        flag = "" if compared.beside is None or compared.beside.same else f" ({ours.period})"
        yield Dot(f"{council}{flag}", Role.COUNCIL, ours.value, ours.figure.text)


def on_measure(measure: Measure, moment: Moment = NOW) -> Panel | None:
    """The newest comparison of a measure; None where nothing published is mapped to it."""
    compared = compare(measure, as_at=moment.as_at, known_at=moment.known_at)
    if compared is None:
        return None
    return Panel("benchmarks/measure_panel.html", {"shown": shown_of(compared), "measure": measure})
