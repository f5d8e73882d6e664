"""Where papers of an agenda come from beside uploaded files. Rooms that make papers register their kind.

A room calls `register_paper_source(source)` when it starts. A source offers what may be put before a body,
describes one of them by its id, and gives its PDF once it is frozen. It also says what that prints of
measures, so that small counts are seen before they are public.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goldenthread.apps.bodies.models import Body
from goldenthread.documents.printed_figures import Printed


@dataclass(frozen=True)
class Offered:
    """Something that may be a paper. `state` in words ("Edition 2, frozen on 3 May 2018").

    `ready`: it is frozen, so its PDF can be had. `href` is its own page.
    """

    uuid: UUID
    title: str
    state: str
    ready: bool
    href: str


@dataclass(frozen=True)
class PaperSource:
    """A kind of paper that a room makes.

    `kind` is stored with the paper ("board-report"); `label` is what a clerk chooses ("A board report").
    `offers` gives what may be put before a body on a day, newest first; `describe` one by its id, None where
    there is none. `pdf` gives a PDF/UA-1 of the frozen thing, and raises Refused where it is not ready.
    `printed` gives the figures and words of that same thing, and raises as `pdf` does; None where the room
    protects its own papers, or cannot say: `is_protected` tells which.
    """

    kind: str
    label: str
    offers: Callable[[Body, date], Sequence[Offered]]
    describe: Callable[[UUID], Offered | None]
    pdf: Callable[[UUID], bytes]
    printed: Callable[[UUID], Printed] | None = None
    is_protected: bool = False


_sources: dict[str, PaperSource] = {}


def register_paper_source(source: PaperSource) -> None:
    """Let papers be of this kind. Registering a kind again replaces it."""
    _sources[source.kind] = source


def paper_sources() -> tuple[PaperSource, ...]:
    """Every kind, in the order in which rooms registered."""
    return tuple(_sources.values())


def source_called(kind: str) -> PaperSource | None:
    """The source of a kind; None for "file", and for a kind that nobody registered."""
    return _sources.get(kind)
