"""The forms of interventions: each asks for one record, or one thing that became of it."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.apps.files.fields import ChooseFiles, FilesField
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.inspections.models import Inspection
from goldenthread.apps.interventions import queries
from goldenthread.apps.interventions.models import Outcome, Submission
from goldenthread.apps.interventions.queries import KINDS

SHOW = (("", "All"), ("wanted", "What asks for something"))


def _text(label: str, rows: int = 4, **says: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **says)


def _reason() -> forms.CharField:
    return _text("Why a date changes", 2, required=False, help_text="The date before stays on record.")


class ChooseFile(ChooseFiles):
    """A box for one file."""

    allow_multiple_selected = False


class FileField(FilesField):
    """One file; of several that were sent, the last counts."""

    widget = ChooseFile


class Filter(forms.Form):
    """Narrows the list of interventions."""

    inspection = forms.ModelChoiceField(
        Inspection.objects.none(), required=False, empty_label="All", to_field_name="uuid"
    )
    kind = forms.ChoiceField(choices=[("", "All"), *KINDS.items()], required=False)
    show = forms.ChoiceField(choices=SHOW, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["inspection"].queryset = queries.inspections_with_interventions()

    def wanted(self) -> queries.Wanted:
        """What was asked for; a part that cannot be understood is left out."""
        self.full_clean()
        return queries.Wanted(**{name: value for name, value in self.cleaned_data.items() if value})


class IssueNotice(forms.Form):
    issued_on = DatePartsField(label="Issued on")
    issued_by = forms.CharField(
        label="Issued by", max_length=200, help_text="Such as Department for Education."
    )
    terms = _text("Terms", 8, required=False, help_text="Or attach the notice below.")
    file = FileField(label="The notice", required=False)


class ChangeNotice(forms.Form):
    issued_on = DatePartsField(label="Issued on")
    issued_by = forms.CharField(label="Issued by", max_length=200)
    terms = _text("Terms", 8, required=False)
    reason = _reason()


class ReviewNotice(forms.Form):
    reviewed_on = DatePartsField(label="Reviewed on")
    said = _text("What was said", 6)


class LiftNotice(forms.Form):
    lifted_on = DatePartsField(label="Lifted on")
    lifted_by = forms.CharField(label="Lifted by", max_length=200, initial="The Secretary of State")
    reason = _text("Why, and on whose advice")


class MeetAdviser(forms.Form):
    held_on = DatePartsField(label="Held on")
    adviser_role = forms.CharField(
        label="The adviser’s role", max_length=200, help_text="A role, not a name: improvement adviser."
    )
    notes = _text("Notes", 6)
    actions_agreed = _text("Actions agreed", required=False)
    file = FileField(label="Paper of the meeting", required=False)


class WantSubmission(forms.Form):
    what = forms.ChoiceField(label="What", choices=Submission.What.choices, widget=forms.RadioSelect)
    to_inspectorate = forms.BooleanField(label="It goes to the inspectorate", required=False)
    to_department = forms.BooleanField(label="It goes to the department", required=False)
    due_on = DatePartsField(label="Due on")


class ChangeSubmission(WantSubmission):
    reason = _reason()


class SubmitVersion(forms.Form):
    submitted_on = DatePartsField(label="Submitted on")
    file = FileField(label="The version as it was submitted")
    note = _text("Note", 3, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class RecordOutcome(forms.Form):
    result = forms.ChoiceField(
        label="What became of it", choices=Outcome.Result.choices, widget=forms.RadioSelect
    )
    decided_on = DatePartsField(label="On")
    wanted = _text("What is wanted of the next version", required=False, help_text="Where it was returned.")
    again_by = DatePartsField(label="Next version by", required=False)


class AnnounceVisit(forms.Form):
    announced_on = DatePartsField(label="Announced on")
    starts = DatePartsField(label="First day")
    ends = DatePartsField(label="Last day", required=False, help_text="Leave empty where it is one day.")
    focus = _text("What it looks at")


class ChangeVisit(AnnounceVisit):
    reason = _reason()


class PublishLetter(forms.Form):
    published_on = DatePartsField(label="Letter published on")
    findings = _text("What was found", 8)
    file = FileField(label="The letter", required=False)


class ExpectInspection(forms.Form):
    opens_on = DatePartsField(label="Opens on")
    closes_on = DatePartsField(label="Closes on", help_text="Its last day.")
    basis = _text("What the days rest on", 3, help_text="The framework’s paragraph, or the letter.")
    unverified = forms.BooleanField(label="Not yet checked at its source", required=False)


class ChangeWindow(ExpectInspection):
    reason = _reason()
