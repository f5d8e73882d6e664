"""The page of what changed in a plan."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from goldenthread.apps.bodies.comparing import changes_page, compared_in
from goldenthread.apps.people.access import may
from goldenthread.apps.plans import queries
from goldenthread.apps.plans.access import scope_of
from goldenthread.apps.plans.changes import changes_of_actions
from goldenthread.apps.plans.models import Plan


@may("plans.see_plan", on=queries.plan_called)
def changes(request: HttpRequest, plan: Plan) -> HttpResponse:
    """A partner sees what changed of their own actions."""
    compared = compared_in(request, plan.accountable_body)
    found = changes_of_actions(plan.actions.filter(scope_of(request.user) or Q()), compared.span)
    return changes_page(
        request, compared, found.kinds, of=plan.name, back=plan.get_absolute_url(), updates=found.updates
    )
