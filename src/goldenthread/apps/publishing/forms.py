"""Forms of the publishing room. `version` and `seen` say which state the person was shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from goldenthread.apps.govuk.widgets import CountedTextarea
from goldenthread.apps.publishing.small_numbers import LARGEST_THRESHOLD
from goldenthread.rulebook.arithmetic import LinkKind

LONGEST = 2000
ANY = ("", "Any")
KINDS = (
    (LinkKind.SHARE.value, "A share: the first measure as a percentage of the second"),
    (LinkKind.RATE.value, "A rate: one measure over a population"),
    (LinkKind.SUM.value, "A sum: two measures or more added up"),
    (LinkKind.STOCK_FLOW.value, "A stock: last time’s, and those who came less those who left"),
)


class Seen(forms.Form):
    """What was shown: the state, nothing else. A button on its own."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def _reason(label: str, hint: str = "", error: str = "Say why") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=LONGEST, widget=CountedTextarea(LONGEST, {"rows": 4}),
        error_messages={"required": error},
    )  # fmt: skip


class Explain(Seen):
    """Why a finding may stand."""

    words = _reason(
        "Why may it stand?", "This is published with the scorecard, unless it is about hidden figures.",
        "Say why the finding may stand",
    )  # fmt: skip


class PrepareAgain(forms.Form):
    """Why there is another edition."""

    reason = _reason("Why is there another edition?", "This is published with it.")


class TakeBack(Seen):
    """Why an approval is taken back."""

    reason = _reason("Why is the approval taken back?")


class Withhold(Seen):
    """Whether words stay out of the public edition, and why. `words_seen` is the digest of what was shown."""

    words_seen = forms.CharField(widget=forms.HiddenInput)
    withheld = forms.TypedChoiceField(
        label="What happens to these words in public?", widget=forms.RadioSelect,
        coerce=lambda text: text == "withhold",
        choices=[("let_in", "Let them in as they stand"), ("withhold", "Withhold them")],
        error_messages={"required": "Choose what happens to the words"},
    )  # fmt: skip
    reason = _reason("Why?", "This stays in the record. It is not published.")


class DecideLink(Seen):
    """Whether a link holds."""

    holds = forms.TypedChoiceField(
        label="Does this link hold?", widget=forms.RadioSelect, coerce=lambda text: text == "yes",
        choices=[("yes", "Yes: the numbers must agree"), ("no", "No: they need not agree")],
        error_messages={"required": "Choose whether the link holds"},
    )  # fmt: skip
    population = forms.ChoiceField(label="Which population is it over?", required=False)
    reason = forms.CharField(
        label="Why not?", required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 3}),
        help_text="Only where the link does not hold.",
    )  # fmt: skip

    def __init__(self, *args: Any, populations: Iterable[tuple[str, str]] | None, **kwargs: Any) -> None:
        """`populations` are those that a rate may be over, None for a link of another kind."""
        super().__init__(*args, **kwargs)
        if populations is None:
            del self.fields["population"]
        else:
            self.fields["population"].choices = [("", "The only one on record"), *populations]


class AddLink(forms.Form):
    """A link that nobody proposed."""

    kind = forms.ChoiceField(
        label="What kind of link is it?", choices=KINDS, widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of link it is"},
    )  # fmt: skip
    result = forms.ChoiceField(
        label="Which measure follows from others?", error_messages={"required": "Choose a measure"}
    )
    first = forms.ChoiceField(
        label="The first that it follows from", error_messages={"required": "Choose a measure"},
        help_text="Of a share the numerator; of a stock those who came.",
    )  # fmt: skip
    second = forms.ChoiceField(
        label="The second", required=False, help_text="Of a share the denominator; of a stock those who left."
    )
    others = forms.MultipleChoiceField(
        label="Others that are added", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Only for a sum of more than two.",
    )  # fmt: skip
    population = forms.ChoiceField(
        label="Which population is it over?", required=False, help_text="Only for a rate."
    )

    def __init__(
        self, *args: Any, measures: Iterable[tuple[str, str]], populations: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        measures = list(measures)
        for name in ("result", "first", "second"):
            self.fields[name].choices = [("", "Choose a measure"), *measures]
        self.fields["others"].choices = measures
        self.fields["population"].choices = [("", "The only one on record"), *populations]


class SmallNumbers(Seen):
    """How a measure's small counts are treated in public."""

    protected = forms.TypedChoiceField(
        label="Does this measure count children or young people?", widget=forms.RadioSelect,
        coerce=lambda text: text == "yes",
        choices=[("yes", "Yes: hide small counts in public"), ("no", "No: publish every count")],
        error_messages={"required": "Choose whether it counts children"},
    )  # fmt: skip
    threshold = forms.IntegerField(
        label="The largest count that is hidden", min_value=1, max_value=LARGEST_THRESHOLD,
        help_text="Usually 5.", widget=forms.NumberInput({"class": "govuk-input--width-2"}),
    )  # fmt: skip
    hides_zero = forms.BooleanField(label="Hide 0 as well", required=False)
    reason = _reason("Why?")


class RecordPopulation(forms.Form):
    """How many people there are in a year."""

    name = forms.CharField(label="Whose population is it?", max_length=120, help_text="Children under 18")
    year = forms.IntegerField(
        label="The year in which the financial year begins", min_value=1990, max_value=2100,
        help_text="2017 for 2017-18", widget=forms.NumberInput({"class": "govuk-input--width-4"}),
    )  # fmt: skip
    people = forms.IntegerField(
        label="How many people?", min_value=1, max_value=2_000_000_000,
        widget=forms.NumberInput({"class": "govuk-input--width-10"}),
    )  # fmt: skip
    source = forms.CharField(label="Where does the figure come from?", max_length=300)


class FindingFilter(forms.Form):
    """What narrows the list of findings."""

    code = forms.ChoiceField(label="Check", required=False)
    measure = forms.ChoiceField(label="Measure", required=False)
    state = forms.ChoiceField(
        label="State", required=False, choices=[ANY, ("open", "Open"), ("explained", "Explained")]
    )

    def __init__(
        self, *args: Any, codes: Iterable[str], measures: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [ANY, *((code, code) for code in codes)]
        self.fields["measure"].choices = [ANY, *measures]
