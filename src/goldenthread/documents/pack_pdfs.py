"""Counting a PDF's pages before it goes into a pack, and refusing what cannot.

What a pack would lose of it, and what is wrong with its tags, the merge tells (`merging`).
"""

import io

import pikepdf

from goldenthread.documents.pack_refusals import CannotBringIn

MOST_PAGES = 2000
"""Of one attachment."""


def pages_of(content: bytes, called: str) -> int:
    """How many pages a PDF has. ``called`` begins the sentences. Raises ``CannotBringIn``."""
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as document:
            pages = len(document.pages)
    except pikepdf.PasswordError as failure:
        raise CannotBringIn(
            f"{called} is protected with a password.", "Ask its owner for a copy without one."
        ) from failure
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RecursionError) as failure:
        raise CannotBringIn(
            f"{called} is broken: it cannot be read as a PDF.", "Ask its owner to save it again as PDF."
        ) from failure
    if pages == 0:
        raise CannotBringIn(f"{called} has no pages.", "Ask its owner to save it again as PDF.")
    if pages > MOST_PAGES:
        raise CannotBringIn(
            f"{called} has {pages:,} pages; a pack takes {MOST_PAGES:,} of one paper.",
            "Ask its owner for a shorter paper, or to split it into appendices.",
        )
    return pages
