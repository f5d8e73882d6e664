"""Figures that were read and can hardly be meant, each with its place, for a person. Nothing is changed."""

from collections.abc import Iterator, Mapping, Sequence

from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.scorecard_model import Measure, Observation
from goldenthread.rulebook.arithmetic import Benchmark, Cell, Finding, Row, check_figures
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.targets import Polarity


def doubts(measures: Sequence[Measure]) -> Iterator[Problem]:
    """What the rules on figures by themselves (ARI) find in what was read."""
    for measure in measures:
        own = [one for one in measure.observations if one.area is None]
        for source in dict.fromkeys(one.source for one in own):
            cells = {one.period: one for one in own if one.source == source}
            for finding in check_figures(_row(measure, cells)):
                yield _problem(measure, cells, finding)


def _row(measure: Measure, cells: Mapping[Period, Observation]) -> Row:
    return Row(
        key=measure.ref or measure.title,
        title=measure.title,
        cells={one.period: Cell(one.figure, one.numerator, one.denominator) for one in cells.values()},
        reference=measure.ref or "",
        unit=measure.unit,
        polarity=measure.polarity or Polarity.NEITHER,
        benchmarks={area: Benchmark(figure) for area, figure in measure.benchmarks.items() if figure},
        target=measure.target,
    )


def _problem(measure: Measure, cells: Mapping[Period, Observation], finding: Finding) -> Problem:
    """At the figure's own cell; at the measure's row for a target, a benchmark, or a missing figure."""
    one = cells.get(finding.period) if finding.period else None
    why = f"{finding.message} ({finding.code})"
    if one is None or finding.cells[0].part not in ("figure", "numerator", "denominator"):
        part = finding.cells[0].part.replace("_", " ").capitalize()
        column = "" if part == "Figure" else part
        return Problem(measure.sheet, measure.row, column, finding.published, why, Level.DOUBT)
    return Problem(one.sheet, one.row, one.column, one.figure.text, why, Level.DOUBT)
