"""Who reads a self-assessment that is being written, who writes and reviews its parts, who keeps it."""

from __future__ import annotations

import rules

from goldenthread.apps.agendas.models import Paper
from goldenthread.apps.agendas.restricting import serves_part_1
from goldenthread.apps.bodies.access import reads
from goldenthread.apps.people.access import STAFF, holds, standing
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.selfassessment.models import Part, SelfAssessment

KIND = "self-assessment"
"""The kind under which agendas know self-assessments."""
KEEPERS = (Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER)
MANAGERS = (Role.HEAD_OF_SERVICE, Role.DIRECTOR)
keeps = holds(*KEEPERS)


@rules.predicate
def works_here(person: Person) -> bool:
    return standing(person).has_anywhere(*STAFF, Role.AUDITOR)


@rules.predicate
def writes_it(person: Person, part: Part | None) -> bool:
    """Whether they hold the post that writes the part."""
    return part is not None and part.writer_id is not None and part.writer_id in standing(person).posts


@rules.predicate
def reviews_it(person: Person, part: Part | None) -> bool:
    """Whether they hold the post that reviews the part; where none is named, a head or director does."""
    if part is None:
        return False
    held = standing(person)
    return part.reviewer_id in held.posts if part.reviewer_id else held.has(*MANAGERS)


@rules.predicate
def has_a_part(person: Person, document: SelfAssessment | None) -> bool:
    """Whether a post of theirs writes or reviews some of it: a partner may be asked to."""
    if document is None:
        return False
    posts = standing(person).posts
    return bool(posts) and (
        document.parts.filter(writer__in=posts).exists() or document.parts.filter(reviewer__in=posts).exists()
    )


@rules.predicate
def is_a_paper(_person: Person, document: SelfAssessment | None) -> bool:
    """It is a paper of part 1, so its frozen editions are for whoever reads."""
    if document is None:
        return False
    paper = Paper.objects.filter(source=KIND, source_uuid=document.uuid, appendix_of=None).first()
    return paper is not None and serves_part_1(paper)


rules.add_perm("selfassessment.see_all", works_here)
rules.add_perm("selfassessment.see", works_here | has_a_part)
rules.add_perm("selfassessment.see_part", works_here | writes_it | reviews_it)
rules.add_perm("selfassessment.see_edition", works_here | has_a_part | (reads & is_a_paper))
rules.add_perm("selfassessment.write", keeps | writes_it)
rules.add_perm("selfassessment.review", reviews_it)
rules.add_perm("selfassessment.keep", keeps)
