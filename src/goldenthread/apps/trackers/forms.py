"""The forms of the trackers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from goldenthread.apps.trackers.limits import CASELOAD, LOCAL, UNSEEN, USUAL
from goldenthread.apps.trackers.queries import Wanted
from goldenthread.rulebook.breaches import reasons_for
from goldenthread.rulebook.clock_model import Clock

NO_NAME = "No name of a child: the case stands at its head."


class NarrowList(forms.Form):
    """What a list is narrowed by."""

    team = forms.ChoiceField(label="Team", required=False)
    worker = forms.ChoiceField(label="Worker", required=False)
    kind = forms.ChoiceField(label="About", required=False)

    def __init__(self, *args: Any, choices: Mapping[str, Sequence[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        for name, offered in choices.items():
            self.fields[name].choices = [("", "All"), *offered]

    def wanted(self) -> Wanted:
        self.full_clean()
        said = self.cleaned_data
        return Wanted(said.get("team", ""), said.get("worker", ""), said.get("kind", ""))


class WriteNote(forms.Form):
    text = forms.CharField(
        label="Note", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000, help_text=NO_NAME
    )


class GiveReason(forms.Form):
    code = forms.ChoiceField(label="Why it was late", widget=forms.RadioSelect)
    text = forms.CharField(
        label="More about it", widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000,
        help_text=f"Needed for another reason. {NO_NAME}",
    )  # fmt: skip

    def __init__(self, clock: Clock, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [
            (reason.code, f"{reason.words} (delay of: {reason.whose.value})") for reason in reasons_for(clock)
        ]


class SetLimits(forms.Form):
    """The council's own limits; an empty field takes what is usual."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for clock in LOCAL:
            self.fields[clock.name] = forms.CharField(
                label=clock.title, required=False, max_length=40,
                help_text=f"Usual: {clock.limits[-1]}. Write 10 working days, 4 weeks or 48 hours.",
            )  # fmt: skip
        for name, label in ((CASELOAD, "Children to a worker, at most"), (UNSEEN, "Days without a visit")):
            self.fields[name] = forms.IntegerField(
                label=label, required=False, min_value=1, max_value=365, help_text=f"Usual: {USUAL[name]}.",
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
            )  # fmt: skip

    def says(self) -> dict[str, str]:
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}
