"""What grows while parts are merged: the parent tree, identifiers, destinations, what is to be told."""

from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf

from goldenthread.documents.merging.roles import Roles
from goldenthread.documents.merging.trees import names, numbers

MOST_MARK = 100_000
"""The largest MCID that is taken for meant: the parent tree has a place for each smaller one."""


@dataclass
class Registry:
    """Of one pack. Keys of ``dests`` and ``identifiers`` carry their part's prefix."""

    pdf: Pdf
    roles: Roles = field(default_factory=Roles)
    classes: dict[str, bytes] = field(default_factory=dict)
    class_map: dict[str, Object] = field(default_factory=dict)
    namespaces: list[Object] = field(default_factory=list)
    identifiers: dict[bytes, Object] = field(default_factory=dict)
    dests: dict[bytes, Object] = field(default_factory=dict)
    parent_items: list[tuple[int, Object]] = field(default_factory=list)

    def holder(self, thing: Object, elements: dict[int, Object]) -> None:
        """Gives a page or form its key, with the element of each of its MCIDs."""
        if not elements:
            return
        row: list[Object | None] = [None] * (max(elements) + 1)
        for number, element in elements.items():
            row[number] = element
        thing.StructParents = self._add(self.pdf.make_indirect(Array(row)))

    def annotation(self, thing: Object, element: Object) -> None:
        """Gives an annotation its key."""
        thing.StructParent = self._add(element)

    def _add(self, value: Object) -> int:
        key = len(self.parent_items)
        self.parent_items.append((key, value))
        return key

    def write(self, root: Object) -> None:
        """The trees and maps on the pack's structure root."""
        root.ParentTree = numbers(self.pdf, self.parent_items)
        root.ParentTreeNextKey = len(self.parent_items)
        if self.identifiers:
            root.IDTree = names(self.pdf, self.identifiers.items())
        if self.roles.map:
            root.RoleMap = self.pdf.make_indirect(_named({k: f"/{v}" for k, v in self.roles.map.items()}))
        if self.class_map:
            root.ClassMap = self.pdf.make_indirect(_sorted(self.class_map))
        if self.namespaces:
            root.Namespaces = Array(self.namespaces)


def _named(entries: dict[str, str]) -> Object:
    return Dictionary({f"/{key}": Name(value) for key, value in sorted(entries.items())})


def _sorted(entries: dict[str, Object]) -> Object:
    return Dictionary({f"/{key}": value for key, value in sorted(entries.items())})
