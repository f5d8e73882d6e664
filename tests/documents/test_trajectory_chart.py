"""The chart of a plan: what it draws, what it says in words, and what it leaves out."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from goldenthread.documents.trajectory_chart import Ahead, PlanChart, PlanPoint, describe, draw

MONTHS = ("May 2018", "June 2018", "July 2018", "August 2018", "September 2018")


def chart(planned, actual, *, ahead=None, unit="%") -> PlanChart:
    numbers = [
        tuple(None if one is None else Decimal(one) for one in both)
        for both in zip(planned, actual, strict=True)
    ]
    points = tuple(
        PlanPoint(month, *both, is_step=month == MONTHS[-1])
        for month, both in zip(MONTHS, numbers, strict=True)
    )
    return PlanChart("Finished in 20 weeks", unit, points, "cannot tell", ahead)


PLANNED = ("16", "19.75", "23.5", "27.25", "31")
FORECAST = Ahead("September 2018", Decimal("28"), Decimal("22.5"), Decimal("33.5"))


def test_plan_figures_and_forecast_differ_by_line_and_shape_and_not_by_colour_alone():
    svg = draw(chart(PLANNED, ("16", "20", None, None, None), ahead=FORECAST)).svg
    ElementTree.fromstring(svg)
    assert 'stroke-dasharray="6 4"' in svg
    assert 'stroke-dasharray="2 3"' in svg
    assert svg.count("<rect") == 2  # the step, and the legend's
    assert svg.count("<circle") == 3  # two figures, and the legend's
    for words in ("Planned, squares are steps", "Actual", "Forecast and its interval"):
        assert words in svg
    assert "style" not in svg


def test_the_alternative_text_says_the_plan_the_newest_figure_the_forecast_and_the_verdict():
    assert describe(chart(PLANNED, ("16", "20", None, None, None), ahead=FORECAST)) == (
        "Line chart of Finished in 20 weeks, planned against actual. Planned: 16% in May 2018 to 31% in "
        "September 2018. 2 figures, the newest 20% in June 2018. Forecast for September 2018: 28%, interval "
        "22.5% to 33.5%. Verdict: cannot tell."
    )


def test_a_line_breaks_where_there_is_no_figure():
    whole = draw(chart(PLANNED, ("16", "20", "21", "22", "25"))).svg
    broken = draw(chart(PLANNED, ("16", "20", None, "22", "25"))).svg
    assert broken.count('stroke-width="2.4"') == whole.count('stroke-width="2.4"') + 1


def test_a_provisional_figure_has_a_hollow_disc_and_is_named():
    points = (
        PlanPoint("May 2018", Decimal(16), Decimal(16)),
        PlanPoint("June 2018", Decimal(20), Decimal(19), unsettled=True),
    )
    drawn = draw(PlanChart("Finished in 20 weeks", "%", points, "cannot tell"))
    assert drawn.svg.count('fill="#ffffff" stroke="#0b4f5c"') == 1
    assert "Provisional or estimated, with a hollow disc: June 2018." in drawn.alt


def test_without_a_forecast_nothing_is_said_of_one():
    drawn = draw(chart(PLANNED, (None,) * 5))
    assert "Forecast" not in drawn.svg
    assert "No figure yet." in drawn.alt


def test_nothing_to_draw_is_no_chart():
    assert draw(chart((None,) * 5, (None,) * 5)) is None
    assert draw(PlanChart("Nothing", None, (), "cannot tell")) is None


@pytest.mark.parametrize(
    ("planned", "actual"),
    [
        (("0", "0", "0", "0", "0"), (None,) * 5),
        (("100", "100", "100", "100", "100"), ("99", "98", "100", "100", "100")),
        (("-5", "-4", "-3", "-2", "-1"), ("-6", "3", None, None, None)),
        ((None, None, None, None, "1622000"), ("0", None, None, None, None)),
    ],
)
def test_flat_negative_and_large_plans_stay_on_the_page(planned, actual):
    drawn = draw(chart(planned, actual, unit=None))
    for mark in ElementTree.fromstring(drawn.svg).iter("{http://www.w3.org/2000/svg}circle"):
        assert 0 <= float(mark.get("cx")) <= drawn.width
        assert 0 <= float(mark.get("cy")) <= drawn.height
