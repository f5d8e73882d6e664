"""Confidence intervals: how far a figure could be from what it stands for, by chance alone.

4 out of 18 is not read like 400 out of 1,800. The methods are those of England's public health statistics:
Wilson for a proportion, exact Poisson below 10 events and Byar's approximation from 10 on for a rate, and
Student's t for a mean. `standardised` has the same for rates that allow for age or another make-up.

Statistics are float64; a count or a population may be given as int, Decimal or float. Each function gives
one `Interval`; `proportion_limits` and `rate_limits` do the same for whole arrays. A missing count (None,
or NaN in an array) has no interval and is never read as 0. What cannot be is refused with an error that
says why, all of them kinds of `ImpossibleInput`.

An interval gives away the count behind it: where a value is suppressed, its interval, rank and mark on a
chart are suppressed with it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goldenthread.rulebook.codes import Code, define_rule

Number = int | float | Decimal
Floats = NDArray[np.float64]

TWO_LEVELS = (0.95, 0.998)
"""The standard pair of levels: about two and three standard errors."""

EXACT_BELOW = 10
"""Below this many events a rate's interval is exact; the same number makes a figure reliable."""

_METHODS = "Technical guidance of England's public health statistics: confidence intervals."

CI_1 = define_rule(
    "CI-1",
    title="Wilson's interval for a proportion",
    meaning="A count out of a count has the interval of Wilson's score method. It stays within 0 and 100%, "
    "and is not of width 0 where none or all of the cases count.",
    basis=f"{_METHODS} Wilson, 1927.",
    boundaries=(
        "0 of 100 at 95%: from 0% to 3.7%. 100 of 100: from 96.3% to 100%.",
        "101 of 100, -1 of 100 and 0 of 0 are refused.",
    ),
)
CI_2 = define_rule(
    "CI-2",
    title="Exact Poisson interval below 10 events",
    meaning="A rate from fewer than 10 events has the exact interval of the Poisson distribution.",
    basis=_METHODS,
    boundaries=("9.5 events: exact; 10 events: Byar's. 0 events: the lower limit is 0.",),
)
CI_3 = define_rule(
    "CI-3",
    title="Byar's interval from 10 events on",
    meaning="A rate from 10 events or more has the interval of Byar's approximation. A limit that would come "
    "out below 0 is left out.",
    basis=f"{_METHODS} Breslow and Day, 1987.",
    boundaries=("10 events: Byar's; 9.5 events: exact.",),
)
CI_4 = define_rule(
    "CI-4",
    title="Student's t interval for a mean",
    meaning="The mean of n values has the interval of Student's t with n - 1 degrees of freedom and the "
    "standard deviation of the sample.",
    basis=_METHODS,
    boundaries=("2 values have an interval; 1 value has a mean and no interval.",),
)
CI_5 = define_rule(
    "CI-5",
    title="No interval: a number is missing",
    meaning="Without the count, the population, or any one of the values or groups there is no interval. "
    "Missing is not 0.",
    basis="A convention of this product, shown wherever the rule speaks.",
    boundaries=("A missing count out of 100 has no interval; 0 of 100 has one.",),
)
CI_6 = define_rule(
    "CI-6",
    title="Reliable from 10 cases on",
    meaning="A figure whose numerator is under 10 is marked as unreliable: one case more or less moves it by "
    "more than a tenth. The official statistics of deaths set the same mark at 20.",
    basis="A convention of this product: the number at which the interval of a rate stops being exact and "
    "below which a directly standardised rate is not published.",
    boundaries=("9 of 20 is unreliable; 10 of 20 is reliable. Without a numerator nothing is said.",),
)


class ImpossibleInput(ValueError):
    """Numbers that no figure can have. The kinds below say which."""


class NegativeNumber(ImpossibleInput):
    """A count, a population or a weight below 0."""

    def __init__(self, name: str, value: object) -> None:
        super().__init__(f"{name} is {value}: it cannot be below 0")


class MoreThanAll(ImpossibleInput):
    """A count that is larger than the count it is out of."""

    def __init__(self, count: object, out_of: object) -> None:
        super().__init__(f"{count} of {out_of}: a part cannot be more than the whole")


