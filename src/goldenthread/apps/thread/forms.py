"""The form that ties a measure into a thread."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.plans.models import SuccessIndicator


class LinkMeasure(forms.Form):
    """Which measure, and what it shows: the recommendation itself, or that an action has worked."""

    measure = forms.ModelChoiceField(Measure.objects.all(), label="Measure", empty_label="Choose a measure")
    indicator = forms.ModelChoiceField(
        SuccessIndicator.objects.none(), label="What it shows", required=False,
        empty_label="Whether the recommendation is met",
    )  # fmt: skip

    def __init__(self, recommendation: Recommendation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        serving = SuccessIndicator.objects.filter(
            gone_on=None,
            action__gone_on=None,
            action__in=recommendation.services.values("action"),
        )
        self.fields["indicator"].queryset = serving.select_related("action").order_by(
            "action__plan", "action__position", "position"
        )
        self.fields["indicator"].label_from_instance = lambda one: f"{one.action.reference}: {one.text[:80]}"
