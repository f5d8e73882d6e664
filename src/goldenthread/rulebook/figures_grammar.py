"""Reads a published figure: what stands where a number belongs in a council's tables."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from goldenthread.rulebook import figures_words as words
from goldenthread.rulebook.figure import Figure, NotAFigure, Status
from goldenthread.rulebook.figures_notes import (
    Notes,
    join_notes,
    read_trailing_notes,
    split_notes,
    with_notes,
)
from goldenthread.rulebook.figures_quantities import (
    Quantity,
    read_count_pair,
    read_quantity,
    read_spelt_out,
)

_DASH = words.DASH
_RANGE_SIGN = re.compile(rf"\s*{_DASH}\s*|\s+(?:to|up to)\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"between\s+", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_GROWS = r"increase|rise|growth"
_SHRINKS = r"decrease|reduction|reduce|fall|drop"
_CHANGE_FIRST = re.compile(
    rf"(?:an? |to )?(?:percentage )?(?:(?P<up>{_GROWS})|{_SHRINKS})d? (?:of|by) ", re.IGNORECASE
)
_CHANGE_LAST = re.compile(rf"\s+(?:(?P<up>{_GROWS})|{_SHRINKS})\b", re.IGNORECASE)
_BETWEEN_PARTS = re.compile(r"\s*(?:;|(?<![0-9]),|,(?![0-9]{3}(?![0-9])))\s*")
_A_DATE = re.compile(
    rf"[0-9]{{1,4}}(?P<sep>[/.\-])[0-9]{{1,2}}(?P=sep)[0-9]{{1,4}}"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?[ \-](?={words.MONTH.pattern})",
    re.IGNORECASE,
)
_FORMULA_ERROR = re.compile(
    r"#(?:DIV/0!|N/A|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|Err:[0-9]+", re.IGNORECASE
)
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def parse_figure(text: str, *, unit: str | None = None) -> Figure:
    """Read one published figure, or raise ``NotAFigure`` with the reason.

    ``unit`` is the measure's own unit: it is taken for a number written without one, and it never changes
    the number ("0.83" of a measure in % is 0.83%). A unit that the text gives stands. A numerator and a
    denominator alone become a percentage to one decimal place when ``unit`` is "%".
    """
    tidy = _SPACES.sub(" ", text.translate(_INVISIBLE)).strip(" '\"")
    body, notes, after = split_notes(text, tidy)
    nothing = _read_status_alone(text, body, (*notes, *after))
    if nothing is not None:
        return nothing
    _refuse_what_is_known_not_to_be_one(text, body)
    return _read_number(text, body, notes, after, unit)


def _read_status_alone(text: str, body: str, notes: Notes) -> Figure | None:
    """The figure of a cell that says why it holds no number, or None if it does not say so."""
    if re.fullmatch(rf"{_DASH}*", body):
        return Figure(text, status=Status.NOT_COLLECTED, qualifier=join_notes(notes))
    symbol = words.SYMBOLS.get(body)
    if symbol is not None:
        return Figure(text, status=symbol, qualifier=join_notes(notes))
    for pattern, status in words.PLAIN_PHRASES:
        after = _after_phrase(pattern, body)
        if after is not None:
            return Figure(text, status=status, qualifier=join_notes((*filter(None, [after]), *notes)))
    for pattern, status in words.TELLING_PHRASES:
        if _after_phrase(pattern, body) is not None:
            return Figure(text, status=status, qualifier=join_notes((body, *notes)))
    if body.casefold() in ("nil", "nil return"):
        return Figure(text, value=Decimal(0), qualifier=join_notes(notes))
    return None


def _after_phrase(pattern: re.Pattern[str], body: str) -> str | None:
    """What the body says after a phrase that opens it; "" for nothing, None where it does not open so."""
    phrase = pattern.match(body)
    if phrase is None:
        return None
    rest = body[phrase.end() :]
    after = words.AFTER_A_PHRASE.fullmatch(rest)
    return "" if not rest else after["note"] if after else None


def _refuse_what_is_known_not_to_be_one(text: str, body: str) -> None:
    """Say plainly what a text is, where we know it and it is not a figure."""
    if _FORMULA_ERROR.fullmatch(body):
        raise NotAFigure(text, "It is a formula error")
    if re.fullmatch("#+", body):
        raise NotAFigure(text, "The column was too narrow to show the number")
    if body.casefold() == "none":
        raise NotAFigure(text, "'none' may be 0 or no figure: write 0, or n/a")
    if re.fullmatch(r"see (?:the )?(?:comments?|notes?|below|commentary)\.?", body, re.IGNORECASE):
        raise NotAFigure(text, "It points elsewhere and gives no figure")
    if _A_DATE.match(body):
        raise NotAFigure(text, "It looks like a date")
    if re.search(r"[0-9]\s?:\s?[0-9]", body):
        raise NotAFigure(text, "It is a ratio or a time: give it as one number")


def _read_number(text: str, body: str, notes: Notes, after: Notes, unit: str | None) -> Figure:
    status = Status.FINAL
    arrow = words.ARROW_BEFORE.match(body)
    if arrow:
        body, notes = body[arrow.end() :], (arrow[1], *notes)
    opening = words.APPROXIMATELY.match(body)
    if opening:
        status, body = Status.ESTIMATED, body[opening.end() :]
    figure, rest = _read_core(text, body)
    trailing = [note for piece in (rest, *after) for note in read_trailing_notes(text, figure, piece)]
    figure = with_notes(replace(figure, status=status), (*trailing, *notes))
    return figure if unit is None else _in_unit_of_measure(figure, unit)


def _in_unit_of_measure(figure: Figure, unit: str) -> Figure:
    """The figure with the measure's unit where it named none; counts alone become a percentage."""
    if figure.value is None and figure.numerator is not None:
        share = figure.proportion if unit == "%" else None
        return figure if share is None else replace(figure, value=_to_places(share, 1), unit=unit)
    if figure.unit is None and figure.change is None:
        return replace(figure, unit=unit)
    return figure


