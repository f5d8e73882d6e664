"""Who may see what was carried over and how recommendations are monitored, and who keeps it."""

from __future__ import annotations

import rules

from goldenthread.apps.bodies.access import reads
from goldenthread.apps.people.access import holds
from goldenthread.apps.people.models import Role

rules.add_perm("carryover.see", reads)
rules.add_perm("carryover.edit", holds(Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER))
