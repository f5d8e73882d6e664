"""The page of what changed for a body: in its recommendations, its plans and its scorecards."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from goldenthread.apps.bodies import queries
from goldenthread.apps.bodies.comparing import changes_page, compared_in
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.people.access import may
from goldenthread.apps.reports.changes import changes_for


@may("bodies.see_bodies", on=queries.body_called)
def body_changes(request: HttpRequest, body: Body) -> HttpResponse:
    compared = compared_in(request, body)
    found = changes_for(body, compared.span)
    return changes_page(
        request, compared, found.kinds, of=body.name, back=body.get_absolute_url(), updates=found.updates
    )
