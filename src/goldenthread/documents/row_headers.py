"""Marks the first column of every table as row headers, which Typst cannot do itself.

In our documents the first cell of every table's row says what the row is about, so no list of tables is
needed: each body row's first TD becomes a TH with Scope Row, and the row's other cells name it in Headers.
"""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String


def mark_row_headers(pdf: bytes) -> bytes:
    """The same document with row headers. Deterministic: the same bytes in give the same bytes out."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        ids: list[tuple[str, Object]] = []
        for number, table in enumerate(elements(document.Root.StructTreeRoot, "/Table")):
            for row_number, row in enumerate(elements(table, "/TR")):
                _mark_row(row, f"row-{number:04}-{row_number:05}", ids)
        _extend_id_tree(document, ids)
        # Typst writes Suspects false, which is the default; some readers complain of the entry.
        document.Root.MarkInfo = Dictionary(Marked=True)
        out = io.BytesIO()
        document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def elements(root: Object, role: str) -> Iterator[Object]:
    """Structure elements of a role below ``root``, in reading order; not those nested in one of them."""
    for child in children(root):
        if str(child.S) == role:
            yield child
        else:
            yield from elements(child, role)


def children(element: Object) -> Iterator[Object]:
    """The structure elements directly below one; marked content and object references are not elements."""
    kids = element.get("/K")
    if kids is None:
        return
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid


def _mark_row(row: Object, identifier: str, ids: list[tuple[str, Object]]) -> None:
    first, *others = list(children(row))
    if str(first.S) != "/TD":
        return
    first.S = Name.TH
    first.ID = String(identifier)
    _edit_table_attributes(first, scope=True, header=None)
    for cell in others:
        _edit_table_attributes(cell, scope=False, header=identifier)
    ids.append((identifier, first))


def _edit_table_attributes(cell: Object, *, scope: bool, header: str | None) -> None:
    """Edits a copy: attribute dictionaries may be shared between cells."""
    attributes = cell.get("/A")
    listed = list(attributes) if isinstance(attributes, Array) else [attributes] if attributes else []
    rest = [item for item in listed if item.get("/O") != Name.Table]
    old = next((item for item in listed if item.get("/O") == Name.Table), Dictionary(O=Name.Table))
    table = Dictionary(dict(old.items()))
    if scope:
        table.Scope = Name.Row
    if header:
        table.Headers = Array([*table.get("/Headers", Array()), String(header)])
    cell.A = Array([table, *rest])


def _extend_id_tree(document: Pdf, ids: list[tuple[str, Object]]) -> None:
    """Writes the tree of identifiers anew, sorted, as one leaf."""
    root = document.Root.StructTreeRoot
    tree = root.get("/IDTree")
    known = {bytes(key): value for key, value in _names(tree)} if tree is not None else {}
    known |= {name.encode(): element for name, element in ids}
    if not known:
        return
    ordered = sorted(known.items())
    flat = Array([part for name, element in ordered for part in (String(name.decode("latin-1")), element)])
    leaf = Dictionary(
        Names=flat,
        Limits=Array([String(ordered[0][0].decode("latin-1")), String(ordered[-1][0].decode("latin-1"))]),
    )
    root.IDTree = document.make_indirect(Dictionary(Kids=Array([document.make_indirect(leaf)])))


def _names(node: Object) -> Iterator[tuple[Object, Object]]:
    flat = list(node.get("/Names", Array()))
    yield from zip(flat[::2], flat[1::2], strict=True)
    for kid in node.get("/Kids", Array()):
        yield from _names(kid)
