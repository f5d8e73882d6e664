"""Who reads agendas, who keeps them, and who opens what is taken in part 2."""

from __future__ import annotations

import rules

from goldenthread.apps.agendas.models import Agenda, Item, Paper
from goldenthread.apps.agendas.restricting import serves_part_1
from goldenthread.apps.bodies.access import reads
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.people.access import READERS, holds, standing
from goldenthread.apps.people.models import Person, Role, Scope

CLERKS = (Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.DEMOCRATIC_SERVICES_OFFICER)
keeps = holds(*CLERKS)
heads = holds(Role.DIRECTOR, Role.HEAD_OF_SERVICE)


@rules.predicate
def sits_on_it(person: Person, about: object = None) -> bool:
    """Has a role over the very body that a record is of: over the whole council is not enough."""
    bodies = bodies_of(about)
    return any(
        role in READERS and scope in (Scope.BODY, Scope.WORKSTREAM) and uuid in bodies
        for role, scope, uuid in standing(person).grants
    )


def bodies_of(about: object) -> set[object]:
    """The ids of the bodies that a body, an agenda, an item or a paper is of."""
    match about:
        case Body():
            return {about.uuid}
        case Agenda():
            return {about.meeting.body.uuid}
        case Item():
            return {about.agenda.meeting.body.uuid}
        case Paper():
            served = about.appendix_of or about
            return set(served.serves.values_list("item__agenda__meeting__body__uuid", flat=True))
    return set()


@rules.predicate
def is_open(_person: Person, paper: Paper | None) -> bool:
    """It serves an item of part 1, or is an appendix of one that does."""
    return paper is not None and serves_part_1(paper)


sees_restricted = keeps | heads | sits_on_it

rules.add_perm("agendas.see", reads)
rules.add_perm("agendas.edit", keeps)
rules.add_perm("agendas.see_restricted", sees_restricted)
rules.add_perm("agendas.see_paper", reads & (is_open | sees_restricted))
