"""Published arrows against the numbers.

Papers mix two meanings of an arrow (the way of the number; better or worse) and two comparisons (with the
period before; with the year before). What a paper means is taken from what most of its arrows agree with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from goldenthread.rulebook.arithmetic_model import Finding, Row, Scorecard, place
from goldenthread.rulebook.arithmetic_spans import Span, span_at
from goldenthread.rulebook.arithmetic_words import Scale, is_year_to_date, scale_of
from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.figures import print_figure
from goldenthread.rulebook.periods import Period, PeriodKind
from goldenthread.rulebook.targets import Polarity
from goldenthread.rulebook.travel import Arrow

_OURS = "A convention of this product, shown wherever the rule speaks."

ARI_6 = define_rule(
    "ARI-6",
    title="An arrow contradicts the numbers, however it is read",
    meaning="The published arrow is neither the way that the number went nor better or worse, within "
    "rounding "
    "and the dead band. Where nobody has said a dead band, a level arrow is contradicted by a move of "
    "more than "
    "5 points of a share or 5% of another figure. Compared is with the period before, or with the year "
    "before "
    "where at least 5 arrows and four in five of the paper follow that and fewer the period before; where "
    "neither is so, every comparison must contradict, and of 5 arrows or more the finding is tentative. A "
    "year "
    "to date may be compared either way.",
    basis=_OURS,
    boundaries=(
        "High is good, 82% to 88%: down is found, up is not; level is found, and not at 87%.",
        "Low is good, 18.9% to 17.7%: down is the number's, up is better, level within 5 points: none is "
        "found.",
        "81% to 81%: no arrow is found, for rounding may hide a move; 81 to 81 of a count contradicts up.",
    ),
)
ARI_22 = define_rule(
    "ARI-22",
    title="An arrow with another meaning than the paper's others",
    meaning="Of the arrows that tell the two meanings apart, at least 3 and two in three follow one of "
    "them, and "
    "this one follows the other.",
    basis=_OURS,
    boundaries=(
        "Low is good: three falls with an arrow down and one with an arrow up: the last is found.",
        "Two of each: none is found, for the paper has no meaning of its own.",
    ),
)

_LEVEL_WITHIN = Decimal(5)
_HUNDRED = Decimal(100)


class _Basis(StrEnum):
    BEFORE = "the period before"
    YEAR = "the year before"


class _Reading(StrEnum):
    NUMBER = "the way of the number"
    BETTER = "better or worse"


@dataclass(frozen=True)
class _Move:
    """One comparison: the two periods, and the arrows that each reading allows."""

    before: Period
    now: Period
    arrows: dict[_Reading, frozenset[Arrow]]

    def agrees(self, arrow: Arrow, reading: _Reading | None = None) -> bool:
        readings = self.arrows if reading is None else {reading}
        return any(arrow in self.arrows[one] for one in readings)


def check_arrows(paper: Scorecard) -> Iterator[Finding]:
    """Every arrow of a paper, read as most of its arrows are."""
    moves = {row.key: _moves(paper, row) for row in paper.rows if row.stated_direction is not None}
    arrows = [(row, row.stated_direction) for row in paper.rows if row.stated_direction is not None]
    basis = _basis_of([(moves[row.key], arrow) for row, arrow in arrows])
    judged: list[tuple[Row, Arrow, _Move]] = []
    for row, arrow in arrows:
        by = moves[row.key]
        # A year to date may be compared with last year's or with the quarter's before, whatever others do.
        chosen = [by[basis]] if basis in by and not is_year_to_date(row) else list(by.values())
        agreeing = [move for move in chosen if move.agrees(arrow)]
        if agreeing:
            judged.append((row, arrow, agreeing[0]))
        elif chosen:
            yield _contradiction(paper, row, arrow, chosen[0], certain=basis is not None or len(arrows) < 5)
    yield from _other_meanings(paper, judged)


def _basis_of(arrows: list[tuple[dict[_Basis, _Move], Arrow]]) -> _Basis | None:
    """The comparison that the paper's arrows follow, or None where they do not tell."""
    share: dict[_Basis, Decimal] = {}
    for basis in _Basis:
        agrees = [moves[basis].agrees(arrow) for moves, arrow in arrows if basis in moves]
        if len(agrees) >= 5 and 5 * sum(agrees) >= 4 * len(agrees):
            share[basis] = Decimal(sum(agrees)) / len(agrees)
    if not share:
        return None
    return max(share, key=lambda basis: (share[basis], basis is _Basis.BEFORE))


