"""Links between rows that their titles and their numbers suggest, for a person to confirm or turn down.

Words must speak for a link before numbers are tried, because numbers alone fit by chance: among thirty
counts there are some whose ratio is 82% to the nearest percent. Numbers must then fit in at least two periods
that differ, and in most of those in which they can be tried, so that one fault does not hide a true link.
Where the words say less ("% of contacts that led to a referral" beside contacts and referrals), they must fit
in three.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, permutations

from goldenthread.rulebook.arithmetic_links import made_of
from goldenthread.rulebook.arithmetic_model import Accrual, Link, LinkKind, ProposedLink, Row
from goldenthread.rulebook.arithmetic_populations import implied_population, usual_population
from goldenthread.rulebook.arithmetic_spans import Span, number_at, span_at
from goldenthread.rulebook.arithmetic_subjects import subject_words, words_of
from goldenthread.rulebook.arithmetic_words import Scale, accrual_of, scale_of
from goldenthread.rulebook.periods import Period

_LEAST_FITS = 2
_LEAST_FITS_OF_FEWER_WORDS = 3
_WORDS_IN_COMMON = Decimal("0.6")
_NEAR_POPULATION = Decimal("0.02")
_MOST_CANDIDATES = 8
_LONGEST_SUM = 5

_COMING = frozenset(
    words_of(
        "becoming became become entering entered entrant coming came starting started starter admitted "
        "joining joined new opened registered"
    )
)
_LEAVING = frozenset(
    words_of(
        "leaving left leaver ceasing ceased ending ended exiting exited closed discharged discontinued "
        "deregistered de-registered removed"
    )
)


def propose_links(rows: Iterable[Row]) -> list[ProposedLink]:
    """The links that titles suggest and numbers bear out in two periods or more, the best for each row."""
    given = list({row.key: row for row in rows}.values())
    by_key = {row.key: row for row in given}
    counts = [row for row in given if scale_of(row) is Scale.COUNT]
    proposed: list[ProposedLink] = []
    for row in given:
        scale = scale_of(row)
        found: list[ProposedLink] = []
        if scale is Scale.RATE:
            found = list(_rates(row, counts))
        elif scale is Scale.SHARE:
            found = list(_shares(row, counts, by_key))
        elif scale is Scale.COUNT:
            proposed += _best(_stocks(row, counts, by_key))
            found = list(_sums(row, counts, by_key))
        proposed += _best(found)
    return proposed


def _best(found: Iterable[ProposedLink]) -> list[ProposedLink]:
    """The one that fits most often, or none where two fit equally: a guess would be wrong half the time."""
    ranked = sorted(found, key=lambda one: one.fits_in, reverse=True)
    if len(ranked) > 1 and ranked[0].fits_in == ranked[1].fits_in:
        return []
    return ranked[:1]


def _rates(rate: Row, counts: Sequence[Row]) -> Iterator[ProposedLink]:
    for count in counts:
        common = _common(rate, count)
        usual = usual_population(rate, count)
        if common < _WORDS_IN_COMMON or usual is None:
            continue
        near = Span(usual * (1 - _NEAR_POPULATION), usual * (1 + _NEAR_POPULATION))
        fits = _fits(
            [rate, count],
            {
                period: span.meets(near)
                for period in rate.cells
                if (span := implied_population(rate, count, period)) is not None
            },
        )
        if fits:
            link = Link(LinkKind.RATE, rate.key, (count.key,))
            words = _in_common(rate, count)
            evidence = f"Both count {words}; they imply a population of about {usual:,.0f} in {fits} periods."
            yield ProposedLink(link, evidence, fits)


def _common(first: Row, second: Row) -> Decimal:
    """The part of the words of both titles that they have in common."""
    one, other = subject_words(first.title), subject_words(second.title)
    return Decimal(len(one & other)) / len(one | other) if one | other else Decimal(0)


def _in_common(*rows: Row) -> str:
    return _words(frozenset.intersection(*(subject_words(row.title) for row in rows)))


def _words(words: Iterable[str]) -> str:
    return f"“{' '.join(sorted(words))}”"


def _shares(share: Row, counts: Sequence[Row], rows: Mapping[str, Row]) -> Iterator[ProposedLink]:
    """Both are named in the share: the numerator with nearly its own words, or each with a word of it."""
    words = subject_words(share.title)
    named = [(row, subject_words(row.title)) for row in counts if words & subject_words(row.title)]
    for (top, over), (bottom, under) in permutations(named, 2):
        plain = _common(share, top) >= _WORDS_IN_COMMON and under < words and len(under) < len(over)
        if not plain and 2 * len((over | under) & words) < len(words):
            continue
        link = Link(LinkKind.SHARE, share.key, (top.key, bottom.key))
        said = f"{share.name} speaks of {_words(over & words)} and of {_words(under & words)}"
        yield from _proposed(link, rows, said, _LEAST_FITS if plain else _LEAST_FITS_OF_FEWER_WORDS)


def _sums(total: Row, counts: Sequence[Row], rows: Mapping[str, Row]) -> Iterator[ProposedLink]:
    """The total's words are in each of its parts, which say more."""
    words = subject_words(total.title)
    parts = [row for row in counts if words and words < subject_words(row.title)]
    if len(parts) > _MOST_CANDIDATES:
        return
    for many in range(2, _LONGEST_SUM + 1):
        for chosen in combinations(parts, many):
            link = Link(LinkKind.SUM, total.key, tuple(row.key for row in chosen))
            yield from _proposed(link, rows, f"Each part speaks of {_in_common(total, *chosen)}")


