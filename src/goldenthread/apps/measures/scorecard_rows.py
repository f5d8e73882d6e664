"""What the page of a scorecard is made of: figures, columns, rows, counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from goldenthread.apps.measures.marks_queries import NONE as NO_MARKS
from goldenthread.apps.measures.marks_queries import Effects
from goldenthread.apps.measures.models import Line, Measure, Override, Scorecard
from goldenthread.apps.measures.source_models import ChosenSource
from goldenthread.apps.measures.sources import choice_words
from goldenthread.apps.people.models import Person
from goldenthread.rulebook.benchmarks import beside
from goldenthread.rulebook.breaks import break_between
from goldenthread.rulebook.chance_words import chance_of
from goldenthread.rulebook.figures import Figure
from goldenthread.rulebook.intervals import reliable
from goldenthread.rulebook.periods import Period, PeriodKind
from goldenthread.rulebook.rating import Comparison, Rag, Target, Tolerance, Travel, Verdict
from goldenthread.rulebook.spc_verdicts import LEAST_POINTS, Assurance, Variation
from goldenthread.rulebook.target_changes import TargetChange


@dataclass(frozen=True)
class FigureCell:
    """A figure on a page: what it says, of which period, and the observation that tells where it is from.

    `counts` are its numerator and denominator, also those that are not whole, which the figure does not keep.
    """

    figure: Figure
    period: Period
    observation: UUID
    version: int
    period_stated: bool
    published_on: date | None
    source: str = ""
    counts: tuple[Decimal, Decimal] | None = None

    @property
    def text(self) -> str:
        return self.figure.text

    @property
    def number(self) -> Decimal | None:
        """The number of the figure, a share of one that is printed as a composition; None for none."""
        return self.figure.proportion if self.figure.value is None else self.figure.value

    @property
    def revised(self) -> bool:
        """Whether the figure was corrected after it was first recorded."""
        return self.version > 1

    def period_beside(self, period: Period) -> str:
        """Its period where it is not this one, as a benchmark's is flagged (BMK-3); else empty."""
        return "" if beside(period, self.period).same else str(self.period)


@dataclass(frozen=True)
class Stated:
    """What the paper itself said: its colour, its arrow and its comment."""

    rag: str
    direction: str
    comment: str


@dataclass(frozen=True)
class Words:
    """What somebody wrote on a measure in a period (see `neighbours`).

    `changes` say what has changed since it was written, a sentence each: where there are some, the words are
    stale (COM-1). `signed_by` is who signed this version off. `href` leads to every version.
    """

    text: str
    by: Person
    on: date
    href: str
    on_behalf_of: str = ""
    changes: tuple[str, ...] = ()
    signed_by: Person | None = None
    signed_on: date | None = None

    @property
    def author(self) -> str:
        """Who wrote it, and for whom: "Performance analyst, on behalf of Head of Service"."""
        return f"{self.by}, on behalf of {self.on_behalf_of}" if self.on_behalf_of else str(self.by)


@dataclass(frozen=True)
class FigureColumn:
    """A column of figures: what stands over it, what is read out before that, and whose period it is of.

    `period` is None for figures of others, each of which has a period of its own.
    """

    words: str
    before: str = ""
    period: Period | None = None


@dataclass(frozen=True)
class Columns:
    """The periods that a scorecard of one shows: last year's end, this year's parts so far, the year."""

    period: Period
    last_year_end: Period
    parts: tuple[Period, ...]
    year_end: Period | None

    @property
    def part_labels(self) -> tuple[str, ...]:
        """Short headings: "Q1" for a quarter, since the year stands over them."""
        return tuple(str(part).rsplit(" ", 1)[-1] if part.kind is PeriodKind.FINANCIAL_QUARTER else str(part)
                     for part in self.parts)  # fmt: skip

    @property
    def figures(self) -> tuple[FigureColumn, ...]:
        """Every column of figures, in the order of a row's `figures`."""
        parts = (
            FigureColumn(label, str(part).removesuffix(label), part)
            for label, part in zip(self.part_labels, self.parts, strict=True)
        )
        year = (FigureColumn(str(self.year_end), period=self.year_end),) if self.year_end else ()
        return (
            FigureColumn(str(self.last_year_end), period=self.last_year_end), *parts, *year,
            FigureColumn("Statistical neighbours"), FigureColumn("National"),
        )  # fmt: skip


