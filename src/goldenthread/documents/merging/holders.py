"""The pages and forms of a file with their marks, each read once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Object, Pdf

from goldenthread.documents.merging.content import TooMuch, page_content
from goldenthread.documents.merging.marks import DEEPEST_FORM, Marks, Painted, read_form, read_marks
from goldenthread.documents.merging.walk import Key


@dataclass
class Holder:
    """A page or a form. ``page`` is the page it is on, the first for a form; ``drawn`` how often it is drawn.

    ``bare``: how often it is drawn outside any mark.
    """

    thing: Object
    page: int
    marks: Marks
    is_page: bool
    drawn: int = 0
    bare: int = 0


@dataclass
class Holders:
    """All of them; ``unreadable`` are pages whose content cannot be read."""

    all: dict[Key, Holder] = field(default_factory=dict)
    unreadable: list[int] = field(default_factory=list)
    loops: Counter[int] = field(default_factory=Counter)


def read_holders(pdf: Pdf) -> Holders:
    """Reads every page and every form that a page draws, forms within forms too."""
    return read_pages([page.obj for page in pdf.pages])


def read_pages(pages: Sequence[Object]) -> Holders:
    """The same of some page objects, counted from 1."""
    holders = Holders()
    for number, page in enumerate(pages, 1):
        try:
            marks = read_marks(page_content(page), page.get("/Resources"))
        except (TooMuch, pikepdf.PdfError):
            holders.unreadable.append(number)
            continue
        holders.all[page.objgen] = Holder(page, number, marks, is_page=True, drawn=1)
        _forms(holders, marks, number)
    return holders


def _forms(holders: Holders, marks: Marks, page: int) -> None:
    waiting: list[tuple[Painted, bool, int, Marks]] = [
        (drawn, drawn.covered, 0, marks) for drawn in marks.forms
    ]
    while waiting:
        drawn, covered, depth, outer = waiting.pop()
        key = drawn.form.objgen
        if depth > DEEPEST_FORM:
            holders.loops[page] += 1
            continue
        known = holders.all.get(key)
        if known is None:
            try:
                inner = read_form(drawn.form)
            except (TooMuch, pikepdf.PdfError):
                holders.unreadable.append(page)
                continue
            known = holders.all[key] = Holder(drawn.form, page, inner, is_page=False)
        fresh = known.drawn == 0 or (not covered and known.bare == 0)
        known.drawn += 1
        known.bare += not covered
        if drawn.number is not None:
            outer.filled.add(drawn.number)
        if fresh or (known.drawn < 50 and known.marks.numbers):
            waiting += [
                (inner, covered or inner.covered, depth + 1, known.marks) for inner in known.marks.forms
            ]
