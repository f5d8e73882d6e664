"""A case for sign-off as one frozen document: all that the body saw when it decided.

Plain data with a canonical text, whose digest is kept with the decision. Pages and papers read this and
nothing else. Order is part of it: what was composed twice from the same record is the same text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Self

from goldenthread.documents import canonical
from goldenthread.documents.control_figures import Assurance, Special, Variation
from goldenthread.documents.paper_figures import Colour

SCHEMA = "goldenthread.sign-off-case"
VERSION = 1
PHASE_WORDS = {1: "Phase 1: the activity is complete", 2: "Phase 2: practice has improved"}
SOURCES = ("figures", "audit", "children_and_families", "staff")
SOURCE_WORDS = {
    "figures": "Figures",
    "audit": "Audit",
    "children_and_families": "Children and families",
    "staff": "Staff",
}


@dataclass(frozen=True)
class CaseAction:
    """An action that serves the unit. ``state`` is a value of ``rulebook.progress.State``, empty for none.

    ``rated`` is the rating in the plan's own word; ``said`` the last words and ``said_on`` their day.
    """

    uuid: str
    plan: str
    reference: str
    title: str
    elements: tuple[str, ...]
    leads: str
    state: str
    rated: str
    complete: bool
    overdue: bool
    due: date | None
    due_text: str
    completed_on: date | None
    said: str
    said_on: date | None
    files: int


@dataclass(frozen=True)
class CaseFigure:
    """A figure as printed, and which version of which observation it is."""

    period: str
    last_day: date
    text: str
    value: Decimal | None
    of: str
    observation: str
    version: int
    published_on: date | None


@dataclass(frozen=True)
class CaseStrand:
    """Figures of one source, oldest first; the first strand of a measure is the one that is rated."""

    source: str
    figures: tuple[CaseFigure, ...]


@dataclass(frozen=True)
class ChartPoint:
    """A period of a control chart, as ``control_figures.ControlPoint`` has it."""

    period: str
    value: Decimal | None
    text: str
    special: Special | None
    cause: str
    unsettled: bool
    target: Decimal | None
    target_high: Decimal | None


@dataclass(frozen=True)
class ChartStretch:
    """One average and pair of limits, to six decimal places."""

    first: int
    last: int
    mean: Decimal | None
    lower: Decimal | None
    upper: Decimal | None


@dataclass(frozen=True)
class ChartFinding:
    """An answer of a chart: words, rule, icon. Of variation or of assurance, whichever it is."""

    words: str
    code: str
    variation: Variation | None
    assurance: Assurance | None


@dataclass(frozen=True)
class CaseChart:
    """A measure's control chart. ``said`` is a value of the rulebook's ``Variation``, empty for none."""

    of: str
    said: str
    sentence: str
    variation: ChartFinding
    assurance: ChartFinding | None
    target: str
    points: tuple[ChartPoint, ...]
    stretches: tuple[ChartStretch, ...]


@dataclass(frozen=True)
class CaseOverride:
    """A rating that a person set in the rule's place."""

    colour: Colour
    reason: str


@dataclass(frozen=True)
class CaseMeasure:
    """A measure that shows the unit, with the rule's rating of its newest figure.

    ``direct``: linked itself, not by an action's success indicator. ``polarity`` is empty where nobody has
    said. ``tolerance`` is how far from its target the measure is amber, in its own unit. ``counted`` says
    which rating the checks asked of; those of a measure that only an indicator brought count where no other
    is linked.
    """

    uuid: str
    reference: str
    title: str
    unit: str
    polarity: str
    tolerance: Decimal
    direct: bool
    counted: bool
    shows: tuple[str, ...]
    target: str
    colour: Colour
    code: str
    reason: str
    sample: str
    override: CaseOverride | None
    chosen: str
    strands: tuple[CaseStrand, ...]
    chart: CaseChart | None

    @property
    def name(self) -> str:
        return f"{self.reference} {self.title}".strip()

    @property
    def latest(self) -> CaseFigure | None:
        """The figure that was rated."""
        return self.strands[0].figures[-1] if self.strands else None

    @property
    def trend(self) -> tuple[CaseFigure, ...]:
        """The last eight figures of the rated strand."""
        return self.strands[0].figures[-8:] if self.strands else ()


@dataclass(frozen=True)
class CaseAnswer:
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class CaseEvidenceFigure:
    label: str
    value: str
    version: str


