"""What a file of national statistics publishes: its indicators, and a light tuple for each figure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from goldenthread.rulebook.published_statistics import PublishedStatus


@dataclass(frozen=True)
class PublishedIndicator:
    """What is published: its name, its breakdown ((column, value), …) and the unit that its name tells of."""

    name: str
    breakdown: tuple[tuple[str, str], ...] = ()
    unit: str = ""


class Published(NamedTuple):
    """One figure. The first three point into the lists of the reading (`Statistics`)."""

    indicator: int
    area: int
    period: int
    value: Decimal | None
    status: PublishedStatus
    numerator: Decimal | None
    denominator: Decimal | None
    note: str
    row: int
