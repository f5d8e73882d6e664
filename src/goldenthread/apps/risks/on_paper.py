"""The register as papers have it: words and figures of the day, which no later day changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.plans.action_state import ActionState
from goldenthread.apps.risks.lifecycle import at_or_below
from goldenthread.apps.risks.meetings_before import since_when
from goldenthread.apps.risks.queries import movements, register
from goldenthread.apps.risks.scales import scale_of, scale_on
from goldenthread.apps.risks.states import RiskState, Scored
from goldenthread.documents import paper_risks as doc
from goldenthread.rulebook.risk_scoring import Movement


def register_of(body: Body, *, today: date, known_at: datetime | None = None) -> doc.PaperRegister | None:
    """The risks that a body and those below it keep, with what was closed since its last meeting.

    None where they keep none.
    """
    every = register(today=today, known_at=known_at)
    if not every:
        return None
    bodies = at_or_below(body)
    kept = [one for one in every if one.body and one.body.pk in bodies]
    since, since_words = since_when(body, today, None, known_at)
    states = [one for one in kept if one.closed is None or one.closed.effective_on > since]
    if not states:
        return None
    moved = movements(states, since=since, known_at=known_at)
    return paper_of(states, moved, since=since, since_words=since_words, on=today, known_at=known_at)


def paper_of(
    states: Sequence[RiskState], moved: Mapping[int, Movement], *, since: date, since_words: str, on: date,
    known_at: datetime | None = None,
) -> doc.PaperRegister:  # fmt: skip
    """These risks as a paper has them, the highest score first, the closed ones last."""
    ranked = sorted(states, key=lambda one: (not one.is_open, -one.current.score.value if one.current else 0))
    return doc.PaperRegister(
        since=since,
        since_words=since_words,
        bands=_bands(states, on, known_at),
        risks=tuple(_risk(one, moved[one.risk.pk]) for one in ranked),
    )


def _bands(states: Sequence[RiskState], on: date, known_at: datetime | None) -> tuple[doc.BandCount, ...]:
    """Each band of the scale of the day, and those of earlier scales that a score still stands in."""
    scored = [one.current.score.band for one in states if one.is_open and one.current]
    counted = Counter(scored)
    record = scale_on(on, known_at)
    of_today = scale_of(record).bands if record else ()
    bands = list(dict.fromkeys([*of_today, *scored]))
    bands.sort(key=lambda band: -band.starts_at)
    return tuple(
        doc.BandCount(band.word, band.shape, band.colour, band.accepted, counted[band]) for band in bands
    )


def _risk(one: RiskState, moved: Movement) -> doc.PaperRisk:
    said, target = one.said, one.target
    return doc.PaperRisk(
        ref=one.reference,
        title=said.title,
        cause=said.cause,
        event=said.event,
        effect=said.effect,
        category=said.category,
        owner=one.owned_by or None,
        register=one.body.name if one.body else None,
        inherent=_score(one.inherent),
        current=_score(one.current),
        target=_score(target),
        target_by=target.by_on if target else None,
        movement=moved.words,
        movement_code=str(moved.code),
        escalated=one.escalated.reason if one.escalated else None,
        closed=one.closed.reason if one.closed else None,
        review_on=one.review_on,
        controls=tuple(
            f"{name} ({found.replace('_', ' ')})" for name, found in one.facts.controls
        ),
        treatments=tuple(_treatment(state) for state in one.treatments),
        flags=tuple(doc.RiskSays(str(flag.code), flag.word, flag.reason) for flag in one.flags),
    )  # fmt: skip


def _treatment(state: ActionState) -> doc.PaperTreatment:
    due = state.due_text or (f"{state.due.day} {state.due:%B %Y}" if state.due else "")
    return doc.PaperTreatment(state.reference, state.title, due, state.rated, state.is_overdue)


def _score(scored: Scored | None) -> doc.PaperScore | None:
    if scored is None:
        return None
    given = scored.score
    band = given.band
    return doc.PaperScore(given.likelihood, given.impact, given.value, band.word, band.shape, band.colour)
