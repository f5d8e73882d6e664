"""Forms of rival figures: which source the board uses, and whose figure is to be recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.apps.measures.figure_forms import ChoosePeriod
from goldenthread.apps.measures.models import COUNCIL_AREA
from goldenthread.apps.measures.rivals import heading
from goldenthread.apps.measures.sources import NOT_TYPED, OWN

OWN_KEY = "own"
"""The council's own figures as a form names them: an empty value would be no answer."""


class ChooseSource(ChoosePeriod):
    """Whose figures the board uses, from which period on, and why. `seen`: the choices that were shown."""

    field_order = ["source", "period", "reason"]

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    source = forms.ChoiceField(label="Whose figures does the board use?", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why?", widget=forms.Textarea({"rows": 4}), max_length=2000,
        help_text="The board reads this beside the figures.",
    )  # fmt: skip

    def __init__(self, *args: Any, sources: Sequence[str], seen: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": seen}, **kwargs)
        self.fields["source"].choices = [(one or OWN_KEY, heading(one)) for one in sources]
        self.fields["period"].label = "From which period on?"

    def clean_source(self) -> str:
        source = self.cleaned_data["source"]
        return OWN if source == OWN_KEY else source


class NameSource(ChoosePeriod):
    """Whose figure it is, and of which period. A name that is known is taken as it is known."""

    field_order = ["source", "period"]

    source = forms.CharField(
        label="Whose figure is it?", max_length=100,
        help_text="For example, health, audit, self-assessment.",
    )  # fmt: skip

    def __init__(self, *args: Any, sources: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {one.casefold(): one for one in sources}

    def clean_source(self) -> str:
        name = " ".join(self.cleaned_data["source"].split())
        if name.casefold() in NOT_TYPED:
            raise forms.ValidationError(f"“{name}” is what the product computes. Name who gave the figure")
        return OWN if name.casefold() == COUNCIL_AREA else self.known.get(name.casefold(), name)
