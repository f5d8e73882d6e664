"""Who reads papers, who writes an officer's words, and who freezes."""

from __future__ import annotations

import rules

from goldenthread.apps.bodies.access import reads
from goldenthread.apps.people.access import holds
from goldenthread.apps.people.models import Role

writes = holds(Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.DEMOCRATIC_SERVICES_OFFICER)

rules.add_perm("reports.see_reports", reads)
rules.add_perm("reports.write_report", writes)
rules.add_perm("reports.freeze", writes)
