"""Forms of the measures room: lists to narrow, a measure, a target, a scorecard, an override."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.govuk.widgets import HintedRadios
from goldenthread.apps.measures.actions import EDITABLE
from goldenthread.apps.measures.doubt_forms import FIELDS as DOUBT_FIELDS
from goldenthread.apps.measures.doubt_forms import AsksTwice
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.neighbours import Flag
from goldenthread.apps.measures.recorded import plain
from goldenthread.apps.people.models import Post
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.rating import Polarity, Rag, ToleranceKind

POLARITIES = (
    (Polarity.HIGH.value, "High is good"),
    (Polarity.LOW.value, "Low is good"),
    (Polarity.RANGE.value, "A range is good"),
    (Polarity.NEITHER.value, "Neither"),
    ("", "Nobody has said"),
)
TOLERANCES = (
    (ToleranceKind.POINTS.value, "Points"),
    (ToleranceKind.PERCENT.value, "Percent of the target"),
    (ToleranceKind.THRESHOLD.value, "A threshold"),
    (ToleranceKind.NONE.value, "No amber"),
)
TOLERANCE_HINTS = {
    ToleranceKind.POINTS.value: "In the measure’s own unit: 5 points below a target of 85% is 80%.",
    ToleranceKind.PERCENT.value: "10 percent above a target of at most 400 is 440.",
    ToleranceKind.THRESHOLD.value: "The last value that is amber.",
    ToleranceKind.NONE.value: "A missed target is red.",
}
RAGS = ((Rag.RED.value, "Red"), (Rag.AMBER.value, "Amber"), (Rag.GREEN.value, "Green"))
ANY = ("", "Any")
UNKNOWN = "unknown"


class LibraryFilter(forms.Form):
    """What narrows the library. Reads like ?q=care&polarity=high."""

    q = forms.CharField(label="Words in the title", required=False)
    section = forms.ChoiceField(label="Section", required=False)
    polarity = forms.ChoiceField(
        label="Good is", required=False,
        choices=[ANY, *POLARITIES[:4], (UNKNOWN, "Nobody has said")],
    )  # fmt: skip
    unit = forms.ChoiceField(label="Unit", required=False)
    rating = forms.ChoiceField(
        label="Latest rating", required=False, choices=[ANY, *RAGS, (Rag.NOT_RATED.value, "Not rated")]
    )

    def __init__(self, *args: Any, sections: Sequence[str], units: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [ANY, *((one, one) for one in sections)]
        self.fields["unit"].choices = [
            ANY,
            ("count", "Count, no unit"),
            *((one, one) for one in units if one),
        ]


class ScorecardFilter(forms.Form):
    """What narrows a scorecard's rows, and the period that it shows."""

    period = forms.ChoiceField(label="Period", required=False)
    rating = forms.ChoiceField(
        label="Rating", required=False, choices=[ANY, *RAGS, (Rag.NOT_RATED.value, "Not rated")]
    )
    direction_of_travel = forms.ChoiceField(
        label="Direction of travel", required=False,
        choices=[ANY, ("better", "Better"), ("same", "Same"), ("worse", "Worse"), ("unclear", "Not known")],
    )  # fmt: skip
    section = forms.ChoiceField(label="Section", required=False)
    differs = forms.BooleanField(label="Computed differs from stated", required=False)
    red_and_worse = forms.BooleanField(label="Red and getting worse", required=False)

    def __init__(
        self, *args: Any, periods: Sequence[Period], sections: Sequence[str], flags: Sequence[Flag] = (),
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        for one in flags:
            words = one.words[:1].upper() + one.words[1:]
            self.fields[one.name] = forms.BooleanField(label=words, required=False)
        self.fields["period"].choices = [(str(one), str(one)) for one in periods]
        self.fields["section"].choices = [ANY, *((one, one) for one in sections)]


class EditMeasure(forms.Form):
    """A measure as the library keeps it. `version` is the one that the person was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reference = forms.CharField(label="Reference", max_length=40, required=False)
    title = forms.CharField(label="Title", max_length=400)
    definition = forms.CharField(label="Definition", widget=forms.Textarea({"rows": 4}), required=False)
    unit = forms.CharField(
        label="Unit",
        max_length=40,
        required=False,
        help_text="%, days, weeks, per 10,000. Empty for a count.",
    )
    polarity = forms.ChoiceField(
        label="Which way is good?", widget=forms.RadioSelect, choices=POLARITIES, required=False
    )
    cumulative = forms.BooleanField(label="Figures are for the year to date", required=False)
    numerator = forms.CharField(label="Numerator", widget=forms.Textarea({"rows": 2}), required=False)
    denominator = forms.CharField(label="Denominator", widget=forms.Textarea({"rows": 2}), required=False)
    frequency = forms.CharField(label="Frequency", max_length=40, required=False)
    service_area = forms.CharField(label="Service area", max_length=200, required=False)
    lead = forms.ModelChoiceField(Post.objects.all(), label="Lead for comments", required=False)
    lead_text = forms.CharField(label="Lead as printed", max_length=200, required=False)
    decimal_places = forms.IntegerField(label="Decimal places", min_value=0, max_value=6, required=False)
    plan_priority = forms.CharField(label="Plan priority", max_length=200, required=False)
    corporate_priority = forms.CharField(label="Corporate priority", max_length=200, required=False)
    dead_band = forms.DecimalField(
        label="Dead band", min_value=0, max_digits=12, decimal_places=4,
        help_text="A move of no more than this, in the measure’s unit, is level.",
    )  # fmt: skip
    tolerance_kind = forms.ChoiceField(
        label="Where does amber end?", choices=TOLERANCES, widget=HintedRadios(TOLERANCE_HINTS)
    )
    tolerance = forms.DecimalField(label="Tolerance", max_digits=12, decimal_places=4)

    @staticmethod
    def initial_of(measure: Measure) -> dict[str, Any]:
        """What the form shows of a measure."""
        shown = {name: getattr(measure, name) for name in EDITABLE} | {"lead": measure.lead_id}
        return shown | {
            "version": measure.version,
            "dead_band": plain(measure.dead_band),
            "tolerance_kind": measure.tolerance_kind,
            "tolerance": plain(measure.tolerance),
        }

    def fields_given(self) -> dict[str, Any]:
        """The cleaned fields that `define_measure` and `revise_measure` take."""
        return {name: self.cleaned_data[name] for name in EDITABLE}


class SetTarget(AsksTwice):
    """A target as councils write it, and the day from which it holds."""

    field_order = ("target", *DOUBT_FIELDS)
    target = forms.CharField(
        label="Target", max_length=300, required=False,
        help_text="85%, <15%, 35-40, more than one source. Leave empty to say that there is none.",
    )  # fmt: skip
    effective_on = DatePartsField(label="Holds from", help_text="For example, 1 4 2018")
    reason = forms.CharField(label="Reason", widget=forms.Textarea({"rows": 3}), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_or_leave_out()


class MakeScorecard(forms.Form):
    name = forms.CharField(label="Name", max_length=200)
    body = forms.ModelChoiceField(Body.objects.all(), label="The body that reads it", required=False)


class PlaceMeasure(forms.Form):
    """A measure of the library for a scorecard."""

    measure = forms.ModelChoiceField(Measure.objects.all(), label="Measure")
    section = forms.CharField(label="Section", max_length=200, required=False)
    reference = forms.CharField(label="Reference on this scorecard", max_length=40, required=False)


class TakeOff(forms.Form):
    """From which day a scorecard no longer lists a measure, and why."""

    gone_on = DatePartsField(label="No longer on it from", help_text="For example, 1 4 2018")
    reason = forms.CharField(
        label="Reason", widget=forms.Textarea({"rows": 3}), max_length=2000,
        help_text="Papers and pages of the days before still show it.",
    )  # fmt: skip


class OverrideRating(forms.Form):
    """A rating in place of the computed one, with its reason; or the computed one again."""

    WITHDRAW = "withdraw"

    rag = forms.ChoiceField(label="Rating", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Reason", widget=forms.Textarea({"rows": 5}),
        help_text="The board reads this beside the computed rating.",
    )  # fmt: skip

    def __init__(self, *args: Any, overridden: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        withdraw = [(self.WITHDRAW, "Withdraw the override: let the computed rating stand")]
        self.fields["rag"].choices = [*RAGS, *(withdraw if overridden else [])]
