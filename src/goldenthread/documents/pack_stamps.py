"""What is stamped on a pack's pages: the page's number with its item, and in part 2 that it is not public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.documents.pack_typeset import compile_template


@dataclass(frozen=True)
class Stamp:
    """A page's visible size in points, and the words at its foot: "Item 5 · Page 12"."""

    width: float
    height: float
    words: str


def stamps_pdf(stamps: Sequence[Stamp], *, watermark: str = "", dated: date) -> bytes:
    """One page for each stamp, of the same size, all of it artifact."""
    pages = [
        {"width": round(one.width, 3), "height": round(one.height, 3), "words": one.words} for one in stamps
    ]
    data = {"title": "Stamps", "pages": pages, "watermark": watermark}
    return compile_template("pack_stamps.typ", {"stamps": data}, dated=dated)
