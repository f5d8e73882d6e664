"""What intake says when it cannot read something: where it is, what it says there, and why not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a person has to do about a problem."""

    PROBLEM = "problem"  # something could not be read: a person decides
    DOUBT = "doubt"  # it was read as it stands and can hardly be meant: a person looks before it is taken
    QUESTION = "question"  # a column or table that a person can name
    NOTE = "note"  # it was read, and this says how


@dataclass(frozen=True)
class Problem:
    """One thing in a file that a person should look at.

    `sheet` is the sheet's name, or "Table 3" in a Word file. `row` is the row number that the person sees,
    None when the problem is of the whole sheet or column. `column` is the column's heading, or its letter
    or number where it has none. `text` is what stands in the file; `why` is a sentence. `cell` is the place
    of one cell where that is known, such as "F14".
    """

    sheet: str
    row: int | None
    column: str
    text: str
    why: str
    level: Level = Level.PROBLEM
    cell: str = ""

    def as_json(self) -> dict[str, object]:
        """The keys of the command line's JSON, and `level` and `cell`."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "text": self.text,
            "why": self.why,
            "level": self.level.value,
            "cell": self.cell,
        }


class CannotRead(Exception):
    """The whole file is refused. `words` say why and what to do, for the person who chose the file."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words
