"""What commentary wants of somebody: words to sign off, words that came back, words whose figures changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import rules
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from goldenthread.apps.commentary.access import is_ones_own, signs
from goldenthread.apps.commentary.models import Comment
from goldenthread.apps.commentary.queries import MeasureInPeriod, said_on, write_address
from goldenthread.apps.measures.models import Line, Scorecard
from goldenthread.apps.measures.recorded import period_of
from goldenthread.apps.measures.scorecards import by_recency, period_slug, rows_of
from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.waiting import Waiting
from goldenthread.rulebook.periods import Period


def words_wanted(person: Person, today: date) -> Iterator[Waiting]:
    """What waits for a head or a director, then for an author. At most a dozen queries."""
    if signs(person):
        yield from _to_sign_off(person)
    yield from _to_write_again(person)


def _newest() -> QuerySet[Comment]:
    """The newest version of each measure and period."""
    same = Comment.objects.filter(
        measure=OuterRef("measure"), period_kind=OuterRef("period_kind"), starts=OuterRef("starts"),
        ends=OuterRef("ends"),
    )  # fmt: skip
    return Comment.objects.filter(pk=Subquery(same.order_by("-version").values("pk")[:1]))


def _to_sign_off(person: Person) -> Iterator[Waiting]:
    """One act for each scorecard and period. A measure on several scorecards waits on the first of them."""
    undecided = [one for one in _newest().filter(decision=None) if not is_ones_own(person, one)]
    cards = _first_scorecards({one.measure_id for one in undecided})
    groups: dict[tuple[Scorecard, Period], list[Comment]] = defaultdict(list)
    for comment in undecided:
        if card := cards.get(comment.measure_id):
            groups[card, period_of(comment)].append(comment)
    for (card, period), comments in groups.items():
        count = len(comments)
        yield Waiting(
            what=f"{card}, {period}: {count} {'comment' if count == 1 else 'comments'} to sign off",
            why="Another person reads words before the board does (COM-3).",
            do=f"Sign off {count} {'comment' if count == 1 else 'comments'}",
            href=_list_address(card, period),
            since=min(one.effective_on for one in comments),
        )


def _first_scorecards(measures: set[int]) -> dict[int, Scorecard]:
    lines = Line.objects.filter(measure__in=measures, ended_at=None).select_related("scorecard")
    return {line.measure_id: line.scorecard for line in lines.order_by("-scorecard__name")}


def _list_address(card: Scorecard, period: Period) -> str:
    path = reverse("commentary:list", args=[card.uuid, period_slug(period)])
    return f"{path}?state=waits_for_sign_off"


def _to_write_again(person: Person) -> Iterator[Waiting]:
    """Words of the newest period on which they wrote, that were returned or that speak of other figures."""
    own = _own(person)
    newest = min({period_of(one) for one in own}, key=by_recency, default=None)
    if newest is None:
        return
    rows = rows_of([one.measure for one in own if period_of(one) == newest], newest)
    for said in said_on(rows, newest).values():
        if not (said.is_returned or said.is_stale):
            continue
        measure, decision = said.comment.measure, said.decision
        returned = decision if said.is_returned else None
        yield Waiting(
            what=f"{measure}, {newest}: " + ("your words came back" if returned else "the figures changed"),
            why=f"{returned.decided_by}: {returned.reason}" if returned else " ".join(said.changes),
            do="Write again" if returned else "See whether your words hold",
            href=write_address(measure, newest),
            since=returned.decided_on if returned else said.comment.effective_on,
        )


def _own(person: Person) -> list[Comment]:
    """The newest words that somebody wrote, or that were entered for their post, if they may write still."""
    own = Q(written_by=person) | Q(on_behalf_of_post__in=standing(person).posts)
    return [
        one
        for one in _newest().filter(own).select_related("measure")
        if rules.has_perm("commentary.write", person, MeasureInPeriod(one.measure, period_of(one)))
    ]