def _read_core(text: str, body: str) -> tuple[Figure, str]:
    """The figure and what is left of the body after it."""
    for read in (_read_change, _read_bound, _read_pair_of_counts, _read_parts, _read_range):
        found = read(text, body)
        if found is not None:
            return found
    quantity = read_quantity(text, body)
    if quantity is None:
        raise NotAFigure(text, _why_no_number(body))
    for pattern, sign in words.BOUND_AFTER:
        after = pattern.match(quantity.rest)
        if after:
            return _bound(text, sign, quantity), quantity.rest[after.end() :]
    changed = _CHANGE_LAST.match(quantity.rest)
    if changed:
        return _change(text, quantity, grows=bool(changed["up"])), quantity.rest[changed.end() :]
    return Figure(text, value=quantity.number, unit=quantity.unit), quantity.rest


def _read_change(text: str, body: str) -> tuple[Figure, str] | None:
    found = _CHANGE_FIRST.match(body)
    quantity = read_quantity(text, body[found.end() :]) if found else None
    if found is None or quantity is None:
        return None
    return _change(text, quantity, grows=bool(found["up"])), quantity.rest


def _change(text: str, quantity: Quantity, *, grows: bool) -> Figure:
    if quantity.number < 0:
        raise NotAFigure(text, "It says increase or decrease and has a sign as well")
    grown = quantity.number if grows or not quantity.number else -quantity.number
    return Figure(text, change=grown, unit=quantity.unit)


def _read_bound(text: str, body: str) -> tuple[Figure, str] | None:
    for pattern, sign in words.BOUND_BEFORE:
        found = pattern.match(body)
        if found is None:
            continue
        quantity = read_quantity(text, body[found.end() :]) or read_spelt_out(body[found.end() :])
        if quantity is None:
            raise NotAFigure(text, f"No number follows '{found.group().strip()}'")
        return _bound(text, sign, quantity), quantity.rest
    return None


def _bound(text: str, sign: str, quantity: Quantity) -> Figure:
    if sign.startswith("<"):
        return Figure(text, high=quantity.number, bound=sign, unit=quantity.unit)
    return Figure(text, low=quantity.number, bound=sign, unit=quantity.unit)


def _read_pair_of_counts(text: str, body: str) -> tuple[Figure, str] | None:
    pair = read_count_pair(body)
    if pair is None:
        return None
    top, bottom, rest = pair
    if top > bottom:
        raise NotAFigure(text, "The first count is larger than the second: it may be a year or a date")
    return Figure(text, numerator=top, denominator=bottom), rest


def _read_parts(text: str, body: str) -> tuple[Figure, str] | None:
    """Two or more numbers with a unit each, between commas; without units a comma may be a slip."""
    items = _BETWEEN_PARTS.split(body)
    quantities = [read_quantity(text, item) for item in items] if len(items) > 1 else []
    read = [quantity for quantity in quantities if quantity is not None]
    if len(read) < 2 or len(read) != len(items):
        return None
    units = {quantity.unit for quantity in read}
    if units == {None}:
        return None
    if len(units) > 1 or any(quantity.rest for quantity in read):
        raise NotAFigure(text, "It holds more than one number")
    return Figure(text, parts=tuple(quantity.number for quantity in read), unit=units.pop()), ""


def _read_range(text: str, body: str) -> tuple[Figure, str] | None:
    between = _BETWEEN.match(body)
    first = read_quantity(text, body[between.end() :] if between else body)
    sign = (_AND if between else _RANGE_SIGN).match(first.rest) if first else None
    if first is None or sign is None:
        return None
    second = read_quantity(text, first.rest[sign.end() :])
    if second is None:
        return None
    if first.unit is not None and second.unit is not None and first.unit != second.unit:
        raise NotAFigure(text, f"Its ends differ in unit: {first.unit} and {second.unit}")
    if first.number > second.number:
        raise NotAFigure(text, "It runs downwards: it may be a year")
    if _looks_like_years(first, second):
        raise NotAFigure(text, "It looks like a pair of years")
    return Figure(text, low=first.number, high=second.number, unit=first.unit or second.unit), second.rest


def _looks_like_years(first: Quantity, second: Quantity) -> bool:
    unnamed = first.unit is None and second.unit is None
    return unnamed and 1990 <= first.number <= 2100 and second.number == first.number + 1


def _why_no_number(body: str) -> str:
    if not re.search("[0-9]", body):
        return "There is no number in it"
    if re.match(r"[0-9][0-9.,]*", body):
        return "Its commas or points do not make a number"
    return "It does not begin with a number"


def _to_places(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
