"""The forms of plans. Each that changes an action carries the version that its person saw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from goldenthread.apps.files.fields import FilesField
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.govuk.widgets import CountedTextarea
from goldenthread.apps.inspections.models import Element, Recommendation
from goldenthread.apps.people.models import Post
from goldenthread.apps.plans.action_state import ActionState, Named
from goldenthread.apps.plans.completing import Asked
from goldenthread.apps.plans.models import Action, Plan
from goldenthread.apps.plans.plan_page import GONE, NO_RATING, NOBODY_IN_POST, level_choices
from goldenthread.apps.plans.queries import PlanSummary
from goldenthread.apps.plans.voices import LONGEST, Voice
from goldenthread.rulebook import codes

NARRATIVE_LIMIT = 2000
FLAGS = ("PROG-1", "PROG-2", "PROG-3", "PROG-4", "PROG-5", "PROG-6", "PROG-7", "PROG-8", "PROG-9")


class _Asked(forms.Form):
    """What narrows a list: nothing in it is required, and what is not on offer is not asked."""

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        field.choices = [("", "All"), *choices]

    def asked(self) -> dict[str, Any]:
        """What was asked, without what is not on the list."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class NarrowPlans(_Asked):
    """What the list of plans is narrowed by."""

    words = forms.CharField(label="Words in the name", required=False)
    kind = forms.ChoiceField(label="Kind", required=False)
    body = forms.ChoiceField(label="Accountable body", required=False)

    def __init__(self, data: Any, *, summaries: Iterable[PlanSummary]) -> None:
        super().__init__(data)
        plans = [summary.plan for summary in summaries]
        self.offer("kind", [(kind, kind) for kind in sorted({plan.kind for plan in plans if plan.kind})])
        bodies = {str(body.uuid): body.name for plan in plans if (body := plan.accountable_body)}
        self.offer("body", sorted(bodies.items(), key=lambda choice: choice[1]))


class Narrow(_Asked):
    """What the plan page narrows its list by."""

    words = forms.CharField(label="Words", required=False)
    workstream = forms.ChoiceField(label="Workstream", required=False)
    lead = forms.ChoiceField(label="Lead", required=False)
    rating = forms.ChoiceField(label="Rating", required=False)
    flag = forms.ChoiceField(label="Computed", required=False)
    by = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, plan: Plan, states: Sequence[ActionState]) -> None:
        super().__init__(data)
        self.offer("workstream", _choices({state.workstream for state in states}))
        leads = _choices({lead for state in states for lead in state.leads})
        self.offer("lead", [(NOBODY_IN_POST, "Nobody in post"), *leads])
        ratings = [*level_choices(plan.rating_key.levels.all()), ("other", "In other words")]
        self.offer("rating", [*ratings, (NO_RATING, "Not rated"), (GONE, "No longer in the plan")])
        self.offer("flag", [(code, codes.find(code).title) for code in FLAGS])


def _choices(named: Iterable[Named]) -> list[tuple[str, str]]:
    """Those that are on record, by name; one that a paper only prints cannot be chosen."""
    return [(str(one.uuid), one.name) for one in sorted(named, key=lambda one: one.name) if one.uuid]


