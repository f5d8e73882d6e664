"""What goes into a merge and what comes out of it.

Pages are counted from 1 as people count them; sizes are in points (1/72 inch) as a reader sees the page,
turned by its Rotate.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Finding:
    """Something wrong or lost, in words a clerk can act on.

    ``where`` is a place ("page 3", "Figure 2 on page 3"), ``what`` says what is the matter ("has no
    alternative text") and ``advice`` what its owner should do. ``code`` is the failure condition of the
    Matterhorn Protocol 1.1 that it belongs to ("13-004"), or a word of our own ("mark-order").
    ``page`` is the page of the examined file, None where it is about the file as a whole.
    """

    where: str
    what: str
    code: str = ""
    advice: str = ""
    page: int | None = None

    @property
    def words(self) -> str:
        """ "Page 3 has no text. Scan it again with text recognition." """
        said = f"{self.where[:1].upper()}{self.where[1:]} {self.what}."
        return f"{said} {self.advice}".strip()


@dataclass(frozen=True)
class Part:
    """One PDF to merge, under the title that the pack gives it.

    ``language`` (BCP 47, "cy") says what the file does not say itself; None: the file's, or the pack's.
    ``key`` is what links of the pack call it: a link to ``pack:KEY`` leads to its first page; "" stands for
    its place among the parts, "1" for the first. ``fresh_sheet`` puts a blank page before it where it would
    begin on the back of another's last sheet.
    """

    title: str
    pdf: bytes
    language: str | None = None
    key: str = ""
    fresh_sheet: bool = False


@dataclass(frozen=True)
class About:
    """What the pack says of itself. ``dated`` becomes every date in the file; it carries its time zone."""

    title: str
    dated: datetime
    language: str = "en-GB"
    author: str = ""
    subject: str = ""
    first_number: int = 1


@dataclass(frozen=True)
class PackPage:
    """A page as it will be: ``number`` as printed, ``part`` its part's place from 1, 0 for a blank page.

    ``of_part`` counts within the part. ``width`` and ``height`` are what a reader sees, in points.
    """

    number: int
    part: int
    of_part: int
    width: float
    height: float


Stamps = Callable[[Sequence[PackPage]], bytes]
"""Makes a PDF with one page for each page of the pack, in its size, to be drawn over it as an artifact."""


@dataclass(frozen=True)
class Looked:
    """A PDF looked at before it goes into a pack.

    ``tagged``: it has a structure that can be kept. ``says_accessible``: it claims PDF/UA-1 of itself.
    ``findings``: what the checker finds in it. ``warnings``: what the merge would lose or leave out.
    """

    pages: int
    title: str
    language: str
    tagged: bool
    says_accessible: bool
    findings: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


@dataclass(frozen=True)
class PartReport:
    """What became of a part. Pages of findings are those of the pack.

    ``tagged``: its tags were kept. ``clean``: its tags were kept and the checker found nothing in it.
    ``says_accessible``: the file claimed PDF/UA-1 of itself, which is not taken for true.
    ``warnings``: what was dropped, lost or mended on the way, and which pages are scans without text.
    """

    title: str
    key: str
    first_page: int
    pages: int
    language: str
    tagged: bool
    clean: bool
    says_accessible: bool
    findings: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


@dataclass(frozen=True)
class Merged:
    """The pack. ``claims_ua``: it says PDF/UA-1 of itself, since the checker found nothing in any part.

    ``findings`` are about the pack as a whole; those in a part stand in its report.
    """

    pdf: bytes
    pages: tuple[PackPage, ...]
    parts: tuple[PartReport, ...]
    claims_ua: bool
    findings: tuple[Finding, ...]


class CannotMerge(Exception):
    """A part that cannot go into a pack: ``part`` is its place from 1 (0 when looked at alone).

    ``title`` is the part's, ``what`` says what is the matter, ``advice`` the way on.
    """

    def __init__(self, what: str, advice: str, part: int = 0, title: str = "") -> None:
        self.what = what
        self.advice = advice
        self.part = part
        self.title = title
        super().__init__(self.words)

    @property
    def words(self) -> str:
        """ "Appendix 2 needs a password to open. Ask its owner for a copy without one." """
        name = f"“{self.title}”" if self.title else "The file"
        return f"{name} {self.what}. {self.advice}".strip()
