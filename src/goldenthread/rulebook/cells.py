"""Reads a spreadsheet's cell as a figure: what its reader saw, with the number behind it kept.

A cell typed 0.83 and shown with the format ``0%`` is 83%. Where the format hides digits (0.41176 shown as
41%), the value is the 41 that was published and rated, and ``Figure.precise`` holds 41.176. Where nothing is
hidden, ``precise`` is None. A format of "General" shows the number itself: 0.83 stays 0.83.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from goldenthread.rulebook.calendar_words import in_words
from goldenthread.rulebook.figure import Figure, NotAFigure
from goldenthread.rulebook.figures import parse_figure, print_figure
from goldenthread.rulebook.figures_quantities import read_unit

_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_COLOUR_OR_CONDITION = re.compile(r"\[(?!\$)[^\]]*\]")
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_PLACEHOLDERS = re.compile(r"[#0?,]*[#0?](?:\.([0#?]*))?(,*)")
_SIGNIFICANT_DIGITS = 15
"""What a spreadsheet keeps of a number; digits after it are noise of the binary form (0.1 + 0.2)."""


@dataclass(frozen=True)
class _Format:
    """What a number format does to a number.

    ``places`` are the decimal places shown (None: as they are; -3: whole thousands), ``least`` those shown
    even when they are zero, ``scale`` the power of ten that it multiplies by, and ``unit`` what it prints.
    """

    places: int | None = None
    least: int = 0
    scale: int = 0
    unit: str | None = None


def figure_from_cell(value: object, number_format: str | None = None, *, unit: str | None = None) -> Figure:
    """The figure in a cell whose typed value and number format are known.

    ``value`` is what a spreadsheet library gives: a number, a text, or None for an empty cell.
    ``number_format`` is the format code ("0%", "#,##0.0", "General"). ``unit`` is the measure's own, taken
    when neither the text nor the format names one. Raises ``NotAFigure`` for a date, a time, a yes or no,
    and a formula error.
    """
    if value is None:
        return parse_figure("")
    if isinstance(value, str):
        return parse_figure(value, unit=unit)
    _refuse_other_types(value)
    if not isinstance(value, (int, float, Decimal)):
        raise NotAFigure(str(value), "The cell holds neither a number nor a text")
    return _from_number(_exact(value), _read_format(number_format), unit)


def _refuse_other_types(value: object) -> None:
    if isinstance(value, bool):
        raise NotAFigure(str(value).upper(), "The cell holds TRUE or FALSE, not a number")
    if isinstance(value, (datetime, date)):
        raise NotAFigure(
            in_words(value), "The cell holds a date: a figure such as 4-5 may have been turned into one"
        )
    if isinstance(value, (time, timedelta)):
        raise NotAFigure(str(value), "The cell holds a time of day or a length of time, not a number")


def _exact(value: int | float | Decimal) -> Decimal:
    """The number as a person would write it, to the 15 digits that a spreadsheet keeps."""
    number = (
        Decimal(value) if isinstance(value, (int, Decimal)) else Decimal(f"{value:.{_SIGNIFICANT_DIGITS}g}")
    )
    if not number.is_finite():
        raise NotAFigure(str(value), "The cell holds no finite number")
    return _plain(number)


def _plain(number: Decimal) -> Decimal:
    """Without an exponent and without zeros that nobody typed: 1E+2 is 100 and 57.00 is 57."""
    number = number.normalize() if number else Decimal(0)
    return number.quantize(Decimal(1)) if int(number.as_tuple().exponent) > 0 else number


def _from_number(number: Decimal, shown_as: _Format, unit: str | None) -> Figure:
    held = _plain(number.scaleb(shown_as.scale))
    seen = _shown(held, shown_as)
    figure = Figure("", value=seen, unit=shown_as.unit or unit, precise=held if held != seen else None)
    return replace(figure, text=print_figure(figure))


def _shown(held: Decimal, shown_as: _Format) -> Decimal:
    """The number at the places that the format shows, rounded half away from zero as spreadsheets do."""
    if shown_as.places is None:
        return held
    seen = held.quantize(Decimal(1).scaleb(-shown_as.places), rounding=ROUND_HALF_UP)
    shortest = _plain(seen)
    if -int(shortest.as_tuple().exponent) > shown_as.least:
        return shortest
    return shortest.quantize(Decimal(1).scaleb(-shown_as.least))


def _read_format(number_format: str | None) -> _Format:
    """The first section of a format code, which is the one for positive numbers."""
    code = (number_format or "General").split(";")[0]
    currency = "".join(_CURRENCY.findall(code))
    literal = "".join("".join(pair) for pair in _QUOTED.findall(code)) + currency
    bare = _COLOUR_OR_CONDITION.sub("", _CURRENCY.sub("", _QUOTED.sub("", code))).strip()
    if bare.casefold() in ("general", "@", ""):
        return _Format()
    if re.search("[dmyhs]", bare, re.IGNORECASE):
        raise NotAFigure(number_format or "", "The cell is formatted as a date or a time")
    found = _PLACEHOLDERS.search(bare)
    if found is None or "/" in bare:
        return _Format()
    decimals, thousands = found[1] or "", 3 * len(found[2])
    places, least = len(decimals) - thousands, max(decimals.count("0") - thousands, 0)
    if "%" in bare:
        return _Format(places, least, scale=2, unit="%")
    # A percent sign in quotes is only printed: a spreadsheet does not multiply by a hundred for it.
    unit = "£" if "£" in bare + literal else read_unit(literal)[0]
    return _Format(places, least, unit=unit)