class _Versioned(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class PostUpdate(_Versioned):
    """How it goes: six fields."""

    level = forms.ChoiceField(label="Rating", widget=forms.RadioSelect, required=False)
    narrative = forms.CharField(
        label="What was done",
        widget=CountedTextarea(NARRATIVE_LIMIT),
        max_length=NARRATIVE_LIMIT,
        required=False,
    )
    next_steps = forms.CharField(
        label="What is next", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    due_after = DatePartsField(label="New date", required=False, help_text="Only if the date moves.")
    move_reason = forms.CharField(label="Why the date moves", required=False)
    evidence = FilesField(label="Evidence", required=False)

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.levels = {str(level.position): level for level in action.plan.rating_key.levels.all()}
        self.fields["level"].choices = [(position, level.word) for position, level in self.levels.items()]

    def clean_level(self) -> Any:
        return self.levels.get(self.cleaned_data["level"])


class PostForAnother(PostUpdate):
    """An update in another's words: the same six fields, and whose words they are."""

    whose = forms.ChoiceField(
        label="Whose words are they?",
        help_text="Choose a lead, or name somebody else below.",
        widget=forms.RadioSelect,
        required=False,
    )
    somebody = forms.CharField(label="Somebody else: post or name", max_length=LONGEST, required=False)
    field_order = ("version", "whose", "somebody")

    def __init__(self, *args: Any, voices: dict[str, Voice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.voices = voices
        self.fields["whose"].choices = [(name, voice.words) for name, voice in voices.items()]
        if not voices:
            del self.fields["whose"]

    def clean(self) -> dict[str, Any]:
        """`voice`: the one whose name was typed, else the lead that was chosen or asked for."""
        said = super().clean() or self.cleaned_data
        typed = said.get("somebody", "").strip()
        chosen = said.get("whose") or self.initial.get("whose", "")
        said["voice"] = Voice(typed) if typed else self.voices.get(chosen)
        if not said["voice"]:
            self.add_error("whose" if self.voices else "somebody", "Say whose words they are.")
        return said


class AskCompletion(_Versioned):
    """What was done and when, and what shows each thing that the action must show."""

    completed_on = DatePartsField(label="Completed on")
    statement = forms.CharField(label="What was done", widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, asked: list[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, one in enumerate(asked):
            self.fields[f"shown_{place}"] = forms.CharField(
                label=one.text,
                help_text=f"{one.kind}. Say what shows it, and where that can be seen.",
                widget=forms.Textarea(attrs={"rows": 3}),
                required=False,
            )
            self.fields[f"files_{place}"] = FilesField(label="Files that show it", required=False)


class DecideCompletion(forms.Form):
    """The decision comes by the button that was pressed."""

    decision = forms.ChoiceField(
        choices=[("accept", "Accept"), ("return", "Return to the lead")],
        widget=forms.HiddenInput,
        error_messages={"required": "Accept it, or return it to the lead"},
    )
    reason = forms.CharField(
        label="Reason",
        help_text="Needed to return it, and to accept it where something has no evidence.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )


class WithdrawCompletion(forms.Form):
    reason = forms.CharField(label="Why you withdraw it", required=False)


class EditAction(_Versioned):
    title = forms.CharField(label="Action", widget=forms.Textarea(attrs={"rows": 3}))
    due = DatePartsField(label="Due", required=False)
    leads = forms.ModelMultipleChoiceField(
        Post.objects.select_related("organisation"),
        label="Leads",
        to_field_name="uuid",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    detailed_in = forms.ModelChoiceField(
        Plan.objects.none(),
        label="The plan that this action is",
        help_text="Only if it is a plan of its own. Its state is then drawn from that plan’s actions.",
        to_field_name="uuid",
        empty_label="None",
        required=False,
    )
    serves = forms.MultipleChoiceField(
        label="Recommendations that it serves", widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = forms.CharField(
        label="Why it changes", required=False, help_text="Needed where the date moves, or it serves less."
    )

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["serves"].choices = serving_choices(action.plan)
        self.fields["detailed_in"].queryset = Plan.objects.exclude(pk=action.plan_id)


def serving_choices(plan: Plan) -> list[tuple[str, list[tuple[str, str]]]]:
    """The recommendations of the inspections that the plan answers, each followed by its elements.

    A plan that is not yet tied to an inspection may serve any recommendation.
    """
    inspections = list(plan.inspections.all())
    found = Recommendation.objects.select_related("inspection").prefetch_related("elements")
    if inspections:
        found = found.filter(inspection__in=inspections)
    groups: dict[str, list[tuple[str, str]]] = {}
    for recommendation in found:
        choices = groups.setdefault(recommendation.inspection.name, [])
        choices.append((str(recommendation.uuid), str(recommendation)))
        choices += [(str(element.uuid), str(element)) for element in recommendation.elements.all()]
    return list(groups.items())


def recommendation_and_element(uuid: str) -> tuple[Recommendation, Element | None]:
    """What a choice of `serving_choices` stands for."""
    element = Element.objects.select_related("recommendation").filter(uuid=uuid).first()
    if element is not None:
        return element.recommendation, element
    return Recommendation.objects.get(uuid=uuid), None
