"""What the checks share: the file as read, and a finding before it gets its advice."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pikepdf import Object, Pdf, String

from goldenthread.documents.merging.holders import Holders
from goldenthread.documents.merging.walk import Element, Tree


class Found(NamedTuple):
    """A finding. ``page`` is 0 where it is about the whole file."""

    where: str
    what: str
    code: str
    page: int = 0


@dataclass
class Examined:
    """A file, read once for all checks. ``parents``: the entries of its parent tree."""

    document: Pdf
    tree: Tree
    holders: Holders
    parents: list[tuple[int, Object]]

    @cached_property
    def identifiers(self) -> dict[bytes, Object]:
        """Every identifier of an element, with the last element that has it."""
        return {
            bytes(name): element.node
            for element in self.tree.elements
            if isinstance(name := element.node.get("/ID"), String)
        }


def place_of(element: Element, number: int) -> str:
    """ "Figure 2 on page 3"; ``number`` counts elements of the role in the file."""
    name = f"{element.role or element.raw} {number}"
    return f"{name} on page {element.page}" if element.page else name


def page_found(page: int, what: str, code: str) -> Found:
    """A finding about a page, or about the structure where the page is 0."""
    return Found(f"page {page}" if page else "structure tree", what, code, page)
