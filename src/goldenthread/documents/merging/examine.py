"""The one checker of tagged PDFs: what PDF/UA-1 asks and a machine can tell, as far as it is built.

It reads the file that a person would get, after every pass of ours, and says what is wrong where. It is not
veraPDF and certifies nothing; ``docs/decisions/0013`` lists the conditions that it covers.
"""

import io
from collections import Counter
from collections.abc import Iterable, Iterator

import pikepdf
from pikepdf import Pdf

from goldenthread.documents.merging.advice import advice_for
from goldenthread.documents.merging.check_annotations import annotation_findings
from goldenthread.documents.merging.check_content import content_findings
from goldenthread.documents.merging.check_document import document_findings
from goldenthread.documents.merging.check_fonts import font_findings
from goldenthread.documents.merging.check_structure import structure_findings
from goldenthread.documents.merging.check_tables import table_findings
from goldenthread.documents.merging.found import Examined, Found
from goldenthread.documents.merging.holders import read_holders
from goldenthread.documents.merging.shapes import Finding
from goldenthread.documents.merging.walk import read_parents, read_tree

MOST_OF_A_KIND = 100
"""Findings of one code that are told one by one; the rest is counted."""


def examine(pdf: bytes) -> tuple[Finding, ...]:
    """Everything found wrong with a PDF. Raises ``pikepdf.PdfError`` for what is no PDF.

    An empty result says that nothing was found by this checker, and no more.
    """
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as document:
        return examine_open(document)


def examine_open(document: Pdf) -> tuple[Finding, ...]:
    """The same of a file that is open already."""
    found = list(document_findings(document))
    if "/StructTreeRoot" not in document.Root:
        found.append(Found("document", "has no structure tree", "untagged"))
        return tuple(_told(found))
    examined = Examined(document, read_tree(document), read_holders(document), read_parents(document))
    found += structure_findings(examined)
    found += table_findings(examined)
    found += content_findings(examined)
    found += annotation_findings(examined)
    found += font_findings(examined)
    return tuple(_told(found))


def _told(found: Iterable[Found]) -> Iterator[Finding]:
    """With advice, and no more of a kind than a person reads."""
    counts: Counter[str] = Counter()
    for one in found:
        counts[one.code] += 1
        if counts[one.code] <= MOST_OF_A_KIND:
            yield Finding(one.where, one.what, one.code, advice_for(one.code), one.page or None)
    for code, count in counts.items():
        if count > MOST_OF_A_KIND:
            more = count - MOST_OF_A_KIND
            yield Finding("document", f"has {more:,} more of this kind ({code})", code, advice_for(code))
