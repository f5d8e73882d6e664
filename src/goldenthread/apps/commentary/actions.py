"""Writes of commentary: words on a measure, their sign-off, their return.

Who may is stated on the views (`access.py`); what may be is held here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.commentary.beside import Shown, changes_since, shown_of
from goldenthread.apps.commentary.models import Comment, CommentSignOff
from goldenthread.apps.commentary.queries import SpokenFor, newest
from goldenthread.apps.measures.models import Measure, Value
from goldenthread.apps.measures.recorded import period_columns, period_of
from goldenthread.apps.measures.scorecards import rows_of
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.queries import holders
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.commentary import COM_1, COM_3, may_sign_off
from goldenthread.rulebook.periods import Period

MEANWHILE = "meanwhile"
"""The refusal's code when somebody else wrote since the writer opened the page."""
FIGURES = "figures"
"""The refusal's code when the figures changed since the writer opened the page."""


@transaction.atomic
def write_comment(
    measure: Measure, period: Period, text: str, *, version: int, seen: str, effective_on: date, by: Person,
    at: datetime, on_behalf_of: SpokenFor | None = None,
) -> Comment:  # fmt: skip
    """Write words on a measure in a period: a new version, about the figures that hold now.

    `version` is the newest that the writer saw, 0 for none; `seen` the digest of the figures that they saw.
    Refused with the code MEANWHILE when another wrote since, with FIGURES when the figures changed since, and
    when nothing is said or nothing is new.
    """
    if not text.strip():
        raise Refused("Enter your words on this measure", field="text")
    # Figures are recorded under the same lock, so what is shown and what is kept are one.
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    before = newest([measure], period).get(measure.pk)
    if version != (before.version if before else 0):
        raise Refused("Somebody wrote on this measure while you were writing", code=MEANWHILE)
    [row] = rows_of([measure], period)
    shown = shown_of(row)
    if seen != shown.digest:
        raise Refused("The figures changed while you were writing", code=FIGURES)
    text = text.strip()
    if before and _stands(before, text) and not changes_since(before, row):
        raise Refused("These words stand already, about these figures", field="text")
    comment = Comment.objects.create(
        measure=measure,
        version=version + 1,
        text=text,
        beside=shown.text,
        digest=shown.digest,
        figure=_figure(shown),
        on_behalf_of=on_behalf_of.name if on_behalf_of else "",
        on_behalf_of_post=on_behalf_of.post if on_behalf_of else None,
        written_by=by,
        effective_on=effective_on,
        recorded_at=at,
        **period_columns(period),
    )
    record(
        "commentary.written", by=by, at=at, on=[measure, comment],
        before={"text": before.text} if before else {},
        after={
            "period": str(period), "version": comment.version, "text": text, "figure": shown.printed,
            "target": shown.target, "rating": shown.rating, "on_behalf_of": comment.on_behalf_of,
        },
    )  # fmt: skip
    return comment


def _stands(before: Comment, text: str) -> bool:
    """Whether these very words stand: not returned, which asks for an answer even with the same words."""
    decision = getattr(before, "decision", None)
    returned = decision is not None and decision.outcome == CommentSignOff.Outcome.RETURNED
    return before.text == text and not returned


def _figure(shown: Shown) -> Value | None:
    if shown.observation is None:
        return None
    return Value.objects.get(observation__uuid=shown.observation, version=shown.version)


@dataclass(frozen=True)
class SignedOff:
    """What came of signing several off: those that were, and those that were not, with the reason."""

    signed: tuple[CommentSignOff, ...]
    refused: tuple[tuple[Comment, Refused], ...]


@transaction.atomic
def sign_off(comments: Sequence[Comment], *, on: date, by: Person, at: datetime) -> SignedOff:
    """Sign off these versions, each for itself: one that is refused does not hold the others back.

    Refused are one's own words, words that a new version replaced, that were decided already, and that are
    stale. A constant number of queries for each period, and a few for each comment.
    """
    measures = _locked(comments)
    signed, refused = [], []
    for period in dict.fromkeys(period_of(one) for one in comments):
        those = [one for one in comments if period_of(one) == period]
        rows = {row.measure.pk: row for row in rows_of([measures[one.measure_id] for one in those], period)}
        standing = newest(rows, period)
        for comment in those:
            try:
                _check_undecided(comment, standing[comment.measure_id])
                _check_not_ones_own(comment, by, on)
                if changes := changes_since(comment, rows[comment.measure_id]):
                    raise Refused(f"The words are stale. {' '.join(changes)}", code=COM_1)
            except Refused as refusal:
                refused.append((comment, refusal))
            else:
                signed.append(_decide(comment, CommentSignOff.Outcome.SIGNED, "", on, by, at))
    return SignedOff(tuple(signed), tuple(refused))


@transaction.atomic
def return_comment(comment: Comment, *, reason: str, on: date, by: Person, at: datetime) -> CommentSignOff:
    """Return a version to the one who wrote it, with what is wanted. It stays in the record."""
    if not reason.strip():
        raise Refused("Enter what you want changed", field="reason")
    _locked([comment])
    _check_undecided(comment, newest([comment.measure_id], period_of(comment))[comment.measure_id])
    _check_not_ones_own(comment, by, on)
    return _decide(comment, CommentSignOff.Outcome.RETURNED, reason.strip(), on, by, at)


def _locked(comments: Iterable[Comment]) -> dict[int, Measure]:
    """The measures of these comments, locked in one order, so that two who decide at once take turns."""
    wanted = {one.measure_id for one in comments}
    return {one.pk: one for one in Measure.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}


def _check_undecided(comment: Comment, standing: Comment) -> None:
    if standing.pk != comment.pk:
        raise Refused("A new version was written. Read it first", code=MEANWHILE)
    if decision := getattr(standing, "decision", None):
        raise Refused(f"{decision.decided_by} decided on these words already: {decision.outcome}")


def _check_not_ones_own(comment: Comment, by: Person, day: date) -> None:
    post = comment.on_behalf_of_post_id
    spoken_for = [holding.person_id for holding in holders([post], day)] if post else []
    if not may_sign_off(by.pk, writer=comment.written_by_id, spoken_for=spoken_for):
        raise Refused("Another person signs off your words", code=COM_3)


def _decide(
    comment: Comment, outcome: CommentSignOff.Outcome, reason: str, on: date, by: Person, at: datetime
) -> CommentSignOff:
    decision = CommentSignOff.objects.create(
        comment=comment, outcome=outcome, reason=reason, decided_on=on, decided_by=by, decided_at=at
    )
    record(
        f"commentary.{outcome.value}", by=by, at=at, on=[comment.measure, comment], why=reason,
        after={"period": str(period_of(comment)), "version": comment.version, "outcome": outcome.value},
    )  # fmt: skip
    return decision
