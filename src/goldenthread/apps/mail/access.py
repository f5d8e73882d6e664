"""Who sees what was sent to whom, and who sends again what was given up."""

from __future__ import annotations

import rules

from goldenthread.apps.people.access import holds
from goldenthread.apps.people.models import Role

CLERKS = (Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.DEMOCRATIC_SERVICES_OFFICER)

rules.add_perm("mail.see_messages", holds(*CLERKS, Role.AUDITOR))
rules.add_perm("mail.send_again", holds(*CLERKS))
