"""What leads wrote on the measures of the report: for PDF and Word, and as a table for Excel and CSV."""

from collections.abc import Iterable, Sequence

from goldenthread.documents.blocks import Block, Cell, Column, Heading, Paragraph, Table, Text
from goldenthread.documents.board_report import BoardReport, ScorecardMeasure
from goldenthread.documents.cells import strong
from goldenthread.documents.data_tables import DataTable
from goldenthread.documents.paper_figures import Colour, Commentary
from goldenthread.documents.wording import counted, uk_date

NOT_SIGNED_OFF = "Not signed off (COM-2)"
CHANGED = "Changed since (COM-1)"


def section_commentary(section: str, measures: Sequence[ScorecardMeasure]) -> Iterable[Block]:
    """The words on a section's measures, under its table. A red measure's stand on its own page."""
    said = [measure for measure in measures if measure.commentary]
    if not said:
        return
    yield Heading(f"Commentary: {section}", 3)
    beside = [measure for measure in said if measure.rating.colour is not Colour.RED]
    if beside:
        columns = (Column("Ref", 10), Column("Words", 140), Column("Written by", 50), Column("Sign-off", 50))
        rows = tuple(_row(measure, measure.commentary) for measure in beside if measure.commentary)
        yield Table(f"Commentary: {section}", columns, rows, compact=True)
    if red := len(said) - len(beside):
        words = "stands on its page" if red == 1 else "stand on their pages"
        yield Paragraph(f"The commentary on {counted(red, 'red measure')} {words} below.", "note")


def _row(measure: ScorecardMeasure, said: Commentary) -> tuple[Cell, ...]:
    words = said.words
    lines = (Text(line) for line in words.text.split("\n") if line.strip())
    return (
        strong(measure.ref),
        (*lines, *(Text(f"{CHANGED}: {change}", "muted") for change in said.changes)),
        (Text(words.by), *((Text(uk_date(words.on), "muted"),) if words.on else ())),
        (Text(_sign_off(said)),),
    )


def measure_commentary(said: Commentary) -> Iterable[Block]:
    """The words on one measure, on its own page."""
    yield from (Paragraph(line) for line in said.words.text.split("\n") if line.strip())
    yield from (Paragraph(f"{CHANGED}: {change}", "note") for change in said.changes)
    written = f"{said.words.by}, {uk_date(said.words.on) if said.words.on else 'no date held'}"
    yield Paragraph(f"{written}. {_sign_off(said)}.", "note")


def _sign_off(said: Commentary) -> str:
    if said.signed_off_by is None:
        return NOT_SIGNED_OFF
    day = f" on {uk_date(said.signed_off_on)}" if said.signed_off_on else ""
    return f"Signed off by {said.signed_off_by}{day}"


def commentary_table(report: BoardReport) -> DataTable | None:
    """A row for each measure that has words. None where none has, and in papers frozen before they could."""
    rows = tuple(
        (
            measure.section,
            measure.ref,
            measure.title,
            said.words.text,
            said.words.by,
            said.words.on,
            said.signed_off_by,
            said.signed_off_on,
            " ".join(said.changes) or None,
        )
        for measure in report.measures
        if (said := measure.commentary)
    )
    columns = (
        ("Section", 22),
        ("Ref", 8),
        ("Measure", 50),
        ("Words", 80),
        ("Written by", 34),
        ("Written on", 18),
        ("Signed off by", 34),
        ("Signed off on", 18),
        ("Changed since", 60),
    )
    return DataTable("commentary", "Commentary", columns, rows) if rows else None
