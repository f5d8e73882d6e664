"""What a control chart can say, each with its rule, its words and the key of its icon.

The charts are XmR charts as NHS England's Making Data Count draws them; `spc` draws them.
"""

from __future__ import annotations

from enum import StrEnum

from goldenthread.rulebook.codes import Code, define_rule

LEAST_POINTS = 13
"""A chart has limits and icons from this many known points in its current phase."""

_XMR = "XmR charts as in NHS England's Making Data Count (NHSRplotthedots 0.2.2)."
_OURS = "A convention of this product, shown wherever the rule speaks."

SPC_1 = define_rule(
    "SPC-1",
    title="The limits of a control chart",
    meaning="The limits lie 2.66 times the average moving range above and below the average. A moving range "
    "is the distance between two neighbouring points; those of 3.267 times their average or more are left "
    "out, once. Each phase of a chart has limits of its own.",
    basis=_XMR,
    boundaries=(
        "1 and 2 in turn: average 1.5, average moving range 1, limits -1.16 and 4.16.",
        "Moving ranges 3, nine times, and 14: 14 is at least 3.267 × 4.1 = 13.3947 and is left out; 13 is "
        "below 3.267 × 4 = 13.068 and counts.",
        "With limits fixed after 12 points, point 13 does not move them.",
    ),
)
SPC_2 = define_rule(
    "SPC-2",
    title="More than chance: beyond a limit",
    meaning="The point lies above the upper limit or below the lower one.",
    basis=_XMR,
    boundaries=("A point on the limit is within it; one just beyond it is not.",),
)
SPC_3 = define_rule(
    "SPC-3",
    title="More than chance: a trend",
    meaning="Seven points in a row rise, or fall, each from the one before. All of them are marked. A chart "
    "may be asked for with six instead, as the NHS spreadsheet tool has offered both.",
    basis=_XMR,
    boundaries=(
        "Seven rising points are a trend, six are not; where six are asked for, six are and five are not.",
        "Two equal neighbours break it, and so do a missing point and a new phase.",
    ),
)
SPC_4 = define_rule(
    "SPC-4",
    title="More than chance: two of three points near a limit",
    meaning="Of three points in a row, all on one side of the average, at least two lie in the outer third "
    "between the average and the limit. Those in the outer third are marked.",
    basis=_XMR,
    boundaries=(
        "Near, between, near: the two near ones are marked, the one between is not.",
        "A point beyond the limit does not count as near it, and one on the other side breaks it.",
        "Exactly two thirds of the way to the limit is not near.",
    ),
)
SPC_5 = define_rule(
    "SPC-5",
    title="More than chance: a shift",
    meaning="Seven points in a row lie on one side of the average. All of them are marked.",
    basis=_XMR,
    boundaries=(
        "Seven on one side are a shift, six are not.",
        "A point on the average breaks it, and so do a missing point and a new phase.",
    ),
)
SPC_6 = define_rule(
    "SPC-6",
    title="Only chance",
    meaning="None of the rules for more than chance marks the point, or none marks the last one.",
    basis=_XMR,
    boundaries=("Six points in a row above the average and within the limits are only chance.",),
)
SPC_7 = define_rule(
    "SPC-7",
    title="Better or worse, by which way is good",
    meaning="More than chance upwards is better where high is good and worse where low is good, and the "
    "other way round. The chart's icon follows its last point.",
    basis=_XMR,
    boundaries=("The last point above the upper limit: improving where high is good, worse where low is.",),
)
SPC_8 = define_rule(
    "SPC-8",
    title="High or low, where neither is better",
    meaning="More than chance is said to be high or low and is not judged, where neither way is good or a "
    "range is.",
    basis=_XMR + " A range as neutral is a convention of this product.",
    boundaries=("The last point above the upper limit, a range being good: high.",),
)
SPC_9 = define_rule(
    "SPC-9",
    title="Will consistently meet its target",
    meaning="The whole of the space between the limits meets the target in force at the last point. Where a "
    "range is good, both limits lie inside it.",
    basis=_XMR + " Ranges are a convention of this product.",
    boundaries=(
        "High is good, lower limit 80.1: 80 will be met; lower limit 80: hit and miss.",
        "Range 10 to 20: limits 10.1 and 19.9 will meet it; 10 and 19.9 are hit and miss.",
    ),
)
SPC_10 = define_rule(
    "SPC-10",
    title="Will consistently miss its target",
    meaning="None of the space between the limits meets the target in force at the last point.",
    basis=_XMR + " Ranges are a convention of this product.",
    boundaries=(
        "High is good, upper limit 79.9: 80 will be missed; upper limit 80: hit and miss.",
        "Range 10 to 20: a lower limit of 20.1 will miss it, and so will an upper limit of 9.9.",
    ),
)
SPC_11 = define_rule(
    "SPC-11",
    title="Hit and miss",
    meaning="The target in force at the last point lies between the limits or on one of them.",
    basis=_XMR,
    boundaries=("A target equal to a limit is hit and miss.",),
)
SPC_12 = define_rule(
    "SPC-12",
    title="No assurance",
    meaning="Nothing is said about a target where none is in force at the last point, or where neither way "
    "is good. A range that is good needs both its ends.",
    basis=_XMR + " A missing target is never read as hit and miss.",
    boundaries=("A target of 80 until the last point but one, and none at the last: no assurance.",),
)
SPC_13 = define_rule(
    "SPC-13",
    title="Too few points to tell",
    meaning="The current phase has fewer than 13 known points: no limits, no marks and no icons.",
    basis="Making Data Count's tool shows limits and icons from 13 points.",
    boundaries=("12 points are too few, 13 are enough; 13 periods of which one is missing are too few.",),
)
SPC_14 = define_rule(
    "SPC-14",
    title="Limits not meaningful",
    meaning="The average moving range is 0, or no moving range is left to average. Limits that lie on the "
    "average would mark every point.",
    basis=_OURS,
    boundaries=(
        "Thirteen times 50 has no limits; twelve times 50 and one 51 has none either.",
        "Without the leaving out of large ranges, twelve times 50 and one 51 has limits.",
    ),
)
SPC_15 = define_rule(
    "SPC-15",
    title="No verdict without the last figure",
    meaning="The last period has no figure, so nothing is said about variation.",
    basis=_OURS,
    boundaries=("Thirteen known points and then a missing one: no icon of variation.",),
)
SPC_16 = define_rule(
    "SPC-16",
    title="A missing period is not bridged",
    meaning="A period without a figure breaks every row of points and gives no moving range to either side. "
    "The chart says which it is.",
    basis=_OURS,
    boundaries=("Four rising points, a missing one and three more rising are no trend.",),
)


