"""The forms of templates: a section, who clears it, which post clears for what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from goldenthread.apps.drafting.models import Clearer, Kind, Section, TemplateVersion
from goldenthread.apps.drafting.template_actions import SectionSays, StepSays
from goldenthread.apps.people.models import Post

LINES = forms.Textarea(attrs={"rows": 4})


class SectionForm(forms.Form):
    """What a section asks for. `after` is asked of a new one."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label="Title", max_length=120)
    under = forms.CharField(
        label="Heading that it shares", max_length=120, required=False,
        help_text="Sections that follow each other under one heading are numbered 6.1, 6.2 and so on.",
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="What it asks for", choices=Kind.choices, widget=forms.RadioSelect, initial="text"
    )
    choices = forms.CharField(
        label="To choose among", required=False, widget=LINES, help_text="A line each.", max_length=4000
    )
    required = forms.BooleanField(label="It is required", required=False)
    guidance = forms.CharField(label="Guidance", required=False, widget=LINES, max_length=2000)
    default = forms.CharField(
        label="What it says at first", required=False, widget=LINES, max_length=4000,
        help_text="{figure key} stands for a figure of the records, {table key} on its own line for a table.",
    )  # fmt: skip

    def __init__(self, *args: Any, after: Sequence[Section] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if after:
            choices = [("", "First"), *((one.key, f"After {one.title}") for one in after)]
            last = after[-1].key
            self.fields["after"] = forms.ChoiceField(
                label="Where it stands", choices=choices, required=False, initial=last
            )

    def says(self) -> SectionSays:
        """What was typed; the key is the action's to give."""
        names = ("title", "under", "kind", "choices", "required", "guidance", "default")
        return SectionSays(key="", **{name: self.cleaned_data[name] for name in names})


class RouteForm(forms.Form):
    """For each clearer: whether, how many working days before, and of which sections."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: TemplateVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = version.number
        self.clearers = list(Clearer.objects.order_by("id"))
        sections = [(one.key, one.title) for one in version.sections.order_by("position")]
        steps = {step.clearer_id: step for step in version.route.all()}
        for clearer in self.clearers:
            step = steps.get(clearer.pk)
            self.fields[f"days_{clearer.key}"] = forms.IntegerField(
                label=f"{clearer}: working days before publication", min_value=0, max_value=60,
                required=False,
                initial=step.days_before if step else None, help_text="Left empty: it is not asked.",
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
            )  # fmt: skip
            self.fields[f"covers_{clearer.key}"] = forms.MultipleChoiceField(
                label=f"{clearer}: sections that it covers", choices=sections, required=False,
                initial=step.covers.split() if step else [], widget=forms.CheckboxSelectMultiple,
                help_text="None chosen: the whole report.",
            )  # fmt: skip

    def steps(self) -> list[StepSays]:
        """The steps that were asked for."""
        says = self.cleaned_data
        return [
            StepSays(one, says[f"days_{one.key}"], tuple(says[f"covers_{one.key}"]))
            for one in self.clearers
            if says[f"days_{one.key}"] is not None
        ]


class ClearersForm(forms.Form):
    """A post for each clearer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clearers = list(Clearer.objects.select_related("post").order_by("id"))
        posts = Post.objects.select_related("organisation").order_by("title")
        for clearer in self.clearers:
            self.fields[clearer.key] = forms.ModelChoiceField(
                posts, label=clearer.title, required=False, empty_label="A director", to_field_name="uuid",
                initial=clearer.post and clearer.post.uuid,
            )  # fmt: skip

    def chosen(self) -> Iterable[tuple[Clearer, Post | None]]:
        """Each clearer with the post that was chosen."""
        return [(one, self.cleaned_data[one.key]) for one in self.clearers]
