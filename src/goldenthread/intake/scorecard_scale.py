"""Figures in doubt by how they are typed: fractions, no sign where others have it, counts turned, merged.

One fraction among percentages is a doubt that the rulebook names (`scorecard_doubts`).
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.scorecard_model import Observation
from goldenthread.rulebook.figures import Figure

_ALL_FRACTIONS = "The row's percentages may be fractions (0.83 for 83%). They were kept as they are."
_MERGED = "The cell is merged over several, so its figure was read for each of them. It may be one for all."
_COUNTS_OF_A_SHARE = re.compile(r"\s*(\d+)\s*(?:/|of|out of)\s*(\d+)\s*", re.IGNORECASE)
_BARE = "Typed without %, beside figures with it. Read as a percentage, as the measure's name says."


def scale_problems(
    observations: Sequence[Observation], texts: Sequence[str], unit: str | None, sheet: str, row: int
) -> list[Problem]:
    """What to point to in a row's figures; `texts` are those of all its figures and `unit` the measure's.

    Nothing is changed: 0.83 may be meant.
    """
    percentages = {
        one.column: (one.figure, one.figure.value)
        for one in observations
        if one.figure.unit == "%" and one.figure.value is not None
    }
    fractions = [place for place, (figure, value) in percentages.items() if _may_be_fraction(figure, value)]
    found: list[Problem] = []
    if fractions and len(fractions) == len(percentages):
        last = fractions[-1]
        found.append(Problem(sheet, row, last, percentages[last][0].text, _ALL_FRACTIONS, Level.DOUBT))
    bare = [text for text in texts if re.fullmatch(r"[\d.,]+", text)]
    if unit == "%" and bare and any("%" in text for text in texts):
        found.append(Problem(sheet, row, "", ", ".join(dict.fromkeys(bare)), _BARE, Level.NOTE))
    return found


def _may_be_fraction(figure: Figure, value: Decimal) -> bool:
    """Whether a percentage without its sign is above 0 and at most 1: 0.83 for 83%, or 0.83% in earnest."""
    return 0 < value <= 1 and "%" not in figure.text


def more_than_there_are(text: str, unit: str | None) -> str | None:
    """What is wrong with a share whose counts are the wrong way about: "53/52"."""
    counts = _COUNTS_OF_A_SHARE.fullmatch(text)
    if unit != "%" or counts is None or int(counts[1]) <= int(counts[2]):
        return None
    return f"{counts[1]} of {counts[2]} is more than there are. It was not read. (ARI-14)"


def one_for_several(one: Observation) -> Problem:
    """A number in a cell merged over several periods or measures."""
    return Problem(one.sheet, one.row, one.column, one.figure.text, _MERGED, Level.DOUBT, one.cell)
