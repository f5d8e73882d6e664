"""Finding reports, and reading what they said at a version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.drafting.models import (
    Answer,
    Clearance,
    Comment,
    CommentState,
    Frozen,
    Kind,
    Report,
    RouteStep,
    Section,
    State,
    Template,
    Version,
    Words,
)
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.models import Person
from goldenthread.documents import canonical
from goldenthread.documents.drafted_report import DraftedReport

_WITH = ("form__template", "body", "meeting__body", "scorecard", "plan", "writer")


class NotAsFrozen(Exception):
    """A frozen edition does not give the digest that was kept with it."""


def report_called(uuid: UUID, **_slug: str) -> Report:
    """The report of this id. Raises Http404."""
    return get_object_or_404(Report.objects.select_related(*_WITH), uuid=uuid)


def edition_called(uuid: UUID) -> Frozen:
    """The frozen edition of this id. Raises Http404."""
    return get_object_or_404(
        Frozen.objects.select_related("report__body", "report__form__template", "frozen_by"), uuid=uuid
    )


def clearance_called(uuid: UUID) -> Clearance:
    """The clearance of this id. Raises Http404."""
    with_it = ("report__body", "report__form__template", "report__meeting", "step__clearer", "asked_by")
    return get_object_or_404(Clearance.objects.select_related(*with_it), uuid=uuid)


def comment_called(uuid: UUID) -> Comment:
    """The comment of this id, with its report. Raises Http404."""
    return get_object_or_404(Comment.objects.select_related("report", "made_by"), uuid=uuid)


def sections_of(report: Report) -> list[Section]:
    """What its template asked for when it began, in order."""
    return list(Section.objects.filter(version=report.form_id).order_by("position"))


def section_of(report: Report, key: str) -> Section:
    """One section of a report. Raises Http404."""
    return get_object_or_404(Section, version=report.form_id, key=key)


def words_at(report: Report, number: int | None = None) -> dict[str, str]:
    """What each section said at a version, by key; None: as it stands."""
    said = Words.objects.filter(version__report=report)
    if number is not None:
        said = said.filter(version__number__lte=number)
    return dict(said.order_by("key", "-version__number").distinct("key").values_list("key", "text"))


def versions_of(report: Report) -> QuerySet[Version]:
    """Every save, newest first, with the words that it changed."""
    words = Prefetch("words", Words.objects.only("version_id", "key"))
    return report.versions.select_related("made_by").prefetch_related(words)


def numbers(sections: list[Section]) -> dict[str, str]:
    """The printed number of each section by its key: "3", or "6.2" where it shares a heading."""
    found: dict[str, str] = {}
    place, inner, under = 0, 0, ""
    for section in sections:
        if section.under and section.under == under:
            inner += 1
        else:
            place, inner = place + 1, 1
        under = section.under
        found[section.key] = f"{place}.{inner}" if under else str(place)
    return found


def is_empty(section: Section, text: str) -> bool:
    """Whether nothing was said: no text, or list marks and a table's heading only."""
    lines = [line for line in text.splitlines() if line.strip(" -|")]
    if section.kind in (Kind.TEXT, Kind.FIGURES) and len(lines) == 1 and lines[0].startswith("|"):
        return text.strip() == section.default.strip()
    return not lines


def missing(report: Report, words: Mapping[str, str]) -> list[Section]:
    """The sections that the template requires and that say nothing."""
    return [
        section
        for section in sections_of(report)
        if section.required and is_empty(section, words.get(section.key, ""))
    ]


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to. `mine`: those that this person writes. `closed`: what is left out."""

    body: Body | None = None
    meeting: Meeting | None = None
    state: str = ""
    mine: Person | None = None
    closed: Q | None = None


def report_list(wanted: Wanted) -> QuerySet[Report]:
    """The reports that are wanted, the last saved first."""
    rows = Report.objects.select_related(*_WITH)
    if wanted.body:
        rows = rows.filter(body=wanted.body)
    if wanted.meeting:
        rows = rows.filter(meeting=wanted.meeting)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.mine:
        rows = rows.filter(writer=wanted.mine)
    if wanted.closed is not None:
        rows = rows.exclude(wanted.closed)
    waiting = Count("clearances", filter=Q(clearances__answer=Answer.WAITING), distinct=True)
    due = Max("clearances__due_on", filter=Q(clearances__answer=Answer.WAITING))
    return rows.annotate(waiting=waiting, next_due=due).order_by("-saved_at", "-id")


def bodies_with_reports() -> QuerySet[Body]:
    return Body.objects.filter(pk__in=Report.objects.values("body")).order_by("name")


def meetings_with_reports() -> QuerySet[Meeting]:
    found = Meeting.objects.filter(pk__in=Report.objects.values("meeting")).select_related("body")
    return found.order_by("-held_on")


def meeting_asked(uuid: str | None) -> Meeting | None:
    """The meeting that an address names; None for none, and for what is no id."""
    try:
        return Meeting.objects.select_related("body").filter(uuid=UUID(uuid or "")).first()
    except ValueError:
        return None


def comments_on(report: Report) -> list[Comment]:
    """Every comment with its replies, the oldest first."""
    found = report.comments.select_related("made_by").prefetch_related("replies__made_by")
    return list(found.order_by("made_at", "id"))


def open_comments(report: Report) -> int:
    return report.comments.exclude(state=CommentState.SETTLED).count()


@dataclass(frozen=True)
class Standing:
    """How a step of the route stands: what was asked last, None before it was asked."""

    step: RouteStep
    asked: Clearance | None

    @property
    def is_cleared(self) -> bool:
        return self.asked is not None and self.asked.answer in (Answer.CLEARED, Answer.COMMENTS)


def route_of(report: Report) -> list[Standing]:
    """Each step of the route with its newest clearance of this edition."""
    asked: dict[int, Clearance] = {}
    rows = report.clearances.filter(edition=report.edition)
    for one in rows.select_related("answered_by", "asked_by").order_by("asked_at", "id"):
        asked[one.step_id] = one
    steps = RouteStep.objects.filter(version=report.form_id).select_related("clearer__post")
    return [Standing(step, asked.get(step.pk)) for step in steps]


def waiting_clearances(closed: Q | None = None) -> QuerySet[Clearance]:
    """What waits to be cleared, the soonest due first. `closed`: the reports that are left out."""
    found = Clearance.objects.filter(answer=Answer.WAITING)
    if closed is not None:
        found = found.exclude(report__in=Report.objects.filter(closed))
    found = found.select_related("report__body", "report__meeting", "step__clearer__post", "asked_by")
    return found.order_by("due_on", "asked_at", "id")


def all_templates() -> QuerySet[Template]:
    return Template.objects.annotate(newest=Max("versions__number"), reports=Count("versions__reports"))


def template_called(uuid: UUID) -> Template:
    """The template of this id. Raises Http404."""
    return get_object_or_404(Template, uuid=uuid)


def document_of(frozen: Frozen) -> DraftedReport:
    """The frozen document. Raises NotAsFrozen."""
    if canonical.digest(frozen.document) != frozen.digest:
        raise NotAsFrozen(f"The document of {frozen} was altered after it was frozen.")
    return DraftedReport.from_json(frozen.document)


def editions_of(report: Report) -> QuerySet[Frozen]:
    """The frozen editions, newest first."""
    return report.editions.select_related("frozen_by").defer("document")


def is_past(report: Report, today: date) -> bool:
    """Whether its meeting was held."""
    return bool(report.meeting and report.meeting.held_on < today)


OPEN = (State.DRAFT, State.SUBMITTED, State.CLEARED)
