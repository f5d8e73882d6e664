"""What a scorecard's rows are read into: measures with their figures, targets and benchmarks by period."""

from dataclasses import dataclass, field
from decimal import Decimal

from goldenthread.intake.scorecard_cells import Direction
from goldenthread.intake.scorecard_time_words import Mentioned
from goldenthread.rulebook.figures import Figure
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.rating import Polarity, Rag, Target


@dataclass(frozen=True)
class Observation:
    """A figure for a period. `column` is its heading, `cell` its place, such as "F14".

    `source` is who says so, where the file names it: two sources of one period are rival figures, and both
    are kept. `area` is None for the council's own figure, and else the benchmark's name.
    """

    period: Period
    figure: Figure
    sheet: str
    row: int
    column: str
    cell: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    source: str | None = None
    area: str | None = None


@dataclass(frozen=True)
class DatedTarget:
    """A target and the period that its heading or its row gives it."""

    period: Period
    target: Target


@dataclass(frozen=True)
class Measure:
    """One measure of a scorecard, as its row or rows tell it.

    Texts are as printed, None where the cell is blank or there is no such column. `rag` is the published
    rating. `benchmarks` are by "statistical_neighbours", "national" or, for others, their own heading: the
    latest of each. `compared` are all benchmarks and `targets` all targets that have a period of their own.
    `extra` holds by heading what no field takes. `repeated` are figures of a period that another column has
    already: they are only compared.
    """

    sheet: str
    row: int
    ref: str | None
    section: str | None
    title: str
    polarity: Polarity | None = None
    polarity_text: str | None = None
    target: Target | None = None
    targets: tuple[DatedTarget, ...] = ()
    benchmarks: dict[str, Figure | None] = field(default_factory=dict)
    compared: tuple[Observation, ...] = ()
    observations: tuple[Observation, ...] = ()
    rag: Rag | None = None
    rag_text: str | None = None
    direction: Direction | None = None
    lead: str | None = None
    comment: str | None = None
    plan_priority: str | None = None
    corporate_priority: str | None = None
    definition: str | None = None
    frequency: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    tolerance: str | None = None
    unit: str | None = None
    extra: dict[str, str] = field(default_factory=dict)
    repeated: tuple[Observation, ...] = ()


@dataclass(frozen=True)
class PlannedColumn:
    """A column and what it is read as; `field` None when nobody has said.

    `said` is what the heading says of time where its period is not known before the row gives its own.
    `again` is the period of a column whose text is kept because another is read for the period already.
    """

    column: int
    heading: str
    field: str | None
    period: Period | None = None
    year_to_date: bool = False
    provisional: bool = False
    said: Mentioned | None = None
    again: Period | None = None
