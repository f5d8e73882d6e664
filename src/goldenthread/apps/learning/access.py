"""Who reads what was learned, who sees single cases and families, and who writes it down.

Board and elected members read results; references of cases and families are for those who work with them.
"""

from __future__ import annotations

import rules

from goldenthread.apps.people.access import READERS, STAFF, holds
from goldenthread.apps.people.models import Role

KEEPERS = (
    Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.HEAD_OF_SERVICE, Role.DIRECTOR,
    Role.PERFORMANCE_ANALYST,
)  # fmt: skip

rules.add_perm("learning.see", holds(*READERS))
rules.add_perm("learning.see_cases", holds(*STAFF, Role.AUDITOR))
rules.add_perm("learning.keep", holds(*KEEPERS))