class NothingToDivideBy(ImpossibleInput):
    """A denominator, a population or a sum that is 0."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is 0: there is nothing to divide by")


class NotANumber(ImpossibleInput):
    """NaN or infinity where one number is given."""

    def __init__(self, name: str, value: object) -> None:
        super().__init__(f"{name} is {value}: it is not a finite number")


class UnknownConfidence(ImpossibleInput):
    """A confidence that is neither from 0.9 to 1 nor from 90 to 100."""

    def __init__(self, confidence: object) -> None:
        super().__init__(f"Confidence {confidence}: give 0.9 to 1, or 90 to 100 for percent")


class Method(StrEnum):
    """The names of the methods, as the statistics name them."""

    WILSON = "Wilson"
    EXACT = "Exact"
    BYARS = "Byars"
    STUDENT = "Student's t-distribution"
    DOBSON = "Dobson"


_CODES = {
    Method.WILSON: CI_1,
    Method.EXACT: CI_2,
    Method.BYARS: CI_3,
    Method.STUDENT: CI_4,
}


@dataclass(frozen=True)
class Interval:
    """The limits of a figure, in the figure's unit, and the figure itself as ``value``.

    ``confidence`` is a share: 0.95. Limits are None where a number is missing or too few are given, and
    ``code`` then says so. At a confidence of 1 the upper limit of a rate is infinite.
    """

    lower: float | None
    upper: float | None
    confidence: float
    method: Method | None
    value: float | None = None
    code: Code = CI_5

    @property
    def level(self) -> str:
        """The confidence in words: "95%", "99.8%"."""
        return level_words(self.confidence)

    def limits(self) -> tuple[float, float] | None:
        """Both limits, or None when either is missing."""
        return None if self.lower is None or self.upper is None else (self.lower, self.upper)


def level_words(confidence: float) -> str:
    """A confidence, given as a share, in words: "95%", "99.8%"."""
    return f"{round(confidence * 100, 6):g}%"


def as_confidence(confidence: Number) -> float:
    """A confidence as a share: 0.9 to 1 as it is, 90 to 100 as percent. Raises `UnknownConfidence`."""
    given = float(confidence)
    if 0.9 <= given <= 1:
        return given
    if 90 <= given <= 100:
        return given / 100
    raise UnknownConfidence(confidence)


def normal_quantile(confidence: Number) -> float:
    """How many standard errors the interval reaches to either side: 1.96 at 95%."""
    from scipy import special  # Here, since it takes longer to import than most commands take.

    share = as_confidence(confidence)
    return float(special.ndtri(share + (1 - share) / 2))


def at_both_levels(
    of: Callable[..., Interval], *numbers: object, **settings: object
) -> tuple[Interval, Interval]:
    """The same interval at 95% and at 99.8%: ``at_both_levels(rate, 7, 20_000, multiplier=1000)``."""
    at_95, at_998 = (of(*numbers, **settings, confidence=level) for level in TWO_LEVELS)
    return at_95, at_998


def proportion(
    count: Number | None, out_of: Number | None, *, confidence: Number = 0.95, multiplier: Number = 1
) -> Interval:
    """Wilson's interval for ``count`` of ``out_of``, times ``multiplier`` (100 for a percentage)."""
    share = as_confidence(confidence)
    x, n = one_number("The count", count), one_number("The denominator", out_of)
    lower, upper = proportion_limits(x, n, confidence=share)
    times = float(multiplier)
    return _interval(lower * times, upper * times, share, Method.WILSON, x / n * times)


def proportion_limits(
    counts: ArrayLike, out_of: ArrayLike, *, confidence: Number = 0.95
) -> tuple[Floats, Floats]:
    """Wilson's limits, as shares, for arrays of one shape (or that broadcast). NaN is missing."""
    z = normal_quantile(confidence)
    x, n = np.broadcast_arrays(np.asarray(counts, dtype=np.float64), np.asarray(out_of, dtype=np.float64))
    _refuse_below_zero("The count", x)
    _refuse_zero("The denominator", n)
    beyond = x > n
    if beyond.any():
        raise MoreThanAll(x[beyond].flat[0], n[beyond].flat[0])
    if math.isinf(z):
        missing = np.isnan(x + n)
        return np.where(missing, np.nan, 0.0), np.where(missing, np.nan, 1.0)
    middle = 2 * x + z**2
    reach = z * np.sqrt(z**2 + 4 * x * (1 - x / n))
    # The lower limit is (middle - reach) / 2(n + z²), written without the difference of near-equal numbers.
    lower = 2 * x**2 / (n * (middle + reach))
    upper = np.minimum((middle + reach) / (2 * (n + z**2)), 1.0)
    return lower, np.where(x == n, 1.0, upper)


def rate(
    events: Number | None,
    population: Number | None,
    *,
    confidence: Number = 0.95,
    multiplier: Number = 100_000,
) -> Interval:
    """The interval of events per ``multiplier`` of population: exact below 10 events, Byar's from 10 on.

    Events may be more than the population: one person may have several.
    """
    share = as_confidence(confidence)
    x, n = one_number("The count", events), one_number("The population", population)
    _refuse_zero("The population", np.asarray(n))
    return poisson_interval(x, float(multiplier) / n, share)


def rate_limits(
    events: ArrayLike,
    population: ArrayLike,
    *,
    confidence: Number = 0.95,
    multiplier: Number = 100_000,
) -> tuple[Floats, Floats]:
    """The limits that `rate` gives, for arrays of one shape (or that broadcast). NaN is missing."""
    n = np.asarray(population, dtype=np.float64)
    _refuse_zero("The population", n)
    lower, upper = _poisson_limits(np.asarray(events, dtype=np.float64), as_confidence(confidence))
    return lower / n * float(multiplier), upper / n * float(multiplier)


def poisson_interval(events: float, scale: float, confidence: float) -> Interval:
    """The interval of a number of events, each worth ``scale`` in the figure's unit. NaN is missing."""
    lower, upper = _poisson_limits(np.asarray(events), confidence)
    method = None if math.isnan(events) else Method.EXACT if events < EXACT_BELOW else Method.BYARS
    return _interval(lower * scale, upper * scale, confidence, method, events * scale)


