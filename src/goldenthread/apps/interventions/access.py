"""Who may see what an inspection brought, and who keeps it."""

from __future__ import annotations

import rules

from goldenthread.apps.bodies.access import reads
from goldenthread.apps.people.access import holds
from goldenthread.apps.people.models import Role

rules.add_perm("interventions.see", reads)
rules.add_perm("interventions.edit", holds(Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.DIRECTOR))
