"""Who may see the reporting calendar, and who keeps it."""

from __future__ import annotations

import rules

from goldenthread.apps.bodies.access import reads
from goldenthread.apps.people.access import holds
from goldenthread.apps.people.models import Role

rules.add_perm("reporting.see", reads)
rules.add_perm(
    "reporting.edit", holds(Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.DEMOCRATIC_SERVICES_OFFICER)
)
