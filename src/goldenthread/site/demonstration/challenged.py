"""Challenge sessions over the made-up case records: one that was held, one to come, and what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from goldenthread.apps.cases.models import Service, Taking
from goldenthread.apps.challenge import actions
from goldenthread.apps.challenge.models import CriticalCase, Outlier, Rung, Session
from goldenthread.apps.measures.actions import set_target
from goldenthread.apps.people.models import Person, Post, Role
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.period_kinds import Period, PeriodKind
from goldenthread.rulebook.rating import Polarity, target_from
from goldenthread.site.demonstration.case_records import SERVICES

# What each made-up measure is to reach: by case measure, with what is good.
STANDARDS = {
    "assessments-45-days": ("90%", Polarity.HIGH), "conference-15-days": ("90%", Polarity.HIGH),
    "protection-reviews-in-time": ("98%", Polarity.HIGH), "care-reviews-in-time": ("95%", Polarity.HIGH),
    "initial-health-20-days": ("90%", Polarity.HIGH), "repeat-referrals": ("20%", Polarity.LOW),
    "ehc-plans-20-weeks": ("65%", Polarity.HIGH),
}  # fmt: skip
QUESTION = "Made up: what keeps this team from the standard, and since when?"
ANSWER = "Made up: two posts were vacant from March; an agency worker begins on 1 August."
ACTION = "Made up: review each case that is over its day in supervision."


def sessions(by: Mapping[Role, Person], today: date, at: datetime) -> None:
    """Standards, a session that was held a month ago, and the next one, of the first service. Once."""
    service = Service.objects.filter(name=next(iter(SERVICES))).first()
    if service is None or Session.objects.filter(service=service).exists():
        return
    try:
        _hold(service, by[Role.HEAD_OF_SERVICE], today, at)
    except Refused:
        return  # nothing is loaded to count


@transaction.atomic
def _hold(service: Service, head: Person, today: date, at: datetime) -> None:
    for taking in Taking.objects.select_related("measure").filter(code__in=STANDARDS):
        text, good = STANDARDS[taking.code]
        target = target_from(parse_figure(text), good)
        set_target(taking.measure, target, effective_on=date(today.year - 3, 4, 1), by=None, at=at)
    quarter = Period.containing(PeriodKind.FINANCIAL_QUARTER, today).previous()
    held = actions.prepare(
        Rung.TEAMS, service, held_on=today - timedelta(days=30), period=quarter, by=head, at=at
    )
    first = Outlier.objects.filter(raised_in=held).first() or _named(held, head, at)
    if first is not None:
        actions.say(
            first, held, question=QUESTION, answer=ANSWER, action=ACTION, owner=Post.objects.first(),
            due_on=today + timedelta(days=14), by=head, at=at,
        )  # fmt: skip
    actions.hold(held, today=today, by=head, at=at)
    actions.prepare(Rung.TEAMS, service, held_on=today, period=quarter, by=head, at=at)
    if not CriticalCase.objects.exists():
        actions.raise_case(service, "CC-101", by=head, at=at)


def _named(session: Session, head: Person, at: datetime) -> Outlier | None:
    """The first figure that there is, where no rule proposes one."""
    by_name = {str(taking.measure): taking.measure for taking in Taking.objects.select_related("measure")}
    line = next((line for line in session.lines if line["value"] and line["measure"] in by_name), None)
    if line is None:
        return None
    return actions.name_outlier(
        session,
        by_name[line["measure"]],
        line["who"],
        reason="Made up: to see how it is asked",
        by=head,
        at=at,
    )
