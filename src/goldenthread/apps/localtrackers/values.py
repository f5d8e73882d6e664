"""What may stand in a cell of a tracker: from what people write to how it is kept, and to words again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from goldenthread.apps.cases.models import Team
from goldenthread.apps.cases.queries import same_team
from goldenthread.apps.govuk.fields import month_number
from goldenthread.apps.localtrackers.defined import Column, Kind
from goldenthread.apps.trail.changes import day_words
from goldenthread.rulebook.workdays import FIRST_DAY, LAST_DAY

LONGEST = 500
EMPTY = frozenset(
    {"", "-", "–", "—", "n/a", "#n/a", "na", "none", "null", "nil", "tbc", "#value!", "#ref!", "?"}
)
YES, NO = frozenset({"yes", "y", "true", "t", "1", "✓", "✔"}), frozenset({"no", "n", "false", "f", "0", "x"})
_TIME = re.compile(r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2}(?:\.\d+)?)?\s*(?P<half>am|pm)?$")
_DAY = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s/.\-]+(?P<month>\d{1,2}|[a-z]{3,9}\.?)[\s/.\-,]+(?P<year>\d{4}|\d{2})"
)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[\s,]+")
# How a spreadsheet counts days, for any that a tracker has.
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_EPOCH = datetime.combine(date(1899, 12, 30), time())


class NotThat(ValueError):
    """A cell that does not fit its column. In words that do not repeat it."""


def is_empty(text: str) -> bool:
    """Whether a cell says only that there is nothing."""
    return text.strip().casefold() in EMPTY


def kept(column: Column, text: str, value: object, teams: Mapping[str, Team]) -> str:
    """How a cell is kept; empty for nothing. `value` is typed where the file has it; `teams` by `same_team`.

    Raises NotThat.
    """
    text = text.strip()
    if value is None and is_empty(text):
        return ""
    return _READ[column.kind](column, text, value, teams)


def words(column: Column, value: str, team_names: Mapping[str, str]) -> str:
    """A kept value in words. `team_names` by uuid."""
    if not value:
        return ""
    match column.kind:
        case Kind.DAY:
            return day_words(date.fromisoformat(value))
        case Kind.INSTANT:
            when = datetime.fromisoformat(value)
            return f"{day_words(when.date())}, {when:%H:%M}"
        case Kind.YES_NO:
            return value.capitalize()
        case Kind.TEAM:
            return team_names.get(value, "A team that is no more")
    return value


def when_of(column: Column | None, value: str) -> date | datetime | None:
    """A kept day or instant; None where nothing is kept."""
    if column is None or not value:
        return None
    return datetime.fromisoformat(value) if column.kind is Kind.INSTANT else date.fromisoformat(value)


def read_day(text: str, value: object = None) -> date:
    """A day as people write it: day first, as a typed cell, or as a spreadsheet's number. Raises NotThat."""
    return _read_when(text, value).date()


def _text(column: Column, text: str, value: object, teams: Mapping[str, Team]) -> str:
    if len(text) > LONGEST:
        raise NotThat(f"It is longer than {LONGEST} characters.")
    return text


def _worker(column: Column, text: str, value: object, teams: Mapping[str, Team]) -> str:
    return _text(column, " ".join(text.split()), value, teams)


def _day(column: Column, text: str, value: object, teams: Mapping[str, Team]) -> str:
    return _read_when(text, value).date().isoformat()


def _instant(column: Column, text: str, value: object, teams: Mapping[str, Team]) -> str:
    when = _read_when(text, value)
    if isinstance(value, date) and not isinstance(value, datetime):
        raise NotThat("The time of day is missing.")
    if not isinstance(value, datetime) and not _SERIAL.fullmatch(text) and _time_in(text) is None:
        raise NotThat("The time of day is missing.")
    return when.isoformat(timespec="minutes")


def _choice(column: Column, text: str, value: object, teams: Mapping[str, Team]) -> str:
    same = " ".join(text.casefold().replace("’", "'").split())
    for choice in column.choices:
        if choice.casefold().replace("’", "'") == same:
            return choice
    raise NotThat(f"It is not one of: {', '.join(column.choices)}.")


def _yes_no(column: Column, text: str, value: object, teams: Mapping[str, Team]) -> str:
    said = text.casefold()
    if said in YES or value is True:
        return "yes"
    if said in NO or value is False:
        return "no"
    raise NotThat("It is neither yes nor no.")


def _number(column: Column, text: str, value: object, teams: Mapping[str, Team]) -> str:
    try:
        number = Decimal(text.replace(",", "").replace("£", ""))
    except InvalidOperation:
        raise NotThat("It is not a number.") from None
    if not number.is_finite() or abs(number) >= 10**12:
        raise NotThat("It is not a number.")
    return format(number, "f")


def _team(column: Column, text: str, value: object, teams: Mapping[str, Team]) -> str:
    team = teams.get(same_team(text))
    if team is None:
        raise NotThat("No team goes by this name.")
    return str(team.uuid)


_READ: Mapping[Kind, Callable[[Column, str, object, Mapping[str, Team]], str]] = {
    Kind.TEXT: _text, Kind.WORKER: _worker, Kind.DAY: _day, Kind.INSTANT: _instant, Kind.CHOICE: _choice,
    Kind.YES_NO: _yes_no, Kind.NUMBER: _number, Kind.TEAM: _team,
}  # fmt: skip


def _read_when(text: str, value: object) -> datetime:
    found = _typed(value) or _serial(text) or _written(text)
    if found is None:
        raise NotThat("It is not a date, such as 7/5/2018.")
    if not FIRST_DAY <= found.date() <= LAST_DAY:
        raise NotThat(f"The date must lie between {day_words(FIRST_DAY)} and {day_words(LAST_DAY)}.")
    return found


def _typed(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return datetime.combine(value, time()) if isinstance(value, date) else None


def _serial(text: str) -> datetime | None:
    if not _SERIAL.fullmatch(text):
        return None
    minutes = round(float(text) * 24 * 60)
    return _EPOCH + timedelta(minutes=minutes)


def _written(text: str) -> datetime | None:
    said = _WEEKDAY.sub("", " ".join(text.casefold().split()))
    found = _ISO.match(said) or _DAY.match(said)
    if found is None:
        return None
    rest = said[found.end() :].strip(" ,t")
    try:
        year = int(found["year"])
        day = date(year + 2000 if year < 100 else year, month_number(found["month"]), int(found["day"]))
    except ValueError:
        return None
    if not rest:
        return datetime.combine(day, time())
    at = _time_in(rest)
    return None if at is None else datetime.combine(day, at)


def _time_in(text: str) -> time | None:
    found = _TIME.search(text.casefold().strip().removeprefix("at "))
    if found is None:
        return None
    hour = int(found["hour"])
    if found["half"] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    try:
        return time(hour, int(found["minute"]))
    except ValueError:
        return None
