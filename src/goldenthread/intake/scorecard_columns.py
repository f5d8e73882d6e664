"""What the columns of a scorecard are, in a council's own words.

A heading is read in parts: the cell above ("2017-18") and the cell itself ("Q1"). Each part may name a field,
a period, or both ("Q4 target"). What names neither is asked about.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from goldenthread.intake.scorecard_spellings import ANYWHERE, ONLY_A_GROUP, WHOLE, simplified
from goldenthread.intake.scorecard_time_words import Mentioned, mentioned

PERIOD = "period"
"""The field of a column of observations."""
BENCHMARK = "benchmark"
"""The field of a benchmark other than the statistical neighbours' and the national one."""
WHEN = "when"
"""The field of a column whose cells name the period of their row."""
LABEL = "label"
"""The field of a column whose cells say what their row's figures are: actual, target, England."""
EXTRA = "extra"
"""The field of a column that is kept as text under its own heading, because a person said so."""

SINGLE_FIELDS = (
    "ref", "section", "title", "polarity", "target", "tolerance", "rag", "direction", "lead", "comment",
    "plan_priority", "corporate_priority", "definition", "frequency", "numerator", "denominator", "unit",
    "source",
)  # fmt: skip
BENCHMARK_FIELDS = ("statistical_neighbours", "national", BENCHMARK)
FIELDS = (*SINGLE_FIELDS, *BENCHMARK_FIELDS, PERIOD, WHEN, LABEL, EXTRA)
"""What a mapping may name, beside a period such as "2017-18 Q4"."""


@dataclass(frozen=True)
class Column:
    """One column of the file as it was understood, for a person to confirm or to settle.

    `field` is None when it was not recognised; `period` is the period of a column of figures, as printed.
    `samples` are the first few texts that stand in it.
    """

    heading: str
    field: str | None
    sheet: str
    samples: tuple[str, ...] = ()
    period: str | None = None

    @property
    def sample(self) -> str:
        """The first text of the column, or an empty one."""
        return self.samples[0] if self.samples else ""


@dataclass(frozen=True)
class Heading:
    """A column's heading as read: its text, the field that it names, and what it says about time."""

    text: str
    field: str | None
    said: Mentioned


_OF_TWO_FIGURES = re.compile(
    r"\b(?:rank(?:ed|ing)?|varian(?:ce|t)|variation|distance|difference|gap|forecast|projected|projection|"
    r"predicted)\b"
)
_ASIDE = re.compile(r"\([^)]*\)")


@lru_cache(maxsize=4096)
def field_of(words: str) -> str | None:
    """The field that a heading without its period names, or None. "Comments" is "comment"."""
    plain = simplified(words)
    if not plain:
        return None
    for field, pattern in WHOLE:
        if pattern.fullmatch(plain):
            return field
    if _OF_TWO_FIGURES.search(plain):
        return None  # A place among councils, or what lies between a figure and its target, is neither.
    for field, pattern in ANYWHERE:
        if pattern.search(plain):
            return field
    without_aside = _ASIDE.sub(" ", words)
    return field_of(without_aside) if without_aside != words else None


@lru_cache(maxsize=4096)
def read_part(text: str) -> tuple[str | None, Mentioned]:
    """The field and the period that one part of a heading names."""
    whole = field_of(text)
    said = mentioned(text)
    if whole is not None and not (said.says_when and said.rest):
        # "No." and "Number" are words about a figure too; as a heading they are the reference.
        return whole, Mentioned() if said.relative is not None and not said.rest else said
    if said.rest:
        return field_of(said.rest), said
    return (PERIOD, said) if said.says_when else (None, said)


def read_heading(parts: tuple[str, ...]) -> Heading:
    """A column's heading from its parts, top to bottom.

    The lowest part that names a field gives it, unless it only names a period under a field ("England" over
    "2016-17"): then the upper one does. The whole is unknown when its last part names nothing.
    """
    text = " ".join(" ".join(parts).split())
    field: str | None = None
    said = Mentioned()
    for index, part in enumerate(parts):
        part_field, part_said = read_part(part)
        below = part_said.under(said) if index else part_said
        is_group = (
            index < len(parts) - 1 and ONLY_A_GROUP.fullmatch(simplified(part_said.rest or part)) is not None
        )
        if is_group and part_field not in ("target", BENCHMARK):
            said = below if part_said.rest == "" and part_said.relative is None else said
            continue
        field = _lower(field, part_field, last=index == len(parts) - 1)
        said = below
    return Heading(text, field, said)


def _lower(above: str | None, own: str | None, *, last: bool) -> str | None:
    """The field of a part under a field: its own, but a period under a field keeps the field."""
    if own is None:
        return None if last else above
    if own == PERIOD and above not in (None, PERIOD):
        return above
    return own


def mapped(heading: str, mapping: Mapping[str, str]) -> str | None:
    """What a person's mapping says of a heading, whatever its case and punctuation."""
    wanted = simplified(heading)
    return next((field for name, field in mapping.items() if simplified(name) == wanted), None)