@dataclass(frozen=True)
class ControlVerdict:
    """What a measure's control chart says: of variation, and of its target. Each with its rule.

    Icons are keys of `documents.control_figures`, None where there is nothing to draw. `said` and `assured`
    are the rulebook's own answers, `known` how many figures the current phase has. `run` is the numbers that
    were charted, oldest first, None for a gap, and `limits` between what chance takes the newest.
    """

    variation: str
    variation_code: str
    variation_icon: str | None = None
    assurance: str = ""
    assurance_code: str = ""
    assurance_icon: str | None = None
    said: Variation | None = None
    assured: Assurance | None = None
    known: int = 0
    run: tuple[float | None, ...] = ()
    limits: tuple[float, float] | None = None

    @classmethod
    def of(
        cls, variation: Variation, assurance: Assurance, known: int, run: tuple[float | None, ...] = (),
        limits: tuple[float, float] | None = None,
    ) -> ControlVerdict:  # fmt: skip
        """The rulebook's two verdicts. `known` is how many figures the current phase has."""
        few = variation is Variation.TOO_FEW_POINTS
        words = f"{variation.words} ({known} of {LEAST_POINTS})" if few else variation.words
        if assurance.icon is None and (variation.icon is None or assurance is not Assurance.NO_TARGET):
            # The chart has no limits, and the words of variation say why.
            return cls(
                words, variation.code, variation.icon, said=variation, assured=assurance, known=known, run=run
            )
        return cls(
            words, variation.code, variation.icon, assurance.words, assurance.code, assurance.icon,
            variation, assurance, known, run, limits,
        )  # fmt: skip

    @classmethod
    def unfit(cls, words: str, code: str) -> ControlVerdict:
        """None: the series may not be charted."""
        return cls(words, code)

    @property
    def concerns(self) -> bool:
        """Whether it is worse than chance explains."""
        return (self.variation_icon or "").startswith("concern")


@dataclass(frozen=True)
class ScorecardRow:
    """A measure's row. `rated` is the figure that was rated; `rag` the rating that counts.

    `before` is the figure of the period that it is compared with. `past` are the figures of one kind of
    period since last year began, oldest first.

    `words` are what somebody wrote on it here; `comment` is what the loaded paper printed. `marks` is what
    the marks on the measure's series do to it; `control` is what its chart says, where it was asked.
    `chosen` is the choice of a source that its figures follow, None where they are the council's own without
    one. `target_change` says what the target was where it was changed after the fact.
    """

    line: Line
    measure: Measure
    neighbours: FigureCell | None
    national: FigureCell | None
    target: Target | None
    last_year_end: FigureCell | None
    parts: tuple[FigureCell | None, ...]
    year_end: FigureCell | None
    rated: FigureCell | None
    verdict: Verdict
    tolerance: Tolerance
    override: Override | None
    stated: Stated | None
    travel: Travel
    compared: Comparison
    before: FigureCell | None
    past: tuple[FigureCell, ...]
    words: Words | None = None
    marks: Effects = NO_MARKS
    control: ControlVerdict | None = None
    chosen: ChosenSource | None = None
    target_change: TargetChange | None = None

    def figures(self, columns: Columns) -> tuple[FigureCell | None, ...]:
        """Its figures, in the order of `Columns.figures`."""
        year = (self.year_end,) if columns.year_end else ()
        return (self.last_year_end, *self.parts, *year, self.neighbours, self.national)

    @property
    def trend(self) -> tuple[Decimal | None, ...]:
        """The numbers of its past, None for a gap."""
        return tuple(cell.number for cell in self.past)

    @property
    def run(self) -> tuple[Decimal | float | None, ...]:
        """The numbers that its trend is drawn of: as far back as they are charted, oldest first."""
        return self.control.run if self.control and self.control.run else self.trend

    @property
    def has_a_line(self) -> bool:
        """Whether there are two numbers at least: a line through one says nothing."""
        return sum(number is not None for number in self.run) > 1

    @property
    def few_cases(self) -> str:
        """ "4 of 18" where so few are counted that one more or less moves the figure rated (CI-6)."""
        counts = self.rated.counts if self.rated else None
        if self.rated is None or counts is None or reliable(counts[0]):
            return ""
        measure = self.measure
        said = chance_of(self.rated.figure, measure.unit, counts, decimal_places=measure.decimal_places)
        return f"{counts[0]:,f} of {counts[1]:,f}" if said.is_few else ""

    @property
    def is_getting_worse(self) -> bool:
        """By its control chart; where that draws no icon, by its direction of travel."""
        if self.control and self.control.variation_icon:
            return self.control.concerns
        return self.travel.change == "worse"

    @property
    def redefined(self) -> date | None:
        """The day of a change of definition between what stands in the row and the figure rated (BRK-1)."""
        if not self.marks.breaks or self.rated is None:
            return None
        shown = (self.neighbours, self.national, self.last_year_end, *self.parts)
        days = (break_between(cell.period, self.rated.period, self.marks.breaks) for cell in shown if cell)
        return max((day for day in days if day), default=None)

    @property
    def is_red_and_worse(self) -> bool:
        return self.rag is Rag.RED and self.is_getting_worse

    @property
    def section(self) -> str:
        return self.line.section

    @property
    def reference(self) -> str:
        return self.line.reference or self.measure.reference

    @property
    def rag(self) -> Rag:
        """The override where there is one, else what the rule says."""
        return Rag(self.override.rag) if self.override else self.verdict.rag

    @property
    def differs(self) -> bool:
        """Whether the paper printed another colour than the rule gives."""
        return self.stated is not None and self.stated.rag not in ("", self.verdict.rag)

    @property
    def source_words(self) -> str:
        """Whose figures, and why: "from health, chosen on 3 May 2018 because …"; empty without a choice."""
        return choice_words(self.chosen) if self.chosen else ""

    @property
    def comment(self) -> str:
        return self.stated.comment if self.stated else ""


