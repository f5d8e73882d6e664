"""What a measure's title and unit tell of its arithmetic: what scale it has, how its quarters make a year.

A title is read only where it speaks plainly. What it leaves open is None, and then nothing is checked that
would rest on it.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from goldenthread.rulebook.arithmetic_model import Accrual, Row


class Scale(StrEnum):
    """What kind of number a measure has."""

    COUNT = "count"
    SHARE = "share"
    RATE = "rate"
    OTHER = "other"


_PER = re.compile(
    r"\bper (?P<per>1,?000,?000|100,?000|10,?000|1,?000)\b|\bper (?P<k>1|10|100)k\b", re.IGNORECASE
)
_SHARE_TITLE = re.compile(r"^\W*(?:%|per ?cent|proportion|share|percentage\b)", re.IGNORECASE)
_OTHER_TITLE = re.compile(
    r"\b(?:average|mean|median|score|ratio|days (?:between|from|to)|cost|spend|index|length)\b", re.IGNORECASE
)
_AVERAGE = re.compile(r"\b(?:average|mean|median)\b", re.IGNORECASE)
_MAY_PASS_A_HUNDRED = re.compile(
    r"\b(?:change|increase|decrease|reduction|growth|variance|variation|difference|ratio|compared|against|"
    r"over ?spend|under ?spend|spent?|budget|occupancy|utili[sz]ation|capacity|turnover|net|"
    r"of (?:the )?(?:target|plan|profile|baseline|previous|last year))\b",
    re.IGNORECASE,
)
_YEAR_TO_DATE = re.compile(
    r"\b(?:ytd|year[ -]to[ -]date|cumulative(?:ly)?|accumulative)\b|since (?:1 )?april", re.IGNORECASE
)
_COUNT_UNITS = frozenset({"", "count", "number", "no.", "n", "#"})
_OTHER_UNITS = re.compile(
    r"£|days?|weeks?|months?|years?|hours?|minutes?|points?|score|ratio|fte|per (?:child|person|worker"
    r"|school)",
    re.IGNORECASE,
)

_REPEATED = re.compile(
    r"\b(?:times|episodes|occasions|incidents) or more\b|\b(?:or more|more than|at least) "
    r"(?:\d+|two|three|four|five|six|ten) (?:times|episodes|occasions|incidents)\b"
    r"|\b(?:\d+|two|three|four|five|six|ten) or more (?:times|episodes|occasions|incidents)\b",
    re.IGNORECASE,
)
_OR_MORE = re.compile(
    r"\bor more\b|\bmore than once\b|\brepeat(?:ed)?(?:ly)?\b|\b(?:more|less|fewer) than\b", re.IGNORECASE
)
_IN_THE_PERIOD = re.compile(
    r"\b(?:in|during|within|for) (?:the |each |this )?(?:quarter|period|month|term|half[ -]term)\b",
    re.IGNORECASE,
)
_PEOPLE_WHO = re.compile(
    r"\b(?:children|young people|people|pupils|families|carers|parents|individuals|care leavers) (?:who"
    r"|that)\b(?! (?:are|have|live|remain))"
    r"|\b(?:individual|unique|different|distinct) (?:children|young people|people|pupils|families)\b",
    re.IGNORECASE,
)
_COMING_OR_GOING = re.compile(
    r"\b(?:becoming|became|become|entering|entered|coming into|came into|starting|started|starters"
    r"|leaving|left"
    r"|leavers from|ceas(?:ed|ing)|ending|ended|closed|opened|admitted|adopted|adoptions|issued|received"
    r"|made)\b",
    re.IGNORECASE,
)
_STOCK = re.compile(
    r"\b(?:ongoing|open|current(?:ly)?|waiting|outstanding|caseloads?|as at|at (?:the )?(?:end"
    r"|quarter end|year end"
    r"|month end|period end)|on (?:a|an|the|roll)\b.*\b(?:plan|list|register|roll)|subject to|placed|in need"
    r"|cared for|looked after|in care|care leavers|with an?|total number with|in post|vacanc(?:y|ies)"
    r"|held)\b",
    re.IGNORECASE,
)
_EVENTS = re.compile(
    r"\b(?:new|requests?|referrals?|contacts?|complaints?|compliments?|appeals?|exclusions?|suspensions?"
    r"|incidents?"
    r"|episodes?|visits?|admissions?|completed|notifications?|enquir(?:y|ies)|investigations?|removals?)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def _scale(unit: str | None, title: str, decimals: bool) -> Scale:
    if unit == "%" or (unit is None and _SHARE_TITLE.match(title)):
        return Scale.SHARE
    if _PER.search(unit or "") or (not unit and _PER.search(title)):
        return Scale.RATE
    if unit is not None and unit.casefold() in _COUNT_UNITS:
        return Scale.COUNT
    if unit is not None and _OTHER_UNITS.search(unit):
        return Scale.OTHER
    return Scale.OTHER if decimals or (unit is None and _OTHER_TITLE.search(title)) else Scale.COUNT


def scale_of(row: Row) -> Scale:
    """Count, share (in percent), rate (per so many), or another scale such as days or money.

    Without a unit of the row's own, that of its figures is taken, then what the title says.
    """
    return _scale(row.printed_unit, row.title, row.has_decimals)


def per_how_many(row: Row) -> int | None:
    """The 10,000 of a rate per 10,000; 100 for a share; None for what is neither."""
    scale = scale_of(row)
    if scale is Scale.SHARE:
        return 100
    found = _PER.search(row.printed_unit or "") or _PER.search(row.title)
    if scale is not Scale.RATE or found is None:
        return None
    return int(found["per"].replace(",", "")) if found["per"] else 1000 * int(found["k"])


def stays_within_a_hundred(row: Row) -> bool:
    """Whether the row is a share of a whole: a change or a ratio may pass 100% or fall below 0."""
    return scale_of(row) is Scale.SHARE and not _MAY_PASS_A_HUNDRED.search(row.title)


def is_an_average(row: Row) -> bool:
    """Whether the row is an average of days, scores and the like, which a year takes over its quarters."""
    return scale_of(row) is Scale.OTHER and _AVERAGE.search(row.title) is not None


def never_negative(row: Row) -> bool:
    """Whether the row counts things, and not a change in their number."""
    return scale_of(row) is Scale.COUNT and not _MAY_PASS_A_HUNDRED.search(row.title)


def is_year_to_date(row: Row) -> bool:
    """Whether figures run from the start of the year: as the row says, or its title."""
    return row.cumulative or _YEAR_TO_DATE.search(row.title) is not None


def accrual_of(row: Row) -> Accrual | None:
    """How a count's year follows from its quarters, as the row or its title says; None where neither does."""
    if row.accrual is not None:
        return row.accrual
    if scale_of(row) is not Scale.COUNT or not never_negative(row):
        return None
    title = row.title
    if _REPEATED.search(title):
        return Accrual.REPEATED
    if _IN_THE_PERIOD.search(title):
        return None if _PEOPLE_WHO.search(title) or _OR_MORE.search(title) else Accrual.FLOW
    stock = _STOCK.search(title) is not None
    if _OR_MORE.search(title) or (stock and _PEOPLE_WHO.search(title)):
        return None
    if _PEOPLE_WHO.search(title):
        return Accrual.PEOPLE
    if _COMING_OR_GOING.search(title):
        return Accrual.FLOW
    if stock:
        return Accrual.STOCK
    return Accrual.FLOW if _EVENTS.search(title) else None


def says_in_the_period(row: Row) -> bool:
    """Whether the title says that the figure is of the quarter or month alone."""
    return _IN_THE_PERIOD.search(row.title) is not None
