"""What a case for sign-off shows and what it lacks. The checks inform whoever decides; they never decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.evidence import SOURCE_WORDS, Source, has_expired, is_too_old
from goldenthread.rulebook.rating import Rag
from goldenthread.rulebook.spc_verdicts import Variation

_PAPERS = "The two-phase sign-off as a council's papers of 2015 propose it."
_QUALITY = "The quality assurance framework's four sources: figures, audit, children and families, staff."
_OURS = "A convention of this product, shown wherever the rule speaks."

SUF_1 = define_rule(
    "SUF-1",
    title="Evidence from two of the four sources",
    meaning="At least two of figures, audit, children and families, and staff have a piece of evidence that "
    "speaks for it and counts (SUF-5). A piece that has expired does not.",
    basis=_QUALITY,
    boundaries=(
        "Figures and audit pass. Three audits are one source and fail.",
        "Figures, and a staff survey that expired yesterday: one source, which fails. One that expires today "
        "still counts.",
    ),
)
SUF_2 = define_rule(
    "SUF-2",
    title="The newest evidence is new enough",
    meaning="The newest piece that counts is no older than the plan's limit (EVD-5), counted from the day "
    "that it speaks of. The day of its upload is of no matter.",
    basis=_PAPERS + " The number of months is the plan's own.",
    boundaries=(
        "6 months: evidence of 16 January 2018 passes on 16 July 2018, of 15 January 2018 it fails.",
        "Uploaded today and of two years ago: it fails.",
        "Of a period that is not over yet: it passes.",
    ),
)
SUF_3 = define_rule(
    "SUF-3",
    title="Every measure is at its target",
    meaning="The newest figure of each measure that shows it is green by the rule. A rating that somebody "
    "set in its place does not help. Where no measure shows it, or one cannot be rated and none misses, it "
    "cannot be told.",
    basis=_PAPERS,
    boundaries=(
        "Green and green pass; green and amber fail; green and not rated cannot be told.",
        "Amber by the rule, set to green by a head of service: it fails.",
    ),
)
SUF_4 = define_rule(
    "SUF-4",
    title="The control chart shows improvement that is not chance",
    meaning="The last point of each measure's control chart is better than chance explains (SPC-7). Where "
    "there is no measure, or too few points to tell and none says otherwise, it cannot be told.",
    basis=_PAPERS + " Charts as in NHS England's Making Data Count.",
    boundaries=(
        "Improving passes; only chance fails; getting worse fails.",
        "Improving and too few points cannot be told; only chance and too few points fails.",
    ),
)
SUF_5 = define_rule(
    "SUF-5",
    title="Every piece has a finding, a period and a sample",
    meaning="A piece of evidence counts only when what was found, of which period and among how many is "
    "recorded (EVD-1). A figure of a measure is one. An attachment alone counts as nothing. Where there is "
    "no evidence at all, it fails.",
    basis=_PAPERS,
    boundaries=(
        "Finding, period and sample pass; without the sample it fails; a file alone fails.",
        "No evidence at all fails.",
    ),
)
SUF_6 = define_rule(
    "SUF-6",
    title="No contradiction is unanswered",
    meaning="Each piece that speaks against it has an answer in words, whether or not it counts.",
    basis=_PAPERS,
    boundaries=(
        "An audit says that 34% is good, and nobody answers: it fails. With an answer it passes.",
        "Nothing speaks against it: it passes.",
    ),
)
SUF_7 = define_rule(
    "SUF-7",
    title="Every action is complete",
    meaning="Asked in phase 1. Completion of every action that serves it was accepted. Where no action "
    "serves it, it cannot be told.",
    basis=_PAPERS,
    boundaries=("Three of three pass; two of three fail; none at all cannot be told.",),
)
SUF_8 = define_rule(
    "SUF-8",
    title="Every success statement is answered",
    meaning="Asked in phase 2. Each statement of what success will look like has a finding that bears it "
    "out. Where its plan states none, it cannot be told.",
    basis="Improvement plans of 2015 to 2018: what children, parents and carers, professionals and audits "
    "will show.",
    boundaries=("Two of two borne out pass; one not answered fails; none stated cannot be told.",),
)


class Phase(IntEnum):
    """Phase 1: the activity is complete. Phase 2: practice has improved."""

    ACTIVITY = 1
    IMPACT = 2

    @property
    def words(self) -> str:
        return "the activity is complete" if self is Phase.ACTIVITY else "practice has improved"


@dataclass(frozen=True)
class Limits:
    """What a plan asks of evidence: how many months old the newest may be, and how many sources."""

    newest_within_months: int = 6
    sources: int = 2


@dataclass(frozen=True)
class EvidenceFact:
    """A piece of evidence. `reference` is as printed ("E-12"); `answered`: somebody answered what it says."""

    reference: str
    source: Source
    effective_on: date | None
    finding: str = ""
    period: str = ""
    sample: str = ""
    contradicts: bool = False
    answered: bool = False
    expires_on: date | None = None

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is not recorded of it: "finding", "period", "sample"."""
        said = {"finding": self.finding, "period": self.period, "sample": self.sample}
        return tuple(name for name, text in said.items() if not text.strip())

    def counts_on(self, day: date) -> bool:
        """Whether it counts on a day: complete, and not expired."""
        return not self.lacks and not has_expired(self.expires_on, day)


