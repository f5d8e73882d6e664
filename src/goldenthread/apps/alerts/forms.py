"""The forms of practice alerts. Each that moves an alert on carries its version."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from goldenthread.apps.alerts import queries
from goldenthread.apps.alerts.actions import AlertFields, Rung
from goldenthread.apps.alerts.models import AlertLevel
from goldenthread.apps.govuk.fields import DatePartsField

NO_CHILD = "Nothing that names a child."
STATES = (
    ("", "All"), (queries.LATE, "Late"), (queries.OPEN, "Open"), (queries.RESOLVED, "Resolved"),
    (queries.GOOD, "Good practice"),
)  # fmt: skip
LEVELS = 6


def words_field(label: str) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 4}), help_text=NO_CHILD)


class NarrowAlerts(forms.Form):
    """What the list is narrowed by."""

    state = forms.ChoiceField(label="State", choices=STATES, required=False)
    kind = forms.ModelChoiceField(
        queries.kinds(), label="Kind", required=False, to_field_name="key", empty_label="All"
    )
    service = forms.ChoiceField(label="Service", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["service"].choices = [("", "All"), *((one, one) for one in queries.services())]

    def wanted(self) -> queries.Wanted:
        self.full_clean()
        said = self.cleaned_data
        return queries.Wanted(said.get("state", ""), said.get("kind"), said.get("service", ""))


class RaiseAlert(forms.Form):
    kind = forms.ModelChoiceField(
        queries.kinds(), label="Kind", to_field_name="key", empty_label=None, widget=forms.RadioSelect
    )
    case_reference = forms.CharField(
        label="Case reference", max_length=30, help_text="The council’s own, such as C-104. Not a name."
    )
    service = forms.CharField(label="Service or team", max_length=120)
    raised_on = DatePartsField(label="Raised on")
    raised_by = forms.CharField(
        label="Raised by", max_length=120, help_text="The post, such as Independent Reviewing Officer."
    )
    words = words_field("What was found")
    level = forms.ModelChoiceField(
        queries.levels(), label="Put to", required=False, to_field_name="uuid",
        empty_label="The lowest level", help_text="A good-practice notice is put to no level.",
    )  # fmt: skip

    def says(self) -> AlertFields:
        said = self.cleaned_data
        return AlertFields(
            said["kind"], said["case_reference"], said["service"], said["raised_by"], said["words"]
        )


class AnswerStep(forms.Form):
    answer = words_field("What was answered")
    answered_on = DatePartsField(label="Answered on")


class Escalate(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = words_field("Why it goes higher")
    put_on = DatePartsField(label="Put on")


class Resolve(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    how = words_field("How it was resolved")
    resolved_on = DatePartsField(label="Resolved on")


class SetLadder(forms.Form):
    """The levels, the lowest first. A row without a name is left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, LEVELS + 1):
            self.fields[f"name_{number}"] = forms.CharField(
                label=f"Level {number}: who answers", max_length=120, required=False
            )
            self.fields[f"days_{number}"] = forms.IntegerField(
                label=f"Level {number}: working days", min_value=1, max_value=60, required=False,
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
            )  # fmt: skip
            self.fields[f"formal_{number}"] = forms.BooleanField(
                label=f"Level {number} is a formal step", required=False
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for number in range(1, LEVELS + 1):
            name, days = said.get(f"name_{number}"), said.get(f"days_{number}")
            if name and days is None and f"days_{number}" not in self.errors:
                self.add_error(f"days_{number}", f"Say in how many working days level {number} answers.")
            if days and not name:
                self.add_error(f"name_{number}", f"Say who answers at level {number}.")
        return said

    def rungs(self) -> list[Rung]:
        said = self.cleaned_data
        return [
            Rung(said[f"name_{number}"], said[f"days_{number}"], said[f"formal_{number}"])
            for number in range(1, LEVELS + 1)
            if said[f"name_{number}"]
        ]


def ladder_initial(levels: Iterable[AlertLevel]) -> dict[str, Any]:
    """What the form shows of the ladder as it stands."""
    return {
        f"{name}_{number}": value
        for number, level in enumerate(levels, start=1)
        for name, value in (("name", level.name), ("days", level.working_days), ("formal", level.formal))
    }
