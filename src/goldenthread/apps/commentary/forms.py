"""Forms of the commentary room: words, a return, what narrows the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from goldenthread.apps.commentary import listing
from goldenthread.apps.commentary.queries import SpokenFor
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

    def __init__(
        self, *args: Any, speakers: Mapping[str, SpokenFor] | None = None, speaker: str = "", **kwargs: Any
    ) -> None:
        """`speakers` are those whose words may be entered, by a key; `speaker` is the one to begin with."""
        super().__init__(*args, **kwargs)
        self.speakers = speakers or {}
        if self.speakers:
            choices = [("", "Choose a post"), *((key, one.name) for key, one in self.speakers.items())]
            self.fields["on_behalf_of"] = forms.ChoiceField(
                label="Whose words are they?", choices=choices, initial=speaker,
                help_text="They are marked as entered by you on behalf of this post.",
                error_messages={"required": "Choose whose words they are"},
            )  # fmt: skip
            self.order_fields(["on_behalf_of", "text"])

    def clean_on_behalf_of(self) -> SpokenFor:
        return self.speakers[self.cleaned_data["on_behalf_of"]]


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