@dataclass(frozen=True)
class MeasureFact:
    """A measure's newest figure by the rule, and what its chart says (None: there is no chart).

    `set_aside`: somebody set another rating in the rule's place. `chart` is what the chart says in words.
    """

    name: str
    rag: Rag
    reason: str
    variation: Variation | None = None
    set_aside: bool = False
    chart: str = ""


@dataclass(frozen=True)
class CaseFacts:
    """What a case rests on, on a day."""

    phase: Phase
    on: date
    evidence: Sequence[EvidenceFact] = ()
    measures: Sequence[MeasureFact] = ()
    actions_open: Sequence[str] = ()
    actions: int = 0
    statements: int = 0
    statements_borne_out: int = 0
    supporting: tuple[EvidenceFact, ...] = field(init=False)

    def __post_init__(self) -> None:
        supporting = tuple(one for one in self.evidence if not one.contradicts and one.counts_on(self.on))
        object.__setattr__(self, "supporting", supporting)


@dataclass(frozen=True)
class Check:
    """What a check says. `passed` is None where it cannot be told from what is recorded."""

    code: Code
    passed: bool | None
    words: str

    @property
    def wants_reason(self) -> bool:
        """Whether a body that signs off all the same says why (SGN-5)."""
        return self.passed is not True

    @property
    def verdict(self) -> str:
        """ "Passed", "Failed" or "Cannot be told"."""
        return "Cannot be told" if self.passed is None else "Passed" if self.passed else "Failed"


def check(case: CaseFacts, limits: Limits) -> tuple[Check, ...]:
    """Each check that the phase asks for, by code."""
    if case.phase is Phase.ACTIVITY:
        return (_complete(case), _contradictions(case), _activity(case))
    return (
        _sources(case, limits),
        _newest(case, limits),
        _at_target(case),
        _not_chance(case),
        _complete(case),
        _contradictions(case),
        _statements(case),
    )


def _sources(case: CaseFacts, limits: Limits) -> Check:
    found = [source for source in Source if any(one.source is source for one in case.supporting)]
    words = f"{len(found)} of 4 sources, {limits.sources} wanted"
    if found:
        words += f": {_listed([SOURCE_WORDS[source].lower() for source in found])}"
    return Check(SUF_1, len(found) >= limits.sources, words)


