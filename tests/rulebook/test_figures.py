"""The grammar of published figures: each way of writing one, and what it means."""

from decimal import Decimal

import pytest

from goldenthread.rulebook.figures import Figure, NotAFigure, Status, parse_figure, print_figure

# What a figure says, by field; a text that is not listed here under a field leaves it empty.
READINGS = [
    # plain numbers
    ("10,681", {"value": "10681"}),
    ("1 234", {"value": "1234"}),
    ("1,234.50", {"value": "1234.50"}),
    ("57.0", {"value": "57.0"}),
    (".5", {"value": "0.5"}),
    ("-3", {"value": "-3"}),
    ("−3.5%", {"value": "-3.5", "unit": "%"}),
    ("+2.1", {"value": "2.1"}),
    ("nil", {"value": "0"}),
    # units
    ("83%", {"value": "83", "unit": "%"}),
    ("83 per cent", {"value": "83", "unit": "%"}),
    ("32.8 weeks", {"value": "32.8", "unit": "weeks"}),
    ("1 wk", {"value": "1", "unit": "weeks"}),
    ("15 days", {"value": "15", "unit": "days"}),
    ("20 working days", {"value": "20", "unit": "working days"}),
    ("7.2 per 10,000", {"value": "7.2", "unit": "per 10,000"}),
    ("2 percentage points", {"value": "2", "unit": "percentage points"}),
    ("28 children", {"value": "28", "unit": "children"}),
    ("£1,234", {"value": "1234", "unit": "£"}),
    ("£1.2m", {"value": "1200000", "unit": "£"}),
    ("-£3", {"value": "-3", "unit": "£"}),
    ("49.6k", {"value": "49600"}),
    # statuses of a number
    ("83% (indicative)", {"value": "83", "unit": "%", "status": "provisional", "qualifier": "indicative"}),
    ("83% (provisional)", {"value": "83", "unit": "%", "status": "provisional"}),
    ("83% (prov.)", {"value": "83", "unit": "%", "status": "provisional"}),
    ("83%p", {"value": "83", "unit": "%", "status": "provisional"}),
    ("83% [p]", {"value": "83", "unit": "%", "status": "provisional"}),
    ("83% est.", {"value": "83", "unit": "%", "status": "estimated"}),
    ("83%r", {"value": "83", "unit": "%", "qualifier": "revised"}),
    ("c. 450", {"value": "450", "status": "estimated"}),
    ("c450", {"value": "450", "status": "estimated"}),
    ("~450", {"value": "450", "status": "estimated"}),
    ("approx 450", {"value": "450", "status": "estimated"}),
    # qualifiers
    ("57% (63%)", {"value": "57", "unit": "%", "qualifier": "63%"}),
    ("41% (Jan 17 SEN return)", {"value": "41", "unit": "%", "qualifier": "Jan 17 SEN return"}),
    ("30 (12 months to 1 May)", {"value": "30", "qualifier": "12 months to 1 May"}),
    ("0 by end of March 2018", {"value": "0", "qualifier": "by end of March 2018"}),
    ("85%*", {"value": "85", "unit": "%", "qualifier": "*"}),
    ("85% ↑", {"value": "85", "unit": "%", "qualifier": "↑"}),
    ("↑ 85%", {"value": "85", "unit": "%", "qualifier": "↑"}),
    ("100% within 5 days", {"value": "100", "unit": "%", "qualifier": "within 5 days"}),
    ("85%\n(12)", {"value": "85", "unit": "%", "qualifier": "12"}),
    ("85% - Q3 figure", {"value": "85", "unit": "%", "qualifier": "Q3 figure"}),
    ("85% (12 months", {"value": "85", "unit": "%", "qualifier": "12 months"}),
    # bounds
    ("<20%", {"high": "20", "bound": "<", "unit": "%"}),
    ("less than 5", {"high": "5", "bound": "<"}),
    ("under 15%", {"high": "15", "bound": "<", "unit": "%"}),
    ("≤5", {"high": "5", "bound": "<="}),
    ("5 or fewer", {"high": "5", "bound": "<="}),
    ("up to 5", {"high": "5", "bound": "<="}),
    ("> 45", {"low": "45", "bound": ">"}),
    ("over 45", {"low": "45", "bound": ">"}),
    (">= 45", {"low": "45", "bound": ">="}),
    ("at least 90%", {"low": "90", "bound": ">=", "unit": "%"}),
    ("90%+", {"low": "90", "bound": ">=", "unit": "%"}),
    ("More than one source", {"low": "1", "bound": ">", "unit": "sources"}),
    # ranges
    ("400-450", {"low": "400", "high": "450"}),
    ("400 to 450", {"low": "400", "high": "450"}),
    ("53.1 - 59.7", {"low": "53.1", "high": "59.7"}),
    ("97%-99%", {"low": "97", "high": "99", "unit": "%"}),
    ("97-99%", {"low": "97", "high": "99", "unit": "%"}),
    ("97–99%", {"low": "97", "high": "99", "unit": "%"}),
    ("97% — 99%", {"low": "97", "high": "99", "unit": "%"}),
    ("between 4 and 6 weeks", {"low": "4", "high": "6", "unit": "weeks"}),
    # counts out of a count
    ("12/15", {"numerator": 12, "denominator": 15}),
    ("12/15 (80%)", {"value": "80", "unit": "%", "numerator": 12, "denominator": 15}),
    ("80% (12/15)", {"value": "80", "unit": "%", "numerator": 12, "denominator": 15}),
    ("80% (12 of 15)", {"value": "80", "unit": "%", "numerator": 12, "denominator": 15}),
    # changes and compositions
    ("Percentage increase of 15%", {"change": "15", "unit": "%"}),
    ("Percentage decrease of 10%", {"change": "-10", "unit": "%"}),
    ("10% reduction", {"change": "-10", "unit": "%"}),
    ("91%, 9%, 0%, 0%", {"parts": ("91", "9", "0", "0"), "unit": "%"}),
    # no number, and why
    ("supressed", {"status": "suppressed"}),
    ("suppressed", {"status": "suppressed"}),
    ("*", {"status": "suppressed"}),
    ("c", {"status": "suppressed"}),
    ("[c]", {"status": "suppressed"}),
    ("suppressed (<5)", {"status": "suppressed", "qualifier": "<5"}),
    ("x", {"status": "not_released"}),
    ("..", {"status": "not_released"}),
    ("data not yet released", {"status": "not_released"}),
    ("not yet available", {"status": "not_released", "qualifier": "not yet available"}),
    ("awaiting data", {"status": "not_released", "qualifier": "awaiting data"}),
    ("Available July", {"status": "not_released", "qualifier": "Available July"}),
    ("TBC", {"status": "not_released", "qualifier": "TBC"}),
    ("TBA", {"status": "not_released", "qualifier": "TBA"}),
    ("z", {"status": "not_applicable"}),
    ("n/a", {"status": "not_applicable"}),
    ("N/A", {"status": "not_applicable"}),
    ("not applicable", {"status": "not_applicable"}),
    ("", {"status": "not_collected"}),
    ("   ", {"status": "not_collected"}),
    ("-", {"status": "not_collected"}),
    ("–", {"status": "not_collected"}),
    ("N/A - new measure", {"status": "not_applicable", "qualifier": "new measure"}),
    ("suppressed due to small numbers", {"status": "suppressed", "qualifier": "due to small numbers"}),
    ("No longer collected", {"status": "not_collected", "qualifier": "No longer collected"}),
    ("annual measure", {"status": "not_collected", "qualifier": "annual measure"}),
    (
        "This data will be presented annually. See comments for quarterly updates",
        {
            "status": "not_collected",
            "qualifier": "This data will be presented annually. See comments for quarterly updates",
        },
    ),
]

