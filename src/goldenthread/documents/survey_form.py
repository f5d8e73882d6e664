"""A survey as a form on paper: each question with boxes to tick, or lines to write on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goldenthread.documents.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Section,
    Table,
    Text,
)
from goldenthread.documents.cells import plain
from goldenthread.documents.pdf import typeset
from goldenthread.documents.wording import uk_date

BOX = "□"
LINES = 4


@dataclass(frozen=True)
class AskedOnPaper:
    """A question: ``answers`` empty, it is answered in words; ``in_a_row`` for numbers from 0 to 10."""

    text: str
    hint: str
    answers: tuple[str, ...]
    in_a_row: bool


@dataclass(frozen=True)
class FormPaper:
    """A whole form. ``closes_on`` is the last day on which it is taken."""

    council: str
    title: str
    about: str
    for_children: bool
    closes_on: date
    address: str
    by_code: bool
    questions: tuple[AskedOnPaper, ...]
    contact: str = ""
    labels: tuple[str, ...] = ()


def compose(paper: FormPaper) -> Document:
    """The form: what it is for, then the questions in order."""
    return Document(
        title=paper.title, author=paper.council, subject="A survey", running_head=paper.title,
        dated=paper.closes_on, cover=None, sections=(Section(tuple(_blocks(paper)), new_page=False),),
    )  # fmt: skip


def render_pdf(paper: FormPaper) -> bytes:
    """The form as a tagged PDF (PDF/UA-1)."""
    return typeset(compose(paper))


def _blocks(paper: FormPaper) -> Iterator[Block]:
    yield Heading(paper.title, 1)
    yield from (Paragraph(label, "note") for label in paper.labels)
    yield from (Paragraph(line) for line in paper.about.splitlines() if line.strip())
    yield Paragraph(
        "Do not write your name. You can leave out any question. Nobody will know which answers are yours."
    )
    if paper.for_children:
        yield Paragraph(
            "If you are not safe, do not write it here: nobody may read this for days. Call 999, or "
            "Childline on 0800 1111. It is free.",
            "strong",
        )
    yield Paragraph(f"Give it back by {uk_date(paper.closes_on)}.", "strong")
    yield Paragraph(
        f"You can answer online instead: {paper.address}"
        + (" Type your code there." if paper.by_code else "")
        + " Answer once only."
    )
    for number, question in enumerate(paper.questions, start=1):
        yield Heading(f"{number}. {question.text}", 2, listed=False)
        if question.hint:
            yield Paragraph(question.hint, "muted")
        yield _answers(question, number)
    if paper.contact:
        yield Paragraph(f"Questions about this form: {paper.contact}.", "muted")


def _answers(question: AskedOnPaper, number: int) -> Block:
    if not question.answers:
        lines = tuple((plain(" "), plain("_" * 84)) for _ in range(LINES))
        return _table(f"Lines for question {number}", ("Line", 2), ("Your words", 98), rows=lines)
    if question.in_a_row:
        width = 100 / len(question.answers)
        row = tuple((Text(answer, "strong"), Text(BOX)) for answer in question.answers)
        return _table(
            f"Question {number}: tick one number", *((answer, width) for answer in question.answers),
            rows=(row,),
        )  # fmt: skip
    ticks = tuple((plain(BOX), plain(answer)) for answer in question.answers)
    return _table(f"Question {number}: tick one", ("Tick", 6), ("Answer", 94), rows=ticks)


def _table(name: str, *columns: tuple[str, float], rows: tuple[tuple[Cell, ...], ...]) -> Table:
    return Table(name, tuple(Column(*one) for one in columns), rows, headed=False)
