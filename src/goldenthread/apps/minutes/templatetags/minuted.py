"""Minutes in words, on pages as on paper; a field in a cell of a table; the way of an action."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from goldenthread.apps.minutes import printing
from goldenthread.apps.minutes.models import BodyAction
from goldenthread.apps.trail.changes import day_words

register = template.Library()

register.filter("attender_words", printing.attender_words)
register.filter("declaration_words", printing.declaration_words)
register.filter("votes_words", printing.votes_words)
register.filter("quorum_words", printing.quorum_words)
register.filter("correction_words", printing.correction_words)
register.filter("due_words", printing.due_words)
register.filter("minutes_state", printing.state_words)
register.filter("minutes_hours", printing.hours_words)


@register.simple_tag
def cell_field(field: Any) -> SafeString:
    """A field in a table's cell: its label is for those who hear the page; others read the heading."""
    errors = format_html_join(
        "", '<p class="govuk-error-message" id="{}_error">{}</p>',
        ((field.auto_id, problem.text) for problem in field.problems()),
    )  # fmt: skip
    return format_html(
        '<label class="govuk-visually-hidden" for="{}">{}</label>{}{}', field.id_for_label, field.label,
        errors, field,
    )  # fmt: skip


@register.simple_tag
def action_way(action: BodyAction) -> SafeString:
    """The way of an action as links: recommendation, action of the plan, minute with resolution, meeting."""
    steps: list[tuple[str, str]] = []
    if action.recommendation:
        words = f"Recommendation {action.recommendation.reference}"
        steps.append((action.recommendation.get_absolute_url(), words))
    if action.plan_action:
        reference = action.plan_action.reference or "of the plan"
        steps.append((action.plan_action.get_absolute_url(), f"Action {reference}"))
    if action.decision:
        words = f"Decision of {day_words(action.decision.decided_on)}"
        steps.append((action.decision.get_absolute_url(), words))
    elif action.minute:
        minute, resolution = action.minute, action.resolution
        letter = f" ({resolution.letter})" if resolution and resolution.letter else ""
        steps.append((minute.get_absolute_url(), f"Minute {minute.label}{letter}"))
        meeting = minute.minutes.meeting
        steps.append((meeting.get_absolute_url(), f"Meeting of {day_words(meeting.held_on)}"))
    return format_html_join(
        SafeString('<span aria-hidden="true"> → </span>'), '<a class="govuk-link" href="{}">{}</a>', steps
    )
