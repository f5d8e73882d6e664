"""The periods that councils report by: half-open, of a few kinds, printed in one form each.

A period runs from its start up to, and not including, its end. Each day is in exactly one financial year,
quarter, academic year, term, half-term, month and calendar year. `periods` reads them from text.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from goldenthread.rulebook.calendar_words import MONTHS, in_words
from goldenthread.rulebook.codes import define_rule


class PeriodKind(StrEnum):
    """The kinds of period, in the words that files and the database use."""

    FINANCIAL_YEAR = "financial_year"
    FINANCIAL_QUARTER = "financial_quarter"
    ACADEMIC_YEAR = "academic_year"
    TERM = "term"
    HALF_TERM = "half_term"
    MONTH = "month"
    CALENDAR_YEAR = "calendar_year"
    TWELVE_MONTHS_TO = "twelve_months_to"


PER_3 = define_rule(
    "PER-3",
    title="Terms and half-terms by convention",
    meaning="Autumn runs from 1 September, spring from 1 January, summer from 1 April; second halves start "
    "on 1 November, 16 February and 1 June. A school's own term dates are not used.",
    basis="The term dates of the funding of early education (1 September, 1 January, 1 April); the halves "
    "are this product's convention.",
    boundaries=("31 August 2018 is in summer term 2018, 1 September 2018 in autumn term 2018.",),
    unverified=True,
)
PER_4 = define_rule(
    "PER-4",
    title="Twelve months to a day end on that day",
    meaning="The day that is named is the last of the twelve months; a month that is named is their last.",
    basis="The plain meaning of the words.",
    boundaries=(
        "12 months to 1 May 2018 are 2 May 2017 to 1 May 2018.",
        "12 months to February 2016 are 1 March 2015 to 29 February 2016.",
    ),
)

# The days of the year, as (month, day), on which a period of the kind starts; each ends as the next starts.
_STARTS: dict[PeriodKind, tuple[tuple[int, int], ...]] = {
    PeriodKind.FINANCIAL_YEAR: ((4, 1),),
    PeriodKind.FINANCIAL_QUARTER: ((1, 1), (4, 1), (7, 1), (10, 1)),
    PeriodKind.ACADEMIC_YEAR: ((9, 1),),
    PeriodKind.TERM: ((1, 1), (4, 1), (9, 1)),
    PeriodKind.HALF_TERM: ((1, 1), (2, 16), (4, 1), (6, 1), (9, 1), (11, 1)),
    PeriodKind.MONTH: tuple((month, 1) for month in range(1, 13)),
    PeriodKind.CALENDAR_YEAR: ((1, 1),),
}
_SEASON_STARTING = {1: "Spring", 4: "Summer", 9: "Autumn"}
_HALF_TERM_STARTING = {
    1: "Spring half-term 1",
    2: "Spring half-term 2",
    4: "Summer half-term 1",
    6: "Summer half-term 2",
    9: "Autumn half-term 1",
    11: "Autumn half-term 2",
}


@dataclass(frozen=True)
class Period:
    """The days from `start` up to and not including `end`.

    Raises `ValueError` when the days are not a period of that kind.
    """

    kind: PeriodKind
    start: date
    end: date

    def __post_init__(self) -> None:
        if (self.start, self.end) != _bounds(self.kind, self.last_day):
            raise ValueError(
                f"{in_words(self.start)} to {in_words(self.last_day)} is not a {self.kind.replace('_', ' ')}"
            )

    @classmethod
    def containing(cls, kind: PeriodKind, day: date) -> "Period":
        """The period of this kind that the day is in; for twelve months, those of which it is the last."""
        return cls(kind, *_bounds(kind, day))

    @property
    def last_day(self) -> date:
        """The last day that is in the period."""
        return self.end - timedelta(days=1)

    def previous(self) -> "Period":
        """The period of the same kind that ends where this one starts."""
        return Period.containing(self.kind, self.start - timedelta(days=1))

    def a_year_before(self) -> "Period":
        """The same quarter, term, month … of the year before."""
        if self.kind is PeriodKind.TWELVE_MONTHS_TO:
            return self.previous()
        # No kind starts on 29 February, so the day exists in every year.
        return Period.containing(self.kind, self.start.replace(year=self.start.year - 1))

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __str__(self) -> str:
        """The one printed form, which `parse_period` reads back."""
        year = self.start.year
        pair = f"{year % 100 + 1:02d}"[-2:]
        match self.kind:
            case PeriodKind.FINANCIAL_YEAR:
                return f"{year}-{pair}"
            case PeriodKind.FINANCIAL_QUARTER:
                quarter = (self.start.month - 4) % 12 // 3 + 1
                return f"{Period.containing(PeriodKind.FINANCIAL_YEAR, self.start)} Q{quarter}"
            case PeriodKind.ACADEMIC_YEAR:
                return f"{year}/{pair} academic year"
            case PeriodKind.TERM:
                return f"{_SEASON_STARTING[self.start.month]} term {year}"
            case PeriodKind.HALF_TERM:
                return f"{_HALF_TERM_STARTING[self.start.month]} {year}"
            case PeriodKind.MONTH:
                return f"{MONTHS[self.start.month - 1]} {year}"
            case PeriodKind.CALENDAR_YEAR:
                return str(year)
            case PeriodKind.TWELVE_MONTHS_TO:
                return f"12 months to {in_words(self.last_day)}"


def _bounds(kind: PeriodKind, day: date) -> tuple[date, date]:
    """Start and end of the period of this kind that contains the day."""
    if kind is PeriodKind.TWELVE_MONTHS_TO:
        end = day + timedelta(days=1)
        return _a_year_earlier(end), end
    starts = [
        date(year, *start) for year in (day.year - 1, day.year, day.year + 1) for start in _STARTS[kind]
    ]
    following = next(index for index, start in enumerate(starts) if start > day)
    return starts[following - 1], starts[following]


def _a_year_earlier(end: date) -> date:
    """The start of twelve months that end before this day; 1 March of the year before for 29 February."""
    if (end.month, end.day) == (2, 29):
        return date(end.year - 1, 3, 1)
    return end.replace(year=end.year - 1)
