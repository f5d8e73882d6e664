"""Intervals, quantiles and the funnel against outputs of the reference package, to nine digits."""

import json
import math
from collections import defaultdict
from typing import Any

import pytest

from goldenthread.rulebook.funnel import FunnelKind, funnel_significance
from goldenthread.rulebook.intervals import (
    Interval,
    at_both_levels,
    byars_limits,
    mean,
    mean_from,
    proportion,
    proportion_limits,
    rate,
    rate_limits,
)
from goldenthread.rulebook.neighbours import quantiles
from goldenthread.rulebook.standardised import Stratum, expected_events, indirect_rate, indirect_ratio
from tests.conformance.vectors import vector_files

Row = dict[str, Any]
FILES = [json.loads(path.read_text(encoding="utf-8")) for path in vector_files("ci_vectors.json")]
READ_HERE = {
    "meta",
    "wilson",
    "phe_proportion_pct_95_998",
    "phe_rate_per_100000",
    "phe_rate_per_1000_95_998",
    "byars_internal",
    "quantiles",
    "mean_input",
    "phe_mean",
    "isr_input",
    "isr_reference",
    "ISRatio",
    "ISRate",
    "dsr",
    "funnel_proportion_significance",
}


def rows(group: str) -> list[Row]:
    return [row for file in FILES for row in file.get(group, [])]


def same(ours: float | None, theirs: float | None) -> bool:
    """Equal to 1e-9 of the value; null is no value, and nothing else is."""
    if ours is None or theirs is None:
        return ours is theirs
    return math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-13)


def differences(ours: dict[str, float | str | None], row: Row) -> dict[str, tuple[object, object]]:
    """What differs between our values and the row's, by the row's names."""
    return {
        name: (value, row[name])
        for name, value in ours.items()
        if not (value == row[name] if isinstance(value, str) else same(value, row[name]))
    }


def single(interval: Interval) -> dict[str, float | str | None]:
    return {
        "value": interval.value,
        "lowercl": interval.lower,
        "uppercl": interval.upper,
        "method": interval.method,
    }


def pair(intervals: tuple[Interval, Interval]) -> dict[str, float | str | None]:
    at_95, at_998 = intervals
    return {
        "value": at_95.value,
        "lower95_0cl": at_95.lower,
        "upper95_0cl": at_95.upper,
        "lower99_8cl": at_998.lower,
        "upper99_8cl": at_998.upper,
        "method": at_95.method,
        "confidence": f"{at_95.level}, {at_998.level}",
    }


def percent(label: str) -> float:
    return float(label.removesuffix("%"))


def test_every_group_of_our_own_file_is_read() -> None:
    assert set(FILES[0]) == READ_HERE


def test_wilson() -> None:
    for row in rows("wilson"):
        interval = proportion(row["x"], row["n"], confidence=row["confidence"])
        ours = {"value": interval.value, "lower": interval.lower, "upper": interval.upper}
        assert not differences(ours, row), row


def test_wilson_for_a_whole_array() -> None:
    by_confidence = defaultdict(list)
    for row in rows("wilson"):
        by_confidence[row["confidence"]].append(row)
    for confidence, group in by_confidence.items():
        lower, upper = proportion_limits(
            [row["x"] for row in group], [row["n"] for row in group], confidence=confidence
        )
        assert list(lower) == pytest.approx([row["lower"] for row in group], rel=1e-9, abs=1e-13)
        assert list(upper) == pytest.approx([row["upper"] for row in group], rel=1e-9)


def test_percentages_at_both_levels() -> None:
    for row in rows("phe_proportion_pct_95_998"):
        assert not differences(pair(at_both_levels(proportion, row["x"], row["n"], multiplier=100)), row), row


def test_rates() -> None:
    for row in rows("phe_rate_per_100000"):
        interval = rate(row["x"], row["n"], confidence=percent(row["confidence"]))
        assert not differences(single(interval) | {"confidence": interval.level}, row), row


def test_rates_for_a_whole_array() -> None:
    for row in rows("phe_rate_per_100000"):
        events = math.nan if row["x"] is None else row["x"]
        lower, upper = rate_limits([events], [row["n"]], confidence=percent(row["confidence"]))
        for ours, theirs in ((lower, row["lowercl"]), (upper, row["uppercl"])):
            assert same(None if math.isnan(ours[0]) else float(ours[0]), theirs), row


def test_rates_at_both_levels() -> None:
    for row in rows("phe_rate_per_1000_95_998"):
        assert not differences(pair(at_both_levels(rate, row["x"], row["n"], multiplier=1000)), row), row


def test_byars_limits() -> None:
    for row in rows("byars_internal"):
        lower, upper = byars_limits(row["x"], confidence=row["confidence"])
        assert not differences({"lower": lower, "upper": upper}, row), row


def test_quantiles() -> None:
    for row in rows("quantiles"):
        ours = quantiles(row["values"], row["nquantiles"], highest_first=row["invert"])
        assert ours == row["quantile"], row


@pytest.mark.parametrize("file", FILES)
def test_means(file: dict[str, list[Row]]) -> None:
    for row in file.get("phe_mean", []):
        values = [given["v"] for given in _inputs(file, "mean_input") if given["area"] == row["area"]]
        confidence = percent(row["confidence"])
        interval = mean(values, confidence=confidence)
        assert not differences(single(interval), row), row
        again = mean_from(row["value_count"], row["value"], row["stdev"], confidence=confidence)
        assert not differences(single(again), row), row


@pytest.mark.parametrize("file", FILES)
def test_indirectly_standardised_ratios_and_rates(file: dict[str, list[Row]]) -> None:
    for row in file.get("ISRatio", []):
        strata = _strata(file, row["area"])
        assert same(expected_events(strata), row["expected"]), row
        ours = single(indirect_ratio(strata, confidence=percent(row["confidence"])))
        assert not differences(ours, row), row
    for row in file.get("ISRate", []):
        ours = single(indirect_rate(_strata(file, row["area"]), confidence=percent(row["confidence"])))
        assert not differences(ours, row), row


def _inputs(file: dict[str, list[Row]], group: str) -> list[Row]:
    """What the outputs of a file were made from: its own rows, or ours where it brings none."""
    return file[group] if group in file else FILES[0][group]


def _strata(file: dict[str, list[Row]], area: str) -> list[Stratum]:
    groups = [row for row in _inputs(file, "isr_input") if row["area"] == area]
    return [
        Stratum(group["obs"], group["n"], reference["x"], reference["n"])
        for group, reference in zip(groups, _inputs(file, "isr_reference"), strict=True)
    ]


def test_directly_standardised_limits_lie_as_byars_limits_of_all_events_do() -> None:
    # The reference's outputs come without their groups: what can be held is how the limits lie about the
    # value. tests/rulebook works the whole rate by hand.
    for row in rows("dsr"):
        if row["value"] is None:
            assert row["total_count"] < 10, row
            continue
        lower, upper = byars_limits(row["total_count"], confidence=percent(row["confidence"]))
        assert lower is not None
        assert upper is not None
        ours = (upper - row["total_count"]) / (row["total_count"] - lower)
        theirs = (row["uppercl"] - row["value"]) / (row["value"] - row["lowercl"])
        assert same(ours, theirs), row


@pytest.mark.parametrize("file", FILES)
def test_the_funnel_of_proportions(file: dict[str, list[Row]]) -> None:
    areas = file.get("funnel_proportion_significance", [])
    ours = funnel_significance([(row["num"], row["den"]) for row in areas], FunnelKind.PROPORTION)
    assert [place.significance for place in ours] == [row["significance"] for row in areas]
