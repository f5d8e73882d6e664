"""The forms of the room. Each that changes a record carries its version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from goldenthread.apps.cases.counting import case_measures
from goldenthread.apps.cases.models import Service, Team
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.measures.models import Measure
from goldenthread.casedata.measures.definition import Unit

NO_CHILD = "Nothing that names a child or a family."
MEGABYTE = 1024 * 1024


class _Versioned(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several. Cleans to a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [super(FilesField, self).clean(one, initial) for one in _listed(data)]
        if not files and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return files


def _listed(data: Any) -> Sequence[Any]:
    return data if isinstance(data, list | tuple) else [data] if data else []


class BringFiles(forms.Form):
    """The files, and the day that they speak of."""

    files = FilesField(
        label="The files",
        error_messages={"required": "Choose a file"},
        help_text="Annex A (.xlsx), Annex A for area SEND (.xlsx), the SSDA903 files (.csv), the children in "
        "need census (.xml) or the SEN2 modules (.csv): choose several at once. They are told apart by what "
        "is in them.",
    )
    snapshot_on = DatePartsField(
        label="Which is the last day that they speak for?",
        help_text="The day on which a list was drawn, or the last of a return’s year, such as 31 3 2018.",
    )
    covers_from = DatePartsField(
        label="From which day are they whole?", required=False,
        help_text="Leave empty for what is usual: 6 months for Annex A (12 in lists 10 and 11), the year for "
        "a return.",
    )  # fmt: skip

    def clean_files(self) -> list[UploadedFile]:
        """The files, their sizes looked at before a byte of them is read."""
        files = self.cleaned_data["files"]
        if sum(file.size or 0 for file in files) > 2 * settings.LARGEST_UPLOAD:
            limit = 2 * settings.LARGEST_UPLOAD // MEGABYTE
            raise ValidationError(
                f"Together they are larger than {limit} MB. Load them from a terminal with "
                "“goldenthread casedata load”."
            )
        return files


class DeleteLoad(forms.Form):
    reason = forms.CharField(
        label="Why is it deleted?", widget=forms.Textarea(attrs={"rows": 3}), help_text=NO_CHILD
    )


class SetKeeping(_Versioned):
    months = forms.IntegerField(
        label="Months after its own day that a load is kept",
        required=False,
        min_value=1,
        max_value=1200,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        help_text="Leave empty to keep loads until somebody deletes them.",
    )
    basis = forms.CharField(
        label="On which basis?", required=False, max_length=300,
        help_text="Your retention schedule, with its line.",
    )  # fmt: skip
    authority = forms.CharField(
        label="The council’s name in case data", required=False, max_length=100,
        help_text="Empty for the council’s own name. Several authorities are loaded from a terminal.",
    )  # fmt: skip


class NameService(_Versioned):
    name = forms.CharField(label="Name of the service", max_length=120)


class SayOfTeam(_Versioned):
    name = forms.CharField(label="Name of the team", max_length=120)
    service = forms.ModelChoiceField(Service.objects.all(), label="Service", to_field_name="uuid")
    closed_on = DatePartsField(
        label="Closed on",
        required=False,
        help_text="The first day on which it was no more. Empty while it is.",
    )


class AddTeam(forms.Form):
    name = forms.CharField(
        label="Name of the team", max_length=120, help_text="How case data writes it is said afterwards."
    )


class GiveSpelling(forms.Form):
    written = forms.CharField(
        label="The name as case data writes it", max_length=200,
        help_text="Capitals, spaces and kinds of quotation marks make no difference.",
    )  # fmt: skip


class ChooseTeam(forms.Form):
    team = forms.ModelChoiceField(
        Team.objects.select_related("service").order_by("service__name", "name"),
        label="Which team is this?", to_field_name="uuid",
    )  # fmt: skip


class TakeFigures(forms.Form):
    """Which case measure a measure's figures are counted by, and whether scorecards use them."""

    code = forms.ChoiceField(label="Counted by")
    use = forms.BooleanField(
        label="Scorecards, ratings and reports use these figures from the first period on",
        required=False,
        help_text="Otherwise they stand beside those that were typed, until somebody chooses between them.",
    )

    def __init__(self, measure: Measure, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        percent = measure.unit == "%"
        self.fields["code"].choices = [
            (code, f"{one.title} ({one.unit.value})")
            for code, one in sorted(case_measures().items(), key=lambda pair: pair[1].title)
            if (one.unit is Unit.PERCENT) == percent
        ]


class StopTaking(forms.Form):
    reason = forms.CharField(label="Why?", widget=forms.Textarea(attrs={"rows": 3}))


class NarrowDefinition(forms.Form):
    """Which figures of a definition are shown."""

    by = forms.ChoiceField(
        label="By",
        required=False,
        choices=[("", "The whole council"), ("team", "Team"), ("worker", "Worker")],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
