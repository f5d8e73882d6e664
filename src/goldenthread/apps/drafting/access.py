"""Who reads the reports that are written here, who writes them, who clears them, who keeps the templates."""

from __future__ import annotations

import rules

from goldenthread.apps.agendas.access import heads, keeps
from goldenthread.apps.bodies.access import reads
from goldenthread.apps.drafting.models import Clearance, Report
from goldenthread.apps.drafting.restricting import is_published_paper, is_restricted
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


@rules.predicate
def is_asked_of_it(person: Person, report: Report | None) -> bool:
    """Whether they hold a post that was asked to clear the report."""
    if report is None:
        return False
    return report.clearances.filter(step__clearer__post__in=standing(person).posts).exists()


@rules.predicate
def is_open(_person: Person, report: Report | None) -> bool:
    """It is not restricted; asked of no report, whether there is anything to read."""
    return report is None or not is_restricted(report)


@rules.predicate
def is_a_paper(_person: Person, report: Report | None) -> bool:
    """It is a paper of part 1, so its frozen editions are for whoever reads."""
    return report is not None and is_published_paper(report)


@rules.predicate
def audits(person: Person) -> bool:
    return standing(person).has_anywhere(Role.AUDITOR)


# A draft is the officers' own: members read what is frozen and put before them. One that is taken in part 2
# is for those who keep agendas, heads, and whoever writes or clears it.
reads_drafts = (works_here | audits) & (is_open | keeps | heads | writes_it | is_asked_of_it)
rules.add_perm("drafting.see", reads_drafts)
rules.add_perm("drafting.see_edition", reads_drafts | (reads & is_a_paper))
rules.add_perm("drafting.start", works_here)
rules.add_perm("drafting.write", holds(*CLERKS) | (works_here & writes_it))
rules.add_perm("drafting.comment", reads_drafts & works_here)
rules.add_perm("drafting.clear", is_asked)
rules.add_perm("drafting.freeze", holds(*CLERKS))
rules.add_perm("drafting.edit_templates", holds(*CLERKS))
