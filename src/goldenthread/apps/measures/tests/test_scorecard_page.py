"""The page of a scorecard: which columns stand, what is said beside a rating, and what narrows its rows."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest

from goldenthread.apps.measures.actions import make_scorecard, place_on_scorecard, record_observation
from goldenthread.apps.measures.charts import paper_benchmark
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.scorecards import scorecard_for
from goldenthread.apps.people.models import Role
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period

from .conftest import Q4
from .test_pages import address, text_of

pytestmark = pytest.mark.django_db


def headings(page) -> list[str]:
    """What stands over the columns of the table, as it is read out."""
    head = re.search(r"<thead>(.*?)</thead>", page.content.decode(), re.DOTALL)[1]
    cells = re.findall(r"<th[^>]*>(.*?)</th>", head, re.DOTALL)
    return [" ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", "", cell, flags=re.DOTALL).split()) for cell in cells]


def row_of(page, reference: str) -> str:
    [row] = [one for one in re.findall(r"<tr>.*?</tr>", page.content.decode(), re.DOTALL)
             if f'<th scope="row">{reference} ' in one]  # fmt: skip
    return row


def test_each_column_has_a_full_heading_and_one_that_holds_nothing_is_left_out(sign_in, scorecard):
    browser = sign_in(Role.BOARD_MEMBER)
    assert headings(browser.get(address(scorecard))) == [
        "Measure", "Rating", "Control chart", "Direction of travel, and trend", "Target", "2016-17",
        "2017-18 Q1", "2017-18 Q2", "2017-18 Q3", "2017-18 Q4", "2017-18", "Statistical neighbours",
        "National",
    ]  # fmt: skip
    # The paper printed benchmarks beside the last quarter alone.
    assert headings(browser.get(address(scorecard, "?period=2017-18+Q2")))[5:] == [
        "2016-17", "2017-18 Q1", "2017-18 Q2",
    ]  # fmt: skip


def test_the_period_of_the_scorecard_stands_even_where_no_figure_does(sign_in, measure, analyst, now):
    card = make_scorecard("New", by=analyst, at=now)
    place_on_scorecard(card, measure, by=analyst, at=now)
    other = Measure.objects.create(title="Another")
    place_on_scorecard(card, other, by=analyst, at=now)
    record_observation(Entry(measure, parse_period("2017-18 Q1"), parse_figure("82%")), by=analyst, at=now)
    page = sign_in(analyst).get(address(card))
    assert headings(page)[5:] == ["2017-18 Q1"]
    assert "Record 2017-18 Q1, Another" in page.content.decode()


def test_every_row_has_as_many_cells_as_there_are_headings(sign_in, scorecard):
    page = sign_in(Role.PERFORMANCE_ANALYST).get(address(scorecard))
    for reference in ("1.10", "2.3", "10.3"):
        assert len(re.findall(r"<t[hd][ >]", row_of(page, reference))) == len(headings(page))


def test_a_row_says_of_which_period_the_figure_is_that_was_rated(sign_in, scorecard):
    page = sign_in(Role.BOARD_MEMBER).get(address(scorecard))
    assert "on 2017-18<" in row_of(page, "2.3")
    assert "on 2017-18<" not in row_of(page, "1.7")


def test_the_small_line_says_what_it_shows(sign_in, scorecard):
    row = row_of(sign_in(Role.BOARD_MEMBER).get(address(scorecard)), "1.7")
    assert (
        "<desc>4 figures, from 88% to 82%; the lowest is 82%, the highest 88%.</desc>" in row
    )  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "says"),
    [
        ("75.0% (9 of 12)", "few cases: 9 of 12"),
        ("83.3% (10 of 12)", ""),
        ("75.0%", ""),
        ("70.0% (9 of 12)", ""),  # the counts are another figure's: nothing is said of this one
    ],
)
def test_a_figure_of_few_cases_is_marked_in_words_on_the_page_and_in_its_file(
    figure, says, sign_in, scorecard, analyst, now
):
    measure = Measure.objects.get(reference="1.7")
    record_observation(Entry(measure, Q4, counted(figure)), by=analyst, at=now)
    browser = sign_in(Role.BOARD_MEMBER)
    row = row_of(browser.get(address(scorecard)), "1.7")
    assert ("few cases" in row, "/CI-6/" in row) == (bool(says), bool(says))
    assert says in row
    file = browser.get(address(scorecard, "?format=csv")).content.decode("utf-8-sig")
    [line] = [one for one in csv.DictReader(io.StringIO(file)) if one["Reference"] == "1.7"]
    assert line["Few cases"] == says.removeprefix("few cases: ")


def counted(text: str):
    """A figure with the counts that stand behind it in brackets."""
    printed, _, counts = text.partition(" (")
    figure = parse_figure(printed)
    if not counts:
        return figure
    numerator, denominator = (int(part) for part in counts.rstrip(")").split(" of "))
    return replace(figure, numerator=numerator, denominator=denominator)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("?red_and_worse=on&period=2016-17", "No measure is red and getting worse in 2016-17"),
        ("?differs=on&period=2017-18+Q3", "The paper of 2017-18 Q3 states no ratings, so none differs"),
        ("?changed_since_published=on", "2017-18 Q4 is not published, so nothing has changed since"),
        ("?section=Adoption&differs=on", "No measure is like that"),
    ],
)
def test_a_filter_that_leaves_nothing_says_why(query, says, sign_in, scorecard):
    assert says in text_of(sign_in(Role.BOARD_MEMBER).get(address(scorecard, query)))


def test_each_filter_shows_what_its_tile_counted(sign_in, scorecard):
    browser = sign_in(Role.BOARD_MEMBER)
    summary = browser.get(address(scorecard)).context["summary"]
    for query, count in (("differs", summary.differ), ("red_and_worse", summary.red_and_worse)):
        rows = browser.get(address(scorecard, f"?{query}=on")).context["rows"]
        assert len(rows) == count > 0
    assert all(row.rag == "red" and row.is_getting_worse for row in rows)


def test_a_benchmark_of_another_period_says_which_on_the_page_and_in_papers(sign_in, measure, analyst, now):
    card = make_scorecard("Quarterly", by=analyst, at=now)
    place_on_scorecard(card, measure, by=analyst, at=now)
    quarter, year = parse_period("2017-18 Q4"), parse_period("2016-17")
    record_observation(Entry(measure, quarter, parse_figure("84%")), by=analyst, at=now)
    for area, period, text in (("national", year, "77%"), ("statistical_neighbours", quarter, "83%")):
        record_observation(Entry(measure, period, parse_figure(text), area=area), by=analyst, at=now)
    page = sign_in(Role.BOARD_MEMBER).get(address(card)).content.decode()
    assert re.search(r'>77%</a> <span class="gt-secondary">2016-17</span>', page)
    assert not re.search(r'>83%</a> <span class="gt-secondary">', page)
    row = scorecard_for(card, quarter).rows[0]
    assert paper_benchmark(row.national, quarter).text == "77% (2016-17)"
    assert paper_benchmark(row.neighbours, quarter).text == "83%"
    assert paper_benchmark(None, quarter) is None
