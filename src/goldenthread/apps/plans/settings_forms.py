"""The form of a plan's settings."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.inspections.models import Inspection
from goldenthread.apps.plans.models import Plan, RatingKey
from goldenthread.apps.plans.settling import PlanSettings

LONGEST_LIMIT = 3650
NARROW = forms.NumberInput(attrs={"class": "govuk-input--width-4"})


class Settings(forms.Form):
    """What is said of a plan itself; `version` is empty for a plan that is not yet made."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label="Name", max_length=200)
    kind = forms.CharField(
        label="Kind",
        max_length=100,
        required=False,
        help_text="For example, single improvement plan or written statement of action.",
    )
    inspections = forms.ModelMultipleChoiceField(
        Inspection.objects.all(),
        label="Inspections that it answers",
        to_field_name="uuid",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    accountable_body = forms.ModelChoiceField(
        Body.objects.order_by("name"),
        label="Accountable body",
        to_field_name="uuid",
        empty_label="Nobody has said",
        required=False,
    )
    starts = DatePartsField(label="Starts", required=False)
    due_soon_days = forms.IntegerField(
        label="Due soon: days before the date", min_value=0, max_value=LONGEST_LIMIT, widget=NARROW
    )
    stale_after_days = forms.IntegerField(
        label="No recent update: days since the last", min_value=1, max_value=LONGEST_LIMIT, widget=NARROW
    )
    evidence_months = forms.IntegerField(
        label="Sign-off: months that the newest evidence may be old",
        min_value=1,
        max_value=120,
        widget=NARROW,
        help_text="Counted from the day that the evidence speaks of.",
    )
    rating_key = forms.ModelChoiceField(
        RatingKey.objects.order_by("name"),
        label="Rating key",
        to_field_name="name",
        empty_label=None,
        help_text="Ratings given before keep the words of the key that they were given by.",
    )

    def settings(self) -> PlanSettings:
        """What was said, once the form is valid."""
        said: dict[str, Any] = dict(self.cleaned_data)
        del said["version"]
        said["name"] = " ".join(said["name"].split())
        return PlanSettings(**said | {"inspections": tuple(said["inspections"].order_by("name"))})


def initial_of(plan: Plan) -> dict[str, Any]:
    """What the form shows of a plan before somebody changes it."""
    settings = PlanSettings.of(plan)
    return settings.columns() | {
        "version": plan.version,
        "inspections": [inspection.uuid for inspection in settings.inspections],
        "accountable_body": settings.accountable_body and settings.accountable_body.uuid,
        "rating_key": settings.rating_key.name,
    }
