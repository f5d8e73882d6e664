"""Drawings as PNG, for programs that show no SVG. Drawn by Typst with our fonts, alike on every machine."""

import json
from collections.abc import Iterable

import typst

from goldenthread.documents.typeface import typst_fonts

PIXELS_PER_INCH = 216
"""Sharp on paper at the sizes used, at half the bytes of 288."""

_PAGES = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#for drawing in json(bytes(sys.inputs.drawings)) { page(image(bytes(drawing), format: "svg")) }
"""


def rasterise(drawings: Iterable[str]) -> dict[str, bytes]:
    """Each SVG text with its PNG. All in one run, which is ten times faster than one by one."""
    svgs = sorted(set(drawings))
    if not svgs:
        return {}
    pages = typst.compile(
        _PAGES,
        font_paths=typst_fonts(),
        format="png",
        ppi=PIXELS_PER_INCH,
        sys_inputs={"drawings": json.dumps(svgs)},
    )
    # One page comes as its bytes, several as a list.
    return dict(zip(svgs, pages if isinstance(pages, list) else [pages], strict=True))
