"""Drawings as PNG, for Word."""

import struct

from goldenthread.documents import charts
from goldenthread.documents.rasters import rasterise
from tests.documents.sample import decimal_series


def size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_each_drawing_has_its_own_picture_in_proportion() -> None:
    chart = charts.chart("Reviews", decimal_series("82", "90"), unit="%")
    spark = charts.sparkline(decimal_series("82", "90"))
    assert chart is not None
    assert spark is not None
    pictures = rasterise([chart.svg, spark.svg, chart.svg])
    assert size(pictures[chart.svg]) == (1440, 585)
    width, height = size(pictures[spark.svg])
    assert abs(width / height - charts.SPARK_WIDTH / charts.SPARK_HEIGHT) < 0.1


def test_a_single_drawing_is_a_picture_too() -> None:
    spark = charts.sparkline(decimal_series("1", "2"))
    assert spark is not None
    assert rasterise([spark.svg])[spark.svg].startswith(b"\x89PNG")


def test_no_drawings_are_no_pictures() -> None:
    assert rasterise([]) == {}
