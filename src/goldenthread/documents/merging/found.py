"""What the checks share: the file as read, and a finding before it gets its advice."""

from dataclasses import dataclass
from typing import NamedTuple

from pikepdf import Object, Pdf

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


def place_of(element: Element, number: int) -> str:
    """ "Figure 2 on page 3"; ``number`` counts elements of the role in the file."""
    name = f"{element.role or element.raw} {number}"
    return f"{name} on page {element.page}" if element.page else name


def page_found(page: int, what: str, code: str) -> Found:
    """A finding about a page, or about the structure where the page is 0."""
    return Found(f"page {page}" if page else "structure tree", what, code, page)
