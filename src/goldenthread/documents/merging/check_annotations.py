"""Checks of links, comments and fields, and of where links and bookmarks lead."""

from collections.abc import Iterator

from pikepdf import Dictionary, Name, Object, String

from goldenthread.documents.merging.destinations import bookmarks, named_destinations, settle
from goldenthread.documents.merging.found import Examined, Found, page_found
from goldenthread.documents.merging.opening import annotations
from goldenthread.documents.merging.walk import Annotated, Element, Key

HIDDEN = 2
NEVER_READ = (Name.Popup, Name.PrinterMark)


def annotation_findings(examined: Examined) -> Iterator[Found]:
    """28-002, 28-005, 28-007..012, and destinations that lead nowhere."""
    standing: dict[Key, list[Element]] = {}
    for element in examined.tree.elements:
        for kid in element.kids:
            if isinstance(kid, Annotated):
                standing.setdefault(kid.annotation.objgen, []).append(element)
    rows = dict(examined.parents)
    named = named_destinations(examined.document.Root)
    pages = set(examined.tree.pages)
    for number, page in enumerate(examined.document.pages, 1):
        listed = annotations(page.obj)
        if listed:
            yield from _tab_findings(page.obj, number)
        for annotation in listed:
            yield from _one(annotation, number, standing, rows)
            if annotation.get("/Subtype") == Name.Link and _leads_nowhere(annotation, named, pages):
                yield page_found(number, "has a link to a place that is not there", "dest-dead")
    yield from _bookmark_findings(examined, named, pages)


def _tab_findings(page: Object, number: int) -> Iterator[Found]:
    tabs = page.get("/Tabs")
    if tabs is None:
        yield page_found(number, "does not say in which order its links are reached", "28-008")
    elif tabs != Name.S or not isinstance(tabs, Name):
        yield page_found(number, "does not order its links by structure", "28-009")


def _one(
    annotation: Object, page: int, standing: dict[Key, list[Element]], rows: dict[int, Object]
) -> Iterator[Found]:
    kind = annotation.get("/Subtype")
    flags = annotation.get("/F", 0)
    if kind in NEVER_READ or (isinstance(flags, int) and flags & HIDDEN):
        return
    if kind == Name.TrapNet:
        yield page_found(page, "has a mark for printers that must not be there", "28-007")
        return
    elements = standing.get(annotation.objgen, []) if annotation.is_indirect else []
    role, code, words = {
        "/Link": ("Link", "28-011", "a link outside the structure"),
        "/Widget": ("Form", "28-010", "a form field outside the structure"),
    }.get(str(kind), ("Annot", "28-002", "a comment outside the structure"))
    if not any(element.role == role or element.above(role) for element in elements):
        yield page_found(page, f"has {words}", code)
    elif len(elements) > 1:
        yield page_found(page, "has a link or field that stands in the structure twice", "annotation-twice")
    else:
        key = annotation.get("/StructParent")
        back = rows.get(key) if isinstance(key, int) else None
        if not isinstance(back, Dictionary) or back.objgen != elements[0].node.objgen:
            yield page_found(page, "has a link or field that does not lead to its place", "parent-tree")
    if kind == Name.Widget:
        if not _words(annotation, "/TU") and not _words(annotation.get("/Parent"), "/TU"):
            yield page_found(page, "has a form field without a name", "28-005")
    elif not _words(annotation, "/Contents"):
        what = "a link without words" if kind == Name.Link else "a comment without words"
        yield page_found(page, f"has {what}", "28-012" if kind == Name.Link else "28-004")


def _words(thing: Object | None, key: str) -> bool:
    if not isinstance(thing, Dictionary):
        return False
    value = thing.get(key)
    return isinstance(value, String) and bool(str(value).strip())


def _leads_nowhere(annotation: Object, named: dict[bytes, Object], pages: set[Key]) -> bool:
    dest = annotation.get("/Dest")
    action = annotation.get("/A")
    if dest is None and isinstance(action, Dictionary):
        if action.get("/S") != Name.GoTo:
            return action.get("/S") == Name.URI and not isinstance(action.get("/URI"), String)
        dest = action.get("/D")
    return settle(dest, named, pages) is None


def _bookmark_findings(examined: Examined, named: dict[bytes, Object], pages: set[Key]) -> Iterator[Found]:
    waiting = bookmarks(examined.document.Root, named, pages)
    while waiting:
        item = waiting.pop()
        waiting.extend(item.kids)
        if item.dest is None and not item.kids:
            yield Found("document", f"has a bookmark that leads nowhere ({item.title[:60]!r})", "dest-dead")
        if not item.title.strip():
            yield Found("document", "has a bookmark without words", "bookmark-empty")
