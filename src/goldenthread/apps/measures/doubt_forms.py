"""What a form asks once something in it can hardly be meant: to record it as it is, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.apps.measures.doubting import Said, digest_of
from goldenthread.rulebook.arithmetic import Finding

FIELDS = ("shown", "as_it_is", "why_as_it_is")


class AsksTwice(forms.Form):
    """A form whose figure or target may be in doubt. The questions stand in it once a doubt was shown."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    as_it_is = forms.BooleanField(
        label="Record it as it is", required=False,
        help_text="Nothing is changed by itself. It stays a finding of its scorecard, with your reason.",
    )  # fmt: skip
    why_as_it_is = forms.CharField(
        label="Why is it right as it is?", required=False, max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Needed where you record it as it is. It is kept, for whoever asks.",
    )  # fmt: skip

    def ask_or_leave_out(self) -> None:
        """Leave the questions out of a form in which no doubt was shown. Called at the end of `__init__`."""
        if "shown" not in self.data:
            for name in FIELDS:
                del self.fields[name]

    def said(self) -> Said:
        """What the person said of the doubts that they were shown; nothing where they ticked nothing."""
        given = self.cleaned_data
        if not given.get("as_it_is"):
            return Said()
        return Said(given["shown"], given["why_as_it_is"].strip())


def data_with(data: Any, doubts: Sequence[Finding]) -> Any:
    """What was sent, with the doubts that the person now sees."""
    data = data.copy()
    data["shown"] = digest_of(doubts)
    return data
