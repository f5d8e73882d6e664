"""Which of a scorecard's rows a page shows, in which order, and what it says where none is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from goldenthread.apps.measures.neighbours import Flag
from goldenthread.apps.measures.scorecard_rows import ScorecardOfPeriod, ScorecardRow

SORTS = {
    "rating": lambda row: ("red", "amber", "green", "not_rated").index(row.rag),
    "measure": lambda row: row.measure.title.casefold(),
    "travel": lambda row: ("worse", "same", "better", None).index(row.travel.change),
}
NONE_AT_ALL = "No measure is like that"


def narrowed(
    rows: Iterable[ScorecardRow], wanted: Mapping[str, Any], flags: Sequence[Flag]
) -> list[ScorecardRow]:
    """The rows that are as wanted: `wanted` is what `ScorecardFilter` was given."""
    asked = [flag for flag in flags if wanted.get(flag.name)]

    def is_wanted(row: ScorecardRow) -> bool:
        travel = wanted.get("direction_of_travel")
        return (
            (not wanted.get("rating") or row.rag == wanted["rating"])
            and (not travel or (row.travel.change or "unclear") == travel)
            and (not wanted.get("section") or row.section == wanted["section"])
            and (not wanted.get("differs") or row.differs)
            and (not wanted.get("red_and_worse") or row.is_red_and_worse)
            and all(row.measure.pk in flag.rows for flag in asked)
        )

    return [row for row in rows if is_wanted(row)]


def in_order(rows: list[ScorecardRow], by: str, direction: str) -> list[ScorecardRow]:
    """The rows sorted by the key of a column; as they are where there is no such column."""
    sort = SORTS.get(by)
    return sorted(rows, key=sort, reverse=direction == "desc") if sort else rows


def words_for_none(card: ScorecardOfPeriod, wanted: Mapping[str, Any], flags: Sequence[Flag]) -> str:
    """What is said where no row is as wanted: why, where one thing alone was wanted."""
    asked = [name for name, value in wanted.items() if value and name != "period"]
    if len(asked) != 1:
        return NONE_AT_ALL
    [name] = asked
    if name == "red_and_worse":
        return f"No measure is red and getting worse in {card.period}"
    if name == "differs":
        stated = any(row.stated and row.stated.rag for row in card.rows)
        if stated:
            return "Every rating that the paper states is the computed one"
        return f"The paper of {card.period} states no ratings, so none differs"
    return next((flag.none for flag in flags if flag.name == name and flag.none), NONE_AT_ALL)
