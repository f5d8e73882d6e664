"""The forms of agendas: items, papers, standing items, and what is asked after publication."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.apps.agendas.attaching import Described
from goldenthread.apps.agendas.items import Late, Says
from goldenthread.apps.agendas.models import Kind, Paper, Part, Purpose, StandingItem
from goldenthread.apps.agendas.sources import Offered, PaperSource
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.files.fields import FilesField
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.govuk.widgets import HintedRadios
from goldenthread.apps.meetings.queries import bodies_that_meet
from goldenthread.rulebook.exempt import PARAGRAPHS

NO_PARAGRAPH = ("", "Choose a paragraph")
LANGUAGES = (
    ("en", "English"), ("ar", "Arabic"), ("bn", "Bengali"), ("zh", "Chinese"), ("cs", "Czech"),
    ("fa", "Persian"), ("fr", "French"), ("gu", "Gujarati"), ("hi", "Hindi"), ("hu", "Hungarian"),
    ("it", "Italian"), ("ku", "Kurdish"), ("lt", "Lithuanian"), ("pl", "Polish"), ("pt", "Portuguese"),
    ("pa", "Punjabi"), ("ro", "Romanian"), ("ru", "Russian"), ("sk", "Slovak"), ("so", "Somali"),
    ("es", "Spanish"), ("ti", "Tigrinya"), ("tr", "Turkish"), ("uk", "Ukrainian"), ("ur", "Urdu"),
    ("cy", "Welsh"),
)  # fmt: skip


class TimeOfDay(forms.TimeField):
    """A time of day as people write it: 16:00, 16.00, 4pm."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p"],
            error_messages={"invalid": "Write the time as 16:00"},
            widget=forms.TimeInput(attrs={"class": "govuk-input--width-5"}, format="%H:%M"), **kwargs,
        )  # fmt: skip


