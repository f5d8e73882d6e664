"""Success statements as they stood on a day and as far as they were known, each with its newest answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.plans.models import Outcome, Plan
from goldenthread.apps.success.models import (
    Source,
    StatementAnswer,
    StatementRevision,
    SuccessStatement,
    Verdict,
)
from goldenthread.apps.trail.moments import known_by

WHOLE_PLAN = "The plan as a whole"
ORDER = tuple(Source)


@dataclass(frozen=True)
class Stood:
    """A statement as it stood: what it said, and the newest of its answers (`answers`: how many)."""

    statement: SuccessStatement
    text: str
    source: Source
    outcome: Outcome | None
    answer: StatementAnswer | None
    answers: int

    @property
    def verdict(self) -> Verdict:
        """What its newest answer says; not known where nobody answered."""
        return Verdict(self.answer.verdict) if self.answer else Verdict.NOT_KNOWN

    @property
    def heading(self) -> str:
        return str(self.outcome or WHOLE_PLAN)

    def get_absolute_url(self) -> str:
        return self.statement.get_absolute_url()


def statement_called(uuid: UUID) -> SuccessStatement:
    """The statement of this id, retired ones included. Raises Http404."""
    return get_object_or_404(SuccessStatement.objects.select_related("plan", "outcome"), uuid=uuid)


def statements_of(
    plan: Plan, *, today: date, as_at: date | None = None, known_at: datetime | None = None
) -> list[Stood]:
    """A plan's statements, by outcome and then by source; those that were retired by the day are left out."""
    return _stood(plan.success_statements.all(), on=as_at or today, known_at=known_at)


def statements_for(
    actions: Iterable[int], *, today: date, as_at: date | None = None, known_at: datetime | None = None
) -> list[Stood]:
    """The statements of the outcomes that these actions (by key) are for, by source."""
    outcomes = Outcome.objects.filter(actions__in=list(actions))
    statements = SuccessStatement.objects.filter(outcome__in=outcomes.values("pk"))
    return sorted(_stood(statements, on=as_at or today, known_at=known_at), key=_by_source)


def answers_of(
    statement: SuccessStatement, *, today: date, known_at: datetime | None = None
) -> QuerySet[StatementAnswer]:
    """Every answer to a statement until a day, the newest first."""
    told = _told(StatementAnswer.objects.filter(statement=statement), today, known_at)
    return _whole(told).order_by("-effective_on", "-id")


def revisions_of(statement: SuccessStatement) -> QuerySet[StatementRevision]:
    """All that a statement said, the newest first."""
    return statement.revisions.select_related("outcome", "recorded_by").order_by("-version")


def by_heading(statements: Sequence[Stood]) -> list[tuple[str, list[Stood]]]:
    """Statements under the outcome that each is of."""
    groups: dict[str, list[Stood]] = {}
    for one in statements:
        groups.setdefault(one.heading, []).append(one)
    return list(groups.items())


def _stood(statements: QuerySet[SuccessStatement], *, on: date, known_at: datetime | None) -> list[Stood]:
    """Three statements to the database (and one for the files), however many there are."""
    pks = statements.order_by().values("pk")
    said = StatementRevision.objects.filter(known_by(known_at), statement__in=pks, effective_on__lte=on)
    said = said.select_related("statement__plan", "outcome").order_by("statement_id", "-version")
    told = _told(StatementAnswer.objects.filter(statement__in=pks), on, known_at)
    newest = {
        answer.statement_id: answer
        for answer in _whole(told).order_by("statement_id", "-effective_on", "-id").distinct("statement_id")
    }
    counts = dict(told.order_by().values_list("statement_id").annotate(Count("pk")))
    found = [
        Stood(
            statement=revision.statement,
            text=revision.text,
            source=Source(revision.source),
            outcome=revision.outcome,
            answer=newest.get(revision.statement_id),
            answers=counts.get(revision.statement_id, 0),
        )
        for revision in said.distinct("statement_id")
        if not revision.gone
    ]
    return sorted(found, key=_by_outcome)


def _told(
    answers: QuerySet[StatementAnswer], on: date, known_at: datetime | None
) -> QuerySet[StatementAnswer]:
    return answers.filter(known_by(known_at), effective_on__lte=on)


def _whole(answers: QuerySet[StatementAnswer]) -> QuerySet[StatementAnswer]:
    """With what a page shows beside each."""
    return answers.select_related("recorded_by").prefetch_related("evidence")


def _by_outcome(one: Stood) -> tuple[bool, int, int, int]:
    place = one.outcome.position if one.outcome else 0
    return one.outcome is None, place, ORDER.index(one.source), one.statement.position


def _by_source(one: Stood) -> tuple[int, int, int]:
    return ORDER.index(one.source), one.statement.plan_id, one.statement.position
