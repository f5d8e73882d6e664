"""Form fields become what they show: a filled-in form in a pack is read, not filled in again.

Each field's own appearance is drawn on the page as tagged content, and its place in the structure kept. A
field whose file draws nothing for it is lost, and told: a drawing made up here might say something else.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from goldenthread.documents.merging.cleaning import mark_dropped
from goldenthread.documents.merging.content import unpacked
from goldenthread.documents.merging.opening import annotations
from goldenthread.documents.merging.overlay import draw_over, number_text, page_marks
from goldenthread.documents.merging.shapes import Finding
from goldenthread.documents.merging.untagged import without_numbers
from goldenthread.documents.merging.walk import Annotated, Element, Key, read_tree

UNSEEN = 2 | 32
"""Flags of a field that no reader shows: hidden, no view."""
RADIO, PUSH = 1 << 15, 1 << 16
DEEPEST_FIELD = 50


@dataclass
class _Forms:
    """One part's form. ``standing``: the element of each field that has one; ``drawn`` counts drawings."""

    pdf: Pdf
    tagged: bool
    standing: dict[Key, Element]
    drawn: int = 0


def flatten(pdf: Pdf, *, tagged: bool) -> Iterator[Finding]:
    """Draws every field on its page and takes the fields away. Tells what could not be drawn."""
    if not any(one.get("/Subtype") == Name.Widget for page in pdf.pages for one in annotations(page.obj)):
        return
    standing = {
        kid.annotation.objgen: element
        for element in (read_tree(pdf).elements if tagged else [])
        for kid in element.kids
        if isinstance(kid, Annotated)
    }
    forms = _Forms(pdf, tagged, standing)
    for number, page in enumerate(pdf.pages, 1):
        fields = [one for one in annotations(page.obj) if one.get("/Subtype") == Name.Widget]
        if not fields:
            continue
        lost = [_name(field) for field in fields if not _flatten_one(forms, page.obj, field)]
        for field in fields:
            mark_dropped(field)
        page.obj.Annots = Array([one for one in annotations(page.obj) if "/Subtype" in one])
        said = f"has form fields ({len(fields)}), which now show what they held and cannot be filled in"
        yield Finding(f"page {number}", said, "form-flat", "", number)
        if lost:
            names = ", ".join(name or "without a name" for name in lost[:5])
            yield Finding(
                f"page {number}",
                f"lost what was filled in where the file draws nothing for it ({names})",
                "form-lost",
                "Ask its owner to print the filled-in form to a new PDF.",
                number,
            )


def _flatten_one(forms: _Forms, page: Object, field: Object) -> bool:
    """Whether nothing is lost: it is drawn, nobody could see it, or it holds nothing."""
    flags = field.get("/F", 0)
    if isinstance(flags, int) and flags & UNSEEN:
        return True
    appearance = _appearance(field)
    place = _placed(field, appearance) if appearance is not None else None
    if appearance is None or place is None:
        return _inherited(field, "/V") in (None, Name.Off) or _kind(field) == "pb"
    marks = page_marks(page)
    number = max(marks.numbers, default=-1) + 1
    form = forms.pdf.make_stream(without_numbers(unpacked(appearance), appearance.get("/Resources")))
    for key in ("/BBox", "/Matrix", "/Resources", "/Group"):
        if key in appearance:
            form[key] = appearance[key]
    form.Type, form.Subtype = Name.XObject, Name.Form
    name = f"/GoldenThreadField{forms.drawn}"
    forms.drawn += 1
    matrix = " ".join(number_text(value) for value in place)
    before = f"/Form <</MCID {number}>> BDC\n" if forms.tagged else ""
    after = "EMC\n" if forms.tagged else ""
    draw_over(
        forms.pdf,
        page,
        marks,
        name,
        forms.pdf.make_indirect(form),
        f"{before}q\n{matrix} cm\n{name} Do\nQ\n{after}",
    )
    if forms.tagged:
        _stand(forms, page, field, number)
    return True


