"""The forms of inspections: what was inspected, what it recommends, and whether that is met."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.govuk.widgets import HintedRadios
from goldenthread.apps.inspections import queries
from goldenthread.apps.inspections.found_before import year_of
from goldenthread.apps.inspections.models import (
    Assessment,
    Element,
    Framework,
    Inspection,
    Judgement,
    Recommendation,
)

KINDS = ("Inspection", "Peer review", "Mock inspection", "Scrutiny review", "Internal audit",
         "Serious case review")  # fmt: skip
HINTS = {
    "met": "Also where it was met before and remains so.",
    "met_subject_to_condition": "Say below what the condition is.",
    "no_longer_applicable": "Say below why, such as a different model adopted.",
    "not_met": "Where it was met before, this reopens it.",
}


class Filter(forms.Form):
    """Narrows the list of recommendations."""

    inspection = forms.ModelChoiceField(
        Inspection.objects.all(), required=False, empty_label="All", to_field_name="uuid"
    )
    status = forms.ChoiceField(
        choices=[("", "All"), *((status, queries.WORDS[status]) for status in queries.AS_A_BOARD_READS)],
        required=False,
    )
    theme = forms.ChoiceField(required=False)
    body = forms.ModelChoiceField(
        Body.objects.none(),
        label="Body that answers",
        required=False,
        empty_label="All",
        to_field_name="uuid",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["theme"].choices = [("", "All"), *((theme, theme) for theme in queries.themes())]
        self.fields["body"].queryset = queries.answering_bodies()

    def wanted(self) -> queries.Wanted:
        """What was asked for; a part that cannot be understood is left out."""
        self.full_clean()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return queries.Wanted(**asked)


class RecordInspection(forms.Form):
    name = forms.CharField(label="Name", max_length=200, help_text="As people here know it.")
    kind = forms.ChoiceField(label="Kind", choices=[(kind, kind) for kind in KINDS])
    framework = forms.ModelChoiceField(
        Framework.objects.all(), label="Framework", required=False, empty_label="None of these"
    )
    inspectorate = forms.CharField(
        label="Inspectorate", max_length=100, required=False, help_text="Leave empty for the framework’s own."
    )
    lead_inspector = forms.CharField(label="Lead inspector", max_length=120, required=False)
    fieldwork_starts = DatePartsField(label="Field work starts", required=False)
    fieldwork_ends = DatePartsField(label="Field work ends", required=False)
    published_on = DatePartsField(label="Report published", required=False)
    published_text = forms.CharField(
        label="Published, where the day is not known",
        max_length=60,
        required=False,
        help_text="Such as 2015.",
    )


class EditInspection(RecordInspection):
    reason = forms.CharField(
        label="Why the framework or the day of publication changes", required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput)


class CorrectJudgement(forms.Form):
    """A grade that was recorded wrongly, on the framework's own scale."""

    judgement = forms.ModelChoiceField(
        Judgement.objects.none(), label="Judgement", empty_label="Choose a judgement"
    )
    grade = forms.CharField(label="Grade in the report", max_length=100)
    reason = forms.CharField(label="What was wrong", widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, inspection: Inspection, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["judgement"].queryset = inspection.judgements.order_by("id")
        if inspection.framework and inspection.framework.grades:
            self.fields["grade"] = forms.ChoiceField(
                label="Grade in the report", widget=forms.RadioSelect,
                choices=[(grade, grade) for grade in inspection.framework.grades],
            )  # fmt: skip
            self.order_fields(["judgement", "grade", "reason"])


class AddJudgement(forms.Form):
    """An area and its grade, on the framework's own scale."""

    area = forms.CharField(label="Area", max_length=200)
    grade = forms.CharField(label="Grade", max_length=100)

    def __init__(self, inspection: Inspection, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        framework = inspection.framework
        if framework is None:
            return
        judged = {judgement.area for judgement in inspection.judgements.all()}
        areas = [area for area in framework.areas if area not in judged]
        self.fields["area"] = forms.ChoiceField(label="Area", choices=[(area, area) for area in areas])
        if framework.grades:
            self.fields["grade"] = forms.ChoiceField(
                label="Grade",
                widget=forms.RadioSelect,
                choices=[(grade, grade) for grade in framework.grades],
            )


class AddRecommendation(forms.Form):
    reference = forms.CharField(
        label="Reference", max_length=40, widget=forms.TextInput(attrs={"class": "govuk-input--width-5"})
    )
    reference_is_ours = forms.BooleanField(
        label="We gave the reference: the report prints none", required=False
    )
    title = forms.CharField(label="Title", max_length=400)
    text = forms.CharField(label="Full text", required=False, widget=forms.Textarea(attrs={"rows": 5}))
    paragraphs = forms.CharField(
        label="Paragraphs of the report", max_length=200, required=False, help_text="Such as 40, 83."
    )
    theme = forms.CharField(label="Theme", max_length=200, required=False)
    deadline = forms.CharField(
        label="Deadline as printed", max_length=60, required=False,
        help_text="Immediately, within three months, within six months.",
    )  # fmt: skip
    due = DatePartsField(label="Due", required=False)


class AddElement(forms.Form):
    reference = forms.CharField(
        label="Reference", max_length=40, help_text="Such as a.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3"}),
    )  # fmt: skip
    title = forms.CharField(label="Title", max_length=400)
    paragraphs = forms.CharField(label="Paragraphs of the report", max_length=200, required=False)


