"""Forms of reports: which one, the officer's own words, and narrowing the list."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.measures.models import Scorecard
from goldenthread.apps.reports import choosing
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.periods import Period


class ChooseReport(forms.Form):
    body = forms.ModelChoiceField(Body.objects.all(), label="Body", empty_label="Choose a body")
    period = forms.CharField(
        label="Period",
        max_length=60,
        help_text="For example, 2017-18 Q4 or May 2018.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    scorecard = forms.ModelChoiceField(
        Scorecard.objects.all(), label="Scorecard", required=False, empty_label="The body’s own"
    )

    def clean_period(self) -> Period:
        try:
            return choosing.period_named(self.cleaned_data["period"])
        except Refused as refusal:
            raise forms.ValidationError(refusal.words, code=refusal.code) from refusal


class OwnWordsForm(forms.Form):
    introduction = forms.CharField(
        label="Introduction", required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="What the board should know first. Each line is a paragraph.",
    )  # fmt: skip
    next_steps = forms.CharField(
        label="Next steps", required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One step a line. To say who and by when, put | between: "
        "Audit 20 plans | Head of Service: SEND | 31 October 2018.",
    )  # fmt: skip
    contact = forms.CharField(
        label="Contact", required=False, max_length=200,
        help_text="A role, not a name: Improvement officer, Improvement team, team@example.org.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class NarrowPapers(forms.Form):
    body = forms.ModelChoiceField(Body.objects.none(), label="Body", required=False, empty_label="All")
    period = forms.CharField(label="Period", required=False, max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.filter(papers__isnull=False).distinct()

    def clean_period(self) -> Period | None:
        text = self.cleaned_data["period"].strip()
        try:
            return choosing.period_named(text) if text else None
        except Refused as refusal:
            raise forms.ValidationError(refusal.words, code=refusal.code) from refusal
