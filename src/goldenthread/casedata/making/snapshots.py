"""Which returns and lists a made-up council has: of which day, looking back to which."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.casedata.making.span import Span
from goldenthread.casedata.sources import Source
from goldenthread.rulebook.workdays import add_months

MARCH_END = (3, 31)
SCHOOL_CENSUS = (1, 18)
QUARTER_MONTHS = (1, 4, 7, 10)
ANNEX_A_MONTHS = 6


@dataclass(frozen=True)
class Snapshot:
    """A source as of a day, with what went on since a day; both count."""

    source: Source
    since: date
    on: date


def snapshots(span: Span, sources: Collection[Source], *, workbooks: int = 8) -> list[Snapshot]:
    """All of them, oldest first.

    A census and a 903 return for each financial year that ends in the span; a SEN2 return each January and
    one of the last day, of the year so far; Annex A at the last day and each quarter's end before it.
    """
    found: list[Snapshot] = []
    for source in (Source.CIN_CENSUS, Source.SSDA903):
        found += [Snapshot(source, date(on.year - 1, 4, 1), on) for on in _yearly(span, *MARCH_END)]
    found += [Snapshot(Source.SEN2, date(on.year - 1, 1, 1), on) for on in _yearly(span, *SCHOOL_CENSUS)]
    if (span.ends.month, span.ends.day) > SCHOOL_CENSUS:
        found.append(Snapshot(Source.SEN2, date(span.ends.year, 1, 1), span.ends))
    found += [
        Snapshot(Source.ANNEX_A, add_months(on, -ANNEX_A_MONTHS), on) for on in _quarters(span, workbooks)
    ]
    found.append(Snapshot(Source.ANNEX_A_SEND, span.ends, span.ends))
    return sorted((one for one in found if one.source in sources), key=lambda one: (one.on, one.source.value))


def _yearly(span: Span, month: int, of_month: int) -> list[date]:
    days = (date(year, month, of_month) for year in range(span.starts.year, span.ends.year + 1))
    return [on for on in days if span.starts <= on <= span.ends]


def _quarters(span: Span, number: int) -> list[date]:
    """The last day and the ends of the quarters before it, newest first, so many and no more."""
    days, on = [span.ends], span.ends
    while len(days) < number:
        first = date(on.year, QUARTER_MONTHS[(on.month - 1) // 3], 1)
        on = first - timedelta(days=1)
        if on < span.starts:
            break
        days.append(on)
    return days[: max(number, 0)]
