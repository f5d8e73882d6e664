"""The board's quarterly report as one frozen document.

Everything the report says is here: renderers read it and nothing else, so the same document gives the
same PDF, Word and Excel bytes for ever. It holds words and codes as they stood on the day, not references
to live rows, and its enumerations are its own: a later rulebook cannot change what an old paper says.

Whoever fills it gives facts. Counts that follow from a list (recommendations by status, measures by
rating) are counted from that list by ``board_report_counts`` and cannot disagree with it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Self

from goldenthread.documents import canonical
from goldenthread.documents.paper_changes import Changes
from goldenthread.documents.paper_figures import (
    Colour,
    Commentary,
    Figure,
    Override,
    Rating,
    Standing,
    Target,
    Travel,
    Words,
)
from goldenthread.documents.paper_risks import PaperRegister

SCHEMA = "goldenthread.board-report"
VERSION = 4
"""2: what changed since the last report, and what leads wrote on measures; 4: the risk register. A field
that came later is marked with `canonical.since`, so that papers of an earlier version still read, and say
what they said."""


@dataclass(frozen=True)
class Flag:
    """A computed flag on an action: ``Flag("PRG-1", "Overdue", "Due 31 July 2018, 62 days ago")``."""

    code: str
    word: str
    reason: str


@dataclass(frozen=True)
class Element:
    """One lettered part of a recommendation, assessed on its own."""

    ref: str
    title: str
    standing: Standing
    assessed_on: date | None = None
    condition: str | None = None


@dataclass(frozen=True)
class Recommendation:
    """A recommendation and its state.

    ``code`` and ``reason`` say how the standing follows from the elements (or that it was assessed whole).
    ``previous`` is the standing at the assessment before, with its date, or None for a first assessment.
    ``actions`` counts the actions that serve it; ``measures`` are references on the scorecard.
    """

    ref: str
    title: str
    theme: str
    standing: Standing
    code: str
    reason: str
    assessed_on: date | None = None
    condition: str | None = None
    previous: Standing | None = None
    previous_on: date | None = None
    elements: tuple[Element, ...] = ()
    actions: int = 0
    measures: tuple[str, ...] = ()


@dataclass(frozen=True)
class ActionOfConcern:
    """An action that is late or at risk.

    ``due_text`` is the date as the plan prints it; ``due`` the day it comes to, None for ongoing or none.
    ``stated`` is the state that the lead gave, in the plan's own words; ``flags`` are what the rules say.
    ``last_words`` is the newest update, whenever it was given; None when there never was one.
    """

    ref: str
    title: str
    plan: str
    lead: str | None
    due: date | None
    due_text: str
    stated: str
    flags: tuple[Flag, ...]
    last_words: Words | None = None


@dataclass(frozen=True)
class NoReply:
    """A lead who has given no update since a day on which one was wanted.

    ``wanted_by`` is the day by which they were asked for one, None where nobody asked. ``last_heard`` is the
    day of their newest update, None: never. ``last_words`` are what they said last.
    """

    lead: str
    wanted_since: date
    actions: tuple[str, ...]
    last_heard: date | None = None
    last_words: Words | None = None
    wanted_by: date | None = field(default=None, metadata=canonical.since(2))


@dataclass(frozen=True)
class Count:
    """One line of a count: a word and how many."""

    word: str
    number: int


@dataclass(frozen=True)
class ActionCounts:
    """Counts over *all* actions of the plans reported on (the lists here hold only those of concern)."""

    total: int
    by_state: tuple[Count, ...] = ()
    by_flag: tuple[Count, ...] = ()


@dataclass(frozen=True)
class SeriesPoint:
    """One period of a measure's history. ``figure`` None: nothing is held for that period."""

    period: str
    figure: Figure | None


@dataclass(frozen=True)
class ServingAction:
    """An action meant to move a red measure."""

    ref: str
    title: str
    lead: str | None
    due_text: str
    stated: str
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class MeasurePage:
    """What the page on a red measure adds to its row: its history in order of time, words, and actions.

    ``recommendations`` are printed references. ``commentary`` is what the source paper printed; without it
    and the row's own commentary, the page says that there is none.
    """

    series: tuple[SeriesPoint, ...] = ()
    commentary: Words | None = None
    actions: tuple[ServingAction, ...] = ()
    recommendations: tuple[str, ...] = ()
    definition: str | None = None


