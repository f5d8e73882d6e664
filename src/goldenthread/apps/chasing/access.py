"""Who sees whom has been asked, and who asks and reminds. A partner sees their own requests on Today."""

from __future__ import annotations

import rules

from goldenthread.apps.chasing.models import Kind, Round
from goldenthread.apps.people.access import STAFF, holds
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.plans.models import Plan

CHASERS = (Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER)


@rules.predicate
def is_of_commentary(person: Person, asked: Round | Plan | None) -> bool:
    """Whether it is a round that asks for words on measures."""
    return isinstance(asked, Round) and asked.kind == Kind.COMMENTARY


rules.add_perm("chasing.see_rounds", holds(*STAFF, Role.AUDITOR))
rules.add_perm("chasing.chase", holds(*CHASERS) | (holds(Role.PERFORMANCE_ANALYST) & is_of_commentary))
rules.add_perm("chasing.ask_for_words", holds(*CHASERS, Role.PERFORMANCE_ANALYST))
