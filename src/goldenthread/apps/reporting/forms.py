"""The forms of the reporting calendar."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.models import Post
from goldenthread.apps.reporting.models import How, ReportOwed, Rhythm
from goldenthread.apps.reporting.queries import Wanted

STATES = (("", "All"), ("late", "Late"), ("next", "Not yet late"))


class Filter(forms.Form):
    """Narrows the calendar."""

    body = forms.ModelChoiceField(
        Body.objects.filter(reports_owed__isnull=False).distinct().order_by("name"), label="Body",
        required=False, empty_label="All", to_field_name="uuid",
    )  # fmt: skip
    state = forms.ChoiceField(label="State", choices=STATES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)

    def wanted(self) -> Wanted:
        """What was asked for; a part that cannot be understood is left out."""
        self.full_clean()
        return Wanted(self.cleaned_data.get("body"), self.cleaned_data.get("state", ""))


class WhatIsOwed(forms.Form):
    title = forms.CharField(label="Report", max_length=200, help_text="Such as Scorecard of the quarter.")
    from_post = forms.ModelChoiceField(
        Post.objects.select_related("organisation"), label="Owed by the post", required=False,
        empty_label="No post: a body owes it",
    )  # fmt: skip
    from_body = forms.ModelChoiceField(
        Body.objects.order_by("name"), label="Or owed by the body", required=False,
        empty_label="No body: a post owes it",
    )  # fmt: skip
    rhythm = forms.ChoiceField(label="How often", choices=Rhythm.choices, widget=forms.RadioSelect)
    first_due = DatePartsField(label="First owed by", help_text="Each later day is counted from this one.")
    basis = forms.CharField(
        label="Where it is said", max_length=300, required=False,
        help_text="Such as the terms of reference, paragraph 6.",
    )  # fmt: skip


class OweReport(WhatIsOwed):
    body = forms.ModelChoiceField(
        Body.objects.order_by("name"), label="Owed to", empty_label="Choose a body", to_field_name="uuid"
    )
    field_order = ["body", "title", "from_post", "from_body", "rhythm", "first_due", "basis"]


class ReviseReport(WhatIsOwed):
    version = forms.IntegerField(widget=forms.HiddenInput)


class StopReport(forms.Form):
    ends = DatePartsField(label="No longer owed from", help_text="What fell due before stays owed.")
    reason = forms.CharField(label="Why", max_length=200)


class Settle(forms.Form):
    """What was owed came, or the body does without it."""

    how = forms.ChoiceField(
        label="What became of it", choices=How.choices, widget=forms.RadioSelect, initial=How.RECEIVED
    )
    on = DatePartsField(label="On")
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label="At the meeting of", required=False, empty_label="No meeting",
        to_field_name="uuid",
    )  # fmt: skip
    words = forms.CharField(
        label="Note, or why the body does without it", max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, report: ReportOwed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The newest two years of monthly meetings: an older one is marked on its own page.
        newest = Meeting.objects.filter(body=report.body, cancelled_on=None).order_by("-held_on")[:24]
        meetings = self.fields["meeting"]
        meetings.queryset = Meeting.objects.filter(body=report.body, cancelled_on=None).order_by("-held_on")
        day = meetings.label_from_instance = lambda one: f"{one.held_on.day} {one.held_on:%B %Y}"
        meetings.choices = [("", "No meeting"), *((str(one.uuid), day(one)) for one in newest)]


class TakeBack(forms.Form):
    reason = forms.CharField(label="Why it was not so", max_length=300)
