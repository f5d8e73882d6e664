"""Who brings files in: officers and analysts. Readers of the record may look at what came."""

from __future__ import annotations

import rules

from goldenthread.apps.people.access import holds
from goldenthread.apps.people.models import Role

LOADERS = (Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.PERFORMANCE_ANALYST)

rules.add_perm("loads.see_loads", holds(*LOADERS, Role.AUDITOR))
rules.add_perm("loads.bring_file", holds(*LOADERS))
rules.add_perm("loads.decide", holds(*LOADERS))
