"""Forms of marks: which kind, what each says, and why one is withdrawn."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.govuk.widgets import HintedRadios
from goldenthread.apps.measures.marks import TRENDS
from goldenthread.apps.measures.marks_models import LEAST_BASELINE, MarkKind

MEANINGS = {
    MarkKind.EVENT: "A new service, a new form. It explains the figures and changes no limit.",
    MarkKind.DEFINITION: "The measure counts something else from a day on. Nothing is compared across it.",
    MarkKind.STEP: "The process itself changed. Limits are worked out anew once a second person agrees.",
    MarkKind.BASELINE: "Limits come from the first figures alone, once a second person agrees.",
    MarkKind.TREND: "7 points one after another, or 6 as some spreadsheets have it.",
}
MOST_WORDS = 1000


class ChooseMark(forms.Form):
    """What somebody wants to mark."""

    kind = forms.ChoiceField(
        label="What do you want to mark?", choices=MarkKind.choices,
        widget=HintedRadios({kind.value: words for kind, words in MEANINGS.items()}),
    )  # fmt: skip


class _SaysWords(forms.Form):
    words = forms.CharField(label="Words", widget=forms.Textarea({"rows": 3}), max_length=MOST_WORDS)


class OfEvent(_SaysWords):
    day = DatePartsField(label="On which day?", help_text="For example, 1 4 2018")
    link = forms.URLField(
        label="Link to more about it", required=False, max_length=500, assume_scheme="https"
    )
    field_order = ("day", "words", "link")


class OfDefinition(_SaysWords):
    day = DatePartsField(
        label="From which day?",
        help_text="The period that this day is in is of the new definition. For example, 1 4 2018",
    )
    field_order = ("day", "words")


class OfStep(_SaysWords):
    day = DatePartsField(
        label="From which day?",
        help_text="The period that this day is in is the first of the new limits. For example, 1 4 2018",
    )
    field_order = ("day", "words")


class OfBaseline(_SaysWords):
    points = forms.IntegerField(
        label="From how many of the first figures?", min_value=LEAST_BASELINE, max_value=1000,
        help_text=f"{LEAST_BASELINE} or more. After a step change it is the first figures of what follows.",
        widget=forms.NumberInput({"class": "govuk-input--width-4"}),
    )  # fmt: skip
    field_order = ("points", "words")


class OfTrend(_SaysWords):
    points = forms.TypedChoiceField(
        label="How many points make a trend?", coerce=int, widget=forms.RadioSelect,
        choices=[(points, f"{points} points") for points in TRENDS],
    )  # fmt: skip
    field_order = ("points", "words")


FORMS: dict[MarkKind, type[_SaysWords]] = {
    MarkKind.EVENT: OfEvent,
    MarkKind.DEFINITION: OfDefinition,
    MarkKind.STEP: OfStep,
    MarkKind.BASELINE: OfBaseline,
    MarkKind.TREND: OfTrend,
}
_WORDS_LABELS = {MarkKind.EVENT: "What happened?", MarkKind.DEFINITION: "What changed?"}


def form_of(kind: MarkKind, *given: Any) -> forms.Form:
    """The form of a kind of mark: its words are a reason where they are not an account."""
    form = FORMS[kind](*given)
    form.fields["words"].label = _WORDS_LABELS.get(kind, "Why?")
    return form


class AgreeToMark(forms.Form):
    """Nothing is asked: to agree is the button."""


class WithdrawMark(forms.Form):
    reason = forms.CharField(
        label="Why is it withdrawn?", widget=forms.Textarea({"rows": 3}), max_length=MOST_WORDS
    )