def _moves(paper: Scorecard, row: Row) -> dict[_Basis, _Move]:
    """The comparisons that the row's figures allow."""
    now = paper.period
    year = Period.containing(PeriodKind.FINANCIAL_YEAR, now.start)
    pairs: dict[_Basis, list[tuple[Period, Period]]] = {
        _Basis.BEFORE: [(now.previous(), now)],
        _Basis.YEAR: [(now.a_year_before(), now)],
    }
    if now.end == year.end:
        pairs[_Basis.YEAR].append((year.previous(), year))
    if is_year_to_date(row) and scale_of(row) is Scale.COUNT:
        # A count that starts again each year always grows within it, which no arrow means.
        pairs[_Basis.BEFORE] = []
    moves = {}
    for basis, candidates in pairs.items():
        for before, at in candidates:
            first, second = span_at(row, before), span_at(row, at)
            if first is not None and second is not None and basis not in moves:
                moves[basis] = _Move(before, at, _arrows(row, first, second))
    return moves


def _arrows(row: Row, before: Span, now: Span) -> dict[_Reading, frozenset[Arrow]]:
    """The arrows that the move from one figure to the other allows, by reading."""
    number = _of_number(row, before, now)
    flipped: dict[Arrow, Arrow] = {"up": "down", "down": "up", "level": "level"}
    better = {
        Polarity.HIGH: number,
        Polarity.LOW: frozenset(flipped[arrow] for arrow in number),
    }.get(row.polarity)
    if row.polarity is Polarity.RANGE:
        # Better is nearer to the range: any arrow may mean it.
        better = frozenset(flipped)
    arrows = {_Reading.NUMBER: number}
    return arrows if better is None else arrows | {_Reading.BETTER: better}


def _of_number(row: Row, before: Span, now: Span) -> frozenset[Arrow]:
    move = now.minus(before)
    band = row.dead_band or Decimal(0)
    level_to = band if row.dead_band is not None else _leeway(row, before)
    allowed: set[Arrow] = set()
    if move.high is None or move.high > band:
        allowed.add("up")
    if move.low is None or move.low < -band:
        allowed.add("down")
    if move.meets(Span(-level_to, level_to)):
        allowed.add("level")
    return frozenset(allowed)


def _leeway(row: Row, before: Span) -> Decimal:
    if scale_of(row) is Scale.SHARE:
        return _LEVEL_WITHIN
    ends = [abs(end) for end in (before.low, before.high) if end is not None]
    return max(ends, default=Decimal(0)) * _LEVEL_WITHIN / _HUNDRED


def _contradiction(paper: Scorecard, row: Row, arrow: Arrow, move: _Move, *, certain: bool) -> Finding:
    expected = _in_words(move.arrows[_Reading.NUMBER])
    why = f"the number went {expected}: {_figures(row, move)}"
    if _Reading.BETTER in move.arrows:
        why += f", and {row.polarity} is good" if row.polarity is not Polarity.RANGE else ""
    message = f"{row.name}: the arrow says {arrow}, but {why}. Neither meaning of an arrow agrees."
    # Where nobody has said a dead band, what is level is our own reading; and a paper whose arrows mostly
    # disagree with every comparison that we know compares with something else.
    tentative = not certain or (arrow == "level" and row.dead_band is None)
    return _finding(ARI_6, paper, row, arrow, move, expected, message, tentative=tentative)


def _other_meanings(paper: Scorecard, judged: list[tuple[Row, Arrow, _Move]]) -> Iterator[Finding]:
    """Arrows that follow the other meaning than most that tell the two apart."""
    telling: list[tuple[Row, Arrow, _Move, _Reading]] = []
    for row, arrow, move in judged:
        agreeing = [reading for reading in move.arrows if move.agrees(arrow, reading)]
        if len(move.arrows) == 2 and len(agreeing) == 1 and arrow != "level":
            telling.append((row, arrow, move, agreeing[0]))
    counted = Counter(reading for *_, reading in telling)
    for usual, times in counted.items():
        if times >= 3 and 3 * times >= 2 * len(telling):
            for row, arrow, move, reading in telling:
                if reading is not usual:
                    expected = _in_words(move.arrows[usual])
                    message = (
                        f"{row.name}: the arrow {arrow} is {reading} ({_figures(row, move)}); {times} of the "
                        f"paper's arrows say {usual}, by which it would be {expected}."
                    )
                    yield _finding(ARI_22, paper, row, arrow, move, expected, message, tentative=True)


def _figures(row: Row, move: _Move) -> str:
    first, second = (print_figure(row.cells[period].figure) for period in (move.before, move.now))
    return f"{first} in {move.before} to {second} in {move.now}"


def _in_words(arrows: frozenset[Arrow]) -> str:
    return " or ".join(sorted(arrows - {"level"} or arrows))


def _finding(
    code: Code,
    paper: Scorecard,
    row: Row,
    arrow: Arrow,
    move: _Move,
    expected: str,
    message: str,
    *,
    tentative: bool,
) -> Finding:
    cells = (
        place(paper, row, paper.period, "arrow"),
        place(paper, row, move.before),
        place(paper, row, move.now),
    )
    return Finding(code, (row.key,), paper.period, expected, arrow, message, tentative, cells)
