"""Roles of structure elements: the standard ones, and the maps that lead a file's own names to them."""

from collections.abc import Mapping
from dataclasses import dataclass

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
        self.unmapped: set[str] = set()

    def take(self, role_map: Mapping[str, str], place: int) -> "PartRoles":
        """Unites a part's map with the pack's; the names of its elements are then asked one by one."""
        mine = {role: to for role, to in role_map.items() if role not in STANDARD}
        renamed = {role: f"{role}_p{place}" for role, to in mine.items() if self._clashes(role, to)}
        for role, to in mine.items():
            self.map[renamed.get(role, role)] = renamed.get(to, to)
        return PartRoles(self, renamed, frozenset(mine), place)

    def _clashes(self, role: str, to: str) -> bool:
        return role in self.unmapped or self.map.get(role, to) != to


@dataclass
class PartRoles:
    """What the roles of one part are called in the pack."""

    pack: Roles
    renamed: dict[str, str]
    mapped: frozenset[str]
    place: int

    def name(self, role: str) -> str:
        """The name that an element with a role gets."""
        if role in STANDARD or role in self.renamed:
            return self.renamed.get(role, role)
        if role not in self.mapped:
            if role in self.pack.map:
                self.renamed[role] = f"{role}_p{self.place}"
                return self.renamed[role]
            self.pack.unmapped.add(role)
        return role
