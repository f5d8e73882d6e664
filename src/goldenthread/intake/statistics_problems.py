"""The problems of a file of national statistics: of many alike the first, and how many more."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from goldenthread.intake.problems import Level, Problem

# The same cell of the same column said so often is one mistake, made once.
ALIKE_LISTED = 20
PROBLEMS_LISTED = 2_000


@dataclass
class StatisticsProblems:
    """Problems in the order of the file; of many alike the first, and how many more."""

    sheet: str
    listed: list[Problem] = field(default_factory=list)
    alike: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    left: int = 0

    def add(self, row: int | None, column: str, text: str, why: str, level: Level = Level.PROBLEM) -> None:
        # Words that name another row differ each time; the column and what it says do not.
        key = (column, text, why.partition(" row ")[0])
        self.alike[key] += 1
        if self.alike[key] > ALIKE_LISTED or len(self.listed) >= PROBLEMS_LISTED:
            self.left += len(self.listed) >= PROBLEMS_LISTED and self.alike[key] <= ALIKE_LISTED
            return
        self.listed.append(Problem(self.sheet, row, column, text[:200], why, level))

    def all(self) -> tuple[Problem, ...]:
        more = [
            Problem(self.sheet, None, column, text[:200], f"{count - ALIKE_LISTED:,} more like this: {why}")
            for (column, text, why), count in self.alike.items()
            if count > ALIKE_LISTED
        ]
        if self.left:
            more.append(Problem(self.sheet, None, "", "", f"{self.left:,} more problems are not listed"))
        return (*self.listed, *more)
