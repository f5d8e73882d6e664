"""What a clerk is told of each paper of a pack: what was found, and what its owner should do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from goldenthread.apps.packs.bringing import Brought
from goldenthread.documents.merging import Finding, PartReport
from goldenthread.documents.pack_assembly import Assembled, PackPaper

MOST_PLACES = 5
"""Places of one and the same finding that are named; of more, their number."""
MOST_KINDS = 20
"""Kinds of finding told of one paper. A paper with more needs its owner, not a longer list."""
OWN_PAGES = "The pack’s own pages"
OWN_PARTS = 2
"""Front sheet and agenda, before the papers."""


def findings_of(brought: Brought, made: Assembled) -> list[dict[str, Any]]:
    """By paper, in the pack's order, what there is to say; papers without a word are left out."""
    papers = {paper.key: paper for paper in brought.papers}
    placed = dict(zip(papers, made.merged.parts[OWN_PARTS:], strict=False))
    titles = {cited.key: cited.title for cites in brought.cited.values() for cited in cites}
    told = [
        _of_paper(papers[key], placed[key], words) if key in papers else _entry(titles[key], None, words)
        for key, words in brought.told.items()
    ]
    own = [*made.merged.parts[:OWN_PARTS], *made.merged.parts[OWN_PARTS + len(papers) :]]
    of_own = (finding for part in own for finding in (*part.findings, *part.warnings))
    told.append(_entry(OWN_PAGES, None, list(_grouped([*made.merged.findings, *of_own]))))
    return [one for one in told if one["words"]]


def _of_paper(paper: PackPaper, part: PartReport, words: Sequence[str]) -> dict[str, Any]:
    found = [*words, *_grouped([*part.findings, *part.warnings])]
    return _entry(paper.bookmark, part, found, paper.key)


def _entry(title: str, part: PartReport | None, words: list[str], key: str = "") -> dict[str, Any]:
    """`pages` are the first and the last, none where the paper is not in the pack."""
    pages = [part.first_page, part.first_page + part.pages - 1] if part else []
    return {"uuid": key, "title": title, "pages": pages, "words": words}


def _grouped(findings: Iterable[Finding]) -> Iterator[str]:
    """Findings of one kind in one sentence, with where they are."""
    kinds: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for one in findings:
        kinds[(one.what, one.advice)].append(one)
    for (what, advice), alike in list(kinds.items())[:MOST_KINDS]:
        places = list(dict.fromkeys(one.where for one in alike))
        yield alike[0].words if len(places) == 1 else f"{_places(places)}: each {what}. {advice}".strip()
    if len(kinds) > MOST_KINDS:
        yield f"And {len(kinds) - MOST_KINDS} more kinds of finding."


def _places(places: Sequence[str]) -> str:
    named = ", ".join(places[:MOST_PLACES])
    words = f"{named[:1].upper()}{named[1:]}"
    return words if len(places) <= MOST_PLACES else f"{words} and {len(places) - MOST_PLACES} more"
