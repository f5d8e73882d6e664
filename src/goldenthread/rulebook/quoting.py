"""Which words give a hidden number away, and which count a few children where no figure is hidden."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from goldenthread.rulebook.codes import define_rule

_OURS = "A convention of this product, shown wherever the rule speaks."

PUB_6 = define_rule(
    "PUB-6",
    title="Words that give a hidden number away",
    meaning="Words beside a hidden figure that give its number, in digits or spelled out, are reworded or "
    "withheld before the edition is published. So are those that say what it is of a figure that is shown, "
    "as a percentage or a fraction, or by how much the two differ.",
    basis=_OURS,
    boundaries=(
        "Hidden 3: “3 children”, “three children” and “3.0” are found; “13”, “3 May 2018” and “2.3” are not.",
        "Hidden 4 beside a shown 18: “22%”, “two ninths”, “14 fewer” and “the other 14” are found; “23%” and "
        "“14 May” are not.",
    ),
)
PUB_8 = define_rule(
    "PUB-8",
    title="Words that count a few children",
    meaning="Words on a protected measure that count 1 to 5, of whatever, are looked at by a person before "
    "the edition is approved, though no figure beside them is hidden: let in with a reason, withheld, or "
    "reworded. New words are looked at anew.",
    basis="Counts of 1 to 5 about children are hidden in whatever is published. "
    "What a number in a sentence counts is for a person to say.",
    boundaries=(
        "“Four did not attend”, “4 of 18”, “4/18” and “14 out of 18” are looked at; “6 did not attend”, "
        "“within 5 days”, “Section 47” and “no one” are not.",
    ),
)

_SPELLED = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_ALSO_SPELLED = {"no": 0, "none": 0, "nil": 0, "single": 1, "once": 1, "both": 2, "pair": 2, "twice": 2}
_WORDS = {word: Decimal(number) for number, word in enumerate(_SPELLED)} | {
    word: Decimal(number) for word, number in _ALSO_SPELLED.items()
}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
         "ninety": 90}  # fmt: skip
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_NOT_FIGURES = re.compile(
    rf"\b\d{{1,2}}(st|nd|rd|th)?\s+{_MONTH}[a-z]*\b|\bq[1-4]\b|\b\d{{4}}[-/]\d{{2,4}}\b", re.I
)
_NUMBERS = re.compile(
    r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|(?<![\d.,])\d+(?:\.\d+)?(?!\d)(?![.,]\d)"
)
_TENS_AND_ONES = re.compile(rf"\b({'|'.join(_TENS)})(?:[ -]({'|'.join(_SPELLED[1:10])}))?\b", re.I)
_PERCENT = re.compile(r"\s*(%|per ?cent\b|percent\b)", re.I)

Said = tuple[int, int, str, Decimal]
"""Where a number begins and ends in a text, how it is written, and what it is."""


def _numbers(text: str) -> list[Said]:
    """The numbers of a text in their order. Days of dates, quarters and years ("2017-18") are no figures."""
    plain = _NOT_FIGURES.sub(lambda found: " " * len(found.group()), text)
    said = [
        (found.start(), found.end(), found.group(), Decimal(found.group().replace(",", "")))
        for found in _NUMBERS.finditer(plain)
    ]
    for found in _TENS_AND_ONES.finditer(plain):
        ones = _WORDS[found.group(2).casefold()] if found.group(2) else Decimal(0)
        said.append((found.start(), found.end(), found.group(), _TENS[found.group(1).casefold()] + ones))
        plain = plain[: found.start()] + " " * len(found.group()) + plain[found.end() :]
    said += [
        (found.start(), found.end(), found.group(), _WORDS[found.group().casefold()])
        for found in re.finditer(r"[A-Za-z]+", plain)
        if found.group().casefold() in _WORDS
    ]
    return sorted(said)


def quoted(text: str, hidden: Collection[Decimal]) -> tuple[str, ...]:
    """The words or digits of a text that give one of these numbers, as written, in their order (PUB-6)."""
    wanted = set(hidden)
    return tuple(dict.fromkeys(written for _, _, written, number in _numbers(text) if number in wanted))


_DIFFERENCE = re.compile(
    r"\b(fewer|more|less|up|down|rises?|rose|risen|falls?|fell|fallen|drop(s|ped)?|increased?|decreased?"
    r"|reduced|reductions?|gone|grew|grown|others?|rest|remaining|remainder|besides?|apart|except|difference)\b",
    re.I,
)
_PARTS = {
    name: Fraction(1, number)
    for number, name in enumerate(
        ("half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), start=2
    )
}
_FRACTION = re.compile(
    r"\b(a|an|one|two|three|four|five|six|seven|eight|nine)[ -](half|third|quarter|fifth|sixth|seventh|eighth"
    r"|ninth|tenth)s?\b|\b(half)\b",
    re.I,
)
_IN = re.compile(r"\b(\w+)\s+(?:in|out of|in every)\s+(\w+)\b", re.I)
_NEAR = 40


def telling(text: str, hidden: Collection[Decimal], shown: Collection[Decimal] = ()) -> tuple[str, ...]:
    """The words of a text that give a hidden number away, as written (PUB-6).

    ``hidden`` are the numbers that are hidden, ``shown`` the figures beside them that are not. Found is a
    hidden number itself; a percentage, fraction or "one in five" that it is of a shown count, or a shown
    count of it; and, near words such as "fewer" and "the other", by how much the two differ.
    """
    found = list(quoted(text, hidden))
    pairs = [(few, many) for few in _counts(hidden) for many in _counts(shown) if few != many]
    numbers = _numbers(text)
    for start, end, written, number in numbers:
        after = _PERCENT.match(text, end)
        if after:
            if number not in shown and any(_is_percent(number, few, many) for few, many in pairs):
                found.append(f"{written}{after.group()}")
        elif (
            number not in shown
            and any(number == abs(many - few) for few, many in pairs)
            and _DIFFERENCE.search(text, max(0, start - _NEAR), end + _NEAR)
        ):
            found.append(written)
    shares = {Fraction(min(pair)) / Fraction(max(pair)) for pair in pairs}
    found += [written for written, share in _fractions(text) if share in shares]
    return tuple(dict.fromkeys(found))


def _counts(numbers: Iterable[Decimal]) -> list[Decimal]:
    return sorted({number for number in numbers if number > 0 and number == number.to_integral_value()})


def _is_percent(said: Decimal, first: Decimal, second: Decimal) -> bool:
    """Whether one of two counts is, in percent of the other, what is said, at its decimals."""
    few, many = min(first, second), max(first, second)
    unit = Decimal(1).scaleb(min(0, int(said.as_tuple().exponent)))
    return (100 * few / many).quantize(unit, ROUND_HALF_UP) == said


def _fractions(text: str) -> Iterator[tuple[str, Fraction]]:
    for found in _FRACTION.finditer(text):
        times = (found.group(1) or "a").casefold()
        part = _PARTS[(found.group(2) or found.group(4)).casefold()]
        yield found.group(), Fraction(_WORDS.get(times, Decimal(1))) * part
    for found in _IN.finditer(text):
        above, below = _number(found.group(1)), _number(found.group(2))
        if above is not None and below:
            yield found.group(), Fraction(above) / Fraction(below)


def _number(word: str) -> Decimal | None:
    return Decimal(word) if word.isdecimal() else _WORDS.get(word.casefold())


_NOT_COUNTED = re.compile(
    r"\s*([-–]?\s*(working |calendar |school )*(days?|weeks?|months?|years?|yrs?|hours?|minutes?|times|terms?"
    r"|quarters?|points?|miles?|pm|am|o’clock|year[- ]olds?)\b|%|per ?cent|percent|st\b|nd\b|rd\b|th\b"
    r"|\s+([a-z]+ )?(assessors?|workers?|staff|posts?|vacancies|teams?|managers?|practitioners?|clinics?"
    r"|meetings?|areas|councils?|services|schools?|audits?|reasons?|ways|actions?|measures?|steps|priorities)\b)",
    re.I,
)
_NAMES = re.compile(
    r"\b(section|s|part|page|table|tier|level|priority|phase|band|outcome|recommendation|action|measure"
    r"|stage|step|key stage|year|grade|form|schedule|paragraph|within|every|than|least|under|over|about)\s*$",
    re.I,
)
_ONE = re.compile(
    r"\s+(of (the|them|these|those)|(\w+ )?(child|young person|boy|girl|baby|pupil|sibling))\b", re.I
)
_OF = re.compile(r"(?<![\d/.,-])(\d{1,4})\s*(?:/|of(?: the| these)?|out of)\s*(\d{1,4})(?![\d/]|\s*%)", re.I)


def small_counts(text: str, threshold: int) -> tuple[str, ...]:
    """The words of a text that count from 1 to the threshold, as written, in their order (PUB-8)."""
    found: list[tuple[int, str]] = []
    for start, end, written, number in _numbers(text):
        if not 1 <= number <= threshold or number != number.to_integral_value():
            continue
        if _NOT_COUNTED.match(text, end) or _NAMES.search(text[:start]) or _in_a_fraction(text, start, end):
            continue
        if written.casefold() in ("one", "single", "once", "twice") and not _ONE.match(text, end):
            continue
        found.append((start, written))
    found += [(at, written) for at, written in _few_of(text, threshold)]
    return tuple(dict.fromkeys(written for _, written in sorted(found)))


def _in_a_fraction(text: str, start: int, end: int) -> bool:
    return any(one.start() <= start and end <= one.end() for one in _FRACTION.finditer(text))


def fractions_of_few(text: str, threshold: int) -> tuple[str, ...]:
    """ "4/18" and "14 of 18": where a part, its whole, or the rest of it is from 1 to the threshold."""
    return tuple(dict.fromkeys(written for _, written in _few_of(text, threshold)))


def _few_of(text: str, threshold: int) -> Iterator[tuple[int, str]]:
    plain = _NOT_FIGURES.sub(lambda found: " " * len(found.group()), text)
    for found in _OF.finditer(plain):
        above, below = int(found.group(1)), int(found.group(2))
        if above <= below and any(1 <= number <= threshold for number in (above, below, below - above)):
            yield found.start(), found.group()
