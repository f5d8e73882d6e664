"""Row headers on the grid: a cell heads every row that it stands for, and no other."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Name

from goldenthread.documents.merging import examine
from goldenthread.documents.row_headers import children, elements, mark_row_headers
from tests.documents.merging.papers import typeset

TABLES = """
= Tables
#table(columns: 4, table.header[Area][Measure][Q1][Q2],
  table.cell(rowspan: 2)[North], [Visits], [1], [2], [Plans], [3], [4],
  [South], table.cell(colspan: 2)[Visits], [6])
#table(columns: 2, [Plain], [1])
"""


@pytest.fixture(scope="module")
def plain() -> bytes:
    return typeset(TABLES, title="Tables")


def rows(pdf: bytes, table: int) -> list[list[tuple[str, list[str]]]]:
    """For each cell of each row: its role, and the identifiers of rows that it names."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = list(elements(document.Root.StructTreeRoot, "/Table"))[table]
        return [
            [
                (str(cell.S), [name for name in named(cell) if name.startswith("row-")])
                for cell in children(row)
            ]
            for row in elements(found, "/TR")
        ]


def named(cell: pikepdf.Object) -> list[str]:
    for item in cell.get("/A", []):
        if item.get("/O") == Name.Table:
            return [str(name) for name in item.get("/Headers", [])]
    return []


def test_a_cell_that_stands_for_two_rows_heads_both(plain: bytes) -> None:
    marked = mark_row_headers(plain)
    _, first, second, third = rows(marked, 0)
    assert [role for role, _ in first] == ["/TH", "/TD", "/TD", "/TD"]
    assert [role for role, _ in second] == ["/TD", "/TD", "/TD"]
    assert {tuple(names) for _, names in (*first[1:], *second)} == {("row-0000-00001",)}
    assert {tuple(names) for _, names in third[1:]} == {("row-0000-00003",)}
    assert examine(marked) == ()


def test_two_columns_can_head_the_rows(plain: bytes) -> None:
    marked = mark_row_headers(plain, [2, 0])
    _, first, second, _ = rows(marked, 0)
    assert [role for role, _ in first] == ["/TH", "/TH", "/TD", "/TD"]
    assert [role for role, _ in second] == ["/TH", "/TD", "/TD"]
    assert second[1][1] == ["row-0000-00001", "row-0000-00002-1"]
    assert [role for row in rows(marked, 1) for role, _ in row] == ["/TD", "/TD"]


def test_a_list_that_does_not_fit_the_tables_marks_nothing(plain: bytes) -> None:
    with pytest.raises(ValueError, match="3 tables were announced, 2 are there"):
        mark_row_headers(plain, [1, 1, 1])
