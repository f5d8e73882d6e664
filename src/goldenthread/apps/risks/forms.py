"""What the register is narrowed by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.apps.risks.states import RiskState

OPEN, CLOSED, ALL = "", "closed", "all"
STATES = ((OPEN, "Open"), (CLOSED, "Closed"), (ALL, "Open and closed"))
FLAGS = (
    ("", "All"), ("RSK-3", "Beyond appetite"), ("RSK-9", "Not treated"), ("RSK-8", "Control failing"),
    ("RSK-7", "Target missed"), ("RSK-4", "Review overdue"), ("RSK-6", "Treatment late"),
    ("RSK-5", "Score is stale"),
)  # fmt: skip


class Narrow(forms.Form):
    """Narrows the register and the heat map. What is not on offer is not asked."""

    words = forms.CharField(label="Words", required=False)
    body = forms.ChoiceField(label="Register of", required=False)
    state = forms.ChoiceField(label="State", choices=STATES, required=False)
    band = forms.ChoiceField(label="Band", required=False)
    category = forms.ChoiceField(label="Category", required=False)
    flag = forms.ChoiceField(label="What to look at", choices=FLAGS, required=False)
    since = forms.DateField(label="Movement since", required=False, widget=forms.DateInput({"type": "date"}))
    cell = forms.RegexField(r"^\d{1,2}x\d{1,2}$", required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        choices=[(one, one) for one in ("current", "inherent", "target")], required=False,
        widget=forms.HiddenInput,
    )  # fmt: skip

    def __init__(self, states: Sequence[RiskState], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        bodies = {str(one.body.uuid): one.body.name for one in states if one.body}
        bands = {one.current.score.band.word: one.current.score for one in states if one.current}
        categories = sorted({one.category for one in states if one.category}, key=str.casefold)
        self.fields["body"].choices = [("", "All"), *sorted(bodies.items(), key=lambda one: one[1])]
        graver = sorted(bands, key=lambda word: -bands[word].band.starts_at)
        self.fields["band"].choices = [("", "All"), *((word, word) for word in graver)]
        self.fields["category"].choices = [("", "All"), *((one, one) for one in categories)]

    def asked(self) -> dict[str, Any]:
        """What was asked for; a part that cannot be understood is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
