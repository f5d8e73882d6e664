"""The forms of complaints and compliments. Each that changes a record carries its version."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.apps.audits.forms import PeriodField as PeriodField
from goldenthread.apps.feedback import queries
from goldenthread.apps.feedback.actions import ComplaintFields
from goldenthread.apps.feedback.figures import measures_counted
from goldenthread.apps.feedback.models import Complaint, Outcome, RaisedBy
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.plans.models import Action

NO_CHILD = "Nothing that names a child or a family."
STATES = (
    ("", "All"), (queries.LATE, "Late"), (queries.OPEN, "Waiting for an answer"), (queries.ENDED, "Ended"),
)  # fmt: skip
DAYS = forms.NumberInput(attrs={"class": "govuk-input--width-4"})


def theme_names(text: str) -> list[str]:
    """The themes of a text, one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class NarrowComplaints(forms.Form):
    """What the list is narrowed by."""

    state = forms.ChoiceField(label="State", choices=STATES, required=False)
    service = forms.ChoiceField(label="Service", required=False)
    theme = forms.ModelChoiceField(
        queries.themes(), label="Theme", required=False, to_field_name="uuid", empty_label="All"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["service"].choices = [("", "All"), *((one, one) for one in queries.services())]

    def wanted(self) -> queries.Wanted:
        self.full_clean()
        said = self.cleaned_data
        return queries.Wanted(said.get("state", ""), said.get("service", ""), said.get("theme"))


class _Themes(forms.Form):
    """Adds a box for themes that names those in use."""

    themes = forms.CharField(
        label="Themes", required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="One a line."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known := [theme.name for theme in queries.themes()[:20]]:
            self.fields["themes"].help_text = f"One a line. In use: {'; '.join(known)}."


class SayOfComplaint(_Themes):
    """What is said of a complaint."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reference = forms.CharField(
        label="Reference", max_length=30, help_text="The council’s own, such as CC-104. Not a name."
    )
    service = forms.CharField(label="Service or team", max_length=120)
    raised_by = forms.ChoiceField(label="Raised by", choices=RaisedBy.choices, widget=forms.RadioSelect)
    about = forms.CharField(
        label="What it is about", required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text=NO_CHILD
    )
    procedure = forms.ModelChoiceField(
        queries.procedures(), label="Procedure", required=False, to_field_name="uuid",
        empty_label="Children Act 1989",
    )  # fmt: skip
    field_order = ["version", "reference", "received_on", "stage", "service", "raised_by", "about", "themes"]

    def says(self) -> ComplaintFields:
        said = self.cleaned_data
        return ComplaintFields(
            said["reference"], said["service"], said["raised_by"], said["about"],
            theme_names(said["themes"]), said["procedure"],
        )  # fmt: skip


class ReceiveComplaint(SayOfComplaint):
    received_on = DatePartsField(label="Received on")
    stage = forms.TypedChoiceField(
        label="Begins at", choices=[(1, "Stage 1"), (2, "Stage 2")], coerce=int, initial=1,
        widget=forms.RadioSelect,
    )  # fmt: skip


def complaint_initial(complaint: Complaint) -> dict[str, Any]:
    """What the form shows of a complaint as it stands."""
    return {
        "version": complaint.version, "reference": complaint.reference, "service": complaint.service,
        "raised_by": complaint.raised_by, "about": complaint.about,
        "themes": "\n".join(theme.name for theme in complaint.themes.all()),
        "procedure": complaint.procedure and complaint.procedure.uuid,
    }  # fmt: skip


class BeginStage(forms.Form):
    stage = forms.TypedChoiceField(label="Which stage?", coerce=int, widget=forms.RadioSelect)
    began_on = DatePartsField(label="Asked for on")

    def __init__(self, *args: Any, stages: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [(stage, f"Stage {stage}") for stage in stages]


class ExtendStage(forms.Form):
    reason = forms.CharField(label="Why it takes longer", max_length=300, help_text=NO_CHILD)


class EndStage(forms.Form):
    outcome = forms.ChoiceField(label="What became of it?", choices=Outcome.choices, widget=forms.RadioSelect)
    ended_on = DatePartsField(label="Answered or withdrawn on")


class ActionField(forms.ModelChoiceField):
    def label_from_instance(self, action: Action) -> str:
        return f"{action.reference} {action.title}".strip()[:120]


class Learn(forms.Form):
    text = forms.CharField(
        label="What was learned", widget=forms.Textarea(attrs={"rows": 3}), help_text=NO_CHILD
    )
    learned_on = DatePartsField(label="On")
    action = ActionField(
        Action.objects.none(), label="Action that it led to", required=False, to_field_name="uuid",
        empty_label="None yet",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].queryset = Action.objects.filter(gone_on=None).order_by("plan", "sort_key")


class ReceiveCompliment(_Themes):
    received_on = DatePartsField(label="Received on")
    service = forms.CharField(label="Service or team", max_length=120)
    raised_by = forms.ChoiceField(label="From", choices=RaisedBy.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="What was good", widget=forms.Textarea(attrs={"rows": 4}), help_text=NO_CHILD
    )
    field_order = ["received_on", "service", "raised_by", "words", "themes"]


class TakeBack(forms.Form):
    reason = forms.CharField(label="Why", max_length=300)


class MakeProcedure(forms.Form):
    """A council's own procedure: working days of each stage, and the longest where it may be put off."""

    name = forms.CharField(label="Name of the procedure", max_length=120)
    basis = forms.CharField(label="Where its days are said", max_length=300, required=False)
    first_1 = forms.IntegerField(label="Stage 1: working days", min_value=1, max_value=250, widget=DAYS)
    extended_1 = forms.IntegerField(
        label="Stage 1: at the longest", min_value=1, max_value=250, required=False, widget=DAYS
    )
    first_2 = forms.IntegerField(
        label="Stage 2: working days", min_value=1, max_value=250, required=False, widget=DAYS,
        help_text="Empty where there is no stage 2.",
    )  # fmt: skip
    extended_2 = forms.IntegerField(
        label="Stage 2: at the longest", min_value=1, max_value=250, required=False, widget=DAYS
    )

    def days(self, which: str) -> dict[int, int]:
        said = self.cleaned_data
        return {stage: said[f"{which}_{stage}"] for stage in (1, 2) if said[f"{which}_{stage}"]}


class RatePer(forms.Form):
    """Which measure a quarter's rate is per 1,000 of."""

    per = forms.ChoiceField(label="Rate per 1,000 of", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.measures = {str(one.uuid): one for one in measures_counted()}
        named = [(key, str(one)) for key, one in self.measures.items()]
        self.fields["per"].choices = [("", "No rate"), *named]

    def measure(self) -> Any:
        return self.measures.get(self.data.get("per", ""))
