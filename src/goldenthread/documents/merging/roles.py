"""Roles of structure elements: the standard ones, and the maps that lead a file's own names to them."""

from collections.abc import Mapping

from pikepdf import Dictionary, Name, Object

GROUPING = frozenset(
    ("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct",
     "Private")
)  # fmt: skip
HEADINGS = frozenset(("H", "H1", "H2", "H3", "H4", "H5", "H6"))
STANDARD = (
    GROUPING
    | HEADINGS
    | frozenset(
        ("P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span",
         "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP",
         "Warichu", "WT", "WP", "Figure", "Formula", "Form")
    )
)  # fmt: skip
"""The standard structure types of PDF 1.7."""

LONGEST_CHAIN = 50


def read_map(tree: Object) -> dict[str, str]:
    """A structure tree's RoleMap as names without slash."""
    found = tree.get("/RoleMap")
    if not isinstance(found, Dictionary):
        return {}
    return {str(key)[1:]: str(value)[1:] for key, value in found.items() if isinstance(value, Name)}


def standard_role(role: str, role_map: Mapping[str, str]) -> str | None:
    """The standard type that a role leads to; None where it leads nowhere or in a circle."""
    for _ in range(LONGEST_CHAIN):
        if role in STANDARD:
            return role
        if role not in role_map:
            return None
        role = role_map[role]
    return None


class Roles:
    """The pack's role map, grown part by part, each name led straight to the standard type that it means.

    A part's name that the pack already uses otherwise gets the part's number behind it, also where the part
    does not map it at all: another part's map must not give it a meaning that it never had.
    """

    def __init__(self) -> None:
        self._meanings: dict[str, str | None] = {}

    @property
    def map(self) -> dict[str, str]:
        """Names to standard types; a name that means nothing is not in it."""
        return {role: meaning for role, meaning in self._meanings.items() if meaning is not None}

    def name(self, role: str, meaning: str | None, place: int) -> str:
        """The name in the pack of a role that means something (or nothing) in the part at a place."""
        if role in STANDARD:
            return role
        named = role
        while self._meanings.setdefault(named, meaning) != meaning:
            named = f"{named}_p{place}"
        return named
