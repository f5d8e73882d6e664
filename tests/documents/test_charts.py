"""Charts and their words."""

import xml.etree.ElementTree as ElementTree
from decimal import Decimal

import pytest

from goldenthread.documents import charts
from goldenthread.documents.axis import axis_for
from goldenthread.documents.board_report import SeriesPoint
from goldenthread.documents.paper_figures import Figure, FigureStatus, Target
from tests.documents.sample import decimal_series

SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: str, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(SVG + tag))


@pytest.mark.parametrize(
    ("values", "targets", "unit", "low", "high"),
    [
        ("6 61", "85", "%", "0", "100"),
        ("77 92", "90", "%", "0", "100"),
        ("90 100", "", "%", "90", "100"),
        ("89.9 100", "", "%", "0", "100"),
        ("98 98", "", "%", "0", "100"),
        ("0 0", "", None, "0", "0.2"),
        ("-5 3", "", None, "-6", "4"),
        ("380 541", "426", "days", "0", "600"),
        ("110 80", "", "%", "0", "150"),
        ("1412 1907", "", None, "0", "2000"),
    ],
)
def test_an_axis_starts_at_zero_unless_all_lies_in_the_top_tenth(
    values: str, targets: str, unit: str | None, low: str, high: str
) -> None:
    axis = axis_for([*map(Decimal, values.split())], [*map(Decimal, targets.split())], unit=unit)
    assert (axis.low, axis.high) == (Decimal(low), Decimal(high))


def test_the_same_figures_give_the_same_drawing() -> None:
    first = charts.chart("Reviews", decimal_series("82", "90"), unit="%")
    assert first == charts.chart("Reviews", decimal_series("82", "90"), unit="%")


def test_a_line_breaks_where_a_figure_is_suppressed() -> None:
    drawing = charts.chart("Reviews", decimal_series("82", "90", None, "85", "86"), unit="%")
    assert drawing is not None
    lines = [path for path in drawn(drawing.svg, "path") if path.get("fill") == "none"]
    assert len(lines) == 2
    assert "suppressed" in [text.text for text in drawn(drawing.svg, "text")]


def test_a_provisional_point_is_hollow_and_said_to_be_provisional() -> None:
    final = SeriesPoint("2017-18 Q1", Figure("80%", Decimal(80), unit="%"))
    figure = Figure("83% (indicative)", Decimal(83), unit="%", status=FigureStatus.PROVISIONAL)
    drawing = charts.chart("Reviews", (final, SeriesPoint("2017-18 Q2", figure)), unit="%")
    assert drawing is not None
    fills = [circle.get("fill") for circle in drawn(drawing.svg, "circle")]
    assert fills == [charts.ACCENT, "#ffffff"]
    assert "Provisional or estimated: 2017-18 Q2." in drawing.alt


def test_a_target_range_is_a_band_and_a_target_value_a_line() -> None:
    band = charts.chart("Plans", decimal_series("42"), target=Target("35-40", Decimal(35), Decimal(40)))
    line = charts.chart("Plans", decimal_series("42"), target=Target("40", Decimal(40), Decimal(40)))
    assert band is not None
    assert line is not None
    assert len(drawn(band.svg, "rect")) == 1
    assert drawn(line.svg, "rect") == []


def test_a_chart_says_in_words_what_it_shows() -> None:
    target = Target("85%", Decimal(85), Decimal(85))
    words = charts.describe("Plans on time", decimal_series("61", "47", None, "6"), unit="%", target=target)
    assert words == (
        "Line chart of Plans on time: 3 figures from 2017-18 Q1 to 2017-18 Q4. First 61%, last 6%. "
        "Lowest 6% in 2017-18 Q4, highest 61% in 2017-18 Q1. Target: 85%. "
        "No number: 2017-18 Q3 (suppressed)."
    )


def test_an_axis_that_does_not_start_at_zero_is_said_in_words() -> None:
    assert charts.describe("Reviews", decimal_series("96", "99"), unit="%").endswith("not start at zero.")


def test_there_is_no_chart_without_a_number() -> None:
    assert charts.chart("Reviews", decimal_series(None, None)) is None
    assert charts.sparkline(decimal_series("8", None)) is None
    assert charts.describe("Reviews", ()) == "No chart of Reviews: there is no number to draw."


def test_markup_in_a_title_stays_text() -> None:
    drawing = charts.chart('<script>"&', decimal_series("8"))
    assert drawing is not None
    assert 'Line chart of <script>"&' in (ElementTree.fromstring(drawing.svg).get("aria-label") or "")


def test_many_periods_keep_the_last_label() -> None:
    series = tuple(SeriesPoint(f"2000 M{n}", Figure(str(n), Decimal(n))) for n in range(1, 41))
    drawing = charts.chart("Months", series)
    assert drawing is not None
    labels = [text.text for text in drawn(drawing.svg, "text") if text.get("font-size") == "11"]
    assert len(labels) <= 14
    assert labels[-1] == "2000 M40"
