"""Reads what stands around a figure's number: brackets, marks, statuses, and words that open a note."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from goldenthread.rulebook import figures_words as words
from goldenthread.rulebook.figure import Figure, NotAFigure, Status
from goldenthread.rulebook.figures_quantities import read_count_pair, read_quantity, read_unit

_OPENING, _CLOSING = "([", ")]"
Notes = tuple[str, ...]


def split_notes(text: str, tidy: str) -> tuple[str, Notes, Notes]:
    """What stands before the brackets, within them, and after. An unclosed bracket runs to the end."""
    pieces: list[str] = []
    notes: list[str] = []
    depth = start = 0
    for place, sign in enumerate(tidy):
        if sign in _OPENING:
            if depth == 0:
                pieces.append(tidy[start:place])
                start = place + 1
            depth += 1
        elif sign in _CLOSING:
            depth -= 1
            if depth < 0:
                raise NotAFigure(text, "A bracket is closed that was not opened")
            if depth == 0:
                notes.append(tidy[start:place])
                start = place + 1
    (notes if depth else pieces).append(tidy[start:])
    inside = tuple(note.strip() for note in notes if note.strip())
    outside = [piece.strip() for piece in pieces if piece.strip()]
    if not outside and inside:
        return _symbol_in_brackets(text, inside[0]), inside[1:], ()
    return (outside[0] if outside else ""), inside, tuple(outside[1:])


def _symbol_in_brackets(text: str, inside: str) -> str:
    """``[c]`` is a symbol; a number alone in brackets is refused."""
    if re.search("[0-9]", inside):
        raise NotAFigure(text, "A number alone in brackets may be a negative or a note")
    return inside


def read_trailing_notes(text: str, figure: Figure, rest: str) -> Notes:
    """The notes that follow a number outside brackets: marks, a status, counts, or words that open a note.

    Raises ``NotAFigure`` for anything else.
    """
    attached = re.match(r"(?P<sign>[pre])(?![a-z])\s*", rest, re.IGNORECASE) if figure.unit == "%" else None
    if attached:
        sign = attached["sign"].lower()
        return (
            "revised" if sign == "r" else sign,
            *read_trailing_notes(text, figure, rest[attached.end() :]),
        )
    note = rest.strip().removesuffix(".")
    if not note or words.NOTE_MARKS.fullmatch(note):
        return (note,) if note else ()
    separated = re.match(rf"(?:{words.DASH}|[;:,])\s*(?=[a-z])", note, re.IGNORECASE)
    if separated:
        return (note[separated.end() :],)
    pair = read_count_pair(note)
    is_pair = pair is not None and not pair[2].strip() and pair[0] <= pair[1]
    tells_status = len(note) > 1 and _status_in(note) is not None  # "12p" is money
    if is_pair or tells_status or words.OPENS_A_NOTE.match(note) or _is_noun(note):
        if re.match(r"in [0-9]+$", note):
            raise NotAFigure(text, "It is a ratio: give it as one number")
        return (note,)
    raise NotAFigure(text, _why_not_a_note(note))


def _is_noun(note: str) -> bool:
    unit, rest = read_unit(note)
    return unit is not None and not rest.strip()


def _why_not_a_note(note: str) -> str:
    if note.startswith("%"):
        return "It has more than one % sign"
    if re.match(r"[,;/]?\s*[£+<>]?\s?[0-9]", note):
        return "It holds more than one number"
    return f"'{note}' after the number is not a unit or a note: put notes in brackets"


def _status_in(note: str) -> tuple[Status, bool] | None:
    """The status that a note tells, and whether its words say more than that."""
    for pattern, status in words.NOTE_STATUS:
        if pattern.fullmatch(note):
            return status, False
    for pattern, status in words.TELLING_NOTE:
        if pattern.search(note):
            return status, True
    return None


def status_of_note(note: str) -> Status | None:
    """The status that a note on a figure tells, or None: "Q4, indicative" is provisional."""
    told = _status_in(note)
    return told[0] if told else None


def with_notes(figure: Figure, notes: Iterable[str]) -> Figure:
    """The figure with its notes taken in: counts, then status, and every other word as the qualifier."""
    kept: list[str] = []
    for note in notes:
        pair = read_count_pair(note)
        told = _status_in(note)
        if pair and not pair[2].strip() and pair[0] <= pair[1] and _takes_counts(figure):
            figure = replace(figure, numerator=pair[0], denominator=pair[1])
        elif (
            _takes_percentage(figure)
            and (percentage := read_quantity(figure.text, note))
            and (percentage.unit == "%" and not percentage.rest)
        ):
            figure = replace(figure, value=percentage.number, unit="%")
        else:
            if told:
                figure = replace(figure, status=told[0])
            if told is None or told[1]:
                kept.append("revised" if note.lower() == "r" else note)
    return replace(figure, qualifier=join_notes(kept))


def _takes_counts(figure: Figure) -> bool:
    return figure.value is not None and figure.numerator is None


def _takes_percentage(figure: Figure) -> bool:
    return figure.numerator is not None and figure.value is None


def join_notes(notes: Iterable[str]) -> str | None:
    """The qualifier that several notes make, or None without any."""
    return "; ".join(notes) or None
