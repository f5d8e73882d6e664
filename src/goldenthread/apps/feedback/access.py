"""Who reads complaints and compliments, and who keeps them.

Numbers and themes are for everybody who reads the plans, boards and members included. A complaint by itself
is for staff and auditors: a service, a day and a few words may be enough to know whose it is.
"""

from __future__ import annotations

import rules

from goldenthread.apps.people.access import READERS, STAFF, holds
from goldenthread.apps.people.models import Role

KEEPERS = (
    Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.HEAD_OF_SERVICE, Role.DIRECTOR, Role.TEAM_MANAGER,
    Role.PERFORMANCE_ANALYST,
)  # fmt: skip

rules.add_perm("feedback.see_numbers", holds(*READERS))
rules.add_perm("feedback.see", holds(*STAFF, Role.AUDITOR))
rules.add_perm("feedback.keep", holds(*KEEPERS))
