"""A council's yearly self-assessment as one frozen document: its words, figures, charts, evidence, verdicts.

A verdict stands once, with its recommendation. Cover, summary counts, evaluation and monitoring table are
drawn from these by ``self_assessment_pages`` and hold nothing of their own, so they cannot disagree.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from goldenthread.documents import canonical
from goldenthread.documents.board_report import SeriesPoint
from goldenthread.documents.paper_figures import Standing, Target
from goldenthread.documents.report_parts import FigureValue, Part

SCHEMA = "goldenthread.self-assessment"
VERSION = 1


class Outcome(StrEnum):
    """What a recommendation counts as, in the order of the summary."""

    MET = "met"
    REMAINS_MET = "remains_met"
    CONDITION = "met_subject_to_condition"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "no_longer_applicable"
    NOT_ASSESSED = "not_assessed"


LEFT = (Outcome.CONDITION, Outcome.PARTLY_MET, Outcome.NOT_MET, Outcome.NOT_ASSESSED)
"""What stands in the monitoring table."""


class PieceKind(StrEnum):
    PART = "part"
    CHART = "chart"
    EVIDENCE = "evidence"


@dataclass(frozen=True)
class Piece:
    """A paragraph, list or table; or the place of a chart or of a piece of evidence, by its key."""

    kind: PieceKind
    part: Part | None = None
    key: str = ""


@dataclass(frozen=True)
class Told:
    """What is said under one heading: as typed, and the same in pieces with its figures in place."""

    key: str
    title: str
    text: str
    pieces: tuple[Piece, ...]
    figures: tuple[FigureValue, ...] = ()
    from_last_year: bool = False


@dataclass(frozen=True)
class Chart:
    """A measure over time; drawn when the document is, from these figures. ``says``: its finding in words."""

    key: str
    title: str
    unit: str | None
    series: tuple[SeriesPoint, ...]
    target: Target | None = None
    says: str = ""


@dataclass(frozen=True)
class Evidence:
    """A piece of evidence as it stood: its version and digest say which. A restricted one is named only."""

    key: str
    reference: str
    title: str
    source: str
    bears: str
    effective_on: date | None = None
    period: str = ""
    sample: str = ""
    finding: str = ""
    version: int = 1
    sha256: str = ""
    restricted: bool = False


@dataclass(frozen=True)
class Verdict:
    """What a recommendation is found to be on the document's day, by which rule, and who found it when."""

    standing: Standing
    code: str
    reason: str
    assessed_on: date | None = None
    assessed_text: str = ""
    by: str = ""
    condition: str = ""


@dataclass(frozen=True)
class Element:
    """One lettered part of a recommendation."""

    ref: str
    title: str
    verdict: Verdict
    before: Standing | None = None


@dataclass(frozen=True)
class Monitoring:
    """How what is left is watched. Through nobody: ``why_none`` says why, if that was said."""

    through: tuple[str, ...] = ()
    supported_by: tuple[str, ...] = ()
    planned_actions: str = ""
    why_none: str = ""


@dataclass(frozen=True)
class Written:
    """Which posts wrote and reviewed a part, and when it was reviewed; empty where nobody did yet."""

    writer: str = ""
    reviewer: str = ""
    reviewed_on: date | None = None


@dataclass(frozen=True)
class Recommendation:
    """A recommendation with its verdict, what is said of it, and what that rests on.

    ``before`` is its standing on the day compared with. ``outcome`` is what it counts as, by the rule
    ``outcome_code``.
    """

    ref: str
    title: str
    text: str
    inspection: str
    theme: str
    paragraphs: str
    accountable: str
    verdict: Verdict
    before: Standing | None
    outcome: Outcome
    outcome_code: str
    elements: tuple[Element, ...] = ()
    told: tuple[Told, ...] = ()
    charts: tuple[Chart, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    monitoring: Monitoring | None = None
    written: Written = Written()

    @property
    def name(self) -> str:
        """As people call it: "12 Initial health assessments are on time"."""
        return f"{self.ref} {self.title}"

    @property
    def is_left(self) -> bool:
        """Whether it stands in the monitoring table."""
        return self.outcome in LEFT


@dataclass(frozen=True)
class Chapter:
    """A part of the document that is of no single recommendation: summary, proposals."""

    key: str
    title: str
    told: tuple[Told, ...] = ()
    written: Written = Written()


@dataclass(frozen=True)
class SelfAssessment:
    """The whole document. ``as_at`` is the day of its verdicts and figures, ``compared_on`` last year's."""

    council: str
    plan: str
    title: str
    body: str
    as_at: date
    compared_on: date | None
    edition: int
    chapters: tuple[Chapter, ...]
    recommendations: tuple[Recommendation, ...]
    due_on: date | None = None
    why_again: str = ""
    changed: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    draft: bool = False

    def counts(self) -> list[tuple[Outcome, int]]:
        """How many count as what, in the order of the summary; only those that occur."""
        counted = Counter(one.outcome for one in self.recommendations)
        return [(outcome, counted[outcome]) for outcome in Outcome if counted[outcome]]

    def left(self) -> tuple[Recommendation, ...]:
        """What is left to be watched."""
        return tuple(one for one in self.recommendations if one.is_left)

    def said(self) -> Iterator[tuple[str, Told]]:
        """Each heading with the part that it is of: ("12 Initial health …", the told)."""
        for chapter in self.chapters:
            for told in chapter.told:
                yield chapter.title, told
        for one in self.recommendations:
            for told in one.told:
                yield one.name, told

    def to_json(self) -> str:
        """The canonical text, whose digest is kept."""
        return canonical.dump(self, schema=SCHEMA, version=VERSION)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Raises ``canonical.NotThisPaper`` for any other text."""
        return canonical.load(cls, text, schema=SCHEMA, version=VERSION)
