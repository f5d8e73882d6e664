"""A page for each measure: control chart, what it says in words, figures, comparison and questions.

It is made from live records for whoever asks, and says of which day it is. What a board froze is its report.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.documents.charts import Drawing
from goldenthread.documents.control_figures import Finding
from goldenthread.documents.paper_figures import Colour, Figure, Override, Rating, Travel


@dataclass(frozen=True)
class Chance:
    """What chance does to a figure: the ends of its intervals, in the figure's unit.

    ``at_95`` is the narrower interval in words: "82.3% to 85.6%". ``is_few`` says that fewer cases stand
    behind the figure than make it reliable. Without an interval all ends are None and ``why_none`` is the
    reason. ``code`` is the rule that gave the interval or the reason.
    """

    code: str
    at_95: str = ""
    lower_95: Decimal | None = None
    upper_95: Decimal | None = None
    lower_998: Decimal | None = None
    upper_998: Decimal | None = None
    is_few: bool = False
    why_none: str = ""
    since: str = ""


@dataclass(frozen=True)
class SheetPoint:
    """A figure of a period. ``said`` is what the control chart says of it, ``note`` what was noted of it.

    ``chance`` is None for a period without a figure.
    """

    period: str
    figure: Figure | None
    target: str
    rating: Rating | None
    said: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    known_from: date | None = None
    note: str = ""
    chance: Chance | None = None


@dataclass(frozen=True)
class Compared:
    """A figure of somebody else, its period and its release; ``verdict`` compares ours with it.

    ``beside`` flags a period that is not ours: "2016-17 beside 2017-18". ``interval`` is the figure's own 95%
    interval, and ``how`` says whether it was compared by that or taken as a fixed number.
    """

    area: str
    figure: Figure
    period: str
    release: str
    verdict: str = ""
    beside: str = ""
    interval: str = ""
    how: str = ""


@dataclass(frozen=True)
class Marked:
    """A mark on the chart: its number there, its day, what it is and its words."""

    number: int
    day: date
    kind: str
    words: str


@dataclass(frozen=True)
class MeasureSheet:
    """All that a page on a measure prints. Texts are empty where nothing is held.

    ``series`` is oldest first; ``chart`` draws it. ``sentence`` is the control chart in plain English,
    ``chance`` what chance does to the newest figure, or why nobody can say;
    ``strict`` what the reference method would say of the same figures.
    """

    reference: str
    title: str
    section: str
    definition: str
    unit: str
    polarity: str
    lead: str
    target: str
    latest: Figure | None
    latest_period: str
    rating: Rating
    travel: Travel
    sentence: str
    series: tuple[SheetPoint, ...]
    chart: Drawing | None
    variation: Finding | None = None
    assurance: Finding | None = None
    override: Override | None = None
    published: Colour | None = None
    source: str = ""
    compared: tuple[Compared, ...] = ()
    marks: tuple[Marked, ...] = ()
    words: str = ""
    questions: tuple[Finding, ...] = ()
    chance: str = ""
    strict: str = ""

    @property
    def heading(self) -> str:
        return f"{self.reference} {self.title}".strip()


@dataclass(frozen=True)
class MeasureBook:
    """The measures of a scorecard, or one measure. ``dated`` is the day that it speaks of."""

    council: str
    title: str
    period: str
    dated: date
    measures: tuple[MeasureSheet, ...]
    labels: tuple[str, ...] = ()
