"""Forms of trajectories and of the parts of a whole."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.apps.govuk.widgets import HintedRadios
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.trajectories import Said
from goldenthread.rulebook.periods import NotAPeriod, Period, parse_period
from goldenthread.rulebook.trajectory import Reading

UNNEEDED = "unneeded"
READINGS = (
    (Reading.POINTS.value, "Points"),
    (Reading.PERCENT_OF_BASELINE.value, "Percent of the baseline"),
    (UNNEEDED, "No step needs it"),
)
READING_HINTS = {
    Reading.POINTS.value: "16% with an increase of 15% is 31%.",
    Reading.PERCENT_OF_BASELINE.value: "16% with an increase of 15% is 18.4%.",
    UNNEEDED: "Each step gives its own number, or the measure is not in percent.",
}
MOST_STEPS, LONGEST_STEP = 60, 300


class PlanTrajectory(forms.Form):
    """A trajectory as papers print it: a baseline, and a step on each line. `version` is the one shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    baseline_period = forms.CharField(
        label="Period of the baseline", max_length=60, help_text="For example, May 2018 or 2017-18 Q4.",
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
    )  # fmt: skip
    baseline = forms.CharField(
        label="Baseline", max_length=500, required=False,
        help_text="As printed: 16%, TBC. Leave empty to take the figure that is recorded for the period.",
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
    )  # fmt: skip
    steps = forms.CharField(
        label="Steps", max_length=20_000, widget=forms.Textarea({"rows": 6}),
        help_text="One on each line, as printed, after its period and a colon. Each counts from the "
        "baseline. For example, September 2018: Percentage increase of 15%",
    )  # fmt: skip
    reading = forms.ChoiceField(
        label="How is a change in percent read?", choices=READINGS, widget=HintedRadios(READING_HINTS),
        help_text="The papers do not say. Your choice is shown beside the trajectory.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Why does it change?", widget=forms.Textarea({"rows": 3}), max_length=2000, required=False
    )

    def __init__(self, *args: Any, changes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not changes:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = "Say why the trajectory changes"

    @staticmethod
    def initial_of(said: Said, *, reading: str = "") -> dict[str, Any]:
        """What the form shows of a trajectory."""
        return {
            "baseline_period": str(said.baseline_period),
            "baseline": said.baseline,
            "steps": "\n".join(f"{period}: {text}" for period, text in said.steps),
            "reading": said.reading.value if said.reading else reading,
        }

    def clean_baseline_period(self) -> Period:
        return _period(self.cleaned_data["baseline_period"], "")

    def clean_steps(self) -> tuple[tuple[Period, str], ...]:
        lines = [line.strip() for line in self.cleaned_data["steps"].splitlines() if line.strip()]
        if len(lines) > MOST_STEPS:
            raise forms.ValidationError(
                f"Steps: {len(lines)} lines, and a trajectory has {MOST_STEPS} at most"
            )
        return tuple(_step(number, line) for number, line in enumerate(lines, start=1))

    def said(self) -> Said:
        """What the person says, once the form is valid."""
        given = self.cleaned_data
        reading = None if given["reading"] == UNNEEDED else Reading(given["reading"])
        return Said(given["baseline_period"], given["baseline"], given["steps"], reading)

    def said_so_far(self) -> Said | None:
        """What the person says but for the reading, where that much can be read."""
        if not self.is_bound or {"baseline_period", "baseline", "steps"} & set(self.errors):
            return None
        given = self.cleaned_data
        chosen = given.get("reading")
        reading = Reading(chosen) if chosen and chosen != UNNEEDED else None
        return Said(given["baseline_period"], given["baseline"], given["steps"], reading)


def _step(number: int, line: str) -> tuple[Period, str]:
    period, colon, text = (part.strip() for part in line.partition(":"))
    if not (colon and text):
        raise forms.ValidationError(
            f"Steps, line {number}: “{_short(line)}” has no period with a colon and a target after it"
        )
    if len(text) > LONGEST_STEP:
        raise forms.ValidationError(f"Steps, line {number}: a step has {LONGEST_STEP} characters at most")
    return _period(period, f"Steps, line {number}: "), text


def _period(text: str, place: str) -> Period:
    try:
        return parse_period(text)
    except NotAPeriod as problem:
        raise forms.ValidationError(f"{place}{problem.why}") from problem


def _short(line: str) -> str:
    return line if len(line) <= 60 else f"{line[:59]}…"


class WithdrawTrajectory(forms.Form):
    """Why a measure has no trajectory any more. `version` is the one that the person was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(
        label="Why is it withdrawn?", widget=forms.Textarea({"rows": 3}), max_length=2000,
        help_text="The targets set without it hold again. The trajectory stays on record.",
        error_messages={"required": "Say why the trajectory is withdrawn"},
    )  # fmt: skip


class AddPart(forms.Form):
    """Which measure is a part of the whole, in which way of splitting it, and what it is called there."""

    part = forms.ModelChoiceField(
        Measure.objects.all(), label="Measure", help_text="It has the unit of the whole."
    )
    split = forms.CharField(
        label="Split by", max_length=100, help_text="For example, responsible body, or reason."
    )
    name = forms.CharField(label="Name of the part", max_length=200, help_text="For example, health.")

    def __init__(self, *args: Any, whole: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        like = Measure.objects.filter(unit=whole.unit).exclude(pk=whole.pk)
        self.fields["part"].queryset = like


class EndPart(forms.Form):
    """Why a measure is no longer a part."""

    reason = forms.CharField(
        label="Why is it no longer a part?", widget=forms.Textarea({"rows": 3}), max_length=2000,
        error_messages={"required": "Say why it is no longer a part"},
    )  # fmt: skip
