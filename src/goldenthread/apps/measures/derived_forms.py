"""Forms of computed measures: what a measure is computed from, and that it no longer is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from goldenthread.apps.govuk.widgets import HintedRadios
from goldenthread.apps.measures.derived_models import Derivation
from goldenthread.apps.measures.models import Measure
from goldenthread.rulebook.derived import Operation

PLACES = ("first", "second", "third", "fourth")
OPERATIONS = (
    (Operation.PERCENTAGE.value, "A percentage"),
    (Operation.RATE.value, "A rate"),
    (Operation.SUM.value, "A sum"),
)
HINTS = {
    Operation.PERCENTAGE.value: "100 × the first measure ÷ the second, which counts the whole.",
    Operation.RATE.value: "So many × the first measure ÷ the second, which may be a population of the year.",
    Operation.SUM.value: "Two to four measures of one unit, added.",
}


class DefineDerivation(forms.Form):
    """What a measure is computed from. `seen` is the version that the person was shown, 0 for none."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    operation = forms.ChoiceField(label="What is it?", choices=OPERATIONS, widget=HintedRadios(HINTS))
    first = forms.ModelChoiceField(
        Measure.objects.all(), label="First measure: the numerator of a percentage or rate"
    )
    second = forms.ModelChoiceField(Measure.objects.all(), label="Second measure: the denominator")
    third = forms.ModelChoiceField(Measure.objects.all(), label="Third measure of a sum", required=False)
    fourth = forms.ModelChoiceField(Measure.objects.all(), label="Fourth measure of a sum", required=False)
    per = forms.DecimalField(
        label="A rate per how many?", required=False, min_value=1, max_digits=12, decimal_places=0,
        localize=False, help_text="For example, 10000. Leave empty for a percentage or a sum.",
        widget=forms.TextInput({"class": "govuk-input--width-10", "inputmode": "numeric"}),
    )  # fmt: skip
    reason = forms.CharField(
        label="Why is it computed like that?", widget=forms.Textarea({"rows": 3}), max_length=2000
    )

    def __init__(self, *args: Any, measure: Measure, held: Derivation | None, **kwargs: Any) -> None:
        super().__init__(*args, initial=self._shown(held), **kwargs)
        for name in PLACES:
            self.fields[name].queryset = Measure.objects.exclude(pk=measure.pk)

    @staticmethod
    def _shown(held: Derivation | None) -> dict[str, Any]:
        if held is None:
            return {"seen": 0}
        terms = [term.measure for term in held.terms.all()]
        shown: dict[str, Any] = dict(zip(PLACES, terms, strict=False))
        return shown | {
            "seen": held.version, "operation": held.operation,
            "per": held.per and held.per.quantize(Decimal(1)),
        }  # fmt: skip

    @property
    def terms(self) -> list[Measure]:
        """The measures that were chosen, in their order."""
        return [one for name in PLACES if (one := self.cleaned_data.get(name))]


class EndDerivation(forms.Form):
    """Why a measure is no longer computed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(
        label="Why is it no longer computed?", widget=forms.Textarea({"rows": 3}), max_length=2000,
        help_text="The figures that were computed stay on record, and no longer change.",
    )  # fmt: skip
