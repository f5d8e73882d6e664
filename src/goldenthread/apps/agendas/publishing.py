"""Publishing an agenda: each time one more edition, which never changes and says what did."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction

from goldenthread.apps.agendas.changing import locked
from goldenthread.apps.agendas.editions import (
    VERSION,
    AgendaSaid,
    ArisingSaid,
    ItemSaid,
    PaperSaid,
    changes_between,
    document_of,
)
from goldenthread.apps.agendas.models import Agenda, AgendaEdition, Paper
from goldenthread.apps.agendas.owing import receive
from goldenthread.apps.agendas.queries import (
    AgendaShown,
    ItemShown,
    PaperShown,
    agenda_shown,
    ends_at,
    newest_edition,
)
from goldenthread.apps.agendas.sources import source_called
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents import canonical


@transaction.atomic
def publish_agenda(
    agenda: Agenda, *, today: date, by: Person | None, at: datetime, reason: str = "",
    version: int | None = None,
) -> AgendaEdition:  # fmt: skip
    """Publish an agenda as it is now. Where nothing changed since the last edition, that one is given.

    Raises Refused for an agenda without items; for another edition without a reason; "stale" when the order
    changed since `version`.
    """
    agenda = locked(agenda, version)
    shown = agenda_shown(agenda, today)
    said = _said_of(shown)
    if not said.items:
        raise Refused("The agenda has no items. Build it first.")
    last, reason = newest_edition(agenda), reason.strip()
    changes: list[str] = []
    if last is not None:
        changes = changes_between(document_of(last), said)
        if said.to_json() == last.document:
            return last
        if not reason:
            raise Refused("The agenda is published. Say why it changes.", field="reason")
    document = said.to_json()
    edition = AgendaEdition.objects.create(
        agenda=agenda, number=last.number + 1 if last else 1, schema=VERSION, document=document,
        digest=canonical.digest(document), reason=reason if last else "", published_at=at, published_by=by,
    )  # fmt: skip
    if last is None:
        agenda.state, agenda.published_at = Agenda.State.PUBLISHED, at
        agenda.save(update_fields=["state", "published_at"])
    receive(agenda, shown.items, today=today, by=by, at=at)
    record(
        "agendas.published", by=by, at=at, on=[agenda, agenda.meeting, edition], why=edition.reason,
        after={"edition": edition.number, "digest": edition.digest, "changes": changes},
    )  # fmt: skip
    return edition


def said_of(agenda: Agenda, today: date) -> AgendaSaid:
    """An agenda as it is now, as a document."""
    return _said_of(agenda_shown(agenda, today))


def _said_of(shown: AgendaShown) -> AgendaSaid:
    agenda = shown.agenda
    meeting = agenda.meeting
    return AgendaSaid(
        body=meeting.body.name,
        meeting=str(meeting.uuid),
        title=meeting.title,
        held_on=meeting.held_on,
        starts_at=_clock(meeting.starts_at),
        ends_at=_clock(ends_at(agenda)),
        place=meeting.place,
        items=tuple(map(_item, shown.items)),
    )


def unpublished_changes(agenda: Agenda, today: date) -> list[str]:
    """What changed since the last edition, in sentences; none for an agenda that was never published."""
    last = newest_edition(agenda)
    return changes_since(last, agenda_shown(agenda, today)) if last else []


def changes_since(edition: AgendaEdition, shown: AgendaShown) -> list[str]:
    """What changed since an edition, in sentences."""
    return changes_between(document_of(edition), _said_of(shown))


def _item(one: ItemShown) -> ItemSaid:
    item = one.item
    return ItemSaid(
        uuid=str(item.uuid), number=item.number, part=item.part, exempt_paragraph=item.exempt_paragraph,
        kind=item.kind, title=item.title, purpose=item.purpose, words=item.words, presenter=item.presenter,
        minutes_allowed=item.minutes_allowed, starts_at=_clock(one.starts_at), late_reason=item.late_reason,
        late_said_by=item.late_said_by, papers=tuple(map(_paper, one.papers)),
        arising=tuple(map(ArisingSaid.of, one.arising)),
    )  # fmt: skip


def _paper(one: PaperShown) -> PaperSaid:
    return _said(one.paper, tuple(_said(appendix) for appendix in one.appendices))


def _said(paper: Paper, appendices: tuple[PaperSaid, ...] = ()) -> PaperSaid:
    return PaperSaid(
        str(paper.uuid), paper.title, paper.source, _content(paper), paper.language, paper.alt, appendices
    )


def _content(paper: Paper) -> str:
    """What names a paper's content: a file's digest; what a room says of it, whose edition may be another."""
    if paper.file:
        return str(paper.file.sha256)
    source = source_called(paper.source)
    offered = source.describe(paper.source_uuid) if source else None
    return f"{paper.source_uuid} {offered.state}" if offered else str(paper.source_uuid)


def _clock(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""
