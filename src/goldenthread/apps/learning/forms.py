"""The forms of the room. Each that changes a record carries its version."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from goldenthread.apps.audits.forms_learning import ActionField
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.learning import queries
from goldenthread.apps.learning.analysing import AnalysisFields
from goldenthread.apps.learning.models import (
    KINDS_OF_COMPARISON,
    Ended,
    FamilyService,
    Kind,
    Moment,
    OutcomeScale,
    Verdict,
)
from goldenthread.apps.learning.serving import FamilyFields, ServiceFields, TotalsFields
from goldenthread.apps.people.models import Post
from goldenthread.apps.plans.models import Action
from goldenthread.rulebook.distance_travelled import MEANS, Comparison

NO_CHILD = "Nothing that names a child or a family."
SHORT = {"class": "govuk-input--width-5"}


def _percent(label: str, hint: str = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_value=100, decimal_places=1, help_text=hint,
        widget=forms.NumberInput(attrs=SHORT),
    )  # fmt: skip


def _count(label: str, hint: str = "", *, required: bool = True, least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=required, min_value=least, max_value=1_000_000, help_text=hint,
        widget=forms.NumberInput(attrs=SHORT),
    )  # fmt: skip


class _Versioned(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class NarrowAnalyses(forms.Form):
    cause = forms.ModelChoiceField(
        queries.causes(), label="Cause", required=False, to_field_name="uuid", empty_label="All"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)


class SayOfAnalysis(_Versioned):
    kind = forms.ChoiceField(label="How was it looked into?", choices=Kind.choices, widget=forms.RadioSelect)
    question = forms.CharField(
        label="Question", max_length=300, help_text="Such as: why do children wait for their first visit?"
    )
    held_on = DatePartsField(label="Held or finished on")
    references = forms.CharField(
        label="Cases looked at, by reference", required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line, the council’s own case reference. No name, no birthday.",
    )  # fmt: skip
    cases = _count(
        "How many cases were looked at", "Empty where each is listed above, or none was.", required=False
    )
    found = forms.CharField(
        label="What was found", required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text=NO_CHILD
    )

    def says(self) -> AnalysisFields:
        said = self.cleaned_data
        lines = [line.strip() for line in said["references"].splitlines() if line.strip()]
        return AnalysisFields(
            said["kind"], said["question"], said["held_on"], lines, said["cases"], said["found"]
        )


class FindCause(forms.Form):
    name = forms.CharField(label="Cause", max_length=120)
    in_cases = _count("In how many of the cases", required=False, least=1)
    words = forms.CharField(
        label="What was seen", required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=NO_CHILD
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = "; ".join(cause.name for cause in queries.causes()[:30])
        self.fields["name"].help_text = (
            f"In the same words as before, so that it is seen to repeat. In use: {known}."
            if known
            else "Short, so that other analyses can say the same: staff turnover."
        )


class Recommend(forms.Form):
    text = forms.CharField(
        label="What is recommended", widget=forms.Textarea(attrs={"rows": 3}), help_text=NO_CHILD
    )
    owner = forms.ModelChoiceField(
        Post.objects.all(), label="Who sees to it", to_field_name="uuid", empty_label="Choose a post"
    )
    action = ActionField(
        Action.objects.none(), label="Action of a plan that does it", required=False, to_field_name="uuid",
        empty_label="None yet",
    )  # fmt: skip
    check_on = DatePartsField(label="Check whether it helped by", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = Action.objects.filter(gone_on=None).select_related("plan")
        self.fields["action"].queryset = listed.order_by("plan__name", "position")


class SayWhetherItHelped(forms.Form):
    verdict = forms.ChoiceField(label="Did it help?", choices=Verdict.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="How you know", widget=forms.Textarea(attrs={"rows": 3}), help_text=NO_CHILD
    )
    checked_on = DatePartsField(label="Checked on")


class SayOfService(_Versioned):
    name = forms.CharField(label="Name of the service", max_length=200)
    provider = forms.CharField(label="Provider", max_length=200)
    about = forms.CharField(
        label="What it does", required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=NO_CHILD
    )
    starts = DatePartsField(label="Runs from")
    ends = DatePartsField(label="First day on which it no longer runs", required=False)
    cost = forms.DecimalField(
        label="Cost in pounds, of the whole period", required=False, min_value=0, max_digits=12,
        decimal_places=2, widget=forms.NumberInput(attrs={"class": "govuk-input--width-10"}),
    )  # fmt: skip
    comparison = forms.ChoiceField(
        label="What kind of comparison is it?", widget=forms.RadioSelect,
        choices=[(key, f"{label}. {MEANS[Comparison(key)]}") for key, label in KINDS_OF_COMPARISON],
    )  # fmt: skip
    council_again = _percent("Referred again within 12 months: percentage of the council’s referrals")
    nation_again = _percent("The nation’s percentage")

    def says(self) -> ServiceFields:
        return ServiceFields(**{name: said for name, said in self.cleaned_data.items() if name != "version"})


def service_initial(service: FamilyService) -> dict[str, Any]:
    """What the form shows of a service as it stands."""
    names = [name for name in SayOfService.base_fields if name != "version"]
    return {name: getattr(service, name) for name in [*names, "version"]}


class EnterTotals(forms.Form):
    up_to = DatePartsField(label="Up to which day")
    families = _count("Families", least=1)
    children = _count("Children", required=False)
    closed_percent = _percent("Closed or stepped down: percentage")
    again_percent = _percent("Referred again within 12 months: percentage")
    again_of = _count(
        "Of how many families that is", "Empty where it is not printed.", required=False, least=1
    )
    first_time_percent = _percent("First-time families that needed nothing more: percentage")
    second_time_percent = _percent("Second-time families that needed nothing more: percentage")
    source = forms.CharField(label="Where it is printed", max_length=300)
    published_on = DatePartsField(label="Printed on", required=False)

    def says(self) -> TotalsFields:
        return TotalsFields(**self.cleaned_data)


class AddScale(forms.Form):
    name = forms.CharField(label="Name of the scale", max_length=120, help_text="Such as: boundaries at home")
    lowest = forms.DecimalField(label="Lowest score", decimal_places=1, max_digits=6)
    highest = forms.DecimalField(label="Highest score", decimal_places=1, max_digits=6)
    high_is_good = forms.TypedChoiceField(
        label="Which end is good?", choices=[("yes", "The highest"), ("no", "The lowest")], initial="yes",
        coerce=lambda said: said == "yes", widget=forms.RadioSelect,
    )  # fmt: skip


class SayOfFamily(_Versioned):
    reference = forms.CharField(
        label="Reference", max_length=30, help_text="The service’s own, such as F-104. Not a name."
    )
    children = _count("Children in the family", least=1)
    times_before = _count("How many times the service worked with it before")
    started_on = DatePartsField(label="Began on")
    closed_on = DatePartsField(label="Ended on", required=False)
    ended = forms.ChoiceField(
        label="How did it end?", required=False, choices=[("", "It has not ended"), *Ended.choices],
        widget=forms.RadioSelect,
    )  # fmt: skip
    again_on = DatePartsField(
        label="First referred again on", required=False, help_text="Empty where it was not."
    )

    def says(self) -> FamilyFields:
        return FamilyFields(**{name: said for name, said in self.cleaned_data.items() if name != "version"})


class ScoreFamily(forms.Form):
    """A family's scores of one day, a field for each scale of the service."""

    moment = forms.ChoiceField(label="When?", choices=Moment.choices, widget=forms.RadioSelect)
    scored_on = DatePartsField(label="Scored on")

    def __init__(self, *args: Any, scales: list[OutcomeScale], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scales = {f"scale_{scale.pk}": scale for scale in scales}
        for name, scale in self.scales.items():
            good = "highest" if scale.high_is_good else "lowest"
            self.fields[name] = forms.DecimalField(
                label=scale.name, required=False, decimal_places=1, max_digits=6,
                help_text=f"From {scale.lowest:g} to {scale.highest:g}. The {good} is good.",
                widget=forms.NumberInput(attrs=SHORT),
            )  # fmt: skip

    def scores(self) -> dict[OutcomeScale, Decimal]:
        given = {scale: self.cleaned_data[name] for name, scale in self.scales.items()}
        return {scale: score for scale, score in given.items() if score is not None}
