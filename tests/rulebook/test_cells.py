"""Spreadsheet cells as figures: what the reader saw, and the number behind it."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from goldenthread.rulebook.cells import figure_from_cell
from goldenthread.rulebook.figures import NotAFigure, Status, parse_figure


@pytest.mark.parametrize(
    ("value", "number_format", "seen", "unit", "precise"),
    [
        # A percentage is 83, never 0.83.
        (0.83, "0%", "83", "%", None),
        (1, "0%", "100", "%", None),
        (0.574, "0.0%", "57.4", "%", None),
        (0.57, "0.0%", "57.0", "%", None),
        (0.29, "0%", "29", "%", None),
        # What the format hides is kept behind what it shows.
        (0.41176, "0%", "41", "%", "41.176"),
        (0.8333333333333334, "0%", "83", "%", "83.3333333333333"),
        (0.845, "0%", "85", "%", "84.5"),
        (-0.004, "0%", "0", "%", "-0.4"),
        (1412.6, "#,##0", "1413", None, "1412.6"),
        (1234567, "0.0,,", "1200000", None, "1234567"),
        # Without a format the number stays as it is, but for noise of the binary form.
        (0.83, "General", "0.83", None, None),
        (0.83, None, "0.83", None, None),
        (0.1 + 0.2, "General", "0.3", None, None),
        (10681, "General", "10681", None, None),
        (1e20, "General", "100000000000000000000", None, None),
        (Decimal("57.0"), "General", "57", None, None),
        # Formats of numbers.
        (10681, "#,##0", "10681", None, None),
        (57, "0.0", "57.0", None, None),
        (57.25, "0.##", "57.25", None, None),
        (57, "0.##", "57", None, None),
        (-3, "0;[Red]-0", "-3", None, None),
        (83, '0"%"', "83", "%", None),
        (32.8, '0.0" weeks"', "32.8", "weeks", None),
        (1234.5, "[$£-809]#,##0.00", "1234.50", "£", None),
        (0.8, "# ?/?", "0.8", None, None),
    ],
)
def test_a_cell_is_what_its_reader_saw(
    value: object, number_format: str | None, seen: str, unit: str | None, precise: str | None
) -> None:
    figure = figure_from_cell(value, number_format)
    assert (str(figure.value), figure.unit) == (seen, unit)
    assert figure.precise == (None if precise is None else Decimal(precise))


@pytest.mark.parametrize("text", ["83% (indicative)", "supressed", "<20%", "400-450"])
def test_a_cell_of_text_is_read_by_the_grammar(text: str) -> None:
    assert figure_from_cell(text, "General") == parse_figure(text)


def test_an_empty_cell_is_not_collected_and_never_0() -> None:
    assert figure_from_cell(None, "0%").status is Status.NOT_COLLECTED
    assert figure_from_cell(0, "0%").value == 0


def test_the_text_of_a_typed_cell_is_what_it_showed() -> None:
    assert figure_from_cell(0.41176, "0%").text == "41%"
    assert figure_from_cell(10681, "General").text == "10,681"


def test_the_measure_gives_the_unit_that_neither_cell_nor_format_names() -> None:
    assert figure_from_cell(83, "General", unit="%") == parse_figure("83%")
    assert figure_from_cell(0.83, "0%", unit="weeks").unit == "%"


@pytest.mark.parametrize(
    ("value", "number_format", "text", "why"),
    [
        (True, "General", "TRUE", "The cell holds TRUE or FALSE, not a number"),
        ("#DIV/0!", "0%", "#DIV/0!", "It is a formula error"),
        (
            date(2018, 5, 4),
            "d-mmm",
            "4 May 2018",
            "The cell holds a date: a figure such as 4-5 may have been turned into one",
        ),
        (
            datetime(2018, 5, 4, tzinfo=UTC),
            "d-mmm",
            "4 May 2018",
            "The cell holds a date: a figure such as 4-5 may have been turned into one",
        ),
        (time(9, 30), "hh:mm", "09:30:00", "The cell holds a time of day or a length of time, not a number"),
        (43224, "dd/mm/yyyy", "dd/mm/yyyy", "The cell is formatted as a date or a time"),
        (float("inf"), "General", "inf", "The cell holds no finite number"),
        (float("nan"), "0%", "nan", "The cell holds no finite number"),
        (b"83", "General", "b'83'", "The cell holds neither a number nor a text"),
    ],
)
def test_a_cell_that_holds_no_figure_is_refused(
    value: object, number_format: str, text: str, why: str
) -> None:
    with pytest.raises(NotAFigure) as refusal:
        figure_from_cell(value, number_format)
    assert (refusal.value.text, refusal.value.why) == (text, why)
