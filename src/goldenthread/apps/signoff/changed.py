"""What of a frozen case differs from the record since, and which of it asks whether the sign-off stands."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from goldenthread.documents.sign_off_case import (
    CaseAction,
    CaseEvidence,
    CaseFigure,
    CaseMeasure,
    SignOffCase,
)
from goldenthread.documents.wording import counted, uk_date
from goldenthread.rulebook.evidence import EVD_4
from goldenthread.rulebook.rating import Polarity, Rag
from goldenthread.rulebook.reopening import (
    Fall,
    chart_turned,
    contradicted,
    corrected_for_the_worse,
    evidence_lost,
    opened_again,
    rating_fell,
)
from goldenthread.rulebook.spc_verdicts import Variation

Record = TypeVar("Record")
WORDS = {
    "recommendation_title": "The recommendation",
    "text": "The recommendation's text",
    "element_title": "The element",
    "body": "The body that answers",
}


@dataclass(frozen=True)
class Change:
    """One difference. `kind` is what it is of; `before` and `after` as printed, empty for nothing.

    `code` is the rule by which it is material (REO-1 and on), empty where it is not. `uuid` is of the record.
    """

    where: str
    kind: str
    before: str
    after: str
    words: str
    material: bool = False
    code: str = ""
    uuid: str = ""

    @classmethod
    def by(
        cls, fall: Fall | None, where: str, kind: str, before: str, after: str, words: str, uuid: str = ""
    ) -> Change:
        """A difference that is material where a rule says so."""
        return cls(where, kind, before, after, words, fall is not None, str(fall.code) if fall else "", uuid)


def differences(frozen: SignOffCase, now: SignOffCase) -> tuple[Change, ...]:
    """Where a case composed now says something else than the frozen one, what is material first."""
    found = [
        *_words(frozen, now),
        *_actions(frozen, now),
        *_measures(frozen, now),
        *_evidence(frozen, now),
        *_statements(frozen, now),
        *_risks(frozen, now),
        *_assessments(frozen, now),
        *_checks(frozen, now),
    ]
    return tuple(sorted(found, key=lambda one: not one.material))


def _words(frozen: SignOffCase, now: SignOffCase) -> Iterator[Change]:
    """What the recommendation and its element say, and which body answers."""
    for name, where in WORDS.items():
        before, after = getattr(frozen, name), getattr(now, name)
        if before != after:
            yield _change("words", where, before, after, None, uuid=now.unit)


def _paired(
    before: Sequence[Record], after: Sequence[Record], *names: str
) -> Iterator[tuple[Record | None, Record | None]]:
    """The records of both by what names them, in the order of the one before, then what is new."""
    then, since = _by(before, names), _by(after, names)
    for key, one in then.items():
        yield one, since.get(key)
    for key, one in since.items():
        if key not in then:
            yield None, one


def _by(records: Sequence[Record], names: Sequence[str]) -> Mapping[Hashable, Record]:
    return {tuple(getattr(one, name) for name in names): one for one in records}


def _actions(frozen: SignOffCase, now: SignOffCase) -> Iterator[Change]:
    for then, since in _paired(frozen.actions, now.actions, "uuid"):
        if since is None:
            yield _gone("action", _called(then), "It no longer serves this, or has left its plan", then.uuid)
        elif then is None:
            yield _new("action", _called(since), "It serves this too by now", since.uuid)
        else:
            yield from _action(then, since)


def _called(action: CaseAction) -> str:
    return f"Action {action.reference or action.title}"


def _action(then: CaseAction, since: CaseAction) -> Iterator[Change]:
    where, was, is_now = _called(then), _state(then), _state(since)
    if was != is_now:
        fall = opened_again(was_complete=then.complete, is_complete=since.complete)
        yield _change("action", where, was, is_now, fall, uuid=since.uuid)
    if (then.due, then.due_text) != (since.due, since.due_text):
        yield _change("action", where, _due(then), _due(since), None, "Due", since.uuid)
    if (then.said, then.said_on) != (since.said, since.said_on):
        yield _change("action", where, then.said, since.said, None, "Last update", since.uuid)


def _state(action: CaseAction) -> str:
    return "complete" if action.complete else action.rated or "open"


def _due(action: CaseAction) -> str:
    return uk_date(action.due) if action.due else action.due_text or "no day"


def _measures(frozen: SignOffCase, now: SignOffCase) -> Iterator[Change]:
    for then, since in _paired(frozen.measures, now.measures, "uuid"):
        if since is None:
            yield _gone("measure", then.name, "It no longer shows this", then.uuid)
        elif then is None:
            yield _new("measure", since.name, "It shows this too by now", since.uuid)
        else:
            yield from _figures(then, since)
            yield from _verdicts(then, since)


def _figures(then: CaseMeasure, since: CaseMeasure) -> Iterator[Change]:
    """Figures that were corrected, came or went. The one that was rated may be material."""
    rated = then.latest
    old, new = _figures_of(then), _figures_of(since)
    for key, one in old.items():
        other = new.get(key)
        if other is None:
            words = f"{one.period}: {one.text} is no longer held"
            yield Change(then.name, "figure", one.text, "", words, uuid=then.uuid)
        elif (one.version, one.text) != (other.version, other.text):
            fall = _corrected(then, one, other) if rated and key == rated.observation else None
            words = f"{one.period}: {one.text} was corrected to {other.text}"
            yield Change.by(fall, then.name, "figure", one.text, other.text, words, then.uuid)
    came = [f"{one.period}: {one.text}{_from(one)}" for key, one in new.items() if key not in old]
    if came:
        words = f"{came[0]} is new" if len(came) == 1 else f"{len(came)} new figures: {'; '.join(came)}"
        yield Change(then.name, "figure", "", came[-1], words, uuid=then.uuid)


def _from(figure: CaseFigure) -> str:
    return f" ({figure.of})" if figure.of else ""


def _figures_of(measure: CaseMeasure) -> dict[str, CaseFigure]:
    return {figure.observation: figure for strand in measure.strands for figure in strand.figures}


def _corrected(measure: CaseMeasure, before: CaseFigure, after: CaseFigure) -> Fall | None:
    if not measure.counted or before.value is None or after.value is None:
        return None
    polarity = Polarity(measure.polarity) if measure.polarity else Polarity.NEITHER
    return corrected_for_the_worse(before.value, after.value, polarity=polarity, tolerance=measure.tolerance)


def _verdicts(then: CaseMeasure, since: CaseMeasure) -> Iterator[Change]:
    if then.target != since.target:
        yield _change("measure", then.name, then.target, since.target, None, "Target", then.uuid)
    if then.colour != since.colour:
        fall = rating_fell(Rag(then.colour), Rag(since.colour)) if since.counted else None
        before, after = _colour(then.colour), _colour(since.colour)
        yield _change("measure", then.name, before, after, fall, "Rating", then.uuid, since.reason)
    if (was := then.override) != (is_now := since.override):
        before, after = (f"{_colour(one.colour)}: {one.reason}" if one else "" for one in (was, is_now))
        yield _change("measure", then.name, before, after, None, "Rating set by a person", then.uuid)
    before, after = (one.chart.variation.words if one.chart else "" for one in (then, since))
    if before != after:
        fall = chart_turned(_variation(then), _variation(since)) if since.counted else None
        yield _change("measure", then.name, before, after, fall, "Control chart", then.uuid)


def _colour(colour: str) -> str:
    return colour.replace("_", " ")


def _variation(measure: CaseMeasure) -> Variation | None:
    return Variation(measure.chart.said) if measure.chart and measure.chart.said else None


def _evidence(frozen: SignOffCase, now: SignOffCase) -> Iterator[Change]:
    for then, since in _paired(frozen.evidence, now.evidence, "uuid", "element", "contradicts"):
        if since is None:
            lost = evidence_lost(
                counted=then.counts and not then.contradicts, withdrawn=True, counts=False,
                only_grew_old=False,
            )  # fmt: skip
            words = "It was withdrawn, or no longer bears on this"
            yield _gone("evidence", _piece(then), words, then.uuid, lost)
        elif then is None:
            fall = contradicted(answered=since.answered) if since.contradicts else None
            says = "It speaks against this" if since.contradicts else "It speaks for this"
            words = f"{says}: {since.finding or 'no finding'}"
            yield _new("evidence", _piece(since), words, since.uuid, fall)
        else:
            yield from _one_piece(then, since)


def _piece(one: CaseEvidence) -> str:
    return f"Evidence {one.reference} {one.title}"


def _one_piece(then: CaseEvidence, since: CaseEvidence) -> Iterator[Change]:
    where = _piece(then)
    lost = None
    if not then.contradicts:
        same = (then.version, then.sha256) == (since.version, since.sha256)
        lost = evidence_lost(
            counted=then.counts, withdrawn=False, counts=since.counts,
            only_grew_old=same and since.counts_code == EVD_4,
        )  # fmt: skip
    if (then.version, then.sha256, then.finding) != (since.version, since.sha256, since.finding):
        fall = contradicted(answered=since.answered) if since.contradicts else lost
        before, after = (f"version {one.version}: {one.finding or 'no finding'}" for one in (then, since))
        yield _change("evidence", where, before, after, fall, uuid=since.uuid)
    elif then.counts != since.counts:
        before, after = ("it counts" if one.counts else "it does not count" for one in (then, since))
        yield _change("evidence", where, before, after, lost, uuid=since.uuid, why=since.counts_words)
    if len(then.answers) != len(since.answers):
        words = f"{counted(len(since.answers) - len(then.answers), 'answer')} more"
        yield Change(where, "evidence", "", since.answers[-1].text, words, uuid=since.uuid)


def _statements(frozen: SignOffCase, now: SignOffCase) -> Iterator[Change]:
    for then, since in _paired(frozen.statements, now.statements, "uuid"):
        if since is None:
            yield _gone("statement", "A success statement", f"“{then.text}” is no longer asked", then.uuid)
        elif then is None:
            yield _new("statement", "A success statement", f"“{since.text}” is asked too", since.uuid)
        elif (then.verdict, then.finding) != (since.verdict, since.finding):
            where = f"Success statement “{since.text}”"
            before, after = (f"{one.verdict_words}: {one.finding}" for one in (then, since))
            yield _change("statement", where, before, after, None, uuid=since.uuid)


def _risks(frozen: SignOffCase, now: SignOffCase) -> Iterator[Change]:
    for then, since in _paired(frozen.risks, now.risks, "uuid"):
        if since is None:
            words = "It is closed, or bears on this no more"
            yield _gone("risk", f"Risk {then.reference} {then.title}", words, then.uuid)
        elif then is None:
            where = f"Risk {since.reference} {since.title}"
            yield _new("risk", where, f"It is open, at {since.score}", since.uuid)
        elif then.score != since.score:
            where = f"Risk {since.reference} {since.title}"
            yield _change("risk", where, then.score, since.score, None, "Score", since.uuid)


def _assessments(frozen: SignOffCase, now: SignOffCase) -> Iterator[Change]:
    """Assessments of later days. That of the decision itself is of its own day."""
    there = {one.uuid for one in frozen.assessments}
    for one in now.assessments:
        if one.uuid not in there and one.on > frozen.as_at:
            words = f"Assessed as {one.words.lower()} ({one.text or uk_date(one.on)})"
            yield Change("Assessment", "assessment", "", one.words, words, uuid=one.uuid)


def _checks(frozen: SignOffCase, now: SignOffCase) -> Iterator[Change]:
    for then, since in _paired(frozen.checks, now.checks, "code"):
        if then and since and then.passed != since.passed:
            where = f"{then.code} {then.title}"
            before, after = then.verdict.lower(), since.verdict.lower()
            yield _change("check", where, before, after, None, why=since.words)


def _change(
    kind: str, where: str, before: str, after: str, fall: Fall | None, what: str = "", uuid: str = "",
    why: str = "",
) -> Change:  # fmt: skip
    was, is_now = before or "nothing", after or "nothing"
    words = f"{what}: {was}, now {is_now}" if what else f"It was {was}, and is {is_now}"
    words += f". {why}" if why else ""
    return Change.by(fall, where, kind, before, after, words, uuid)


def _gone(kind: str, where: str, words: str, uuid: str = "", fall: Fall | None = None) -> Change:
    return Change.by(fall, where, kind, "there", "", words, uuid)


def _new(kind: str, where: str, words: str, uuid: str = "", fall: Fall | None = None) -> Change:
    return Change.by(fall, where, kind, "", "there", words, uuid)
