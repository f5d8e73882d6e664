"""The forms of what audits teach, and of two audits beside each other."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.apps.audits.models import Audit, Sort
from goldenthread.apps.plans.models import Action


class FindTheme(forms.Form):
    """A theme that an audit found."""

    name = forms.CharField(label="Theme", max_length=120)
    sort = forms.ChoiceField(label="What is it?", choices=Sort.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="What was seen", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="No child is named.",
    )  # fmt: skip

    def __init__(self, *args: Any, known: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = (
            f"The same words as before, so that it is seen to repeat. Known: {', '.join(known)}."
            if known
            else "Short, so that other audits can say the same: voice of the child."
        )


class ActionField(forms.ModelChoiceField):
    def label_from_instance(self, action: Action) -> str:
        words = str(action)
        return f"{words[:90]}{'…' if len(words) > 90 else ''} ({action.plan})"


class Learn(forms.Form):
    """What is to be learned, and which action does it."""

    text = forms.CharField(label="What is to be learned", widget=forms.Textarea(attrs={"rows": 3}))
    action = ActionField(
        Action.objects.none(), label="Action of a plan that does it", required=False, to_field_name="uuid",
        empty_label="None yet",
        help_text="Such an action is followed up in its plan, like any other. Add it to the plan first.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = Action.objects.filter(gone_on=None).select_related("plan")
        self.fields["action"].queryset = listed.order_by("plan__name", "position")


class ChooseTwo(forms.Form):
    """Two audits to see beside each other."""

    one = forms.ModelChoiceField(
        Audit.objects.none(), label="First audit", to_field_name="uuid", empty_label="Choose an audit"
    )
    other = forms.ModelChoiceField(
        Audit.objects.none(), label="Second audit", to_field_name="uuid", empty_label="Choose an audit"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        for name in ("one", "other"):
            self.fields[name].queryset = Audit.objects.order_by("-starts", "-number")
