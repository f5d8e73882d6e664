"""Who reads success statements, who answers them, and who keeps what they say.

A partner reads those of a plan that they have a part in, with the evidence. Those who lead or manage answer.
"""

from __future__ import annotations

import rules
from rules.permissions import permissions

from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.people.access import holds, standing
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.plans.access import EDITORS, MANAGERS, has_a_part, reads
from goldenthread.apps.plans.models import Plan
from goldenthread.apps.success.models import SuccessStatement

ANSWERERS = (Role.ACTION_LEAD, Role.TEAM_MANAGER)


@rules.predicate
def has_part_in_plan(person: Person, record: Plan | SuccessStatement | None) -> bool:
    """Whether a partner has a part in the plan, or in the plan that the statement is of."""
    return has_a_part(person, record.plan if isinstance(record, SuccessStatement) else record)


@rules.predicate
def leads_or_manages(person: Person) -> bool:
    return standing(person).has_anywhere(*ANSWERERS)


@rules.predicate
def answers_a_plan_of_theirs(person: Person, file: StoredFile | None) -> bool:
    """Whether the file is evidence of a statement of a plan that this partner has a part in."""
    if file is None:
        return False
    plans = Plan.objects.filter(success_statements__answers__evidence=file).distinct()
    return any(has_a_part(person, plan) for plan in plans)


rules.add_perm("success.see", reads | has_part_in_plan)
rules.add_perm("success.answer", holds(*EDITORS, *MANAGERS) | leads_or_manages)
rules.add_perm("success.edit_statements", holds(*EDITORS))
rules.set_perm("files.open_file", permissions["files.open_file"] | answers_a_plan_of_theirs)
