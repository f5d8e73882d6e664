"""Who may see the governance map, and who keeps it."""

from __future__ import annotations

import rules

from goldenthread.apps.people.access import READERS, holds, standing
from goldenthread.apps.people.models import Person, Role


@rules.predicate
def reads(person: Person) -> bool:
    """Whoever reads for one body reads the council's whole record; partners and the public do not."""
    return standing(person).has_anywhere(*READERS)


rules.add_perm("bodies.see_bodies", reads)
rules.add_perm(
    "bodies.edit_bodies",
    holds(Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.DEMOCRATIC_SERVICES_OFFICER),
)
