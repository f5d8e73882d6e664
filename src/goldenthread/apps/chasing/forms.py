"""The forms of chasing: asking, reminding, and what narrows a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from goldenthread.apps.chasing.models import Kind
from goldenthread.apps.chasing.replies import Asked
from goldenthread.apps.govuk.fields import DatePartsField

ALL_OPEN, DUE_SOON = "all", "due"


class Ask(forms.Form):
    """By when, in which words, and whether reminders go out by themselves."""

    due_on = DatePartsField(label="Answers wanted by")
    message = forms.CharField(
        label="Message to the leads", required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It stands at the top of each letter.",
    )  # fmt: skip
    remind_before = forms.IntegerField(
        label="Remind by itself this many days before", required=False, min_value=1, max_value=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        help_text="And again on the day itself. Leave it empty to send reminders yourself.",
        error_messages={"invalid": "Days must be a whole number"},
    )  # fmt: skip
    replace = forms.BooleanField(label="Close the round that is open, and ask again", required=False)

    def __init__(self, *args: Any, replaces: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not replaces:
            del self.fields["replace"]


class AskForUpdates(Ask):
    which = forms.ChoiceField(
        label="Which actions", initial=ALL_OPEN, widget=forms.RadioSelect,
        choices=[(ALL_OPEN, "All open actions"), (DUE_SOON, "Open actions due within some days")],
    )  # fmt: skip
    days = forms.IntegerField(
        label="Days", required=False, min_value=0, max_value=3660, initial=30,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        help_text="Only for actions due within some days. Those overdue are asked about too.",
        error_messages={"invalid": "Days must be a whole number"},
    )  # fmt: skip
    field_order = ["which", "days"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("which") == DUE_SOON and said.get("days") is None and "days" not in self.errors:
            self.add_error("days", "Enter within how many days the actions are due")
        return said


class Remind(forms.Form):
    """`reason` is asked for where somebody had a letter today already."""

    reason = forms.CharField(
        label="Why somebody gets a second letter today", required=False,
        help_text="Only if you want to write again to people who had a letter today.",
    )  # fmt: skip


class NarrowRounds(forms.Form):
    kind = forms.ChoiceField(label="Asked for", required=False, choices=[("", "All"), *Kind.choices])
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "All"), ("open", "Open"), ("closed", "Closed")]
    )


class NarrowRequests(forms.Form):
    """What the page of a round is narrowed by."""

    state = forms.ChoiceField(
        label="State", required=False,
        choices=[("", "All"), ("waiting", "Not replied"), ("replied", "Replied")],
    )  # fmt: skip
    organisation = forms.ChoiceField(label="Organisation", required=False)
    workstream = forms.ChoiceField(label="Workstream", required=False)

    def __init__(self, *args: Any, asked: Sequence[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        requests = [one.request for one in asked]
        self._offer("organisation", (one.post.organisation for one in requests if one.post))
        self._offer(
            "workstream", (one.action.workstream for one in requests if one.action and one.action.workstream)
        )

    def _offer(self, name: str, records: Iterable[Any]) -> None:
        choices = sorted({(str(record.uuid), str(record)) for record in records}, key=lambda one: one[1])
        self.fields[name].choices = [("", "All"), *choices]

    def asked(self) -> dict[str, str]:
        """What was asked, without what is not on the list."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}
