"""The merge: each part's pages and tags under one document, in one file whose bytes depend on its input.

Order: open every part afresh, clean it, copy its pages, tree, layers and destinations in one go (so that each
reference lands on the same page), graft its tree; then stamps, the pack's own trees and metadata. The claim
of PDF/UA-1 stays only where the checker found nothing in the finished file (``report``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from goldenthread.documents.merging.cleaning import clean_pages, strip_everywhere
from goldenthread.documents.merging.deep_stack import with_deep_stack
from goldenthread.documents.merging.destinations import Bookmark, bookmarks, named_destinations, write_outline
from goldenthread.documents.merging.forms import flatten
from goldenthread.documents.merging.layers import Layers, read_layers
from goldenthread.documents.merging.linking import Linking, name_part_links, settle_links
from goldenthread.documents.merging.metadata import write_metadata
from goldenthread.documents.merging.normalise import normalise
from goldenthread.documents.merging.opening import FAILURES, Opened, open_part, unreadable
from goldenthread.documents.merging.registry import Registry
from goldenthread.documents.merging.report import Carried, report, saved
from goldenthread.documents.merging.scans import scan_findings
from goldenthread.documents.merging.shapes import (
    About,
    CannotMerge,
    Finding,
    Merged,
    PackPage,
    Part,
    Stamps,
)
from goldenthread.documents.merging.stamps import stamp_pages, visible_size
from goldenthread.documents.merging.structure import Transplant, graft
from goldenthread.documents.merging.trees import names, numbers
from goldenthread.documents.merging.untagged import wrap_pages

"""The merge: each part's pages and tags under one document, in one file whose bytes depend on its input.

Order: open every part afresh, clean it, copy its pages, tree, layers and destinations in one go (so that each
reference lands on the same page), graft its tree; then stamps, the pack's own trees and metadata. The claim
of PDF/UA-1 stays only where the checker found nothing in the finished file (``report``).
"""


@dataclass
class _Laid:
    """A part that lies in the pack: its pages there, its bookmarks, and a blank page before it."""

    part: Part
    place: int
    pages: list[Object]
    bookmarks: list[Bookmark]
    carried: Carried
    blank: Object | None = None


def merge(parts: Sequence[Part], about: About, *, stamps: Stamps | None = None) -> Merged:
    """One pack of several PDFs, tags kept. The same arguments give the same bytes.

    Raises CannotMerge for a part that cannot be carried, and ValueError for stamps that do not fit the pages.
    """
    return with_deep_stack(lambda: _merge(parts, about, stamps))


def _merge(parts: Sequence[Part], about: About, stamps: Stamps | None) -> Merged:
    if not parts:
        raise CannotMerge("has no parts", "Add a paper to the pack.", title=about.title)
    keys = [key_of(part, place) for place, part in enumerate(parts, 1)]
    for place, part in enumerate(parts, 1):
        if keys[place - 1] in keys[: place - 1]:
            raise CannotMerge(
                "has the same key as another part", "Give each part its own.", place, part.title
            )
    saved, pages, carried = _carry(parts, about, stamps)
    return report(saved, about, pages, carried)


def _carry(
    parts: Sequence[Part], about: About, stamps: Stamps | None
) -> tuple[bytes, tuple[PackPage, ...], list[Carried]]:
    """The pack's bytes, with the claim if no part stands against it already; its own files are let go."""
    pdf = Pdf.new()
    registry = Registry(pdf)
    layers = Layers()
    document = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Document, Lang=String(about.language))
    )
    laid: list[_Laid] = []
    so_far = 0
    for place, part in enumerate(parts, 1):
        opened = open_part(part, place)
        blank = None
        if part.fresh_sheet and so_far % 2:
            blank = _blank_page(pdf, laid[-1].pages[-1])
            so_far += 1
        try:
            one = _lay(registry, layers, opened, document, about)
        except FAILURES as error:
            raise unreadable(opened, error) from error
        one.blank, one.carried.first = blank, so_far + 1
        so_far += len(one.pages)
        laid.append(one)
    pages = _put_pages(pdf, laid, about)
    words = {one.carried.key: f"{one.part.title}, page {one.carried.printed(about)}" for one in laid}
    for one in laid:
        one.carried.warnings += name_part_links(one.pages, words)
    _finish(pdf, registry, layers, document, laid, about)
    if stamps is not None:
        stamp_pages(pdf, [page.obj for page in pdf.pages], stamps(pages))
    carried = [one.carried for one in laid]
    write_metadata(pdf, about, claims_ua=all(one.may_be_clean for one in carried))
    return saved(pdf), pages, carried