FIELDS = (
    "value", "low", "high", "bound", "unit", "status", "qualifier", "change", "parts",
    "numerator", "denominator",
)  # fmt: skip


def said(figure: Figure) -> dict[str, object]:
    """The fields that a figure fills, numbers as written, so that 57.0 and 57 differ."""
    fields: dict[str, object] = {}
    for name in FIELDS:
        value = getattr(figure, name)
        if value is None or value == () or value is Status.FINAL:
            continue
        if isinstance(value, Decimal):
            value = str(value)
        elif isinstance(value, tuple):
            value = tuple(str(part) for part in value)
        fields[name] = value
    return fields


@pytest.mark.parametrize(("text", "meaning"), READINGS)
def test_a_figure_is_read_as_it_was_meant(text: str, meaning: dict[str, object]) -> None:
    figure = parse_figure(text)
    assert said(figure) == meaning
    assert figure.text == text


@pytest.mark.parametrize(("text", "meaning"), READINGS)
def test_a_printed_figure_reads_back_as_the_same(text: str, meaning: dict[str, object]) -> None:
    assert said(parse_figure(print_figure(parse_figure(text)))) == meaning


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("eighty five", "There is no number in it"),
        ("85%%", "It has more than one % sign"),
        ("1,23,4", "Its commas or points do not make a number"),
        ("#DIV/0!", "It is a formula error"),
        ("#N/A", "It is a formula error"),
        ("####", "The column was too narrow to show the number"),
        ("4:1", "It is a ratio or a time: give it as one number"),
        ("1 in 5", "It is a ratio: give it as one number"),
        ("none", "'none' may be 0 or no figure: write 0, or n/a"),
        ("12/03/2018", "It looks like a date"),
        ("10 May 2018", "It looks like a date"),
        ("2016/17", "The first count is larger than the second: it may be a year or a date"),
        ("2016-17", "It runs downwards: it may be a year"),
        ("2017-2018", "It looks like a pair of years"),
        ("83% 85%", "It holds more than one number"),
        ("10, 20", "It holds more than one number"),
        ("5% - 6 weeks", "Its ends differ in unit: % and weeks"),
        ("(5)", "A number alone in brackets may be a negative or a note"),
        ("83)", "A bracket is closed that was not opened"),
        ("6m", "'m' may be millions or months: write it in full"),
        ("12p", "'p' after the number is not a unit or a note: put notes in brackets"),
        ("1" * 18, "It has a number of 18 digits"),
        ("Q4", "It does not begin with a number"),
        ("more than enough", "No number follows 'more than'"),
        ("see comments", "It points elsewhere and gives no figure"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(NotAFigure) as refusal:
        parse_figure(text)
    assert (refusal.value.text, refusal.value.why) == (text, why)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("10681", "10,681"),
        ("97–99%", "97% to 99%"),
        ("4-6 weeks", "4 to 6 weeks"),
        ("1 wks", "1 week"),
        ("no more than 5", "≤5"),
        ("c. 450", "450 (estimated)"),
        ("83% (indicative)", "83% (indicative)"),
        ("12 of 15 (80%)", "80% (12/15)"),
        ("£1.2m", "£1,200,000"),
        ("supressed", "suppressed"),
        ("data not yet released", "not yet released"),
        ("10% reduction", "Percentage decrease of 10%"),
        ("", "not collected"),
    ],
)
def test_a_figure_is_printed_in_one_form(text: str, printed: str) -> None:
    assert print_figure(parse_figure(text)) == printed


