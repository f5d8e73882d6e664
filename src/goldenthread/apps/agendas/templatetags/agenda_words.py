"""Words for the pages of agendas."""

from __future__ import annotations

from django import template

from goldenthread.apps.agendas import timings

register = template.Library()


@register.filter
def minutes_words(minutes: int) -> str:
    """ "2 hours 5 minutes"."""
    return timings.minutes_words(minutes)
