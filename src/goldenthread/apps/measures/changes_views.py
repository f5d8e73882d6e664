"""The page of what changed on a scorecard."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.bodies.comparing import changes_page, compared_in
from goldenthread.apps.measures import queries
from goldenthread.apps.measures.changes import changes_of_scorecard
from goldenthread.apps.measures.models import Scorecard
from goldenthread.apps.people.access import may


@may("measures.see_measures", on=queries.scorecard_called)
def scorecard_changes(request: HttpRequest, scorecard: Scorecard) -> HttpResponse:
    compared = compared_in(request, scorecard.body)
    kinds = changes_of_scorecard(scorecard, compared.span)
    back = reverse("measures:scorecard", args=[scorecard.uuid, slugify(scorecard.name) or "scorecard"])
    return changes_page(request, compared, kinds, of=scorecard.name, back=back)
