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
    """The pack's role map, grown part by part.

    A part's name that the pack already uses otherwise gets the part's number behind it, also where the part
    does not map it at all: another part's map must not give it a meaning that it never had.
    """

    def __init__(self) -> None:
        self.map: dict[str, str] = {}
        self._unmapped: set[str] = set()

    def take(self, role_map: Mapping[str, str], used: set[str], place: int) -> dict[str, str]:
        """New names for the part's roles that clash. ``used``: the roles that its elements have."""
        mine = {role: to for role, to in role_map.items() if role not in STANDARD}
        renamed = {role: f"{role}_p{place}" for role, to in mine.items() if self._clashes(role, to)}
        alone = {role for role in used if role not in mine and role not in STANDARD}
        renamed |= {role: f"{role}_p{place}" for role in alone if role in self.map}
        self._unmapped |= alone - renamed.keys()
        for role, to in mine.items():
            self.map[renamed.get(role, role)] = renamed.get(to, to)
        return renamed

    def _clashes(self, role: str, to: str) -> bool:
        return role in self._unmapped or self.map.get(role, to) != to
