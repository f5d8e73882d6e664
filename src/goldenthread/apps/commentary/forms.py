"""Forms of the commentary room: words, a return, what narrows the list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from goldenthread.apps.commentary import listing
from goldenthread.apps.govuk.widgets import CountedTextarea

LONGEST = 2000
ANY = ("", "Any")


class Write(forms.Form):
    """Words on a measure. `version` and `seen` say which words and which figures the writer was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="Your words", widget=CountedTextarea(LONGEST, {"rows": 10}), max_length=LONGEST,
        help_text="What lies behind the figures, what is being done, and when it will show.",
        error_messages={"required": "Enter your words on this measure"},
    )  # fmt: skip


class Return(forms.Form):
    """What a head wants changed."""

    reason = forms.CharField(
        label="What do you want changed?", widget=forms.Textarea({"rows": 5}),
        help_text="The writer reads this beside the box.",
        error_messages={"required": "Enter what you want changed"},
    )  # fmt: skip


class ListFilter(forms.Form):
    """What narrows the list of a scorecard's commentary."""

    state = forms.ChoiceField(
        label="Words", required=False,
        choices=[
            ANY, (listing.NO_WORDS, "No words yet"), (listing.WAITS, "Not signed off"),
            (listing.SIGNED_OFF, "Signed off"), (listing.RETURNED, "Returned"),
            (listing.STALE, "Figures changed since"), (listing.LATE, "Late"),
        ],
    )  # fmt: skip
    lead = forms.ChoiceField(label="Lead", required=False)

    def __init__(self, *args: Any, leads: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = [ANY, *((lead, lead) for lead in leads)]
