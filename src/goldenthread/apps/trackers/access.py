"""Who opens the trackers, and who sets the council's own limits for them.

Rows follow the rule of all cases (`cases.access`): the manager of a row's team, the head of its service, the
director. Why deadlines were missed is counted for all staff and auditors: no case is in it.
"""

from __future__ import annotations

import rules

from goldenthread.apps.cases.access import sees_cases
from goldenthread.apps.people.access import STAFF, holds
from goldenthread.apps.people.models import Role

SETTERS = (Role.ADMINISTRATOR, Role.HEAD_OF_SERVICE, Role.DIRECTOR)

rules.add_perm("trackers.see", sees_cases)
rules.add_perm("trackers.write", sees_cases)
rules.add_perm("trackers.see_why", holds(*STAFF, Role.AUDITOR) | sees_cases)
rules.add_perm("trackers.set", holds(*SETTERS))
