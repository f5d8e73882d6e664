"""The forms of self-assessments: begin one, say who writes what, write a heading, propose, review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.govuk.widgets import HintedRadios
from goldenthread.apps.inspections.models import Assessment, Element
from goldenthread.apps.people.models import Post
from goldenthread.apps.plans.models import Plan
from goldenthread.apps.selfassessment.headings import Heading
from goldenthread.apps.selfassessment.models import Answer, Part, PartState, Proposal, SelfAssessment
from goldenthread.apps.selfassessment.queries import Typed, plans_assessed
from goldenthread.apps.selfassessment.verdicts import Says
from goldenthread.apps.selfassessment.writing import LONGEST
from goldenthread.apps.trail.changes import day_words

LEAVE = (("", "As it stands"), *Assessment.Status.choices)


class Filter(forms.Form):
    """Narrows the list of self-assessments."""

    plan = forms.ModelChoiceField(
        Plan.objects.none(), label="Plan", required=False, empty_label="All", to_field_name="uuid"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["plan"].queryset = plans_assessed()


class FilterParts(forms.Form):
    """Narrows the parts of one self-assessment."""

    state = forms.ChoiceField(label="State", choices=[("", "All"), *PartState.choices], required=False)
    whose = forms.ChoiceField(label="Whose", choices=[("", "Everybody’s"), ("mine", "Mine")], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)

    def asked(self) -> dict[str, str]:
        """What was asked for; what is no choice is left out."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class PreviousField(forms.ModelChoiceField):
    def label_from_instance(self, obj: SelfAssessment) -> str:
        return f"{obj.title}, as at {day_words(obj.as_at)} ({obj.plan})"


class StartDocument(forms.Form):
    """Which plan, as at which day, from which text."""

    plan = forms.ModelChoiceField(
        Plan.objects.order_by("name"), label="Plan", empty_label="Choose a plan", to_field_name="uuid"
    )
    title = forms.CharField(label="Title", max_length=200, help_text="Such as Self-assessment 2018.")
    as_at = DatePartsField(
        label="Day of its verdicts and figures", help_text="Each verdict is the one that stands on this day."
    )
    previous = PreviousField(
        SelfAssessment.objects.none(), label="Begin with the text of", required=False, empty_label="No text",
        to_field_name="uuid",
    )  # fmt: skip
    compared_on = DatePartsField(
        label="Day of last year’s verdicts", required=False,
        help_text="Left empty, it is the day of the self-assessment that this one begins with.",
    )  # fmt: skip
    body = forms.ModelChoiceField(
        Body.objects.order_by("name"), label="Body that gets it", required=False,
        empty_label="The one that answers for the plan", to_field_name="uuid",
    )  # fmt: skip
    due_on = DatePartsField(label="All parts are due on", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["previous"].queryset = SelfAssessment.objects.select_related("plan").order_by("-as_at")


class PlaceDocument(forms.Form):
    title = forms.CharField(label="Title", max_length=200)
    body = forms.ModelChoiceField(
        Body.objects.order_by("name"), label="Body that gets it", required=False, empty_label="None",
        to_field_name="uuid",
    )  # fmt: skip
    due_on = DatePartsField(label="All parts are due on", required=False)


class PartsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Part) -> str:
        writer = obj.writer or "nobody yet"
        return f"{obj} – {writer}"


class AssignParts(forms.Form):
    """Who writes and reviews which parts, by when. What is left empty stays."""

    parts = PartsField(
        Part.objects.none(), label="Parts", to_field_name="uuid", widget=forms.CheckboxSelectMultiple
    )
    writer = forms.ModelChoiceField(
        Post.objects.order_by("title"), label="Writer", required=False, empty_label="Leave as it is",
        to_field_name="uuid",
    )  # fmt: skip
    reviewer = forms.ModelChoiceField(
        Post.objects.order_by("title"), label="Reviewer", required=False, empty_label="Leave as it is",
        to_field_name="uuid", help_text="Another post than the writer. None: a head or director reviews.",
    )  # fmt: skip
    due_on = DatePartsField(label="Due", required=False)

    def __init__(self, *args: Any, parts: Sequence[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parts"]
        field.queryset = Part.objects.filter(pk__in=[part.pk for part in parts])
        # In the order of the document, not of the table.
        field.choices = [(str(part.uuid), field.label_from_instance(part)) for part in parts]


class WriteHeading(forms.Form):
    """What stands under one heading. `version` is the one that the writer began from."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 14}), required=False, max_length=LONGEST)
    use_required_attribute = False

    def __init__(self, *args: Any, heading: Heading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Not optional, and may all the same be saved empty: what is wanting is said when it is handed in.
        self.fields["text"].required = True
        self.fields["text"].validate = lambda value: None
        self.fields["text"].label = heading.title
        self.fields["text"].help_text = heading.guidance

    @staticmethod
    def begins(typed: Typed, version: int) -> dict[str, Any]:
        return {"text": typed.text, "version": version}


class ProposeVerdict(forms.Form):
    """The verdict of a recommendation, or of one of its elements."""

    status = forms.ChoiceField(label="Verdict", choices=LEAVE, required=False)
    condition = forms.CharField(
        label="Condition", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For “met subject to a condition”: what has to hold.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Reason", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Needed for “no longer applicable”.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, element: Element | None, words: str, stands: str, proposed: Proposal | None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        initial = {
            name: getattr(proposed, name) for name in ("status", "condition", "reason")
        } if proposed else {}  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        self.element, self.words = element, words
        self.fields["status"].help_text = f"It stands at: {stands}."
        self.fields["status"].label = f"Verdict on {words}"

    def clean(self) -> dict[str, Any]:
        says = super().clean() or {}
        status = says.get("status")
        if status == Assessment.Status.MET_SUBJECT_TO_CONDITION and not says.get("condition", "").strip():
            self.add_error("condition", "Say what the condition is")
        if status == Assessment.Status.NO_LONGER_APPLICABLE and not says.get("reason", "").strip():
            self.add_error("reason", "Say why it no longer applies")
        return says

    def says(self) -> Says:
        return Says(self.element, **self.cleaned_data)


class ReviewPart(forms.Form):
    """A reviewer's answer. `version` is the part's that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label="Your answer", choices=Answer.choices,
        widget=HintedRadios({
            Answer.APPROVED: "The words stand. Proposed verdicts become assessments of the document’s day.",
            Answer.RETURNED: "Its writer changes it and hands it in again. Say what has to change.",
        }),
    )  # fmt: skip
    words = forms.CharField(
        label="Comment", widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=4000
    )


class Why(forms.Form):
    reason = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)