class ItemForm(forms.Form):
    """What an item says. The last two fields are of part 2."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label="What the item is called", max_length=300,
        error_messages={"required": "Say what the item is called"},
    )  # fmt: skip
    words = forms.CharField(
        label="What the body is asked, or told", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two sentences. They are printed under the title.",
    )  # fmt: skip
    purpose = forms.ChoiceField(label="What it is for", choices=Purpose.choices, widget=forms.RadioSelect)
    presenter = forms.CharField(
        label="Who presents it", max_length=200, required=False, help_text="A post, not a name."
    )
    minutes_allowed = forms.IntegerField(
        label="Minutes allowed", required=False, min_value=0,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={"invalid": "Write the minutes as a number, such as 15"},
    )  # fmt: skip
    part = forms.TypedChoiceField(
        label="Part", choices=Part.choices, coerce=int,
        widget=HintedRadios({
            "1": "Taken in public.", "2": "Taken without the press and public. It needs a paragraph below.",
        }),
    )  # fmt: skip
    exempt_paragraph = forms.TypedChoiceField(
        label="Paragraph of Schedule 12A", required=False, coerce=int, empty_value=None,
        choices=[NO_PARAGRAPH, *((one.number, f"{one.number}. {one.title}") for one in PARAGRAPHS.values())],
        help_text="For part 2 only: what makes it exempt under the Local Government Act 1972.",
    )  # fmt: skip
    public_interest = forms.CharField(
        label="Why the public interest in keeping it outweighs telling it", required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text="For part 2 only.",
    )  # fmt: skip

    def says(self, kind: str = Kind.ORDINARY) -> Says:
        fields = {name: value for name, value in self.cleaned_data.items() if name in Says.__annotations__}
        return Says(**({"kind": kind} | fields))


class AddItem(ItemForm):
    """A new item. After publication the chair's reason is asked too."""

    late_reason = forms.CharField(
        label="What makes it urgent", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The agenda is published. The special circumstances are printed with the item.",
        error_messages={"required": "Say what special circumstances make the item urgent"},
    )  # fmt: skip
    late_said_by = forms.CharField(
        label="Who allowed it", help_text="The chair of the body.",
        error_messages={"required": "Say who allowed it: the chair"},
    )  # fmt: skip

    def __init__(self, *args: Any, late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not late:
            del self.fields["late_reason"], self.fields["late_said_by"]

    def late(self) -> Late | None:
        if "late_reason" not in self.fields:
            return None
        return Late(self.cleaned_data["late_reason"], self.cleaned_data["late_said_by"])


class LateForm(forms.Form):
    """The chair's reason alone, for what is suggested or put back after publication."""

    late_reason = AddItem.base_fields["late_reason"]
    late_said_by = AddItem.base_fields["late_said_by"]


class TakeOff(forms.Form):
    """Why something is taken off: asked for after publication, welcome before."""

    reason = forms.CharField(
        label="Why it is taken off", widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it is taken off: the agenda is published"},
    )  # fmt: skip

    def __init__(self, *args: Any, published: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = published


class EndsAt(forms.Form):
    ends_at = TimeOfDay(label="When the meeting is to end", required=False, help_text="Such as 16:00 or 4pm.")


class Publish(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why it changes", widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Readers see it with the list of changes.",
        error_messages={"required": "Say why it changes"},
    )  # fmt: skip

    def __init__(self, *args: Any, again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["reason"]


class DescribePaper(forms.Form):
    """What a paper is called, its language and, for an image, what it shows."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label="What the paper is called", max_length=300, required=False,
        help_text="Left empty, it is called as its file is.",
    )  # fmt: skip
    language = forms.ChoiceField(label="Language", choices=LANGUAGES, initial="en")
    alt = forms.CharField(
        label="What the image shows", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For an image only: read out to those who cannot see it.",
    )  # fmt: skip

    def says(self) -> Described:
        said = self.cleaned_data
        return Described(said.get("title", ""), said.get("language", "en"), said.get("alt", ""))


class UploadPaper(DescribePaper):
    file = FilesField(label="File", required=False, help_text="PDF, Word, Excel or an image.")
    field_order = ["file", "title", "language", "alt"]


class FromSource(forms.Form):
    """Something that a room made: the kind and the id in one choice."""

    offered = forms.ChoiceField(
        label="Which paper", widget=forms.RadioSelect, error_messages={"required": "Choose a paper"}
    )

    def __init__(
        self, *args: Any, offers: Sequence[tuple[PaperSource, Sequence[Offered]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (f"{source.kind} {one.uuid}", f"{one.title}. {one.state}.")
            for source, offered in offers
            for one in offered
        ]
        self.fields["offered"].choices = choices


class UsedBefore(forms.Form):
    paper = forms.ModelChoiceField(
        Paper.objects.none(), label="Which paper", to_field_name="uuid", empty_label=None,
        widget=forms.RadioSelect, error_messages={"required": "Choose a paper"},
    )  # fmt: skip

    def __init__(self, *args: Any, papers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].queryset = papers


class StandingForm(ItemForm):
    """What a standing item says, and from when until when it is on each agenda."""

    kind = forms.ChoiceField(
        label="What it is", choices=Kind.choices, help_text="So that minutes know what is written under it."
    )
    starts = DatePartsField(label="From the meeting of")
    ends = DatePartsField(
        label="Until", required=False, help_text="The first day without it. Leave empty if it goes on."
    )
    field_order = [
        "version", "kind", "title", "purpose", "presenter", "minutes_allowed", "part", "exempt_paragraph",
        "starts", "ends",
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["words"], self.fields["public_interest"]


def as_initial(item: StandingItem | Any) -> dict[str, Any]:
    """What an item says, for its form."""
    names = (
        "version", "kind", "title", "words", "purpose", "presenter", "minutes_allowed", "part",
        "exempt_paragraph", "public_interest", "starts", "ends",
    )  # fmt: skip
    return {name: getattr(item, name) for name in names if hasattr(item, name)}


class Filter(forms.Form):
    """Narrows the list of agendas."""

    body = forms.ModelChoiceField(
        Body.objects.none(), label="Body", required=False, empty_label="All", to_field_name="uuid"
    )
    when = forms.ChoiceField(
        label="When",
        required=False,
        choices=(("", "To come"), ("past", "Past")),
    )
    state = forms.ChoiceField(
        label="Agenda", required=False,
        choices=(("", "All"), ("none", "Not begun"), ("draft", "Draft"), ("published", "Published")),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["body"].queryset = bodies_that_meet()

    def asked(self) -> dict[str, Any]:
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class FilterPapers(forms.Form):
    """Narrows a meeting's papers."""

    part = forms.ChoiceField(label="Part", required=False, choices=(("", "Both"), ("1", "1"), ("2", "2")))
    source = forms.ChoiceField(label="From", required=False)

    def __init__(self, *args: Any, sources: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["source"].choices = [("", "All"), *sources]

    def asked(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
