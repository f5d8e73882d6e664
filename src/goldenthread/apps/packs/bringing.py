"""Fetching the papers of a pack: each once, as PDF, with what the clerk should know of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePath

from goldenthread.apps.agendas.models import FILE, Paper
from goldenthread.apps.agendas.restricting import with_parts
from goldenthread.apps.agendas.sources import source_called
from goldenthread.apps.files import store
from goldenthread.apps.packs.models import Conversion
from goldenthread.apps.packs.saying import PackSaid, papers_of
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.pack_assembly import CitedPaper, PackPaper
from goldenthread.documents.pack_attachments import KINDS, Attachment, bring_in, printed_by_office
from goldenthread.documents.pack_office import Office
from goldenthread.documents.pack_pages import Sitting, not_brought_in
from goldenthread.documents.pack_refusals import CannotBringIn
from goldenthread.documents.pack_typeset import notice_pdf

TO_FOLLOW = "To follow"
IN_PUBLIC = "In the public pack"
OFFICE_KINDS = ("word", "excel", "powerpoint")


@dataclass
class Brought:
    """The papers in order, how items cite them; by paper what the clerk is told, and what names its PDF."""

    papers: list[PackPaper] = field(default_factory=list)
    cited: dict[str, list[CitedPaper]] = field(default_factory=dict)
    told: dict[str, list[str]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Maker:
    """What fetching needs: the meeting as pages name it, the day of the pack, LibreOffice where it is."""

    sitting: Sitting
    dated: date
    office: Office | None
    now: Callable[[], datetime]


def bring(said: PackSaid, maker: Maker, tell: Callable[[str, int, int], None]) -> Brought:
    """Fetch every paper of a pack. `tell` is told which, how many are done, of how many."""
    brought, cites = Brought(), list(papers_of(said.agenda))
    records = _records([paper.uuid for _, paper, _ in cites])
    wanted = len({paper.uuid for _, paper, _ in cites})
    notes: dict[str, str] = {}
    for item, paper, is_appendix in cites:
        if paper.uuid not in notes:
            tell(paper.title, len(notes), wanted)
            record = records[paper.uuid]
            if said.part == 2 and record.in_part_1:
                notes[paper.uuid] = IN_PUBLIC
            else:
                notes[paper.uuid] = _fetch(brought, record, item.number, maker, appendix=is_appendix)
        cited = CitedPaper(paper.uuid, paper.title, is_appendix, notes[paper.uuid])
        brought.cited.setdefault(item.uuid, []).append(cited)
    return brought


def _records(uuids: list[str]) -> dict[str, Paper]:
    papers = with_parts(Paper.objects.filter(uuid__in=uuids).select_related("file"))
    return {str(paper.uuid): paper for paper in papers}


def _fetch(brought: Brought, paper: Paper, item: str, maker: Maker, *, appendix: bool) -> str:
    """Put one paper in; the note that the agenda has in place of pages, empty where it is in."""
    key, told = str(paper.uuid), brought.told.setdefault(str(paper.uuid), [])
    named_by, standing_in = b"", False
    try:
        pdf, warnings = _pdf_of(paper, maker)
        told += warnings
    except Refused as refusal:
        told.append(f"“{paper.title}” is not ready, so the agenda says that it is to follow. {refusal.words}")
        return TO_FOLLOW
    except CannotBringIn as refusal:
        told.append(refusal.words)
        pdf, standing_in = stand_in(paper.title, refusal.wrong, maker), True
        named_by = refusal.wrong.encode()  # the notice bears the day of the pack, and says the same
    brought.digests[key] = hashlib.sha256(named_by or pdf).hexdigest()
    brought.papers.append(
        PackPaper(
            key, paper.title, item, pdf, appendix=appendix, language=paper.language, standing_in=standing_in
        )
    )
    return ""


def stand_in(title: str, wrong: str, maker: Maker) -> bytes:
    return notice_pdf(not_brought_in(title, wrong), sitting=maker.sitting, dated=maker.dated)


def _pdf_of(paper: Paper, maker: Maker) -> tuple[bytes, tuple[str, ...]]:
    """A paper as PDF, and warnings. Raises Refused where its room has it not ready, and CannotBringIn."""
    if paper.source != FILE:
        source = source_called(paper.source)
        if source is None or paper.source_uuid is None:
            raise Refused("What makes papers of this kind is not here.")
        return source.pdf(paper.source_uuid), ()
    assert paper.file is not None
    try:
        content = store.get(paper.file.sha256)
    except store.Unreadable as failure:
        raise CannotBringIn(
            f"“{paper.title}” ({paper.file.name}) cannot be read from the store.", "Attach the file again."
        ) from failure
    name = paper.file.name
    if KINDS.get(PurePath(name).suffix.lower()) in OFFICE_KINDS:
        return _printed(paper, paper.file.sha256, name, content, maker)
    brought = bring_in(
        Attachment(paper.title, name, content, alt=paper.alt, language=paper.language), office=None,
        dated=paper.file.uploaded_at.date(),
    )  # fmt: skip
    return brought.pdf, brought.warnings


def _printed(
    paper: Paper, sha256: str, name: str, content: bytes, maker: Maker
) -> tuple[bytes, tuple[str, ...]]:
    """An Office file as it was printed the first time: LibreOffice writes other bytes each time."""
    suffix = PurePath(name).suffix.lower()
    kept = Conversion.objects.filter(sha256=sha256, suffix=suffix).first()
    if kept is not None:
        return store.get(kept.pdf_sha256), (printed_by_office(paper.title, name),)
    attachment = Attachment(paper.title, name, content, language=paper.language)
    brought = bring_in(attachment, office=maker.office, dated=maker.dated)
    kept, _ = Conversion.objects.get_or_create(
        sha256=sha256, suffix=suffix,
        defaults={"pdf_sha256": store.put(brought.pdf), "made_at": maker.now()},
    )  # fmt: skip
    return store.get(kept.pdf_sha256), brought.warnings
