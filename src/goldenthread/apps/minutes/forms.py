"""The forms of minutes: as a whole, one minute, what was resolved, what is corrected."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.apps.agendas.models import Part
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.minutes import queries
from goldenthread.apps.minutes.models import Decision, ItemMinute, Minutes, NamedVote, Resolution
from goldenthread.apps.minutes.resolving import Resolved, Votes

HOURS = ["%H:%M", "%H.%M", "%I:%M%p", "%I%p"]


def hour_field(label: str, help_text: str = "Such as 14:00 or 2pm.") -> forms.TimeField:
    return forms.TimeField(
        label=label, required=False, input_formats=HOURS, help_text=help_text,
        error_messages={"invalid": "Write the time as 14:00"},
        widget=forms.TimeInput(attrs={"class": "govuk-input--width-5"}, format="%H:%M"),
    )  # fmt: skip


class MinuteField(forms.ModelChoiceField):
    """One of a body's minutes: "54: Assessments, 24 July 2018"."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(
            ItemMinute.objects.none(), label=label, to_field_name="uuid", empty_label="Choose a minute",
            **kwargs,
        )  # fmt: skip

    def label_from_instance(self, minute: ItemMinute) -> str:
        held = minute.minutes.meeting.held_on
        return f"{minute.label}: {minute.title}, {held.day} {held:%B %Y}"


class FilterMinutes(forms.Form):
    """Narrows the list of minutes."""

    body = forms.ModelChoiceField(
        Body.objects.none(), label="Body", required=False, empty_label="All", to_field_name="uuid"
    )
    state = forms.ChoiceField(label="State", choices=[("", "All"), *Minutes.State.choices], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["body"].queryset = queries.bodies_with_minutes()

    def wanted(self) -> queries.Wanted:
        """What was asked for; a part that cannot be understood is left out."""
        self.full_clean()
        return queries.Wanted(self.cleaned_data.get("body"), self.cleaned_data.get("state", ""))


class Hours(forms.Form):
    chaired_by = forms.CharField(label="Who took the chair", max_length=200, required=False)
    started_at = hour_field("Opened at")
    ended_at = hour_field("Closed at")


class AddMinute(forms.Form):
    title = forms.CharField(label="What it was about", max_length=300)
    part = forms.TypedChoiceField(
        label="Part", choices=Part.choices, coerce=int, initial=Part.PUBLIC, widget=forms.RadioSelect,
        help_text="Part 2 is taken without press and public.",
    )  # fmt: skip


class Reason(forms.Form):
    """Asks why, and nothing else."""

    reason = forms.CharField(
        label="Why", widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": "Say why"}
    )


class Agree(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class Sign(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    at_meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label="Signed at the meeting of", to_field_name="uuid",
        empty_label="Choose a meeting",
    )  # fmt: skip
    signed_by = forms.CharField(label="Who took the chair and signed", max_length=200)

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["at_meeting"]
        field.queryset = meetings
        field.label_from_instance = lambda one: f"{one.held_on.day} {one.held_on:%B %Y}"


class MinuteText(forms.Form):
    """The text of a minute, with the version that its writer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="What was minuted", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 14})
    )


class ResolutionForm(forms.Form):
    """What was resolved. Votes are optional: all three, or one for each who voted by name."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label="RESOLVED: That", widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what was resolved"},
        help_text="Begin with what is to be done: the report be noted.",
    )  # fmt: skip
    outcome = forms.ChoiceField(
        label="Outcome", choices=Resolution.Outcome.choices, initial=Resolution.Outcome.CARRIED,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
    )  # fmt: skip
    decided_at = hour_field("Decided at", "Such as 14:40. The quorum is counted at this hour.")
    votes_for = forms.IntegerField(
        label="Votes for", min_value=0, required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )  # fmt: skip
    against = forms.IntegerField(
        label="Votes against", min_value=0, required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )  # fmt: skip
    abstained = forms.IntegerField(
        label="Abstained", min_value=0, required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )  # fmt: skip
    out_of_quorum = forms.BooleanField(
        label="Record it as taken without a quorum", required=False,
        help_text="The body could not decide. What was said is kept, and shown as no decision.",
    )  # fmt: skip

    def __init__(self, *args: Any, voters: Any = (), ask_quorum: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.voters = list(voters)
        for one in self.voters:
            self.fields[f"vote_{one.uuid}"] = forms.ChoiceField(
                label=one.name, choices=[("", "Not recorded"), *NamedVote.Vote.choices], required=False
            )
        if not ask_quorum and not self.data.get("out_of_quorum"):
            del self.fields["out_of_quorum"]

    @property
    def named_fields(self) -> list[Any]:
        return [self[f"vote_{one.uuid}"] for one in self.voters]

    def says(self) -> Resolved:
        """What was typed, for `resolving.resolve`."""
        data = self.cleaned_data
        named = {one: vote for one in self.voters if (vote := data[f"vote_{one.uuid}"])}
        counted = [data[name] for name in ("votes_for", "against", "abstained")]
        votes = None
        if named:
            votes = Votes(named=named)
        elif any(count is not None for count in counted):
            votes = Votes(*(count or 0 for count in counted))
        return Resolved(
            data["text"], data["outcome"], data["decided_at"], votes, data.get("out_of_quorum", False)
        )


class AskCorrection(forms.Form):
    passage = forms.CharField(
        label="What the minute says", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    should_read = forms.CharField(label="What it should read", widget=forms.Textarea(attrs={"rows": 3}))
    why = forms.CharField(label="Why", required=False)


class SettleCorrection(forms.Form):
    made = forms.TypedChoiceField(
        label="What the meeting did", choices=[("yes", "It made the correction"), ("no", "It did not")],
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    minute = MinuteField("By which minute")
    words = forms.CharField(label="What was said of it", required=False)

    def __init__(self, *args: Any, minutes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minute"].queryset = minutes


class DecideBetween(forms.Form):
    kind = forms.ChoiceField(
        label="How it was decided", choices=Decision.Kind.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(label="What was decided", widget=forms.Textarea(attrs={"rows": 4}))
    authority = forms.CharField(
        label="What allows it", max_length=1000,
        help_text="The minute that delegated it, or the part of the constitution.",
    )  # fmt: skip
    decided_by = forms.CharField(label="Who decided", max_length=200)
    decided_on = DatePartsField(label="When was it decided?")
    restricted = forms.BooleanField(
        label="It is of part 2", required=False, help_text="Only those see it who may see part 2."
    )


class Endorse(forms.Form):
    endorsed = forms.TypedChoiceField(
        label="What the meeting did", choices=[("yes", "It endorsed the decision"), ("no", "It did not")],
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    minute = MinuteField("By which minute")
    words = forms.CharField(label="What was said of it", required=False)

    def __init__(self, *args: Any, minutes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minute"].queryset = minutes


class NumberFrom(forms.Form):
    first = forms.IntegerField(
        label="Number of the next minute", min_value=1,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
    )  # fmt: skip
    series = forms.CharField(
        label="Series", max_length=20, required=False,
        help_text="What follows the stroke, such as 18 in 54/18. Empty where numbers never begin again.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )  # fmt: skip
