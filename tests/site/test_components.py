"""Components as a reader, a keyboard and a screen reader meet them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import Context, engines
from django.test import RequestFactory

from goldenthread.site.sparklines import sparkline
from goldenthread.site.status_words import RAG, STATUSES, look_of

pytestmark = pytest.mark.urls("tests.site.urls")


def shown(source: str, *, address: str = "/plans/", **context: Any) -> str:
    request = RequestFactory().get(address)
    template = engines["django"].engine.from_string("{% load govuk %}" + source)
    return template.render(Context({**context, "request": request}))


def test_each_rating_has_a_shape_and_a_word_beside_its_colour():
    looks = [RAG[rag] for rag in ("red", "amber", "green", "not_rated")]
    assert [look.word for look in looks] == ["Red", "Amber", "Green", "Not rated"]
    assert len({look.shape for look in looks}) == len({look.colour for look in looks}) == 4


def test_a_rating_shows_its_shape_to_the_eye_only():
    html = shown("{% rag_tag 'amber' %}")
    assert "Amber</strong>" in html
    assert "govuk-tag--orange" in html
    assert 'aria-hidden="true"' in html


def test_no_rating_says_not_rated():
    assert "Not rated" in shown("{% rag_tag rag %}", rag=None)


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("partly_met", "Partly met"),
        ("Partially met", "Partly met"),
        ("met_subject_to_a_condition", "Met subject to a condition"),
        ("no_longer_applicable", "No longer applicable"),
        ("in_progress", "In progress"),
        ("waiting_for_weather", "Waiting for weather"),
    ],
)
def test_a_state_is_shown_in_words_known_or_not(state: str, word: str):
    assert look_of(state).word == word


def test_no_two_states_look_the_same_in_word_and_shape():
    looks = [(look.word, look.shape) for look in STATUSES.values()]
    assert len(set(looks)) == len(looks)


def test_a_verdict_gives_its_reason_and_links_to_its_rule():
    given = SimpleNamespace(rag="amber", reason="82% is within 5 points of 85%", code="RAG-2")
    html = shown("{% verdict given %}", given=given)
    assert "82% is within 5 points of 85% (<a" in html
    assert 'href="/rulebook/RAG-2/">RAG-2</a>)' in html


def test_travel_says_where_the_number_went_and_whether_that_is_better():
    assert "Down, better" in shown("{% travel given %}", given=SimpleNamespace(arrow="down", change="better"))
    assert "Not known" in shown("{% travel given %}", given=SimpleNamespace(arrow=None, change=None))


def test_dates_are_written_as_on_govuk():
    assert shown("{{ day|date_words }}", day=date(2013, 5, 7)) == "7 May 2013"
    assert shown("{{ day|month_words }}", day=date(2013, 5, 7)) == "May 2013"
    assert shown("{{ day|date_words }}", day=None) == ""


def test_an_instant_is_told_in_local_time():
    late = datetime(2018, 5, 7, 23, 30, tzinfo=UTC)
    assert shown("{{ at|date_words }}", at=late) == "8 May 2018"
    assert shown("{{ at|moment_words }}", at=late) == "8 May 2018 at 12:30am"


def test_a_value_from_a_person_is_escaped_wherever_it_stands():
    html = shown(
        "{% summary_row key %}{{ value }}{% endsummary_row %}"
        "{% status_tag value %}{% details value %}x{% enddetails %}",
        key="<i>",
        value="<b>bold</b>",
    )
    assert "<b>" not in html.lower()
    assert "<i>" not in html


def test_an_empty_value_of_a_summary_list_says_so():
    assert "Not recorded" in shown("{% summary_row 'Evidence' %} {% endsummary_row %}")


def test_a_table_scrolls_in_a_region_that_the_keyboard_reaches_and_its_caption_names():
    html = shown("{% datatable 'Actions late' %}<tbody></tbody>{% enddatatable %}")
    assert '<div class="gt-region" role="region" aria-labelledby="table-actions-late" tabindex="0">' in html
    assert '<caption id="table-actions-late">Actions late</caption>' in html


def test_a_column_sorts_by_a_link_that_keeps_the_filter_and_goes_back_to_the_first_page():
    html = shown("{% sort_header 'due' 'Due' %}", address="/plans/?state=overdue&page=3")
    assert 'href="?state=overdue&amp;sort=due&amp;direction=asc"' in html
    assert "aria-sort" not in html


def test_the_sorted_column_says_its_order_and_turns_it_round():
    html = shown("{% sort_header 'due' 'Due' %}", address="/plans/?sort=due&direction=asc")
    assert 'aria-sort="ascending"' in html
    assert "direction=desc" in html


def test_the_usual_order_is_marked_only_when_none_was_asked_for():
    header = "{% sort_header 'ref' 'Reference' default='asc' %}"
    assert 'aria-sort="ascending"' in shown(header)
    assert "aria-sort" not in shown(header, address="/plans/?sort=due")


def test_a_list_of_one_page_has_no_pagination():
    assert shown("{% pagination page %}", page=Paginator(range(3), 10).get_page(1)) == ""


def test_pagination_keeps_the_filter_and_marks_the_page():
    page = Paginator(range(200), 10).get_page(6)
    html = shown("{% pagination page %}", address="/plans/?state=overdue&page=6", page=page)
    assert 'href="?state=overdue&amp;page=7" rel="next"' in html
    assert 'aria-label="Page 6" aria-current="page"' in html


def test_a_list_downloads_as_it_is_filtered_and_sorted_but_whole():
    html = shown("{% downloads 'csv' %}", address="/plans/?state=overdue&sort=due&page=2")
    assert 'href="?state=overdue&amp;sort=due&amp;format=csv"' in html


def test_the_section_of_the_page_is_marked_in_the_navigation():
    items = [("Plans", "plans"), ("Measures", "measures"), ("Gone", "no-such-page")]
    html = shown("{% service_navigation items %}", items=items, address="/plans/12/")
    assert html.count('aria-current="true"') == 1
    assert "Gone" not in html


def test_a_tree_nests_as_the_bodies_do():
    nodes = [{"text": "Council", "children": [{"text": "Scrutiny", "children": []}]}]
    html = "".join(shown("{% tree nodes %}", nodes=nodes).split())
    assert html == '<ulclass="gt-tree"><li>Council<ulclass="gt-tree"><li>Scrutiny</li></ul></li></ul>'


def test_a_missing_figure_leaves_a_gap_in_the_small_line():
    drawn = sparkline([1, 2, None, 4, None, 6])
    assert [len(line.split()) for line in drawn.lines] == [2]
    assert len(drawn.dots) == 2
    assert drawn.last == drawn.dots[-1]


def test_a_small_line_stays_inside_its_box_and_its_top_is_the_highest_figure():
    (line,) = sparkline([10, 30, 20]).lines
    heights = [float(point.split(",")[1]) for point in line.split()]
    assert heights == [24.0, 4.0, 14.0]


def test_a_small_line_without_figures_says_so():
    assert "No figures yet" in shown("{% sparkline values 'Trend' %}", values=[None, None])


def test_a_small_line_tells_its_story_in_words():
    html = shown("{% sparkline values 'From 60% to 83%' %}", values=[60, 83])
    assert 'role="img"' in html
    assert "<title>From 60% to 83%</title>" in html
