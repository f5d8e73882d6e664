"""Reading interventions: what an inspection brought, how each part stands on a day, and what comes next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.inspections.models import Inspection
from goldenthread.apps.interventions.models import (
    AdviserMeeting,
    DateMoved,
    MonitoringVisit,
    NoticeReview,
    NoticeToImprove,
    ReinspectionWindow,
    Submission,
    Version,
    address_of,
)
from goldenthread.rulebook.interventions import (
    Handed,
    Standing,
    adviser_standing,
    submission_standing,
    visit_standing,
    window_standing,
)

Record = NoticeToImprove | Submission | MonitoringVisit | ReinspectionWindow
KINDS = {
    "submission": "Submission", "noticetoimprove": "Notice to improve", "monitoringvisit": "Monitoring visit",
    "reinspectionwindow": "Re-inspection window",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One record with how it stands on the day, and the days that it was on before."""

    record: Record
    standing: Standing
    moves: Sequence[DateMoved] = ()

    @property
    def kind(self) -> str:
        return str(self.record._meta.model_name)

    @property
    def kind_words(self) -> str:
        return KINDS[self.kind]

    @property
    def anchor(self) -> str:
        """Its place on the page of its inspection."""
        return f"{self.kind}-{self.record.uuid}"

    @property
    def in_force(self) -> bool:
        """Of a notice: whether it was not lifted."""
        return isinstance(self.record, NoticeToImprove) and self.record.lifted_on is None


@dataclass(frozen=True)
class Intervention:
    """All that an inspection brought, each part by its days."""

    inspection: Inspection
    notices: Sequence[Line]
    submissions: Sequence[Line]
    visits: Sequence[Line]
    windows: Sequence[Line]

    @property
    def lines(self) -> list[Line]:
        """Every record, what is wanted first at the top, and what asks for nothing at the end."""
        return by_when([*self.notices, *self.submissions, *self.visits, *self.windows])

    @property
    def wanted(self) -> list[Line]:
        """What asks for something, the nearest first."""
        return [line for line in self.lines if line.standing.wanted]

    @property
    def href(self) -> str:
        return address_of(self.inspection)


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to. `show`: "wanted" leaves out what asks for nothing."""

    inspection: Inspection | None = None
    kind: str = ""
    show: str = ""


def notice_called(uuid: UUID) -> NoticeToImprove:
    """The notice of this id, with its inspection. Raises Http404."""
    return get_object_or_404(NoticeToImprove.objects.select_related("inspection"), uuid=uuid)


def submission_called(uuid: UUID) -> Submission:
    """The submission of this id, with its inspection. Raises Http404."""
    return get_object_or_404(Submission.objects.select_related("inspection"), uuid=uuid)


def version_called(uuid: UUID) -> Version:
    """The version of this id, with its submission. Raises Http404."""
    return get_object_or_404(Version.objects.select_related("submission__inspection"), uuid=uuid)


def visit_called(uuid: UUID) -> MonitoringVisit:
    """The visit of this id, with its inspection. Raises Http404."""
    return get_object_or_404(MonitoringVisit.objects.select_related("inspection"), uuid=uuid)


def window_called(uuid: UUID) -> ReinspectionWindow:
    """The window of this id, with its inspection. Raises Http404."""
    return get_object_or_404(ReinspectionWindow.objects.select_related("inspection"), uuid=uuid)


def intervention_of(inspection: Inspection, today: date) -> Intervention:
    """All that an inspection brought, as it stands on a day. A fixed number of queries."""
    lines = _lines(today, inspection)
    kept: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        kept[line.kind].append(line)
    return Intervention(
        inspection, kept["noticetoimprove"], kept["submission"], kept["monitoringvisit"],
        kept["reinspectionwindow"],
    )  # fmt: skip


def intervention_list(wanted: Wanted, today: date) -> list[Line]:
    """The records that are wanted, of all inspections, the nearest day first."""
    lines = _lines(today, wanted.inspection)
    if wanted.kind:
        lines = [line for line in lines if line.kind == wanted.kind]
    if wanted.show == "wanted":
        lines = [line for line in lines if line.standing.wanted]
    return by_when(lines)


def by_when(lines: Iterable[Line]) -> list[Line]:
    """The nearest day first, then what is wanted without a day, then what asks for nothing."""
    return sorted(
        lines,
        key=lambda line: (not line.standing.wanted, line.standing.by is None, line.standing.by or date.max),
    )


def inspections_with_interventions() -> QuerySet[Inspection]:
    """The inspections that brought something."""
    brought: set[int] = set()
    for model in (NoticeToImprove, Submission, MonitoringVisit, ReinspectionWindow):
        brought.update(model.objects.values_list("inspection", flat=True))
    return Inspection.objects.filter(pk__in=brought)


def _lines(today: date, inspection: Inspection | None) -> list[Line]:
    records = _records(inspection)
    moves: dict[UUID, list[DateMoved]] = defaultdict(list)
    subjects = [record.uuid for record in records]
    for move in DateMoved.objects.filter(subject__in=subjects).select_related("recorded_by"):
        moves[move.subject].append(move)
    return [Line(record, standing_of(record, today), tuple(moves[record.uuid])) for record in records]


def _records(inspection: Inspection | None) -> list[Record]:
    notices = NoticeToImprove.objects.select_related("inspection", "file").prefetch_related(
        Prefetch("reviews", NoticeReview.objects.select_related("recorded_by")),
        Prefetch("adviser_meetings", AdviserMeeting.objects.select_related("file", "recorded_by")),
    )
    submissions = Submission.objects.select_related("inspection").prefetch_related(
        Prefetch("versions", Version.objects.select_related("file", "outcome", "recorded_by"))
    )
    visits = MonitoringVisit.objects.select_related("inspection", "file")
    windows = ReinspectionWindow.objects.select_related("inspection")
    return [
        record
        for rows in (notices, submissions, visits, windows)
        for record in (rows if inspection is None else rows.filter(inspection=inspection))
    ]


def standing_of(record: Record, today: date) -> Standing:
    """How a record stands on a day, by the rules of the rulebook."""
    if isinstance(record, NoticeToImprove):
        held = [meeting.held_on for meeting in record.adviser_meetings.all()]
        return adviser_standing(record.issued_on, max(held, default=None), record.lifted_on, today)
    if isinstance(record, Submission):
        return _submission(record, today)
    if isinstance(record, MonitoringVisit):
        return visit_standing(record.starts, record.ends, record.letter_published_on, today)
    return window_standing(record.opens_on, record.closes_on, today)


def _submission(submission: Submission, today: date) -> Standing:
    versions = list(submission.versions.all())
    if not versions:
        return submission_standing(submission.due_on, None, None, today)
    newest, outcome = versions[-1], getattr(versions[-1], "outcome", None)
    handed = Handed(newest.number, newest.submitted_on)
    if outcome:
        handed = Handed(
            newest.number, newest.submitted_on, outcome.result, outcome.decided_on, outcome.again_by
        )
    return submission_standing(submission.due_on, handed, versions[0].submitted_on, today)
