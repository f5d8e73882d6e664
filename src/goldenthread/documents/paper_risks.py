"""A risk register on paper: each risk as it stood on the day, in words and figures of then."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PaperScore:
    """A score with the look of its band as the scale of then had it."""

    likelihood: int
    impact: int
    value: int
    band: str
    shape: str
    colour: str


@dataclass(frozen=True)
class RiskSays:
    """What a rule says of a risk: ``RiskSays("RSK-4", "Review overdue", "To be reviewed by …")``."""

    code: str
    word: str
    reason: str


@dataclass(frozen=True)
class PaperTreatment:
    """An action that treats the risk, as it stood in its plan."""

    ref: str
    title: str
    due_text: str
    stated: str
    overdue: bool


@dataclass(frozen=True)
class PaperRisk:
    """One risk. ``register`` is the body that kept it; ``escalated`` and ``closed`` say why, where it was.

    ``movement`` is in words, since the day that the register names.
    """

    ref: str
    title: str
    cause: str
    event: str
    effect: str
    category: str
    owner: str | None
    register: str | None
    inherent: PaperScore | None
    current: PaperScore | None
    target: PaperScore | None
    target_by: date | None
    movement: str
    movement_code: str
    escalated: str | None
    closed: str | None
    review_on: date | None
    controls: tuple[str, ...] = ()
    treatments: tuple[PaperTreatment, ...] = ()
    flags: tuple[RiskSays, ...] = ()


@dataclass(frozen=True)
class BandCount:
    """How many open risks stand in a band, the gravest first. ``accepted``: the council lives with it."""

    band: str
    shape: str
    colour: str
    accepted: bool
    number: int


@dataclass(frozen=True)
class PaperRegister:
    """Risks as they stood, the highest score first, then those that were closed since ``since``."""

    since: date
    since_words: str
    bands: tuple[BandCount, ...] = ()
    risks: tuple[PaperRisk, ...] = ()

    @property
    def open(self) -> tuple[PaperRisk, ...]:
        return tuple(risk for risk in self.risks if risk.closed is None)

    @property
    def codes(self) -> frozenset[str]:
        """The codes of every rule that it prints."""
        said = {flag.code for risk in self.risks for flag in risk.flags}
        return frozenset(said | {risk.movement_code for risk in self.risks})