class Mode(StrEnum):
    """``default`` is for pages and papers; ``strict`` agrees with the reference package in all it does."""

    DEFAULT = "default"
    STRICT = "strict"


class SpecialCause(StrEnum):
    """Why a point is more than chance, by the first rule that says so."""

    COMMON_CAUSE = "common_cause"
    ABOVE_UPPER_LIMIT = "above_upper_limit"
    BELOW_LOWER_LIMIT = "below_lower_limit"
    TREND_UP = "trend_up"
    TREND_DOWN = "trend_down"
    TWO_IN_THREE_HIGH = "two_in_three_high"
    TWO_IN_THREE_LOW = "two_in_three_low"
    SHIFT_UP = "shift_up"
    SHIFT_DOWN = "shift_down"
    NOT_JUDGED = "not_judged"

    @property
    def side(self) -> int:
        """1 for upwards, -1 for downwards, 0 for neither."""
        if self in (SpecialCause.COMMON_CAUSE, SpecialCause.NOT_JUDGED):
            return 0
        high = ("above_upper_limit", "trend_up", "two_in_three_high", "shift_up")
        return 1 if self.value in high else -1


class PointType(StrEnum):
    """What a point's special cause means."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "special_cause_improvement"
    CONCERN = "special_cause_concern"
    NEUTRAL_HIGH = "special_cause_neutral_high"
    NEUTRAL_LOW = "special_cause_neutral_low"
    NOT_JUDGED = "not_judged"

    @property
    def words(self) -> str:
        return _POINT_WORDS[self]


class Variation(StrEnum):
    """What the last point says about the process. The values of the first seven are keys of icons."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"
    TOO_FEW_POINTS = "too_few_points"
    NOT_MEANINGFUL = "not_meaningful"
    NO_LAST_FIGURE = "no_last_figure"

    @property
    def code(self) -> Code:
        return _VARIATIONS[self][0]

    @property
    def words(self) -> str:
        return _VARIATIONS[self][1]

    @property
    def icon(self) -> str | None:
        """The key of the icon that pages draw, or None where there is none to draw."""
        return None if self in _WITHOUT_VARIATION else self.value


