"""Writes about papers: put on an item, described, ordered, taken off; and their appendices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.db import models, transaction

from goldenthread.apps.agendas.changing import locked_item
from goldenthread.apps.agendas.models import Item, Paper, PaperOn
from goldenthread.apps.agendas.restricting import serves_part_1
from goldenthread.apps.agendas.sources import source_called
from goldenthread.apps.files.kinds import EXCEL, JPEG, PDF, PNG, WORD
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused

IMAGES = (PNG.media_type, JPEG.media_type)
KINDS = (PDF, WORD, EXCEL, PNG, JPEG)
"""What a pack can bring in."""
_MEDIA_TYPES = {kind.media_type for kind in KINDS}


@dataclass(frozen=True)
class Described:
    """What a paper is called, its language (a BCP 47 tag), and for an image its alternative text."""

    title: str
    language: str = "en"
    alt: str = ""


@transaction.atomic
def attach_file(item: Item, file: StoredFile, says: Described, *, by: Person | None, at: datetime) -> PaperOn:
    """Put an uploaded file on an item as its last paper.

    Raises Refused without a title, for a kind that no pack can bring in, and for an image without
    alternative text.
    """
    item = _locked_on_it(item)
    paper = Paper.objects.create(file=file, **_checked(says, file), recorded_at=at, recorded_by=by)
    return _put_on(item, paper, by=by, at=at)


@transaction.atomic
def attach_files(
    item: Item, files: Sequence[StoredFile], says: Described, *, by: Person | None, at: datetime
) -> list[PaperOn]:
    """Put uploaded files on an item, all or none. Several, or one without a title, are called as the file is.

    Raises Refused as `attach_file`, and without a file.
    """
    if not files:
        raise Refused("Choose a file.", field="file")
    return [
        attach_file(item, file, called(says, file, alone=len(files) == 1), by=by, at=at) for file in files
    ]


def called(says: Described, file: StoredFile, *, alone: bool) -> Described:
    """What is said of a file, under its own name where it has none."""
    title = says.title.strip() if alone else ""
    return replace(says, title=title or _spoken(file.name))


def _spoken(name: str) -> str:
    """A file's name as a title: "annual_report-2018.pdf" is "annual report 2018"."""
    return " ".join(re.split(r"[\s_-]+", PurePath(name).stem)).strip() or name


@transaction.atomic
def attach_from(
    item: Item, kind: str, uuid: UUID, *, by: Person | None, at: datetime, title: str = ""
) -> PaperOn:
    """Put something that a room made on an item as its last paper, ready or not: a pack waits for it.

    Raises Refused for a kind that nobody registered, one that its room does not know, and one that is on the
    item already.
    """
    source = source_called(kind)
    offered = source.describe(uuid) if source else None
    if offered is None:
        raise Refused("There is no such paper. Choose one from the list.", field="offered")
    item = _locked_on_it(item)
    paper, _ = Paper.objects.get_or_create(
        source=kind, source_uuid=uuid, appendix_of=None,
        defaults={"title": (title or offered.title)[:300], "recorded_at": at, "recorded_by": by},
    )  # fmt: skip
    return _put_on(item, paper, by=by, at=at)


@transaction.atomic
def attach_again(item: Item, paper: Paper, *, by: Person | None, at: datetime) -> PaperOn:
    """Put a paper that serves another item, of this meeting or an earlier one, on this item too.

    Raises Refused for an appendix, and for one that is on the item already.
    """
    if paper.appendix_of_id:
        raise Refused("An appendix goes with its paper. Choose the paper.", field="paper")
    return _put_on(_locked_on_it(item), paper, by=by, at=at)


@transaction.atomic
def take_paper_off(on: PaperOn, *, by: Person | None, at: datetime, reason: str = "") -> None:
    """Take a paper off an item. The paper stays, and so do the other items that it serves.

    After publication a reason is needed.
    """
    item = _locked_on_it(on.item)
    reason = reason.strip()
    if item.agenda.is_published and not reason:
        raise Refused("The agenda is published. Say why the paper is taken off.", field="reason")
    rows = list(item.papers_on.select_related("paper").order_by("position"))
    gone = next((one for one in rows if one.pk == on.pk), None)
    if gone is None:
        raise Refused("The paper was taken off already.", code="stale")
    gone.delete()
    _number([one for one in rows if one.pk != on.pk])
    record(
        "agendas.paper_taken_off", by=by, at=at, on=[item.agenda, item.agenda.meeting, item, gone.paper],
        before={"paper": gone.paper.title, "item": item.title}, why=reason,
    )  # fmt: skip


@transaction.atomic
def move_paper(on: PaperOn, up: bool, *, by: Person | None, at: datetime) -> None:
    """Move a paper one place up or down among those of its item. At the end already: nothing changes."""
    item = _locked_on_it(on.item)
    rows = list(item.papers_on.select_related("paper").order_by("position"))
    if _swapped(rows, on.pk, up):
        _number(rows)
        record(
            "agendas.paper_moved", by=by, at=at, on=[item.agenda, item.agenda.meeting, item, on.paper],
            after={"papers": [one.paper.title for one in rows]},
        )  # fmt: skip