def _lay(registry: Registry, layers: Layers, opened: Opened, document: Object, about: About) -> _Laid:
    """Brings one part into the pack's file; its pages are not in the page tree yet."""
    source, pdf = opened.pdf, registry.pdf
    told = list(opened.warnings)
    strip_everywhere(source)
    told += flatten(source, tagged=opened.tagged)
    pages, dropped = clean_pages(source)
    told += dropped
    if opened.tagged:
        told += normalise(source, opened.producer)
    if not opened.tagged:
        told += scan_findings(pages)
    known = {page.objgen for page in pages}
    named = named_destinations(source.Root)
    linking = Linking(f"p{opened.place}.".encode(), named, known)
    told += settle_links(pages, linking)
    marks = bookmarks(source.Root, named, known)
    groups, hidden, about_layers = read_layers(source.Root)
    told += about_layers
    for page in pages:
        for key in ("/Type", "/Parent"):
            if key in page:
                del page[key]
    flat = list(_flat(marks))
    tree = source.Root.get("/StructTreeRoot") if opened.tagged else None
    if tree is not None:
        for key in ("/ParentTree", "/IDTree", "/ParentTreeNextKey"):
            if key in tree:
                del tree[key]
    wanted = sorted(linking.used.items())
    whole = Dictionary(
        Pages=Array(pages),
        Tree=tree if tree is not None else Dictionary(),
        Groups=Array(groups),
        Hidden=Array(hidden),
        Marks=Array([item.dest if item.dest is not None else Array() for item in flat]),
        Dests=Array([dest for _, dest in wanted]),
    )
    copied = pdf.copy_foreign(source.make_indirect(whole))
    new = list(copied.Pages)
    for page in new:
        page.Type = Name.Page
    for item, dest in zip(flat, list(copied.Marks), strict=True):
        item.dest = dest if len(dest) else None
    registry.dests |= {name: dest for (name, _), dest in zip(wanted, list(copied.Dests), strict=True)}
    layers.groups += list(copied.Groups)
    layers.hidden += list(copied.Hidden)
    told += _tags(registry, opened, document, new, copied.Tree, about)
    part = opened.part
    carried = Carried(
        title=part.title,
        key=key_of(part, opened.place),
        pages=len(new),
        language=opened.language,
        tagged=opened.tagged,
        says_accessible=opened.says_accessible,
        warnings=told,
    )
    return _Laid(part, opened.place, new, marks, carried)


def _flat(marks: list[Bookmark]) -> "list[Bookmark]":
    found: list[Bookmark] = []
    waiting = list(reversed(marks))
    while waiting:
        item = waiting.pop()
        found.append(item)
        waiting.extend(reversed(item.kids))
    return found


def _tags(
    registry: Registry, opened: Opened, document: Object, pages: list[Object], tree: Object, about: About
) -> list[Finding]:
    """The part's element under the document, its tree below it or its pages wrapped."""
    language = opened.language or about.language
    part = registry.pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem, S=Name.Part, T=String(opened.part.title), Lang=String(language), P=document
        )
    )
    if "/K" not in document:
        document.K = Array()
    document.K.append(part)
    if not opened.tagged:
        wrap_pages(registry, pages, part, f"{opened.part.title} (without tags)")
        return []
    known = {page.objgen: number for number, page in enumerate(pages, 1)}
    transplant = Transplant(registry, opened.place, known)
    graft(transplant, tree, part)
    return transplant.found


def _blank_page(pdf: Pdf, like: Object) -> Object:
    """An empty page of the size of the page before it."""
    made = Dictionary(Type=Name.Page, MediaBox=like.MediaBox, Resources=Dictionary(), Tabs=Name.S)
    for key in ("/CropBox", "/Rotate", "/UserUnit"):
        if key in like:
            made[key] = like[key]
    return pdf.make_indirect(made)


def _put_pages(pdf: Pdf, laid: list[_Laid], about: About) -> tuple[PackPage, ...]:
    pages: list[PackPage] = []

    def put(page: Object, part: int, of_part: int) -> None:
        pdf.pages.append(pikepdf.Page(page))
        width, height = visible_size(page)
        pages.append(PackPage(about.first_number + len(pages), part, of_part, width, height))

    for one in laid:
        if one.blank is not None:
            put(one.blank, 0, 1)
        for number, page in enumerate(one.pages, 1):
            put(page, one.place, number)
    return tuple(pages)


def _finish(
    pdf: Pdf, registry: Registry, layers: Layers, document: Object, laid: list[_Laid], about: About
) -> None:
    root = pdf.Root
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([document])))
    document.P = tree
    registry.write(tree)
    root.StructTreeRoot = tree
    root.MarkInfo = Dictionary(Marked=True)
    root.Lang = String(about.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    style = Dictionary(S=Name.D)
    if about.first_number != 1:
        style.St = about.first_number
    root.PageLabels = numbers(pdf, [(0, style)])
    for one in laid:
        registry.dests[b"part." + one.carried.key.encode()] = _top_of(one.pages[0])
    root.Names = Dictionary(Dests=names(pdf, registry.dests.items()))
    items = [Bookmark(one.part.title, _top_of(one.pages[0]), one.bookmarks) for one in laid]
    root.Outlines = write_outline(pdf, items)
    root.PageMode = Name.UseOutlines
    layers.write(pdf)


def key_of(part: Part, place: int) -> str:
    """What links of the pack call a part."""
    return part.key or str(place)


def _top_of(page: Object) -> Object:
    return Array([page, Name.Fit])
