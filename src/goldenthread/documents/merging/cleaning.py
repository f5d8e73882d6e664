"""What of a part's pages may come along: a whitelist of keys, annotations and actions.

The pack's catalog is made anew, so scripts that run on opening, attached files, old metadata and forms of
a part have no way into it; what hangs on pages and annotations is cleaned here, in the part's own file.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from goldenthread.documents.merging.content import page_content
from goldenthread.documents.merging.opening import DEEPEST_PAGE_TREE, MOST_OBJECTS, TooMany, annotations
from goldenthread.documents.merging.shapes import Finding

BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
PAGE_KEYS = frozenset(
    (*BOXES, "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group", "/Annots", "/Tabs")
)
INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
NEVER = ("/StructParent", "/StructParents", "/AA", "/PieceInfo", "/AF", "/Metadata", "/OPI", "/Alternates")
"""Keys that no dictionary of a part keeps."""
SCHEMES = ("http:", "https:", "mailto:", "tel:")
LETTER = (0, 0, 612, 792)
A_COMMENT = {
    Name(f"/{kind}")
    for kind in (
        "Text", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline",
        "Squiggly", "StrikeOut", "Stamp", "Caret", "Ink",
    )
}  # fmt: skip
"""Annotations that people write on a page."""
KEPT = {str(kind) for kind in A_COMMENT} | {"/Link", "/Widget", "/Watermark"}
DROPPED_WORDS = {
    "/FileAttachment": "attached files",
    "/Sound": "sounds",
    "/Movie": "films",
    "/Screen": "films",
    "/RichMedia": "interactive media",
    "/3D": "three-dimensional models",
    "/Popup": "",
    "/TrapNet": "",
    "/PrinterMark": "",
}


def strip_everywhere(pdf: Pdf) -> None:
    """Takes NEVER's keys out of every object of the file: nested forms, patterns, appearances, images.

    Raises TooMany for a file of too many objects, before anything follows them.
    """
    for number, thing in enumerate(pdf.objects):
        if number > MOST_OBJECTS:
            raise TooMany("too many objects")
        if isinstance(thing, Dictionary | Stream):
            # Most objects are elements, of which only files attached to them matter.
            for key in ("/AF",) if "/S" in thing and "/P" in thing else NEVER:
                if key in thing:
                    del thing[key]


def clean_pages(pdf: Pdf) -> tuple[list[Object], list[Finding]]:
    """The page objects in order, ready to be copied, and what was dropped from them.

    They no longer know their parent nor that they are pages: the library would not copy them otherwise.
    Raises TooMuch and PdfError for content that cannot be read.
    """
    pages: list[Object] = [page.obj for page in pdf.pages]
    found: list[Finding] = []
    for number, page in enumerate(pages, 1):
        _push_down(page)
        if not _is_box(page.get("/MediaBox")):
            page.MediaBox = Array(LETTER)
            found.append(
                Finding(f"page {number}", "gives no size; it is shown as US Letter", "no-size", "", number)
            )
        for box in BOXES[1:]:
            if box in page and not _is_box(page[box]):
                del page[box]
        page.Rotate = _rotation(page.get("/Rotate"))
        found += clean_annotations(page, number)
    for page in pages:
        page_content(page)
        for key in [key for key in page.keys() if key not in PAGE_KEYS]:  # noqa: SIM118
            del page[key]
        page.Tabs = Name.S
    return pages, found


def _push_down(page: Object) -> None:
    """Writes what a page inherits on the page itself."""
    for key in INHERITED:
        node: Object | None = page
        for _ in range(DEEPEST_PAGE_TREE):
            if not isinstance(node, Dictionary):
                break
            if key in node:
                if node is not page:
                    page[key] = node[key]
                break
            node = node.get("/Parent")
    if not isinstance(page.get("/Resources"), Dictionary):
        page.Resources = Dictionary()


def _is_box(value: object) -> bool:
    if not isinstance(value, Array) or len(value) != 4:
        return False
    if not all(isinstance(side, int | Decimal | float) for side in value):
        return False
    left, low, right, top = (float(side) for side in value)
    return abs(right - left) >= 3 and abs(top - low) >= 3


def _rotation(value: object) -> int:
    return round(int(value) / 90) % 4 * 90 if isinstance(value, int | Decimal) else 0


def clean_annotations(page: Object, number: int) -> Iterator[Finding]:
    """Keeps links, comments and form fields without what they could start."""
    where = f"page {number}"
    dropped: Counter[str] = Counter()
    comments = 0
    kept = []
    listed = annotations(page)
    for annotation in listed:
        kind = str(annotation.get("/Subtype", ""))
        if kind not in KEPT:
            dropped[DROPPED_WORDS.get(kind, "annotations of an unknown kind")] += 1
            mark_dropped(annotation)
            continue
        lost = _clean_action(annotation)
        if lost:
            dropped[lost] += 1
        if kind == "/Link" and "/A" not in annotation and "/Dest" not in annotation:
            mark_dropped(annotation)
            continue
        comments += annotation.get("/Subtype") in A_COMMENT
        for key in ("/Popup", "/RichMediaContent", "/FS", "/PA", "/IRT", "/P"):
            if key in annotation:
                del annotation[key]
        kept.append(annotation)
    if "/Annots" in page:
        page.Annots = Array(kept)
    if not kept and "/Annots" in page:
        del page["/Annots"]
    for words, count in sorted(dropped.items()):
        if words:
            yield Finding(where, f"had {words} ({count}); they were left out", "left-out", "", number)
    if comments:
        yield Finding(
            where,
            f"has {comments} {'comment' if comments == 1 else 'comments'} written on it, which come along",
            "comments",
            "Ask its owner for a copy without comments if they are not meant for the reader.",
            number,
        )


def mark_dropped(annotation: Object) -> None:
    """Makes an annotation know that it is gone, for the structure that still points to it."""
    for key in list(annotation.keys()):
        del annotation[key]
    annotation.GoldenThreadDropped = True


def was_dropped(annotation: Object) -> bool:
    """Whether ``mark_dropped`` was told of it."""
    return "/GoldenThreadDropped" in annotation


def _clean_action(annotation: Object) -> str:
    """Leaves a link to a page or a web address, or nothing. Says what was lost, "" for nothing."""
    action = annotation.get("/A")
    if action is None:
        return ""
    del annotation["/A"]
    if not isinstance(action, Dictionary):
        return "broken actions"
    kind = action.get("/S")
    if kind == Name.GoTo and "/D" in action:
        annotation.Dest = action.D
        return ""
    if kind == Name.URI and isinstance(action.get("/URI"), String):
        if bytes(action.URI).decode("latin-1").strip().lower().startswith((*SCHEMES, "pack:")):
            annotation.A = Dictionary(Type=Name.Action, S=Name.URI, URI=action.URI)
            if "/Dest" in annotation:
                del annotation["/Dest"]
            return ""
        return "links to addresses that are not of the web"
    words = {
        "/JavaScript": "scripts",
        "/Launch": "links that start programs",
        "/GoToR": "links to other files",
        "/GoToE": "links to attached files",
        "/SubmitForm": "forms that send what was typed",
    }
    return words.get(str(kind), "actions other than links")