@transaction.atomic
def describe_paper(paper: Paper, says: Described, *, version: int, by: Person | None, at: datetime) -> Paper:
    """Change what a paper is called, its language or alternative text, wherever it is used.

    Raises Refused as `attach_file`, and "stale" when somebody changed it since `version`.
    """
    paper = (
        Paper.objects.select_for_update(of=("self",)).select_related("file", "appendix_of").get(pk=paper.pk)
    )
    if paper.version != version:
        raise Refused(
            "Somebody changed this paper while you were writing. Read it, then save again.", code="stale"
        )
    fields = _checked(says, paper.file)
    before = {name: getattr(paper, name) for name, value in fields.items() if getattr(paper, name) != value}
    if not before:
        return paper
    for name in before:
        setattr(paper, name, fields[name])
    paper.version += 1
    paper.save(update_fields=[*before, "version"])
    record(
        "agendas.paper_described", by=by, at=at, on=_on(paper), before=before,
        after={name: fields[name] for name in before},
    )  # fmt: skip
    return paper


@transaction.atomic
def add_appendix(
    paper: Paper, file: StoredFile, says: Described, *, by: Person | None, at: datetime
) -> Paper:
    """Add an uploaded file as the last appendix of a paper. Refused as `attach_file`."""
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if paper.appendix_of_id:
        raise Refused("An appendix has no appendices of its own: add it to the paper.")
    last = _appendices(paper)
    appendix = Paper.objects.create(
        file=file, **_checked(says, file), appendix_of=paper, position=len(last) + 1, recorded_at=at,
        recorded_by=by,
    )  # fmt: skip
    record(
        "agendas.appendix_added", by=by, at=at, on=[paper, appendix, file], after={"title": appendix.title}
    )
    return appendix


@transaction.atomic
def add_appendices(
    paper: Paper, files: Sequence[StoredFile], says: Described, *, by: Person | None, at: datetime
) -> list[Paper]:
    """Add uploaded files as the last appendices of a paper, all or none, called as in `attach_files`."""
    if not files:
        raise Refused("Choose a file.", field="file")
    return [
        add_appendix(paper, file, called(says, file, alone=len(files) == 1), by=by, at=at) for file in files
    ]


@transaction.atomic
def move_appendix(appendix: Paper, up: bool, *, by: Person | None, at: datetime) -> None:
    """Move an appendix one place up or down. At the end already: nothing changes."""
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=appendix.appendix_of_id)
    rows = _appendices(paper)
    if _swapped(rows, appendix.pk, up):
        _number(rows)
        record(
            "agendas.appendix_moved", by=by, at=at, on=[paper, appendix],
            after={"appendices": [one.title for one in rows]},
        )  # fmt: skip


@transaction.atomic
def remove_appendix(appendix: Paper, *, by: Person | None, at: datetime) -> None:
    """Take an appendix off its paper. Refused where that was done already."""
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=appendix.appendix_of_id)
    rows = _appendices(paper)
    if appendix.pk not in {one.pk for one in rows}:
        raise Refused("The appendix was taken off already.", code="stale")
    appendix.removed_at = at
    appendix.save(update_fields=["removed_at"])
    _number([one for one in rows if one.pk != appendix.pk])
    record("agendas.appendix_removed", by=by, at=at, on=[paper, appendix], before={"title": appendix.title})


def _put_on(item: Item, paper: Paper, *, by: Person | None, at: datetime) -> PaperOn:
    rows = list(item.papers_on.order_by("position"))
    if any(one.paper_id == paper.pk for one in rows):
        raise Refused("The item has this paper already.", field="paper")
    on = PaperOn.objects.create(item=item, paper=paper, position=len(rows) + 1)
    record(
        "agendas.paper_put_on", by=by, at=at, on=[item.agenda, item.agenda.meeting, item, paper],
        after={"paper": paper.title, "item": item.title, "source": paper.source},
    )  # fmt: skip
    return on


def _locked_on_it(item: Item) -> Item:
    item = locked_item(item)
    if item.is_withdrawn:
        raise Refused("This item was taken off the agenda.", code="withdrawn")
    return item


def _checked(says: Described, file: StoredFile | None) -> dict[str, str]:
    title, alt = " ".join(says.title.split()), says.alt.strip()
    if file is not None and file.media_type not in _MEDIA_TYPES:
        allowed = ", ".join(kind.words for kind in KINDS)
        raise Refused(f"{file.name} cannot go into a pack. These can: {allowed}.", field="file")
    if not title:
        raise Refused("Say what the paper is called.", field="title")
    if file is not None and file.media_type in IMAGES and not alt:
        raise Refused("Describe what the image shows, for those who cannot see it.", field="alt")
    return {"title": title[:300], "language": says.language.strip() or "en", "alt": alt}


@transaction.atomic
def note_opened(paper: Paper, *, by: Person, at: datetime) -> None:
    """Write in the ledger who opened a restricted paper by itself; an open one leaves no trace."""
    if not serves_part_1(paper):
        record("agendas.restricted_paper_opened", by=by, at=at, on=paper)


def _appendices(paper: Paper) -> list[Paper]:
    return list(paper.appendices.filter(removed_at=None).order_by("position", "id"))


def _swapped(rows: list[PaperOn] | list[Paper], pk: int, up: bool) -> bool:
    place = next((place for place, one in enumerate(rows) if one.pk == pk), None)
    other = None if place is None else place - 1 if up else place + 1
    if place is None or other is None or not 0 <= other < len(rows):
        return False
    rows[place], rows[other] = rows[other], rows[place]
    return True


def _number(rows: list[PaperOn] | list[Paper]) -> None:
    for position, one in enumerate(rows, start=1):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position"])


def _on(paper: Paper) -> list[models.Model]:
    return [paper, *([paper.appendix_of] if paper.appendix_of else [])]
