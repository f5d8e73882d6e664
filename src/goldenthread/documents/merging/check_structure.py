"""Checks of elements: roles, nesting, headings, figures, notes, identifiers."""

from collections import Counter
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Object, String

from goldenthread.documents.merging.check_document import is_language
from goldenthread.documents.merging.found import Examined, Found, page_found, place_of
from goldenthread.documents.merging.roles import HEADINGS, STANDARD
from goldenthread.documents.merging.trees import pairs
from goldenthread.documents.merging.walk import PDF_2, Annotated, Content, Element

CHILDREN = {
    "Table": ("TR", "THead", "TBody", "TFoot", "Caption"),
    "THead": ("TR",),
    "TBody": ("TR",),
    "TFoot": ("TR",),
    "TR": ("TH", "TD"),
    "L": ("LI", "Caption", "L"),
    "LI": ("Lbl", "LBody"),
    "TOC": ("TOCI", "TOC", "Caption"),
    "TOCI": ("Lbl", "Reference", "NonStruct", "P", "TOC"),
}
"""What may stand directly in an element."""
PARENTS = {
    "TR": ("Table", "THead", "TBody", "TFoot"),
    "THead": ("Table",),
    "TBody": ("Table",),
    "TFoot": ("Table",),
    "TH": ("TR",),
    "TD": ("TR",),
    "LI": ("L",),
    "LBody": ("LI",),
    "TOCI": ("TOC",),
}
"""What an element must stand in directly."""
_LIST = frozenset(("L", "LI", "Lbl", "LBody"))
_CONTENTS = frozenset(("TOC", "TOCI"))


def structure_findings(examined: Examined) -> Iterator[Found]:
    """02, 09-004..006, 11, 13-004, 14, 17-002, 19 and identifiers."""
    yield from _role_findings(examined)
    yield from _nesting_findings(examined)
    yield from _heading_findings(examined)
    for role, code in (("Figure", "13-004"), ("Formula", "17-002")):
        for number, element in enumerate(examined.tree.of(role), 1):
            place = place_of(element, number)
            if not _said(element, "/Alt") and not _said(element, "/ActualText"):
                yield Found(place, "has no alternative text", code, element.page)
            if role == "Figure" and not _draws(examined, element):
                yield Found(
                    place, "has no content: the picture itself is not in it", "figure-empty", element.page
                )
    yield from _identifier_findings(examined)
    for element in examined.tree.elements:
        language = element.node.get("/Lang")
        if language is not None and not (isinstance(language, String) and is_language(str(language))):
            yield page_found(element.page, f"has a {element.raw} in a language that is none", "11-006")


def _said(element: Element, key: str) -> bool:
    value = element.node.get(key)
    return isinstance(value, String) and bool(str(value).strip())


def _role_findings(examined: Examined) -> Iterator[Found]:
    tree = examined.tree
    for role in sorted(tree.role_map.keys() & STANDARD):
        yield Found("document", f"gives the standard tag {role} another meaning", "02-004")
    unknown: dict[str, list[int]] = {}
    for element in tree.elements:
        if not element.role:
            unknown.setdefault(element.raw, []).append(element.page)
    for raw, pages in sorted(unknown.items()):
        page = min(pages)
        code = "02-003" if raw in tree.role_map else "02-001"
        yield page_found(page, f"has a tag that no standard knows ({raw})", code)
    spaces = examined.document.Root.StructTreeRoot.get("/Namespaces")
    if isinstance(spaces, Array) and any(
        isinstance(space, Dictionary) and str(space.get("/NS", "")) == PDF_2 for space in spaces
    ):
        yield Found("document", "uses tags of PDF 2.0, which PDF/UA-1 does not know", "pdf-2.0")


def _code(role: str) -> str:
    return "09-005" if role in _LIST else "09-006" if role in _CONTENTS else "09-004"


def _nesting_findings(examined: Examined) -> Iterator[Found]:
    for element in examined.tree.elements:
        allowed = CHILDREN.get(element.role)
        if allowed is not None:
            wrong = sorted({kid.raw for kid in element.elements if kid.role not in allowed})
            if wrong:
                what = f"has a {element.role} that holds {', '.join(wrong)} directly"
                yield page_found(element.page, what, _code(element.role))
            elif any(_speaks(examined, content) for content in element.content):
                what = f"has a {element.role} with content outside its parts"
                yield page_found(element.page, what, _code(element.role))
        needed = PARENTS.get(element.role)
        above = element.parent.role if element.parent is not None else "StructTreeRoot"
        if needed is not None and above not in needed and above not in CHILDREN:
            what = f"has a {element.role} that stands in a {above} instead of a {needed[0]}"
            yield page_found(element.page, what, _code(element.role))


def _speaks(examined: Examined, content: Content) -> bool:
    """Whether it shows text or a picture; lines around cells are no content of a table."""
    holder = examined.holders.all.get(content.holder)
    return holder is not None and content.number in holder.marks.spoken


def _heading_findings(examined: Examined) -> Iterator[Found]:
    last = 0
    numbered = plain = 0
    for number, element in enumerate(examined.tree.of(*HEADINGS), 1):
        place = f"heading {number}" + (f" on page {element.page}" if element.page else "")
        if not any(one.content for one in (element, *element.below())) and not _said(element, "/ActualText"):
            yield Found(place, "has no content", "heading-empty", element.page)
        if element.role == "H":
            plain += 1
            continue
        numbered += 1
        level = int(element.role[1:])
        if last == 0 and level != 1:
            yield Found(place, f"starts at level {level}", "14-002", element.page)
        elif last and level > last + 1:
            yield Found(place, f"skips from level {last} to {level}", "14-003", element.page)
        last = level
    if numbered and plain:
        yield Found("document", "has headings with levels and headings without", "14-007")


def _draws(examined: Examined, element: Element) -> bool:
    for one in (element, *element.below()):
        if any(isinstance(kid, Annotated) for kid in one.kids):
            return True
        for content in one.content:
            holder = examined.holders.all.get(content.holder)
            if holder is not None and content.number in holder.marks.filled:
                return True
    return False


def _identifier_findings(examined: Examined) -> Iterator[Found]:
    nodes = examined.identifiers
    counts = Counter(
        bytes(said)
        for element in examined.tree.elements
        if isinstance(said := element.node.get("/ID"), String)
    )
    for element in examined.tree.of("Note"):
        if not isinstance(element.node.get("/ID"), String):
            yield page_found(element.page, "has a note without identifier", "19-003")
    for name, count in sorted(counts.items()):
        if count > 1:
            words = name.decode("latin-1")
            yield page_found(0, f"has the identifier {words[:40]!r} {count} times", "19-004")
    listed: dict[bytes, Object] = {}
    before = b""
    for key, value in pairs(examined.document.Root.StructTreeRoot.get("/IDTree"), "/Names"):
        name = bytes(key) if isinstance(key, String) else b""
        if name in listed or name < before:
            yield page_found(0, "has its list of identifiers out of order", "identifier-list")
            break
        listed[name] = value
        before = name
    astray = [name for name in counts if name not in listed or not _same(listed[name], nodes[name])] + [
        name for name in listed if name not in counts
    ]
    if astray and (listed or any(counts)):
        words = astray[0].decode("latin-1")
        yield page_found(0, f"lists its identifiers wrongly (such as {words[:40]!r})", "identifier-list")


def _same(one: object, other: Object) -> bool:
    return isinstance(one, Dictionary) and one.objgen == other.objgen
