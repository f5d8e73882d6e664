"""The forms of carrying over and of monitoring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.carryover import queries
from goldenthread.apps.carryover.carrying import Going
from goldenthread.apps.carryover.neighbours import all_supports
from goldenthread.apps.carryover.queries import Left
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.inspections.models import Inspection
from goldenthread.apps.people.models import Post
from goldenthread.apps.plans.models import Action, Plan


class CarryOverForm(forms.Form):
    """Where the chosen actions go, and for each a new lead or date where one is given."""

    to_plan = forms.ModelChoiceField(
        Plan.objects.none(), label="To this plan", required=False, empty_label="A new plan, named below",
        to_field_name="uuid",
    )  # fmt: skip
    new_plan = forms.CharField(
        label="Or a new service plan", max_length=200, required=False, help_text="Its name."
    )
    carried_on = DatePartsField(label="From which day")
    reason = forms.CharField(label="Why they are carried over", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, plan: Plan, chosen: Sequence[Left], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = chosen
        self.fields["to_plan"].queryset = Plan.objects.exclude(pk=plan.pk)
        posts = list(Post.objects.select_related("organisation").order_by("title"))
        for left in chosen:
            self._ask_of(left, posts)

    def _ask_of(self, left: Left, posts: Sequence[Post]) -> None:
        key, state = left.state.uuid.hex, left.state
        lead = forms.ModelChoiceField(
            Post.objects.all(),
            label="Lead",
            required=False,
            empty_label=f"As now: {state.led_by or 'no lead'}",
        )
        lead.choices = [("", lead.empty_label), *((post.pk, str(post)) for post in posts)]
        self.fields[f"lead_{key}"] = lead
        self.fields[f"due_{key}"] = DatePartsField(
            label="Due", required=False, help_text="Leave empty to keep its date."
        )
        self.fields[f"version_{key}"] = forms.IntegerField(widget=forms.HiddenInput, initial=left.version)

    @property
    def rows(self) -> list[tuple[Left, list[forms.BoundField]]]:
        """Each chosen action with its own boxes."""
        return [
            (left, [self[f"{name}_{left.state.uuid.hex}"] for name in ("lead", "due", "version")])
            for left in self.chosen
        ]

    @property
    def shared(self) -> list[forms.BoundField]:
        """The boxes that are asked once for all."""
        return [self[name] for name in ("to_plan", "new_plan", "carried_on", "reason")]

    def going(self) -> list[Going]:
        """What the chosen actions go on as, once the form is valid."""
        actions = Action.objects.in_bulk([left.state.pk for left in self.chosen])
        said = self.cleaned_data
        return [
            Going(actions[left.state.pk], said[f"version_{key}"], said[f"lead_{key}"], said[f"due_{key}"])
            for left in self.chosen
            if (key := left.state.uuid.hex)
        ]


class Filter(forms.Form):
    """Narrows the table of monitoring."""

    inspection = forms.ModelChoiceField(
        Inspection.objects.all(), required=False, empty_label="All", to_field_name="uuid"
    )
    body = forms.ModelChoiceField(
        Body.objects.none(), label="Monitored through", required=False, empty_label="All",
        to_field_name="uuid",
    )  # fmt: skip
    show = forms.ChoiceField(choices=[("", "All"), ("none", "Not monitored")], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["body"].queryset = queries.monitoring_bodies()

    def narrowed(self) -> queries.Narrowed:
        """What was asked for; a part that cannot be understood is left out."""
        self.full_clean()
        return queries.Narrowed(**{name: value for name, value in self.cleaned_data.items() if value})


class Arrange(forms.Form):
    effective_on = DatePartsField(label="From which day")
    through = forms.ModelMultipleChoiceField(
        Body.objects.order_by("name"), label="Monitored through", required=False,
        widget=forms.CheckboxSelectMultiple, to_field_name="uuid",
    )  # fmt: skip
    supports = forms.MultipleChoiceField(
        label="Supported by", required=False, widget=forms.CheckboxSelectMultiple
    )
    supported_by = forms.CharField(
        label="Also supported by", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Audits and reports that are not kept here.",
    )  # fmt: skip
    planned_actions = forms.CharField(
        label="Planned actions", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    why_none = forms.CharField(
        label="Why it is not monitored", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only where no body monitors it.",
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(one.uuid), f"{one.kind}: {one.name}") for one in all_supports()]
        if offered:
            self.fields["supports"].choices = offered
        else:
            del self.fields["supports"]
