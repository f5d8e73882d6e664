"""Where an area stands among others: rank, quartile and decile, with ties and with missing figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.intervals import ImpossibleInput, Number, one_number
from goldenthread.rulebook.targets import Polarity

_OURS = "A convention of this product, shown wherever the rule speaks."

RANK_0 = define_rule(
    "RANK-0",
    title="No rank",
    meaning="The area has no figure, or no other area has one.",
    basis=_OURS,
    boundaries=("Suppressed among ten is not ranked; 0 is. One figure alone has no rank.",),
)
RANK_1 = define_rule(
    "RANK-1",
    title="Rank by polarity, ties sharing the better place",
    meaning="1 is the best. Areas with equal figures share a place and the next place is left out. Areas "
    "without a figure are not counted.",
    basis=_OURS,
    boundaries=("High is good, 9, 7, 7, 5: places 1, 2, 2 and 4. Low is good: 4, 2, 2 and 1.",),
)
RANK_2 = define_rule(
    "RANK-2",
    title="Rank by size where nothing says which way is good",
    meaning="1 is the highest figure, and the rank says nothing about good or bad.",
    basis=_OURS,
    boundaries=("Without polarity, 9, 7, 7, 5: places 1, 2, 2 and 4 of the highest.",),
)
QUAN_1 = define_rule(
    "QUAN-1",
    title="Quartiles, deciles and other equal groups",
    meaning="The areas with a figure are ranked, ties sharing the first place of their run, and cut into so "
    "many groups of equal size. Group 1 holds the highest figures unless asked for the lowest.",
    basis="The method of England's public health statistics for quantiles.",
    boundaries=(
        "11 areas in quartiles, highest first: places 1 to 3 are in group 1, place 4 is in group 2.",
        "Equal figures are always in one group.",
    ),
)
QUAN_2 = define_rule(
    "QUAN-2",
    title="No group: fewer figures than groups, or no figure",
    meaning="So few areas have a figure that some group would be empty, or this area has none.",
    basis="The method of England's public health statistics for quantiles.",
    boundaries=("4 figures have quartiles, 3 have none. 10 have deciles, 9 have none.",),
)


class NoGroups(ImpossibleInput):
    """A number of groups below 1."""

    def __init__(self, groups: int) -> None:
        super().__init__(f"{groups} groups: give 1 or more")


class NotAmongThem(ImpossibleInput):
    """An area that is not one of those to be ranked."""

    def __init__(self, area: object) -> None:
        super().__init__(f"{area} is not among the areas")


@dataclass(frozen=True)
class Place:
    """An area's place among those with a figure. ``rank``, ``quartile`` and ``decile`` are None where there
    is none; ``of`` counts the areas with a figure, this one among them; ``tied`` says that it shares its
    rank. Quartile and decile count from the same end as the rank, and ``quantile_code`` is their rule.
    """

    rank: int | None
    of: int
    tied: bool
    quartile: int | None
    decile: int | None
    code: Code
    quantile_code: Code
    reason: str

    @property
    def groups(self) -> str:
        """Its quartile and its decile in words, or why it has none (QUAN-1, QUAN-2)."""
        return "; ".join(
            f"{name} {group} of {groups}" if group else f"no {name}: {self.of} of the {groups} figures needed"
            for name, group, groups in (("quartile", self.quartile, 4), ("decile", self.decile, 10))
        )


def quantiles(
    values: Sequence[Number | None], groups: int, *, highest_first: bool = True
) -> list[int | None]:
    """The group of each value, from 1 to ``groups``; None for a missing one, and for all when too few.

    Raises `NoGroups` below 1 group.
    """
    if groups < 1:
        raise NoGroups(groups)
    ranks = _ranks(values, highest_first=highest_first)
    count = sum(rank is not None for rank in ranks)
    if count < groups:
        return [None] * len(values)
    return [None if rank is None else _group(rank, count, groups) for rank in ranks]


def _group(rank: int, count: int, groups: int) -> int:
    """The group of a rank among ``count``: the groups are filled from the last place upwards."""
    from_the_end = count + 1 - rank
    # Rounded up in whole numbers, so that no group's edge depends on how a division is rounded.
    return groups + 1 - (from_the_end * groups + count - 1) // count


def place_among(area: str, figures: Mapping[str, Number | None], polarity: Polarity) -> Place:
    """Where ``area`` stands among ``figures``, which holds its own figure too, all in one unit.

    Raises `NotAmongThem` when it does not.
    """
    if area not in figures:
        raise NotAmongThem(area)
    highest_first = polarity is not Polarity.LOW
    at = list(figures).index(area)
    values = list(figures.values())
    ranks = _ranks(values, highest_first=highest_first)
    rank, count = ranks[at], sum(other is not None for other in ranks)
    if rank is None:
        return Place(None, count, False, None, None, RANK_0, QUAN_2, "No figure to rank")
    if count == 1:
        return Place(None, count, False, None, None, RANK_0, QUAN_2, "No other area has a figure")
    tied = ranks.count(rank) > 1
    judged = polarity in (Polarity.HIGH, Polarity.LOW)
    first = "the best" if judged else "the highest"
    quartile, decile = (quantiles(values, groups, highest_first=highest_first)[at] for groups in (4, 10))
    return Place(
        rank,
        count,
        tied,
        quartile,
        decile,
        RANK_1 if judged else RANK_2,
        QUAN_2 if quartile is None else QUAN_1,
        f"{'Joint ' if tied else 'Place '}{rank} of {count}; 1 is {first}",
    )


def _ranks(values: Sequence[Number | None], *, highest_first: bool) -> list[int | None]:
    """Competition ranks: ties share the first place of their run. None for a missing value."""
    present = [value for value in values if value is not None]
    for value in present:
        one_number("A figure", value)
    ordered = sorted(present, reverse=highest_first)
    first_place: dict[Number, int] = {}
    for place, value in enumerate(ordered, start=1):
        first_place.setdefault(value, place)
    return [None if value is None else first_place[value] for value in values]
