"""Page stamps: one page of a PDF drawn over each page of the pack, as an artifact under a fixed name."""

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from goldenthread.documents.merging.content import operations, page_content
from goldenthread.documents.merging.overlay import draw_over, number_text, page_marks

STAMP = "/GoldenThreadStamp"
MARKING = frozenset((b"BDC", b"BMC", b"EMC", b"DP", b"MP"))


def visible_box(page: Object) -> tuple[float, float, float, float]:
    """Left, low, right, top of what a reader shows, before the page is turned: CropBox within MediaBox."""
    media = _sides(page.MediaBox)
    crop = _sides(page.get("/CropBox", page.MediaBox))
    left, low = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, low, right, top) if right > left and top > low else media


def visible_size(page: Object) -> tuple[float, float]:
    """Width and height as a reader sees the page, turned, in points of 1/72 inch whatever its unit."""
    left, low, right, top = visible_box(page)
    unit = float(page.get("/UserUnit", 1))
    width, height = (right - left) * unit, (top - low) * unit
    return (height, width) if int(page.get("/Rotate", 0)) % 180 else (width, height)


def _sides(box: Object) -> tuple[float, float, float, float]:
    a, b, c, d = (float(side) for side in box)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def stamp_pages(pdf: Pdf, pages: Sequence[Object], stamps: bytes) -> None:
    """Draws the n-th page of ``stamps`` over the n-th of ``pages``. Raises ValueError when counts differ."""
    with pikepdf.open(io.BytesIO(stamps)) as source:
        if len(source.pages) != len(pages):
            raise ValueError(f"{len(source.pages)} stamps for {len(pages)} pages")
        made = pdf.copy_foreign(
            source.make_indirect(Array([_as_form(source, page) for page in source.pages]))
        )
    for page, form in zip(pages, list(made), strict=True):
        _draw(pdf, page, form)


def _as_form(source: Pdf, page: pikepdf.Page) -> Object:
    """A stamp as a Form XObject without any marks of its own: the page that draws it marks it."""
    kept = bytearray()
    last = 0
    data = page_content(page.obj)
    for operator, _, start, end in operations(data):
        if operator in MARKING:
            kept += data[last:start]
            last = end
    kept += data[last:]
    form = source.make_stream(bytes(kept))
    form.Type = Name.XObject
    form.Subtype = Name.Form
    form.BBox = Array(visible_box(page.obj))
    form.Resources = page.obj.get("/Resources", Dictionary())
    return source.make_indirect(form)


def _draw(pdf: Pdf, page: Object, form: Object) -> None:
    matrix = " ".join(number_text(value) for value in _matrix(page, form))
    stamp = f"/Artifact <</Type /Pagination>> BDC\nq\n{matrix} cm\n{STAMP} Do\nQ\nEMC\n"
    draw_over(pdf, page, page_marks(page), STAMP, form, stamp)


def _matrix(page: Object, form: Object) -> tuple[float, float, float, float, float, float]:
    """Lays the stamp's box over what is visible of the page, upright as the reader sees it."""
    left, low, right, top = visible_box(page)
    from_left, from_low, from_right, from_top = (float(side) for side in form.BBox)
    wide, high = from_right - from_left, from_top - from_low
    across, up = right - left, top - low
    turned = int(page.get("/Rotate", 0)) % 360
    if turned % 180:
        x, y = up / wide, across / high
    else:
        x, y = across / wide, up / high
    if turned == 0:
        a, b, c, d, e, f = x, 0.0, 0.0, y, left, low
    elif turned == 90:
        a, b, c, d, e, f = 0.0, x, -y, 0.0, right, low
    elif turned == 180:
        a, b, c, d, e, f = -x, 0.0, 0.0, -y, right, top
    else:
        a, b, c, d, e, f = 0.0, -x, y, 0.0, left, top
    return a, b, c, d, e - a * from_left - c * from_low, f - b * from_left - d * from_low
