"""Who reads sign-offs, who asks for one, who builds the case, and who records what the body decided.

Whether somebody leads what they would record, or asked for it themselves, the actions say (SGN-2).
"""

from __future__ import annotations

from datetime import date

import rules
from django.db.models import Q

from goldenthread.apps.bodies.access import reads
from goldenthread.apps.inspections.models import Element, Recommendation
from goldenthread.apps.people.access import holds, standing
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.plans.access import EDITORS, MANAGERS
from goldenthread.apps.plans.models import Action
from goldenthread.apps.signoff.models import Case

RECORDERS = (*EDITORS, Role.DEMOCRATIC_SERVICES_OFFICER)
Unit = Recommendation | Element


def serving(unit: Unit) -> Q:
    """The actions that serve a unit, as a filter on Action: of an element, those of the whole count too."""
    if isinstance(unit, Element):
        whole = Q(services__recommendation=unit.recommendation_id, services__element=None)
        return (Q(services__element=unit) | whole) & Q(services__ended_at=None)
    return Q(services__recommendation=unit, services__ended_at=None)


def leads_it(person: Person, unit: Unit, today: date) -> bool:
    """Whether somebody holds, or acts for, a post that leads an action which serves the unit."""
    posts = standing_of(person, today).posts
    return bool(posts) and Action.objects.filter(serving(unit), leads__in=posts).exists()


def _unit_of(record: object) -> Unit | None:
    match record:
        case Case():
            return record.unit
        case Recommendation() | Element():
            return record
    return None


@rules.predicate
def leads(person: Person, record: object) -> bool:
    """As `leads_it`, by the standing that whoever asks has on the request's day."""
    unit, posts = _unit_of(record), standing(person).posts
    if unit is None or not posts or not standing(person).has_anywhere(Role.ACTION_LEAD, Role.TEAM_MANAGER):
        return False
    return Action.objects.filter(serving(unit), leads__in=posts).exists()


@rules.predicate
def asked_for_it(person: Person, record: object) -> bool:
    return isinstance(record, Case) and record.asked_by_id == person.pk


rules.add_perm("signoff.see", reads)
rules.add_perm("signoff.ask", holds(*EDITORS, *MANAGERS) | leads)
rules.add_perm("signoff.account", holds(*EDITORS) | asked_for_it | leads)
rules.add_perm("signoff.build", holds(*EDITORS))
rules.add_perm("signoff.withdraw", holds(*EDITORS) | asked_for_it)
rules.add_perm("signoff.record", holds(*RECORDERS))
rules.add_perm("signoff.settle", holds(*RECORDERS))
