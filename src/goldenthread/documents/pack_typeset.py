"""The pack's own pages as PDF/UA-1, by Typst.

Links of the agenda go to ``pack:N``, the N-th part of the pack: the merge turns them into links to its pages.
The date of every file is the day on which the pack was prepared, so the same pages give the same bytes.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from goldenthread.documents.glyphs import printable
from goldenthread.documents.pack_pages import (
    EXCLUSION,
    RESTRICTED,
    AgendaItem,
    AgendaPages,
    AgendaPaper,
    Changes,
    FrontSheet,
    Notice,
    Part,
    Sitting,
    watermark,
)
from goldenthread.documents.row_headers import mark_row_headers
from goldenthread.documents.typeface import typst_fonts
from goldenthread.documents.wording import uk_date

TEMPLATES = Path(__file__).parent / "templates"
LONG_ITEM = 8
"""An item of more lines and papers than this may run on to the next page; a shorter one is kept whole."""


def front_sheet_pdf(sheet: FrontSheet) -> bytes:
    """The front sheet, and after it the page that says what changed, where an edition was before."""
    return _typeset(
        "front",
        title=f"{sheet.name}: {sheet.sitting.body}, {uk_date(sheet.sitting.day)}",
        sitting=sheet.sitting,
        dated=sheet.prepared,
        name=sheet.name,
        warning=watermark(sheet.paragraphs) if sheet.part == 2 else None,
        facts=_facts(sheet),
        notes=_notes(sheet),
        members=[
            {"name": one.name, "organisation": one.organisation, "note": one.note} for one in sheet.members
        ],
        contacts=[{"name": one.name, "how": one.how} for one in sheet.contacts],
        **_changes(sheet.changes),
    )


def agenda_pdf(agenda: AgendaPages) -> bytes:
    """The agenda with its page ranges."""
    return _typeset(
        "agenda",
        title=f"Agenda: {agenda.sitting.body}, {uk_date(agenda.sitting.day)}",
        sitting=agenda.sitting,
        dated=agenda.prepared,
        when=agenda.sitting.when,
        note=agenda.note,
        sections=_sections(agenda),
    )


def notice_pdf(notice: Notice, *, sitting: Sitting, dated: date) -> bytes:
    """One page that stands where papers do not."""
    return _typeset(
        "notice",
        title=notice.heading,
        sitting=sitting,
        dated=dated,
        heading=notice.heading,
        paragraphs=notice.paragraphs,
        points=notice.points,
    )


def _facts(sheet: FrontSheet) -> list[tuple[str, str]]:
    sitting = sheet.sitting
    day = f"{sitting.day:%A} {uk_date(sitting.day)}"
    facts = [
        ("Meeting", sitting.title if sitting.title != "Meeting" else ""),
        ("Date", day),
        ("Time", sitting.starts),
        ("Place", sitting.place),
        ("Quorum", f"{sheet.quorum} members" if sheet.quorum else ""),
        ("Edition", f"{sheet.edition}, prepared on {uk_date(sheet.prepared)}"),
    ]
    return [(what, value) for what, value in facts if value]


def _notes(sheet: FrontSheet) -> list[str]:
    notes = []
    if sheet.part == 2:
        notes.append(RESTRICTED)
    if sheet.reason:
        notes.append(f"Why these papers are late, and why the chair takes them: {sheet.reason}")
    if sheet.changes:
        one = sheet.changes
        notes.append(
            f"This edition replaces edition {one.edition} of {uk_date(one.since)}: {one.in_words}. The page "
            "after this one says what changed."
        )
    return [*notes, *sheet.also]


def _changes(changes: Changes | None) -> dict[str, Any]:
    if changes is None:
        return {"changes": [], "changed_since": ""}
    groups = (
        ("Papers added", changes.added),
        ("Papers replaced", changes.replaced),
        ("Papers taken out", changes.removed),
        ("Other changes", changes.altered),
    )
    return {
        "changed_since": f"Since edition {changes.edition}, which was published on {uk_date(changes.since)}.",
        "changes": [
            {"heading": heading, "lines": [{"what": line.what, "where": line.where} for line in lines]}
            for heading, lines in groups
            if lines
        ],
    }


def _sections(agenda: AgendaPages) -> list[dict[str, Any]]:
    """Part 1 and, below its own heading with the law's words, part 2. Part 1 alone needs no heading."""
    parts: tuple[tuple[Part, str, str], ...] = (
        (1, "Part 1: open to the public", ""),
        (2, "Part 2: not for publication", EXCLUSION),
    )
    held = {item.part for item in agenda.items}
    return [
        {
            "heading": heading if held == {1, 2} or part == 2 else "",
            "words": words,
            "items": [_item(item) for item in agenda.items if item.part == part],
        }
        for part, heading, words in parts
        if part in held
    ]


def _item(item: AgendaItem) -> dict[str, Any]:
    return {
        "number": item.number,
        "title": item.title,
        "details": ". ".join(item.details) + ("." if item.details else ""),
        "words": item.words,
        "exempt": item.exempt,
        "late": f"Late item. The chair's reason: {item.late_reason}" if item.late_reason else "",
        "lines": list(item.lines),
        "long": len(item.lines) + len(item.papers) > LONG_ITEM,
        "papers": _papers(item.papers),
    }


def _papers(papers: Sequence[AgendaPaper]) -> list[dict[str, Any]]:
    """Papers with their appendices below them. An appendix without its paper before it stands alone."""
    listed: list[dict[str, Any]] = []
    for one in papers:
        drawn: dict[str, Any] = {
            "number": one.number,
            "title": one.title,
            "pages": one.pages_in_words,
            "appendices": [],
        }
        (listed[-1]["appendices"] if one.appendix and listed else listed).append(drawn)
    return listed


def _typeset(kind: str, *, title: str, sitting: Sitting, dated: date, **says: object) -> bytes:
    data = says | {
        "kind": kind,
        "title": title,
        "author": sitting.council,
        "subject": f"{sitting.body}, {uk_date(sitting.day)}",
        "council": sitting.council,
        "body": sitting.body,
    }
    return mark_row_headers(compile_template("pack.typ", {"page": data}, dated=dated))


def compile_template(
    name: str, inputs: Mapping[str, object], *, dated: date, picture: bytes | None = None
) -> bytes:
    """A template of ours as PDF/UA-1. Each input reaches it as JSON, its text made printable.

    ``picture`` becomes the file ``picture`` beside it. Raises ``typst.TypstError`` where it is broken.
    """
    if picture is None:
        return _compiled(TEMPLATES, name, inputs, dated)
    with TemporaryDirectory(prefix="goldenthread-picture-") as folder:
        for template in (name, "parts.typ"):
            (Path(folder) / template).write_bytes((TEMPLATES / template).read_bytes())
        (Path(folder) / "picture").write_bytes(picture)
        return _compiled(Path(folder), name, inputs, dated)


def _compiled(folder: Path, name: str, inputs: Mapping[str, object], dated: date) -> bytes:
    return typst.compile(
        str(folder / name),
        root=str(folder),
        font_paths=typst_fonts(),
        sys_inputs={key: json.dumps(_printable(value), ensure_ascii=False) for key, value in inputs.items()},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(dated, time(), UTC),
    )


def _printable(value: object) -> object:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [_printable(item) for item in value]
    return value