def byars_limits(events: Number, *, confidence: Number = 0.95) -> tuple[float | None, float | None]:
    """Byar's limits for a number of events, whatever that number is; a limit below 0 is None.

    `rate` does not use them below 10 events; a directly standardised rate is built on them.
    """
    x = one_number("The count", events)
    _refuse_below_zero("The count", np.asarray(x))
    lower, upper = _byars(np.asarray(x), normal_quantile(confidence))
    return _or_none(lower), _or_none(upper)


def _poisson_limits(x: Floats, confidence: float) -> tuple[Floats, Floats]:
    _refuse_below_zero("The count", x)
    exact_lower, exact_upper = exact_limits(x, confidence)
    few = x < EXACT_BELOW
    byars_lower, byars_upper = _byars(np.where(few, EXACT_BELOW, x), normal_quantile(confidence))
    return np.where(few, exact_lower, byars_lower), np.where(few, exact_upper, byars_upper)


def exact_limits(x: Floats, confidence: float) -> tuple[Floats, Floats]:
    """The exact Poisson limits of numbers of events, ``confidence`` as a share. NaN is missing."""
    from scipy import special  # Here, since it takes longer to import than most commands take.

    tail = (1 - confidence) / 2
    # Half of a chi-squared quantile of 2k degrees of freedom is the quantile of a gamma of shape k.
    lower = np.where(x == 0, 0.0, special.gammaincinv(np.where(x == 0, 1.0, x), tail))
    return lower, special.gammaincinv(x + 1, confidence + tail)


def _byars(x: Floats, z: float) -> tuple[Floats, Floats]:
    with np.errstate(divide="ignore", invalid="ignore"):
        lower = x * (1 - 1 / (9 * x) - z / (3 * np.sqrt(x))) ** 3
        lower = np.where(lower < 0, np.nan, lower)
    above = x + 1
    return lower, above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3


def mean(values: Sequence[Number | None], *, confidence: Number = 0.95) -> Interval:
    """Student's t interval of the mean of the values, in their unit. One missing value leaves it out."""
    share = as_confidence(confidence)
    numbers = np.array([one_number("A value", value) for value in values], dtype=np.float64)
    if len(numbers) == 0 or np.isnan(numbers).any():
        return Interval(None, None, share, Method.STUDENT)
    middle = float(numbers.mean())
    if len(numbers) == 1:
        return Interval(None, None, share, Method.STUDENT, middle, CI_4)
    return mean_from(len(numbers), middle, float(numbers.std(ddof=1)), confidence=share)


def mean_from(count: int, average: Number, deviation: Number, *, confidence: Number = 0.95) -> Interval:
    """The same from the number of values, their mean and their sample standard deviation."""
    share = as_confidence(confidence)
    middle, spread = one_number("The mean", average), one_number("The standard deviation", deviation)
    _refuse_below_zero("The standard deviation", np.asarray(spread))
    if count < 2:
        if count < 0:
            raise NegativeNumber("The number of values", count)
        return Interval(None, None, share, Method.STUDENT, middle if count else None, CI_4)
    reach = student_quantile(share, count - 1) * spread / math.sqrt(count) if spread else 0.0
    return _interval(middle - reach, middle + reach, share, Method.STUDENT, middle)


def student_quantile(confidence: Number, degrees: int) -> float:
    """How many standard errors an interval by Student's t reaches to either side: 2.2 at 95% and 11."""
    from scipy import special  # Here, since it takes longer to import than most commands take.

    share = as_confidence(confidence)
    return float(special.stdtrit(degrees, share + (1 - share) / 2))


def reliable(numerator: Number | None) -> bool | None:
    """Whether enough cases stand behind a figure (CI-6); None without a numerator."""
    if numerator is None:
        return None
    count = one_number("The count", numerator)
    _refuse_below_zero("The count", np.asarray(count))
    return count >= EXACT_BELOW


def one_number(name: str, given: Number | None) -> float:
    """A number as float64, NaN for None. Raises `NotANumber` for NaN and infinity."""
    if given is None:
        return math.nan
    value = float(given)
    if not math.isfinite(value):
        raise NotANumber(name, given)
    return value


def _interval(
    lower: Floats | float, upper: Floats | float, confidence: float, method: Method | None, value: float
) -> Interval:
    code = CI_5 if math.isnan(value) or method is None else _CODES[method]
    return Interval(_or_none(lower), _or_none(upper), confidence, method, _or_none(value), code)


def _or_none(number: Floats | float) -> float | None:
    value = float(number)
    return None if math.isnan(value) else value


def _refuse_below_zero(name: str, numbers: Floats) -> None:
    below = numbers < 0
    if below.any():
        raise NegativeNumber(name, numbers[below].flat[0])


def _refuse_zero(name: str, numbers: Floats) -> None:
    _refuse_below_zero(name, numbers)
    if (numbers == 0).any():
        raise NothingToDivideBy(name)
