"""The periods of councils' papers: the forms that were seen, and those that are refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rulebook.periods import NotAPeriod, Period, PeriodKind, parse_period

DAYS = st.dates(date(1960, 1, 1), date(2090, 12, 31))
LATER_DAYS = st.dates(date(1971, 1, 1), date(2068, 12, 31))


def why_refused(text: str, context: Period | None = None) -> NotAPeriod:
    with pytest.raises(NotAPeriod) as refused:
        parse_period(text, context=context)
    return refused.value


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2017-18 Q4", "2017-18 Q4"),
        ("Qtr 4, 2017-18", "2017-18 Q4"),
        ("Q4 17/18", "2017-18 Q4"),
        ("Quarter 4 2017/18", "2017-18 Q4"),
        ("Qtr 4 2017-2018", "2017-18 Q4"),
        ("2017–18  q4", "2017-18 Q4"),
        ("2017-18Q4", "2017-18 Q4"),
        ("4th quarter 2017/18", "2017-18 Q4"),
        ("Quarter four, 2017—18", "2017-18 Q4"),
        ("Jan - Mar 18", "2017-18 Q4"),
        ("Oct to Dec 2017", "2017-18 Q3"),
        ("Q1 (Apr-Jun) 2017-18", "2017-18 Q1"),
        ("2017/18 Quarter 1", "2017-18 Q1"),
        ("Yr. end 16-17", "2016-17"),
        ("Year end 2016/17", "2016-17"),
        ("Yr End 2017-18", "2017-18"),
        ("2016-17 outturn", "2016-17"),
        ("2016/17 year end", "2016-17"),
        ("Year End (2016-17)", "2016-17"),
        ("2016-17", "2016-17"),
        ("May 2018", "May 2018"),
        ("May-18", "May 2018"),
        ("MAY '18", "May 2018"),
        ("Sept 17", "September 2017"),
        ("October 2018", "October 2018"),
        ("05/2018", "May 2018"),
        ("2016-01", "January 2016"),
        ("2018", "2018"),
        ("Autumn term 2017", "Autumn term 2017"),
        ("Spring term 2017-18", "Spring term 2018"),
        ("HT3 2017/18", "Spring half-term 1 2018"),
        ("Autumn half-term 2 2017", "Autumn half-term 2 2017"),
        ("AY 2016/17", "2016/17 academic year"),
        ("2016/17 academic year", "2016/17 academic year"),
        ("12 months to 1 May 2018", "12 months to 1 May 2018"),
        ("12 months to May 2018", "12 months to 31 May 2018"),
        ("year ending March 2018", "12 months to 31 March 2018"),
        ("Rolling 12 months to 31/03/2018", "12 months to 31 March 2018"),
    ],
)
def test_a_period_is_read_as_councils_write_it(text: str, printed: str) -> None:
    assert str(parse_period(text)) == printed


@pytest.mark.parametrize("kind", PeriodKind)
@given(day=DAYS)
def test_a_printed_period_reads_back_as_itself(kind: PeriodKind, day: date) -> None:
    period = Period.containing(kind, day)
    assert parse_period(str(period)) == period


@pytest.mark.parametrize("kind", PeriodKind)
@given(day=DAYS)
def test_a_period_holds_its_days_and_follows_the_one_before(kind: PeriodKind, day: date) -> None:
    period = Period.containing(kind, day)
    assert day in period
    assert period.start in period
    assert period.last_day in period
    assert period.end not in period
    assert period.previous().end == period.start
    assert period.previous().kind is kind


@given(day=LATER_DAYS)
def test_short_years_and_slashes_read_as_the_long_form(day: date) -> None:
    quarter = Period.containing(PeriodKind.FINANCIAL_QUARTER, day)
    years, number = str(quarter).split(" Q")
    assert parse_period(f"Qtr. {number}, {years[2:].replace('-', '/')}") == quarter


def test_the_year_before_is_the_same_part_of_it() -> None:
    assert str(parse_period("2017-18 Q4").a_year_before()) == "2016-17 Q4"
    assert str(parse_period("February 2016").a_year_before()) == "February 2015"
    assert (
        str(parse_period("12 months to 29 February 2016").a_year_before()) == "12 months to 28 February 2015"
    )


def test_a_period_that_is_not_of_its_kind_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="1 April 2018 to 31 May 2018 is not a month"):
        Period(PeriodKind.MONTH, date(2018, 4, 1), date(2018, 6, 1))


@pytest.mark.boundary("PER-1")
def test_a_pair_of_years_is_a_financial_year() -> None:
    for text in ("2017-18", "17/18"):
        year = parse_period(text)
        assert (year.start, year.last_day) == (date(2017, 4, 1), date(2018, 3, 31))
    assert parse_period("1999-00").start == date(1999, 4, 1)
    for text in ("2016-18", "2016-16", "Q4 2016-18"):
        assert why_refused(text).why == (
            f"{text!r} is not one year: the second year follows the first, as in 2016-17"
        )


@pytest.mark.boundary("PER-2")
def test_a_year_and_two_digits_are_a_financial_year_before_they_are_a_month() -> None:
    assert parse_period("2011-12").kind is PeriodKind.FINANCIAL_YEAR
    assert str(parse_period("2012-11")) == "November 2012"
    assert why_refused("2016-13").code == "PER-1"


@pytest.mark.boundary("PER-3")
def test_terms_meet_on_the_first_of_september_january_and_april() -> None:
    for first_day, term, half in (
        (date(2018, 9, 1), "Autumn term 2018", "Autumn half-term 1 2018"),
        (date(2019, 1, 1), "Spring term 2019", "Spring half-term 1 2019"),
        (date(2019, 4, 1), "Summer term 2019", "Summer half-term 1 2019"),
    ):
        assert str(Period.containing(PeriodKind.TERM, first_day)) == term
        assert str(Period.containing(PeriodKind.HALF_TERM, first_day)) == half
        assert str(Period.containing(PeriodKind.TERM, first_day - timedelta(days=1))) != term
    for second_half in (date(2018, 11, 1), date(2019, 2, 16), date(2019, 6, 1)):
        assert Period.containing(PeriodKind.HALF_TERM, second_half).start == second_half


@pytest.mark.boundary("PER-4")
def test_twelve_months_to_a_day_end_on_that_day() -> None:
    to_may = parse_period("12 months to 1 May 2018")
    assert (to_may.start, to_may.last_day) == (date(2017, 5, 2), date(2018, 5, 1))
    to_february = parse_period("12 months to February 2016")
    assert (to_february.start, to_february.last_day) == (date(2015, 3, 1), date(2016, 2, 29))
    assert why_refused("12 months to 31 February 2018").why.endswith("does not end on a day that exists")


@pytest.mark.boundary("PER-5")
def test_a_period_without_a_year_is_read_in_its_context_or_refused() -> None:
    year, autumn = parse_period("2017-18"), parse_period("Autumn term 2017")
    assert why_refused("Q4").why == "'Q4' has no year: write it with its year, as in 2017-18 Q4"
    assert str(parse_period("Q4", context=year)) == "2017-18 Q4"
    assert str(parse_period("May", context=year)) == "May 2017"
    assert str(parse_period("Feb", context=year)) == "February 2018"
    assert str(parse_period("Yr end", context=year)) == "2017-18"
    assert str(parse_period("spring", context=year)) == "Spring term 2018"
    assert why_refused("Q4", autumn).code == "PER-5"
    assert why_refused("May", autumn).why == (
        "'May' is not one period of Autumn term 2017: write it with its year, as in May 2018"
    )


@pytest.mark.boundary("PER-6")
def test_a_financial_year_has_four_quarters() -> None:
    assert parse_period("2017-18 Q1").start == date(2017, 4, 1)
    assert parse_period("2017-18 Q4").last_day == date(2018, 3, 31)
    assert why_refused("Q5 2017-18").why == (
        "'Q5 2017-18' is not a quarter: a financial year has four, and no quarter 5"
    )
    assert why_refused("Q0 2017-18").code == "PER-6"
    assert why_refused("Q1 (Jul-Sep) 2017-18").why.endswith("contradicts itself: those months are quarter 2")
    assert why_refused("Q4 2018").why.endswith("does not say which financial year: write it as 2017-18 Q4")
    assert why_refused("Apr-May 2018").code == "PER-6"


@pytest.mark.parametrize("text", ["", "-", "n/a", "banana", "31 March 2018", "2018-19-20", "0 2018"])
def test_what_is_no_period_is_refused_with_forms_to_use(text: str) -> None:
    refused = why_refused(text)
    assert refused.text == text
    assert "is not a period. Write it as 2017-18 Q4" in refused.why


def test_a_month_that_does_not_exist_is_named() -> None:
    assert why_refused("Smarch 2018").why == "'Smarch 2018' is not a month"
    assert why_refused("13/2018").why.startswith("'13/2018' is not a month")


WORDS = """
Q4 Qtr 4 5 2017-18 17/18 2016-18 2018 18 May Smarch May-18 year end outturn AY autumn term 1
half-term HT3 12 months to 31 0 February ( ) , - / ' Jan-Mar of the
"""


@given(st.lists(st.sampled_from(WORDS.split()), max_size=6).map(" ".join))
def test_any_words_are_refused_or_read_as_a_period_that_prints(text: str) -> None:
    try:
        period = parse_period(text)
    except NotAPeriod:
        return
    assert parse_period(str(period)) == period
