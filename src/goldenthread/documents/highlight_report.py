"""A workstream's highlight report to its board as one frozen document: one page, in the workstream's words.

Renderers read it and nothing else, so the same document gives the same PDF and Word bytes for ever.
"""

from dataclasses import dataclass
from datetime import date
from typing import Self

from goldenthread.documents import canonical
from goldenthread.documents.blocks import Block, Bullets, Document, Heading, Paragraph, Section
from goldenthread.documents.pdf import typeset
from goldenthread.documents.word import write_word
from goldenthread.documents.wording import uk_date

SCHEMA = "goldenthread.highlight-report"
VERSION = 1
HEADINGS = {
    "done": "Done since last time",
    "next": "Next",
    "late": "Late",
    "risks": "Risks",
    "decisions": "Decisions wanted",
}
"""The parts in their order, with what each is called."""


@dataclass(frozen=True)
class HighlightReport:
    """``since`` is the day of the report before, ``until`` the day this one speaks of. A part is typed text:
    a line that starts with "- " is an item of a list."""

    council: str
    workstream: str
    body: str
    since: date
    until: date
    by: str
    done: str
    next: str
    late: str
    risks: str
    decisions: str
    labels: tuple[str, ...] = ()

    def to_json(self) -> str:
        """The canonical text, whose digest is kept."""
        return canonical.dump(self, schema=SCHEMA, version=VERSION)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Raises ``canonical.NotThisPaper`` for any other text."""
        return canonical.load(cls, text, schema=SCHEMA, version=VERSION)


def compose(report: HighlightReport) -> Document:
    """The one page. An empty part says that it is empty."""
    return Document(
        title=f"Highlight report: {report.workstream}",
        author=report.council,
        subject=f"{report.workstream} to the {report.body}, {uk_date(report.until)}",
        running_head=f"{report.council}: {report.workstream}",
        dated=report.until,
        cover=None,
        sections=(Section(tuple(_page(report)), new_page=False),),
    )


def _page(report: HighlightReport) -> list[Block]:
    days = f"{uk_date(report.since)} to {uk_date(report.until)}"
    by = f" By: {report.by}." if report.by else ""
    blocks: list[Block] = [
        Heading(f"{report.workstream}: highlight report", 1),
        Paragraph(f"To the {report.body}. {days}.{by}", "muted"),
        *(Paragraph(label, "note") for label in report.labels),
    ]
    for name, heading in HEADINGS.items():
        blocks += [Heading(heading, 2), *_typed(getattr(report, name))]
    return blocks


def _typed(text: str) -> list[Block]:
    """Paragraphs and lists, as they were typed."""
    blocks: list[Block] = []
    items: list[str] = []
    for line in [*(line.strip() for line in text.splitlines()), ""]:
        if line.startswith("- "):
            items.append(line[2:].strip())
            continue
        if items:
            blocks.append(Bullets(tuple(items)))
            items = []
        if line:
            blocks.append(Paragraph(line))
    return blocks or [Paragraph("None.")]


def render_pdf(report: HighlightReport) -> bytes:
    """The report as a tagged PDF."""
    return typeset(compose(report))


def render_word(report: HighlightReport) -> bytes:
    """The report as ``.docx``."""
    return write_word(compose(report))
