"""The forms of meetings: which body meets when and where."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.meetings import queries

WHEN = (("", "All"), ("coming", "To come"), ("past", "Past"), ("cancelled", "Cancelled"))


class Filter(forms.Form):
    """Narrows the list of meetings."""

    body = forms.ModelChoiceField(
        Body.objects.none(), label="Body", required=False, empty_label="All", to_field_name="uuid"
    )
    when = forms.ChoiceField(label="When", choices=WHEN, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["body"].queryset = queries.bodies_that_meet()

    def wanted(self) -> queries.Wanted:
        """What was asked for; a part that cannot be understood is left out."""
        self.full_clean()
        return queries.Wanted(self.cleaned_data.get("body"), self.cleaned_data.get("when", ""))


class WhenAndWhere(forms.Form):
    held_on = DatePartsField(label="Day")
    starts_at = forms.TimeField(
        label="Starts at", required=False, input_formats=["%H:%M", "%H.%M", "%I:%M%p", "%I%p"],
        help_text="Such as 14:00 or 2pm.", error_messages={"invalid": "Write the time as 14:00"},
        widget=forms.TimeInput(attrs={"class": "govuk-input--width-5"}, format="%H:%M"),
    )  # fmt: skip
    place = forms.CharField(label="Place", max_length=200, required=False)


class AddMeeting(WhenAndWhere):
    body = forms.ModelChoiceField(
        Body.objects.order_by("name"), label="Body", empty_label="Choose a body", to_field_name="uuid"
    )
    title = forms.CharField(
        label="Title", max_length=200, required=False, help_text="Such as Extraordinary meeting."
    )
    field_order = ["body", "held_on", "starts_at", "place", "title"]


class MoveMeeting(WhenAndWhere):
    reason = forms.CharField(label="Why it moves", widget=forms.Textarea(attrs={"rows": 3}))


class CancelMeeting(forms.Form):
    reason = forms.CharField(label="Why it is cancelled", widget=forms.Textarea(attrs={"rows": 3}))