@dataclass(frozen=True)
class Summary:
    """The counts over a scorecard. `unclear` are those that moved, or not, without better or worse."""

    red: int
    amber: int
    green: int
    not_rated: int
    better: int
    same: int
    worse: int
    unclear: int
    overrides: int
    differ: int
    red_and_worse: int

    @property
    def total(self) -> int:
        return self.red + self.amber + self.green + self.not_rated


@dataclass(frozen=True)
class ScorecardOfPeriod:
    """A scorecard as it stood for a period."""

    scorecard: Scorecard
    period: Period
    columns: Columns
    rows: tuple[ScorecardRow, ...]

    @property
    def summary(self) -> Summary:
        rags = Counter(row.rag for row in self.rows)
        changes = Counter(row.travel.change for row in self.rows)
        return Summary(
            red=rags[Rag.RED], amber=rags[Rag.AMBER], green=rags[Rag.GREEN], not_rated=rags[Rag.NOT_RATED],
            better=changes["better"], same=changes["same"], worse=changes["worse"], unclear=changes[None],
            overrides=sum(row.override is not None for row in self.rows),
            differ=sum(row.differs for row in self.rows),
            red_and_worse=sum(row.is_red_and_worse for row in self.rows),
        )  # fmt: skip

    @cached_property
    def shown(self) -> tuple[tuple[int, FigureColumn], ...]:
        """The columns of figures that a page shows, each with its place: not those that hold nothing."""
        columns = self.columns.figures
        filled = [any(cells) for cells in zip(*(row.figures(self.columns) for row in self.rows), strict=True)]
        asked = self.columns.period
        return tuple(
            (at, column)
            for at, column in enumerate(columns)
            if column.period == asked or (filled and filled[at])
        )

    @property
    def one_source(self) -> str:
        """Whose figures all of its measures have, and why, to be said once; empty where they differ."""
        said = {row.source_words for row in self.rows}
        return said.pop() if len(said) == 1 and len(self.rows) > 1 else ""

    @property
    def red(self) -> tuple[ScorecardRow, ...]:
        """The measures whose rating is red, in the scorecard's order."""
        return tuple(row for row in self.rows if row.rag is Rag.RED)

    @property
    def sections(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.section for row in self.rows if row.section))

    def row_of(self, measure: UUID) -> ScorecardRow | None:
        return next((row for row in self.rows if row.measure.uuid == measure), None)
