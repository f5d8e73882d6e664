"""Who may see recommendations, who keeps them, and who records whether they are met."""

from __future__ import annotations

import rules

from goldenthread.apps.bodies.access import reads
from goldenthread.apps.people.access import holds
from goldenthread.apps.people.models import Role

keeps = holds(Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER)

rules.add_perm("inspections.see_recommendations", reads)
rules.add_perm("inspections.edit_inspections", keeps)
rules.add_perm("inspections.assess", keeps)
