"""The shape of every room's `access.py`, and the decorator by which every view states its rule.

A permission is a named predicate (`rules`). A view says `@may("plans.update_action", on=queries.action)`: the
record is found by the URL's own arguments, the rule is asked, and the view is called with the record. Signed
out: the sign-in page, and back; what a form sent is shown, so that it can be kept. Not allowed: a page that
says so. A view without a rule fails a test.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

import rules
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.people.queries import NOBODY, Standing
from goldenthread.apps.people.sign_in import session_ended

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

ANYONE = "anyone"


def standing(person: Person) -> Standing:
    """The standing that the middleware put on the person who asks, for the request's day."""
    return getattr(person, "standing", NOBODY)


def holds(*roles: Role) -> rules.predicates.Predicate:
    """A predicate: holds one of these roles over the whole council."""
    name = "holds:" + ",".join(roles)
    return rules.predicate(lambda person: standing(person).has(*roles), name=name)


def may(permission: str, *, on: Callable[..., Any] | None = None) -> Callable[[View[P]], View[P]]:
    """State the access rule of a view. `on` finds the record that the rule is asked about (or raises 404)."""

    def stated(view: View[P]) -> View[P]:
        @wraps(view)
        def checked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if permission == ANYONE:
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                if request.method == "POST":
                    return session_ended(request)
                return redirect_to_login(request.get_full_path())
            if on is None:
                _check(request, permission, None)
                return view(request, *args, **kwargs)
            record = on(**kwargs)
            _check(request, permission, record)
            return view(request, record)

        checked.access_rule = permission  # type: ignore[attr-defined]
        return checked

    return stated


def _check(request: HttpRequest, permission: str, record: Any) -> None:
    if not rules.has_perm(permission, request.user, record):
        raise PermissionDenied(permission)


STAFF = (
    Role.ADMINISTRATOR,
    Role.IMPROVEMENT_OFFICER,
    Role.ACTION_LEAD,
    Role.HEAD_OF_SERVICE,
    Role.DIRECTOR,
    Role.PERFORMANCE_ANALYST,
    Role.TEAM_MANAGER,
    Role.DEMOCRATIC_SERVICES_OFFICER,
)
READERS = (*STAFF, Role.BOARD_MEMBER, Role.ELECTED_MEMBER, Role.AUDITOR)

rules.add_perm("people.see_own_account", rules.is_authenticated)
rules.add_perm("people.see_people", holds(Role.ADMINISTRATOR, Role.AUDITOR))
rules.add_perm("people.manage_people", holds(Role.ADMINISTRATOR))
rules.add_perm("people.manage_posts", holds(Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER))
