"""Who sees how a scorecard is checked, who prepares, approves and publishes it, and who sees every number."""

from __future__ import annotations

import rules

from goldenthread.apps.people.access import READERS, STAFF, holds
from goldenthread.apps.people.models import Role

PREPARERS = (Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.PERFORMANCE_ANALYST)
APPROVERS = (Role.HEAD_OF_SERVICE, Role.DIRECTOR)

rules.add_perm("publishing.see", holds(*STAFF, Role.AUDITOR))
rules.add_perm("publishing.see_editions", holds(*READERS))
rules.add_perm("publishing.see_internal", holds(*PREPARERS, *APPROVERS))
rules.add_perm("publishing.prepare", holds(*PREPARERS))
rules.add_perm("publishing.approve", holds(*APPROVERS))
# It only goes back: whoever prepared it may, so that a late figure does not wait for a head.
rules.add_perm("publishing.take_back", holds(*PREPARERS, *APPROVERS))
rules.add_perm("publishing.publish", holds(*PREPARERS, Role.DEMOCRATIC_SERVICES_OFFICER))
