"""Where links and bookmarks lead: both kinds of named destinations, and outlines, of one part."""

from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from goldenthread.documents.merging.trees import pairs

MOST_BOOKMARKS = 20_000
DEEPEST_BOOKMARK = 50


@dataclass
class Bookmark:
    """An outline item: ``dest`` is an explicit destination, None where it leads nowhere."""

    title: str
    dest: Object | None
    kids: "list[Bookmark]"


def named_destinations(root: Object) -> dict[bytes, Object]:
    """Every named destination that is one: name to explicit destination, the newer kind first."""
    found: dict[bytes, Object] = {}
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        for key, value in pairs(names.get("/Dests"), "/Names"):
            if isinstance(key, String):
                found.setdefault(bytes(key), value)
    older = root.get("/Dests")
    if isinstance(older, Dictionary):
        for name, value in older.items():
            found.setdefault(str(name)[1:].encode("utf-8", "surrogateescape"), value)
    resolved = {key: _explicit(value) for key, value in found.items()}
    return {key: value for key, value in resolved.items() if value is not None}


def _explicit(value: object) -> Object | None:
    if isinstance(value, Dictionary):
        value = value.get("/D")
    return value if isinstance(value, Array) and len(value) else None


def name_of(dest: object) -> bytes | None:
    """The name that a destination is, as either kind writes it; None for an explicit one."""
    if isinstance(dest, String):
        return bytes(dest)
    if isinstance(dest, Name):
        return str(dest)[1:].encode("utf-8", "surrogateescape")
    return None


def settle(dest: object, named: dict[bytes, Object], pages: set[tuple[int, int]]) -> Object | None:
    """The explicit destination that leads to one of ``pages``, or None."""
    name = name_of(dest)
    found = named.get(name) if name is not None else _explicit(dest)
    if found is None:
        return None
    page = found[0]
    return found if isinstance(page, Dictionary) and page.objgen in pages else None


def bookmarks(root: Object, named: dict[bytes, Object], pages: set[tuple[int, int]]) -> list[Bookmark]:
    """A part's outline, read without trust: loops end it, dead destinations become None."""
    outlines = root.get("/Outlines")
    if not isinstance(outlines, Dictionary):
        return []
    seen: set[tuple[int, int]] = set()
    top: list[Bookmark] = []
    waiting: list[tuple[Object, list[Bookmark], int]] = [(outlines, top, 0)]
    while waiting and len(seen) < MOST_BOOKMARKS:
        node, into, depth = waiting.pop()
        for item in _siblings(node, seen):
            dest = item.get("/Dest")
            action = item.get("/A")
            if dest is None and isinstance(action, Dictionary) and action.get("/S") == Name.GoTo:
                dest = action.get("/D")
            title = str(item.Title) if isinstance(item.get("/Title"), String) else ""
            made = Bookmark(title, settle(dest, named, pages), [])
            into.append(made)
            if "/First" in item and depth < DEEPEST_BOOKMARK:
                waiting.append((item, made.kids, depth + 1))
    return top


def _siblings(node: Object, seen: set[tuple[int, int]]) -> Iterator[Object]:
    item = node.get("/First")
    while isinstance(item, Dictionary) and item.objgen not in seen and len(seen) < MOST_BOOKMARKS:
        seen.add(item.objgen)
        yield item
        item = item.get("/Next")


def write_outline(pdf: Pdf, top: list[Bookmark]) -> Object:
    """The pack's outline: its top items shown, what is below them closed."""
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    waiting = [(root, top)]
    while waiting:
        parent, items = waiting.pop()
        if not items:
            continue
        made = [pdf.make_indirect(Dictionary(Title=String(item.title), Parent=parent)) for item in items]
        for number, (item, thing) in enumerate(zip(items, made, strict=True)):
            if item.dest is not None:
                thing.Dest = item.dest
            if number:
                thing.Prev = made[number - 1]
            if number + 1 < len(made):
                thing.Next = made[number + 1]
            if item.kids:
                waiting.append((thing, item.kids))
        parent.First, parent.Last = made[0], made[-1]
        parent.Count = len(made) if parent is root else -len(made)
    return root
