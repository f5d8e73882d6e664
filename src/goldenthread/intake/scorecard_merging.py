"""Puts the rows of one measure together: a row for each period, or for actual, target and neighbours.

The figures stand beside each other. Of what a measure has once, the latest row that says it holds, and what
other rows say is kept under its own name with the row's period.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.scorecard_by_rows import label_of
from goldenthread.intake.scorecard_model import Measure, Observation
from goldenthread.intake.scorecard_rows import MeasureRow
from goldenthread.rulebook.figures import Figure
from goldenthread.rulebook.periods import Period

_TOLD_EACH_TIME = ("target", "rag", "rag_text", "direction", "comment")
_TOLD_ONCE = (
    "polarity", "polarity_text", "lead", "plan_priority", "corporate_priority", "definition", "frequency",
    "numerator", "denominator", "tolerance", "unit",
)  # fmt: skip
_KEPT_AS_TEXT = ("rag_text", "comment", "lead", "plan_priority", "corporate_priority", "definition",
                 "frequency", "numerator", "denominator", "tolerance", "polarity_text")  # fmt: skip

Counts = dict[tuple[Period, str], Decimal]


@dataclass
class Part:
    """One row of a measure: what it was read into, the period of the row, and counts for other rows."""

    measure: Measure
    found: MeasureRow
    when: Period | None = None
    counts: Counts = field(default_factory=dict)

    @property
    def figures(self) -> dict[Period, Figure]:
        """The row's own figures by period."""
        return {one.period: one.figure for one in self.measure.observations}


def merged(parts: Sequence[Part]) -> tuple[Measure, list[Problem]]:
    """The measure of its rows, and what they say twice or differently."""
    first = parts[0].measure
    if len(parts) == 1 and (first.observations or not parts[0].counts):
        return first, []
    latest_first = sorted(parts, key=lambda part: part.when.end.toordinal() if part.when else 0, reverse=True)
    said: dict[str, Any] = {
        **{name: _first(latest_first, name) for name in _TOLD_EACH_TIME},
        **{name: _first(parts, name) for name in _TOLD_ONCE},
    }
    observations, problems = _without_repeats(parts)
    together = replace(
        first,
        **said,
        observations=_with_counts(observations, parts),
        compared=tuple(one for part in parts for one in part.measure.compared),
        targets=tuple(one for part in parts for one in part.measure.targets),
        repeated=tuple(one for part in parts for one in part.measure.repeated),
        benchmarks={
            name: next(
                (figure for part in latest_first if (figure := part.measure.benchmarks.get(name))), None
            )
            for part in parts
            for name in part.measure.benchmarks
        },
    )
    extra = _extra(together, parts) | _counts_of_nothing(together, parts)
    return replace(together, extra=extra), problems


def _first(parts: Iterable[Part], name: str) -> object:
    return next((said for part in parts if (said := getattr(part.measure, name)) is not None), None)


def _first_benchmark(parts: Iterable[Part], name: str) -> Figure | None:
    return next((figure for part in parts if (figure := part.measure.benchmarks.get(name))), None)


def _without_repeats(parts: Sequence[Part]) -> tuple[list[Observation], list[Problem]]:
    kept: list[Observation] = []
    problems: list[Problem] = []
    known: dict[tuple[Period, str | None], Observation] = {}
    for one in (one for part in parts for one in part.measure.observations):
        before = known.setdefault((one.period, one.source), one)
        if before is one:
            kept.append(one)
            continue
        where = f"row {before.row}" if before.sheet == one.sheet else f"{before.sheet}, row {before.row}"
        if _says(before) == _says(one):
            why, level = f"The same figure for {one.period} as in {where}. It was read once.", Level.NOTE
        else:
            kept.append(one)
            why = f"Another figure for {one.period} stands in {where}: {before.figure.text}. Both are kept."
            level = Level.DOUBT
        problems.append(Problem(one.sheet, one.row, one.column, one.figure.text, why, level))
    return kept, problems


def _says(one: Observation) -> tuple[object, ...]:
    return one.figure, one.numerator, one.denominator


def _with_counts(observations: Sequence[Observation], parts: Sequence[Part]) -> tuple[Observation, ...]:
    """The figures with the numerators and denominators that stand in rows of their own."""
    counts = {key: count for part in parts if _is_of_counts(part) for key, count in part.counts.items()}
    if not counts:
        return tuple(observations)
    return tuple(
        replace(
            one,
            numerator=counts.get((one.period, "numerator"), one.numerator),
            denominator=counts.get((one.period, "denominator"), one.denominator),
        )
        for one in observations
    )


def _undated(together: Measure, part: Measure) -> dict[str, str]:
    """The row's target and benchmarks that have no period and are not the measure's own."""
    texts: dict[str, str] = {}
    if part.target is not None and not part.targets and part.target != together.target:
        texts["Target"] = part.target.text
    dated = {one.area for one in part.compared}
    for name, figure in part.benchmarks.items():
        if figure is not None and name not in dated and figure != together.benchmarks.get(name):
            texts[name.replace("_", " ").capitalize()] = figure.text
    return texts


def _is_of_counts(part: Part) -> bool:
    """Whether the row's figures are the numerators or denominators of another row's."""
    return label_of(part.found.label) in ("numerator", "denominator")


def _counts_of_nothing(together: Measure, parts: Sequence[Part]) -> dict[str, str]:
    """Numerators and denominators of a period without a figure, by name and period and row."""
    periods = {one.period for one in together.observations}
    return {
        f"{name.capitalize()}, {period}, row {part.found.row.number}": f"{count:f}"
        for part in parts
        if not part.measure.observations
        for (period, name), count in part.counts.items()
        if period not in periods or not _is_of_counts(part)
    }


def _extra(together: Measure, parts: Sequence[Part]) -> dict[str, str]:
    """What the rows say beside the fields, and what they say otherwise than the measure does."""
    extra: dict[str, str] = {}
    for part in parts:
        texts = {
            name.removesuffix("_text").replace("_", " ").capitalize(): text
            for name in _KEPT_AS_TEXT
            if (text := getattr(part.measure, name)) and text != getattr(together, name)
        }
        if part.measure.direction is not None and part.measure.direction != together.direction:
            texts["Direction"] = part.measure.direction.text
        texts |= _undated(together, part.measure)
        for heading, text in (*part.measure.extra.items(), *texts.items()):
            if heading in texts or extra.get(heading, text) != text:
                heading = f"{heading}, {part.when or f'row {part.found.row.number}'}"
            if heading in extra and extra[heading] != text:
                heading = f"{heading}, row {part.found.row.number}"
            extra[heading] = text
    return extra
