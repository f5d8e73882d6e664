"""Rates over one population, and the populations that they and their counts imply.

287 children at a rate of 38.1 per 10,000 imply a population between 287/38.15 and 287/38.05 times 10,000:
75,229 to 75,427. Two rates of one population agree when some population lies in both spans.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from goldenthread.rulebook.arithmetic_model import Accrual, Finding, Link, LinkKind, Row, Scorecard, place
from goldenthread.rulebook.arithmetic_spans import Span, in_words, number_at, point, span_at
from goldenthread.rulebook.arithmetic_words import accrual_of, per_how_many
from goldenthread.rulebook.codes import define_rule
from goldenthread.rulebook.figures import print_figure
from goldenthread.rulebook.periods import Period

ARI_12 = define_rule(
    "ARI-12",
    title="Rates over one population imply different populations",
    meaning="No population agrees with all the counts and rates of a period, within the rounding that is "
    "printed. "
    "Where most agree on one, those that do not are named; else all are. Links that nobody has confirmed are "
    "over one population when the middle of what each implies is within 3% of the others.",
    basis="Arithmetic. What is rounded agrees when some number that it may stand for does.",
    boundaries=(
        "914 at 121.2 and 287 at 38.1 agree on 75,381 to 75,427.",
        "477 at 62.7 implies 76,016 to 76,137 and is found beside them; at 63.2 and 63.3 it agrees.",
    ),
)

ARI_25 = define_rule(
    "ARI-25",
    title="A rate implies a population that leaps",
    meaning="The population that a count and its rate imply is more than a tenth from the middle of what "
    "they imply in at least two other periods, which agree within 3%. A year's count of events is not "
    "compared with a quarter's. Asked of a rate whose population is not given and that is alone over it.",
    basis="A convention of this product: no area's children grow or shrink by a tenth between two reports.",
    boundaries=(
        "70,000 and 70,100 beside 77,000 agrees; 58,000 and 78,000 beside them are found.",
        "70,000 beside 58,000 alone is not found: nothing says which of the two is wrong.",
    ),
)

_SAME_POPULATION = Decimal("0.03")
_LEAP = Decimal("0.1")
_LEAST_OTHERS = 2


@dataclass(frozen=True)
class _Implied:
    """A rate, its count, and the population that they imply in a period."""

    rate: Row
    count: Row
    span: Span
    tentative: bool


def implied_population(rate: Row, count: Row, period: Period) -> Span | None:
    """The population that a count and its rate imply, or None where either says no one number above 0."""
    per, many, of = per_how_many(rate), span_at(count, period), span_at(rate, period)
    numbers = (number_at(rate, period), number_at(count, period))
    if per is None or many is None or of is None or any(not number or number < 0 for number in numbers):
        return None
    return many.over(of).times(Decimal(per))


def usual_population(rate: Row, count: Row) -> Decimal | None:
    """The middle of what a count and its rate imply over all periods."""
    found = [span for period in rate.cells if (span := implied_population(rate, count, period)) is not None]
    middles = [(span.low + span.high) / 2 for span in found if span.low is not None and span.high is not None]
    return median(middles) if middles else None


def check_populations(
    paper: Scorecard, links: Sequence[tuple[Link, bool]], rows: Mapping[str, Row]
) -> Iterator[Finding]:
    """Every period of the rates that are over one population. Each link comes with whether it is tentative.

    A link whose population is given is checked against that instead.
    """
    groups = _groups(paper, links, rows)
    for (link, tentative), *others in groups:
        if not others:
            yield from _leaps(paper, link, rows, tentative=tentative)
    for group in (group for group in groups if len(group) > 1):
        periods = {period: None for link, _ in group for period in rows[link.result].cells}
        for period in periods:
            implied = [
                _Implied(rate, count, span, tentative)
                for link, tentative in group
                for rate, count in [(rows[link.result], rows[link.parts[0]])]
                if (span := implied_population(rate, count, period)) is not None
            ]
            yield from _check(paper, period, implied)


def _groups(
    paper: Scorecard, links: Sequence[tuple[Link, bool]], rows: Mapping[str, Row]
) -> list[list[tuple[Link, bool]]]:
    """Links over one population, be it one: confirmed ones by its name, proposed ones by what they imply."""
    groups: list[tuple[str, Decimal, list[tuple[Link, bool]]]] = []
    for link, tentative in sorted(links, key=lambda pair: pair[1]):
        usual = usual_population(rows[link.result], rows[link.parts[0]])
        if link.kind is not LinkKind.RATE or usual is None or link.population in paper.populations:
            continue
        for population, other, members in groups:
            near = abs(usual - other) <= _SAME_POPULATION * other
            if population == link.population and (near or not tentative):
                members.append((link, tentative))
                break
        else:
            groups.append((link.population, usual, [(link, tentative)]))
    return [members for _, _, members in groups]


def _leaps(paper: Scorecard, link: Link, rows: Mapping[str, Row], *, tentative: bool) -> Iterator[Finding]:
    """The periods of a rate in which its count implies quite another population than in the others."""
    rate, count = rows[link.result], rows[link.parts[0]]
    middles = {
        period: (span.low + span.high) / 2
        for period in rate.cells
        if (span := implied_population(rate, count, period)) is not None
        if span.low is not None and span.high is not None
    }
    is_stock = accrual_of(count) is Accrual.STOCK
    for period, middle in middles.items():
        others = [
            other for at, other in middles.items() if at != period and (is_stock or at.kind is period.kind)
        ]
        if len(others) < _LEAST_OTHERS or max(others) - min(others) > _SAME_POPULATION * min(others):
            continue
        usual = median(others)
        if abs(middle - usual) > _LEAP * usual:
            yield _leap(paper, period, _Implied(rate, count, point(middle), tentative), usual)


def _leap(paper: Scorecard, period: Period, one: _Implied, usual: Decimal) -> Finding:
    count = span_at(one.count, period) or Span(None, None)
    expected = in_words(count.over(point(usual)).times(Decimal(per_how_many(one.rate) or 1)), one.rate)
    published = print_figure(one.rate.cells[period].figure)
    message = (
        f"{one.rate.name}, {period}: {_pair(one, period)} imply a population of about {_people(one.span)}, "
        f"but in other periods they imply about {usual:,.0f}, by which the rate would be {expected}."
    )
    cells = tuple(place(paper, row, period) for row in (one.rate, one.count))
    measures = (one.rate.key, one.count.key)
    return Finding(ARI_25, measures, period, expected, published, message, one.tentative, cells)


def _check(paper: Scorecard, period: Period, implied: list[_Implied]) -> Iterator[Finding]:
    agreed, agreeing = _most_agree(implied)
    if len(agreeing) == len(implied):
        return
    if 2 * len(agreeing) > len(implied) and len(agreeing) > 1:
        for one in implied:
            if one not in agreeing:
                yield _outlier(paper, period, one, agreed, agreeing)
        return
    listed = "; ".join(f"{_pair(one, period)} imply {_people(one.span)}" for one in implied)
    measures = tuple(row.key for one in implied for row in (one.rate, one.count))
    cells = tuple(place(paper, row, period) for one in implied for row in (one.rate, one.count))
    message = f"{period}: rates over one population imply different ones: {listed}."
    tentative = any(one.tentative for one in implied)
    yield Finding(ARI_12, measures, period, "one population", listed, message, tentative, cells)


def _most_agree(implied: list[_Implied]) -> tuple[Span, list[_Implied]]:
    """The population on which most agree, and those that do."""
    best: list[_Implied] = []
    for candidate in implied:
        low = candidate.span.low
        inside = [one for one in implied if low is not None and one.span.meets(Span(low, low))]
        if len(inside) > len(best):
            best = inside
    lows = [one.span.low for one in best if one.span.low is not None]
    highs = [one.span.high for one in best if one.span.high is not None]
    return Span(max(lows, default=None), min(highs, default=None)), best


def _outlier(
    paper: Scorecard, period: Period, one: _Implied, agreed: Span, agreeing: list[_Implied]
) -> Finding:
    count = span_at(one.count, period) or Span(None, None)
    expected = in_words(count.over(agreed).times(Decimal(per_how_many(one.rate) or 1)), one.rate)
    published = print_figure(one.rate.cells[period].figure)
    others = " and ".join(other.rate.name for other in agreeing)
    message = (
        f"{one.rate.name}, {period}: {_pair(one, period)} imply a population of {_people(one.span)}, but "
        f"{others} imply {_people(agreed)}, by which the rate would be {expected}."
    )
    cells = [place(paper, row, period) for row in (one.rate, one.count)]
    cells += [place(paper, row, period) for other in agreeing for row in (other.rate, other.count)]
    tentative = one.tentative or any(other.tentative for other in agreeing)
    measures = (one.rate.key, one.count.key)
    return Finding(ARI_12, measures, period, expected, published, message, tentative, tuple(cells))


def _pair(one: _Implied, period: Period) -> str:
    count, rate = (print_figure(row.cells[period].figure) for row in (one.count, one.rate))
    return f"{count} in {one.count.name} and {rate} in {one.rate.name}"


def _people(span: Span) -> str:
    low, high = span.low or Decimal(0), span.high
    if low == high:
        return f"{low:,.0f}"
    return f"{low:,.0f}" + (f" to {high:,.0f}" if high is not None else " or more")
