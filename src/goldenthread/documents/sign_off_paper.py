"""What is printed of a sign-off: the frozen case, what was decided of it, and what changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.documents.sign_off_case import SignOffCase


@dataclass(frozen=True)
class ReasonPaper:
    """Why the body agreed although a check did not pass."""

    code: str
    words: str


@dataclass(frozen=True)
class ConditionPaper:
    """A condition. ``shown_by`` is the measure or what else would show it; ``state`` a sentence."""

    words: str
    shown_by: str
    due_on: date
    state: str = ""


@dataclass(frozen=True)
class DecisionPaper:
    """A decision. ``where`` names the meeting and minute, or by what authority it was taken between two."""

    outcome: str
    decided_on: date
    where: str
    words: str
    reasons: tuple[ReasonPaper, ...]
    conditions: tuple[ConditionPaper, ...]
    recorded_by: str
    recorded_at: datetime
    digest: str


@dataclass(frozen=True)
class ChangePaper:
    """What differs since the decision. ``code`` is the rule by which it is material, else empty."""

    where: str
    words: str
    code: str = ""


@dataclass(frozen=True)
class SignOffPaper:
    """``decision`` is None for a case that waits; ``changed_by`` the day up to which changes were looked for.

    ``withheld`` counts the pieces of evidence that the reader may not open; they are not in ``case``.
    """

    case: SignOffCase
    decision: DecisionPaper | None
    changes: tuple[ChangePaper, ...] = ()
    changed_by: date | None = None
    withheld: int = 0
    labels: tuple[str, ...] = ()
