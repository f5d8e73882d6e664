"""Reads of the words on measures: what stands for a period, what it was before, who has answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from goldenthread.apps.commentary.beside import Shown, changes_since, shown_to
from goldenthread.apps.commentary.models import Comment, CommentSignOff
from goldenthread.apps.measures.models import COUNCIL_AREA, Measure, Observation, Scorecard
from goldenthread.apps.measures.queries import measure_called, scorecard_called
from goldenthread.apps.measures.recorded import period_columns
from goldenthread.apps.measures.scorecard_rows import ScorecardRow
from goldenthread.apps.measures.scorecards import by_recency, period_slug
from goldenthread.apps.people.models import Post
from goldenthread.rulebook.commentary import is_signed_off
from goldenthread.rulebook.periods import Period, PeriodKind

PRINTED_LEAD = "printed"
"""The key of a lead whom a paper names and who is no post on record."""


@dataclass(frozen=True)
class MeasureInPeriod:
    """A measure in a period: what somebody writes about."""

    measure: Measure
    period: Period

    @property
    def address(self) -> dict[str, object]:
        """The arguments of its pages."""
        return {"uuid": self.measure.uuid, "period": period_slug(self.period)}


@dataclass(frozen=True)
class ScorecardInPeriod:
    """A scorecard in a period: what words are asked for."""

    scorecard: Scorecard
    period: Period

    @property
    def address(self) -> dict[str, object]:
        """The arguments of its pages."""
        return {"uuid": self.scorecard.uuid, "period": period_slug(self.period)}


def measure_in_period_called(uuid: UUID, period: str) -> MeasureInPeriod:
    """The measure and the period of a URL; 404 for a period of which its scorecards know nothing."""
    measure = measure_called(uuid)
    beside_it = Q(measure=measure) | Q(measure__lines__scorecard__lines__measure=measure)
    return MeasureInPeriod(measure, _called(period, periods_in(Observation.objects.filter(beside_it))))


def scorecard_in_period_called(uuid: UUID, period: str) -> ScorecardInPeriod:
    """The scorecard and the period of a URL; 404 for a period for which it has no figures."""
    scorecard = scorecard_called(uuid)
    of_it = Observation.objects.filter(measure__lines__scorecard=scorecard)
    return ScorecardInPeriod(scorecard, _called(period, periods_in(of_it)))


def periods_in(observations: QuerySet[Observation]) -> list[Period]:
    """The periods of which these are figures of ours, newest first."""
    ours = observations.filter(area=COUNCIL_AREA).order_by()
    rows = ours.values_list("period_kind", "starts", "ends").distinct()
    return sorted((Period(PeriodKind(kind), starts, ends) for kind, starts, ends in rows), key=by_recency)


def _called(slug: str, periods: Iterable[Period]) -> Period:
    for period in periods:
        if period_slug(period) == slug:
            return period
    raise Http404(f"There are no figures for {slug}")


@dataclass(frozen=True)
class SpokenFor:
    """Whose words they are when somebody else enters them: as printed, and the post where it is on record."""

    name: str
    post: Post | None = None


def speakers_for(measure: Measure) -> dict[str, SpokenFor]:
    """Whose words on a measure somebody else may enter, by a key for a form: its lead, and every post."""
    printed = {PRINTED_LEAD: SpokenFor(measure.lead_text)} if lead_key(measure) == PRINTED_LEAD else {}
    return printed | {str(post.uuid): SpokenFor(post.title, post) for post in Post.objects.all()}


def lead_key(measure: Measure) -> str:
    """The key of the measure's lead among `speakers_for`; empty where it has none."""
    if measure.lead:
        return str(measure.lead.uuid)
    return PRINTED_LEAD if measure.lead_text else ""


def comment_called(uuid: UUID) -> Comment:
    """The version of the words of a URL."""
    found = Comment.objects.select_related("measure__lead", "written_by", "on_behalf_of_post")
    return get_object_or_404(found, uuid=uuid)


