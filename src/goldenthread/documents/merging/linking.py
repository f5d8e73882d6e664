"""Links of a part: where they lead within the pack, and what they are called."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, String

from goldenthread.documents.merging.cleaning import mark_dropped
from goldenthread.documents.merging.destinations import name_of, settle
from goldenthread.documents.merging.opening import annotations
from goldenthread.documents.merging.shapes import Finding

TO_PART = "pack:"


@dataclass
class Linking:
    """The destinations of one part: ``used`` collects those that a link names, with the part's prefix."""

    prefix: bytes
    named: dict[bytes, Object]
    pages: set[tuple[int, int]]
    used: dict[bytes, Object] = field(default_factory=dict)


def name_part_links(pages: Iterable[Object], parts: Mapping[str, str]) -> Iterator[Finding]:
    """Gives links to a part its words ("The second paper, page 4"), by its key; says where there is none."""
    for number, page in enumerate(pages, 1):
        for annotation in annotations(page):
            key = annotation.get("/GoldenThreadPart")
            if key is None:
                continue
            del annotation["/GoldenThreadPart"]
            words = parts.get(str(key))
            if words is None:
                yield Finding(
                    f"page {number}", f"links to a part that is not there ({key})", "dest-dead", "", number
                )
            else:
                annotation.Contents = String(words)


def settle_links(pages: list[Object], linking: Linking) -> Iterator[Finding]:
    """Gives every link of the part's pages a destination that will be in the pack, or drops it."""
    for number, page in enumerate(pages, 1):
        lost = 0
        kept = []
        listed = annotations(page)
        for annotation in listed:
            if annotation.get("/Subtype") != Name.Link or _settle_one(annotation, linking):
                kept.append(annotation)
            else:
                mark_dropped(annotation)
                lost += 1
        if len(kept) != len(listed):
            page.Annots = Array(kept)
            if not kept:
                del page["/Annots"]
        if lost:
            links = "a link" if lost == 1 else f"{lost} links"
            yield Finding(
                f"page {number}", f"had {links} to places that are not there", "dead-link", "", number
            )


def _settle_one(annotation: Object, linking: Linking) -> bool:
    action = annotation.get("/A")
    if isinstance(action, Dictionary):
        address = bytes(action.URI).decode("latin-1").strip()
        if address.lower().startswith(TO_PART):
            del annotation["/A"]
            key = address[len(TO_PART) :]
            annotation.Dest = String(b"part." + key.encode("latin-1"))
            annotation.GoldenThreadPart = String(key)
        return True
    dest = annotation.get("/Dest")
    found = settle(dest, linking.named, linking.pages)
    if found is None:
        return False
    name = name_of(dest)
    if name is not None:
        annotation.Dest = String(linking.prefix + name)
        linking.used[linking.prefix + name] = found
    return True
