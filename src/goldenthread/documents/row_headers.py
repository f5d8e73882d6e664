"""Marks the first columns of tables as row headers, which Typst cannot do itself.

In our documents the first cell of every table's row says what the row is about: each body row's first TD
becomes a TH with Scope Row, and the row's other cells name it in Headers. Cells lie on a grid with their
spans, so a cell that stands for three rows heads all three.
"""

import io
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String


def mark_row_headers(pdf: bytes, head_columns: Sequence[int] | None = None) -> bytes:
    """The same document with row headers. Deterministic: the same bytes in give the same bytes out.

    ``head_columns`` says for each table in reading order how many of its columns head its rows, 0 for none;
    without it, one column of each does. Raises ValueError when their numbers differ: a table not meant
    would be marked.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tables = list(elements(document.Root.StructTreeRoot, "/Table"))
        if head_columns is not None and len(head_columns) != len(tables):
            raise ValueError(f"{len(head_columns)} tables were announced, {len(tables)} are there")
        ids: list[tuple[str, Object]] = []
        for number, table in enumerate(tables):
            _mark_table(table, number, 1 if head_columns is None else head_columns[number], ids)
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


def _mark_table(table: Object, number: int, columns: int, ids: list[tuple[str, Object]]) -> None:
    """``hanging``: rows that a cell from above still fills in a column, its identifier if it heads them."""
    hanging: dict[int, tuple[int, str]] = {}
    for row_number, row in enumerate(elements(table, "/TR")):
        cells = list(children(row))
        heads = [identifier for column, (_, identifier) in sorted(hanging.items()) if identifier]
        is_body = any(cell.S != Name.TH for cell in cells)
        left = {at: (more - 1, identifier) for at, (more, identifier) in hanging.items() if more > 1}
        column = 0
        others = []
        for cell in cells:
            while column in hanging:
                column += 1
            across, down = _span(cell, "/ColSpan"), _span(cell, "/RowSpan")
            identifier = ""
            if is_body and column < columns and cell.S == Name.TD:
                identifier = f"row-{number:04}-{row_number:05}" + (f"-{column}" if column else "")
                cell.S = Name.TH
                cell.ID = String(identifier)
                _edit_table_attributes(cell, scope=True, headers=[])
                ids.append((identifier, cell))
                heads.append(identifier)
            else:
                others.append(cell)
            if down > 1:
                left |= dict.fromkeys(range(column, column + across), (down - 1, identifier))
            column += across
        if is_body and heads:
            for cell in others:
                _edit_table_attributes(cell, scope=False, headers=heads)
        hanging = left


def _span(cell: Object, key: str) -> int:
    attributes = cell.get("/A")
    for item in attributes if isinstance(attributes, Array) else [attributes]:
        value = item.get(key) if isinstance(item, Dictionary) else None
        if isinstance(value, int):
            return max(value, 1)
    return 1


def _edit_table_attributes(cell: Object, *, scope: bool, headers: Sequence[str]) -> None:
    """Edits a copy: attribute dictionaries may be shared between cells."""
    attributes = cell.get("/A")
    listed = list(attributes) if isinstance(attributes, Array) else [attributes] if attributes else []
    rest = [item for item in listed if item.get("/O") != Name.Table]
    old = next((item for item in listed if item.get("/O") == Name.Table), Dictionary(O=Name.Table))
    table = Dictionary(dict(old.items()))
    if scope:
        table.Scope = Name.Row
    if headers:
        table.Headers = Array([*table.get("/Headers", Array()), *map(String, headers)])
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
