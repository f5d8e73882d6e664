"""The form that says which day a file speaks of."""

from __future__ import annotations

from django import forms

from goldenthread.apps.govuk.fields import DatePartsField


class DateFile(forms.Form):
    """`seen` is the day that the person saw, so that two who say it at once notice."""

    seen = forms.DateField(widget=forms.HiddenInput, required=False)
    effective_on = DatePartsField(
        label="Which day does it speak of?",
        help_text="The last day that it tells of: of an audit of June, 30 June. Not the day it was sent.",
    )
    reason = forms.CharField(label="Why the day changes", required=False)

    def __init__(self, *args: object, dated: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not dated:
            del self.fields["reason"]