class MakeAccountable(forms.Form):
    body = forms.ModelChoiceField(Body.objects.all(), label="Body that answers", empty_label="Choose a body")
    starts = DatePartsField(label="From", required=False, help_text="Leave empty if from the beginning.")


class EndAccountability(forms.Form):
    ends = DatePartsField(label="Until", help_text="The first day on which it no longer answers.")
    reason = forms.CharField(label="Why no body follows", widget=forms.Textarea(attrs={"rows": 2}))


class FoundBefore(forms.Form):
    """An earlier recommendation that found the same: one that looks alike, or any other."""

    earlier = forms.ModelChoiceField(
        Recommendation.objects.none(), label="Earlier recommendation", to_field_name="uuid",
        empty_label="Choose a recommendation",
    )  # fmt: skip
    reason = forms.CharField(label="What makes it the same", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, earlier: Sequence[Recommendation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["earlier"]
        field.queryset = Recommendation.objects.filter(pk__in=[one.pk for one in earlier])
        field.choices = [("", field.empty_label)] + [
            (one.uuid, f"{year_of(one.inspection)}: {one.reference} {one.title}") for one in earlier
        ]


class WithdrawFoundBefore(forms.Form):
    reason = forms.CharField(label="Why it is not the same", widget=forms.Textarea(attrs={"rows": 3}))


class Assess(forms.Form):
    """What was found, of the whole or of one element, on a day."""

    element = forms.ModelChoiceField(Element.objects.none(), label="What was assessed", required=False)
    status = forms.ChoiceField(
        label="What was found", choices=Assessment.Status.choices, widget=HintedRadios(HINTS)
    )
    condition = forms.CharField(
        label="Condition", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What must still hold, and the figure that would show it.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Reason", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What it was judged by.",
    )  # fmt: skip
    assessed_on = DatePartsField(label="Assessed on")
    body = forms.ModelChoiceField(
        Body.objects.all(), label="Assessed by", required=False, empty_label="Not said"
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, recommendation: Recommendation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        elements = recommendation.elements.order_by("reference")
        if elements:
            self.fields["element"].queryset = elements
            self.fields["element"].empty_label = "The recommendation as a whole"
            self.fields["element"].label_from_instance = lambda one: f"{one.reference}. {one.title}"
        else:
            del self.fields["element"]