def _appearance(field: Object) -> Object | None:
    """What the file draws for the field in its present state."""
    drawn = field.get("/AP")
    normal = drawn.get("/N") if isinstance(drawn, Dictionary) else None
    if isinstance(normal, Dictionary):
        state = field.get("/AS")
        normal = normal.get(str(state)) if isinstance(state, Name) else None
    return normal if isinstance(normal, Stream) and unpacked(normal).strip() else None


def _numbers(value: object, count: int) -> list[float] | None:
    if not isinstance(value, Array) or len(value) != count:
        return None
    try:
        return [float(one) for one in value]
    except (TypeError, ValueError):
        return None


def _placed(field: Object, appearance: Object) -> tuple[float, ...] | None:
    """The matrix that lays the appearance into the field's rectangle, as readers do it."""
    rect, box = _numbers(field.get("/Rect"), 4), _numbers(appearance.get("/BBox"), 4)
    if rect is None or box is None:
        return None
    a, b, c, d, e, f = _numbers(appearance.get("/Matrix"), 6) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across = [a * x + c * y + e for x, y in corners]
    up = [b * x + d * y + f for x, y in corners]
    wide, high = max(across) - min(across), max(up) - min(up)
    if not wide or not high:
        return None
    x, y = abs(rect[2] - rect[0]) / wide, abs(rect[3] - rect[1]) / high
    left, low = min(rect[0], rect[2]), min(rect[1], rect[3])
    return x, 0.0, 0.0, y, left - x * min(across), low - y * min(up)


def _inherited(field: Object, key: str) -> Object | None:
    node: Object | None = field
    for _ in range(DEEPEST_FIELD):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def _name(field: Object) -> str:
    """What the field is called for people, else in the file."""
    for key in ("/TU", "/T"):
        said = _inherited(field, key)
        if isinstance(said, String) and str(said).strip():
            return str(said)
    return ""


def _kind(field: Object) -> str:
    """Its role as a printed field: radio button, check box, push button, or text."""
    if _inherited(field, "/FT") != Name.Btn:
        return "tv"
    said = _inherited(field, "/Ff")
    flags = said if isinstance(said, int) else 0
    return "rb" if flags & RADIO else "pb" if flags & PUSH else "cb"


def _stand(forms: _Forms, page: Object, field: Object, number: int) -> None:
    """Puts the drawing where the field stood in the structure; at its end where it stood nowhere."""
    mark = Dictionary(Type=Name.MCR, Pg=page, MCID=number)
    kind = _kind(field)
    said = Dictionary(O=Name.PrintField, Role=Name(f"/{kind}"))
    if kind in ("rb", "cb"):
        said.checked = Name.off if field.get("/AS") in (None, Name.Off) else Name.on
    element = forms.standing.get(field.objgen)
    if element is not None:
        node = element.node
        kids = list(node.K) if isinstance(node.K, Array) else [node.K]
        node.K = Array([mark if _points_to(kid, field) else kid for kid in kids])
    else:
        tree = forms.pdf.Root.StructTreeRoot
        node = forms.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, P=tree, K=mark))
        top = tree.get("/K")
        only = top[0] if isinstance(top, Array) and len(top) == 1 else top
        above = only if isinstance(only, Dictionary) and only.get("/S") == Name.Document else tree
        listed = above.get("/K")
        above.K = Array(
            [*(listed if isinstance(listed, Array) else [] if listed is None else [listed]), node]
        )
    if node.get("/S") == Name.Form:
        node.A = said
    if _name(field) and "/Alt" not in node:
        node.Alt = String(_name(field))


def _points_to(kid: object, field: Object) -> bool:
    if not isinstance(kid, Dictionary):
        return False
    thing = kid.get("/Obj")
    return isinstance(thing, Dictionary) and thing.objgen == field.objgen
