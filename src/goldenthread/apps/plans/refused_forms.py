"""What a form says when its action was refused, and what it keeps."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.apps.plans.meanwhile import Written, written_since
from goldenthread.apps.plans.models import Action
from goldenthread.apps.trail.refusals import Refused


def error_of(refusal: Refused) -> ValidationError:
    return ValidationError(refusal.words, code=refusal.code)


def say_refusal(form: forms.Form, refusal: Refused, action: Action) -> list[Written]:
    """Say the refusal in the form. Where it was stale: what others wrote, and a form that may be sent again.

    What the person typed stands in the form as they typed it, and the files that they chose stay with it.
    """
    form.add_error(refusal.field if refusal.field in form.fields else None, error_of(refusal))
    if refusal.code != "stale":
        return []
    action.refresh_from_db()
    seen = int(form.data["version"])
    form.data = form.data.copy()
    form.data["version"] = str(action.version)
    return written_since(action, seen)
