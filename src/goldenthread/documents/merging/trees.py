"""Name trees and number trees: read without trust, written balanced."""

from collections.abc import Iterable, Iterator, Sequence

from pikepdf import Array, Dictionary, Object, Pdf, String

LEAF = 64
"""Entries of a leaf, and kids of a node."""
MOST_NODES = 200_000


def pairs(root: Object | None, flat: str) -> Iterator[tuple[Object, Object]]:
    """Every (key, value) of a tree whose leaves hold ``flat`` ("/Names" or "/Nums"); loops end it."""
    if not isinstance(root, Dictionary):
        return
    seen: set[tuple[int, int]] = set()
    waiting: list[Object] = [root]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if not isinstance(node, Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        entries = node.get(flat)
        if isinstance(entries, Array):
            listed = list(entries)
            yield from zip(listed[::2], listed[1::2], strict=False)
        kids = node.get("/Kids")
        if isinstance(kids, Array):
            waiting.extend(reversed(list(kids)))


def names(pdf: Pdf, entries: Iterable[tuple[bytes, Object]]) -> Object:
    """A name tree of entries, sorted by the bytes of their keys."""
    ordered = sorted(entries, key=lambda entry: entry[0])
    return _tree(pdf, [(String(key), value) for key, value in ordered], "/Names")


def numbers(pdf: Pdf, entries: Iterable[tuple[int, Object]]) -> Object:
    """A number tree of entries, sorted by their keys."""
    ordered: list[tuple[object, Object]] = [*sorted(entries, key=lambda entry: entry[0])]
    return _tree(pdf, ordered, "/Nums")


def _tree(pdf: Pdf, entries: Sequence[tuple[object, Object]], flat: str) -> Object:
    """Leaves of LEAF entries, gathered by LEAF until one node holds them; the root has no limits."""
    if len(entries) <= LEAF:
        return pdf.make_indirect(Dictionary({flat: Array([part for entry in entries for part in entry])}))
    nodes: list[tuple[object, object, Object]] = []
    for start in range(0, len(entries), LEAF):
        some = entries[start : start + LEAF]
        first, last = some[0][0], some[-1][0]
        leaf = Dictionary(
            {flat: Array([part for entry in some for part in entry]), "/Limits": Array([first, last])}
        )
        nodes.append((first, last, pdf.make_indirect(leaf)))
    while len(nodes) > LEAF:
        nodes = [_gathered(pdf, nodes[start : start + LEAF]) for start in range(0, len(nodes), LEAF)]
    return pdf.make_indirect(Dictionary(Kids=Array([node for _, _, node in nodes])))


def _gathered(pdf: Pdf, nodes: Sequence[tuple[object, object, Object]]) -> tuple[object, object, Object]:
    first, last = nodes[0][0], nodes[-1][1]
    kids = Array([node for _, _, node in nodes])
    return first, last, pdf.make_indirect(Dictionary(Kids=kids, Limits=Array([first, last])))