@dataclass(frozen=True)
class ScorecardMeasure:
    """A row of the scorecard. ``quarters`` stand in the order of ``Scorecard.quarters``.

    ``polarity`` is printed as given (``"High is good"``). ``rating`` is the one that counts: the override's
    when there is one. ``published`` is the colour that the source paper printed, None when it printed none.
    ``rated`` is the figure that the rating speaks of and ``rated_period`` its period; without them it is the
    year end's. ``page`` is needed for a red measure and only printed for one. ``commentary`` is what the lead
    wrote; what the source paper printed is the page's. ``source`` says whose figures these are where a person
    chose between several: "from health, chosen on 3 May 2018 because …".
    """

    section: str
    ref: str
    title: str
    polarity: str
    rating: Rating
    travel: Travel
    unit: str | None = None
    statistical_neighbours: Figure | None = None
    national: Figure | None = None
    target: Target | None = None
    last_year_end: Figure | None = None
    quarters: tuple[Figure | None, ...] = ()
    year_end: Figure | None = None
    rated: Figure | None = None
    rated_period: str | None = None
    lead: str | None = None
    override: Override | None = None
    published: Colour | None = None
    page: MeasurePage | None = None
    commentary: Commentary | None = field(default=None, metadata=canonical.since(2))
    source: str | None = field(default=None, metadata=canonical.since(3))


@dataclass(frozen=True)
class Scorecard:
    """The scorecard with its period labels: ``Scorecard("…", "2016-17", ("Q1", …), "2017-18", …)``.

    Rows keep their order; a section's rows stand together.
    """

    title: str
    last_year_end: str
    quarters: tuple[str, ...]
    year_end: str
    measures: tuple[ScorecardMeasure, ...] = ()

    def __post_init__(self) -> None:
        for measure in self.measures:
            if len(measure.quarters) != len(self.quarters):
                raise ValueError(
                    f"Measure {measure.ref} has {len(measure.quarters)} quarters, not {len(self.quarters)}"
                )
            if measure.rating.colour is Colour.RED and measure.page is None:
                raise ValueError(f"Measure {measure.ref} is red and has no page")


@dataclass(frozen=True)
class NextStep:
    """What happens next, who does it and by when (as printed)."""

    text: str
    lead: str | None = None
    due_text: str | None = None


@dataclass(frozen=True)
class Contact:
    """Who answers questions about the report: a role, never a person's name."""

    role: str
    team: str | None = None
    email: str | None = None
    telephone: str | None = None


@dataclass(frozen=True)
class Source:
    """Where figures or states came from: what was taken, from which paper or file, published when."""

    what: str
    origin: str
    published_on: date | None = None


@dataclass(frozen=True)
class RuleUsed:
    """A rule whose code the report prints. ``unverified``: nobody has checked its basis against the text."""

    code: str
    title: str
    meaning: str
    unverified: bool = False


@dataclass(frozen=True)
class BoardReport:
    """The whole report.

    ``as_at``     the report's date: facts as true on that day, and the date of every file made from it.
    ``known_at``  the instant up to which what we were told counts (UTC-aware); None: all that is known.
    ``period``    in the canonical printed form, ``"2017-18 Q4"``.
    ``labels``    said on the cover and in the notes, such as ``"Published figures of 2013 to 2018"``.
    ``changes``   since the last report; None in a paper frozen before reports said it.
    ``risks``     the register of the body and of those below it; None where it keeps none.
    ``introduction``  the officer's words, one string a paragraph, with ``introduction_by`` their role.
    """

    reference: str
    council: str
    body: str
    period: str
    as_at: date
    known_at: datetime | None = None
    title: str = "Improvement and performance report"
    labels: tuple[str, ...] = ()
    introduction: tuple[str, ...] = ()
    introduction_by: str | None = None
    recommendations: tuple[Recommendation, ...] = ()
    action_counts: ActionCounts = field(default_factory=lambda: ActionCounts(0))
    actions_of_concern: tuple[ActionOfConcern, ...] = ()
    no_replies: tuple[NoReply, ...] = ()
    scorecard: Scorecard | None = None
    next_steps: tuple[NextStep, ...] = ()
    contact: Contact | None = None
    sources: tuple[Source, ...] = ()
    rules: tuple[RuleUsed, ...] = ()
    changes: Changes | None = field(default=None, metadata=canonical.since(2))
    risks: PaperRegister | None = field(default=None, metadata=canonical.since(4))

    @property
    def measures(self) -> tuple[ScorecardMeasure, ...]:
        """The scorecard's rows; empty when the report has no scorecard."""
        return self.scorecard.measures if self.scorecard else ()

    @property
    def red_measures(self) -> tuple[ScorecardMeasure, ...]:
        """The rows rated red, in the scorecard's order."""
        return tuple(measure for measure in self.measures if measure.rating.colour is Colour.RED)

    def to_json(self, version: int = VERSION) -> str:
        """The canonical text to freeze: the same report always gives the same text.

        An older version of the schema says what a paper of then would have said.
        """
        return canonical.dump(self, schema=SCHEMA, version=version)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The report of a frozen text. Raises ``canonical.NotThisPaper`` with the place and the reason."""
        return canonical.load(cls, text, schema=SCHEMA, version=VERSION)
