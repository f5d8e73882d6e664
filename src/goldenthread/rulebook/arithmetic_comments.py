"""Numbers in a comment that are no figure of its row.

A comment says many numbers rightly: days, dates, ages, parts of a group, targets, other councils. So only a
number that plainly speaks of the measure is compared, and only where no figure of the row is that number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.rulebook.arithmetic_model import Finding, Row, Scorecard, place
from goldenthread.rulebook.arithmetic_spans import Span, figure_span, span_at
from goldenthread.rulebook.arithmetic_subjects import own_words, subject_words, words_of
from goldenthread.rulebook.arithmetic_words import Scale, scale_of
from goldenthread.rulebook.calendar_words import MONTHS
from goldenthread.rulebook.codes import define_rule
from goldenthread.rulebook.figures import print_figure
from goldenthread.rulebook.periods import NotAPeriod, Period, PeriodKind, parse_period

ARI_10 = define_rule(
    "ARI-10",
    title="A comment quotes another figure than the cell",
    meaning="A sentence that names a period or the measure's own words quotes a number in the measure's "
    "unit, and "
    "it is neither the figure of that period nor any other of the row: another period's, a count beside "
    "it, the target, a benchmark, what the share leaves to 100%. Not compared: what is about, days, "
    "dates, ages, changes, parts of a group, targets, forecasts, other areas.",
    basis="A convention of this product, shown wherever the rule speaks.",
    boundaries=(
        "The cell is 82.4%: “Performance in Q4 was 82%” agrees, 83% does not.",
        "“It rose by 3%”, “12% of these were late” and “about 90% in Q4” are not compared.",
    ),
)

_NUMBER = re.compile(
    r"(?<![\w.,/£#:+-])(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?P<decimals>\.\d+)?(?P<share>\s?(?:%|per ?cent\b))?"
    r"(?![\w/:%]|[.,]\d|\s?[-–]\s?\d)"
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_CLAUSE = re.compile(
    r",\s|;\s|\s(?:and|but|while|although|whereas|against|compared|which|above|below|than|from|with)\s|[()]",
    re.IGNORECASE,
)
_ABOUT_SOMETHING_ELSE = re.compile(
    r"\b(?:targets?|aims?|aiming|goal|ambition|expect\w*|forecast\w*|predict\w*|project\w*|should|would"
    r"|will|could"
    r"|plan(?:s|ned)? to|national(?:ly)?|england|english|neighbours?|regional?(?:ly)?|region|benchmarks?"
    r"|comparators?"
    r"|other (?:councils|authorities|areas)|of (?:these|those|them|whom|which|the (?:remaining|others?))"
    r"|teams?|girls?"
    r"|boys?|revised|corrected|previously|originally|restated|males?|females?|aged|ages?|locality|north"
    r"|south|east|west|schools?|health|police|partners?"
    r"|audit\w*"
    r"|remaining|others?|samples?|ethnic\w*|asylum|disabled|siblings?|january|february|march|april|may"
    r"|june|july"
    r"|august|september|october|november|december|months?|weeks?|weekly|monthly|further|additional|extra"
    r"|another"
    r"|more|fewer|less|increase of|decrease of|reduction of|rise of|fall of|drop of|difference|gap|if"
    r"|due to)\b",
    re.IGNORECASE,
)
_JUST_BEFORE = re.compile(
    r"(?:\b(?:q|quarter|by|about|around|approximately|approx\.?|nearly|almost|over|under|roughly|circa"
    r"|some|just"
    r"|least|most|section|page|age|ages|year|years|paragraph|action|line|measure|kpi|ref|phase|band|tier"
    r"|grade|step"
    r"|up|down|rose|fell|increased|decreased|dropped|grew|improved|up to|between|to within|within|every"
    r"|recommendation"
    r"|version|v|no\.?)|[~<>=≈c])\s*$",
    re.IGNORECASE,
)
_JUST_AFTER = re.compile(
    r"\s*(?:(?:working |school |calendar )?(?:days?|weeks?|months?|years?|hours?|minutes?|points?"
    r"|percentage points?"
    r"|pp|times|per\b|or (?:more|less|fewer)|to \d|out of|of \d|st\b|nd\b|rd\b|th\b|year[- ]olds?|jan|feb"
    r"|mar|apr|may"
    r"|jun|jul|aug|sep|oct|nov|dec|more|fewer|less|higher|lower|increase|decrease|rise|drop|fall|reduction"
    r"|improvement|staff|posts?|ftes?|of (?:these|those|them|whom|which)))",
    re.IGNORECASE,
)
_SPEAKS_OF_THE_FIGURE = re.compile(
    r"\b(?:performance|figures?|outturn|result|we (?:are|were|achieved)|compliance|stands? at|stood at|total"
    r"|this (?:is|was)|it (?:is|was)|measure|indicator|achieved|reported)\b",
    re.IGNORECASE,
)
_LENGTH_OF_TIME = re.compile(
    r"(\d+)[ -](?:working |school |calendar )?(?:day|week|month|hour|year|minute)", re.IGNORECASE
)
_NEUTRAL = frozenset(
    words_of(
        "a an and as at be been being but by for from had has have he in into is it its now of on or our per "
        "rate percentage proportion number total figure performance result that the their there these this "
        "to was we were which with within year quarter period end latest current currently stand stood "
        "reached remain remained first second third fourth q overall all council our at which time present"
    )
)
"""Words that say nothing of whom a number is about."""
_PERIOD_WORDS = re.compile(
    r"\b(?:q(?P<quarter>[1-4])|quarter (?P<number>[1-4])|(?P<ordinal>first|second|third|fourth) quarter"
    r"|(?P<end>year[ -]end|outturn|(?:for|over|across) the (?:full |whole )?year)"
    r"|(?P<now>(?:this|in the|during the|for the) (?:quarter|period)|current quarter|currently|at present"
    r"|now|latest)"
    r"|(?P<pair>20\d\d[-/]\d\d))\b(?P<of> (?:of )?20\d\d[-/]\d\d)?",
    re.IGNORECASE,
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class _Quoted:
    """A number as a comment says it, and the numbers that it may be rounded from."""

    text: str
    span: Span
    clause: str


def check_comment(paper: Scorecard, row: Row) -> Iterator[Finding]:
    """Every number of the row's comment that plainly speaks of the measure."""
    scale = scale_of(row)
    if not row.comment or scale not in (Scale.SHARE, Scale.COUNT, Scale.RATE):
        return
    known = list(_numbers_of(row, scale))
    for sentence in _SENTENCE.split(row.comment):
        for found in _NUMBER.finditer(sentence):
            quoted = _quoted(row, scale, sentence, found)
            if quoted is None or any(_agree(quoted.span, span) for span in known):
                continue
            period = _period_spoken_of(paper, row, sentence, found.start(), quoted.clause)
            if period is not None and _is_another_number(row, period, quoted.span):
                yield _finding(paper, row, period, quoted.text)


