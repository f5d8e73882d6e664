"""What must be the same before and after a merge."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pikepdf

from goldenthread.documents.merging.normalise import normalise
from goldenthread.documents.merging.opening import open_part
from goldenthread.documents.merging.read_out import Said, read_out, read_out_open
from goldenthread.documents.merging.shapes import Part

PDFTOPPM, PDFINFO = shutil.which("pdftoppm"), shutil.which("pdfinfo")


def words_of(said: tuple[Said, ...]) -> list[str]:
    """The text alone, in the order of the structure."""
    return [one.text for one in said if one.text]


def told(said: tuple[Said, ...]) -> list[tuple[str, int, str, str, int]]:
    """Role, depth, text, alternative and links of each element."""
    return [(one.role, one.depth, one.text, one.alt, one.links) for one in said]


def expected(parts: list[Part]) -> list[tuple[str, int, str, str, int]]:
    """What a pack of parts must tell: each part's own, one level deeper, below its Part."""
    found = [("Document", 0, "", "", 0)]
    for number, part in enumerate(parts, 1):
        opened = open_part(part, number)
        list(normalise(opened.pdf, opened.producer))
        document, *rest = told(read_out_open(opened.pdf))
        assert document[0] == "Document"
        found.append(("Part", 1, *document[2:]))
        found += [(role, depth + 1, *others) for role, depth, *others in rest]  # type: ignore[misc]
    return found


def plain_words(parts: list[Part]) -> list[str]:
    """The texts of the parts as they came, one after the other."""
    return [words for part in parts for words in words_of(read_out(part.pdf))]


def pictures(pdf: bytes) -> list[bytes]:
    """Each page drawn at 60 dots an inch by Poppler."""
    assert PDFTOPPM is not None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "file.pdf")
        file.write_bytes(pdf)
        subprocess.run(
            [PDFTOPPM, "-cropbox", "-r", "60", file, Path(folder, "page")], check=True, timeout=120
        )
        return [page.read_bytes() for page in sorted(Path(folder).glob("page*.ppm"))]


def structure_by_poppler(pdf: bytes) -> list[str]:
    """Poppler's own reading of the structure with its text: roles and words, without identifiers."""
    assert PDFINFO is not None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "file.pdf")
        file.write_bytes(pdf)
        done = subprocess.run(
            [PDFINFO, "-struct-text", file], check=True, timeout=120, capture_output=True, text=True
        )
    lines = (line.strip() for line in done.stdout.splitlines())
    kept = [line for line in lines if line and not line.startswith(("Part", "Document", "Object ", "/"))]
    return [line if line[0] == '"' else re.sub(r" <.*?>:?", "", line).removesuffix(":") for line in kept]


def all_within(some: list[str], others: list[str]) -> bool:
    """Whether others holds some, in the same order."""
    waiting = iter(others)
    return all(one in waiting for one in some)


def resaved(pdf: bytes, change: object = None) -> bytes:
    """A file written anew, after a change to it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        if callable(change):
            change(document)
        document.save(out)
    return out.getvalue()
