"""The forms of a load: choose a file, say what its columns mean, decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.loads.actions import NOT_A_FIELD
from goldenthread.apps.loads.importers import importer_for, importers
from goldenthread.apps.loads.models import Load
from goldenthread.apps.loads.queries import names_of, unrecognised_columns

ASK_LATER = "?"


class ChooseFile(forms.Form):
    """Which file, and what it is of."""

    kind = forms.ChoiceField(label="What is in the file?", widget=forms.RadioSelect)
    name = forms.CharField(
        label="Which plan, scorecard or inspection is it of?",
        max_length=200,
        help_text="The name that you know it by; of published figures, the release’s title; of an "
        "audit, its reference or title. A name that is "
        "new here makes a new one.",
    )
    file = forms.FileField(
        label="The file",
        help_text="Excel (.xlsx), Word (.docx) or CSV, up to 100 MB. Nothing changes until you have seen it.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(importer.kind, importer.title) for importer in importers()]
        known = [name for importer in importers() for name in names_of(importer.kind)]
        if known:
            self.fields["name"].help_text += f" Known: {', '.join(known)}."

    def clean_file(self) -> UploadedFile:
        """The file, its size looked at before a byte of it is read into memory."""
        file = self.cleaned_data["file"]
        if file.size > settings.LARGEST_UPLOAD:
            limit = settings.LARGEST_UPLOAD // 1024 // 1024
            raise ValidationError(f"The file is larger than {limit} MB. Split it, or save it smaller.")
        return file


class SettleColumns(forms.Form):
    """One question for each column that was not recognised."""

    def __init__(self, load: Load, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = unrecognised_columns(load)
        fields = importer_for(load.source.kind).fields
        choices = [
            (ASK_LATER, "Ask me later"),
            (NOT_A_FIELD, "None of these: keep its text beside the row"),
            *fields.items(),
        ]
        for number, column in enumerate(self.columns):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=column["heading"],
                choices=choices,
                # Without it the empty answer, which drops the column, would stand chosen.
                initial=ASK_LATER,
                required=False,
                help_text=f"For example: {column['sample'][:120]}" if column["sample"] else "",
            )

    def mapping(self) -> dict[str, str]:
        """Heading → field, for the columns that were settled."""
        answers = {
            column["heading"]: self.cleaned_data[f"column_{n}"] for n, column in enumerate(self.columns)
        }
        return {heading: field for heading, field in answers.items() if field != ASK_LATER}


class Decide(forms.Form):
    """Accept: what each unsure row is, and from which day the figures were known."""

    published_on = DatePartsField(
        label="When were these published?",
        required=False,
        help_text="For papers of the past: what they bring is known from that day. Leave empty for today.",
    )

    def __init__(self, preview: Mapping[str, Any], *args: Any, doubts: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys: list[str] = []
        self.doubts = doubts
        if doubts:
            figures = "the figure" if doubts == 1 else f"the {doubts} figures"
            self.fields["as_they_stand"] = forms.BooleanField(
                label=f"I have looked at {figures} in doubt. Record what the file says",
                help_text="Nothing is changed. Of a scorecard, each stays a finding until somebody explains "
                "or corrects it.",
                error_messages={
                    "required": "Look at the figures in doubt, and say that they are to be recorded"
                },
            )
        for number, item in enumerate(preview["unsure"]):
            self.keys.append(item["key"])
            self.fields[f"row_{number}"] = forms.ChoiceField(
                label=f"{item['place']}: {item['label']}",
                widget=forms.RadioSelect,
                choices=[
                    *(
                        (candidate["uuid"], f"It is “{candidate['label']}”")
                        for candidate in item["candidates"]
                    ),
                    ("new", "It is new"),
                    ("skip", "Leave it out"),
                ],
                error_messages={"required": "Say what this row is."},
            )

    def asked_again(self, preview: Mapping[str, Any]) -> Decide:
        """The same form for a preview that has moved: each answer stays with its row."""
        given = {key: self.data.get(f"row_{number}") for number, key in enumerate(self.keys)}
        rows = {f"row_{number}": given.get(item["key"]) for number, item in enumerate(preview["unsure"])}
        others = {name: text for name, text in self.data.items() if not name.startswith("row_")}
        return Decide(
            preview, others | {name: answer for name, answer in rows.items() if answer}, doubts=self.doubts
        )

    def decisions(self) -> dict[str, dict[str, str]]:
        return {key: {"as": self.cleaned_data[f"row_{number}"]} for number, key in enumerate(self.keys)}
