"""The forms on which a past paper is brought and corrected."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.meetings.forms import time_field
from goldenthread.apps.minutes.past import PastAction, PastAttender, PastHead, PastItem
from goldenthread.apps.pastminutes.models import PastDraft
from goldenthread.apps.pastminutes.reading import LISTS, person_in
from goldenthread.apps.people.models import Post
from goldenthread.intake.past_minutes_model import Status

PUBLIC, EXEMPT = 1, 2


class BringPaper(forms.Form):
    file = forms.FileField(
        label="A Word document", required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.docm"}),
    )  # fmt: skip
    text = forms.CharField(
        label="Or paste the minutes", required=False, widget=forms.Textarea(attrs={"rows": 16}), strip=False
    )


class HeadForm(forms.Form):
    """When and where it was, and who was there: a person on each line."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    body = forms.ModelChoiceField(
        Body.objects.order_by("name"), label="Body", empty_label="Choose a body", to_field_name="uuid"
    )
    held_on = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}))
    starts_at = time_field("Started at")
    ended_at = time_field("Ended at")
    place = forms.CharField(label="Place", max_length=200, required=False)
    chaired_by = forms.CharField(label="In the chair", max_length=200, required=False)
    signed = forms.BooleanField(
        label="These minutes were signed on paper: nothing of them changes here", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for status, words in LISTS:
            self.fields[str(status)] = forms.CharField(
                label=words, required=False,
                widget=forms.Textarea(attrs={"rows": 3 if status is not Status.PRESENT else 6}),
                help_text="One on each line: name – role (for whom)." if status is Status.PRESENT else "",
            )  # fmt: skip

    def head(self, draft: PastDraft) -> PastHead:
        says = self.cleaned_data
        return PastHead(
            held_on=says["held_on"], source=draft.name, starts_at=says["starts_at"],
            ended_at=says["ended_at"], place=says["place"], chaired_by=says["chaired_by"], file=draft.file,
            signed=says["signed"],
        )  # fmt: skip

    def people(self) -> list[PastAttender]:
        found = []
        for status, _ in LISTS:
            for line in self.cleaned_data[str(status)].splitlines():
                name, role, whom = person_in(line)
                if name:
                    sits_for = whom if status is Status.SUBSTITUTE else ""
                    found.append(PastAttender(name[:200], str(status), role[:200], None, sits_for[:200]))
        return found


class ItemForm(forms.Form):
    keep = forms.BooleanField(label="Save this minute", required=False)
    printed = forms.CharField(label="Number", max_length=60, required=False)
    title = forms.CharField(label="Title", max_length=300)
    exempt = forms.BooleanField(label="Part 2: without press and public", required=False)
    text = forms.CharField(label="Minute", required=False, widget=forms.Textarea(attrs={"rows": 5}))
    resolutions = forms.CharField(
        label="Resolved", required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One on each line.",
    )  # fmt: skip

    def item(self, place: str, actions: list[PastAction]) -> PastItem:
        says = self.cleaned_data
        return PastItem(
            says["title"], place, says["text"], says["printed"], EXEMPT if says["exempt"] else PUBLIC,
            tuple(line.strip() for line in says["resolutions"].splitlines() if line.strip()), tuple(actions),
        )  # fmt: skip


class ActionForm(forms.Form):
    keep = forms.ChoiceField(
        label="Save it as",
        choices=(("", "Not an action"), ("open", "Open"), ("closed", "Done since")),
        required=False,
    )
    words = forms.CharField(label="What is to be done", widget=forms.Textarea(attrs={"rows": 2}))
    owner = forms.CharField(
        label="Who",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "posts"}),
    )
    due_on = forms.DateField(label="By", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def action(self, due_words: str, posts: dict[str, Post], today: Any) -> PastAction | None:
        says = self.cleaned_data
        if not says["keep"]:
            return None
        post = posts.get(says["owner"].strip().casefold())
        return PastAction(
            says["words"], post, "" if post else says["owner"], says["due_on"], due_words[:200],
            today if says["keep"] == "closed" else None,
        )  # fmt: skip
