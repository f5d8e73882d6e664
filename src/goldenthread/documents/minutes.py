"""A meeting's minutes as a paper: who was there, what was declared, each minute with what was resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goldenthread.documents.blocks import Block, Bullets, Document, Heading, Paragraph, Section
from goldenthread.documents.cells import facts, plain
from goldenthread.documents.pdf import typeset
from goldenthread.documents.word import write_word
from goldenthread.documents.wording import uk_date

NOT_QUORATE = "Not quorate: the body could not decide."


@dataclass(frozen=True)
class ResolutionPaper:
    """What was resolved. ``letter`` is empty where it is the minute's only one. ``votes`` and ``quorum`` are
    sentences, empty where there is nothing to say; ``decided`` False: it was taken without a quorum."""

    letter: str
    text: str
    outcome: str
    votes: str
    quorum: str
    decided: bool


@dataclass(frozen=True)
class ActionPaper:
    """What was asked for: ``due`` in words."""

    reference: str
    words: str
    owner: str
    due: str


@dataclass(frozen=True)
class MinutePaper:
    """One minute. ``corrections`` are sentences that say how a later meeting corrected it."""

    label: str
    title: str
    restricted: bool
    text: str
    declarations: tuple[str, ...]
    resolutions: tuple[ResolutionPaper, ...]
    actions: tuple[ActionPaper, ...]
    corrections: tuple[str, ...]


@dataclass(frozen=True)
class MinutesPaper:
    """A meeting's minutes. ``state`` is a sentence; ``hours`` and ``place`` may be empty.

    ``attendance`` pairs a heading ("Present") with names. ``withheld``: minutes of part 2 are left out.
    ``record`` is the head of the chain of events when they were agreed or signed, in words.
    """

    council: str
    body: str
    held_on: date
    hours: str
    place: str
    state: str
    is_draft: bool
    chair: str
    attendance: tuple[tuple[str, tuple[str, ...]], ...]
    declarations: tuple[str, ...]
    quorum: str
    minutes: tuple[MinutePaper, ...]
    withheld: bool
    restricted: bool
    source: str = ""
    record: str = ""
    labels: tuple[str, ...] = ()


def compose(paper: MinutesPaper) -> Document:
    """The minutes in order. What is of part 2 says so at its heading and in the running head."""
    mark = " (contains part 2: not for publication)" if paper.restricted else ""
    draft = "Draft minutes" if paper.is_draft else "Minutes"
    return Document(
        title=f"{draft} of the {paper.body}, {uk_date(paper.held_on)}{mark}",
        author=paper.council,
        subject=f"Meeting of {uk_date(paper.held_on)}",
        running_head=f"{paper.body}, {uk_date(paper.held_on)}: {draft.casefold()}{mark}",
        dated=paper.held_on,
        cover=None,
        sections=(Section(tuple(_blocks(paper, draft)), new_page=False),),
    )


def _blocks(paper: MinutesPaper, draft: str) -> Iterator[Block]:
    yield Heading(f"{draft} of the {paper.body}", 1)
    yield Paragraph(uk_date(paper.held_on), "lead")
    yield from (Paragraph(label, "note") for label in paper.labels)
    if paper.restricted:
        yield Paragraph("Contains minutes of part 2. Not for publication.", "note")
    told = [
        ("State", paper.state),
        ("Held", paper.hours),
        ("Place", paper.place),
        ("In the chair", paper.chair),
    ]
    if paper.source:
        told.append(("Brought from", paper.source))
    if paper.record:
        told.append(("Head of the record", paper.record))
    yield facts("About the meeting", [(name, plain(words)) for name, words in told if words])
    yield Heading("Attendance", 2)
    if paper.attendance:
        yield facts("Attendance", [(name, plain("; ".join(who))) for name, who in paper.attendance])
    else:
        yield Paragraph("Nobody is recorded.")
    yield Paragraph(paper.quorum, "muted")
    if paper.declarations:
        yield Heading("Declarations", 2)
        yield Bullets(paper.declarations)
    for one in paper.minutes:
        yield from _minute(one)
    if paper.withheld:
        yield Heading("Part 2", 2)
        yield Paragraph("Minutes of what was taken without press and public are kept apart.")


def _minute(one: MinutePaper) -> Iterator[Block]:
    part = " (part 2)" if one.restricted else ""
    yield Heading(f"{one.label}. {one.title}{part}", 2)
    if one.declarations:
        yield Bullets(one.declarations)
    yield from _typed(one.text)
    for resolution in one.resolutions:
        yield from _resolution(resolution)
    if one.actions:
        yield Paragraph("Actions", "strong")
        yield Bullets(tuple(_action(action) for action in one.actions))
    for correction in one.corrections:
        yield Paragraph(correction, "note")


def _resolution(one: ResolutionPaper) -> Iterator[Block]:
    letter = f"({one.letter}) " if one.letter else ""
    if one.decided:
        yield Paragraph(f"RESOLVED: {letter}That {one.text}", "strong")
    else:
        yield Paragraph(f"{NOT_QUORATE} Recorded: {letter}That {one.text}", "strong")
    after = " ".join(words for words in (one.outcome, one.votes, one.quorum) if words)
    if after:
        yield Paragraph(after, "muted")


def _action(one: ActionPaper) -> str:
    return f"{one.reference}: {one.words} ({one.owner}, {one.due})"


def _typed(text: str) -> Iterator[Block]:
    """Paragraphs and lists, as they were typed."""
    items: list[str] = []
    for line in [*(line.strip() for line in text.splitlines()), ""]:
        if line.startswith("- "):
            items.append(line[2:].strip())
            continue
        if items:
            yield Bullets(tuple(items))
            items = []
        if line:
            yield Paragraph(line)


def render_pdf(paper: MinutesPaper) -> bytes:
    """The minutes as a tagged PDF (PDF/UA-1)."""
    return typeset(compose(paper))


def render_word(paper: MinutesPaper) -> bytes:
    """The minutes as ``.docx``."""
    return write_word(compose(paper))


FORMATS = {
    "pdf": (render_pdf, "application/pdf"),
    "docx": (render_word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
