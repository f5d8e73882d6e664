"""What audits want of somebody: a step of the programme that is due, cases to moderate or to settle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import rules
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from goldenthread.apps.audits.models import Audit, AuditCase, Reading, Way, Which
from goldenthread.apps.audits.queries import programme
from goldenthread.apps.audits.results import cases_of
from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.queries import holders
from goldenthread.apps.people.waiting import Waiting

SOON = timedelta(days=14)


def audits_wanted(person: Person, today: date) -> Iterator[Waiting]:
    """Steps that are due within two weeks, of whoever leads the activity; where nobody does or
    nobody holds that post, of those who plan."""
    if rules.has_perm("audits.keep", person):
        yield from _steps(person, today)
    if rules.has_perm("audits.judge", person):
        yield from _cases(person)


def _steps(person: Person, today: date) -> Iterator[Waiting]:
    posts, plans = standing(person).posts, rules.has_perm("audits.plan", person)
    due = [one for one in programme(today) if one.next and one.next.due and one.next.due <= today + SOON]
    leads = {one.activity.lead_id for one in due if one.activity.lead_id}
    held = set(holders(leads, today).values_list("post", flat=True)) if plans and leads else set()
    for one in due:
        lead = one.activity.lead_id
        if lead in posts or (plans and lead not in held):
            yield Waiting(
                what=f"{one.activity.title}, {one.period}: {one.next.words}",
                why="The audit programme has it (AUD-1).",
                do=f"Say how far it is: {one.next.words}",
                href=reverse("audits:take_step", args=[one.activity.uuid]),
                due=one.next.due,
            )


def _cases(person: Person) -> Iterator[Waiting]:
    """Of audits that moderate at all: cases without a second auditor that somebody else judged first."""
    second = Reading.objects.filter(case=OuterRef("pk"), which=Which.SECOND)
    own = Reading.objects.filter(case=OuterRef("pk"), which=Which.FIRST, own=True, recorded_by=person)
    moderated = Q(cases__readings__which=Which.SECOND)
    audits = Audit.objects.filter(closed_on=None, way=Way.CASES).annotate(
        seconds=Count("cases", filter=moderated)
    )
    listed = [audit for audit in audits if audit.seconds]
    if not listed:
        return
    left = AuditCase.objects.filter(~Exists(second), ~Exists(own), audit__in=listed, withdrawn_at=None)
    waiting = dict(left.order_by().values_list("audit").annotate(Count("pk")))
    read = cases_of(listed)
    for audit in listed:
        differ = sum(one.state == "to_agree" for one in read[audit.pk])
        if differ:
            yield _line(audit, differ, "to_agree", "to settle", "Two auditors gave different grades (AUD-6).")
        if count := waiting.get(audit.pk):
            yield _line(audit, count, "judged_once", "to moderate", "Somebody else audited them (AUD-5).")


def _line(audit: Audit, count: int, state: str, what: str, why: str) -> Waiting:
    cases = f"{count} case{'' if count == 1 else 's'} {what}"
    href = f"{reverse('audits:cases', args=[audit.uuid])}?state={state}"
    return Waiting(what=f"{audit}: {cases}", why=why, do=cases.capitalize(), href=href)
