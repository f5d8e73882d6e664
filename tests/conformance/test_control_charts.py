"""The strict mode of control charts agrees with NHSRplotthedots 0.2.2 on every vector.

A vector is the input of one call of `ptd_spc` and all that the package answered: columns, summary, assurance,
icons, warnings, or the error with which it stopped. Missing and not-a-number are both null.
"""

import json
import math
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from goldenthread.rulebook.spc import ASSURANCES, VARIATIONS, CannotChart, ControlCharts, control_charts
from goldenthread.rulebook.spc_chart import ChartPoint, ControlChart, chart_of
from goldenthread.rulebook.spc_series import SeriesLaidOut, lay_out
from goldenthread.rulebook.spc_verdicts import Assurance, Mode, PointType, SpecialCause
from goldenthread.rulebook.targets import Polarity
from tests.conformance.vectors import vector_files

DIRECTIONS = {"increase": Polarity.HIGH, "decrease": Polarity.LOW, "neutral": Polarity.NEITHER}
CAUSES = {
    SpecialCause.COMMON_CAUSE: "Common Cause",
    SpecialCause.ABOVE_UPPER_LIMIT: "Above UCL",
    SpecialCause.BELOW_LOWER_LIMIT: "Below LCL",
    SpecialCause.TREND_UP: "7 Point Trend (Increasing)",
    SpecialCause.TREND_DOWN: "7 Point Trend (Decreasing)",
    SpecialCause.TWO_IN_THREE_HIGH: "2 in 3 Above CL",
    SpecialCause.TWO_IN_THREE_LOW: "2 in 3 Below CL",
    SpecialCause.SHIFT_UP: "7 Points Above CL",
    SpecialCause.SHIFT_DOWN: "7 Points Below CL",
}
ASSURANCE_TYPES = {
    Assurance.PASS: "consistent_pass",
    Assurance.FAIL: "consistent_fail",
    Assurance.INCONSISTENT: "inconsistent",
    Assurance.NO_TARGET: None,
}
SHORT_GROUP = (
    "Some groups have 'n < 12' observations. These have trial limits, which will be revised with each "
    "additional observation until 'n = fix_after_n_points' has been reached."
)
NO_FACET = "no facet"
VECTORS = [
    pytest.param(vector, id=f"{path.parent.name}-{vector['id']}")
    for path in vector_files("spc_vectors.json")
    for vector in json.loads(path.read_text(encoding="utf-8"))["vectors"]
]


@dataclass(frozen=True)
class Answer:
    """What our strict mode says to one vector, a chart to each facet."""

    laid_out: SeriesLaidOut
    charts: ControlCharts
    singles: tuple[ControlChart, ...]
    target: Any

    def rows(self) -> list[tuple[int, date, ChartPoint]]:
        return [
            (facet, day, point)
            for facet, single in enumerate(self.singles)
            for day, point in zip(self.laid_out.dates[facet], single.points, strict=True)
        ]

    def facet(self, at: int) -> str:
        return self.laid_out.facets[at] or NO_FACET


def answer(given: dict[str, Any]) -> Answer:
    options = given["options"]
    rebase, target = options.get("rebase"), options.get("target")
    facets = given.get("facet")
    if facets is None and (isinstance(target, dict) or isinstance(rebase, dict)):
        raise CannotChart("A target or a rebase by facet needs facets.")
    laid_out = lay_out(
        [date.fromisoformat(day[:10]) for day in given["dates"]],
        [None if value is None else float(value) for value in given["y"]],
        facets=None if facets is None else [str(facet) for facet in facets],
        rebase={facet: days(of) for facet, of in rebase.items()}
        if isinstance(rebase, dict)
        else days(rebase),
        target=target,
    )
    charts = control_charts(
        laid_out.values,
        direction=DIRECTIONS[options.get("improvement_direction") or "increase"],
        target=laid_out.target,
        group=laid_out.groups,
        fixed=options.get("fix_after_n_points"),
        screen_outliers=options.get("screen_outliers") is not False,
        mode=Mode.STRICT,
    )
    singles = tuple(chart_of(charts, at) for at in range(len(laid_out.facets)))
    return Answer(laid_out, charts, singles, target)


def days(given: Any) -> list[date]:
    return [date.fromisoformat(day[:10]) for day in ([given] if isinstance(given, str) else given or [])]


