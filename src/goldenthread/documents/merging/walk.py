"""A structure tree as plain objects in reading order, read without trust and without recursion."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from goldenthread.documents.merging.roles import read_map, standard_role
from goldenthread.documents.merging.trees import pairs

Key = tuple[int, int]
"""Object and generation number."""
PDF_2 = "http://iso.org/pdf2/ssn"


@dataclass(frozen=True, slots=True)
class Content:
    """Marked content ``number`` of a page or form."""

    holder: Key
    number: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotation that stands in the tree."""

    annotation: Object


@dataclass(slots=True)
class Element:
    """One structure element. ``role`` is what it leads to, "" for nothing; ``raw`` what it is called.

    ``page`` is the first page of its content, from 1; without content, where it stands among others; 0 where
    nobody can tell. ``kids`` in reading order.
    """

    node: Object
    raw: str
    role: str
    parent: "Element | None"
    depth: int
    order: int
    page: int = 0
    kids: "list[Element | Content | Annotated]" = field(default_factory=list)

    @property
    def elements(self) -> "list[Element]":
        return [kid for kid in self.kids if isinstance(kid, Element)]

    @property
    def content(self) -> list[Content]:
        return [kid for kid in self.kids if isinstance(kid, Content)]

    def below(self) -> "Iterator[Element]":
        """Every element below, in reading order."""
        waiting = list(reversed(self.elements))
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(reversed(one.elements))

    def above(self, *roles: str) -> bool:
        """Whether it stands within an element of one of the roles."""
        one = self.parent
        while one is not None:
            if one.role in roles:
                return True
            one = one.parent
        return False


@dataclass
class Tree:
    """A whole tree. ``problems`` are (page, code, words) of what is no tree at all."""

    elements: list[Element] = field(default_factory=list)
    tops: list[Element] = field(default_factory=list)
    pages: dict[Key, int] = field(default_factory=dict)
    role_map: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[int, str, str]] = field(default_factory=list)

    def of(self, *roles: str) -> list[Element]:
        """Elements of some roles, in reading order."""
        return [element for element in self.elements if element.role in roles]


def read_tree(pdf: Pdf) -> Tree:
    """The structure tree of an open file; empty where it has none."""
    tree = Tree(pages={page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)})
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary):
        return tree
    tree.role_map = read_map(root)
    has_spaces = "/Namespaces" in root
    seen: set[Key] = set()
    roles: dict[str, str] = {}
    waiting: list[tuple[Object, Element | None, Object | None]] = []
    _hold(tree, root, None, None, waiting)
    while waiting:
        node, parent, page = waiting.pop()
        if node.is_indirect:
            if node.objgen in seen:
                tree.problems.append((0, "element-twice", "holds an element twice, or one within itself"))
                continue
            seen.add(node.objgen)
        raw = str(node.S)[1:]
        if raw not in roles:
            roles[raw] = standard_role(raw, tree.role_map) or ""
        role = _own_namespace(raw) if has_spaces and "/NS" in node else roles[raw]
        depth = parent.depth + 1 if parent else 0
        element = Element(node, raw, role, parent, depth, len(tree.elements))
        tree.elements.append(element)
        if parent is not None:
            parent.kids.append(element)
        else:
            tree.tops.append(element)
        _hold(tree, node, element, node.get("/Pg", page), waiting)
    for element in tree.elements:
        _in_order(element)
    for element in reversed(tree.elements):
        if element.parent is not None and element.page:
            element.parent.page = element.page
    last = 0
    for element in tree.elements:
        if not element.page:
            element.page = max(last, element.parent.page if element.parent is not None else 0)
        last = element.page
    return tree


def _own_namespace(raw: str) -> str:
    """In PDF 2.0 a role may say which standard it is of; those common to both count as they are."""
    return (
        standard_role(raw, {"Strong": "Span", "Em": "Span", "Title": "P", "Aside": "Div", "FENote": "Note"})
        or ""
    )


def _hold(
    tree: Tree,
    node: Object,
    element: Element | None,
    page: Object | None,
    waiting: list[tuple[Object, Element | None, Object | None]],
) -> None:
    """Content goes to the element at once, kids among those waiting; ``_in_order`` puts them back."""
    kids = node.get("/K")
    if kids is None:
        return
    below: list[tuple[Object, Element | None, Object | None]] = []
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int) and not isinstance(kid, bool):
            _content(tree, element, page, kid)
        elif not isinstance(kid, Dictionary):
            tree.problems.append((0, "no-element", "holds something that is no element"))
        elif "/S" in kid:
            below.append((kid, element, page))
            if element is not None:
                element.kids.append(_PLACE)
        elif isinstance(kid.get("/Obj"), Dictionary):
            if element is not None:
                element.kids.append(Annotated(kid.Obj))
                element.page = element.page or tree.pages.get(_key(kid.get("/Pg", page)), 0)
        elif isinstance(kid.get("/MCID"), int):
            _content(tree, element, kid.get("/Stm") or kid.get("/Pg", page), int(kid.MCID))
            if "/Stm" in kid and element is not None:
                element.page = element.page or tree.pages.get(_key(kid.get("/Pg", page)), 0)
        else:
            tree.problems.append((0, "no-element", "holds something that is no element"))
    waiting.extend(reversed(below))


_PLACE = Content((-1, -1), -1)
"""Keeps an element's place among the content of its parent."""


def _in_order(element: Element) -> None:
    """Elements were added behind the content; each takes the place that was kept for it."""
    elements = iter([kid for kid in element.kids if isinstance(kid, Element)])
    kids: list[Element | Content | Annotated] = []
    for kid in element.kids:
        if kid is _PLACE:
            found = next(elements, None)
            if found is not None:
                kids.append(found)
        elif not isinstance(kid, Element):
            kids.append(kid)
    element.kids = kids


def _content(tree: Tree, element: Element | None, holder: Object | None, number: int) -> None:
    if not isinstance(holder, Dictionary | Stream) or not holder.is_indirect or element is None:
        tree.problems.append((0, "content-nowhere", f"names content {number} of no page"))
        return
    if isinstance(holder, Dictionary) and holder.objgen not in tree.pages:
        tree.problems.append((0, "content-nowhere", f"names content {number} of a page that is not there"))
        return
    element.kids.append(Content(holder.objgen, number))
    element.page = element.page or tree.pages.get(holder.objgen, 0)


def _key(thing: object) -> Key:
    return thing.objgen if isinstance(thing, Object) else (0, 0)


def read_parents(pdf: Pdf) -> list[tuple[int, Object]]:
    """The entries of the parent tree as they stand."""
    root = pdf.Root.get("/StructTreeRoot")
    tree = root.get("/ParentTree") if isinstance(root, Dictionary) else None
    return [(int(key), value) for key, value in pairs(tree, "/Nums") if isinstance(key, int)]


def attributes(element: Element, owner: str, classes: Object | None) -> list[Object]:
    """The attributes of an element for one owner ("/Table"), its own before those of its classes."""
    wanted = Name(owner)
    found = _listed(element.node.get("/A"))
    if isinstance(classes, Dictionary):
        for name in _listed(element.node.get("/C")):
            found += _listed(classes.get(str(name))) if isinstance(name, Name) else []
    return [item for item in found if isinstance(item, Dictionary) and item.get("/O") == wanted]


def _listed(value: Object | None) -> list[Object]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]
