"""The forms of sign-off. One that decides carries the digest of the case that its person saw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.govuk.widgets import CountedTextarea, HintedRadios
from goldenthread.apps.inspections.models import Assessment, Inspection
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.minutes.models import Resolution
from goldenthread.apps.signoff import queries
from goldenthread.apps.signoff.deciding import ConditionSays, Says
from goldenthread.apps.signoff.models import Decision, Phase, Settlement
from goldenthread.rulebook.sufficiency import Check

ACCOUNT_LIMIT = 6000
CONDITIONS = (1, 2)
"""So many conditions a decision page has room for."""
Outcome, Authority = Decision.Outcome, Decision.Authority


class NarrowUnits(forms.Form):
    """What the list of units is narrowed by; what is not on offer is not asked."""

    state = forms.ChoiceField(label="Show", required=False, choices=[
        ("", "All"),
        (queries.CHANGED, "Changed since sign-off"),
        (queries.PROMPTED, "To reopen or to keep"),
        (queries.WAITING, "Waiting for a decision"),
        (queries.LATE, "A condition is overdue"),
        (queries.NONE_ASKED, "Never asked for"),
    ])  # fmt: skip
    inspection = forms.ModelChoiceField(
        Inspection.objects.none(), label="Inspection", required=False, empty_label="All",
        to_field_name="uuid",
    )  # fmt: skip
    body = forms.ModelChoiceField(
        Body.objects.none(), label="Body", required=False, empty_label="All", to_field_name="uuid"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["inspection"].queryset = queries.inspections_with_recommendations()
        self.fields["body"].queryset = queries.bodies_that_answer()

    def wanted(self) -> queries.Wanted:
        """What was asked for; a part that cannot be understood is left out."""
        self.full_clean()
        said = self.cleaned_data
        return queries.Wanted(said.get("inspection"), said.get("state", ""), said.get("body"))


class NarrowConditions(forms.Form):
    state = forms.ChoiceField(label="Show", required=False, choices=[
        ("", "Open"), ("late", "Overdue"), ("discharged", "Discharged"), ("all", "All"),
    ])  # fmt: skip

    def asked(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("state", "")


class Ask(forms.Form):
    """What the lead says. The phase is what the unit may be asked for now."""

    phase = forms.TypedChoiceField(
        label="Which phase?", choices=Phase.choices, coerce=int,
        widget=HintedRadios({
            1: "The body is satisfied that what was to be done is done.",
            2: "The body is satisfied that figures, audits, families and staff show it.",
        }),
    )  # fmt: skip
    account = forms.CharField(
        label="What was done, and what shows it",
        help_text="In your own words. The case sets beside it what the rules say and what speaks against it.",
        widget=CountedTextarea(ACCOUNT_LIMIT), max_length=ACCOUNT_LIMIT,
        error_messages={"required": "Say what was done and what shows it"},
    )  # fmt: skip


class Account(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    account = forms.CharField(
        label="What was done, and what shows it", widget=CountedTextarea(ACCOUNT_LIMIT),
        max_length=ACCOUNT_LIMIT, error_messages={"required": "Say what was done and what shows it"},
    )  # fmt: skip


class PutBefore(forms.Form):
    """The meeting that is to decide. None: it is decided between meetings."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label="Which meeting decides?", to_field_name="uuid", required=False,
        empty_label="It is decided between meetings",
    )  # fmt: skip

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["meeting"]
        field.queryset = meetings
        field.label_from_instance = lambda one: f"{one.held_on.day} {one.held_on:%B %Y}"


class Reason(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why", widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": "Say why"}
    )