def _quoted(row: Row, scale: Scale, sentence: str, found: re.Match[str]) -> _Quoted | None:
    """The number, if it is one of the measure's kind and nothing says that it speaks of something else."""
    is_share = found["share"] is not None
    clause = _clause_around(sentence, found)
    bare = found["number"].replace(",", "")
    if is_share is not (scale is Scale.SHARE) or (scale is Scale.RATE and not found["decimals"]):
        return None
    if scale is Scale.COUNT and (found["decimals"] or 1990 <= int(bare) <= 2099 or int(bare) < 2):
        return None
    if found["number"] in re.findall(r"\d+", row.title) or _is_about_something_else(row, clause):
        return None
    if _JUST_BEFORE.search(sentence[: found.start()]) or _JUST_AFTER.match(sentence[found.end() :]):
        return None
    if _speaks_of_a_part(row, scale, sentence, clause, found):
        return None
    number = Decimal(bare + (found["decimals"] or ""))
    if scale is Scale.COUNT:
        return _Quoted(found[0], Span(number, number), clause)
    half = Decimal("0.5").scaleb(int(number.as_tuple().exponent))
    return _Quoted(found[0], Span(number - half, number + half), clause)


def _is_about_something_else(row: Row, clause: str) -> bool:
    """Whether the clause has a word of other things: none of the title, nor a month with a figure."""
    own = row.title.casefold(), *_months_of(row)
    return any(
        not any(found[0].casefold() in one for one in own) for found in _ABOUT_SOMETHING_ELSE.finditer(clause)
    )


def _months_of(row: Row) -> dict[str, Period]:
    """The row's months by their names, of two of one name the later one."""
    months = sorted(
        (period for period in row.cells if period.kind is PeriodKind.MONTH), key=lambda one: one.start
    )
    return {MONTHS[period.start.month - 1].casefold(): period for period in months}


def _speaks_of_a_part(row: Row, scale: Scale, sentence: str, clause: str, found: re.Match[str]) -> bool:
    """Whether a number is of others than the measure's: another time limit, a part, who came or left."""
    lengths = {match[1] for match in _LENGTH_OF_TIME.finditer(clause)}
    if lengths - set(re.findall(r"\d+", row.title)):
        return True
    subject = subject_words(row.title)
    other_words = set(words_of(clause)) - own_words(row.title) - _NEUTRAL - _months_of(row).keys()
    if scale is Scale.COUNT:
        following = words_of(sentence[found.end() :].split(".")[0])[:6]
        return bool(other_words) or 2 * len(subject & set(following)) <= len(subject)
    return bool(other_words) and _SPEAKS_OF_THE_FIGURE.search(clause) is None


