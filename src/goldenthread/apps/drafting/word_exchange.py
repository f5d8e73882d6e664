"""A report goes out as a Word document and comes back: what was sent, what is read, what is taken of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from goldenthread.apps.drafting.actions import checked, save_words
from goldenthread.apps.drafting.composing import composed, titles
from goldenthread.apps.drafting.figures import figures_of
from goldenthread.apps.drafting.holding import check_open, locked, records_of
from goldenthread.apps.drafting.models import Fate, How, Report, Returned, Section, Sent, Version
from goldenthread.apps.drafting.queries import sections_of, words_at
from goldenthread.apps.files.actions import keep
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents import canonical
from goldenthread.documents.report_parts import Figures
from goldenthread.documents.report_word import Carried, write_report_word
from goldenthread.documents.word_changes import Change, word_changes
from goldenthread.intake.problems import CannotRead
from goldenthread.intake.report_word import ReadReport, read_report_word
from goldenthread.intake.report_word_compare import compare

TABLES = "tables"


@transaction.atomic
def send_out(report: Report, *, by: Person | None, at: datetime, today: date) -> tuple[Sent, bytes]:
    """The report as it stands as a Word document to be edited. Raises Refused for a frozen one.

    What its own reader finds in it is kept beside it: a document that comes back is compared with that.
    """
    report = locked(report)
    check_open(report)
    figures = figures_of(report, today)
    document = composed(report, today, figures=figures)
    sent = Sent(report=report, at_version=report.version, sent_at=at, sent_by=by)
    sent.digest = canonical.digest(document.to_json())
    carried = Carried(sent.uuid.hex, report.version, sent.digest)
    content = write_report_word(document, carried, guidance=_guidance(report))
    tables = sorted(figures.tables)
    sent.reading = {**read_report_word(content, tables=tables).as_json(), TABLES: tables}
    sent.save()
    record("drafting.sent_to_word", by=by, at=at, on=[sent, *records_of(report)], after={
        "version": report.version, "digest": sent.digest,
    })  # fmt: skip
    return sent, content


@transaction.atomic
def bring_back(report: Report, content: bytes, name: str, *, by: Person | None, at: datetime) -> Returned:
    """Keep a Word document that came back, and read it; nothing is taken yet.

    Raises Refused for a frozen report, for a file that cannot be kept or read, for a document that does not
    say of which report it is, and for one of another report, which is named.
    """
    report = locked(report)
    check_open(report)
    try:
        first = read_report_word(content)
    except CannotRead as refusal:
        raise Refused(refusal.words, field="file") from refusal
    sent = _sent_as(first, report)
    back = read_report_word(content, tables=sent.reading[TABLES])
    file = keep(content, name, by=by, at=at)
    returned = Returned.objects.create(
        report=report, sent=sent, file=file, reading=back.as_json(), read_at=at, read_by=by
    )
    record("drafting.word_came_back", by=by, at=at, on=[returned, file, *records_of(report)], after={
        "file": file.name, "made_of_version": sent.at_version, "version": report.version,
    })  # fmt: skip
    return returned


def _sent_as(back: ReadReport, report: Report) -> Sent:
    try:
        sent = Sent.objects.select_related("report").filter(uuid=UUID(back.document)).first()
    except ValueError:
        sent = None
    if sent is None:
        raise Refused(
            "The document does not say of which report it is. Take the report to Word again, and copy the "
            "new words into its boxes.",
            field="file",
        )
    if sent.report_id != report.pk:
        raise Refused(f"This document is of another report: “{sent.report}”. Bring it there.", field="file")
    return sent


@dataclass(frozen=True)
class Brought:
    """A section that says something else in the document than when it went out.

    `now` is what it says here, `then` what it said when it went out. `clashes`: it was saved here since.
    `why_not` says why it cannot be taken; empty where it can.
    """

    key: str
    title: str
    text: str
    then: str
    now: str
    changes: tuple[Change, ...]
    why_not: str = ""

    @property
    def clashes(self) -> bool:
        return self.now not in (self.then, self.text)


@dataclass(frozen=True)
class Preview:
    """What would be taken, what is not, and how it was read. `older`: the report was saved since."""

    sections: tuple[Brought, ...]
    refused: tuple[str, ...]
    notes: tuple[str, ...]
    older: bool


def preview(returned: Returned, figures: Figures) -> Preview:
    """What a document that came back says otherwise, beside what stands."""
    report, sent = returned.report, returned.sent
    sections = {one.key: one for one in sections_of(report)}
    named = titles(list(sections.values()))
    found = compare(_sent_reading(sent), ReadReport.from_json(returned.reading), named, _names(figures))
    then, now = words_at(report, sent.at_version), words_at(report)
    brought = [
        _brought(sections[key], named[key], text, then.get(key, ""), now.get(key, ""))
        for key, text in found.changed.items()
        if key in sections
    ]
    return Preview(
        tuple(one for one in brought if one.text != one.now or one.why_not),
        found.refused, found.notes, older=sent.at_version < report.version,
    )  # fmt: skip


def _brought(section: Section, title: str, text: str, then: str, now: str) -> Brought:
    why_not = ""
    try:
        text = checked(section, text)
    except Refused as refusal:
        why_not = refusal.words
    return Brought(section.key, title, text, then, now, word_changes(now, text), why_not)


@transaction.atomic
def take(
    returned: Returned, keys: Collection[str], figures: Figures, *, version: int, by: Person, at: datetime
) -> Version:
    """Take these sections of a document as a new version of its report.

    `version` is the report's that was looked at. Raises Refused for one that was taken or left, for none or
    for sections that cannot be taken, and with the code "stale" where the report was saved since.
    """
    report = locked(returned.report)
    returned = _held(returned)
    check_open(report)
    if report.version != version:
        raise Refused("The report was saved while you were reading. Look at it again.", code="stale")
    can = {one.key: one.text for one in preview(returned, figures).sections if not one.why_not}
    if not keys or not set(keys) <= set(can):
        raise Refused("Choose which sections are taken.", field="sections")
    why = f"{returned.file.name}, made of version {returned.sent.at_version}"
    made = save_words(report, {key: can[key] for key in keys}, how=How.WORD, by=by, at=at, why=why)
    if made is None:
        raise Refused("The report says so already.", field="sections")
    returned.fate, returned.version = Fate.TAKEN, made
    returned.save(update_fields=["fate", "version"])
    record(
        "drafting.word_taken", by=by, at=at, on=[returned, *records_of(report)],
        after={"file": returned.file.name, "sections": sorted(keys), "version": made.number},
    )  # fmt: skip
    return made


@transaction.atomic
def leave(returned: Returned, *, by: Person, at: datetime) -> Returned:
    """Take nothing of a document. It stays among the files. Refused for one that was taken or left."""
    locked(returned.report)
    returned = _held(returned)
    returned.fate = Fate.LEFT
    returned.save(update_fields=["fate"])
    record("drafting.word_left", by=by, at=at, on=[returned, *records_of(returned.report)])
    return returned


def _held(returned: Returned) -> Returned:
    with_it = ("report__form__template", "report__body", "report__meeting", "sent", "file")
    returned = Returned.objects.select_for_update(of=("self",)).select_related(*with_it).get(pk=returned.pk)
    if returned.fate != Fate.READ:
        raise Refused("This document was dealt with already. Bring it again.", code="dealt_with")
    return returned


def _sent_reading(sent: Sent) -> ReadReport:
    return ReadReport.from_json({key: said for key, said in sent.reading.items() if key != TABLES})


def _names(figures: Figures) -> Mapping[str, str]:
    return {key: one.label for key, one in (figures.values | figures.tables).items()}


def _guidance(report: Report) -> dict[str, str]:
    """What is printed before a section in Word: its guidance, and what may be chosen."""
    found = {}
    for section in sections_of(report):
        choose = f"Choose among: {'; '.join(section.options)}." if section.options else ""
        if words := " ".join(part for part in (section.guidance, choose) if part):
            found[section.key] = words
    return found
