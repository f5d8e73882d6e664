"""Writes about marks on a measure's series: made or proposed, agreed by a second person, withdrawn.

Who may is stated on the views (`access.py`); that the second person is not the first is held here, and by
the database.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.apps.measures.marks_models import LEAST_BASELINE, Mark, MarkKind
from goldenthread.apps.measures.models import COUNCIL_AREA, Measure
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused

TRENDS = (7, 6)
"""How many points one after another make a trend: 7 unless somebody says 6."""


@transaction.atomic
def annotate(
    measure: Measure, *, day: date, words: str, link: str = "", today: date, by: Person | None, at: datetime
) -> Mark:
    """Say what happened on a day: a new service, a new form. It explains, and changes no limit.

    Refused without words and for a day to come.
    """
    _check_words(words, "Say what happened")
    _check_past(day, today)
    return _make(measure, MarkKind.EVENT, words, day=day, link=link.strip(), by=by, at=at)


@transaction.atomic
def say_definition_changed(
    measure: Measure, *, day: date, words: str, by: Person | None, at: datetime
) -> Mark:
    """Say from which day on the measure counts something else: its series breaks there (BRK-1).

    The day may be to come. Refused without words, and for a day that is a break already.
    """
    _check_words(words, "Say what changed in the definition")
    measure = _locked(measure)
    if _standing(measure, MarkKind.DEFINITION).filter(day=day).exists():
        raise Refused("A change of definition is recorded for that day already", field="day")
    return _make(measure, MarkKind.DEFINITION, words, day=day, by=by, at=at)


@transaction.atomic
def propose_step(
    measure: Measure, *, day: date, words: str, today: date, by: Person | None, at: datetime
) -> Mark:
    """Propose that limits are worked out anew from the period that a day is in. It waits for a second person.

    Refused without a reason, for a day to come, for a day that stands or waits already, and where no figure
    of ours is of before the day: there would be nothing to step from.
    """
    _check_words(words, "Say why the limits are worked out anew")
    _check_past(day, today)
    measure = _locked(measure)
    if _standing(measure, MarkKind.STEP).filter(day=day).exists():
        raise Refused("A step change of that day is proposed or agreed already", field="day")
    if not measure.observations.filter(area=COUNCIL_AREA, ends__lte=day).exists():
        raise Refused("No period with a figure ended before that day", field="day")
    return _make(measure, MarkKind.STEP, words, day=day, by=by, at=at)


@transaction.atomic
def propose_baseline(measure: Measure, *, points: int, words: str, by: Person | None, at: datetime) -> Mark:
    """Propose that limits are worked out from the first `points` figures alone. It waits for a second person.

    Refused for fewer than 12, without a reason, and while another baseline waits.
    """
    _check_words(words, "Say why the baseline is fixed")
    if points < LEAST_BASELINE:
        raise Refused(f"A baseline has {LEAST_BASELINE} points or more", field="points")
    measure = _locked(measure)
    there = list(_standing(measure, MarkKind.BASELINE))
    if any(mark.agreed_at is None for mark in there):
        raise Refused("A fixed baseline waits for a second person already")
    agreed = max(there, key=lambda mark: mark.agreed_at, default=None)
    if agreed is not None and agreed.points == points:
        raise Refused(f"The baseline is fixed at {points} points already", field="points")
    return _make(measure, MarkKind.BASELINE, words, points=points, by=by, at=at)


@transaction.atomic
def choose_trend(measure: Measure, *, points: int, words: str, by: Person | None, at: datetime) -> Mark:
    """Choose how many points one after another make a trend. Refused for others than 6 or 7, or no change."""
    _check_words(words, "Say why")
    if points not in TRENDS:
        raise Refused("Choose 6 or 7 points", field="points")
    measure = _locked(measure)
    held = _standing(measure, MarkKind.TREND).order_by("-id").values_list("points", flat=True).first()
    if (held or TRENDS[0]) == points:
        raise Refused(f"{points} points make a trend already", field="points")
    return _make(measure, MarkKind.TREND, words, points=points, by=by, at=at)


@transaction.atomic
def agree(mark: Mark, *, by: Person, at: datetime) -> Mark:
    """Agree to a step change or a fixed baseline that another proposed: from now on it takes effect.

    Refused for one's own proposal, for a mark that needs nobody, and when it was agreed or withdrawn before.
    """
    mark = _undecided(mark)
    if not MarkKind(mark.kind).needs_agreement:
        raise Refused("This mark needs no second person.")
    if mark.agreed_at is not None:
        raise Refused("Somebody agreed to this before.", code="stale")
    if mark.recorded_by_id == by.pk:
        raise Refused("You proposed this, so somebody else agrees to it.")
    mark.agreed_at, mark.agreed_by = at, by
    mark.save(update_fields=["agreed_at", "agreed_by"])
    record(
        "measures.mark_agreed", by=by, at=at, on=[mark.measure, mark],
        before={"proposed_by": str(mark.recorded_by or "The system")}, after=_said(mark), why=mark.words,
    )  # fmt: skip
    return mark


@transaction.atomic
def withdraw(mark: Mark, *, reason: str, by: Person, at: datetime) -> Mark:
    """Take a mark back, proposed or in force: it stays on record, and has no effect from now on.

    Refused without a reason, and for one that was withdrawn before.
    """
    reason = reason.strip()
    if not reason:
        raise Refused("Say why it is withdrawn", field="reason")
    mark = _undecided(mark)
    mark.withdrawn_at, mark.withdrawn_by, mark.withdrawn_reason = at, by, reason
    mark.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    record("measures.mark_withdrawn", by=by, at=at, on=[mark.measure, mark], before=_said(mark), why=reason)
    return mark


def _locked(measure: Measure) -> Measure:
    return Measure.objects.select_for_update().get(pk=measure.pk)


def _undecided(mark: Mark) -> Mark:
    """The mark, locked, unless it was withdrawn. Its measure is locked too: marks of one wait their turn."""
    _locked(mark.measure)
    rows = Mark.objects.select_for_update(of=("self",)).select_related("measure", "recorded_by")
    locked = rows.get(pk=mark.pk)
    if locked.withdrawn_at is not None:
        raise Refused("This was withdrawn before.", code="stale")
    return locked


def _standing(measure: Measure, kind: MarkKind) -> Any:
    return measure.marks.filter(kind=kind, withdrawn_at=None)


def _check_words(words: str, otherwise: str) -> None:
    if not words.strip():
        raise Refused(otherwise, field="words")


def _check_past(day: date, today: date) -> None:
    if day > today:
        raise Refused("The day must be today or in the past", field="day")


def _make(
    measure: Measure, kind: MarkKind, words: str, *, by: Person | None, at: datetime, **said: Any
) -> Mark:
    mark = Mark.objects.create(
        measure=measure, kind=kind, words=words.strip(), recorded_at=at, recorded_by=by, **said
    )
    verb = "measures.mark_proposed" if kind.needs_agreement else "measures.mark_made"
    record(verb, by=by, at=at, on=[measure, mark], after=_said(mark), why=mark.words)
    return mark


def _said(mark: Mark) -> dict[str, Any]:
    """What a mark says, as the ledger writes it."""
    return {"kind": mark.kind, "day": mark.day, "points": mark.points, "link": mark.link, "words": mark.words}
