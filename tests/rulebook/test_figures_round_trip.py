"""Whatever a figure means, printing it and reading it again gives the same meaning."""

import re
from decimal import Decimal

from hypothesis import assume, example, given
from hypothesis import strategies as st

from goldenthread.rulebook.figures import (
    Figure,
    NotAFigure,
    Status,
    parse_figure,
    print_figure,
    status_of_note,
)

UNITS = (
    None, "%", "£", "percentage points", "weeks", "days", "working days", "per 10,000", "per 100,000",
    "per child", "points", "children", "people", "sources", "staff",
)  # fmt: skip

numbers = st.integers(0, 3).flatmap(
    lambda places: st.decimals(-9_999_999, 9_999_999, places=places, allow_nan=False, allow_infinity=False)
).map(lambda number: number if number else abs(number))  # fmt: skip
units = st.sampled_from(UNITS)
with_a_figure = st.sampled_from([Status.FINAL, Status.PROVISIONAL, Status.ESTIMATED])
without_one = st.sampled_from([status for status in Status if not status.has_a_figure])


def is_a_remark(note: str) -> bool:
    """Whether a note says nothing that the grammar takes into another field."""
    counts = re.match(r"(?:n ?= ?)?[0-9][0-9,]* ?(?:/|of|out of)", note, re.IGNORECASE)
    return bool(note) and status_of_note(note) is None and not counts and note.casefold() not in ("r", "80%")


remarks = st.one_of(
    st.sampled_from(["63%", "Jan 17 SEN return", "by end of March 2018", "12", "*", "↑", "a (b) [c]", "<5"]),
    st.text("abcdrxz019 -–.,;:%/<£'", max_size=20).map(lambda text: " ".join(text.split())),
).filter(is_a_remark)
qualifiers = st.none() | remarks


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    """A figure of any kind."""
    status, unit, qualifier = draw(with_a_figure), draw(units), draw(qualifiers)
    if status is Status.PROVISIONAL and draw(st.booleans()):
        qualifier = "indicative"
    kind = draw(st.sampled_from(["value", "range", "bound", "change", "parts", "counts", "nothing"]))
    if kind == "nothing":
        return Figure("", status=draw(without_one), qualifier=qualifier)
    low, high = sorted((draw(numbers), draw(numbers)))
    match kind:
        case "range":
            assume(not (high == low + 1 and 1990 <= low <= 2100))
            return Figure("", low=low, high=high, unit=unit, status=status, qualifier=qualifier)
        case "bound" if draw(st.booleans()):
            bound = draw(st.sampled_from(["<", "<="]))
            return Figure("", high=high, bound=bound, unit=unit, status=status, qualifier=qualifier)
        case "bound":
            bound = draw(st.sampled_from([">", ">="]))
            return Figure("", low=low, bound=bound, unit=unit, status=status, qualifier=qualifier)
        case "change":
            return Figure("", change=low, unit=unit, status=status, qualifier=qualifier)
        case "parts":
            parts = tuple(draw(st.lists(numbers, min_size=2, max_size=5)))
            return Figure("", parts=parts, unit=unit or "%", status=status, qualifier=qualifier)
    bottom = draw(st.integers(0, 5000))
    top = draw(st.integers(0, bottom))
    if kind == "counts":
        assume(not (qualifier or "").endswith("%"))
        return Figure("", numerator=top, denominator=bottom, status=status, qualifier=qualifier)
    counted = draw(st.booleans())
    return Figure(
        "",
        value=low,
        unit=unit,
        status=status,
        qualifier=qualifier,
        numerator=top if counted else None,
        denominator=bottom if counted else None,
    )


def as_printed(figure: Figure) -> tuple[object, ...]:
    """The numbers of a figure with their decimals, since 57.0 and 57 are equal as numbers."""
    ends = (figure.value, figure.low, figure.high, figure.change, *figure.parts)
    return tuple(None if number is None else str(number) for number in ends)


@given(figures())
@example(Figure("", value=Decimal("57.0"), unit="%"))
@example(Figure("", low=Decimal(-5), high=Decimal(-3)))
@example(Figure("", value=Decimal(1), unit="weeks"))
def test_a_printed_figure_reads_back_as_the_same(figure: Figure) -> None:
    again = parse_figure(print_figure(figure))
    assert again == figure
    assert as_printed(again) == as_printed(figure)


written_numbers = st.one_of(
    st.from_regex(r"\A[0-9]{1,3}(,[0-9]{3}){0,2}(\.[0-9]{1,2})?\Z"),
    st.from_regex(r"\A[0-9]{1,6}\Z"),
    st.from_regex(r"\A\.[0-9]\Z"),
)
written_units = st.sampled_from(
    ["", "%", " %", " per cent", " wks", " days", " per 10,000", " children", "pp"]
)
openings = st.sampled_from(
    ["", "<", "≤ ", ">= ", "over ", "at least ", "c. ", "~", "-", "+", "£", "an increase of "]
)
notes = st.sampled_from(
    [
        "",
        "*",
        " ↑",
        "p",
        " (indicative)",
        " (prov.)",
        " est.",
        " (63%)",
        " (12/15)",
        " by end of March 2018",
        " [r]",
    ]
)
joins = st.sampled_from(["-", " - ", "–", " to ", "%-", ", ", "/", " of "])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """What a council might type: most of it figures, some of it not."""
    first = draw(written_numbers) + draw(written_units)
    second = draw(joins) + draw(written_numbers) + draw(written_units) if draw(st.booleans()) else ""
    return draw(openings) + first + second + draw(notes)


def read(text: str) -> Figure | NotAFigure:
    """The figure in a text, or its refusal."""
    try:
        return parse_figure(text)
    except NotAFigure as refusal:
        return refusal


@given(st.one_of(texts(), st.text(max_size=40)))
def test_any_text_is_read_without_loss_or_refused_with_its_reason(text: str) -> None:
    result = read(text)
    if isinstance(result, NotAFigure):
        assert (result.text, bool(result.why)) == (text, True)
    else:
        again = parse_figure(print_figure(result))
        assert again == result
        assert as_printed(again) == as_printed(result)
