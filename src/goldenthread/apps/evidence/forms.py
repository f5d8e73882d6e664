"""The forms of evidence. Each that changes a piece carries the version that its person saw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.apps.evidence.kinds import EvidenceKind, kind_choices
from goldenthread.apps.evidence.listing import STATES
from goldenthread.apps.evidence.models import FILE, LINK, NAMED, Bears, Piece, Sensitivity, Source
from goldenthread.apps.files.fields import FilesField
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.govuk.widgets import CountedTextarea, HintedRadios
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.people.models import Post

FINDING_LIMIT = 2000
WHOLE = "The recommendation as a whole"


class NarrowEvidence(forms.Form):
    """What the list is narrowed by."""

    find = forms.CharField(label="Words", max_length=200, required=False)
    source = forms.ChoiceField(label="Source", choices=[("", "All"), *Source.choices], required=False)
    kind = forms.ChoiceField(label="Kind", required=False)
    state = forms.ChoiceField(label="Which", choices=[("", "All"), *STATES], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "All"), *kind_choices()]

    def asked(self) -> dict[str, str]:
        """What is asked; what is not on offer is not."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class AboutPiece(forms.Form):
    """What is said about a piece, whatever it says itself."""

    title = forms.CharField(label="What is it called?", max_length=300)
    source = forms.ChoiceField(
        label="Which source is it?", choices=Source.choices,
        widget=HintedRadios({
            Source.FIGURES: "A measure, a count.",
            Source.AUDIT: "An audit of cases, a review, an inspection visit.",
            Source.CHILDREN_AND_FAMILIES: "What children, parents and carers say: surveys, complaints.",
            Source.STAFF: "What staff say: surveys, supervision, visits to teams.",
        }),
    )  # fmt: skip


class Vouching(forms.Form):
    """Who stands for a piece, how long it may be used, and who may open it."""

    vouched_by = forms.ModelChoiceField(
        Post.objects.select_related("organisation"), label="Who vouches for it?",
        help_text="The post that would answer a question about it.", required=False,
    )  # fmt: skip
    vouched_text = forms.CharField(label="Or in words", max_length=200, required=False)
    expires_on = DatePartsField(
        label="Last day on which it may be used", help_text="From the next day it has expired.",
        required=False,
    )  # fmt: skip
    sensitivity = forms.ChoiceField(
        label="Who may open it?", choices=Sensitivity.choices, initial=Sensitivity.ORDINARY,
        widget=HintedRadios({
            Sensitivity.ORDINARY: "Whoever reads recommendations here.",
            Sensitivity.RESTRICTED: "Improvement officers, heads, directors, the body that answers for the "
            "recommendation, and who brought or vouches for it.",
        }),
    )  # fmt: skip


class Finding(forms.Form):
    """What was found: without it a piece counts as nothing."""

    finding = forms.CharField(
        label="What was found", widget=CountedTextarea(FINDING_LIMIT), max_length=FINDING_LIMIT,
        help_text="A file alone counts as nothing. Name no child.", required=False,
    )  # fmt: skip
    period = forms.CharField(
        label="Over which period", help_text="For example: April to June 2018, or 2018-19 Q1.",
        max_length=100, required=False,
    )  # fmt: skip
    sample = forms.CharField(
        label="How many were looked at or asked", help_text="For example: 20 of 140 assessments.",
        max_length=300, required=False,
    )  # fmt: skip
    effective_on = DatePartsField(
        label="Which day does it speak of?", help_text="The last day it tells of, not the day of upload.",
        required=False,
    )  # fmt: skip


class Where(forms.Form):
    """Where a piece is: a file, an address, or somewhere else."""

    file = FilesField(
        label="File", help_text="PDF, Word, Excel, PowerPoint, picture or text.", required=False
    )
    url = forms.URLField(
        label="Or its address", help_text="What stands there may change: a file is safer.", max_length=1000,
        required=False, assume_scheme="https",
    )  # fmt: skip
    named = forms.CharField(
        label="Or where else it is kept", help_text="For example: audit team, paper file.", max_length=300,
        required=False,
    )  # fmt: skip


class Bearings(forms.Form):
    """What a piece does for a recommendation."""

    element = forms.ChoiceField(label="Which part of it?", required=False)
    bears = forms.ChoiceField(
        label="What does it do?", choices=Bears.choices,
        widget=HintedRadios({
            Bears.SUPPORTS: "It shows that the recommendation is being met.",
            Bears.CONTRADICTS: "It speaks against that. Somebody has to answer it.",
        }),
    )  # fmt: skip
    why = forms.CharField(
        label="Why", widget=forms.Textarea(attrs={"rows": 2}), required=False,
        help_text="Of a contradiction: what it contradicts.",
    )  # fmt: skip

    def take(self, recommendation: Recommendation) -> None:
        """Offer the elements of a recommendation; ask for none where it has none."""
        elements = list(recommendation.elements.all())
        if not elements:
            del self.fields["element"]
            return
        offered = [(str(one.uuid), f"{one.reference} {one.title}") for one in elements]
        self.fields["element"].choices = [("", WHOLE), *offered]


class BringEvidence(AboutPiece, Where, Finding, Bearings, Vouching):
    """A new piece, and what it bears on."""

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].required = True
        self.take(recommendation)


class FindRecord(forms.Form):
    """Which records to choose from."""

    kind = forms.ChoiceField(label="What is it?")
    find = forms.CharField(label="Words in its title", max_length=200, required=False)

    def __init__(self, *args: Any, kinds: Sequence[EvidenceKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.key, kind.label) for kind in kinds]


class BringRecord(Bearings, Vouching):
    """A record of another room as evidence. Its source, finding, period and sample are the record's own."""

    record = forms.ChoiceField(
        label="Which one?", widget=forms.RadioSelect, error_messages={"required": "Choose the record"}
    )
    finding = forms.CharField(
        label="What it shows, in your words", widget=CountedTextarea(FINDING_LIMIT), max_length=FINDING_LIMIT,
        help_text="Leave empty to take what the record says.", required=False,
    )  # fmt: skip
    field_order = ("record", "element", "bears", "why", "finding", "vouched_by")

    def __init__(
        self, *args: Any, recommendation: Recommendation, offered: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["record"].choices = offered
        self.take(recommendation)


class NewVersion(Where, Finding):
    """What a piece says now. What is asked follows what the piece is."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    expires_on = DatePartsField(
        label="Last day on which it may be used", help_text="Leave as it is if it stays.", required=False
    )
    reason = forms.CharField(label="Why there is a new version")

    def __init__(self, *args: Any, piece: Piece, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].required = piece.kind in (FILE, LINK, NAMED)
        for kind, name in ((FILE, "file"), (LINK, "url"), (NAMED, "named")):
            if piece.kind != kind:
                del self.fields[name]
            else:
                self.fields[name].label = self.fields[name].label.removeprefix("Or ").capitalize()


class Particulars(AboutPiece, Vouching):
    """What is said about a piece."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label="Why it changes", required=False)


class Reason(forms.Form):
    """Why something ends."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label="Why")


class UseElsewhere(Bearings):
    """Another recommendation, or element, that a piece bears on."""

    on = forms.ChoiceField(label="On which recommendation?")
    field_order = ("on", "bears", "why")

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["element"]
        self.fields["on"].choices = [("", "Choose one"), *offered]


class AnswerContradiction(forms.Form):
    """`seen`: the version of the piece that was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="What is answered to it", widget=CountedTextarea(FINDING_LIMIT), max_length=FINDING_LIMIT,
        help_text="Why it is no objection, or what is done about it. Earlier answers stay.",
    )  # fmt: skip
