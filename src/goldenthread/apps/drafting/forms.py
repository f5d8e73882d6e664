"""The forms of reports: which to begin, the words of a section, an answer to a clearance."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.drafting import queries
from goldenthread.apps.drafting.models import Answer, Kind, Report, Section, State, Template
from goldenthread.apps.drafting.restricting import closed_to
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.govuk.widgets import HintedRadios
from goldenthread.apps.measures.models import Scorecard
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Plan
from goldenthread.apps.trail.changes import day_words
from goldenthread.rulebook.periods import NotAPeriod, Period, parse_period

LONGEST = 50_000
MINE = (("", "Everybody’s"), ("mine", "Mine"))


class MeetingField(forms.ModelChoiceField):
    """A meeting by its day and body."""

    def label_from_instance(self, obj: Meeting) -> str:
        return f"{day_words(obj.held_on)}, {obj.body}"


class Filter(forms.Form):
    """Narrows the list of reports."""

    body = forms.ModelChoiceField(
        Body.objects.none(), label="Body", required=False, empty_label="All", to_field_name="uuid"
    )
    meeting = MeetingField(
        Meeting.objects.none(), label="Meeting", required=False, empty_label="All", to_field_name="uuid"
    )
    state = forms.ChoiceField(label="State", choices=[("", "All"), *State.choices], required=False)
    whose = forms.ChoiceField(label="Whose", choices=MINE, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["body"].queryset = queries.bodies_with_reports()
        self.fields["meeting"].queryset = queries.meetings_with_reports()

    def wanted(self, person: Person) -> queries.Wanted:
        """What was asked for; a part that cannot be understood is left out."""
        self.full_clean()
        asked = self.cleaned_data
        mine = person if asked.get("whose") == "mine" else None
        return queries.Wanted(
            asked.get("body"), asked.get("meeting"), asked.get("state", ""), mine, closed_to(person)
        )


class StartReport(forms.Form):
    """What kind of report, for whom, of what."""

    template = forms.ModelChoiceField(
        Template.objects.none(), label="Kind of report", empty_label=None, to_field_name="uuid",
        widget=forms.RadioSelect,
    )  # fmt: skip
    title = forms.CharField(label="Title", max_length=200)
    body = forms.ModelChoiceField(
        Body.objects.order_by("name"), label="Body", empty_label="Choose a body", to_field_name="uuid"
    )
    meeting = MeetingField(
        Meeting.objects.none(), label="Meeting", required=False, empty_label="Not known yet",
        to_field_name="uuid", help_text="Clearance is due so many working days before its papers go out.",
    )  # fmt: skip
    scorecard = forms.ModelChoiceField(
        Scorecard.objects.order_by("name"), label="Scorecard", required=False, empty_label="None",
        to_field_name="uuid", help_text="A scorecard report takes its figures from it.",
    )  # fmt: skip
    period = forms.CharField(
        label="Period of the scorecard", max_length=40, required=False,
        help_text="Such as 2017-18 Q4. Left empty: the newest one with figures.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )  # fmt: skip
    plan = forms.ModelChoiceField(
        Plan.objects.order_by("name"), label="Plan", required=False, empty_label="None", to_field_name="uuid",
        help_text="A progress, risk or highlight report takes its actions from it.",
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = Template.objects.order_by("id")
        coming = Meeting.objects.filter(held_on__gte=today, cancelled_on=None).select_related("body")
        self.fields["meeting"].queryset = coming.order_by("held_on")

    def clean_period(self) -> Period | None:
        """The period that was typed. Raises ValidationError with what would be one."""
        text = self.cleaned_data["period"].strip()
        if not text:
            return None
        try:
            return parse_period(text)
        except NotAPeriod as refusal:
            raise ValidationError(f"{refusal.why.rstrip('.')}. Write it as 2017-18 Q4") from refusal


class PlaceReport(forms.Form):
    title = forms.CharField(label="Title", max_length=200)
    meeting = MeetingField(
        Meeting.objects.none(), label="Meeting", required=False, empty_label="Not known yet",
        to_field_name="uuid",
    )  # fmt: skip

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.filter(body=report.body, cancelled_on=None).select_related("body")
        self.fields["meeting"].queryset = meetings.order_by("-held_on")


class SectionWords(forms.Form):
    """What one section says, asked for as its kind wants it. `text` is as it is kept."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    use_required_attribute = False

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section
        self.fields["words"] = _field(section)
        # Not optional where it is required, and may all the same be saved empty: what is wanting is asked for
        # when the report is submitted. What may be chosen is the action's to check.
        self.fields["words"].required = section.required
        self.fields["words"].validate = lambda value: None
        if "words" in self.initial:
            self.initial["words"] = _shown(section, self.initial["words"])

    def text(self) -> str:
        """What was typed or chosen, as text."""
        said = self.cleaned_data["words"]
        if isinstance(said, date):
            return said.isoformat()
        if isinstance(said, list):
            return "\n".join(f"- {one}" for one in said)
        return said or ""


def _field(section: Section) -> forms.Field:
    says: dict[str, Any] = {"label": section.title, "help_text": section.guidance, "required": False}
    options = [(one, one) for one in section.options]
    if section.kind == Kind.CHOICE:
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **says)
    if section.kind == Kind.BOXES:
        return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **says)
    if section.kind == Kind.DATE:
        return DatePartsField(**says)
    rows = 3 if section.kind == Kind.PERSON else 14
    return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **says)


def _shown(section: Section, text: str) -> Any:
    if section.kind == Kind.BOXES:
        return [line.removeprefix("- ") for line in text.splitlines()]
    if section.kind == Kind.DATE:
        return date.fromisoformat(text) if text else None
    return text


class Say(forms.Form):
    """A comment on a section, or a reply to one."""

    text = forms.CharField(label="Comment", widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)


class ReplyForm(forms.Form):
    """An answer to a comment; without words it may only be settled."""

    text = forms.CharField(
        label="Answer", widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, required=False
    )
    settle = forms.BooleanField(label="It is settled", required=False)


class GiveAnswer(forms.Form):
    """An answer to a clearance. `version` is the report's that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label="Your answer",
        choices=[one for one in Answer.choices if one[0] in (Answer.CLEARED, Answer.COMMENTS, Answer.BACK)],
        widget=HintedRadios({Answer.BACK: "It becomes a draft again. Say what has to change."}),
    )
    words = forms.CharField(
        label="Comments, or why it goes back", widget=forms.Textarea(attrs={"rows": 4}), required=False,
        max_length=4000,
    )  # fmt: skip


class Why(forms.Form):
    reason = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)
