"""Who reads practice alerts, who raises and answers them, and who sets the ladder.

Numbers are for everybody who reads the plans, boards and members included. An alert by itself is for staff
and auditors. Whoever keeps the log may record both sides of an alert: who raised it is a post in the record.
"""

from __future__ import annotations

import rules

from goldenthread.apps.people.access import READERS, STAFF, holds
from goldenthread.apps.people.models import Role

SETTERS = (Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.HEAD_OF_SERVICE, Role.DIRECTOR)

rules.add_perm("alerts.see_numbers", holds(*READERS))
rules.add_perm("alerts.see", holds(*STAFF, Role.AUDITOR))
rules.add_perm("alerts.raise", holds(*SETTERS, Role.TEAM_MANAGER))
rules.add_perm("alerts.set_ladder", holds(*SETTERS))
