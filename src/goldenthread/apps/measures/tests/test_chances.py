"""The interval of each figure on a measure's pages and in its files, and where there is none, why."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

import openpyxl
import pikepdf
import pytest
from django.urls import reverse

from goldenthread.apps.measures import marks
from goldenthread.apps.measures.actions import define_measure, record_observation
from goldenthread.apps.measures.chances import chances_of
from goldenthread.apps.measures.choosing import choose_source
from goldenthread.apps.measures.models import Measure, Observation
from goldenthread.apps.measures.queries import series
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.people.models import Role
from goldenthread.documents.merging.reading import Reader
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import Period, parse_period

from .test_pages import text_of

pytestmark = pytest.mark.django_db
SHARES = (
    ("2017-18 Q1", "22.2%", 4, 18),
    ("2017-18 Q2", "22.2%", 400, 1800),
    ("2017-18 Q3", "23%", 414, 1800),
    ("2017-18 Q4", "84%", 1596, 1900),
)


@pytest.fixture
def tell(analyst, now):
    """Record figures of a measure: period, text, and where they are known, numerator and denominator."""

    def told(measure: Measure, *figures: tuple[object, ...], source: str = "") -> Measure:
        for period, text, *counts in figures:
            numerator, denominator = [Decimal(str(one)) for one in counts] or (None, None)
            entry = Entry(
                measure, parse_period(period), parse_figure(text, unit=measure.unit or None), source=source,
                numerator=numerator, denominator=denominator,
            )  # fmt: skip
            record_observation(entry, by=analyst, at=now)
        return measure

    return told


@pytest.fixture
def shares(measure, tell) -> Measure:
    return tell(measure, *SHARES)


@pytest.fixture
def page_of(sign_in):
    def page(measure: Measure, who: Role = Role.BOARD_MEMBER):
        return sign_in(who).get(reverse("measures:measure", args=[measure.uuid, "x"]))

    return page


def row_of(page, period: str) -> dict[str, str]:
    """The row of a period in the page's first table: its cells' words by the column."""
    tables = re.findall(r"<tbody>.*?</tbody>", page.content.decode(), re.DOTALL)
    rows = (row for table in tables for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL))
    row = next(row for row in rows if re.search(rf'data-label="Period">{period}\b', row))
    cells = re.findall(r'data-label="([^"]+)"[^>]*>(.*?)</t[dh]>', row, re.DOTALL)
    return {name: " ".join(re.sub("<[^>]+>", " ", words).split()) for name, words in cells}


def of_period(measure: Measure, period: str):
    return chances_of(measure, series(measure)[0]).points[parse_period(period)]


def test_four_of_eighteen_and_four_hundred_of_eighteen_hundred_stand_in_their_rows(shares, page_of):
    page = page_of(shares)
    assert row_of(page, "2017-18 Q1")["95% interval"] == "9.0% to 45.2% few cases CI-6"
    assert row_of(page, "2017-18 Q2")["95% interval"] == "20.4% to 24.2%"


def test_the_page_says_first_how_far_the_newest_figure_could_be_off(shares, page_of):
    words = text_of(page_of(shares))
    said = "84% is 1,596 of 1,900: between 82.3% and 85.6% could be chance alone."
    assert words.count(said) == 1
    assert words.index(said) < words.index("This measure on paper")
    assert "Changed by more than chance since 2017-18 Q3 ( BEN-5 )" in words


def test_a_newest_figure_of_few_cases_is_marked_where_it_is_read_first(measure, tell, page_of):
    words = text_of(page_of(tell(measure, ("2017-18 Q4", "22.2%", 4, 18))))
    assert "22.2% few cases 22.2% is 4 of 18: between 9.0% and 45.2% could be chance alone." in words
    assert "one more or one fewer moves it by 5.6 points ( CI-6 )." in words


@pytest.mark.boundary("CI-6")
def test_nine_cases_are_few_and_ten_are_not(measure, tell, page_of):
    page = page_of(tell(measure, ("2017-18 Q3", "45%", 9, 20), ("2017-18 Q4", "50%", 10, 20)))
    assert "few cases" in row_of(page, "2017-18 Q3")["95% interval"]
    assert "few cases" not in row_of(page, "2017-18 Q4")["95% interval"]


def test_a_change_within_chance_is_told_beside_the_direction_of_travel(shares, page_of):
    page = page_of(shares)
    assert (
        row_of(page, "2017-18 Q3")["Direction of travel"]
        == "Up, better DOT-2 Changed by no more than chance BEN-4"
    )
    assert (
        row_of(page, "2017-18 Q4")["Direction of travel"]
        == "Up, better DOT-2 Changed by more than chance BEN-5"
    )
    assert row_of(page, "2017-18 Q1")["Direction of travel"] == "Not known DOT-0"


def test_a_change_is_not_held_against_chance_across_a_change_of_definition(shares, analyst, now):
    assert of_period(shares, "2017-18 Q4").since == "Changed by more than chance since 2017-18 Q3"
    start = parse_period("2017-18 Q4").start
    marks.say_definition_changed(shares, day=start, words="Counts more", by=analyst, at=now)
    assert of_period(shares, "2017-18 Q4").since == ""


def test_a_year_to_date_is_held_against_the_same_point_last_year(analyst, now, tell):
    made = define_measure("To date", unit="%", polarity="high", cumulative=True, by=analyst, at=now)
    tell(made, ("2016-17 Q4", "20%", 200, 1000), ("2017-18 Q3", "50%", 500, 1000))
    tell(made, ("2017-18 Q4", "51%", 510, 1000))
    assert of_period(made, "2017-18 Q4").since == "Changed by more than chance since 2016-17 Q4"
    assert of_period(made, "2017-18 Q3").since == ""


@pytest.mark.parametrize(
    ("unit", "figures", "words", "code"),
    [
        ("%", [("2017-18 Q4", "84%")], "their numerators and denominators are not recorded", "CI-5"),
        ("", [("2017-18 Q4", "477")], "they are no shares and no rates", "CI-9"),
        ("%", [("2017-18 Q4", "70%", 36, 52)], "their numerators and denominators do not make them", "CI-10"),
    ],
)
def test_a_series_without_any_interval_has_a_sentence_and_no_column(
    unit, figures, words, code, analyst, now, tell, page_of
):
    made = define_measure("Some", unit=unit, polarity="high", by=analyst, at=now)
    page = page_of(tell(made, *figures))
    assert f"These figures have no 95% interval: {words} ( {code} )." in text_of(page)
    assert "95% interval" not in row_of(page, "2017-18 Q4")


def test_a_figure_without_counts_among_others_says_by_which_rule_it_has_none(shares, tell, page_of):
    tell(shares, ("2018-19 Q1", "85%"))
    page = page_of(shares)
    assert row_of(page, "2018-19 Q1")["95% interval"] == "none CI-5"
    assert "The newest figure has no 95% interval. Its numerator and denominator are not" in text_of(page)


def test_counts_that_are_not_whole_make_an_interval_too(measure, tell):
    chance = of_period(tell(measure, ("2017-18 Q4", "25%", "12.5", 50)), "2017-18 Q4")
    assert chance.of.sentence.startswith("25% is 12.5 of 50: between")


def test_a_suppressed_figure_shows_no_count_and_no_interval_of_what_was_recorded_with_it(
    measure, tell, page_of, sign_in
):
    tell(measure, ("2017-18 Q3", "50%", 50, 100), ("2017-18 Q4", "supressed", 4, 18))
    page = page_of(measure)
    row = row_of(page, "2017-18 Q4")
    assert (row["Figure"], row["95% interval"]) == ("supressed", "")
    found = Observation.objects.get(measure=measure, starts=parse_period("2017-18 Q4").start)
    where = text_of(sign_in(Role.BOARD_MEMBER).get(reverse("measures:where_from", args=[found.uuid])))
    book = reverse("measures:measure_book", args=[measure.uuid])
    browser = sign_in(Role.BOARD_MEMBER)
    file = browser.get(book, {"format": "csv"}).content.decode("utf-8-sig")
    rivals = text_of(browser.get(reverse("measures:sources", args=[measure.uuid])))
    for text in (text_of(page), where, file, rivals):
        for told in ("of 18", "9.0%", "45.2%", "few cases", ",4,18,", "Numerator 4"):
            assert told not in text


def test_where_it_comes_from_has_both_intervals_their_method_and_whether_the_cases_are_few(shares, sign_in):
    found = Observation.objects.get(measure=shares, starts=parse_period("2017-18 Q1").start)
    words = text_of(sign_in(Role.BOARD_MEMBER).get(reverse("measures:where_from", args=[found.uuid])))
    for told in (
        "Numerator 4 Denominator 18 95% interval 9.0% to 45.2% 99.8% interval 5.5% to 58.2%",
        "Method of the interval Wilson’s method for a share ( CI-1 )",
        "Are there enough cases? No, few cases. With so few cases, one more or one fewer moves it by 5.6",
    ):
        assert told in words


def test_where_it_comes_from_says_why_there_is_no_interval(measure, tell, sign_in):
    tell(measure, ("2017-18 Q4", "70%", 36, 52))
    words = text_of(
        sign_in(Role.BOARD_MEMBER).get(
            reverse("measures:where_from", args=[Observation.objects.get(measure=measure).uuid])
        )
    )
    assert "95% interval None. Its numerator and denominator do not make it ( CI-10 )" in words


def test_a_series_of_one_source_that_the_board_uses_stands_once_and_says_both(
    measure, tell, page_of, analyst, now
):
    tell(measure, *SHARES, source="health")
    tell(measure, ("2017-18 Q4", "80%"))
    first = parse_period("2017-18 Q1")
    choose_source(measure, "health", first=first, reason="Audited", seen=0, by=analyst, at=now)
    titles = [one.title for one in series(measure)]
    assert titles == [
        "By financial quarter, as the board uses them, from health",
        "By financial quarter, from the council’s own records",
    ]
    page = page_of(measure)
    assert text_of(page).count("Control chart of") == 2
    assert "Source" not in row_of(page, "2017-18 Q4")


def test_a_series_that_was_put_together_names_the_source_of_each_figure(measure, tell, page_of, analyst, now):
    tell(measure, ("2017-18 Q3", "84%"), ("2017-18 Q4", "58%"))
    tell(measure, ("2017-18 Q4", "90%", 90, 100), source="health")
    first: Period = parse_period("2017-18 Q4")
    choose_source(measure, "health", first=first, reason="Audited", seen=0, by=analyst, at=now)
    page = page_of(measure)
    assert row_of(page, "2017-18 Q4")["Source"] == "From health"
    assert row_of(page, "2017-18 Q3")["Source"] == "From the council’s own records"
    # Figures of two sources are not compared, whatever chance says.
    assert of_period(measure, "2017-18 Q4").since == ""


def test_what_nobody_has_said_of_a_measure_is_told_in_one_line(shares, page_of):
    words = text_of(page_of(shares))
    assert "Nobody has said Numerator, denominator, frequency, lead for comments, service area" in words
    assert "Not recorded" not in words


def test_the_page_asks_for_intervals_in_no_query_of_their_own(
    shares, tell, sign_in, django_assert_max_num_queries
):
    browser = sign_in(Role.BOARD_MEMBER)
    path = reverse("measures:measure", args=[shares.uuid, "x"])
    browser.get(path)
    found = series(shares)
    with django_assert_max_num_queries(0):
        assert chances_of(shares, found[0]).has_few
    assert browser.get(path).status_code == 200


def test_the_files_have_the_ends_as_numbers_and_the_notes_explain_them(shares, sign_in):
    browser = sign_in(Role.BOARD_MEMBER)
    path = reverse("measures:measure_book", args=[shares.uuid])
    book = openpyxl.load_workbook(io.BytesIO(browser.get(path, {"format": "xlsx"}).content))
    heads, *rows = book["Figures"].iter_rows(values_only=True)
    few, many = (dict(zip(heads, row, strict=True)) for row in rows[:2])
    ends = ("Lower 95%", "Upper 95%", "Lower 99.8%", "Upper 99.8%")
    assert [few[end] for end in ends] == pytest.approx([9.00, 45.21, 5.55, 58.15], abs=0.01)
    assert (few["Few cases"], many["Few cases"], few["Interval rule"]) == ("Yes", "No", "CI-1")
    assert many["Beside chance"] == "Changed by no more than chance since 2017-18 Q1"
    notes = {row[0] for row in book["Notes"].iter_rows(values_only=True)}
    assert {"95% interval", "99.8% interval", "Few cases", "Why no interval", "Beside chance"} <= notes
    lines = list(
        csv.DictReader(io.StringIO(browser.get(path, {"format": "csv"}).content.decode("utf-8-sig")))
    )
    assert (lines[0]["Lower 95%"], lines[0]["Few cases"]) == ("9.001", "Yes")


def test_the_page_on_paper_has_the_interval_and_marks_few_cases(shares, sign_in):
    path = reverse("measures:measure_book", args=[shares.uuid])
    file = sign_in(Role.BOARD_MEMBER).get(path, {"format": "pdf"}).content
    with pikepdf.open(io.BytesIO(file)) as made:
        text = " ".join(" ".join(Reader().whole(page.obj) for page in made.pages).split())
    assert "84% is 1,596 of 1,900: between 82.3% and 85.6% could be chance alone." in text
    assert "9.0% to 45.2%, few cases" in text
