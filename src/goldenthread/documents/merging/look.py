"""A PDF looked at alone: what a merge would refuse, lose or complain of."""

from goldenthread.documents.merging.cleaning import clean_pages, strip_everywhere
from goldenthread.documents.merging.deep_stack import with_deep_stack
from goldenthread.documents.merging.examine import examine_open
from goldenthread.documents.merging.forms import flatten
from goldenthread.documents.merging.layers import read_layers
from goldenthread.documents.merging.opening import FAILURES, Opened, open_part, unreadable
from goldenthread.documents.merging.scans import scan_findings
from goldenthread.documents.merging.shapes import Looked, Part

OF_THE_PACK = frozenset(("06-001", "06-002", "06-003", "07-001", "07-002"))
"""What the pack says for all its parts, so that a part need not."""


def look(pdf: bytes, *, title: str = "") -> Looked:
    """What there is to know before a PDF goes into a pack. Raises CannotMerge for what cannot.

    Findings that the pack itself would cure (no title, no claim) are left out.
    """
    return with_deep_stack(lambda: _look(Part(title, pdf)))


def _look(part: Part) -> Looked:
    opened = open_part(part, 0)
    try:
        return _looked(opened)
    except FAILURES as error:
        raise unreadable(opened, error) from error


def _looked(opened: Opened) -> Looked:
    pages = len(opened.pdf.pages)
    found = [finding for finding in examine_open(opened.pdf) if finding.code not in OF_THE_PACK]
    if not opened.tagged:
        found = [finding for finding in found if finding.code in ("untagged", "11-006")][:1]
        found += scan_findings([page.obj for page in opened.pdf.pages])
    _, _, layers = read_layers(opened.pdf.Root)
    strip_everywhere(opened.pdf)
    forms = tuple(flatten(opened.pdf, tagged=opened.tagged))
    _, dropped = clean_pages(opened.pdf)
    return Looked(
        pages=pages,
        title=opened.title,
        language=opened.language,
        tagged=opened.tagged,
        says_accessible=opened.says_accessible,
        findings=tuple(found),
        warnings=(*opened.warnings, *layers, *forms, *dropped),
    )
