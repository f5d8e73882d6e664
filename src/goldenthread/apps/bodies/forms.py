"""The forms of a body: what it is, whom it reports to, a seat on it."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.people.models import Post


class WhatItIs(forms.Form):
    name = forms.CharField(label="Name", max_length=200)
    kind = forms.CharField(
        label="Kind", max_length=60, help_text="In the council’s own words: statutory board, sub group."
    )
    purpose = forms.CharField(label="Purpose", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    in_public = forms.BooleanField(label="It meets in public", required=False)


class Reporting(forms.Form):
    reports_to = forms.ModelChoiceField(
        Body.objects.all(), label="Reports to", required=False, empty_label="No other body here"
    )
    cadence = forms.CharField(
        label="How often", max_length=60, required=False, help_text="Monthly, quarterly, each term."
    )
    cadence_assumed = forms.BooleanField(label="How often is assumed: no paper says it", required=False)

    def __init__(self, *args: Any, body: Body | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if body is not None:
            self.fields["reports_to"].queryset = Body.objects.exclude(pk=body.pk)


class Version(forms.Form):
    """Which version of a body the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReviseBody(WhatItIs, Version): ...


class ChangeReporting(Reporting, Version): ...


class AddBody(WhatItIs, Reporting):
    field_order = ["name", "kind", "reports_to", "cadence", "cadence_assumed", "purpose", "in_public"]


class SeatMember(forms.Form):
    post = forms.ModelChoiceField(
        Post.objects.select_related("organisation"), label="Post", empty_label="Choose a post"
    )
    capacity = forms.CharField(
        label="Seat", max_length=60, required=False, help_text="Chair, member, secretary, observer."
    )
    voting = forms.BooleanField(label="It has a vote", required=False, initial=True)
    starts = DatePartsField(label="From")
    ends = DatePartsField(
        label="Until", required=False, help_text="The first day without the seat. Leave empty if it goes on."
    )
