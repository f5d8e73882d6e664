"""Finding rounds, and how the answers to them stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.chasing.models import Kind, Request, Round
from goldenthread.apps.chasing.replies import Asked, asked
from goldenthread.apps.measures.models import Scorecard
from goldenthread.apps.measures.recorded import period_columns
from goldenthread.apps.plans.models import Plan
from goldenthread.documents.data_tables import DataTable
from goldenthread.rulebook.periods import Period

JUST_AFTER = timedelta(days=183)
"""How long after its period's end a report still speaks of a round: half a year, since outturns come late."""


def round_called(uuid: UUID) -> Round:
    """The round of this id. Raises Http404."""
    return get_object_or_404(all_rounds(), uuid=uuid)


def all_rounds() -> QuerySet[Round]:
    """Every round, the newest first."""
    return Round.objects.select_related("plan", "scorecard", "asked_by", "closed_by")


def open_rounds() -> QuerySet[Round]:
    """The rounds to which answers are still wanted."""
    return all_rounds().filter(closed_at=None)


def open_round_of(plan: Plan) -> Round | None:
    """The round that is open on a plan."""
    return open_rounds().filter(kind=Kind.UPDATES, plan=plan).first()


def open_round_on(scorecard: Scorecard, period: Period) -> Round | None:
    """The round that is open on a scorecard's words in a period."""
    return open_rounds().filter(scorecard=scorecard, **period_columns(period)).first()


def rounds_wanted(*, kind: str = "", state: str = "") -> QuerySet[Round]:
    """Rounds of a kind, open or closed; empty asks for all. The newest first."""
    found = all_rounds()
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(closed_at__isnull=state == "open")
    return found


def last_round_of(plan: Plan, *, until: datetime) -> Round | None:
    """The newest round on a plan that had been asked by an instant, open or closed."""
    return all_rounds().filter(kind=Kind.UPDATES, plan=plan, asked_at__lte=until).first()


def asked_in(round: Round, *, today: date, known_at: datetime | None = None) -> list[Asked]:
    """Every request of a round as it stood on a day."""
    return asked(Request.objects.filter(round=round), today=today, known_at=known_at)


def waiting_in(rounds: QuerySet[Round], *, today: date) -> list[Asked]:
    """The requests of these rounds to which an answer is still wanted."""
    return [one for one in asked(Request.objects.filter(round__in=rounds), today=today) if one.is_waiting]


@dataclass(frozen=True)
class Tally:
    """A round with how many requests it made, and of these how many are answered and how many wait."""

    round: Round
    requests: int
    replied: int
    waiting: int


def tallies(rounds: Sequence[Round], *, today: date) -> list[Tally]:
    """These rounds with their counts, in their order. A fixed number of queries."""
    by_round: dict[int, list[Asked]] = {round.pk: [] for round in rounds}
    for one in asked(Request.objects.filter(round__in=by_round), today=today):
        by_round[one.request.round_id].append(one)
    return [
        Tally(
            round,
            len(by_round[round.pk]),
            sum(one.reply is not None for one in by_round[round.pk]),
            sum(one.is_waiting for one in by_round[round.pk]),
        )
        for round in rounds
    ]


def rounds_table(tallies: Iterable[Tally]) -> DataTable:
    """One row for each round, with its counts."""
    columns = (
        ("Round", 50), ("Asked for", 14), ("Asked on", 12), ("By", 24), ("Wanted by", 12), ("Requests", 10),
        ("Replied", 10), ("Not replied", 12), ("State", 10),
    )  # fmt: skip
    return DataTable("rounds", "Requests", columns, tuple(
        (
            str(one.round), one.round.get_kind_display(), one.round.asked_on, str(one.round.asked_by),
            one.round.due_on, one.requests, one.replied, one.waiting,
            "Open" if one.round.is_open else "Closed",
        )
        for one in tallies
    ))  # fmt: skip


def last_round_on(scorecard: Scorecard, period: Period) -> Round | None:
    """The newest round on a scorecard's words in a period, open or closed."""
    return all_rounds().filter(scorecard=scorecard, **period_columns(period)).first()


def round_for_report(
    plan: Plan, *, starts: date, ends: date, today: date, known_at: datetime | None = None
) -> Round | None:
    """The round of which a report on a period speaks: the newest due in it, or within half a year after it.

    None where nobody was asked by `today`, or by the instant whose knowledge is wanted.
    """
    rounds = all_rounds().filter(
        kind=Kind.UPDATES, plan=plan, due_on__gte=starts, due_on__lt=ends + JUST_AFTER, asked_on__lte=today
    )
    if known_at is not None:
        rounds = rounds.filter(asked_at__lte=known_at)
    return rounds.order_by("-due_on", "-asked_at").first()


def not_replied_for_report(
    plan: Plan, *, starts: date, ends: date, today: date, known_at: datetime | None = None
) -> list[Asked] | None:
    """Who was asked for updates of a plan around a period and did not reply; None where nobody was asked."""
    round = round_for_report(plan, starts=starts, ends=ends, today=today, known_at=known_at)
    if round is None:
        return None
    return [one for one in asked_in(round, today=today, known_at=known_at) if one.is_waiting]
