"""A published scorecard of one measure, to be altered by the tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from goldenthread.documents.paper_figures import Arrow, Change, Colour, Words
from goldenthread.documents.published_scorecard import (
    PublishedFigure,
    PublishedFinding,
    PublishedRow,
    PublishedScorecard,
)

CELLS = ("45", "13", "9", "3", "21", "46")
WORDS = "Four more families came in the summer."


def figure(text: str) -> PublishedFigure:
    return PublishedFigure(text, value=Decimal(text))


def row(key: str = "a", cells: tuple[str, ...] = CELLS, **said: Any) -> PublishedRow:
    shown = [figure(text) for text in cells]
    made = PublishedRow(
        key=key, section="Front door", ref="10.2", title="Number of children referred", unit="",
        polarity="High is good", lead="Service manager", small_numbers="Counts of 1 to 5 are hidden",
        neighbours=None, national=None, target="50", last_year_end=shown[0], parts=tuple(shown[1:5]),
        year_end=shown[5], rated_period="2017-18 Q4", rating=Colour.RED, rating_is_hidden=False,
        rating_code="RAG-3", rating_reason="21 misses 50", override="", arrow=Arrow.UP, change=Change.BETTER,
        compared_with="2017-18 Q3", travel_is_hidden=False, comment="",
        words=Words(WORDS, "Service manager", date(2018, 5, 7)), withheld="",
    )  # fmt: skip
    return replace(made, **said)


def finding(*keys: str) -> PublishedFinding:
    return PublishedFinding(
        code="ARI-1", keys=keys, measures=("10.2",), period="2017-18", expected="46", published="47",
        message="13, 9, 3 and 21 make 46, not 47", explanation="Rounded by 3", explained_by="Analyst",
        explained_on=date(2018, 5, 7),
    )  # fmt: skip


def paper(
    *, cells: tuple[str, ...] = CELLS, rows: tuple[PublishedRow, ...] = (), **said: Any
) -> PublishedScorecard:
    made = PublishedScorecard(
        council="Council", title="Children and families", body="Board", period="2017-18 Q4", edition=1,
        is_public=False, as_at=date(2018, 7, 16), notice="", prepared_by="Performance analyst",
        approved_by="Head of service", published_by="Performance analyst", reason="",
        last_year_end="2016-17", parts=("2017-18 Q1", "2017-18 Q2", "2017-18 Q3", "2017-18 Q4"),
        year_end="2017-18", rows=rows or (row(cells=cells),), findings=(), changes=(), audit=None,
    )  # fmt: skip
    return replace(made, **said)
