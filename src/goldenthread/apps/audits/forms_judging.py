"""The form by which a case is judged: one question a stream, large enough for a thumb."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from goldenthread.apps.audits.judging import Judged
from goldenthread.apps.audits.models import Answer, Audit, Reading
from goldenthread.apps.govuk.fields import DatePartsField

NOTHING = "-"
NOT_JUDGED = (NOTHING, "Not judged")
NOT_ANSWERED = (NOTHING, "Not answered")
SMALL = {"class": "govuk-radios--small govuk-radios--inline"}


class JudgeCase(forms.Form):
    """What an auditor found of a case. `seen`: how many readings of it their page showed.

    A case is named by its reference; with `naming` off it is known already. With `alone` off two judged it.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reference = forms.CharField(
        label="Case reference", max_length=40, help_text="The council’s own. No name, NHS or pupil number.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )  # fmt: skip
    auditor = forms.CharField(
        label="Auditor", max_length=120, help_text="A post or a mark, such as Team manager B. Not a name."
    )
    own = forms.BooleanField(label="I am this auditor", required=False)
    audited_on = DatePartsField(label="Judged on")
    note = forms.CharField(
        label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What worked, what did not. Nobody is named.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, audit: Audit, naming: bool = True, alone: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.audit = audit
        if not naming:
            del self.fields["reference"]
        if not alone:
            del self.fields["own"]
        grades = [(grade, grade) for grade in audit.grades]
        for place, stream in enumerate(audit.streams):
            self.fields[f"stream_{place}"] = forms.ChoiceField(
                label=stream, choices=[*grades, NOT_JUDGED], initial=NOTHING,
                widget=forms.RadioSelect(attrs=SMALL),
                error_messages={"required": f"Choose a grade for {stream}, or not judged"},
            )  # fmt: skip
        for place, question in enumerate(audit.questions):
            self.fields[f"question_{place}"] = forms.ChoiceField(
                label=question, choices=[*Answer.choices, NOT_ANSWERED], initial=NOTHING,
                widget=forms.RadioSelect(attrs=SMALL),
            )  # fmt: skip
        self.order_fields(
            ["seen", "reference", *self._named("stream"), *self._named("question"), "note", "auditor", "own",
             "audited_on"]
        )  # fmt: skip

    def _named(self, of: str) -> list[str]:
        return [name for name in self.fields if name.startswith(f"{of}_")]

    def judged(self) -> Judged:
        said: Mapping[str, Any] = {
            name: "" if value == NOTHING else value for name, value in self.cleaned_data.items()
        }
        return Judged(
            auditor=said["auditor"], audited_on=said["audited_on"], note=said["note"],
            own=said.get("own", False),
            grades={stream: said[f"stream_{n}"] for n, stream in enumerate(self.audit.streams)},
            answers={question: said[f"question_{n}"] for n, question in enumerate(self.audit.questions)},
            seen=said["seen"],
        )  # fmt: skip


def judged_initial(audit: Audit, reading: Reading | None) -> dict[str, Any]:
    """What the form shows of a reading: its grades and answers, by the names of the form's fields."""
    if reading is None:
        return {}
    grades = {f"stream_{n}": reading.grades.get(stream, NOTHING) for n, stream in enumerate(audit.streams)}
    answers = {f"question_{n}": reading.answers.get(one, NOTHING) for n, one in enumerate(audit.questions)}
    return grades | answers | {
        "auditor": reading.auditor, "own": reading.own, "audited_on": reading.audited_on,
        "note": reading.note,
    }  # fmt: skip
