"""The risk register as a paper of its own."""

from dataclasses import dataclass
from datetime import date

from goldenthread.documents.blocks import Document, Heading, Paragraph, Section
from goldenthread.documents.paper_risks import PaperRegister
from goldenthread.documents.pdf import typeset
from goldenthread.documents.risk_pages import register_blocks
from goldenthread.documents.wording import uk_date


@dataclass(frozen=True)
class RegisterPaper:
    """The register as a paper of its own: whose it is, of which day, what it was narrowed to in words."""

    council: str
    on: date
    register: PaperRegister
    narrowed: str = ""
    labels: tuple[str, ...] = ()


def render_register(paper: RegisterPaper) -> bytes:
    """The register as a tagged PDF."""
    title = "Risk register"
    blocks = (
        Heading(title, 1),
        Paragraph(f"{paper.council}. As it stood on {uk_date(paper.on)}. {paper.narrowed}".strip(), "muted"),
        *(Paragraph(label, "note") for label in paper.labels),
        *register_blocks(paper.register),
    )
    return typeset(
        Document(
            title=f"{title}, {uk_date(paper.on)}",
            author=paper.council,
            subject=title,
            running_head=f"{paper.council}: {title.lower()}, {uk_date(paper.on)}",
            dated=paper.on,
            cover=None,
            sections=(Section(blocks, landscape=True),),
        )
    )
