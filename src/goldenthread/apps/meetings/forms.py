"""The forms of meetings: which body meets when and where."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.meetings import queries
from goldenthread.apps.meetings.recesses import recesses_between
from goldenthread.rulebook.meeting_dates import why_not

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


class FilterNotices(Filter):
    """Narrows the list of notices."""

    when = None

    def asked(self) -> Body | None:
        """The body that was asked for."""
        self.full_clean()
        return self.cleaned_data.get("body")


def time_field(label: str) -> forms.TimeField:
    """A time of day as people write it."""
    return forms.TimeField(
        label=label, required=False, input_formats=["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p"],
        help_text="Such as 14:00 or 2pm.", error_messages={"invalid": "Write the time as 14:00"},
        widget=forms.TimeInput(attrs={"class": "govuk-input--width-5"}, format="%H:%M"),
    )  # fmt: skip


class WhenAndWhere(forms.Form):
    """The day, with a box to tick where it is one on which people are away; it shows only then."""

    held_on = DatePartsField(label="Day")
    day_off_meant = forms.BooleanField(
        label="The meeting is meant to be on that day", required=False, widget=forms.HiddenInput
    )
    starts_at = time_field("Starts at")
    ends_at = time_field("Ends at")
    place = forms.CharField(label="Place", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        says = super().clean() or self.cleaned_data
        day = says.get("held_on")
        if day is not None and (why := self._why_not(day)):
            self.fields["day_off_meant"].widget = forms.CheckboxInput()
            if not says.get("day_off_meant"):
                words = f"{day.day} {day:%B %Y} is {why}. Tick the box if the meeting is meant to be then"
                self.add_error("day_off_meant", ValidationError(words, code="day_off"))
        return says

    def _why_not(self, day: date) -> str:
        return why_not(day, recesses_between(day, day))

    def says(self) -> dict[str, Any]:
        """What is written of the meeting: all but what only the form asks."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ASKED}


# What a form asks that is no part of the meeting.
ASKED = {"day_off_meant", "tell"}


class Tell(forms.Form):
    """Whether the members are written to."""

    tell = forms.BooleanField(
        label="Write to the members, with an invitation for their calendars", required=False
    )


class AddMeeting(WhenAndWhere, Tell):
    body = forms.ModelChoiceField(
        Body.objects.order_by("name"), label="Body", empty_label="Choose a body", to_field_name="uuid"
    )
    title = forms.CharField(
        label="Title", max_length=200, required=False, help_text="Such as Extraordinary meeting."
    )
    field_order = ["body", "held_on", "day_off_meant", "starts_at", "ends_at", "place", "title", "tell"]


class MoveMeeting(WhenAndWhere, Tell):
    reason = forms.CharField(label="Why it moves", widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ["held_on", "day_off_meant", "starts_at", "ends_at", "place", "reason", "tell"]


class CancelMeeting(Tell):
    reason = forms.CharField(label="Why it is cancelled", widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ["reason", "tell"]


class ChooseCounting(forms.Form):
    exclude_weekends = forms.BooleanField(label="Saturdays and Sundays are not counted", required=False)
    exclude_bank_holidays = forms.BooleanField(label="Bank holidays are not counted", required=False)
    cut_off = time_field("Published from this hour on, it counts for the next day")
    reason = forms.CharField(
        label="Where the council decided this", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as the constitution, part 4, rule 2.",
    )  # fmt: skip


class AddRecess(forms.Form):
    name = forms.CharField(label="Name", max_length=120, help_text="Such as Summer recess.")
    starts = DatePartsField(label="First day")
    ends = DatePartsField(label="Last day")


class ProposeYear(forms.Form):
    """What a year's meetings are proposed from. Asked by address, so that a proposal can be sent on."""

    cadence = forms.CharField(
        label="How often", max_length=120,
        help_text="Such as “second Tuesday of every month”, “every six weeks on a Thursday”, “quarterly”.",
    )  # fmt: skip
    first = forms.DateField(label="From", widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="Until", widget=forms.DateInput(attrs={"type": "date"}))


class MakeYear(forms.Form):
    """The hour and the place of all meetings that are made; their days come as rows of the page."""

    first = forms.DateField(widget=forms.HiddenInput)
    until = forms.DateField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    starts_at = time_field("Each starts at")
    ends_at = time_field("Each ends at")
    place = forms.CharField(label="Place", max_length=200, required=False)
    day_off_meant = forms.BooleanField(
        label="The meetings are meant to be on those days", required=False, widget=forms.HiddenInput
    )
    tell = forms.BooleanField(label="Write to the members of each meeting", required=False)


class MakeFeed(forms.Form):
    body = forms.ModelChoiceField(
        Body.objects.order_by("name"), label="Whose meetings", required=False, to_field_name="uuid",
        empty_label="Mine: of every body on which I have a seat",
    )  # fmt: skip
