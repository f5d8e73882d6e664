"""Slippage: how far an action's completion date has moved from the one first recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.rulebook.codes import Code, define_rule

_GUIDE = "Improvement plans: a moved date is shown beside the date first agreed, never in its place."

SLIP_1 = define_rule(
    "SLIP-1",
    title="Slippage",
    meaning="The days from the first completion date that was recorded to the present one. Moves back and "
    "forth in between do not add up. An action without a first or a present date has none.",
    basis=_GUIDE,
    boundaries=(
        "Moved a day later has slipped by 1 day; back on its first date it has not slipped; a day earlier it "
        "is brought forward by 1 day.",
    ),
)
SLIP_2 = define_rule(
    "SLIP-2",
    title="Slippage of several actions",
    meaning="The days by which those that slipped did so, added up. A date brought forward elsewhere is not "
    "set off against them.",
    basis=_GUIDE,
    boundaries=("One action 10 days late and one 10 days early: 1 of 2 slipped, by 10 days in all.",),
)


@dataclass(frozen=True)
class Slippage:
    """``days`` later than first recorded; negative: brought forward. ``reason`` says it in words."""

    code: Code
    days: int
    reason: str


@dataclass(frozen=True)
class Slipped:
    """How many of ``actions`` with dates ``slipped``, by how many ``days`` together, ``most`` by one."""

    code: Code
    actions: int
    slipped: int
    days: int
    most: int
    reason: str


def slippage(first_due: date | None, due: date | None) -> Slippage | None:
    """How far a date has moved from the one first recorded; None without either."""
    if first_due is None or due is None:
        return None
    days = (due - first_due).days
    if not days:
        return Slippage(SLIP_1, 0, "Not moved")
    words = f"Slipped by {_days(days)}" if days > 0 else f"Brought forward by {_days(-days)}"
    return Slippage(SLIP_1, days, words)


def slipped(found: Iterable[Slippage | None]) -> Slipped:
    """The slippage of several actions together, those without one left out."""
    days = [one.days for one in found if one is not None]
    late = [number for number in days if number > 0]
    if not late:
        reason = f"None of {_actions(len(days))} with a date slipped" if days else "No action has a date"
    else:
        most = f", the most {_days(max(late))}" if len(late) > 1 else ""
        reason = f"{len(late)} of {_actions(len(days))} slipped, by {_days(sum(late))} in all{most}"
    return Slipped(SLIP_2, len(days), len(late), sum(late), max(late, default=0), reason)


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"


def _actions(number: int) -> str:
    return "1 action" if number == 1 else f"{number:,} actions"
