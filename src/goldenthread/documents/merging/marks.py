"""What the content of a page, or of a Form XObject, says of its own structure."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from pikepdf import Dictionary, Object

from goldenthread.documents.merging.content import is_form, marked_number, operations, resource, unpacked

PAINTING = frozenset(
    (b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"Tj", b"TJ", b"'", b'"', b"sh", b"EI")
)
"""Operators that put something on the page; Do is looked at by what it draws."""
SHOWING = frozenset((b"Tj", b"TJ", b"'", b'"'))
DEEPEST_FORM = 30


class Painted(NamedTuple):
    """A Form XObject drawn: the form, whether within marked content, and the MCID around it or None."""

    form: Object
    covered: bool
    number: int | None


@dataclass
class Marks:
    """Marked content of one holder: a page or a form, without the forms that it draws.

    ``numbers``: how often each MCID opens. ``bare``: drawings neither tagged nor artifact. ``nested``: MCIDs
    that open within another. ``stray_ends`` and ``open_ends``: EMC without beginning, beginnings without EMC;
    ``stray_restores``, ``open_saves``: Q and q. ``filled``: MCIDs that draw something; ``spoken``: those that
    show text or a picture. ``fonts``: names of fonts chosen.
    """

    numbers: Counter[int] = field(default_factory=Counter)
    bare: int = 0
    nested: int = 0
    artifact_in_tagged: int = 0
    tagged_in_artifact: int = 0
    stray_ends: int = 0
    open_ends: int = 0
    stray_restores: int = 0
    open_saves: int = 0
    shows_text: bool = False
    shows_image: bool = False
    filled: set[int] = field(default_factory=set)
    spoken: set[int] = field(default_factory=set)
    fonts: set[bytes] = field(default_factory=set)
    forms: list[Painted] = field(default_factory=list)


def read_marks(data: bytes, resources: Object | None) -> Marks:
    """Reads one content stream. What is drawn counts as covered inside any MCID or artifact."""
    marks = Marks()
    properties = resources.get("/Properties") if isinstance(resources, Dictionary) else None
    stack: list[tuple[str, int | None]] = []
    covering = 0
    artifacts = 0
    saves = 0
    current: int | None = None
    for operator, operands, _, _ in operations(data, quick=True):
        if operator in PAINTING:
            if not covering:
                marks.bare += 1
            if current is not None:
                marks.filled.add(current)
            if operator in SHOWING:
                marks.shows_text = True
                if current is not None:
                    marks.spoken.add(current)
            elif operator == b"EI":
                marks.shows_image = True
        elif operator == b"BDC" or operator == b"BMC":
            number = marked_number(operands, properties) if operator == b"BDC" else None
            if number is not None:
                marks.numbers[number] += 1
                marks.nested += current is not None
                marks.tagged_in_artifact += artifacts > 0
                stack.append(("tagged", current))
                current = number
                covering += 1
            elif operands and operands[0] == b"/Artifact":
                marks.artifact_in_tagged += current is not None
                stack.append(("artifact", current))
                covering += 1
                artifacts += 1
            else:
                stack.append(("plain", current))
        elif operator == b"EMC":
            if not stack:
                marks.stray_ends += 1
                continue
            kind, current = stack.pop()
            covering -= kind != "plain"
            artifacts -= kind == "artifact"
        elif operator == b"q":
            saves += 1
        elif operator == b"Q":
            if saves:
                saves -= 1
            else:
                marks.stray_restores += 1
        elif operator == b"Tf" and operands:
            marks.fonts.add(operands[0] if len(operands) < 3 else operands[-2])
        elif operator == b"Do" and operands:
            drawn = resource(resources, "/XObject", operands[-1])
            if is_form(drawn):
                assert drawn is not None
                marks.forms.append(Painted(drawn, covering > 0, current))
            elif drawn is not None:
                marks.shows_image = True
                marks.bare += not covering
                if current is not None:
                    marks.filled.add(current)
                    marks.spoken.add(current)
    marks.open_ends = len(stack)
    marks.open_saves = saves
    return marks


def read_form(form: Object) -> Marks:
    """The marks of a Form XObject."""
    return read_marks(unpacked(form), form.get("/Resources"))
