"""The forms of success statements. Each that changes one carries the version that its person saw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.apps.files.fields import FilesField
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.govuk.widgets import CountedTextarea, HintedRadios
from goldenthread.apps.plans.models import Outcome, Plan
from goldenthread.apps.success.models import Source, Verdict
from goldenthread.apps.success.queries import WHOLE_PLAN

FINDING_LIMIT = 2000
NOT_ANSWERED = "not_answered"


class NarrowStatements(forms.Form):
    """What the list of statements is narrowed by; what is not on offer is not asked."""

    source = forms.ChoiceField(label="Source", choices=[("", "All"), *Source.choices], required=False)
    answer = forms.ChoiceField(
        label="Newest answer",
        choices=[("", "All"), *Verdict.choices, (NOT_ANSWERED, "Not answered")],
        required=False,
    )

    def asked(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class Statement(forms.Form):
    """What a statement says. `reason` is asked where it was said before."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    source = forms.ChoiceField(label="Who will show it?", choices=Source.choices, widget=forms.RadioSelect)
    outcome = forms.ModelChoiceField(
        Outcome.objects.none(), label="Outcome", to_field_name="uuid", empty_label=WHOLE_PLAN, required=False
    )
    text = forms.CharField(
        label="What they will show when it has worked",
        help_text="One thing, in words that could turn out not to be true.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    reason = forms.CharField(label="Why it changes", required=False)

    def __init__(self, *args: Any, plan: Plan, revising: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].queryset = plan.outcomes.all()
        if not revising:
            del self.fields["reason"]


class Retire(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label="Why it is no longer asked", required=False)


class AnswerStatement(forms.Form):
    """What was found, as of which day, from how many."""

    verdict = forms.ChoiceField(
        label="Does what was found show it?",
        choices=Verdict.choices,
        widget=HintedRadios(
            {
                Verdict.PARTLY_SHOWN: "For some, or in part of the area.",
                Verdict.NOT_KNOWN: "Somebody looked, and it cannot be said yet.",
            }
        ),
    )
    finding = forms.CharField(
        label="What was found",
        widget=CountedTextarea(FINDING_LIMIT),
        max_length=FINDING_LIMIT,
        required=False,
    )
    sample = forms.CharField(
        label="How many were asked or looked at",
        help_text="For example: 24 parents in two groups. Nobody is named.",
        max_length=200,
        required=False,
    )
    effective_on = DatePartsField(label="Which day does it speak of?", help_text="Not the day of writing.")
    result = forms.ChoiceField(
        label="A result that it rests on",
        help_text="An audit or a survey. What it says now is kept beside the answer.",
        error_messages={"invalid_choice": "That result is no longer there. Choose another, or none"},
        required=False,
    )
    link = forms.URLField(
        label="A link to what it rests on", required=False, assume_scheme="https", max_length=500
    )
    evidence = FilesField(
        label="Evidence",
        help_text="A file alone counts as nothing. Say above what was found in it.",
        required=False,
    )

    def __init__(self, *args: Any, offers: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        """`offers` are the results that the answer may cite; without any the question is not asked."""
        super().__init__(*args, **kwargs)
        if offers or self.data.get("result"):
            self.fields["result"].choices = [("", "None of them"), *offers]
        else:
            del self.fields["result"]

    def cites(self) -> tuple[str, str]:
        """The result and the link that the answer rests on."""
        return self.cleaned_data.get("result") or "", self.cleaned_data.get("link") or ""
