"""What a comment quotes beside the figures of its row, at the boundaries."""

from __future__ import annotations

import pytest

from goldenthread.rulebook.arithmetic import (
    Scorecard,
    check_scorecard,
)
from goldenthread.rulebook.periods import parse_period
from goldenthread.rulebook.targets import Polarity
from tests.rulebook.test_arithmetic import found, quarters, row_of, target

ASSESSMENTS = "% of assessments completed within 45 days"


@pytest.mark.boundary("ARI-10")
@pytest.mark.parametrize(
    ("comment", "quoted"),
    [
        ("Performance in Q4 was 82%.", []),
        ("Performance in Q4 was 83%.", ["83%"]),
        ("Performance in Q4 was 82.4%, as expected.", []),
        ("Performance in Q4 was 88%, up from 79.0% in Q3.", ["88%"]),
        ("In Q3 the figure was 79%.", []),
        ("The figure for quarter 4 is 18%.", []),
        ("Assessments completed within 45 days: 77% this quarter.", ["77%"]),
        ("77% of assessments were completed within 45 days in the quarter.", ["77%"]),
        ("82% of assessments were completed within 45 days in the quarter.", []),
        ("Performance rose by 3% in Q4.", []),
        ("In Q4 12% of these were late.", []),
        ("Performance was about 90% in Q4.", []),
        ("In Q4 71% were completed within 35 days.", []),
        ("In Q4 40% of assessments were of children in the north.", []),
        ("Our target for Q4 is 95%.", []),
        ("England was at 91% in Q4.", []),
        ("We met on 12 June 2018 and saw 14 families, aged 5 to 16.", []),
        ("Performance in Q4 was 85%: the target is met.", []),
        ("Performance in 2016-17 was 70%.", []),
    ],
)
def test_a_comment_that_quotes_another_figure_is_found(comment: str, quoted: list[str]) -> None:
    figures = quarters("81%", "80%", "79.0%", "82.4%")
    row = row_of(ASSESSMENTS, figures, comment=comment, target=target("85%", Polarity.HIGH))
    assert [finding.published for finding in found(row, code="ARI-10")] == quoted


def test_a_comment_on_a_count_is_compared_only_where_it_speaks_of_that_count() -> None:
    def quoted(comment: str) -> list[str]:
        row = row_of("Number of cared for children", quarters("438", "466", "470", "477"), comment=comment)
        return [finding.published for finding in found(row, code="ARI-10")]

    assert quoted("There were 487 cared for children in Q4.") == ["487"]
    assert quoted("There were 487 children looked after in Q4.") == ["487"]
    assert quoted("There were 477 cared for children in Q4.") == []
    assert quoted("In Q4 24 children came into care and 17 left.") == []
    assert quoted("12 cared for children live outside the area in Q4.") == []


@pytest.mark.parametrize(
    ("comment", "quoted"),
    [
        ("Re-referrals in November were 19%, better than last month.", ["19%"]),
        ("Re-referrals in November were 21%, and 20% in October.", []),
        ("Re-referrals in January were 19%.", []),
        ("Re-referrals were 19% in October.", ["19%"]),
    ],
)
def test_a_comment_on_months_is_compared_with_the_month_it_names(comment: str, quoted: list[str]) -> None:
    figures = {"September 2023": "18%", "October 2023": "20%", "November 2023": "21%"}
    row = row_of("% re-referrals in 12 months", figures, comment=comment)
    paper = Scorecard("Scorecard", (row,), parse_period("November 2023"))
    assert [found.published for found in check_scorecard(paper) if found.code == "ARI-10"] == quoted
