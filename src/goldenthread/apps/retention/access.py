"""Who sees whether the record is whole, who has things deleted, and who is the second person."""

from __future__ import annotations

import rules

from goldenthread.apps.people.access import holds
from goldenthread.apps.people.models import Role
from goldenthread.apps.retention.models import Deletion

rules.add_perm("retention.see", holds(Role.ADMINISTRATOR, Role.AUDITOR, Role.DIRECTOR))
rules.add_perm("retention.check", holds(Role.ADMINISTRATOR, Role.AUDITOR))
rules.add_perm("retention.keep", holds(Role.ADMINISTRATOR))


@rules.predicate
def another_asked(person: object, deletion: Deletion | None) -> bool:
    return deletion is None or deletion.asked_by_id != person.pk


rules.add_perm("retention.decide", holds(Role.ADMINISTRATOR, Role.DIRECTOR) & another_asked)