def columns(answered: Answer, given: dict[str, Any]) -> dict[str, list[Any]]:
    """Every column of the package that the rules decide, by its name there."""
    rows = answered.rows()
    points = [point for _, _, point in rows]
    fixed = given["options"].get("fix_after_n_points") or math.inf
    places: dict[tuple[int, int], int] = {}
    fix_y, short = [], []
    for facet, _, point in rows:
        phase = (facet, point.group)
        places[phase] = places.get(phase, 0) + 1
        fix_y.append(point.value if places[phase] <= fixed else None)
    short = [places[facet, point.group] < 13 for facet, _, point in rows]
    targets = answered.laid_out.target
    return {
        "y": [point.value for point in points],
        "x": [day.isoformat() for _, day, _ in rows],
        "f": [answered.facet(facet) for facet, _, _ in rows],
        "rebase_group": [point.group for point in points],
        "short_group_warning": short,
        "fix_y": fix_y,
        "mean_col": [point.mean for point in points],
        "lpl": [point.lower for point in points],
        "upl": [point.upper for point in points],
        "outside_limits": [point.outside for point in points],
        "relative_to_mean": [point.relative_to_mean for point in points],
        "close_to_limits": [point.close for point in points],
        "special_cause_type": [CAUSES[point.special_cause] for point in points],
        "special_cause_flag": [point.special_cause is not SpecialCause.COMMON_CAUSE for point in points],
        "point_type": [point.point_type.value for point in points],
        "target": [
            None if targets is None or math.isnan(targets[facet]) else targets[facet] for facet, _, _ in rows
        ],
    }


def summary(answered: Answer) -> list[dict[str, Any]]:
    """A row to each facet and phase."""
    rows = []
    for at, single in enumerate(answered.singles):
        for phase in sorted({point.group for point in single.points}):
            points = [point for point in single.points if point.group == phase]
            types = [point.point_type for point in points]
            is_last = phase == single.points[-1].group
            rows.append(
                {
                    "f": answered.facet(at),
                    "rebase_group": phase,
                    "mean_col": points[0].mean,
                    "lpl": points[0].lower,
                    "upl": points[0].upper,
                    "n": len(points),
                    "common_cause": types.count(PointType.COMMON_CAUSE),
                    "special_cause_improvement": types.count(PointType.IMPROVEMENT),
                    "special_cause_concern": types.count(PointType.CONCERN),
                    "variation_type": types[-1].value,
                    "assurance_type": ASSURANCE_TYPES[single.assurance] if is_last else None,
                }
            )
    return rows


def icons(answered: Answer) -> list[dict[str, str]]:
    kinds = (
        ("variation", [VARIATIONS[place].icon for place in answered.charts.variation]),
        ("assurance", [ASSURANCES[place].icon for place in answered.charts.assurance]),
    )
    return [
        {"f": answered.facet(at), "type": kind, "icon": f"{icon}.svg"}
        for kind, of_facets in kinds
        for at, icon in enumerate(of_facets)
        if icon
    ]


def same(ours: Any, theirs: Any) -> bool:
    """Numbers within 1e-9 of each other, for large ones in proportion; all else exactly."""
    if theirs in ("NaN", "NA"):
        theirs = None
    if isinstance(ours, float) and isinstance(theirs, int | float) and not isinstance(theirs, bool):
        return math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-9)
    return bool(ours == theirs) and isinstance(ours, bool) == isinstance(theirs, bool)


@pytest.mark.parametrize("vector", VECTORS)
def test_strict_control_charts_agree_with_the_reference_package(vector: dict[str, Any]) -> None:
    given = vector["input"]
    if vector["error"]:
        with pytest.raises(CannotChart):
            answer(given)
        return
    answered = answer(given)
    ours = columns(answered, given)
    differ = [
        f"{name}, row {at + 1}: ours {mine!r}, theirs {their!r}"
        for name, theirs in vector["columns"].items()
        if name != "trajectory"
        for at, (mine, their) in enumerate(zip(ours[name], theirs, strict=True))
        if not same(mine, their)
    ]
    differ += [
        f"summary, row {at + 1}, {name}: ours {mine[name]!r}, theirs {their!r}"
        for at, (mine, row) in enumerate(zip(summary(answered), vector["summary"], strict=True))
        for name, their in row.items()
        if not same(mine[name], their)
    ]
    assert not differ
    assert icons(answered) == vector["icons"]
    assert [
        {"f": answered.facet(at), "assurance_type": ASSURANCE_TYPES[single.assurance]}
        for at, single in enumerate(answered.singles)
    ] == vector["assurance"]
    assert vector["warnings"] == ([SHORT_GROUP] if any(ours["short_group_warning"]) else [])


@pytest.mark.parametrize("path", vector_files("spc_vectors.json"), ids=lambda path: Path(path).parent.name)
def test_every_file_of_vectors_holds_some(path: Path) -> None:
    assert json.loads(path.read_text(encoding="utf-8"))["vectors"]
