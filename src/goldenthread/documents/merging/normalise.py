"""What two well-known programs get wrong and can be put right without guessing.

Chromium leaves out the body of list items, makes a picture's frame a second figure, names tags of PDF 2.0 and
gives links no words. LibreOffice 7.4 writes the order of links as a string, which every page's own key mends
on the way. Nothing here makes up what only the author knows: a picture without alternative text keeps none.
"""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from goldenthread.documents.merging.holders import read_holders
from goldenthread.documents.merging.opening import annotations
from goldenthread.documents.merging.read_out import element_text
from goldenthread.documents.merging.reading import Reader
from goldenthread.documents.merging.roles import read_map
from goldenthread.documents.merging.shapes import Finding
from goldenthread.documents.merging.walk import Annotated, Element, Tree, read_tree

PDF_2_ROLES = {"Strong": "Span", "Em": "Span"}
"""Tags of PDF 2.0 that Chromium writes without saying what they are."""


def normalise(pdf: Pdf, producer: str) -> Iterator[Finding]:
    """Mends a part's structure in its own file, and tells what was mended."""
    from_chromium = "Skia/PDF" in producer
    if not from_chromium and not _has_nameless_links(pdf):
        return
    tree = read_tree(pdf)
    if from_chromium:
        mended = _roles(pdf, tree) + _frames(tree) + _list_items(pdf, tree)
        if mended:
            yield Finding(
                "the structure tree", f"was mended in {mended} places (lists, frames, tags)", "mended"
            )
    named = _name_links(pdf, tree)
    if named:
        links = "A link was" if named == 1 else f"{named} links were"
        yield Finding(
            "the file", f"has links without words of their own. {links} given the words shown", "mended"
        )


def _roles(pdf: Pdf, tree: Tree) -> int:
    unknown = {element.raw for element in tree.elements if not element.role} & PDF_2_ROLES.keys()
    if not unknown:
        return 0
    role_map = {**read_map(pdf.Root.StructTreeRoot), **{raw: PDF_2_ROLES[raw] for raw in sorted(unknown)}}
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(
        {f"/{key}": Name(f"/{value}") for key, value in role_map.items()}
    )
    return len(unknown)


def _frames(tree: Tree) -> int:
    """A figure without words around a figure is a frame."""
    frames = [
        element
        for element in tree.of("Figure")
        if "/Alt" not in element.node and any(kid.role == "Figure" for kid in element.elements)
    ]
    for frame in frames:
        frame.node.S = Name.Div
    return len(frames)


def _list_items(pdf: Pdf, tree: Tree) -> int:
    """What stands in a list item beside its label becomes its body."""
    mended = 0
    for item in tree.of("LI"):
        listed = item.node.get("/K")
        kids = list(listed) if isinstance(listed, Array) else [listed]
        roles = [kid.role for kid in item.elements]
        if "LBody" in roles or not kids or any(kid is None for kid in kids) or roles in ([], ["Lbl"]):
            continue
        labels = [kid for kid in kids if isinstance(kid, Dictionary) and kid.get("/S") == Name.Lbl]
        rest = [kid for kid in kids if not (isinstance(kid, Dictionary) and kid.get("/S") == Name.Lbl)]
        body = Dictionary(Type=Name.StructElem, S=Name.LBody, P=item.node, K=Array(rest))
        if "/Pg" in item.node:
            body.Pg = item.node.Pg
        made = pdf.make_indirect(body)
        for kid in rest:
            if isinstance(kid, Dictionary) and "/S" in kid:
                kid.P = made
        item.node.K = Array([*labels, made])
        mended += 1
    return mended


def _name_links(pdf: Pdf, tree: Tree) -> int:
    """A link's annotation takes the words that the link shows."""
    nameless: list[tuple[Element, Object]] = [
        (element, kid.annotation)
        for element in tree.of("Link")
        for kid in element.kids
        if isinstance(kid, Annotated) and not _has_words(kid.annotation)
    ]
    if not nameless:
        return 0
    things = {key: holder.thing for key, holder in read_holders(pdf).all.items()}
    reader = Reader()
    named = 0
    for element, annotation in nameless:
        words = element_text(element, things, reader)
        if words:
            annotation.Contents = String(words)
            named += 1
    return named


def _has_nameless_links(pdf: Pdf) -> bool:
    return any(
        annotation.get("/Subtype") == Name.Link and not _has_words(annotation)
        for page in pdf.pages
        for annotation in annotations(page.obj)
    )


def _has_words(annotation: Object) -> bool:
    said = annotation.get("/Contents")
    return isinstance(said, String) and bool(str(said).strip())
