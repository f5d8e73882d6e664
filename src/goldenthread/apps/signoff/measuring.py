"""What the measure of a condition says now, beside the figure at which the condition would be discharged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.apps.measures.queries import series
from goldenthread.apps.measures.recorded import polarity_of
from goldenthread.apps.signoff.models import Condition
from goldenthread.rulebook.rating import Polarity


@dataclass(frozen=True)
class Now:
    """The newest figure of a measure: as printed, its period, its version; `reached` None: cannot be told."""

    text: str
    period: str
    version: int
    observation: str
    reached: bool | None

    @property
    def words(self) -> str:
        reached = {
            True: "the target is reached",
            False: "the target is not reached",
            None: "it cannot be told",
        }
        return f"{self.text} in {self.period}: {reached[self.reached]}"

    @property
    def kept(self) -> dict[str, str]:
        """What a discharge keeps of it."""
        return {
            "figure": self.text, "period": self.period, "observation": self.observation,
            "version": str(self.version),
        }  # fmt: skip


def measure_now(condition: Condition, today: date) -> Now | None:
    """The newest figure that the board uses. None where the condition names no measure, or it has none."""
    measure = condition.measure
    if measure is None:
        return None
    ours = next((one for one in series(measure, as_at=today) if one.is_the_boards and one.points), None)
    if ours is None:
        return None
    cell = ours.points[-1].cell
    value = cell.figure.proportion if cell.figure.value is None else cell.figure.value
    return Now(
        cell.text, str(cell.period), cell.version, str(cell.observation),
        _reached(value, condition.target, polarity_of(measure)),
    )  # fmt: skip


def _reached(value: Decimal | None, target: Decimal | None, polarity: Polarity) -> bool | None:
    if value is None or target is None:
        return None
    if polarity is Polarity.HIGH:
        return value >= target
    return value <= target if polarity is Polarity.LOW else None
