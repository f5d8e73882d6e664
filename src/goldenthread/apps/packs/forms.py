"""What a clerk is asked about packs."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.govuk.widgets import CountedTextarea
from goldenthread.apps.packs import queries
from goldenthread.apps.packs.actions import Wanted

WHOLE, SUPPLEMENT = "whole", "supplement"


class BuildPack(forms.Form):
    """Which pack to build. Part 2 is offered where there are exempt items, a supplement after publication."""

    part = forms.TypedChoiceField(
        label="Which part?", coerce=int, widget=forms.RadioSelect, initial=1,
        choices=[(1, "Part 1: the public pack"), (2, "Part 2: the restricted pack")],
    )  # fmt: skip
    what = forms.ChoiceField(
        label="What goes into it?", widget=forms.RadioSelect, initial=WHOLE,
        choices=[
            (WHOLE, "The whole agenda with all its papers"),
            (SUPPLEMENT, "A supplement: only what came after the pack was published"),
        ],
    )  # fmt: skip
    reason = forms.CharField(
        label="Why the chair takes it late", required=False, max_length=500, widget=CountedTextarea(500),
        help_text="For a supplement. It is printed on its front sheet.",
    )  # fmt: skip
    duplex = forms.BooleanField(
        label="Start each paper on a fresh sheet, for printing on both sides", required=False, initial=True,
        help_text="A blank page is put in where one is needed, and says so.",
    )  # fmt: skip

    def __init__(self, *args: Any, exempt: bool, published: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not exempt:
            del self.fields["part"]
        if not published:
            del self.fields["what"], self.fields["reason"]

    def wanted(self) -> Wanted:
        said = self.cleaned_data
        return Wanted(
            part=said.get("part", 1),
            supplement=said.get("what") == SUPPLEMENT,
            reason=said.get("reason", "") if said.get("what") == SUPPLEMENT else "",
            duplex=said["duplex"],
        )


class PublishPack(forms.Form):
    """Why it changes after publication, is late, or prints small counts, where that has to be said."""

    changed_because = forms.CharField(
        label="Why it changes after it was published", max_length=500, widget=CountedTextarea(500),
        help_text="Readers of what was published before see it.",
    )  # fmt: skip
    late_because = forms.CharField(
        label="Why it is published after the last day", max_length=500, widget=CountedTextarea(500)
    )

    small_counts_because = forms.CharField(
        label="Why the small counts are published as they are", max_length=500, widget=CountedTextarea(500),
        help_text="It stands on the pack’s page. Do not say more about any child here.",
    )  # fmt: skip

    def __init__(self, *args: Any, changed: bool, late: bool, small: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not changed:
            del self.fields["changed_because"]
        if not late:
            del self.fields["late_because"]
        if not small:
            del self.fields["small_counts_because"]


class Filter(forms.Form):
    """Narrows the list of packs."""

    body = forms.ModelChoiceField(
        Body.objects.none(), required=False, label="Body", empty_label="All", to_field_name="uuid"
    )
    part = forms.ChoiceField(
        required=False, label="Part", choices=[("", "All"), ("1", "Public"), ("2", "Restricted")]
    )
    editions = forms.ChoiceField(
        required=False, label="Editions", choices=[("", "Those that stand"), ("all", "All")]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["body"].queryset = queries.bodies_with_packs()

    def wanted(self) -> queries.Wanted:
        """What is wanted; what cannot be read is left out."""
        self.full_clean()
        said = self.cleaned_data
        return queries.Wanted(said.get("body"), said.get("part", ""), said.get("editions") == "all")
