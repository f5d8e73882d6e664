"""The frozen papers of a body, as what its readers compare with."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.occasions import Occasion
from goldenthread.apps.reports.models import Paper
from goldenthread.apps.trail.changes import day_words


def papers_frozen_for(body: Body) -> Iterable[Occasion]:
    """Each frozen paper, with the knowledge of the instant at which it was frozen."""
    papers = Paper.objects.filter(body=body).defer("document")
    return (Occasion("paper", paper.uuid, paper_words(paper), paper.frozen_at) for paper in papers)


def paper_words(paper: Paper) -> str:
    """ "the report for 2017-18 Q4, edition 1 of 16 July 2018"."""
    frozen = timezone.localtime(paper.frozen_at).date()
    return f"the report for {paper.period}, edition {paper.edition} of {day_words(frozen)}"
