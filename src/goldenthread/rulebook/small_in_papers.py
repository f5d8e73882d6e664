"""Which figures and words of a paper the rules of published scorecards would hide (PUB-9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from goldenthread.rulebook.arithmetic_model import Cell as PaperCell
from goldenthread.rulebook.arithmetic_model import Row
from goldenthread.rulebook.arithmetic_words import Scale, per_how_many, scale_of
from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.disclosure_policy import SDC_1, SDC_3, Policy
from goldenthread.rulebook.disclosure_primary import primary
from goldenthread.rulebook.disclosure_table import Cell, LinkedTable, percentage, rate
from goldenthread.rulebook.figures import Figure
from goldenthread.rulebook.periods import Period, PeriodKind
from goldenthread.rulebook.publishing import speaks_of_children
from goldenthread.rulebook.quoting import fractions_of_few, small_counts

PUB_9 = define_rule(
    "PUB-9",
    title="A paper with small counts is looked at before it is public",
    meaning="A public pack is not published while a paper in it prints a figure that a published scorecard "
    "would hide for its own sake (SDC-1 to SDC-3), or typed words that count 1 to 5 children. The paper is "
    "taken out, its item put in part 2, or it is published as it is with a reason, which is kept. "
    "Of a figure that would be hidden only so that another cannot be worked out, nothing is asked.",
    basis="Counts of 1 to 5 about children are hidden in whatever is published, or somebody answers for it.",
    boundaries=(
        "Of a protected measure 3, 5, “4/18” and 22% made of 4 of 18 are asked about; 6, 0 and 22% made "
        "of 22 of 100 are not. Of foster carers 3 is not.",
        "“4 of 18 children” and “three young people” are asked about; “4 clinics” is not.",
        "Asked about once: without a reason the pack is refused, with one it is published.",
    ),
)

Counts = tuple[int, int]
"""A numerator and its denominator."""
_ANY = Period.containing(PeriodKind.FINANCIAL_YEAR, date(2018, 3, 31))
"""A row holds its figures by period. Of one alone it does not matter which."""
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


def small_figure(
    title: str, figure: Figure, policy: Policy, *, unit: str | None = None, counts: Iterable[Counts] = ()
) -> Code | None:  # fmt: skip
    """By which rule a figure of a protected measure would be hidden for its own sake, None for none.

    ``counts`` are on record behind it, beside those that it prints itself.
    """
    row = Row("figure", title, {_ANY: PaperCell(figure)}, unit=unit or None)
    if scale_of(row) is Scale.COUNT:
        number = whole(figure.value)
        code = _primary(LinkedTable([Cell("figure", number)]), policy)
        if code is not None:
            return code
        if tells_of_a_small_count(figure, policy.threshold):
            return SDC_1
    behind = list(counts)
    if figure.numerator is not None and figure.denominator is not None:
        behind.append((figure.numerator, figure.denominator))
    if any(_is_small_ratio(above, below, row, policy) for above, below in behind):
        return SDC_3
    return SDC_3 if fractions_of_few(figure.text, policy.threshold) else None


def _is_small_ratio(above: int, below: int, row: Row, policy: Policy) -> bool:
    if below <= 0 or above < 0:
        return False
    per = per_how_many(row)
    if scale_of(row) is Scale.RATE and per is not None:
        table = LinkedTable([Cell("above", above, shown=False)], [rate("figure", "above", below, per)])
    elif above <= below:
        cells = [Cell("above", above, shown=False), Cell("below", below, shown=False)]
        table = LinkedTable(cells, [percentage("figure", "above", "below")])
    else:
        return False
    return _primary(table, policy) is not None


def _primary(table: LinkedTable, policy: Policy) -> Code | None:
    return primary(table, policy).get("figure")


def whole(value: Decimal | None) -> int | None:
    """A count: a whole number from 0, else None."""
    return int(value) if value is not None and value >= 0 and value == int(value) else None


def tells_of_a_small_count(figure: Figure, threshold: int) -> bool:
    """Whether a figure that is no whole number tells of a small count: a range such as 2 to 3, or 2.5."""
    if whole(figure.value) is not None or figure.unit == "%":
        return False
    high = figure.value if figure.value is not None else figure.high
    says_policy = figure.bound == "<" and high == threshold + 1
    return high is not None and 0 < high <= threshold and not says_policy


def small_words(text: str, threshold: int, *, of_children: bool = False) -> Iterator[str]:
    """The sentences of a text that count 1 to the threshold, each as it was written (PUB-8).

    ``of_children``: the words stand on a protected measure. Others count only where they speak of children.
    """
    for sentence in _SENTENCE.split(text):
        if (of_children or speaks_of_children(sentence)) and small_counts(sentence, threshold):
            yield " ".join(sentence.split())
