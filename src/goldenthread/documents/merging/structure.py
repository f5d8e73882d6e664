"""A part's structure tree under the pack's: walked once, without recursion, everything registered anew.

The part's own parent tree is never read: it is rebuilt from the tree, which says the same and more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from goldenthread.documents.merging.cleaning import was_dropped
from goldenthread.documents.merging.registry import MOST_MARK, Registry
from goldenthread.documents.merging.roles import STANDARD, read_map, standard_role
from goldenthread.documents.merging.shapes import Finding

DEEPEST = 1_000
"""Levels of a structure tree: readers give up long before."""
MOST_TOLD = 20
"""Findings of one kind in one part, after which they are only counted."""


@dataclass
class Transplant:
    """One part's tree on its way into the pack. ``pages``: its page objects by object number."""

    registry: Registry
    place: int
    pages: dict[tuple[int, int], int]
    holders: dict[tuple[int, int], tuple[Object, dict[int, Object]]] = field(default_factory=dict)
    objects: list[tuple[Object, Object]] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)
    role_map: dict[str, str] = field(default_factory=dict)
    names: dict[str, Object | None] = field(default_factory=dict)
    attributes: dict[bytes, Object | None] = field(default_factory=dict)
    has_spaces: bool = False
    renamed_classes: dict[str, str] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)
    highest: dict[tuple[int, int], int] = field(default_factory=dict)
    room: int = 2_000_000

    def __post_init__(self) -> None:
        self.prefix = f"p{self.place}.".encode()

    def tell(self, what: str, code: str, page: int | None = None) -> None:
        """Notes what was wrong with the part's tree."""
        if sum(finding.code == code for finding in self.found) < MOST_TOLD:
            where = f"page {page}" if page else "the structure tree"
            self.found.append(Finding(where, what, code, "Ask its owner to make the PDF again.", page))


def graft(transplant: Transplant, tree: Object, part: Object) -> None:
    """Makes the tree's top elements kids of ``part`` and registers all below it."""
    registry = transplant.registry
    top = _top(tree)
    transplant.role_map = read_map(tree)
    for role in sorted(transplant.role_map.keys() & STANDARD):
        transplant.tell(f"gives the standard tag {role} another meaning, which the pack does not", "02-004")
    _take_classes(transplant, tree)
    spaces = tree.get("/Namespaces")
    if isinstance(spaces, Array):
        transplant.has_spaces = True
        registry.namespaces += list(spaces)
    _walk(transplant, part, top)
    for holder, elements in transplant.holders.values():
        registry.holder(holder, elements)
    for annotation, element in transplant.objects:
        if "/StructParent" in annotation:
            transplant.tell("names an annotation twice", "annotation-twice")
        else:
            registry.annotation(annotation, element)


def _kids(element: Object) -> list[Object]:
    found = element.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def _top(tree: Object) -> Object:
    """What becomes the part's content: the one Document itself stands for the part, else the root does."""
    kids = [kid for kid in _kids(tree) if isinstance(kid, Dictionary)]
    return kids[0] if len(kids) == 1 and kids[0].get("/S") == Name.Document else tree


def _walk(transplant: Transplant, part: Object, top: Object) -> None:
    """Depth first in reading order; each waiting entry is an element with its inherited page."""
    pdf = transplant.registry.pdf
    waiting: list[tuple[Object, Object | None, int]] = []
    part.K = Array(_settled(transplant, pdf, part, _kids(top), top.get("/Pg"), 0, waiting))
    if top.get("/S") == Name.Document:
        for key in ("/Alt", "/ActualText", "/E", "/A", "/C"):
            if key in top:
                part[key] = top[key]
    while waiting:
        element, page, depth = waiting.pop()
        _rename(transplant, element)
        own = element.get("/Pg")
        if own is not None:
            page = own
        kids = element.get("/K")
        if kids is None:
            continue
        if isinstance(kids, int):
            if own is None and page is not None:
                element.Pg = page
            if not _register(transplant, page, kids, element):
                del element["/K"]
            continue
        listed = list(kids) if isinstance(kids, Array) else [kids]
        settled = _settled(transplant, pdf, element, listed, page, depth, waiting)
        whole = len(settled) == len(listed) and not any(
            kept is not kid for kept, kid in zip(settled, listed, strict=True)
        )
        if own is None and page is not None and any(isinstance(kid, int) for kid in settled):
            element.Pg = page
        if whole:
            continue
        if settled:
            element.K = Array(settled) if len(settled) > 1 else settled[0]
        else:
            del element["/K"]


def _settled(
    transplant: Transplant,
    pdf: Pdf,
    parent: Object,
    kids: list[Object],
    page: Object | None,
    depth: int,
    waiting: list[tuple[Object, Object | None, int]],
) -> list[Object]:
    """The kids that stay, each registered or put among those waiting."""
    kept: list[Object] = []
    below: list[tuple[Object, Object | None, int]] = []
    for kid in kids:
        if isinstance(kid, int) and not isinstance(kid, bool):
            if _register(transplant, page, kid, parent):
                kept.append(kid)
        elif not isinstance(kid, Dictionary):
            transplant.tell("holds something that is no element", "no-element")
        elif "/S" in kid:
            element = kid if kid.is_indirect else pdf.make_indirect(kid)
            if element.objgen in transplant.seen:
                transplant.tell("holds an element twice, or one within itself", "element-twice")
                continue
            if depth > DEEPEST:
                transplant.tell(f"is nested more than {DEEPEST:,} deep", "too-deep")
                continue
            transplant.seen.add(element.objgen)
            element.P = parent
            kept.append(element)
            below.append((element, page, depth + 1))
        elif "/Obj" in kid:
            kept += _object_reference(transplant, kid, parent)
        elif isinstance(kid.get("/MCID"), int):
            holder = kid.get("/Stm") or kid.get("/Pg") or page
            if "/Pg" not in kid and "/Stm" not in kid and page is not None:
                kid.Pg = page
            if _register(transplant, holder, int(kid.MCID), parent):
                kid.Type = Name.MCR
                kept.append(kid)
        else:
            transplant.tell("holds something that is no element", "no-element")
    waiting.extend(reversed(below))
    return kept


