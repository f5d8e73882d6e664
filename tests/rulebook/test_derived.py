"""Figures computed from others, at the edges: rounding, what is missing, what cannot be, what agrees."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rulebook.derived import (
    Computed,
    Expression,
    Input,
    Operation,
    agreement,
    compute,
    round_half_up,
    units_refused,
    years_of,
)
from goldenthread.rulebook.figures import Status, parse_figure
from goldenthread.rulebook.periods import parse_period

SHARE = Expression(Operation.PERCENTAGE, unit="%")
RATE = Expression(Operation.RATE, per=Decimal(10_000), unit="per 10,000")
SUM = Expression(Operation.SUM)


def of(expression: Expression, *texts: str | None, unit: str | None = None) -> Computed:
    inputs = [
        Input(f"input {place}", None if text is None else parse_figure(text, unit=unit))
        for place, text in enumerate(texts)
    ]
    return compute(expression, inputs)


@pytest.mark.boundary("DER-1")
@pytest.mark.parametrize(
    ("places", "counts", "text"),
    [
        (None, ("1", "8"), "12.5%"),
        (0, ("1", "8"), "13%"),
        (None, ("1", "16"), "6.3%"),
        (None, ("0", "8"), "0.0%"),
        (2, ("2", "3"), "66.67%"),
    ],
)
def test_a_percentage_is_rounded_once_half_up(places: int | None, counts: tuple[str, str], text: str) -> None:
    found = of(Expression(Operation.PERCENTAGE, places=places, unit="%"), *counts)
    assert (found.figure.text, found.figure.status, found.code) == (text, Status.FINAL, "DER-1")


def test_a_rate_is_per_so_many_and_says_how_it_was_made() -> None:
    found = of(RATE, "914", "75,400")
    assert (found.figure.value, found.figure.text) == (Decimal("121.2"), "121.2 per 10,000")
    assert found.reason == "10,000 × 914 ÷ 75,400 is 121.2 per 10,000"
    assert (found.numerator, found.denominator) == (914, 75400)


def test_a_sum_has_the_unit_and_the_places_of_its_inputs() -> None:
    found = of(SUM, "3.25 days", "4 days", "1 day", unit="days")
    assert (found.figure.text, found.figure.unit) == ("8.25 days", "days")


@pytest.mark.boundary("DER-2")
@pytest.mark.parametrize(
    ("inputs", "status"),
    [
        (("0", "3"), Status.FINAL),
        ((None, "3"), Status.NOT_COLLECTED),
        (("suppressed", "3"), Status.SUPPRESSED),
        (("suppressed", "not yet released"), Status.SUPPRESSED),
        (("3", "not yet released"), Status.NOT_RELEASED),
        (("n/a", None), Status.NOT_APPLICABLE),
        ((None, None), Status.NOT_COLLECTED),
    ],
)
def test_a_missing_input_gives_a_status_and_never_zero(
    inputs: tuple[str | None, ...], status: Status
) -> None:
    for expression in (SHARE, RATE, SUM):
        found = of(expression, *inputs)
        assert found.figure.status is status
        assert (found.exact is None, found.figure.value is None) == (
            status is not Status.FINAL, status is not Status.FINAL,
        )  # fmt: skip
    assert status is Status.FINAL or found.code == "DER-2"


@pytest.mark.boundary("DER-3")
def test_nothing_is_computed_from_the_ends_of_a_bound_or_a_range() -> None:
    assert of(SHARE, "5", "20").figure.value == 25
    hidden, between = of(SHARE, "<5", "20"), of(SHARE, "4 to 6", "20")
    assert (hidden.figure.status, hidden.code) == (Status.SUPPRESSED, "DER-3")
    assert (between.figure.status, between.reason) == (
        Status.NOT_COLLECTED, "input 0: “4 to 6” is not one number",
    )  # fmt: skip


@pytest.mark.boundary("DER-4")
def test_units_that_do_not_go_together_are_refused() -> None:
    assert of(SUM, "3 days", "4 days").figure.text == "7 days"
    for apart in (of(SUM, "3 days", "4 weeks"), of(SUM, "30%", "20%"), of(SHARE, "30%", "20")):
        assert (apart.code, apart.figure.value) == ("DER-4", None)
    assert units_refused(Operation.RATE, [("CIN", None), ("Rate", "per 10,000")]) is not None
    assert units_refused(Operation.RATE, [("Visits", "visits"), ("Children", None)]) is None


@pytest.mark.boundary("DER-5")
@pytest.mark.parametrize(
    ("expression", "counts", "text"),
    [
        (SHARE, ("0", "1"), "0.0%"),
        (SHARE, ("1", "1"), "100.0%"),
        (SHARE, ("2", "1"), "not applicable"),
        (RATE, ("2", "1"), "20,000.0 per 10,000"),
        (SHARE, ("1", "0"), "not applicable"),
        (RATE, ("0", "0"), "not applicable"),
        (RATE, ("-1", "10"), "not applicable"),
        (RATE, ("1", "-10"), "not applicable"),
        (RATE, ("10000000000", "1"), "not applicable"),
        (RATE, ("9999999999", "1"), "99,999,999,990,000.0 per 10,000"),
    ],
)
def test_counts_that_cannot_be_give_no_figure(
    expression: Expression, counts: tuple[str, str], text: str
) -> None:
    found = of(expression, *counts)
    assert found.figure.text == text
    assert (found.code == "DER-5") == (text == "not applicable")


@pytest.mark.boundary("DER-6")
@pytest.mark.parametrize(
    ("counts", "status", "text"),
    [
        (("1", "2"), Status.FINAL, "50.0%"),
        (("1 (provisional)", "2"), Status.PROVISIONAL, "50.0% (provisional)"),
        (("1 (provisional)", "2 (estimated)"), Status.ESTIMATED, "50.0% (estimated)"),
    ],
)
def test_a_figure_is_as_firm_as_its_least_firm_input(
    counts: tuple[str, str], status: Status, text: str
) -> None:
    found = of(SHARE, *counts)
    assert (found.figure.status, found.figure.text) == (status, text)
    assert parse_figure(found.figure.text) == found.figure


@pytest.mark.boundary("DER-7")
@pytest.mark.parametrize(
    ("exact", "published", "agrees"),
    [
        ("121.21", "121.2", True),
        ("121.25", "121.2", True),
        ("121.26", "121.2", False),
        ("82.5", "82%", True),
        ("82.5", "83%", True),
        ("82.51", "82%", False),
        ("57.04", "57.0", True),
        ("57.06", "57.0", False),
        ("57.4", "57", True),
    ],
)
def test_figures_agree_within_half_of_the_last_place_printed(
    exact: str, published: str, agrees: bool
) -> None:
    found = agreement(Decimal(exact), parse_figure(published))
    assert found is not None
    assert found.agrees is agrees


def test_without_a_published_number_there_is_nothing_to_hold_it_against() -> None:
    assert agreement(Decimal(5), parse_figure("suppressed")) is None
    assert agreement(Decimal(5), None) is None
    assert agreement(None, parse_figure("5")) is None


@pytest.mark.boundary("DER-8")
@pytest.mark.parametrize(
    ("period", "financial", "calendar"),
    [
        ("2017-18 Q4", "2017-18", "2017"),
        ("2018-19 Q1", "2018-19", "2018"),
        ("2017-18", "2017-18", "2017"),
        ("March 2018", "2017-18", "2017"),
        ("April 2018", "2018-19", "2018"),
    ],
)
def test_a_population_is_of_the_year_in_which_the_financial_year_begins(
    period: str, financial: str, calendar: str
) -> None:
    assert [str(year) for year in years_of(parse_period(period))] == [financial, calendar]


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 4))
def test_what_is_computed_agrees_with_itself_as_printed(
    numerator: int, denominator: int, places: int
) -> None:
    expression = Expression(Operation.RATE, per=Decimal(1000), places=places)
    found = of(expression, str(numerator), str(denominator))
    assert found.exact is not None
    held = agreement(found.exact, parse_figure(found.figure.text))
    assert held is not None
    assert held.agrees
    assert found.figure.value == round_half_up(found.exact, places)


def test_an_expression_that_cannot_be_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="per so many"):
        Expression(Operation.RATE)
    with pytest.raises(ValueError, match="per so many"):
        Expression(Operation.SUM, per=Decimal(10))
    with pytest.raises(ValueError, match="does not take 3 inputs"):
        of(SHARE, "1", "2", "3")
    with pytest.raises(ValueError, match="does not take 1 inputs"):
        of(SUM, "1")
