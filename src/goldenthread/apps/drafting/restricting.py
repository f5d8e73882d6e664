"""Which reports are restricted: those that are papers of an agenda and serve no item of part 1."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from goldenthread.apps.agendas.access import heads, keeps
from goldenthread.apps.agendas.models import Paper
from goldenthread.apps.agendas.restricting import serves_part_1, with_parts
from goldenthread.apps.drafting.models import Clearance, Report
from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person

KIND = "drafted-report"
"""The kind under which agendas know written reports."""


def paper_of(report: Report) -> Paper | None:
    """The paper that a report is on agendas; None where it is on none."""
    return Paper.objects.filter(source=KIND, source_uuid=report.uuid, appendix_of=None).first()


def is_restricted(report: Report) -> bool:
    """Whether it is a paper and serves no item of part 1. At most two queries."""
    paper = paper_of(report)
    return paper is not None and not serves_part_1(paper)


def is_published_paper(report: Report) -> bool:
    """Whether it serves an item of part 1, so that members read it."""
    paper = paper_of(report)
    return paper is not None and serves_part_1(paper)


def restricted_reports() -> QuerySet[Report]:
    """Every report that is restricted."""
    papers = Paper.objects.filter(source=KIND, appendix_of=None)
    return Report.objects.filter(uuid__in=with_parts(papers).filter(in_part_1=False).values("source_uuid"))


def closed_to(person: Person) -> Q:
    """What leaves restricted reports out for those who may not read them: for `exclude`."""
    if (keeps | heads)(person):
        return Q(pk__in=[])
    asked = Clearance.objects.filter(step__clearer__post__in=standing(person).posts).values("report")
    theirs = Q(writer=person) | Q(pk__in=asked)
    return Q(pk__in=restricted_reports().exclude(theirs).values("pk"))
