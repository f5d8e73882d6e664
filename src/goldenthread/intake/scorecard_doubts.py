"""Figures that were read and can hardly be meant, each with its place, for a person. Nothing is changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.scorecard_model import Measure, Observation
from goldenthread.rulebook.arithmetic import Benchmark, Cell, Finding, Row, check_figures
from goldenthread.rulebook.arithmetic_cells import ARI_17
from goldenthread.rulebook.arithmetic_spans import are_one_figure
from goldenthread.rulebook.arithmetic_years import ARI_1, ARI_20, ARI_21
from goldenthread.rulebook.figures import print_figure
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.targets import Polarity


def doubts(measures: Sequence[Measure]) -> Iterator[Problem]:
    """What the rules on figures by themselves (ARI) find in what was read."""
    for measure in measures:
        own = [one for one in measure.observations if one.area is None]
        for source in dict.fromkeys(one.source for one in own):
            cells = {one.period: one for one in own if one.source == source}
            again = tuple((one.period, _cell(one)) for one in measure.repeated if one.source == source)
            row = replace(_row(measure, cells), repeated=again)
            for finding in dict.fromkeys(check_figures(row)):
                if finding.code != ARI_17:
                    yield _problem(measure, cells, finding)
            yield from _given_twice(measure, cells, row)


def _row(measure: Measure, cells: Mapping[Period, Observation]) -> Row:
    return Row(
        key=measure.ref or measure.title,
        title=measure.title,
        cells={one.period: _cell(one) for one in cells.values()},
        reference=measure.ref or "",
        unit=measure.unit,
        polarity=measure.polarity or Polarity.NEITHER,
        benchmarks={area: Benchmark(figure) for area, figure in measure.benchmarks.items() if figure},
        target=measure.target,
    )


def level_of(finding: Finding) -> Level:
    """A note where only a title says how quarters make a year: that is asked before it is published."""
    return Level.NOTE if finding.tentative and finding.code in _BY_THE_TITLE else Level.DOUBT


_BY_THE_TITLE = frozenset({ARI_1, ARI_20, ARI_21})


def _cell(one: Observation) -> Cell:
    return Cell(one.figure, one.numerator, one.denominator)


def _given_twice(measure: Measure, cells: Mapping[Period, Observation], row: Row) -> Iterator[Problem]:
    """A second figure of a period, where it is another: that a column stands twice is said of the column."""
    for one in measure.repeated:
        first = cells.get(one.period)
        if first is not None and are_one_figure(first.figure, one.figure, row) is not True:
            said = print_figure(first.figure) or "no figure"
            why = f"{row.name}, {one.period}: {said} stands in {first.cell}, and here another. ({ARI_17})"
            text = one.figure.text
            yield Problem(one.sheet, one.row, one.column, text, why, Level.DOUBT, one.cell)


def _where(measure: Measure, cells: Mapping[Period, Observation], finding: Finding) -> Observation | None:
    """The figure that is meant; of a period that is given twice, the one that says what was found."""
    first = cells.get(finding.period) if finding.period else None
    if first is None:
        return None
    again = [one for one in measure.repeated if (one.period, one.source) == (first.period, first.source)]
    said = (one for one in (first, *again) if print_figure(one.figure) == finding.published)
    return next(said, first)


def _problem(measure: Measure, cells: Mapping[Period, Observation], finding: Finding) -> Problem:
    """At the figure's own cell; at the measure's row for a target, a benchmark, or a missing figure."""
    level = level_of(finding)
    one = _where(measure, cells, finding)
    why = f"{finding.message} ({finding.code})"
    if one is None or finding.cells[0].part not in ("figure", "numerator", "denominator"):
        part = finding.cells[0].part.replace("_", " ").capitalize()
        column = "" if part == "Figure" else part
        return Problem(measure.sheet, measure.row, column, finding.published, why, level)
    return Problem(one.sheet, one.row, one.column, one.figure.text, why, level, one.cell)
