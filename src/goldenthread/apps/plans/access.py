"""Who may see and write what of a plan.

Readers see every plan. A partner sees, and updates, only the actions that posts of their organisation lead or
that stand in their workstream; a plan is to them the actions of it that they may see.
"""

from __future__ import annotations

from uuid import UUID

import rules
from django.db.models import Q

from goldenthread.apps.files import access as files_access  # its rule is widened below
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.people.access import READERS, holds, standing
from goldenthread.apps.people.models import Person, Role, Scope
from goldenthread.apps.plans.models import Action, Completion, Plan

EDITORS = (Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER)
MANAGERS = (Role.HEAD_OF_SERVICE, Role.DIRECTOR)
UPDATERS = (*EDITORS, *MANAGERS, Role.ACTION_LEAD, Role.TEAM_MANAGER, Role.PARTNER)
DECIDERS = (Role.IMPROVEMENT_OFFICER, *MANAGERS)


def scope_of(person: Person) -> Q | None:
    """The actions that somebody may see, as a filter on Action. None: all of them."""
    return None if standing(person).has_anywhere(*READERS) else _partners_part(person)


def _partners_part(person: Person) -> Q:
    """The actions of a partner; none for anybody else."""
    organisations, workstreams = _partner_scopes(person)
    led = Q(leads__organisation__uuid__in=organisations)
    return Q(pk__in=Action.objects.filter(led | Q(workstream__uuid__in=workstreams)).values("pk"))


def _partner_scopes(person: Person) -> tuple[list[UUID], list[UUID]]:
    grants = [grant for grant in standing(person).grants if grant[0] == Role.PARTNER and grant[2]]
    return (
        [uuid for _, scope, uuid in grants if scope == Scope.ORGANISATION],
        [uuid for _, scope, uuid in grants if scope == Scope.WORKSTREAM],
    )


@rules.predicate
def reads(person: Person) -> bool:
    return standing(person).has_anywhere(*READERS)


@rules.predicate
def is_partner(person: Person) -> bool:
    """A partner of an organisation or a workstream."""
    return any(_partner_scopes(person))


@rules.predicate
def in_scope(person: Person, action: Action | None) -> bool:
    """Whether the action is one of this partner's."""
    if action is None or not is_partner(person):
        return False
    return Action.objects.filter(_partners_part(person), pk=action.pk).exists()


@rules.predicate
def has_a_part(person: Person, plan: Plan | None) -> bool:
    """Whether the plan has an action that this partner may see."""
    if plan is None or not is_partner(person):
        return False
    return Action.objects.filter(_partners_part(person), plan=plan).exists()


@rules.predicate
def leads(person: Person, action: Action | None) -> bool:
    """Whether somebody holds, today, a post that leads the action."""
    posts = standing(person).posts
    return action is not None and bool(posts) and action.leads.filter(pk__in=posts).exists()


@rules.predicate
def asked_for_it(person: Person, completion: Completion | None) -> bool:
    return completion is not None and completion.asked_by_id == person.pk


def _holds_anywhere(*roles: Role) -> rules.predicates.Predicate:
    name = "holds_anywhere:" + ",".join(roles)
    return rules.predicate(lambda person: standing(person).has_anywhere(*roles), name=name)


@rules.predicate
def evidence_in_scope(person: Person, file: StoredFile | None) -> bool:
    """Whether the file is evidence of an action that this partner may see."""
    if file is None or not is_partner(person):
        return False
    attached = Q(updates__evidence=file) | Q(completions__answers__files=file)
    return Action.objects.filter(attached).filter(_partners_part(person)).exists()


rules.add_perm("plans.see_plans", reads | is_partner)
rules.add_perm("plans.see_plan", reads | has_a_part)
rules.add_perm("plans.see_action", reads | in_scope)
rules.add_perm(
    "plans.update_action",
    holds(*EDITORS, *MANAGERS) | (_holds_anywhere(Role.ACTION_LEAD, Role.TEAM_MANAGER) & leads) | in_scope,
)
rules.add_perm(
    "plans.ask_completion", holds(*EDITORS, *MANAGERS) | (_holds_anywhere(Role.ACTION_LEAD) & leads)
)
rules.add_perm("plans.decide_completion", holds(*DECIDERS))
rules.add_perm("plans.withdraw_completion", asked_for_it)
rules.add_perm("plans.edit_plan", holds(*EDITORS))
rules.set_perm("files.open_file", files_access.opens | files_access.brought_it | evidence_in_scope)
rules.set_perm("files.date_file", holds(*EDITORS) | files_access.brought_it)
