"""A written report as blocks: its title, what it is about, and its numbered sections; PDF and plain Word."""

from collections.abc import Iterator

from goldenthread.documents.blocks import Block, Bullets, Column, Document, Heading, Paragraph, Table, Text
from goldenthread.documents.blocks import Section as Run
from goldenthread.documents.drafted_report import DraftedReport, ReportSection
from goldenthread.documents.pdf import typeset
from goldenthread.documents.report_parts import Part, PartKind
from goldenthread.documents.word import write_word
from goldenthread.documents.wording import uk_date

NOTHING = "None."


def render_pdf(report: DraftedReport) -> bytes:
    """The report as PDF/UA-1."""
    return typeset(compose(report))


def render_word(report: DraftedReport) -> bytes:
    """The report as ``.docx`` to be read, without the controls of one that goes out to be edited."""
    return write_word(compose(report))


def compose(report: DraftedReport) -> Document:
    """The whole report, without a cover: it is a paper among others."""
    return Document(
        title=report.title,
        author=report.council,
        subject=f"{report.template} to the {report.body}",
        running_head=f"{report.body}: {report.title}",
        dated=report.as_at,
        cover=None,
        sections=(Run(tuple(_page(report)), new_page=False),),
    )


def _page(report: DraftedReport) -> Iterator[Block]:
    yield Heading(report.title, 1)
    rows = tuple(((Text(what),), (Text(value),)) for what, value in facts_of(report))
    yield Table("About this report", FACT_COLUMNS, rows, headed=False)
    yield from (Paragraph(label, "note") for label in report.labels)
    for heading, section in headed(report.sections):
        yield from heading
        yield from blocks_of(section)


WORD, SENTENCE = 12, 48
"""The fewest and the most characters by which a column's width is counted."""
FACT_COLUMNS = (Column("What", 30), Column("Value", 70))


def facts_of(report: DraftedReport) -> list[tuple[str, str]]:
    """What the report is, for whom and when: pairs of words."""
    facts = [("Report to", report.body)]
    if report.meeting_on:
        facts.append(("Meeting", uk_date(report.meeting_on)))
    facts.append(("Kind", report.template))
    if report.writer:
        facts.append(("Written by", report.writer))
    facts.append(("Figures as at", uk_date(report.as_at)))
    if report.edition > 1:
        changed = ", ".join(report.changed) or "no section"
        why = f" {report.why_again.rstrip('.')}." if report.why_again else ""
        facts.append(("Edition", f"{report.edition}.{why} Changed: {changed}."))
    facts += [
        (f"Cleared: {one.by}", f"{uk_date(one.on)}{f'. {one.words}' if one.words else ''}")
        for one in report.cleared
    ]
    return facts


def headed(sections: tuple[ReportSection, ...]) -> Iterator[tuple[list[Heading], ReportSection]]:
    """Each section with the headings that stand before it: its own, and the one that it begins to share."""
    under = ""
    for section in sections:
        headings = []
        if section.under and section.under != under:
            headings.append(Heading(f"{section.number.partition('.')[0]}. {section.under}", 2))
        under = section.under
        level = 3 if under else 2
        mark = "" if "." in section.number else "."
        headings.append(Heading(f"{section.number}{mark} {section.title}", level))  # type: ignore[arg-type]
        yield headings, section


def blocks_of(section: ReportSection) -> Iterator[Block]:
    """What a section says; an empty one says that it is empty."""
    if not section.parts:
        yield Paragraph(NOTHING)
    for part in section.parts:
        yield block_of(part)


def block_of(part: Part) -> Block:
    """A part as a block."""
    if part.kind is PartKind.BULLETS:
        return Bullets(tuple(line.text for line in part.lines))
    if part.kind is PartKind.PARAGRAPH:
        return Paragraph(" ".join(line.text for line in part.lines))
    head, *rest = part.rows
    columns = tuple(Column(cell.text, width) for cell, width in zip(head.cells, _widths(part), strict=True))
    rows = tuple(tuple((Text(cell.text),) for cell in row.cells) for row in rest)
    return Table(part.name, columns, rows)


def _widths(part: Part) -> list[float]:
    """Each column's share of the table: as its longest cell, a word at least, a sentence at most."""
    longest = [
        max(len(cell.text) for cell in cells) for cells in zip(*(row.cells for row in part.rows), strict=True)
    ]
    held = [min(max(length, WORD), SENTENCE) for length in longest]
    return [100 * length / sum(held) for length in held]
