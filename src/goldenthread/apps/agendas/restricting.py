"""Which papers are open and which are restricted: by the parts of the agendas that they serve.

A paper that serves an item of part 1 is open to whoever reads agendas. Every other is restricted, also one
that serves nothing any more: taking a paper off an item of part 2 must not open it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from goldenthread.apps.agendas.models import Paper, PaperOn, Part


def _on_part(part: Part, paper: str) -> Exists:
    on = PaperOn.objects.filter(paper=OuterRef(paper), item__part=part, item__position__isnull=False)
    return Exists(on)


def with_parts(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    """Each paper with `in_part_1` and `in_part_2`: whether it, or what it is an appendix of, serves one."""
    return papers.annotate(
        in_part_1=_on_part(Part.PUBLIC, "pk") | _on_part(Part.PUBLIC, "appendix_of"),
        in_part_2=_on_part(Part.EXEMPT, "pk") | _on_part(Part.EXEMPT, "appendix_of"),
    )


def serves_part_1(paper: Paper) -> bool:
    """Whether this paper is open."""
    return parts_served(paper)[0]


def parts_served(paper: Paper) -> tuple[bool, bool]:
    """Whether a paper, or what it is an appendix of, serves part 1, and part 2. One query."""
    pk = paper.appendix_of_id or paper.pk
    parts = set(
        PaperOn.objects.filter(paper=pk, item__position__isnull=False).values_list("item__part", flat=True)
    )
    return Part.PUBLIC in parts, Part.EXEMPT in parts


def open_papers(papers: Iterable[int]) -> set[int]:
    """Of these papers (by key, none an appendix) those that serve part 1 somewhere. One query."""
    on = PaperOn.objects.filter(paper__in=list(papers), item__part=Part.PUBLIC, item__position__isnull=False)
    return set(on.values_list("paper", flat=True))
