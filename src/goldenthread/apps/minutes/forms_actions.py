"""The forms of what a body asked for."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.minutes import log
from goldenthread.apps.minutes.following import Asked
from goldenthread.apps.minutes.forms import MinuteField
from goldenthread.apps.people.models import Post
from goldenthread.apps.plans.models import Action

UNDATED_HINT = "Leave it empty where nobody said: the action is then held as undated until somebody does."


class _Post(forms.ModelChoiceField):
    def label_from_instance(self, post: Post) -> str:
        return f"{post.title}, {post.organisation.name}"


class _Served(forms.ModelChoiceField):
    def label_from_instance(self, record: Any) -> str:
        of = record.inspection if isinstance(record, Recommendation) else record.plan
        words = f"{record.reference} {record.title}".strip()
        return f"{words[:90]}{'…' if len(words) > 90 else ''} ({of})"


class FilterLog(forms.Form):
    """Narrows a body's log."""

    state = forms.ChoiceField(label="State", choices=log.STATES, required=False)
    words = forms.CharField(label="Words", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)

    def wanted(self) -> log.Wanted:
        """What was asked for; a part that cannot be understood is left out."""
        self.full_clean()
        return log.Wanted(self.cleaned_data.get("state", ""), self.cleaned_data.get("words", ""))


class FilterResolutions(forms.Form):
    words = forms.CharField(label="Words", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)

    def wanted(self) -> str:
        self.full_clean()
        return str(self.cleaned_data.get("words", ""))


class _Says(forms.Form):
    """What is asked for, of whom, and what it serves."""

    words = forms.CharField(label="What is to be done", widget=forms.Textarea(attrs={"rows": 3}))
    owner = _Post(
        Post.objects.none(), label="Who owes it", to_field_name="uuid", empty_label="Choose a post",
    )  # fmt: skip
    recommendation = _Served(
        Recommendation.objects.none(), label="Recommendation that it serves", to_field_name="uuid",
        empty_label="None", required=False,
    )  # fmt: skip
    plan_action = _Served(
        Action.objects.none(), label="Action of a plan that it serves", to_field_name="uuid",
        empty_label="None", required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Post.objects.select_related("organisation").order_by("title")
        self.fields["recommendation"].queryset = Recommendation.objects.select_related("inspection").order_by(
            "inspection__name", "id"
        )
        self.fields["plan_action"].queryset = (
            Action.objects.filter(gone_on=None).select_related("plan").order_by("plan__name", "sort_key")
        )


class RaiseAction(_Says):
    due_on = DatePartsField(label="By when?", required=False, help_text=UNDATED_HINT)
    due_words = forms.CharField(
        label="What was said of when", max_length=200, required=False, help_text="Such as: a future meeting."
    )
    field_order = ["words", "owner", "due_on", "due_words", "recommendation", "plan_action"]

    def asked(self) -> Asked:
        return Asked(**self.cleaned_data)


class ChangeAction(_Says):
    """`owned` False: a past minute names an owner whom no post here is."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label="Why it changes")

    def __init__(self, *args: Any, owned: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].required = owned


class GiveDay(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    due_on = DatePartsField(label="By when?")
    reason = forms.CharField(label="Why this day", required=False, help_text="Needed where the day moves.")


class ReportAction(forms.Form):
    words = forms.CharField(label="How it stands", widget=forms.Textarea(attrs={"rows": 4}))
    done = forms.BooleanField(
        label="It is done, and the body can close it", required=False,
        help_text="It stays open until a meeting closes it.",
    )  # fmt: skip
    effective_on = DatePartsField(label="Which day does it speak of?")


class CloseAction(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    minute = MinuteField("Which minute closes it?")
    words = forms.CharField(label="What came of it", required=False)

    def __init__(self, *args: Any, minutes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minute"].queryset = minutes
