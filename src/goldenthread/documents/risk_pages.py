"""A risk register composed into blocks, for the board's report and for a paper of its own; and as a table."""

from collections.abc import Iterable

from goldenthread.documents import cells
from goldenthread.documents.blocks import (
    Badge,
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Table,
    Text,
    Tone,
)
from goldenthread.documents.data_tables import DataTable, Row
from goldenthread.documents.paper_risks import PaperRegister, PaperRisk, PaperScore, PaperTreatment
from goldenthread.documents.wording import counted, uk_date

SHAPES = {"circle": "●", "half": "◐", "triangle": "▲", "diamond": "◊", "square": "■", "cross": "×"}
TONES: dict[str, Tone] = {"green": "green", "yellow": "amber", "orange": "amber", "red": "red",
                          "blue": "accent", "purple": "accent"}  # fmt: skip


def risk_blocks(register: PaperRegister) -> Iterable[Block]:
    """The register as a section of a report."""
    yield Heading("Risks", 1)
    yield from register_blocks(register)


def register_blocks(register: PaperRegister) -> Iterable[Block]:
    """Counts by band, then a row a risk."""
    if not register.risks:
        yield Paragraph("There is no risk on the register.")
        return
    beyond = sum(band.number for band in register.bands if not band.accepted)
    number = len(register.open)
    yield Paragraph(
        f"{counted(number, 'open risk')}, {beyond} beyond what the council accepts. "
        f"Movement is since {register.since_words}.",
        "lead",
    )
    yield Table(
        "Open risks by band",
        (Column("Band", 40), Column("Accepted", 35), Column("Risks", 25, "right")),
        tuple(
            (
                (_badge(band.band, band.shape, band.colour),),
                cells.plain("Yes" if band.accepted else "No: beyond appetite"),
                cells.plain(str(band.number)),
            )
            for band in register.bands
        ),
    )
    columns = (
        Column("Ref", 5.5),
        Column("Risk", 25),
        Column("Score", 11),
        Column("Movement", 10),
        Column("Target", 11.5),
        Column("Owner", 12),
        Column("Controls and treatments", 25),
    )
    yield Table("Risks", columns, tuple(_risk_row(risk) for risk in register.risks), compact=True)


def _risk_row(risk: PaperRisk) -> tuple[Cell, ...]:
    said = (("Cause", risk.cause), ("Event", risk.event), ("Effect", risk.effect))
    notes = [f"{what}: {text}" for what, text in said if text]
    if risk.escalated:
        notes.append(f"Escalated to {risk.register}: {risk.escalated}")
    if risk.closed:
        notes.append(f"Closed: {risk.closed}")
    rules = [f"{flag.word} ({flag.code}): {flag.reason}" for flag in risk.flags]
    owner = [risk.register or "On no body's register"]
    if risk.review_on and not risk.closed:
        owner.append(f"Review by {uk_date(risk.review_on)}")
    by = [f"by {uk_date(risk.target_by)}"] if risk.target_by else []
    return (
        cells.strong(risk.ref),
        cells.strong(risk.title, *notes, *rules),
        _score(risk.current),
        cells.plain(risk.movement),
        _score(risk.target, *by),
        (Text(risk.owner or "Nobody"), *(Text(line, "muted") for line in owner)),
        _answers(risk),
    )


def _answers(risk: PaperRisk) -> Cell:
    lines = [Text(control, "muted") for control in risk.controls]
    lines += [Text(_treatment(one)) for one in risk.treatments]
    return tuple(lines) or cells.plain("None recorded")


def _treatment(one: PaperTreatment) -> str:
    late = ", overdue" if one.overdue else ""
    due = f"due {one.due_text}" if one.due_text else "no date"
    return f"{one.ref} {one.title}: {one.stated or 'not rated'}, {due}{late}".strip()


def _score(score: PaperScore | None, *notes: str) -> Cell:
    if score is None:
        return (Text("Not scored", "muted"),)
    badge = _badge(f"{score.value} {score.band}", score.shape, score.colour)
    return cells.badge(badge, f"{score.likelihood} × {score.impact}", *notes)


def _badge(word: str, shape: str, colour: str) -> Badge:
    return Badge(word, SHAPES.get(shape, "□"), TONES.get(colour, "grey"))


def risks_table(register: PaperRegister) -> DataTable:
    """A row a risk, for a spreadsheet."""
    columns = (
        ("Ref", 8), ("Risk", 44), ("Cause", 40), ("Event", 40), ("Effect", 40), ("Category", 18),
        ("Register of", 26), ("Owner", 28), ("Inherent", 10), ("Likelihood", 11), ("Impact", 9), ("Score", 9),
        ("Band", 14), ("Movement", 24), ("Target", 9), ("Target band", 14), ("Target by", 14),
        ("Controls", 46), ("Treatments", 50), ("Review by", 14), ("Escalated because", 40),
        ("Closed because", 40), ("Rules", 18), ("Reasons", 50),
    )  # fmt: skip
    return DataTable("risks", "Risks", columns, tuple(_cells(risk) for risk in register.risks))


def _cells(risk: PaperRisk) -> Row:
    current, target = risk.current, risk.target
    return (
        risk.ref, risk.title, risk.cause, risk.event, risk.effect, risk.category, risk.register, risk.owner,
        risk.inherent.value if risk.inherent else None, current.likelihood if current else None,
        current.impact if current else None, current.value if current else None,
        current.band if current else None, risk.movement, target.value if target else None,
        target.band if target else None, risk.target_by, "; ".join(risk.controls),
        "; ".join(_treatment(one) for one in risk.treatments), risk.review_on, risk.escalated, risk.closed,
        ", ".join(flag.code for flag in risk.flags), "; ".join(flag.reason for flag in risk.flags),
    )  # fmt: skip
