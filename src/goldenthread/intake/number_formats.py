"""What a spreadsheet shows for a typed value: 1.1 with the format 0.00 is seen as 1.10."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_DATE_PART = re.compile(r"y+|m+|d+|[^ymd]+", re.IGNORECASE)


def shown(value: object, number_format: str | None) -> str:
    """The text that a person sees for a value, for the formats that councils use.

    Text stays as it is; a date follows its format, day before month where the format is the system's own;
    numbers follow decimals, thousands and percent. Formats with conditions or fractions fall back to the
    plain value.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time):
        return _shown_date(value, number_format or "")
    if isinstance(value, int | float | Decimal):
        return _shown_number(value, number_format or "General")
    return str(value)


def _shown_number(value: int | float | Decimal, number_format: str) -> str:
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return str(value)
    section, before, after = _section_for(number, number_format)
    match = re.search(r"[#0?,]*[#0?](?:\.([0#?]*))?", section)
    if match is None or "/" in section or "E" in section.upper().replace("GENERAL", ""):
        return plain(number)
    if "%" in section:
        number *= 100
        after = "%" + after
    decimals = match.group(1) or ""
    places, required = len(decimals), decimals.rstrip("#?")
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in match.group(0) else f"{rounded:f}"
    for _ in range(places - len(required)):
        text = text.removesuffix("0")
    text = text.removesuffix(".")
    whole = re.sub(r"[^0]", "", match.group(0).split(".")[0])
    digits = text.lstrip("-").split(".")[0]
    if len(digits) < len(whole) and "," not in match.group(0):
        text = ("-" if text.startswith("-") else "") + "0" * (len(whole) - len(digits)) + text.lstrip("-")
    return before + text + after


def _section_for(number: Decimal, number_format: str) -> tuple[str, str, str]:
    """The part of the format for this number's sign, and the literal text before and after its digits."""
    sections = number_format.split(";")
    section = sections[0]
    if number < 0 and len(sections) > 1 and re.search(r"[0#]", sections[1]):
        section = sections[0]
    before, after, digits_seen = "", "", False
    position = 0
    for match in _QUOTED.finditer(section):
        digits_seen = digits_seen or bool(re.search(r"[0#?]", section[position : match.start()]))
        literal = match.group(1) or match.group(2) or ""
        currency = re.match(r"\[\$([^\]-]*)", match.group(0))
        if currency:
            literal = currency.group(1)
        if digits_seen:
            after += literal
        else:
            before += literal
        position = match.end()
    bare = _QUOTED.sub("", section)
    for sign in "£€$":
        if sign in bare:
            before += sign
    return bare, before, after


def plain(number: Decimal) -> str:
    """A number with no trailing zeros and no exponent, to the 15 figures that a spreadsheet holds."""
    text = f"{round(number, 10):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_SYSTEM_DATES = frozenset({"", "general", "@", "mm-dd-yy", "m/d/yyyy", "m/d/yy"})
_TIME_OF_DAY = re.compile(r"[\sT]*h.*$", re.IGNORECASE)


def _shown_date(value: datetime | date | time, number_format: str) -> str:
    section = _QUOTED.sub(lambda match: match.group(1) or match.group(2) or "", number_format.split(";")[0])
    if isinstance(value, time):
        return value.strftime("%H:%M")
    # In "yyyy-mm-dd h:mm" the second mm is minutes: the time of day is cut off and shown apart.
    section = _TIME_OF_DAY.sub("", section).strip()
    if section.lower() in _SYSTEM_DATES or not re.search(r"[yd]|mmm", section, re.IGNORECASE):
        # The built-in short date is stored the American way round and shown the reader's way round.
        text = f"{value:%d/%m/%Y}"
    else:
        text = "".join(_date_part(value, part) for part in _DATE_PART.findall(section)).strip()
    if isinstance(value, datetime) and (value.hour or value.minute):
        text += f" {value:%H:%M}"
    return text


def _date_part(value: date, part: str) -> str:
    kind, size = part[0].lower(), len(part)
    if kind == "y":
        return f"{value:%Y}" if size > 2 else f"{value:%y}"
    if kind == "m":
        months = {1: str(value.month), 2: f"{value:%m}", 3: f"{value:%b}", 5: f"{value:%b}"[0]}
        return months.get(size, f"{value:%B}")
    if kind == "d":
        days = {1: str(value.day), 2: f"{value:%d}", 3: f"{value:%a}"}
        return days.get(size, f"{value:%A}")
    return part


def shows_no_day(number_format: str | None) -> bool:
    """True for a date's format with a month and a year and no day, such as mmm-yy: the cell means a month."""
    section = _QUOTED.sub("", (number_format or "").split(";")[0]).lower()
    return "mm" in section and "y" in section and "d" not in section
