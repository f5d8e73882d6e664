"""The numbers of minutes: continuous over a body's meetings, so that "minute 54" means one thing for ever."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.rulebook.calendar_words import tidy
from goldenthread.rulebook.codes import define_rule

_CUSTOM = "How councils number: 54, 55, 56 … from one meeting to the next."

MIN_1 = define_rule(
    "MIN-1",
    title="A new minute takes the number after the highest",
    meaning="Numbers go on from meeting to meeting of one body. A number that was given is never given "
    "again, and a gap is not filled.",
    basis=_CUSTOM,
    boundaries=("54 and 56 were given: the next is 57.", "None was given: the first is 1."),
)
MIN_2 = define_rule(
    "MIN-2",
    title="How a minute's number may be written",
    meaning="A number, alone or after Minute, Min, No or Item; a full stop or a bracket may follow, a letter "
    "too. What follows a stroke is the series, such as a year: numbers of two series are not compared.",
    basis="Numbers as councils' minutes print them.",
    boundaries=(
        "54, 54., (54), Minute 54 and Min. No. 054 are all 54.",
        "Minute 54/17 is 54 of the series 17; 54/2017-18 is 54 of the series 2017-18.",
        "54A is 54 with the letter A, and is not the same minute as 54.",
        "0, 1.2 and 12 May 2018 are no minute numbers.",
    ),
)
MIN_3 = define_rule(
    "MIN-3",
    title="A number that stands twice",
    meaning="Two minutes of one series with the same number and letter are duplicates. On paper they happen; "
    "a person says which is which.",
    basis=_CUSTOM,
    boundaries=("54, 55 and 55: 55 stands twice.", "54/16 and 54/17: nothing stands twice."),
)
MIN_4 = define_rule(
    "MIN-4",
    title="A number that is missing",
    meaning="A whole number between the lowest and the highest of a series that no minute has.",
    basis=_CUSTOM,
    boundaries=("54, 56: 55 is missing.", "54, 55: none is, and neither is 53."),
)

LARGEST = 99_999
"""What is longer is a reference of something else."""
_WRITTEN = re.compile(
    r"\(?\s*(?:(?:minutes?|min|item)\s*)?(?:(?:number|no)\s*)?[:#]?\s*"
    r"(?P<number>\d{1,5})\s?(?P<letter>[a-z])?"
    r"(?:\s?/\s?(?P<series>\d{2,4}(?:\s?[-/]\s?\d{2,4})?))?\s*[.):]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, order=True)
class MinuteNumber:
    """`number` from 1, `series` such as "17" or "2017-18" or empty, `letter` in capitals or empty."""

    number: int
    series: str = ""
    letter: str = ""

    def __str__(self) -> str:
        return f"{self.number}{self.letter}{f'/{self.series}' if self.series else ''}"


def parse_minute_number(text: str) -> MinuteNumber | None:
    """The number that a text is and nothing else, None where it is none (MIN-2)."""
    written = _WRITTEN.fullmatch(tidy(text).replace("Min.", "Min").replace("No.", "No"))
    if written is None:
        return None
    number = int(written["number"])
    if not 1 <= number <= LARGEST:
        return None
    series = re.sub(r"\s", "", written["series"] or "").replace("/", "-")
    return MinuteNumber(number, series, (written["letter"] or "").upper())


def next_number(given: Iterable[int]) -> int:
    """The number of the next minute (MIN-1)."""
    return max(given, default=0) + 1


@dataclass(frozen=True)
class Survey:
    """What is wrong with a run of numbers: `twice` and `missing`, each in order."""

    twice: tuple[MinuteNumber, ...]
    missing: tuple[MinuteNumber, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """A sentence for each kind of fault; none where there is none."""
        found = (("stands twice", "stand twice", self.twice), ("is missing", "are missing", self.missing))
        return tuple(
            f"{'Minute' if len(numbers) == 1 else 'Minutes'} {', '.join(_runs(numbers))} "
            f"{one if len(numbers) == 1 else many}."
            for one, many, numbers in found
            if numbers
        )


def survey(numbers: Iterable[MinuteNumber]) -> Survey:
    """The numbers that stand twice (MIN-3) and those that are missing (MIN-4), series by series."""
    listed = list(numbers)
    twice = sorted(number for number, times in Counter(listed).items() if times > 1)
    by_series: dict[str, set[int]] = defaultdict(set)
    for one in listed:
        by_series[one.series].add(one.number)
    missing = [
        MinuteNumber(number, series)
        for series, there in sorted(by_series.items())
        for number in range(min(there), max(there))
        if number not in there
    ]
    return Survey(tuple(twice), tuple(missing))


def _runs(numbers: Iterable[MinuteNumber]) -> list[str]:
    """ "12 to 40" for a long run of plain numbers, each by itself otherwise."""
    runs: list[list[MinuteNumber]] = []
    for one in numbers:
        last = runs[-1][-1] if runs else None
        follows = last is not None and (one.series, one.number) == (last.series, last.number + 1)
        if follows and not one.letter:
            runs[-1].append(one)
        else:
            runs.append([one])
    return [
        text
        for run in runs
        for text in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(one) for one in run])
    ]