@dataclass(frozen=True)
class Said:
    """The words on a measure in a period as they stand: the newest version, and how it was decided.

    `changes` say what has changed since it was written; empty where the figures are still those.
    """

    comment: Comment
    decision: CommentSignOff | None
    changes: tuple[str, ...]

    @property
    def is_stale(self) -> bool:
        """COM-1."""
        return bool(self.changes)

    @property
    def is_signed_off(self) -> bool:
        """COM-2."""
        signed = {self.comment.version} if self._was(CommentSignOff.Outcome.SIGNED) else set()
        return is_signed_off(self.comment.version, signed)

    @property
    def is_returned(self) -> bool:
        return self._was(CommentSignOff.Outcome.RETURNED)

    @property
    def waits(self) -> bool:
        """Whether nobody has decided on it yet."""
        return self.decision is None

    @property
    def author(self) -> str:
        """Who wrote it, and for whom: "Performance analyst, on behalf of Head of Service"."""
        writer = str(self.comment.written_by)
        spoken_for = self.comment.on_behalf_of
        return f"{writer}, on behalf of {spoken_for}" if spoken_for else writer

    @property
    def shown(self) -> Shown:
        """What stood beside the box when it was written."""
        return shown_to(self.comment)

    def _was(self, outcome: CommentSignOff.Outcome) -> bool:
        return self.decision is not None and self.decision.outcome == outcome


def comments_on(
    measures: Iterable[Measure | int], *, as_at: date | None = None, known_at: datetime | None = None
) -> QuerySet[Comment]:
    """Every version of the words on these measures, as true on a day and known at an instant.

    Each comes with its measure, its writer and its decision. None asks for all.
    """
    rows = Comment.objects.filter(measure__in=list(measures))
    if as_at is not None:
        rows = rows.filter(effective_on__lte=as_at)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    return rows.select_related("measure", "written_by", "on_behalf_of_post", "decision__decided_by")


def newest(
    measures: Iterable[Measure | int], period: Period, *, as_at: date | None = None,
    known_at: datetime | None = None,
) -> dict[int, Comment]:  # fmt: skip
    """The newest version of the words on each measure in a period, by the measure's row number. One query."""
    rows = comments_on(measures, as_at=as_at, known_at=known_at).filter(**period_columns(period))
    return {one.measure_id: one for one in rows.order_by("measure_id", "-version").distinct("measure_id")}


def written_since(measures: Iterable[Measure | int], period: Period, since: datetime) -> dict[int, Comment]:
    """The newest words on each measure in a period that were recorded at or after an instant.

    By the measure's row number: a measure that is not among them has had no answer since. One query. The
    comment comes with `written_by`, and with `decision` where it was signed off or returned.
    """
    rows = comments_on(measures).filter(recorded_at__gte=since, **period_columns(period))
    return {one.measure_id: one for one in rows.order_by("measure_id", "-version").distinct("measure_id")}


def said_on(
    rows: Sequence[ScorecardRow], period: Period, *, as_at: date | None = None,
    known_at: datetime | None = None,
) -> dict[int, Said]:  # fmt: skip
    """What is said of the measures of these rows, by the measure's row number. One query.

    The rows show the period's figures at the same moment: words are held against them.
    """
    shown = {row.measure.pk: row for row in rows}
    found = newest(shown, period, as_at=as_at, known_at=known_at)
    return {
        measure: Said(comment, decision_of(comment, as_at, known_at), changes_since(comment, shown[measure]))
        for measure, comment in found.items()
    }


def decision_of(
    comment: Comment, as_at: date | None = None, known_at: datetime | None = None
) -> CommentSignOff | None:
    """How a version was decided, as true on a day and known at an instant; None while nobody has."""
    decision: CommentSignOff | None = getattr(comment, "decision", None)
    if decision is None or (as_at is not None and decision.decided_on > as_at):
        return None
    return None if known_at is not None and decision.decided_at > known_at else decision


@dataclass(frozen=True)
class Version:
    """One version in the history of the words: what stood beside it, and how it was decided."""

    comment: Comment
    shown: Shown
    decision: CommentSignOff | None


def history(
    found: MeasureInPeriod, *, as_at: date | None = None, known_at: datetime | None = None
) -> list[Version]:
    """Every version of the words on a measure in a period, newest first."""
    rows = comments_on([found.measure], as_at=as_at, known_at=known_at)
    rows = rows.filter(**period_columns(found.period)).order_by("-version")
    return [Version(one, shown_to(one), decision_of(one, as_at, known_at)) for one in rows]


def history_address(measure: Measure, period: Period) -> str:
    """Every version of the words on a measure in a period."""
    return reverse("commentary:history", args=[measure.uuid, period_slug(period)])


def write_address(measure: Measure, period: Period) -> str:
    """Where the words on a measure in a period are written."""
    return reverse("commentary:write", args=[measure.uuid, period_slug(period)])
