"""Files that somebody brought and that nobody has decided on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import rules
from django.urls import reverse
from django.utils import timezone

from goldenthread.apps.loads.models import Load
from goldenthread.apps.loads.queries import all_loads
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.waiting import Waiting


def loads_to_decide(person: Person, today: date) -> Iterator[Waiting]:
    """For who brought them: until it is accepted or set aside, nothing of a file is in the record."""
    if not rules.has_perm("loads.decide", person):
        return
    for load in all_loads().filter(state=Load.State.READ, read_by=person):
        yield Waiting(
            what=f"{load.file.name}, for {load.source}",
            why="You loaded this file. Nothing of it is in the record until you accept it.",
            do="Accept or set aside",
            href=reverse("loads:load", args=[load.uuid]),
            since=timezone.localtime(load.read_at).date(),
        )
