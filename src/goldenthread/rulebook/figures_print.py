"""Writes a figure back: the meaning, in one form, such that reading it again gives an equal figure."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.rulebook.figure import Figure, Status
from goldenthread.rulebook.figures_notes import status_of_note
from goldenthread.rulebook.figures_words import SINGULAR, STATUS_WORDS

_BOUND_SIGNS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥"}


def print_figure(figure: Figure) -> str:
    """What the figure says: ``83% (indicative)``, ``400 to 450``, ``<20%``, ``suppressed``.

    The counts, the status and the qualifier follow in brackets, in that order. A status that the
    qualifier's own words tell is not said twice. The number behind a rounded cell is not printed.
    """
    notes = []
    if figure.value is not None and figure.numerator is not None:
        notes.append(f"{figure.numerator}/{figure.denominator}")
    if figure.status in (Status.PROVISIONAL, Status.ESTIMATED) and not _told_by_qualifier(figure):
        notes.append(STATUS_WORDS[figure.status])
    if figure.qualifier is not None:
        notes.append(figure.qualifier)
    return " ".join((_core(figure), *(f"({note})" for note in notes)))


def _told_by_qualifier(figure: Figure) -> bool:
    return figure.qualifier is not None and status_of_note(figure.qualifier) == figure.status


def _core(figure: Figure) -> str:
    if figure.value is not None:
        return print_quantity(figure.value, figure.unit)
    if figure.change is not None:
        return _change(figure.change, figure.unit)
    if figure.parts:
        return ", ".join(print_quantity(part, figure.unit) for part in figure.parts)
    if figure.numerator is not None:
        return f"{figure.numerator}/{figure.denominator}"
    ends = [end for end in (figure.low, figure.high) if end is not None]
    if figure.bound is not None:
        return _BOUND_SIGNS[figure.bound] + print_quantity(ends[0], figure.unit)
    if ends:
        return _range(ends[0], ends[1], figure.unit)
    return STATUS_WORDS[figure.status]


def _change(change: Decimal, unit: str | None) -> str:
    way = "decrease" if change < 0 else "increase"
    opening = f"Percentage {way}" if unit == "%" else way.capitalize()
    return f"{opening} of {print_quantity(abs(change), unit)}"


def _range(low: Decimal, high: Decimal, unit: str | None) -> str:
    if unit in ("%", "£"):
        return f"{print_quantity(low, unit)} to {print_quantity(high, unit)}"
    return f"{low:,f} to {print_quantity(high, unit)}"


def print_quantity(number: Decimal, unit: str | None) -> str:
    """A number with its unit: ``83%``, ``£1,200``, ``32.8 weeks``, ``1 day``, ``-3``."""
    if unit == "£":
        return f"{'-' if number < 0 else ''}£{abs(number):,f}"
    written = f"{number:,f}"
    if unit is None:
        return written
    if unit == "%":
        return f"{written}%"
    return f"{written} {SINGULAR.get(unit, unit) if number == 1 else unit}"
