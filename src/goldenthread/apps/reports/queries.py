"""Finding papers and drafts, and what a draft says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.measures.recorded import period_columns
from goldenthread.apps.reports.assembling import NO_WORDS, OwnWords
from goldenthread.apps.reports.authors import Authors
from goldenthread.apps.reports.models import Draft, Paper
from goldenthread.apps.reports.papers import FORMATS, Format, NotAsFrozen
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.queries import Happening, about
from goldenthread.apps.trail.said import copied, put_back
from goldenthread.documents.data_tables import DataTable
from goldenthread.rulebook.periods import Period

DRAFT_STARTED, DRAFT_SAVED = "reports.draft_started", "reports.draft_saved"
SORTS = {
    "body": ("body__name", "ends", "edition"),
    "period": ("ends", "starts", "body__name", "edition"),
    "frozen": ("frozen_at",),
}


def paper_called(uuid: UUID, **_slug: str) -> Paper:
    """The paper of this id. Raises Http404."""
    return get_object_or_404(Paper.objects.select_related("body", "frozen_by"), uuid=uuid)


@dataclass(frozen=True)
class WantedFile:
    """A paper and the kind of file that it is wanted as."""

    paper: Paper
    form: Format


def file_called(uuid: UUID, suffix: str) -> WantedFile:
    """The paper of this id as this kind of file. Raises Http404."""
    if suffix not in FORMATS:
        raise Http404("A paper is made as PDF, Word and Excel.")
    return WantedFile(paper_called(uuid), FORMATS[suffix])


@dataclass(frozen=True)
class WantedTable:
    """A paper and the name of one of its tables."""

    paper: Paper
    table: str


def table_called(uuid: UUID, table: str) -> WantedTable:
    """The paper of this id, with the table that is wanted. Raises Http404."""
    return WantedTable(paper_called(uuid), table)


def checked(paper: Paper) -> Happening | None:
    """The event of the ledger that tells of its freezing; None where what it says was erased by law.

    Raises NotAsFrozen where the ledger names another digest, or does not know the paper.
    """
    told = next((event for event in about(paper.uuid) if event.verb == "reports.frozen"), None)
    if told is None or (told.after and told.after["digest"] != paper.digest):
        raise NotAsFrozen(f"The ledger does not know {paper} by this digest.")
    return told if told.after else None


def draft_called(uuid: UUID, **_slug: str) -> Draft:
    """The draft of this id. Raises Http404."""
    return get_object_or_404(Draft.objects.select_related("body", "scorecard"), uuid=uuid)


def all_papers() -> QuerySet[Paper]:
    """Every frozen paper, newest first, without its text."""
    return Paper.objects.select_related("body", "frozen_by").defer("document").order_by("-frozen_at", "-id")


def papers_wanted(
    *,
    body: Body | None = None,
    period: Period | None = None,
    sort: str | None = None,
    descending: bool = False,
) -> QuerySet[Paper]:
    """Papers of a body and a period, each None for all, newest first or by one of `SORTS`."""
    found = all_papers()
    if body is not None:
        found = found.filter(body=body)
    if period is not None:
        found = found.filter(**period_columns(period))
    if sort not in SORTS:
        return found
    found = found.order_by(*SORTS[sort], "id")
    return found.reverse() if descending else found


def list_table(found: Iterable[Paper]) -> DataTable:
    """The list of papers as a table to take away."""
    columns = (
        ("Body", 40),
        ("Period", 16),
        ("Edition", 9),
        ("As at", 16),
        ("Frozen at", 28),
        ("SHA-256", 66),
    )
    rows = tuple(
        (one.body.name, str(one.period), one.edition, one.as_at, one.frozen_at.isoformat(), one.digest)
        for one in found
    )
    return DataTable("papers", "Papers", columns, rows)


def newest_edition(paper: Paper) -> Paper | None:
    """The newest edition of the same report, where it is not this one."""
    same = {name: getattr(paper, name) for name in ("kind", "body", "period_kind", "starts", "ends")}
    return all_papers().filter(**same, edition__gt=paper.edition).order_by("-edition").first()


def all_drafts() -> QuerySet[Draft]:
    """Every draft, the newest period first."""
    return Draft.objects.select_related("body", "scorecard").order_by("-ends", "body__name")


def editions_of(draft: Draft) -> QuerySet[Paper]:
    """The papers frozen for a draft's body and period, newest first."""
    return all_papers().filter(
        body=draft.body, period_kind=draft.period_kind, starts=draft.starts, ends=draft.ends
    )


def words_of(draft: Draft | None, today: date, known_at: datetime | None = None) -> OwnWords:
    """An officer's own words, as they stood at an instant, signed with the role of who saved them last."""
    if draft is None:
        return NO_WORDS
    events = Event.objects.filter(subjects__uuid=draft.uuid)
    saved = events.filter(verb=DRAFT_SAVED).order_by("-position")
    if known_at is not None:
        if events.filter(verb=DRAFT_STARTED, at__gt=known_at).exists():
            return NO_WORDS
        saved = saved.filter(at__lte=known_at)
        draft = copied(draft)
        put_back([draft], known_at, DRAFT_SAVED)
    writer = saved.values_list("actor_id", flat=True).first()
    return OwnWords(
        introduction=draft.introduction,
        introduction_by=Authors([writer], known_at).title(writer, today) or None,
        next_steps=draft.next_steps,
        contact=draft.contact,
    )
