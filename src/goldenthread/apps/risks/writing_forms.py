"""The forms that keep risks. Each that changes one carries the version that its person saw."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.govuk.widgets import HintedRadios
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.people.models import Post
from goldenthread.apps.plans.models import Action
from goldenthread.apps.risks.actions import Says
from goldenthread.apps.risks.models import ControlAssurance, Risk, RiskScale, RiskScore


def _text(label: str, hint: str = "", rows: int = 2, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}), required=required
    )


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False)


def _post(label: str, hint: str = "") -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Post.objects.all(), label=label, to_field_name="uuid", required=False, empty_label="Nobody",
        help_text=hint,
    )  # fmt: skip


class SayRisk(forms.Form):
    """What a risk says. `reason` is asked where it was said before."""

    version = _version()
    title = forms.CharField(label="The risk in a line", max_length=300, required=False)
    cause = _text("Cause", "Because of what? Such as: three of twelve caseworker posts are vacant.")
    event = _text("Event", "What may happen? Such as: assessments miss the date that the law sets.")
    effect = _text("Effect", "What comes of it for children and families?")
    category = forms.CharField(label="Category", max_length=100, required=False)
    owner = _post("Owner", "The post that answers for it.")
    review_on = DatePartsField(label="Next review by", required=False)
    reason = forms.CharField(label="Why it changes", required=False)

    def says(self) -> Says:
        return Says(**{name: self.cleaned_data[name] for name in self.cleaned_data if name in _SAID})


_SAID = ("title", "cause", "event", "effect", "category", "owner", "review_on")


class ReviseRisk(SayRisk):
    def __init__(self, risk: Risk, *args: Any, **kwargs: Any) -> None:
        initial = {name: getattr(risk, name) for name in _SAID} | {"version": risk.version}
        initial["owner"] = risk.owner and risk.owner.uuid
        super().__init__(*args, initial=initial, **kwargs)
        self._owner_text = risk.owner_text
        if risk.owner_text and not risk.owner:
            self.fields["owner"].help_text = f"As printed: {risk.owner_text}"

    def says(self) -> Says:
        found = super().says()
        return Says(**{**vars(found), "owner_text": "" if found.owner else self._owner_text})


class AddRisk(SayRisk):
    """A new risk, with the body whose register it goes on."""

    opened_on = DatePartsField(label="Found on", help_text="The day from which it is on the register.")
    body = forms.ModelChoiceField(
        Body.objects.order_by("name"), label="On whose register?", to_field_name="uuid", required=False,
        empty_label="No body yet",
    )  # fmt: skip
    reference = forms.CharField(
        label="Reference", max_length=40, required=False, help_text="Leave empty for the next number."
    )
    field_order = ["title", "cause", "event", "effect", "category", "owner", "body", "opened_on", "review_on",
                   "reference"]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"], self.fields["version"]


def levels(label: str, found: list[dict[str, Any]], required: bool = True) -> forms.TypedChoiceField:
    """A choice of the levels of a scale, each with its meaning."""
    choices = [(str(one["level"]), f"{one['level']} {one['word']}") for one in found]
    hints = {str(one["level"]): one["meaning"] for one in found if one["meaning"]}
    if not required:
        choices.append(("", "As before"))
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=int, empty_value=None, required=required,
        widget=HintedRadios(hints),
    )  # fmt: skip


class ScoreRisk(forms.Form):
    """A score on the scale of today."""

    version = _version()
    kind = forms.ChoiceField(
        label="Which score is it?",
        choices=RiskScore.Kind.choices,
        widget=HintedRadios({
            "inherent": "As it would be without any control.",
            "current": "As it is, with the controls that work.",
            "target": "As the council means it to be.",
        }),
    )  # fmt: skip
    effective_on = DatePartsField(label="As of which day?")
    by_on = DatePartsField(label="By when is the target to be reached?", required=False)
    reason = _text("Why this score", "What changed, or what it rests on.")
    field_order = ["version", "kind", "likelihood", "impact", "effective_on", "by_on", "reason"]

    def __init__(self, scale: RiskScale | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["likelihood"] = levels("Likelihood", scale.likelihood if scale else [])
        self.fields["impact"] = levels("Impact", scale.impact if scale else [])
        self.order_fields(self.field_order)


class ReviewRisk(forms.Form):
    version = _version()
    effective_on = DatePartsField(label="Reviewed on")
    words = _text("What was said", rows=3)
    next_on = DatePartsField(label="Next review by", required=False)
    field_order = ["version", "effective_on", "words", "likelihood", "impact", "next_on"]

    def __init__(self, scale: RiskScale | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if scale:
            self.fields["likelihood"] = levels("Likelihood now", scale.likelihood, required=False)
            self.fields["impact"] = levels("Impact now", scale.impact, required=False)
            self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if (found.get("likelihood") is None) != (found.get("impact") is None):
            self.add_error("impact", "Give likelihood and impact both, or leave both as before.")
        return found

    def levels(self) -> tuple[int, int] | None:
        likelihood, impact = self.cleaned_data.get("likelihood"), self.cleaned_data.get("impact")
        return None if likelihood is None or impact is None else (likelihood, impact)


class MoveRisk(forms.Form):
    version = _version()
    body = forms.ModelChoiceField(
        Body.objects.none(), label="To which body?", to_field_name="uuid", empty_label=None
    )
    effective_on = DatePartsField(label="On")
    reason = _text("Why", required=False)

    def __init__(self, bodies: list[Body], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Body.objects.filter(pk__in=[body.pk for body in bodies])
        self.fields["body"].queryset = rows.order_by("name")


class EndRisk(forms.Form):
    """Closing, and opening again."""

    version = _version()
    effective_on = DatePartsField(label="On")
    reason = _text("Why")


class AddControl(forms.Form):
    text = forms.CharField(
        label="What is in place", max_length=500, required=False,
        help_text="Such as: a weekly panel looks at each assessment past week 12.",
    )  # fmt: skip
    owner = _post("Whose control is it?")
    effective_on = DatePartsField(label="In place since")


class AssureControl(forms.Form):
    found = forms.ChoiceField(
        label="How does it stand?", choices=ControlAssurance.Found.choices,
        widget=HintedRadios({"not_tested": "It is said to be there; nobody has tested it."}),
    )  # fmt: skip
    words = _text("How it was tested, and what was found")
    effective_on = DatePartsField(label="Tested on")


class EndControl(forms.Form):
    effective_on = DatePartsField(label="No longer relied on since")
    reason = _text("Why")


class _Of(forms.ModelChoiceField):
    """A recommendation or an action, with what it is of."""

    def label_from_instance(self, record: Any) -> str:
        of = record.inspection if isinstance(record, Recommendation) else record.plan
        words = f"{record.reference} {record.title}".strip()
        return f"{words[:90]}{'…' if len(words) > 90 else ''} ({of})"


class TieRisk(forms.Form):
    """What treats a risk, what it bears on, what shows it: one of each at a time."""

    action = _Of(
        Action.objects.none(), label="An action that treats it", to_field_name="uuid", required=False,
        empty_label="None",
    )  # fmt: skip
    recommendation = _Of(
        Recommendation.objects.none(), label="A recommendation that it stands in the way of",
        to_field_name="uuid", required=False, empty_label="None",
    )  # fmt: skip
    measure = forms.ModelChoiceField(
        Measure.objects.none(), label="A measure that shows it", to_field_name="uuid", required=False,
        empty_label="None",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actions = (
            Action.objects.filter(gone_on=None).select_related("plan").order_by("plan__name", "position")
        )
        self.fields["action"].queryset = actions
        recommendations = Recommendation.objects.select_related("inspection")
        self.fields["recommendation"].queryset = recommendations.order_by("inspection__name", "sort_key")
        self.fields["measure"].queryset = Measure.objects.all()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and not any(found.values()):
            raise forms.ValidationError("Choose what to tie to this risk.")
        return found
