"""Who reads the reports that are written here, who writes them, who clears them, who keeps the templates."""

from __future__ import annotations

import rules

from goldenthread.apps.bodies.access import reads
from goldenthread.apps.drafting.models import Clearance, Report
from goldenthread.apps.people.access import STAFF, holds, standing
from goldenthread.apps.people.models import Person, Role

CLERKS = (Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.DEMOCRATIC_SERVICES_OFFICER)


@rules.predicate
def works_here(person: Person) -> bool:
    """Whoever works for the council may be asked to write a report; a partner, member or auditor is not."""
    return standing(person).has_anywhere(*STAFF)


@rules.predicate
def is_asked(person: Person, clearance: Clearance | None) -> bool:
    """Whether they hold the post that clears it; where no post is named, a director does."""
    if clearance is None:
        return False
    held = standing(person)
    post = clearance.step.clearer.post_id
    return post in held.posts if post else held.has(Role.DIRECTOR)


@rules.predicate
def writes_it(person: Person, report: Report | None) -> bool:
    """Whether the report is theirs to write."""
    return report is not None and report.writer_id == person.pk


rules.add_perm("drafting.see", reads)
rules.add_perm("drafting.start", works_here)
rules.add_perm("drafting.write", holds(*CLERKS) | (works_here & writes_it))
rules.add_perm("drafting.comment", works_here)
rules.add_perm("drafting.clear", is_asked)
rules.add_perm("drafting.freeze", holds(*CLERKS))
rules.add_perm("drafting.edit_templates", holds(*CLERKS))
