"""What a page of the past says of itself; the base template shows it where a view answers for moments."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from goldenthread.apps.trail.moments import MOMENT, Moment
from goldenthread.site.templatetags.govuk import date_words, moment_words

register = template.Library()

LAST_MOMENT = time(23, 59, 59, 999999)  # a day that was asked for counts to its end


@register.inclusion_tag("components/moment_banner.html", takes_context=True)
def moment_banner(context: Context, moment: Moment) -> dict[str, Any]:
    """Says at the top of a page of the past which day it shows, and leads back to the present."""
    request, known_at = context["request"], moment.known_at
    query = request.GET.copy()
    for name in MOMENT:
        query.pop(name, None)
    ends_day = known_at and timezone.localtime(known_at).time() == LAST_MOMENT
    return {
        "as_at": date_words(moment.as_at),
        "known_at": date_words(known_at) if ends_day else moment_words(known_at),
        "present": f"{request.path}?{query.urlencode()}",
    }


@register.inclusion_tag("components/another_day.html", takes_context=True)
def another_day(context: Context, moment: Moment) -> dict[str, Any]:
    """A small form, folded, that shows the page as it was on another day."""
    request, left_out = context["request"], (*MOMENT, "page", "format")
    pairs = [(name, value) for name, values in request.GET.lists() for value in values]
    return {
        "path": request.path,
        "kept": [(name, value) for name, value in pairs if name not in left_out],
        "as_at": moment.as_at,
        "known_at": moment.known_at and timezone.localtime(moment.known_at),
    }
