"""Forms of a figure that a person types in: which period, then what it says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.measures.doubt_forms import FIELDS as DOUBT_FIELDS
from goldenthread.apps.measures.doubt_forms import AsksTwice
from goldenthread.apps.measures.models import Value
from goldenthread.apps.measures.typed import FigurePlace, version_of
from goldenthread.rulebook.figures import Figure, NotAFigure, parse_figure
from goldenthread.rulebook.periods import NotAPeriod, Period, parse_period

LARGEST = Decimal(10) ** 14
"""What the database keeps is below this."""


class ChoosePeriod(forms.Form):
    """The period of a figure, as councils write it. Cleans to a `Period`."""

    period = forms.CharField(
        label="Period", max_length=60, help_text="For example, 2017-18 Q4, 2017-18, May 2018."
    )

    def clean_period(self) -> Period:
        try:
            return parse_period(self.cleaned_data["period"])
        except NotAPeriod as problem:
            raise forms.ValidationError(problem.why) from problem


class RecordFigure(AsksTwice):
    """A figure of one place. `version` is the one that the person was shown, 0 for none.

    `figure` cleans to a `Figure`. Where one holds already, the note is asked for: it is the reason.
    """

    field_order = ("version", "figure", *DOUBT_FIELDS)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    figure = forms.CharField(
        label="Figure", max_length=500, widget=forms.TextInput({"class": "govuk-input--width-10"})
    )
    numerator = forms.DecimalField(
        label="Numerator", required=False, max_digits=20, decimal_places=6,
        widget=forms.TextInput({"class": "govuk-input--width-10", "inputmode": "decimal"}),
    )  # fmt: skip
    denominator = forms.DecimalField(
        label="Denominator", required=False, max_digits=20, decimal_places=6,
        widget=forms.TextInput({"class": "govuk-input--width-10", "inputmode": "decimal"}),
    )  # fmt: skip
    population = forms.CharField(
        label="Whom it counts",
        required=False,
        max_length=200,
        help_text="For example, children who came into care in the quarter and are placed in the county.",
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea({"rows": 3}), max_length=2000)
    published_on = DatePartsField(
        label="Day it was published", required=False,
        help_text="If it was published before today. It then counts as known from that day.",
    )  # fmt: skip

    def __init__(self, *args: Any, place: FigurePlace, held: Value | None, **kwargs: Any) -> None:
        shown = {"version": version_of(held), "population": held.population if held else ""}
        super().__init__(*args, initial=shown, **kwargs)
        self.measure = place.measure
        self.fields["figure"].help_text = self._as_printed()
        for name in ("numerator", "denominator"):
            self.fields[name].help_text = getattr(self.measure, name)
        if place.source:
            population = self.fields["population"]
            population.required = True
            population.error_messages["required"] = "Say whom the figure counts"
        else:
            del self.fields["population"]
        if held:
            note = self.fields["note"]
            note.label, note.required = "Why is the figure corrected?", True
            note.error_messages["required"] = "Say why the figure is corrected"
        self.ask_or_leave_out()

    def _as_printed(self) -> str:
        unit = self.measure.unit
        example = "83%" if unit == "%" else f"83 {unit}".strip()
        return f"As the paper prints it: {example}, {example} (provisional), <5, suppressed. A dash for none."

    def clean_figure(self) -> Figure:
        text = self.cleaned_data["figure"]
        try:
            figure = parse_figure(text, unit=self.measure.unit or None)
        except NotAFigure as problem:
            words = f"Figure: “{text}” cannot be read. {problem.why}"
            raise forms.ValidationError(words) from problem
        numbers = (figure.value, figure.low, figure.high)
        if any(abs(number) >= LARGEST for number in numbers if number is not None):
            raise forms.ValidationError(f"Figure: “{text}” is larger than a figure can be")
        return figure
