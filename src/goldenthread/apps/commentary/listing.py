"""The commentary of a scorecard in a period as a list: every measure, its words, who is late; narrowed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.apps.commentary.access import is_ones_own
from goldenthread.apps.commentary.neighbours import Asked, asked_for
from goldenthread.apps.commentary.queries import Said, ScorecardInPeriod, said_on
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.scorecard_rows import ScorecardRow
from goldenthread.apps.measures.scorecards import scorecard_for
from goldenthread.apps.people.models import Person

NO_WORDS = "no_words"
WAITS = "waits_for_sign_off"
SIGNED_OFF = "signed_off"
RETURNED = "words_returned"
STALE = "figures_changed"
LATE = "late"


@dataclass(frozen=True)
class Entry:
    """A measure of the list: its row of the scorecard, what is said of it, and whether that was asked for."""

    row: ScorecardRow
    said: Said | None
    asked: Asked | None
    is_late: bool

    @property
    def measure(self) -> Measure:
        return self.row.measure

    @property
    def lead(self) -> str:
        """The post that answers for the measure, as on record or as printed."""
        return str(self.measure.lead or self.measure.lead_text)

    @property
    def state(self) -> str:
        """How far the words are: none yet, waiting for sign-off, signed off or returned."""
        if self.said is None:
            return NO_WORDS
        if self.said.is_returned:
            return RETURNED
        return SIGNED_OFF if self.said.is_signed_off else WAITS

    @property
    def states(self) -> tuple[str, ...]:
        """All that is so of it: how far the words are, whether they are stale, whether they are late."""
        stale = self.said is not None and self.said.is_stale
        return (self.state, *([STALE] if stale else []), *([LATE] if self.is_late else []))

    def may_be_returned_by(self, person: Person) -> bool:
        """Whether this person, if they decide at all, could return these words now: undecided, not theirs."""
        return self.said is not None and self.said.waits and not self.is_of(person)

    def may_be_signed_by(self, person: Person) -> bool:
        """Whether they could sign them off too: only words that are not stale."""
        return STALE not in self.states and self.may_be_returned_by(person)

    def is_of(self, person: Person) -> bool:
        """Whether these words are this person's own, written or spoken for (COM-3)."""
        return self.said is not None and is_ones_own(person, self.said.comment)


def entries_of(
    found: ScorecardInPeriod, *, day: date, as_at: date | None = None, known_at: datetime | None = None
) -> list[Entry]:
    """Every measure of a scorecard in a period, in its order, with what is said of it. Few queries, always.

    `day` is the one on which somebody is late or not.
    """
    card = scorecard_for(found.scorecard, found.period, as_at=as_at, known_at=known_at)
    said = said_on(card.rows, found.period, as_at=as_at, known_at=known_at)
    asked = asked_for([row.measure for row in card.rows], found.period, day)
    return [_entry(row, said.get(row.measure.pk), asked.get(row.measure.pk), day) for row in card.rows]


def _entry(row: ScorecardRow, said: Said | None, asked: Asked | None, day: date) -> Entry:
    answered = said is not None and asked is not None and said.comment.effective_on >= asked.on
    overdue = asked is not None and asked.due is not None and asked.due < day
    return Entry(row, said, asked, is_late=overdue and not answered)


def narrowed(entries: Iterable[Entry], *, state: str = "", lead: str = "") -> list[Entry]:
    """The entries of which a state holds, of one lead; all where nothing is asked."""
    return [
        entry
        for entry in entries
        if (not state or state in entry.states) and (not lead or entry.lead == lead)
    ]


@dataclass(frozen=True)
class Summary:
    """The counts over the list. An entry may be counted as stale or late beside how far it is."""

    words: int
    waits: int
    signed_off: int
    returned: int
    stale: int
    late: int
    total: int


def summary_of(entries: Sequence[Entry]) -> Summary:
    """How many measures have words, and how far those are."""

    def counted(state: str) -> int:
        return sum(state in entry.states for entry in entries)

    return Summary(
        words=len(entries) - counted(NO_WORDS), waits=counted(WAITS), signed_off=counted(SIGNED_OFF),
        returned=counted(RETURNED), stale=counted(STALE), late=counted(LATE), total=len(entries),
    )  # fmt: skip