def _clause_around(sentence: str, found: re.Match[str]) -> str:
    ends = [match.end() for match in _CLAUSE.finditer(sentence) if match.end() <= found.start()]
    starts = [match.start() for match in _CLAUSE.finditer(sentence) if match.start() >= found.end()]
    return sentence[max(ends, default=0) : min(starts, default=len(sentence))]


def _numbers_of(row: Row, scale: Scale) -> Iterator[Span]:
    """Every number that a comment on the row may rightly quote."""
    figures = [cell.figure for cell in row.cells.values()]
    figures += [cell.figure for _, cell in row.repeated]
    figures += [cell.published_before for cell in row.cells.values() if cell.published_before is not None]
    figures += [benchmark.figure for benchmark in row.benchmarks.values()]
    for figure in figures:
        span = figure_span(figure, scale, row.decimal_places)
        numbers = [figure.precise] if figure.precise is not None else []
        numbers += [Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", figure.qualifier or "")]
        spans = [Span(number, number) for number in numbers]
        if span is not None and figure.status.has_a_figure:
            spans.append(span)
        yield from spans
    if row.target is not None:
        for end in (row.target.low, row.target.high, row.target.amber):
            if end is not None:
                yield Span(end, end)
    for cell in row.cells.values():
        if cell.counts is not None and scale is not Scale.SHARE:
            yield from (Span(number, number) for number in cell.counts)


def _period_spoken_of(paper: Scorecard, row: Row, sentence: str, at: int, clause: str) -> Period | None:
    """The period of the row that a number speaks of, or None where that is not plain.

    A period named in the sentence needs a word of the measure beside it; without one most of the measure's
    words are needed in the same clause, and the paper's own period is meant.
    """
    words = subject_words(row.title)
    in_common = words & set(words_of(clause))
    named = {match.start(): _period_of(match, paper) for match in _PERIOD_WORDS.finditer(sentence)}
    for name, month in _months_of(row).items():
        named |= {match.start(): month for match in re.finditer(rf"\b{name}\b", sentence, re.IGNORECASE)}
    if named:
        period = named[min(named, key=lambda start: abs(start - at))]
        beside_it = (own_words(row.title) & own_words(clause)) - _NEUTRAL
        plain = bool(beside_it) or _SPEAKS_OF_THE_FIGURE.search(sentence) is not None
    else:
        period = paper.period
        plain = len(in_common) >= min(2, len(words)) and 2 * len(in_common) > len(words)
    return period if plain and period in row.cells else None


def _period_of(found: re.Match[str], paper: Scorecard) -> Period | None:
    year = Period.containing(PeriodKind.FINANCIAL_YEAR, paper.period.start)
    try:
        if found["of"] or found["pair"]:
            year = parse_period((found["of"] or found["pair"]).replace(" of ", " ").strip())
    except NotAPeriod:
        return None
    number = found["quarter"] or found["number"]
    quarter = int(number) if number else _ORDINALS.get((found["ordinal"] or "").casefold())
    if quarter is not None:
        day = date(year.start.year + (quarter == 4), (4, 7, 10, 1)[quarter - 1], 1)
        return Period.containing(PeriodKind.FINANCIAL_QUARTER, day)
    return year if found["end"] or found["pair"] else paper.period


def _is_another_number(row: Row, period: Period, quoted: Span) -> bool:
    """Whether the period has a figure, and what the share leaves to 100% is not the number quoted either."""
    span = span_at(row, period)
    if row.cells[period].figure.value is None or span is None:
        return False
    return scale_of(row) is not Scale.SHARE or not _agree(quoted, Span(_HUNDRED, _HUNDRED).minus(span))


def _agree(quoted: Span, figure: Span) -> bool:
    """Whether they may be one number. 84 and 85 touch at 84.5, and nobody quotes the one for the other."""
    ends = (quoted.low, quoted.high, figure.low, figure.high)
    if None in ends or quoted.low == quoted.high or figure.low == figure.high:
        return quoted.meets(figure)
    return quoted.meets(figure) and quoted.high != figure.low and quoted.low != figure.high


def _finding(paper: Scorecard, row: Row, period: Period, quoted: str) -> Finding:
    expected = print_figure(row.cells[period].figure)
    message = f"{row.name}, {period}: the comment says {quoted}, and the figure is {expected}."
    cells = (place(paper, row, period, "comment"), place(paper, row, period))
    return Finding(ARI_10, (row.key,), period, expected, quoted, message, True, cells)
