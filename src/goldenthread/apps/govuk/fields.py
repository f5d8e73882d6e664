"""Form fields that clean what the widgets of this package send."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.apps.govuk.widgets import PARTS, DateParts

MONTH_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


class DatePartsField(forms.Field):
    """A date typed as day, month and year. Cleans to a `date`, or None when it is optional and left empty.

    The month may be a number or a name ("5", "May", "sept"). The year needs all four digits: a short
    one would have to be guessed.
    """

    widget = DateParts
    default_error_messages = {
        "required": "Enter a date",
        "missing": "The date must include a %(part)s",
        "year": "The year must have 4 numbers",
        "not_a_part": "%(typed)s is not a %(part)s. Enter a date like 7 May 2018%(or_empty)s",
        "unreal": "The date must be a real date, like 7 May 2018",
    }

    def to_python(self, value: Any) -> date | None:
        """The date in `value`, a list of the three texts; None when all are empty.

        Raises ValidationError with the code `not_a_part` ("TBA" for a day), `missing`, `year` or `unreal`.
        """
        if value is None or isinstance(value, date):
            return value
        texts = [str(text or "").strip() for text in value]
        if not any(texts):
            return None
        for part, text in zip(PARTS, texts, strict=True):
            if text and not _reads_as(part, text):
                or_empty = "" if self.required else ", or leave all three boxes empty"
                raise self._refusal("not_a_part", typed=text[:40], part=part, or_empty=or_empty)
        for part, text in zip(PARTS, texts, strict=True):
            if not text:
                raise self._refusal("missing", part=part)
        day, month, year = texts
        if year.isdecimal() and len(year) != 4:
            raise self._refusal("year")
        try:
            return date(int(year), month_number(month), int(day))
        except ValueError as impossible:
            raise self._refusal("unreal") from impossible

    def _refusal(self, code: str, **params: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)


def _reads_as(part: str, text: str) -> bool:
    """Whether a text could be this part of a date at all: "TBA" is none, "31" may be a day."""
    if part != "month":
        return text.isdecimal()
    try:
        month_number(text)
    except ValueError:
        return False
    return True


def month_number(text: str) -> int:
    """1 to 12 for "5", "05", "May", "sept" or "September". Raises ValueError for anything else."""
    if text.isdecimal():
        return int(text)
    typed = text.lower().rstrip(".")
    for number, name in enumerate(MONTH_NAMES, start=1):
        if len(typed) >= 3 and name.startswith(typed):
            return number
    raise ValueError(f"{text!r} is not a month")
