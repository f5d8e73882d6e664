"""Figures, benchmarks and fractions on the scale of those beside them, at the boundaries."""

from __future__ import annotations

import pytest

from goldenthread.rulebook.arithmetic import (
    Benchmark,
)
from goldenthread.rulebook.figures import parse_figure
from tests.rulebook.test_arithmetic import found, quarters, row_of


@pytest.mark.boundary("ARI-8")
@pytest.mark.parametrize(
    ("title", "own", "benchmark", "faults"),
    [
        ("Number of children", "28", "49,650", 1),
        ("Number of children", "28", "1,400", 0),
        ("Number of children", "28", "1,401", 1),
        ("% in time", "82%", "0.82", 1),
        ("% in time", "82%", "1.1", 0),
        ("% in time", "61%", "43.4", 0),
        ("% in time", "61%", "558", 1),
        ("% in time", "61%", "43.4 weeks", 1),
        ("Rate of children per 10,000", "58", "464", 0),
        ("Rate of children per 10,000", "58", "465", 1),
        ("Number of children", "0", "120", 0),
    ],
)
def test_a_benchmark_is_on_the_scale_of_the_councils_figures(
    title: str, own: str, benchmark: str, faults: int
) -> None:
    beside = {"national": Benchmark(parse_figure(benchmark))}
    assert len(found(row_of(title, {"2017-18 Q4": own}, benchmarks=beside), code="ARI-8")) == faults


@pytest.mark.boundary("ARI-9")
@pytest.mark.parametrize(
    ("texts", "faults"),
    [
        (("88", "84", "0.82"), 1),
        (("97", "95", "1"), 1),
        (("97", "95", "1.1"), 0),
        (("12", "14", "0.5"), 0),
        (("84", "0.82"), 1),
        (("97", "0.7"), 0),
        (("0.88", "0.84", "0.82"), 0),
        (("0.9", "3.7", "0.5"), 0),
    ],
)
def test_a_fraction_among_percentages_is_found(texts: tuple[str, ...], faults: int) -> None:
    assert len(found(row_of("% in time", quarters(*texts)), code="ARI-9")) == faults


@pytest.mark.boundary("ARI-24")
@pytest.mark.parametrize(
    ("title", "texts", "published"),
    [
        ("Number of referrals", ("1,204", "1,188", "1,102", "59,400"), []),
        ("Number of referrals", ("1,204", "1,188", "1,102", "59,401"), ["59,401"]),
        ("Number of referrals", ("1,204", "1,188", "59,401"), []),
        ("Number of referrals", ("1,204", "1,188", "1,102", "1.150"), ["1.150"]),
        ("Number of referrals", ("1,204", "1,188", "1,102", "0"), []),
        ("Number of referrals", ("1", "1", "1", "90"), []),
        ("Number of referrals", ("1", "1", "1", "101"), ["101"]),
        ("Rate of children per 10,000", ("58.0", "58.1", "58.2", "464"), []),
        ("Rate of children per 10,000", ("58.0", "58.1", "58.2", "465"), ["465"]),
        ("% in time", ("82%", "84%", "81%", "0.1%"), []),
        ("Average time", ("90 days", "91 days", "13 weeks"), ["13 weeks"]),
        ("Average time", ("90 days", "91 days", "13"), []),
        ("Average time", ("90 days", "1 day", "13%"), ["13%"]),
    ],
)
def test_a_figure_on_another_scale_than_those_beside_it_is_found(
    title: str, texts: tuple[str, ...], published: list[str]
) -> None:
    findings = found(row_of(title, quarters(*texts)), code="ARI-24")
    assert [finding.published for finding in findings] == published


def test_a_figure_is_held_against_those_of_its_own_kind_of_period() -> None:
    months = {f"{name} 2017": "3" for name in ("April", "May", "June")}
    year = {"2014-15": "200", "2015-16": "190", "2016-17": "180"}
    assert found(row_of("Number of referrals", months | year), code="ARI-24") == []
