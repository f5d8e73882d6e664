"""What measures' pages, scorecards and their files show of commentary, registered with the measures room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import rules

from goldenthread.apps.commentary.models import Comment
from goldenthread.apps.commentary.queries import (
    MeasureInPeriod,
    Said,
    comments_on,
    decision_of,
    history_address,
    said_on,
    write_address,
)
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.neighbours import Panel, Words
from goldenthread.apps.measures.recorded import period_of
from goldenthread.apps.measures.scorecard_rows import ScorecardOfPeriod, ScorecardRow
from goldenthread.apps.measures.scorecards import by_recency, period_slug, rows_of
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.moments import Moment
from goldenthread.rulebook.periods import Period

EARLIER = 8
"""How many earlier periods' words a measure's page shows: two years of quarters."""


def words_of(
    rows: Sequence[ScorecardRow], period: Period, as_at: date | None, known_at: datetime | None
) -> dict[int, Words]:
    """The words on the measures of these rows, for the scorecard that shows them. One query."""
    said = said_on(rows, period, as_at=as_at, known_at=known_at)
    return {measure: _words(one, period) for measure, one in said.items()}


def _words(said: Said, period: Period) -> Words:
    comment, decision = said.comment, said.decision
    signed = decision if said.is_signed_off else None
    return Words(
        text=comment.text,
        by=comment.written_by,
        on=comment.effective_on,
        href=history_address(comment.measure, period),
        on_behalf_of=comment.on_behalf_of,
        changes=said.changes,
        signed_by=signed.decided_by if signed else None,
        signed_on=signed.decided_on if signed else None,
    )


def writing(person: Person, measure: Measure, period: Period) -> str | None:
    """Where this person may write on a measure in a period; None where they may not."""
    may = rules.has_perm("commentary.write", person, MeasureInPeriod(measure, period))
    return write_address(measure, period) if may else None


def on_measure(measure: Measure, moment: Moment) -> Panel | None:
    """On a measure's page: the words of its newest period as they stand, and those of earlier ones."""
    newest = _newest_of_each_period(measure, moment)
    if not newest:
        return None
    period, *earlier = sorted(newest, key=by_recency)
    [row] = rows_of([measure], period, as_at=moment.as_at, known_at=moment.known_at)
    said = said_on([row], period, as_at=moment.as_at, known_at=moment.known_at)[measure.pk]
    return Panel("commentary/on_measure.html", {
        "said": said, "period": period, "href": history_address(measure, period),
        "earlier": [_earlier(newest[one], one, moment) for one in earlier[:EARLIER]],
    })  # fmt: skip


def _newest_of_each_period(measure: Measure, moment: Moment) -> dict[Period, Comment]:
    rows = comments_on([measure], as_at=moment.as_at, known_at=moment.known_at)
    return {period_of(one): one for one in rows.order_by("version")}


def _earlier(comment: Comment, period: Period, moment: Moment) -> tuple[Period, Said, str]:
    """Words of an earlier period, to stand beside the figure as it was when they were written."""
    decision = decision_of(comment, moment.as_at, moment.known_at)
    return period, Said(comment, decision, ()), history_address(comment.measure, period)


def on_scorecard(card: ScorecardOfPeriod, moment: Moment) -> Panel | None:
    """Over a scorecard's measures: how many have words, and the way to them all."""
    words = [row.words for row in card.rows if row.words]
    return Panel("commentary/on_scorecard.html", {
        "scorecard": card.scorecard, "period_slug": period_slug(card.period), "total": len(card.rows),
        "words": len(words), "stale": sum(bool(one.changes) for one in words),
        "signed": sum(one.signed_by is not None for one in words),
    })  # fmt: skip
