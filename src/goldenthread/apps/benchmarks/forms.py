"""Forms of the benchmarks room: neighbours, mappings, who published a release, and lists to narrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.apps.benchmarks.models import MOST_NEIGHBOURS, IndicatorMapping
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.recorded import plain
from goldenthread.rulebook.periods import Period


class NeighbourSetForm(forms.Form):
    """Who the statistical neighbours are from a day on."""

    name = forms.CharField(
        label="Name of the set", max_length=200, help_text="For example, Statistical neighbours 2014."
    )
    council = forms.CharField(
        label="Our council, as published figures name it", max_length=200,
        help_text="Published figures of our own council and its region are found by it.",
    )  # fmt: skip
    neighbours = forms.CharField(
        label="Neighbours", widget=forms.Textarea({"rows": 10}),
        help_text=f"One on a line, the closest first, at most {MOST_NEIGHBOURS}.",
    )  # fmt: skip
    starts = DatePartsField(label="Holds from", help_text="For example, 1 4 2017")
    ends = DatePartsField(
        label="No longer holds from", required=False,
        help_text="Leave empty where it holds until the next set.",
    )  # fmt: skip
    source = forms.CharField(label="Where it is from", max_length=300, required=False)

    def fields_given(self) -> dict[str, Any]:
        return self.cleaned_data | {"neighbours": self.cleaned_data["neighbours"].splitlines()}


class MapIndicator(forms.Form):
    """Which measure a published indicator is, and in which unit its numbers are."""

    measure = forms.ModelChoiceField(Measure.objects.all(), label="Our measure", to_field_name="uuid")
    unit = forms.CharField(
        label="Unit of the published numbers", max_length=40, required=False,
        help_text="%, per 10,000. Empty for a count. Of another unit they are shown, never compared.",
    )  # fmt: skip
    multiplier = forms.DecimalField(
        label="Multiply the published numbers by", max_digits=12, decimal_places=6, initial=1,
        help_text="1 as they are; 100 where a percentage is published as 0.83.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Why the scale changes", required=False,
        help_text="Only where the indicator was this measure before, on another scale.",
    )  # fmt: skip


class EndMapping(forms.Form):
    reason = forms.CharField(
        label="Why it is not this measure", widget=forms.Textarea({"rows": 3}), required=False
    )

    def __init__(self, *args: Any, mapping: IndicatorMapping, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = (
            f"Pages of the days before still show it, in {mapping.unit or 'counts'}"
            f" times {plain(mapping.multiplier):f}."
        )


class DescribeRelease(forms.Form):
    publisher = forms.CharField(
        label="Who published it", max_length=200, required=False,
        help_text="For example, Department for Education.",
    )  # fmt: skip


class NarrowIndicators(forms.Form):
    """What narrows the list of indicators. Reads like ?q=assess&mapped=no."""

    q = forms.CharField(label="Words in the name", required=False)
    mapped = forms.ChoiceField(
        label="Our measure", required=False, choices=[("", "Any"), ("yes", "Mapped"), ("no", "Not mapped")]
    )


class ChoosePeriod(forms.Form):
    """The period of the benchmarks."""

    period = forms.ChoiceField(label="Period", required=False)

    def __init__(self, *args: Any, periods: Sequence[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [(str(one), str(one)) for one in periods]
