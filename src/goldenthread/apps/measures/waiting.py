"""Step changes and fixed baselines that wait for a second person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import rules
from django.urls import reverse
from django.utils import timezone

from goldenthread.apps.measures.marks_models import Mark, MarkKind
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.waiting import Waiting

NEED_AGREEMENT = [kind for kind in MarkKind if kind.needs_agreement]


def marks_to_agree(person: Person, today: date) -> Iterator[Waiting]:
    """For everybody who may agree, but for who proposed it."""
    if not rules.has_perm("measures.settle_mark", person):
        return
    proposed = Mark.objects.filter(kind__in=NEED_AGREEMENT, agreed_at=None, withdrawn_at=None)
    for mark in proposed.exclude(recorded_by=person).select_related("measure", "recorded_by"):
        yield Waiting(
            what=str(mark.measure),
            why=f"{mark.recorded_by or 'The system'} proposes a {mark.get_kind_display().lower()}. It takes "
            "effect when a second person agrees.",
            do="Agree or withdraw",
            href=reverse("measures:agree_mark", args=[mark.uuid]),
            since=timezone.localtime(mark.recorded_at).date(),
        )
