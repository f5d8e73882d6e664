"""Editions that wait: to be approved by who may, to be published once they are approved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import rules
from django.utils import timezone

from goldenthread.apps.people.models import Person
from goldenthread.apps.people.waiting import Waiting
from goldenthread.apps.publishing.models import Publication
from goldenthread.apps.publishing.queries import check_address
from goldenthread.rulebook.publishing import Stage, may_approve


def editions_to_move_on(person: Person, today: date) -> Iterator[Waiting]:
    """Editions on their way, for whoever takes the next step."""
    approves = rules.has_perm("publishing.approve", person)
    publishes = rules.has_perm("publishing.publish", person)
    if not (approves or publishes):
        return
    waiting = Publication.objects.exclude(stage=Stage.PUBLISHED)
    for one in waiting.select_related("scorecard", "prepared_by", "approved_by"):
        href = check_address(one.scorecard, one.period)
        if one.stage == Stage.PREPARED and approves and may_approve(person.pk, preparer=one.prepared_by_id):
            yield Waiting(
                what=str(one), why=f"{one.prepared_by} prepared it. Another person approves it.",
                do="Read the findings and approve it", href=href,
                since=timezone.localtime(one.prepared_at).date(),
            )  # fmt: skip
        if one.stage == Stage.APPROVED and publishes and one.approved_at:
            yield Waiting(
                what=str(one), why=f"{one.approved_by} approved it.", do="Publish it", href=href,
                since=timezone.localtime(one.approved_at).date(),
            )  # fmt: skip
