"""Checks of marked content against the tree: each piece once in either, and the way back right."""

from collections import Counter
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Object

from goldenthread.documents.merging.found import Examined, Found, page_found
from goldenthread.documents.merging.holders import Holder
from goldenthread.documents.merging.walk import Key


def content_findings(examined: Examined) -> Iterator[Found]:
    """01-003, 01-004, 01-005, 30-001, 30-002 and the order of marks, keys and ways back."""
    in_tree: dict[Key, Counter[int]] = {}
    owners: dict[tuple[Key, int], Object] = {}
    for element in examined.tree.elements:
        for content in element.content:
            in_tree.setdefault(content.holder, Counter())[content.number] += 1
            owners[content.holder, content.number] = element.node
    for page in examined.holders.unreadable:
        yield page_found(page, "has content that cannot be read", "unreadable")
    for page in examined.holders.loops:
        yield page_found(page, "draws drawings within drawings without end", "loop")
    for key, holder in examined.holders.all.items():
        yield from _marks_findings(holder)
        yield from _against_tree(holder, in_tree.pop(key, Counter()))
    for counted in in_tree.values():
        for number in counted:
            yield page_found(0, f"names content {number} of a drawing that no page shows", "content-nowhere")
    yield from _parent_findings(examined, owners)


def _marks_findings(holder: Holder) -> Iterator[Found]:
    marks, page = holder.marks, holder.page
    bare = marks.bare if holder.is_page or holder.bare else 0
    if bare:
        what = "1 drawing is" if bare == 1 else f"{bare} drawings are"
        yield page_found(page, f"has content that is left out: {what} neither tagged nor artifacts", "01-005")
    if marks.artifact_in_tagged:
        yield page_found(page, "has decoration inside tagged content", "01-003")
    if marks.tagged_in_artifact:
        yield page_found(page, "has tagged content inside decoration", "01-004")
    if marks.nested:
        yield page_found(page, "has tagged content inside other tagged content", "mark-nested")
    if marks.stray_ends or marks.open_ends:
        yield page_found(page, "has marks that begin without end, or end without beginning", "mark-balance")
    if marks.stray_restores or marks.open_saves:
        yield page_found(
            page, "saves its drawing state and does not restore it, or the reverse", "state-balance"
        )
    if not holder.is_page:
        if marks.numbers and holder.drawn > 1:
            yield page_found(page, f"has a tagged drawing that is shown {holder.drawn} times", "30-002")
        if "/Ref" in holder.thing:
            yield page_found(page, "shows a page of another file", "30-001")


def _against_tree(holder: Holder, in_tree: Counter[int]) -> Iterator[Found]:
    shown = holder.marks.numbers
    if shown == in_tree and all(count == 1 for count in shown.values()):
        return
    for number in sorted(shown.keys() | in_tree.keys()):
        times, named = shown[number], in_tree[number]
        if (times, named) == (1, 1):
            continue
        if times and not named:
            yield page_found(
                holder.page, f"has content {number} that is 0 times in the tree: it is not read", "orphan"
            )
        elif named and not times:
            yield page_found(holder.page, f"has no content {number}, which the tree names", "content-missing")
        else:
            yield page_found(
                holder.page,
                f"has content {number}, {times} times there and {named} in the tree",
                "content-twice",
            )


def _parent_findings(examined: Examined, owners: dict[tuple[Key, int], Object]) -> Iterator[Found]:
    for page, code, what in examined.tree.problems:
        yield page_found(page, what, code)
    keys = [key for key, _ in examined.parents]
    if keys != sorted(set(keys)):
        yield page_found(0, "has keys of its parent tree twice or out of order", "parent-keys")
    root = examined.document.Root.StructTreeRoot
    following = root.get("/ParentTreeNextKey")
    if isinstance(following, int) and keys and following <= max(keys):
        yield page_found(0, "would give a key of its parent tree again", "parent-next")
    for element in examined.tree.elements:
        above = element.parent.node if element.parent is not None else root
        said = element.node.get("/P")
        if not isinstance(said, Dictionary) or said.objgen != above.objgen:
            yield page_found(
                element.page, f"has a {element.raw} that names another parent than its own", "parent"
            )
    rows = dict(examined.parents)
    used: set[int] = set()
    for key, holder in examined.holders.all.items():
        if not holder.marks.numbers:
            continue
        number = holder.thing.get("/StructParents")
        if not isinstance(number, int) or number not in rows:
            yield page_found(holder.page, "does not lead from its content to the structure", "parent-tree")
            continue
        if number in used:
            yield page_found(holder.page, "shares its way to the structure with another page", "parent-tree")
        used.add(number)
        if _leads_elsewhere(holder, key, rows[number], owners):
            yield page_found(
                holder.page, "leads from its content to another place of the structure", "parent-tree"
            )


def _leads_elsewhere(holder: Holder, key: Key, row: Object, owners: dict[tuple[Key, int], Object]) -> bool:
    if not isinstance(row, Array):
        return True
    listed = list(row)
    for number in holder.marks.numbers:
        owner = owners.get((key, number))
        if owner is None:
            continue
        said = listed[number] if 0 <= number < len(listed) else None
        if not isinstance(said, Dictionary) or said.objgen != owner.objgen:
            return True
    return False
