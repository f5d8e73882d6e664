"""What measures said, and where they stood on a scorecard, on a day and as it was known at an instant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from goldenthread.apps.measures.actions import LEAD
from goldenthread.apps.measures.models import Line, Measure, Scorecard
from goldenthread.apps.people.models import Post
from goldenthread.apps.people.queries import RENAMED_POST
from goldenthread.apps.trail.moments import RecordedBy, in_force_by
from goldenthread.apps.trail.said import copied, put_back
from goldenthread.rulebook.references import sort_key

REVISED = ("measures.measure_revised", "measures.tolerance_set", "measures.scorecard_loaded")
"""The events that tell what a measure said before."""


def measures_as_known(measures: Iterable[Measure], known_at: datetime | None) -> None:
    """Make these measures read as they did at an instant: titles, units, tolerances, leads. None: as now.

    One that was recorded later, whose figures a paper of then had, reads as it does now.
    """
    measures = list(measures)
    now = {measure.pk: copied(measure) for measure in measures} if known_at else {}
    said = put_back(measures, known_at, *REVISED)
    leads = {UUID(one[LEAD]) for one in said.values() if one.get(LEAD)}
    posts = Post.objects.in_bulk(leads, field_name="uuid") if leads else {}
    for measure in measures:
        before = said.get(measure.uuid, {})
        if not measure.title:  # what a measure that was not yet there is told to have said
            _read_as(measure, now[measure.pk])
            continue
        if before.get(LEAD):
            measure.lead = posts[UUID(before[LEAD])]
        elif "lead" in before:  # by title only, as events wrote it before they kept the post's id
            measure.lead = Post(title=before["lead"]) if before["lead"] else None
        measure.sort_key = sort_key(measure.reference) if known_at else measure.sort_key
    put_back([one.lead for one in measures if one.lead], known_at, RENAMED_POST)


def _read_as(measure: Measure, other: Measure) -> None:
    for field in measure._meta.concrete_fields:
        setattr(measure, field.attname, getattr(other, field.attname))


def lines_on(
    scorecard: Scorecard, *, as_at: date | None = None, known_at: datetime | None = None,
    measure: Measure | None = None,
) -> list[Line]:  # fmt: skip
    """A scorecard's lines in their order, with their measures as they then read. None asks for the present.

    A line ends when its measure goes, or goes on in another place: of the lines of one measure, the one that
    ended first after the day is the one that held on it.
    """
    lines = scorecard.lines.filter(_in_place(as_at, known_at)).select_related("measure__lead")
    lines = lines.filter(measure=measure) if measure else lines
    held: dict[int, Line] = {}
    for line in sorted(lines, key=lambda line: (line.gone_on or date.max, line.pk)):
        held.setdefault(line.measure_id, line)
    measures_as_known([line.measure for line in held.values()], known_at)
    return sorted(held.values(), key=lambda line: (line.position, line.pk))


def lines_of(measure: Measure, *, as_at: date | None = None, known_at: datetime | None = None) -> list[Line]:
    """Where a measure stood, one line for each scorecard. None asks for the present."""
    lines = measure.lines.filter(_in_place(as_at, known_at)).select_related("scorecard").order_by("pk")
    return list({line.scorecard_id: line for line in lines}.values())


def gone_from(scorecard: Scorecard) -> list[Line]:
    """The last line of each measure that was on a scorecard and is no longer, in their order."""
    standing = scorecard.lines.filter(gone_on=None).values("measure")
    lines = scorecard.lines.exclude(measure__in=standing).select_related("measure")
    last = {line.measure_id: line for line in lines.order_by("gone_on", "pk")}
    return sorted(last.values(), key=lambda line: (line.position, line.pk))


def _in_place(as_at: date | None, known_at: datetime | None) -> Q:
    """A rebuilding asks what stood when it was written, and that is what had not been ended by then."""
    told = in_force_by(known_at) if known_at else Q()
    if isinstance(known_at, RecordedBy):
        return told
    as_at = as_at or (timezone.localtime(known_at).date() if known_at else None)
    return told & (Q(gone_on=None) | (Q(gone_on__gt=as_at) if as_at else Q(pk=None)))
