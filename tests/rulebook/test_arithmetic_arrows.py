"""Arrows beside the numbers of their row, and beside the other arrows of a paper, at the boundaries."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.rulebook.targets import Polarity
from tests.rulebook.test_arithmetic import found, row_of


@pytest.mark.boundary("ARI-6")
@pytest.mark.parametrize(
    ("title", "before", "now", "polarity", "arrow", "faults"),
    [
        ("% in time", "82%", "88%", Polarity.HIGH, "up", 0),
        ("% in time", "82%", "88%", Polarity.HIGH, "down", 1),
        ("% in time", "82%", "89%", Polarity.HIGH, "level", 1),
        ("% in time", "82%", "87%", Polarity.HIGH, "level", 0),
        ("% late", "18.9%", "17.7%", Polarity.LOW, "down", 0),
        ("% late", "18.9%", "17.7%", Polarity.LOW, "up", 0),
        ("% late", "18.9%", "17.7%", Polarity.LOW, "level", 0),
        ("% in time", "81%", "81%", Polarity.HIGH, "up", 0),
        ("Number of children", "81", "81", Polarity.NEITHER, "up", 1),
        ("Number of children", "81", "81", Polarity.NEITHER, "level", 0),
        ("Number of children", "9", "suppressed", Polarity.NEITHER, "up", 0),
        ("Number of children", "100", "106", Polarity.NEITHER, "level", 1),
        ("Number of children", "100", "105", Polarity.NEITHER, "level", 0),
    ],
)
def test_an_arrow_that_agrees_with_neither_meaning_is_found(
    title: str, before: str, now: str, polarity: Polarity, arrow: str, faults: int
) -> None:
    figures = {"2017-18 Q3": before, "2017-18 Q4": now}
    row = row_of(title, figures, polarity=polarity, stated_direction=arrow)
    assert len(found(row, code="ARI-6")) == faults


def test_a_dead_band_says_what_is_level() -> None:
    figures = {"2017-18 Q3": "100", "2017-18 Q4": "103"}
    for band, arrow, faults in ((3, "level", 0), (3, "up", 1), (2, "level", 1), (2, "up", 0)):
        row = row_of("Number of children", figures, stated_direction=arrow, dead_band=Decimal(band))
        assert len(found(row, code="ARI-6")) == faults


@pytest.mark.boundary("ARI-22")
@pytest.mark.parametrize(("ups", "downs", "faults"), [(1, 3, ["m0"]), (2, 2, []), (0, 4, []), (1, 2, [])])
def test_an_arrow_with_another_meaning_than_the_others_is_found(
    ups: int, downs: int, faults: list[str]
) -> None:
    arrows = ["up"] * ups + ["down"] * downs
    figures = {"2017-18 Q3": "30%", "2017-18 Q4": "20%"}
    rows = [
        row_of("% late", figures, key=f"m{number}", polarity=Polarity.LOW, stated_direction=arrow)
        for number, arrow in enumerate(arrows)
    ]
    assert [finding.measures[0] for finding in found(*rows, code="ARI-22")] == faults
