"""The form of a highlight report: its five parts."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.apps.govuk.widgets import CountedTextarea
from goldenthread.documents.highlight_report import HEADINGS

LONGEST = 1_500


class HighlightForm(forms.Form):
    """Each part as text. A line that starts with "- " is an item of a list."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in HEADINGS.items():
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=LONGEST, widget=CountedTextarea(LONGEST)
            )

    def words(self) -> dict[str, str]:
        """What was typed in each part."""
        return {name: self.cleaned_data[name] for name in HEADINGS}
