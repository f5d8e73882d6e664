"""Charts of audits: the same bytes for the same figures, and the same words as the picture."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from goldenthread.documents.audit_charts import Distribution, SharePoint, distribution, shares_over_time
from goldenthread.documents.charts import Drawing

GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")


def drawn(drawing: Drawing | None) -> tuple[Drawing, list[str]]:
    """A drawing, well formed, and its words."""
    assert drawing is not None
    root = ElementTree.fromstring(drawing.svg)
    return drawing, [element.text or "" for element in root.iter() if element.tag.endswith("text")]


def test_judgements_are_bars_with_their_numbers_and_words() -> None:
    streams = [Distribution("Plan & review", (0, 9, 8, 3)), Distribution("Nobody looked", (0, 0, 0, 0))]
    drawing, words = drawn(distribution("Case audit", GRADES, streams))
    assert {"9", "8", "3", "Plan & review", *GRADES} <= set(words)
    assert "Nobody looked" not in words
    assert drawing.alt == (
        "Case audit, cases by grade. Plan & review: 9 good, 8 requires improvement and 3 inadequate."
    )
    assert drawing == distribution("Case audit", GRADES, streams)
    assert distribution("Case audit", GRADES, streams[1:]) is None


def test_shares_have_their_intervals_and_the_charts_limits_where_there_are_any() -> None:
    known = SharePoint("2018-19 Q1", Decimal(45), 20, 25.8, 65.8, 20.0, 80.0)
    unknown = SharePoint("2016-17 Q4", Decimal(34), None)
    drawing, words = drawn(shares_over_time("Plan", [unknown, known], average=50.0, sentence="Improving"))
    assert {"45%", "34%", "of 20", "of ?", "Average 50%"} <= set(words)
    assert drawing.svg.count("stroke-dasharray") == 2
    assert drawing.alt == "Plan: 2016-17 Q4 34% and 2018-19 Q1 45% of 20 cases. Average 50%. Improving."
    bare, _ = drawn(shares_over_time("Plan", [unknown]))
    assert "stroke-dasharray" not in bare.svg
    assert shares_over_time("Plan", []) is None


@pytest.mark.parametrize("count", [1, 13, 40])
def test_however_many_quarters_the_newest_is_named(count: int) -> None:
    points = [SharePoint(f"Quarter {n}", Decimal(50), 30, 40.0, 60.0) for n in range(count)]
    _, words = drawn(shares_over_time("Plan", points))
    assert str(count - 1) in " ".join(words)
