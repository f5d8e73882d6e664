"""Who reads words on measures, who writes them, and who signs them off."""

from __future__ import annotations

from typing import Protocol

import rules

from goldenthread.apps.commentary.models import Comment
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.people.access import READERS, holds, standing
from goldenthread.apps.people.models import Person, Role
from goldenthread.rulebook.commentary import may_sign_off

SIGNERS = (Role.HEAD_OF_SERVICE, Role.DIRECTOR)
WRITERS = (Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.PERFORMANCE_ANALYST, *SIGNERS)
LEADS = (Role.ACTION_LEAD, Role.TEAM_MANAGER)


class OfAMeasure(Protocol):
    """What a permission to write is asked about: anything that is of a measure."""

    @property
    def measure(self) -> Measure: ...


@rules.predicate
def leads(person: Person, subject: OfAMeasure | None) -> bool:
    """Whether somebody holds, today, the post that leads the measure, and comes here to lead."""
    if subject is None or subject.measure.lead_id is None:
        return False
    held = standing(person)
    return held.has_anywhere(*LEADS) and subject.measure.lead_id in held.posts


def is_ones_own(person: Person, comment: Comment) -> bool:
    """Whether the words are this person's own, written by them or for a post that they hold (COM-3)."""
    spoken_for = (person.pk,) if comment.on_behalf_of_post_id in standing(person).posts else ()
    return not may_sign_off(person.pk, writer=comment.written_by_id, spoken_for=spoken_for)


signs = holds(*SIGNERS)

rules.add_perm("commentary.see", holds(*READERS))
rules.add_perm("commentary.write", holds(*WRITERS) | leads)
rules.add_perm("commentary.sign_off", signs)
