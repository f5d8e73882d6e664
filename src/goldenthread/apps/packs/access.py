"""Who reads packs, who builds and publishes them, and who opens what is not public."""

from __future__ import annotations

import rules

from goldenthread.apps.agendas.access import heads, keeps, sits_on_it
from goldenthread.apps.bodies.access import reads
from goldenthread.apps.packs.models import OfAMeeting
from goldenthread.apps.people.access import holds
from goldenthread.apps.people.models import Person, Role


@rules.predicate
def sits_on_its_body(person: Person, pack: OfAMeeting | None) -> bool:
    """Has a role over the very body whose meeting a pack is for."""
    return pack is not None and sits_on_it.test(person, pack.meeting.body)


rules.add_perm("packs.see", reads)
rules.add_perm("packs.build", keeps)
rules.add_perm("packs.publish", keeps)
rules.add_perm("packs.open_restricted", keeps | heads | sits_on_its_body)
rules.add_perm("packs.see_register", keeps | holds(Role.AUDITOR))
