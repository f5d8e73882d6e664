"""A recommendation's status, derived from the statuses of its elements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.rulebook.codes import Code, define_rule

_FRAMEWORK = "How the inspected council's papers assess recommendations that have elements."
_OURS = "A convention of this product, shown wherever the rule speaks."

REC_1 = define_rule(
    "REC-1",
    title="Met: every element is met",
    meaning="Each element that still applies is met.",
    basis=_FRAMEWORK,
    boundaries=(
        "Three of three met is met; two of three is partly met. Met and no longer applicable is met.",
    ),
)
REC_2 = define_rule(
    "REC-2",
    title="Met subject to a condition: every element is met, some with a condition",
    meaning="Each element that still applies is met, and at least one of them only subject to a condition.",
    basis=_OURS,
    boundaries=(
        "Met and met subject to a condition is met subject to a condition.",
        "With a third element not met it is partly met.",
    ),
)
REC_3 = define_rule(
    "REC-3",
    title="Partly met: some elements are met",
    meaning="At least one element that still applies is met in whole, with a condition or in part, and at "
    "least one is not met, met in part or not yet assessed.",
    basis=_FRAMEWORK,
    boundaries=(
        "One met of five is partly met; none of five is not met. One partly met of one is partly met.",
    ),
)
REC_4 = define_rule(
    "REC-4",
    title="Not met: no element is met",
    meaning="No element that still applies is met, even in part, and at least one was assessed.",
    basis=_FRAMEWORK,
    boundaries=("Two of two not met is not met; one not met and one not assessed is not met.",),
)
REC_5 = define_rule(
    "REC-5",
    title="No longer applicable: no element applies",
    meaning="Every element is no longer applicable. An element that is not is left out of the count.",
    basis=_OURS,
    boundaries=("Two of two no longer applicable; with one of them not met it is not met.",),
)
REC_6 = define_rule(
    "REC-6",
    title="Assessed as a whole",
    meaning="The recommendation has no elements, or none of them was assessed: its own assessment stands.",
    basis=_OURS,
    boundaries=("With no elements, met is met. With one element assessed as not met, it is not met.",),
)
REC_7 = define_rule(
    "REC-7",
    title="Not assessed",
    meaning="Neither the recommendation nor any element of it was assessed.",
    basis=_OURS,
    boundaries=("Two elements not assessed is not assessed; one of them not met is not met.",),
)


class Standing(StrEnum):
    """What an assessment of a recommendation or of an element says."""

    MET = "met"
    MET_SUBJECT_TO_CONDITION = "met_subject_to_condition"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NO_LONGER_APPLICABLE = "no_longer_applicable"

    @property
    def words(self) -> str:
        """As printed: "met subject to a condition"."""
        return (
            "met subject to a condition" if self is self.MET_SUBJECT_TO_CONDITION else self.replace("_", " ")
        )


@dataclass(frozen=True)
class DerivedStanding:
    """A recommendation's status on a date, the rule that gave it and the reason.

    ``status`` is None when nothing was assessed. ``stated`` is what was said of the recommendation as a
    whole, shown beside the status; it decides only where no element does.
    """

    status: Standing | None
    code: Code
    reason: str
    stated: Standing | None = None

    @property
    def contradicts_stated(self) -> bool:
        """Whether the recommendation was stated to be something else than its elements make it."""
        return self.stated is not None and self.stated is not self.status


def standing_from(elements: Sequence[Standing | None], stated: Standing | None = None) -> DerivedStanding:
    """Derive a recommendation's status on a date.

    ``elements`` holds the status of each of its elements on that date, None for one not yet assessed;
    ``stated`` is the assessment of the recommendation as a whole, if there was one.
    """
    if all(element is None for element in elements):
        return _as_a_whole(len(elements), stated)
    status, code, reason = _from_elements(elements)
    return DerivedStanding(status, code, reason, stated)


def _as_a_whole(elements: int, stated: Standing | None) -> DerivedStanding:
    if stated is None:
        return DerivedStanding(None, REC_7, "Not assessed yet")
    without = f"; none of its {elements} elements is assessed" if elements else ""
    return DerivedStanding(stated, REC_6, f"Assessed as a whole{without}", stated)


def _from_elements(elements: Sequence[Standing | None]) -> tuple[Standing, Code, str]:
    """Status, rule and reason, given that at least one element was assessed."""
    applying = [element for element in elements if element is not Standing.NO_LONGER_APPLICABLE]
    if not applying:
        return Standing.NO_LONGER_APPLICABLE, REC_5, "None of its elements applies any longer"
    met = applying.count(Standing.MET)
    conditional = applying.count(Standing.MET_SUBJECT_TO_CONDITION)
    partly = applying.count(Standing.PARTLY_MET)
    reason = _count(met + conditional, conditional, partly, len(applying))
    if met == len(applying):
        return Standing.MET, REC_1, reason
    if met + conditional == len(applying):
        return Standing.MET_SUBJECT_TO_CONDITION, REC_2, reason
    if met + conditional + partly:
        return Standing.PARTLY_MET, REC_3, reason
    return Standing.NOT_MET, REC_4, reason


def _count(met: int, conditional: int, partly: int, applying: int) -> str:
    """ "4 of 5 elements are met, 1 of them subject to a condition, and 1 is partly met"."""
    words = f"{met} of {applying} {'element is' if applying == 1 else 'elements are'} met"
    if conditional:
        words += f", {conditional} of them subject to a condition"
    if partly:
        words += f", and {partly} {'is' if partly == 1 else 'are'} partly met"
    return words
