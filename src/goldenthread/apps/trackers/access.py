"""Who opens the trackers, and who sets the council's own limits for them.

Rows follow the rule of all cases (`cases.access`): the manager of a row's team, the head of its service, the
director. A child's number is shown to those over the row's team or its service, to everybody else a mark.
"""

from __future__ import annotations

import rules

from goldenthread.apps.cases.access import sees_cases
from goldenthread.apps.people.access import holds
from goldenthread.apps.people.models import Role

SETTERS = (Role.ADMINISTRATOR, Role.HEAD_OF_SERVICE, Role.DIRECTOR)

rules.add_perm("trackers.see", sees_cases)
rules.add_perm("trackers.write", sees_cases)
rules.add_perm("trackers.set", holds(*SETTERS))
