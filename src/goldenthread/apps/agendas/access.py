"""Who reads agendas, who keeps them, and who opens what is taken in part 2."""

from __future__ import annotations

from uuid import UUID

import rules
from django.db.models import Q, QuerySet

from goldenthread.apps.agendas.models import Agenda, Item, Paper, PaperOn
from goldenthread.apps.agendas.restricting import serves_part_1, with_parts
from goldenthread.apps.bodies.access import reads
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.people.access import READERS, holds, standing
from goldenthread.apps.people.models import Person, Role, Scope

CLERKS = (Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.DEMOCRATIC_SERVICES_OFFICER)
keeps = holds(*CLERKS)
heads = holds(Role.DIRECTOR, Role.HEAD_OF_SERVICE)


@rules.predicate
def sits_on_it(person: Person, about: object = None) -> bool:
    """Has a role over the very body that a record is of: over the whole council is not enough."""
    return not bodies_sat_on(person).isdisjoint(bodies_of(about))


def bodies_of(about: object) -> set[UUID | None]:
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


def bodies_sat_on(person: Person) -> set[UUID | None]:
    """The ids of the bodies over which somebody has a role of their own."""
    return {
        uuid
        for role, scope, uuid in standing(person).grants
        if role in READERS and scope in (Scope.BODY, Scope.WORKSTREAM)
    }


def papers_closed_to(person: Person) -> QuerySet[StoredFile]:
    """The files of restricted papers, and of their appendices, that somebody may not open."""
    if (keeps | heads)(person):
        return StoredFile.objects.none()
    theirs = PaperOn.objects.filter(item__agenda__meeting__body__uuid__in=bodies_sat_on(person))
    serves = Q(pk__in=theirs.values("paper")) | Q(appendix_of__in=theirs.values("paper"))
    papers = with_parts(Paper.objects.all()).filter(in_part_1=False).exclude(serves)
    return StoredFile.objects.filter(agenda_papers__in=papers.values("pk"))


rules.add_perm("agendas.see", reads)
rules.add_perm("agendas.edit", keeps)
rules.add_perm("agendas.see_restricted", sees_restricted)
rules.add_perm("agendas.see_paper", reads & (is_open | sees_restricted))
