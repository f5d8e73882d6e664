"""Reads the numbers in a figure's text: a quantity with its unit, and a count out of a count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.rulebook import figures_words as words
from goldenthread.rulebook.figure import NotAFigure

_MOST_DIGITS = 17
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:[ ][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
_QUANTITY = re.compile(
    rf"(?P<sign>\+|{words.DASH})?\s?(?P<pound>£\s?)?(?P<number>{_NUMBER})(?![0-9]|[.,][0-9])"
    r"(?:\s?(?P<scale>bn|billion|million|mn|m|thousand|k)(?![a-z]))?",
    re.IGNORECASE,
)
_COUNT_PAIR = re.compile(
    r"(?:n\s?=\s?)?(?P<top>[0-9][0-9,]{0,14})\s*(?:/|of|out of)\s*"
    r"(?P<bottom>[0-9][0-9,]{0,14})(?![0-9,/:]|[.][0-9])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Quantity:
    """A number as printed, its unit if one follows, and the text after both."""

    number: Decimal
    unit: str | None
    rest: str


def read_quantity(text: str, body: str) -> Quantity | None:
    """The number at the start of ``body`` with its unit, or None; ``text`` is what a refusal quotes."""
    found = _QUANTITY.match(body)
    if found is None:
        return None
    number = Decimal(_digits(text, found["number"]))
    scale = (found["scale"] or "").lower()
    if scale:
        if scale in ("m", "mn") and not found["pound"]:
            raise NotAFigure(text, "'m' may be millions or months: write it in full")
        number = _scaled(number, words.SCALES[scale])
    if found["sign"] not in (None, "+"):
        number = -number if number else number
    unit, rest = ("£", body[found.end() :]) if found["pound"] else read_unit(body[found.end() :])
    return Quantity(number, unit, rest)


def _scaled(number: Decimal, power: int) -> Decimal:
    grown = number.scaleb(power)
    exponent = grown.as_tuple().exponent
    return grown.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else grown


def read_unit(rest: str) -> tuple[str | None, str]:
    """The unit at the start of ``rest``, in the spelling that we keep, and the text after it."""
    for pattern, unit in words.UNITS:
        found = pattern.match(rest)
        if found:
            of = found.groupdict().get("of")
            return unit.format(of=of.lower()) if of else unit, rest[found.end() :]
    return None, rest


def read_spelt_out(body: str) -> Quantity | None:
    """A number from zero to ten written as a word at the start of ``body``."""
    found = re.match(r"[a-z]+\b", body, re.IGNORECASE)
    number = words.NUMBER_WORDS.get(found.group().lower()) if found else None
    if found is None or number is None:
        return None
    unit, rest = read_unit(body[found.end() :])
    return Quantity(Decimal(number), unit, rest)


def read_count_pair(body: str) -> tuple[int, int, str] | None:
    """The two counts of ``12/15`` or ``12 of 15`` at the start of ``body``, and the text after them."""
    found = _COUNT_PAIR.match(body)
    if found is None:
        return None
    top, bottom = (int(found[name].replace(",", "")) for name in ("top", "bottom"))
    return top, bottom, body[found.end() :]


def _digits(text: str, written: str) -> str:
    """The number without its grouping. Raises ``NotAFigure`` beyond the digits that a spreadsheet keeps."""
    bare = written.replace(",", "").replace(" ", "")
    if len(bare) > _MOST_DIGITS:
        raise NotAFigure(text, f"It has a number of {len(bare)} digits")
    return bare
