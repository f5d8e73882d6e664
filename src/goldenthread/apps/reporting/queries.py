"""Reading what bodies are owed: what is late, what falls due next, what came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.reporting.models import ReportOwed, Settled
from goldenthread.rulebook.reports_owed import Rhythm, days_owed, lateness, next_owed

AHEAD = timedelta(days=90)


@dataclass(frozen=True)
class Owed:
    """A report that is owed on a day and has neither come nor been done without.

    `key` names the report and the day for good: an agenda keeps it as what its item answers.
    """

    report: ReportOwed
    due_on: date
    late_by: int

    @property
    def key(self) -> str:
        return f"{self.report.uuid}:{self.due_on.isoformat()}"

    @property
    def title(self) -> str:
        return self.report.title

    @property
    def from_whom(self) -> str:
        return self.report.from_whom

    @property
    def late(self) -> bool:
        return self.late_by > 0


def owed_to(body: Body, upto: date, *, today: date | None = None) -> list[Owed]:
    """What a body is owed by a day and has not had, the oldest first. Late as of `today`, else `upto`."""
    return list(_owed(_reports().filter(body=body), upto, today or upto))


def owed_by_key(key: str, today: date) -> Owed | None:
    """What a key names, as it is owed still; None where it came, was done without, or never was owed."""
    uuid, _, day = key.rpartition(":")
    try:
        report, due_on = UUID(uuid), date.fromisoformat(day)
    except ValueError:
        return None
    found = _owed(_reports().filter(uuid=report), due_on, today)
    return next((one for one in found if one.due_on == due_on), None)


@dataclass(frozen=True)
class Wanted:
    """What the calendar is narrowed to. `state`: "late", "next" (by `upto`), else all that is owed."""

    body: Body | None = None
    state: str = ""


def calendar(wanted: Wanted, today: date, upto: date | None = None) -> list[Owed]:
    """What bodies are owed by a day, 90 days ahead unless it is said: late ones first. Two queries."""
    reports = _reports()
    if wanted.body:
        reports = reports.filter(body=wanted.body)
    found = list(_owed(reports, upto or today + AHEAD, today))
    if wanted.state == "late":
        return [one for one in found if one.late]
    if wanted.state == "next":
        return [one for one in found if not one.late]
    return found


def reports_of(body: Body) -> list[ReportOwed]:
    """Every report that a body is or was owed."""
    return list(_reports().filter(body=body))


def late_by_body(bodies: Iterable[Body], today: date) -> dict[int, int]:
    """How many reports of each body are late on a day: of one report, each day that was missed counts."""
    counted: dict[int, int] = defaultdict(int)
    for one in _owed(_reports().filter(body__in=list(bodies)), today - timedelta(days=1), today):
        counted[one.report.body_id] += 1
    return counted


def owed_by(person: Person, today: date, upto: date) -> list[Owed]:
    """What somebody owes by the posts that they hold or act for on a day."""
    posts = standing_of(person, today).posts
    return list(_owed(_reports().filter(from_post__in=posts), upto, today)) if posts else []


def next_day(report: ReportOwed, today: date) -> date | None:
    """The next day on which a report falls due, from today on; None where none will."""
    day = next_owed(Rhythm(report.rhythm), report.first_due, today - timedelta(days=1))
    return None if day is None or (report.ends and day >= report.ends) else day


def history_of(report: ReportOwed) -> QuerySet[Settled]:
    """What came of a report and what was done without, the newest day first; taken back ones too."""
    return report.settled.select_related("meeting__body", "recorded_by")


def report_called(uuid: UUID, **_slug: str) -> ReportOwed:
    """The report of this id. Raises Http404."""
    return get_object_or_404(_reports(), uuid=uuid)


def settled_called(uuid: UUID) -> Settled:
    """What was settled, of this id. Raises Http404."""
    return get_object_or_404(Settled.objects.select_related("report__body", "meeting"), uuid=uuid)


def _reports() -> QuerySet[ReportOwed]:
    return ReportOwed.objects.select_related("body", "from_post", "from_body").order_by(
        "body__name", "title", "id"
    )


def _owed(reports: QuerySet[ReportOwed], upto: date, today: date) -> list[Owed]:
    rows = list(reports.filter(first_due__lte=upto))
    settled: dict[int, set[date]] = defaultdict(set)
    done = Settled.objects.filter(report__in=[report.pk for report in rows], taken_back_at=None)
    for report, day in done.values_list("report", "due_on") if rows else ():
        settled[report].add(day)
    found = [
        Owed(report, day, lateness(day, today).days)
        for report in rows
        for day in days_owed(Rhythm(report.rhythm), report.first_due, upto)
        if day not in settled[report.pk] and not (report.ends and day >= report.ends)
    ]
    return sorted(found, key=lambda one: (one.due_on, one.report.body.name, one.report.title))