@dataclass(frozen=True)
class CaseEvidence:
    """A piece of evidence at one of its versions, as it bears on the unit. ``source`` is one of `SOURCES`.

    ``answered``: somebody answered the version that stands. ``file`` or ``url`` say where it is;
    ``subject`` is the id of another room's record whose words the version keeps, empty for neither.
    """

    uuid: str
    reference: str
    title: str
    source: str
    kind: str
    contradicts: bool
    why: str
    element: str
    version: int
    sha256: str
    effective_on: date
    uploaded_at: datetime | None
    period: str
    sample: str
    finding: str
    expires_on: date | None
    counts: bool
    counts_code: str
    counts_words: str
    vouched: str
    restricted: bool
    answered: bool
    answers: tuple[CaseAnswer, ...]
    figures: tuple[CaseEvidenceFigure, ...]
    file: str
    url: str
    subject: str

    @property
    def source_words(self) -> str:
        return SOURCE_WORDS.get(self.source, self.source)


@dataclass(frozen=True)
class CaseStatement:
    """What success will look like, and what was found of it."""

    uuid: str
    source: str
    heading: str
    text: str
    verdict: str
    verdict_words: str
    finding: str
    sample: str
    found_on: date | None


@dataclass(frozen=True)
class CaseRisk:
    """A risk that is left."""

    uuid: str
    reference: str
    title: str
    score: str
    target: str
    owner: str


@dataclass(frozen=True)
class CaseAssessment:
    """Whether the unit was met, on a day."""

    uuid: str
    element: str
    status: str
    words: str
    on: date
    text: str
    body: str
    condition: str
    reason: str


@dataclass(frozen=True)
class CaseCheck:
    """What a sufficiency check said. ``passed`` None: it cannot be told."""

    code: str
    title: str
    passed: bool | None
    words: str

    @property
    def verdict(self) -> str:
        return "Cannot be told" if self.passed is None else "Passed" if self.passed else "Failed"

    @property
    def wants_reason(self) -> bool:
        return self.passed is not True


@dataclass(frozen=True)
class SignOffCase:
    """The whole case, as of a day. ``unit`` is the id of the recommendation, or of its element.

    ``limit_months`` and ``limit_sources`` are what the plan asks of evidence.
    """

    council: str
    inspection: str
    recommendation: str
    recommendation_title: str
    element: str
    element_title: str
    unit: str
    phase: int
    body: str
    as_at: date
    text: str
    lead_account: str
    limit_months: int
    limit_sources: int
    actions: tuple[CaseAction, ...]
    measures: tuple[CaseMeasure, ...]
    evidence: tuple[CaseEvidence, ...]
    statements: tuple[CaseStatement, ...]
    risks: tuple[CaseRisk, ...]
    assessments: tuple[CaseAssessment, ...]
    checks: tuple[CaseCheck, ...]

    @property
    def reference(self) -> str:
        return f"{self.recommendation}{self.element}"

    @property
    def title(self) -> str:
        return self.element_title or self.recommendation_title

    @property
    def phase_words(self) -> str:
        return PHASE_WORDS[self.phase]

    @property
    def supporting(self) -> tuple[CaseEvidence, ...]:
        return tuple(one for one in self.evidence if not one.contradicts)

    @property
    def contradictions(self) -> tuple[CaseEvidence, ...]:
        return tuple(one for one in self.evidence if one.contradicts)

    @property
    def by_source(self) -> tuple[tuple[str, tuple[CaseEvidence, ...]], ...]:
        """All four sources in words, each with the evidence for the unit that comes from it, or none."""
        return tuple(
            (SOURCE_WORDS[source], tuple(one for one in self.supporting if one.source == source))
            for source in SOURCES
        )

    @property
    def open_actions(self) -> tuple[CaseAction, ...]:
        return tuple(one for one in self.actions if not one.complete)

    @property
    def failed(self) -> tuple[CaseCheck, ...]:
        """The checks that did not pass, those that cannot be told included."""
        return tuple(one for one in self.checks if one.wants_reason)

    @property
    def subjects(self) -> frozenset[str]:
        """The id of every record that the case shows: an event on one of them may change it."""
        return frozenset(
            {self.unit}
            | {one.uuid for one in self.actions}
            | {one.uuid for one in self.measures}
            | {one.uuid for one in self.evidence}
            | {one.subject for one in self.evidence if one.subject}
            | {one.uuid for one in self.statements}
            | {one.uuid for one in self.risks}
        )

    def to_json(self) -> str:
        """The canonical text, whose digest is kept."""
        return canonical.dump(self, schema=SCHEMA, version=VERSION)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Raises ``canonical.NotThisPaper`` for any other text."""
        return canonical.load(cls, text, schema=SCHEMA, version=VERSION)

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical text."""
        return canonical.digest(self.to_json())
