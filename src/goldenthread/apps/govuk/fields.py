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
        "unreal": "The date must be a real date, like 7 May 2018",
    }

    def to_python(self, value: Any) -> date | None:
        """The date in `value`, a list of the three texts; None when all are empty.

        Raises ValidationError with the code `missing`, `year` or `unreal`.
        """
        if value is None or isinstance(value, date):
            return value
        texts = [str(text or "").strip() for text in value]
        if not any(texts):
            return None
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


def month_number(text: str) -> int:
    """1 to 12 for "5", "05", "May", "sept" or "September". Raises ValueError for anything else."""
    if text.isdecimal():
        return int(text)
    typed = text.lower().rstrip(".")
    for number, name in enumerate(MONTH_NAMES, start=1):
        if len(typed) >= 3 and name.startswith(typed):
            return number
    raise ValueError(f"{text!r} is not a month")