class ResolutionField(forms.ModelChoiceField):
    """One of a body's resolutions: "Minute 54 (a), 24 July 2018: the recommendation be signed off"."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(
            Resolution.objects.none(), label=label, to_field_name="uuid", empty_label="Choose a resolution",
            **kwargs,
        )  # fmt: skip

    def label_from_instance(self, resolution: Resolution) -> str:
        held = resolution.minute.minutes.meeting.held_on
        text = resolution.text if len(resolution.text) <= 80 else f"{resolution.text[:77]}…"
        return f"{resolution}, {held.day} {held:%B %Y}: {text}"


class Decide(forms.Form):
    """What the body decided. A reason is asked for each check that did not pass (`reason_SUF-1`)."""

    shown = forms.CharField(widget=forms.HiddenInput)
    on = forms.DateField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label="What did the body decide?", choices=Outcome.choices,
        widget=HintedRadios({
            Outcome.AGREED_WITH_CONDITION: "Fill in the condition below.",
            Outcome.DEFERRED: "Say below what the body wants to see.",
            Outcome.REFUSED: "Say below why.",
        }),
        error_messages={"required": "Say what the body decided"},
    )  # fmt: skip
    words = forms.CharField(
        label="What the body said", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Where it deferred: what it wants to see. Where it refused: why.",
    )  # fmt: skip
    authority = forms.ChoiceField(
        label="How was it decided?", choices=Authority.choices, widget=forms.RadioSelect,
        error_messages={"required": "Say how it was decided"},
    )  # fmt: skip
    resolution = ResolutionField("By which resolution?", required=False)
    decided_by = forms.CharField(
        label="Between meetings: who decided?", max_length=200, required=False,
        help_text="The member to whom it is delegated, or those who met virtually.",
    )  # fmt: skip
    authority_text = forms.CharField(
        label="Between meetings: what allows it?", max_length=1000, required=False,
        help_text="The minute that delegated it, or the part of the constitution.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, resolutions: Any, measures: Any, wanting: Sequence[Check], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resolution"].queryset = resolutions
        self.wanting = wanting
        for check in wanting:
            self.fields[f"reason_{check.code}"] = forms.CharField(
                label=f"If it agreed: why, although {check.code} "
                f"{'failed' if check.passed is False else 'cannot be told'}?",
                help_text=check.words, required=False, widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
        for number in CONDITIONS:
            self._add_condition(number, measures)

    def _add_condition(self, number: int, measures: Any) -> None:
        self.fields[f"condition_words_{number}"] = forms.CharField(
            label="The condition", required=False, widget=forms.Textarea(attrs={"rows": 2})
        )
        self.fields[f"condition_measure_{number}"] = forms.ModelChoiceField(
            measures, label="Which measure would discharge it?", required=False, to_field_name="uuid",
            empty_label="No measure: say in words below",
        )  # fmt: skip
        self.fields[f"condition_target_{number}"] = forms.DecimalField(
            label="At what figure?", required=False, max_digits=14, decimal_places=4,
            help_text="In the measure’s own unit, such as 90.",
            widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal"}),
        )  # fmt: skip
        self.fields[f"condition_target_text_{number}"] = forms.CharField(
            label="Or what else would show it?", required=False, max_length=300,
            help_text="For example: an audit of 20 cases.",
        )  # fmt: skip
        self.fields[f"condition_due_on_{number}"] = DatePartsField(label="By when?", required=False)

    @property
    def reasons(self) -> list[Any]:
        """The fields that ask for reasons, for the page."""
        return [self[f"reason_{check.code}"] for check in self.wanting]

    @property
    def conditions(self) -> list[tuple[int, list[Any], bool]]:
        """The fields of each condition, and whether anything is typed in them."""
        return [
            (number, [self[name] for name in self.fields if name in _condition(number)], self._has(number))
            for number in CONDITIONS
        ]

    def _has(self, number: int) -> bool:
        return any(self.data.get(name) for name in _condition(number)) or any(
            name in self.errors for name in _condition(number)
        )

    def says(self, day: date) -> Says:
        """What was typed, for `deciding.decide`."""
        data = self.cleaned_data
        conditions = tuple(
            ConditionSays(
                data[f"condition_words_{number}"], data[f"condition_due_on_{number}"],
                data[f"condition_measure_{number}"], data[f"condition_target_{number}"],
                data[f"condition_target_text_{number}"],
            )
            for number in CONDITIONS
            if number == 1 or any(data[name] for name in _condition(number))
        )  # fmt: skip
        reasons = {str(check.code): data[f"reason_{check.code}"] for check in self.wanting}
        return Says(
            data["outcome"], day, data["authority"], data["resolution"], None, data["decided_by"],
            data["authority_text"], data["words"], reasons, conditions,
        )  # fmt: skip


def _condition(number: int) -> tuple[str, ...]:
    parts = ("words", "measure", "target", "target_text", "due_on")
    return tuple(f"condition_{part}_{number}" for part in parts)


class OnDay(forms.Form):
    """The day of the decision, whose case is shown."""

    on = DatePartsField(label="Day of the decision")


class Discharge(forms.Form):
    """By which resolution, and what showed it."""

    resolution = ResolutionField("By which resolution?", required=False)
    words = forms.CharField(
        label="What shows that the condition is met", required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, resolutions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resolution"].queryset = resolutions


class Settle(forms.Form):
    """Whether a sign-off stands. `marks` says which falls the person saw."""

    marks = forms.CharField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(
        label="Does the sign-off stand?", widget=forms.RadioSelect,
        choices=[(Settlement.Outcome.KEPT, "It stands"), (Settlement.Outcome.REOPENED, "It is reopened")],
        error_messages={"required": "Say whether the sign-off stands"},
    )  # fmt: skip
    status = forms.ChoiceField(
        label="If it is reopened: how does it stand now?", required=False, widget=forms.RadioSelect,
        choices=[
            (Assessment.Status.NOT_MET, "Not met"), (Assessment.Status.PARTLY_MET, "Partly met"),
        ],
    )  # fmt: skip
    reason = forms.CharField(
        label="Why", widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": "Say why"}
    )