def _stocks(stock: Row, counts: Sequence[Row], rows: Mapping[str, Row]) -> Iterator[ProposedLink]:
    if accrual_of(stock) not in (Accrual.STOCK, None):
        return
    words = subject_words(stock.title)
    came = [
        row for row in counts if row is not stock and _moving(row, _COMING) and _about(row, words, _COMING)
    ]
    left = [
        row for row in counts if row is not stock and _moving(row, _LEAVING) and _about(row, words, _LEAVING)
    ]
    for first in came:
        for second in left:
            if first is not second:
                link = Link(LinkKind.STOCK_FLOW, stock.key, (first.key, second.key))
                evidence = f"Those who came ({first.name}) and left ({second.name})"
                yield from _proposed(link, rows, evidence)


def _moving(row: Row, verbs: frozenset[str]) -> bool:
    return not verbs.isdisjoint(words_of(row.title))


def _about(row: Row, words: frozenset[str], verbs: frozenset[str]) -> bool:
    """Whether a flow speaks of what the stock counts."""
    of = subject_words(row.title) - verbs
    return bool(of & words) and 2 * len(of & words) >= len(of | words)


def _proposed(
    link: Link, rows: Mapping[str, Row], evidence: str, least: int = _LEAST_FITS
) -> Iterator[ProposedLink]:
    result = rows[link.result]
    tried: dict[Period, bool] = {}
    for period in result.cells:
        made, published = made_of(link, rows, period, {}), span_at(result, period)
        if made is not None and published is not None and _is_telling(made):
            tried[period] = made.meets(published)
    fits = _fits([rows[key] for key in (link.result, *link.parts)], tried)
    if fits >= least:
        yield ProposedLink(link, f"{evidence}; the numbers agree in {fits} periods.", fits)


def _is_telling(span: Span) -> bool:
    """Whether what the parts make has two ends: with a suppressed part nearly every number would fit."""
    return span.low is not None and span.high is not None


def _fits(rows: Sequence[Row], tried: Mapping[Period, bool]) -> int:
    """In how many different periods the numbers agree; 0 where too few do, or too many do not.

    A year end that repeats its last quarter tells nothing new.
    """
    agree: set[tuple[Decimal | None, ...]] = set()
    differ: set[tuple[Decimal | None, ...]] = set()
    for period, fits in tried.items():
        (agree if fits else differ).add(tuple(number_at(row, period) for row in rows))
    return len(agree) if len(agree) >= _LEAST_FITS and len(agree) > len(differ) else 0
