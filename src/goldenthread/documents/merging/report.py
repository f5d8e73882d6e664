"""What became of each part, and whether the pack may say that it is accessible."""

import io
from dataclasses import dataclass, replace

import pikepdf
from pikepdf import Pdf

from goldenthread.documents.merging.examine import examine
from goldenthread.documents.merging.metadata import write_metadata
from goldenthread.documents.merging.shapes import About, Finding, Merged, PackPage, PartReport

MENDED = frozenset(
    ("damaged", "no-element", "element-twice", "too-deep", "content-nowhere", "content-number",
     "content-twice", "annotation-twice", "annotation-nowhere", "identifier-twice", "form-lost", "pdf-2.0",
     "02-004")
)  # fmt: skip
"""What a part's tags lost on the way: the part is then not clean, though the pack may be."""


@dataclass
class Carried:
    """A part in the pack, without its objects. ``first``: its first page among the pack's, from 1.

    Pages of ``warnings`` are the part's own. ``language`` is "" where the part says none.
    """

    title: str
    key: str
    pages: int
    language: str
    tagged: bool
    says_accessible: bool
    warnings: list[Finding]
    first: int = 0

    @property
    def may_be_clean(self) -> bool:
        """Whether nothing is known against it before the pack is examined."""
        broken = any(finding.code in MENDED for finding in self.warnings)
        return self.tagged and bool(self.language) and not broken

    def printed(self, about: About) -> int:
        """The number printed on its first page."""
        return self.first + about.first_number - 1


def report(pack: bytes, about: About, pages: tuple[PackPage, ...], carried: list[Carried]) -> Merged:
    """Examines the finished file; where anything is found, the claim is taken out of it."""
    claims = all(one.may_be_clean for one in carried)
    found = tuple(finding for finding in examine(pack) if finding.code != "06-002")
    if claims and found:
        claims = False
        with pikepdf.open(io.BytesIO(pack)) as document:
            write_metadata(document, about, claims_ua=False)
            pack = saved(document)
    reports = tuple(_report(one, found, about) for one in carried)
    of_parts = {id(finding) for one in reports for finding in one.findings}
    rest = tuple(finding for finding in found if id(finding) not in of_parts)
    return Merged(pack, pages, reports, claims, rest)


def saved(pdf: Pdf) -> bytes:
    """A file's bytes, the same for the same content."""
    out = io.BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        compress_streams=True,
        fix_metadata_version=False,
        min_version="1.7",
    )
    return out.getvalue()


def _report(one: Carried, found: tuple[Finding, ...], about: About) -> PartReport:
    last = one.first + one.pages - 1
    mine = [finding for finding in found if finding.page and one.first <= finding.page <= last]
    told = tuple(_in_pack(finding, one.first) for finding in one.warnings)
    against = _against(one, about)
    return PartReport(
        title=one.title,
        key=one.key,
        first_page=one.printed(about),
        pages=one.pages,
        language=one.language or about.language,
        tagged=one.tagged,
        clean=one.may_be_clean and not mine,
        says_accessible=one.says_accessible,
        findings=(*against, *mine),
        warnings=told,
    )


def _against(one: Carried, about: About) -> list[Finding]:
    """What is known of the part as a whole."""
    if not one.tagged:
        what = "has no tags: a screen reader cannot tell its headings, tables and pictures"
        advice = "Ask its owner for a tagged PDF, saved from the program it was made with."
        return [Finding("the file", what, "untagged", advice, one.first)]
    if not one.language:
        what = f"does not say its language; it is read as {about.language}"
        return [Finding("the file", what, "11-006", "Say what language it is in.", one.first)]
    return []


def _in_pack(finding: Finding, first: int) -> Finding:
    """A finding of the part, with the pack's page instead of its own."""
    if not finding.page:
        return finding
    page = finding.page + first - 1
    if "of the file" in finding.where:
        return replace(finding, page=page)
    return replace(finding, page=page, where=finding.where.replace(f"page {finding.page}", f"page {page}"))
