"""Who reads highlight reports, and who writes and sends them."""

from __future__ import annotations

import rules

from goldenthread.apps.bodies.access import reads
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.highlights.models import HighlightDraft
from goldenthread.apps.people.access import holds, standing
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.plans.access import EDITORS, MANAGERS
from goldenthread.apps.plans.models import Action


@rules.predicate
def leads_in_it(person: Person, record: Body | HighlightDraft | None) -> bool:
    """Whether an action lead or team manager leads an action of the workstream; without one, of any."""
    held = standing(person)
    if not held.has_anywhere(Role.ACTION_LEAD, Role.TEAM_MANAGER) or not held.posts:
        return False
    workstream = record.workstream if isinstance(record, HighlightDraft) else record
    led = Action.objects.filter(leads__in=held.posts, gone_on=None, workstream__isnull=False)
    return (led if workstream is None else led.filter(workstream=workstream)).exists()


rules.add_perm("highlights.see", reads)
rules.add_perm("highlights.write", holds(*EDITORS, *MANAGERS) | leads_in_it)
