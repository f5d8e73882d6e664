"""What fell so far since a sign-off that the body is asked whether it stands.

A change is shown however small it is. These rules say which of them raise a prompt; a person decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.rating import Polarity, Rag
from goldenthread.rulebook.spc_verdicts import Variation

_OURS = "A convention of this product, shown wherever the rule speaks."

REO_1 = define_rule(
    "REO-1",
    title="A measure's rating fell",
    meaning="A measure that was green is amber or red, or one that was amber is red, by the rule, whether a "
    "newer figure or a correction made it so.",
    basis=_OURS,
    boundaries=(
        "Green to amber and amber to red raise it; amber to green and red to red do not.",
        "To or from not rated does not.",
    ),
)
REO_2 = define_rule(
    "REO-2",
    title="The figure that was signed off was corrected for the worse",
    meaning="The figure that was rated at the sign-off is recorded anew, and its number is worse by more "
    "than the measure's tolerance. Where neither way is good, a change by that much is enough.",
    basis=_OURS,
    boundaries=(
        "52% corrected to 46.9% with 5 points, high being good, raises it; to 47% it does not.",
        "52% corrected to 60% does not, where high is good.",
    ),
)
REO_3 = define_rule(
    "REO-3",
    title="A control chart now says that it gets worse",
    meaning="The last point of a measure's chart is worse than chance explains, and was not at the sign-off.",
    basis=_OURS,
    boundaries=("Only chance, then getting worse raises it; worse at both does not.",),
)
REO_4 = define_rule(
    "REO-4",
    title="Something speaks against it and is not answered",
    meaning="A piece of evidence that contradicts it came after the sign-off and has no answer yet.",
    basis=_OURS,
    boundaries=("Not answered raises it; answered does not, and is shown as a change.",),
)
REO_5 = define_rule(
    "REO-5",
    title="Evidence that counted was withdrawn",
    meaning="A piece that counted at the sign-off was withdrawn, or says something else and counts no "
    "longer. One that only grew old or expired is a change and raises nothing.",
    basis=_OURS,
    boundaries=("Counted and withdrawn raises it; withdrawn when it did not count does not.",),
)
REO_6 = define_rule(
    "REO-6",
    title="A completed action is open again",
    meaning="An action that was complete at the sign-off is not complete any longer.",
    basis=_OURS,
    boundaries=("Complete, then open raises it; open at both does not.",),
)
REO_7 = define_rule(
    "REO-7",
    title="The record behind evidence was corrected",
    meaning="A figure, an audit or a survey that counted for the sign-off as evidence has another finding or "
    "another sample by now than the body saw. Whether that is for the worse, a person says.",
    basis=_OURS,
    boundaries=(
        "70% of 20 cases, now 65% of 20 or 70% of 25, raises it; another title does not.",
        "A record that spoke against it and says something else does not raise it, and is shown.",
    ),
)

_ORDER: Mapping[Rag, int] = {Rag.GREEN: 2, Rag.AMBER: 1, Rag.RED: 0}
_WORSE = (Variation.CONCERN_HIGH, Variation.CONCERN_LOW)


@dataclass(frozen=True)
class Fall:
    """A change that raises a prompt: the rule and a sentence."""

    code: Code
    words: str


def rating_fell(before: Rag, after: Rag) -> Fall | None:
    """Whether a rating is worse than it was (REO-1)."""
    if before not in _ORDER or after not in _ORDER or _ORDER[after] >= _ORDER[before]:
        return None
    return Fall(REO_1, f"It was {before.value} and is {after.value}")


def corrected_for_the_worse(
    before: Decimal, after: Decimal, *, polarity: Polarity, tolerance: Decimal
) -> Fall | None:
    """Whether the same figure, recorded anew, is worse by more than `tolerance`, in its own unit (REO-2)."""
    change = after - before
    worse = {Polarity.HIGH: -change, Polarity.LOW: change}.get(polarity, abs(change))
    if worse <= tolerance:
        return None
    return Fall(REO_2, f"The figure was {before:f} and was corrected to {after:f}")


def chart_turned(before: Variation | None, after: Variation | None) -> Fall | None:
    """Whether a chart says that a measure gets worse, and did not before (REO-3)."""
    if after in _WORSE and before not in _WORSE:
        return Fall(REO_3, "Its control chart says that it gets worse by more than chance")
    return None


def contradicted(*, answered: bool) -> Fall | None:
    """Whether a contradiction that came later waits for an answer (REO-4)."""
    return None if answered else Fall(REO_4, "It speaks against the sign-off, and nobody has answered it")


def evidence_lost(*, counted: bool, withdrawn: bool, counts: bool, only_grew_old: bool) -> Fall | None:
    """Whether evidence that counted is gone or counts no longer (REO-5)."""
    if not counted or (not withdrawn and (counts or only_grew_old)):
        return None
    return Fall(REO_5, "It counted, and was withdrawn" if withdrawn else "It counted, and counts no longer")


def opened_again(*, was_complete: bool, is_complete: bool) -> Fall | None:
    """Whether an action that was complete is open (REO-6)."""
    return Fall(REO_6, "It was complete and is open again") if was_complete and not is_complete else None


def record_corrected(*, counted: bool, same: bool) -> Fall | None:
    """Whether a record that counted as evidence has another finding or sample (REO-7)."""
    return None if same or not counted else Fall(REO_7, "Its record says something else than the body saw")