def test_the_measure_gives_the_unit_that_a_number_does_not_name() -> None:
    assert parse_figure("83", unit="%") == parse_figure("83%")
    assert parse_figure("400-450", unit="children") == parse_figure("400 to 450 children")
    assert parse_figure("15 days", unit="%").unit == "days"
    assert parse_figure("suppressed", unit="%").unit is None


def test_counts_of_a_measure_in_percent_give_its_value() -> None:
    assert said(parse_figure("2/3", unit="%")) == {
        "value": "66.7", "unit": "%", "numerator": 2, "denominator": 3,
    }  # fmt: skip
    assert parse_figure("0/0", unit="%").value is None


def test_figures_are_equal_when_they_mean_the_same_however_written() -> None:
    assert parse_figure("supressed") == parse_figure("[c]")
    assert parse_figure("<5") == parse_figure("fewer than 5")
    assert parse_figure("0") != parse_figure("suppressed")


def test_a_suppressed_figure_cannot_carry_its_number() -> None:
    with pytest.raises(ValueError, match="says one thing"):
        Figure("4", value=Decimal(4), status=Status.SUPPRESSED)


def test_a_bound_has_one_end_on_its_own_side() -> None:
    with pytest.raises(ValueError, match="has one end"):
        Figure("<4", low=Decimal(4), bound="<")