def _newest(case: CaseFacts, limits: Limits) -> Check:
    dated = [(one.effective_on, one.reference) for one in case.supporting if one.effective_on]
    if not dated:
        return Check(SUF_2, False, "No evidence that counts says which day it speaks of")
    newest, reference = max(dated)
    speaks = "a period that is not over" if newest > case.on else f"{newest.day} {newest:%B %Y}"
    allowed = _counted(limits.newest_within_months, "month")
    words = f"The newest is {reference}, which speaks of {speaks}; the plan allows {allowed}"
    return Check(SUF_2, not is_too_old(newest, case.on, limits.newest_within_months), words)


def _at_target(case: CaseFacts) -> Check:
    if not case.measures:
        return Check(SUF_3, None, "No measure shows it")
    missed = [one for one in case.measures if one.rag in (Rag.AMBER, Rag.RED)]
    unrated = [one for one in case.measures if one.rag is Rag.NOT_RATED]
    if missed:
        return Check(SUF_3, False, "; ".join(_at(one) for one in missed))
    if unrated:
        return Check(SUF_3, None, "; ".join(_at(one) for one in unrated))
    return Check(SUF_3, True, "; ".join(_at(one) for one in case.measures))


def _at(measure: MeasureFact) -> str:
    aside = ", though a person set another rating" if measure.set_aside else ""
    return f"{measure.name}: {measure.reason}{aside}"


def _not_chance(case: CaseFacts) -> Check:
    if not case.measures:
        return Check(SUF_4, None, "No measure shows it")
    told = [(one, _improves(one.variation)) for one in case.measures]
    passed = False if any(says is False for _, says in told) else None
    if all(says for _, says in told):
        passed = True
    shown = [one for one, says in told if says is passed]
    return Check(SUF_4, passed, "; ".join(f"{one.name}: {_varies(one)}" for one in shown))


def _improves(variation: Variation | None) -> bool | None:
    """Whether a chart's last point is better than chance explains; None where the chart cannot tell."""
    if variation in (Variation.IMPROVEMENT_HIGH, Variation.IMPROVEMENT_LOW):
        return True
    if variation in (Variation.COMMON_CAUSE, Variation.CONCERN_HIGH, Variation.CONCERN_LOW):
        return False
    return None


def _varies(measure: MeasureFact) -> str:
    words = measure.chart or (measure.variation.words if measure.variation else "no control chart")
    return words[:1].lower() + words[1:]


def _complete(case: CaseFacts) -> Check:
    if not case.evidence:
        return Check(SUF_5, False, "There is no evidence")
    wanting = [f"{one.reference} has no {_listed(one.lacks, 'or')}" for one in case.evidence if one.lacks]
    if wanting:
        return Check(SUF_5, False, "; ".join(wanting))
    return Check(
        SUF_5, True, f"{_counted(len(case.evidence), 'piece')}, each with finding, period and sample"
    )


def _contradictions(case: CaseFacts) -> Check:
    against = [one for one in case.evidence if one.contradicts]
    unanswered = [one.reference for one in against if not one.answered]
    if unanswered:
        return Check(SUF_6, False, f"Nobody answered what {_listed(unanswered)} says against it")
    if against:
        return Check(SUF_6, True, f"{_counted(len(against), 'contradiction')}, each answered")
    return Check(SUF_6, True, "Nothing is recorded that speaks against it")


def _activity(case: CaseFacts) -> Check:
    if not case.actions:
        return Check(SUF_7, None, "No action serves it")
    done = case.actions - len(case.actions_open)
    words = f"{done} of {_counted(case.actions, 'action')} complete"
    if case.actions_open:
        words += f"; open: {_listed(case.actions_open)}"
    return Check(SUF_7, not case.actions_open, words)


def _statements(case: CaseFacts) -> Check:
    if not case.statements:
        return Check(SUF_8, None, "Its plan states no success statements")
    words = f"{case.statements_borne_out} of {_counted(case.statements, 'success statement')} borne out"
    return Check(SUF_8, case.statements_borne_out == case.statements, words)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _listed(words: Sequence[str], joint: str = "and") -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}"
