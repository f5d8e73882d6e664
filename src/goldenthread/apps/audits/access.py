"""Who reads audits, who plans them, and who judges cases.

Board and elected members read results, and not single cases: a case's reference with its grades is for those
who work with it. Whoever judged a case first does not moderate it (AUD-5), which the action holds.
"""

from __future__ import annotations

import rules

from goldenthread.apps.people.access import READERS, STAFF, holds
from goldenthread.apps.people.models import Role

PLANNERS = (Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.HEAD_OF_SERVICE, Role.DIRECTOR)
KEEPERS = (*PLANNERS, Role.PERFORMANCE_ANALYST)
JUDGES = (*KEEPERS, Role.TEAM_MANAGER)

rules.add_perm("audits.see", holds(*READERS))
rules.add_perm("audits.see_cases", holds(*STAFF, Role.AUDITOR))
rules.add_perm("audits.plan", holds(*PLANNERS))
rules.add_perm("audits.keep", holds(*KEEPERS))
rules.add_perm("audits.judge", holds(*JUDGES))