class Assurance(StrEnum):
    """Whether the process will meet its target. The values of the first three are keys of icons."""

    PASS = "pass"
    FAIL = "fail"
    INCONSISTENT = "inconsistent"
    NO_TARGET = "no_target"
    TOO_FEW_POINTS = "too_few_points"
    NOT_MEANINGFUL = "not_meaningful"

    @property
    def code(self) -> Code:
        return _ASSURANCES[self][0]

    @property
    def words(self) -> str:
        return _ASSURANCES[self][1]

    @property
    def icon(self) -> str | None:
        """The key of the icon that pages draw, or None where there is none to draw."""
        return self.value if self in (Assurance.PASS, Assurance.FAIL, Assurance.INCONSISTENT) else None


_POINT_WORDS = {
    PointType.COMMON_CAUSE: "Only chance",
    PointType.IMPROVEMENT: "Better than chance explains",
    PointType.CONCERN: "Worse than chance explains",
    PointType.NEUTRAL_HIGH: "Higher than chance explains",
    PointType.NEUTRAL_LOW: "Lower than chance explains",
    PointType.NOT_JUDGED: "Not judged",
}
_WITHOUT_VARIATION = (Variation.TOO_FEW_POINTS, Variation.NOT_MEANINGFUL, Variation.NO_LAST_FIGURE)
_VARIATIONS = {
    Variation.COMMON_CAUSE: (SPC_6, "Only chance"),
    Variation.IMPROVEMENT_HIGH: (SPC_7, "Improving: high"),
    Variation.IMPROVEMENT_LOW: (SPC_7, "Improving: low"),
    Variation.CONCERN_HIGH: (SPC_7, "Getting worse: high"),
    Variation.CONCERN_LOW: (SPC_7, "Getting worse: low"),
    Variation.NEUTRAL_HIGH: (SPC_8, "High, which is neither better nor worse"),
    Variation.NEUTRAL_LOW: (SPC_8, "Low, which is neither better nor worse"),
    Variation.TOO_FEW_POINTS: (SPC_13, "Too few points to tell"),
    Variation.NOT_MEANINGFUL: (SPC_14, "Limits not meaningful"),
    Variation.NO_LAST_FIGURE: (SPC_15, "No figure for the last period"),
}
_ASSURANCES = {
    Assurance.PASS: (SPC_9, "Will consistently meet its target"),
    Assurance.FAIL: (SPC_10, "Will consistently miss its target"),
    Assurance.INCONSISTENT: (SPC_11, "Hit and miss"),
    Assurance.NO_TARGET: (SPC_12, "No target to judge by"),
    Assurance.TOO_FEW_POINTS: (SPC_13, "Too few points to tell"),
    Assurance.NOT_MEANINGFUL: (SPC_14, "Limits not meaningful"),
}