def _register(transplant: Transplant, holder: Object | None, number: int, element: Object) -> bool:
    if not isinstance(holder, Dictionary | Stream) or not holder.is_indirect:
        transplant.tell(f"names content {number} of no page", "content-nowhere")
        return False
    if isinstance(holder, Dictionary) and holder.objgen not in transplant.pages:
        transplant.tell(f"names content {number} of a page that is not there", "content-nowhere")
        return False
    if not 0 <= number <= MOST_MARK or not _has_room(transplant, holder, number):
        transplant.tell(f"names content {number}, which cannot be", "content-number")
        return False
    _, elements = transplant.holders.setdefault(holder.objgen, (holder, {}))
    if number in elements:
        page = transplant.pages.get(holder.objgen)
        transplant.tell(f"has content {number} in the structure twice", "content-twice", page)
        return False
    elements[number] = element
    return True


def _has_room(transplant: Transplant, holder: Object, number: int) -> bool:
    """The parent tree has a place for each number up to the highest: few bytes must not ask for millions."""
    highest = transplant.highest.get(holder.objgen, -1)
    if number <= highest:
        return True
    transplant.room -= number - highest
    transplant.highest[holder.objgen] = number
    return transplant.room > 0


def _object_reference(transplant: Transplant, kid: Object, parent: Object) -> Iterator[Object]:
    annotation = kid.Obj
    if not isinstance(annotation, Dictionary) or not annotation.is_indirect or was_dropped(annotation):
        if parent.get("/S") == Name.Link:
            parent.S = Name.Span
        return
    if annotation.get("/Subtype") is None:
        transplant.tell("names an annotation that is not there", "annotation-nowhere")
        return
    kid.Type = Name.OBJR
    transplant.objects.append((annotation, parent))
    yield kid


def _rename(transplant: Transplant, element: Object) -> None:
    """Identifiers, headers, roles and classes of one element in the pack's own words."""
    if not (transplant.has_spaces and "/NS" in element):
        _rename_role(transplant, element)
    identifier = element.get("/ID")
    if isinstance(identifier, String):
        named = transplant.prefix + bytes(identifier)
        if named in transplant.registry.identifiers:
            transplant.tell("has an identifier twice", "identifier-twice")
            del element["/ID"]
        else:
            element.ID = String(named)
            transplant.registry.identifiers[named] = element
    attributes = element.get("/A")
    if attributes is not None:
        _rename_headers(transplant, element, attributes)
    if transplant.renamed_classes and "/C" in element:
        element.C = _renamed_classes(transplant, element.C)


def _rename_role(transplant: Transplant, element: Object) -> None:
    role = str(element.S)
    if role not in transplant.names:
        meaning = standard_role(role[1:], transplant.role_map)
        new = transplant.registry.roles.name(role[1:], meaning, transplant.place)
        transplant.names[role] = Name(f"/{new}") if new != role[1:] else None
    named = transplant.names[role]
    if named is not None:
        element.S = named


def _rename_headers(transplant: Transplant, element: Object, attributes: Object) -> None:
    """Attributes that are written alike, as those of a column's cells are, become one object for all.

    They may be one dictionary or a list with revisions, and may have been shared before; the old ones stay as
    they are.
    """
    if not isinstance(attributes, Array | Dictionary):
        return
    written = attributes.unparse()
    if written not in transplant.attributes:
        transplant.attributes[written] = _renamed_headers(transplant, attributes)
    renamed = transplant.attributes[written]
    if renamed is not None:
        element.A = renamed


def _renamed_headers(transplant: Transplant, attributes: Object) -> Object | None:
    """A copy with the headers' new names; None where no headers are named."""
    prefix = transplant.prefix
    listed = list(attributes) if isinstance(attributes, Array) else [attributes]
    changed = False
    for number, item in enumerate(listed):
        headers = item.get("/Headers") if isinstance(item, Dictionary) else None
        if isinstance(headers, Array) and len(headers):
            copied = Dictionary(dict(item.items()))
            copied.Headers = Array(
                [String(prefix + bytes(name)) for name in headers if isinstance(name, String)]
            )
            listed[number] = copied
            changed = True
    if not changed:
        return None
    made = Array(listed) if isinstance(attributes, Array) else listed[0]
    return transplant.registry.pdf.make_indirect(made)


def _take_classes(transplant: Transplant, tree: Object) -> None:
    """Unites class maps; a class of the same name and other attributes is renamed."""
    found = tree.get("/ClassMap")
    if not isinstance(found, Dictionary):
        return
    registry = transplant.registry
    for key, value in found.items():
        name, said = str(key)[1:], value.unparse(resolved=True) if hasattr(value, "unparse") else b""
        if registry.classes.setdefault(name, said) != said:
            transplant.renamed_classes[name] = f"{name}_p{transplant.place}"
            name = transplant.renamed_classes[name]
            registry.classes[name] = said
        registry.class_map[name] = value


def _renamed_classes(transplant: Transplant, classes: Object) -> Object:
    def renamed(value: Object) -> Object:
        new = transplant.renamed_classes.get(str(value)[1:]) if isinstance(value, Name) else None
        return Name(f"/{new}") if new else value

    return Array([renamed(item) for item in classes]) if isinstance(classes, Array) else renamed(classes)
