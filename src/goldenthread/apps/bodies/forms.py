"""The forms of a body: what it is, whom it reports to, a seat on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from goldenthread.apps.bodies.models import Body, Membership, NoticeLaw
from goldenthread.apps.bodies.queries import members_of
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.govuk.widgets import Suggested
from goldenthread.apps.people.models import Person, Post

KINDS = (
    "Council", "Executive", "Portfolio holder", "Committee", "Scrutiny committee", "Statutory board",
    "Statutory partnership", "Partnership board", "Improvement board", "Sub group", "Workstream",
    "Task and finish group", "Working group", "Management team",
)  # fmt: skip
CAPACITIES = ("Chair", "Vice-chair", "Member", "Co-opted member", "Observer", "Adviser", "Secretary")


class WhatItIs(forms.Form):
    name = forms.CharField(label="Name", max_length=200)
    kind = forms.CharField(
        label="Kind", max_length=60, widget=Suggested(KINDS),
        help_text="Choose one, or write it in the council’s own words.",
    )  # fmt: skip
    purpose = forms.CharField(label="Purpose", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    in_public = forms.BooleanField(label="It meets in public", required=False)


class Reporting(forms.Form):
    reports_to = forms.ModelChoiceField(
        Body.objects.all(), label="Reports to", required=False, empty_label="No other body here"
    )
    cadence = forms.CharField(
        label="How often", max_length=60, required=False, help_text="Monthly, quarterly, each term."
    )
    cadence_assumed = forms.BooleanField(label="How often is assumed: no paper says it", required=False)

    def __init__(self, *args: Any, body: Body | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if body is not None:
            self.fields["reports_to"].queryset = Body.objects.exclude(pk=body.pk)


class Version(forms.Form):
    """Which version of a body the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReviseBody(WhatItIs, Version): ...


class ChangeReporting(Reporting, Version): ...


class AddBody(WhatItIs, Reporting):
    field_order = ["name", "kind", "reports_to", "cadence", "cadence_assumed", "purpose", "in_public"]


class SetTerms(Version):
    terms_of_reference = forms.CharField(
        label="Terms of reference", required=False, widget=forms.Textarea(attrs={"rows": 12})
    )
    quorum = forms.IntegerField(
        label="Quorum", required=False, min_value=1, max_value=500,
        help_text="How many members with a vote a decision needs.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )  # fmt: skip
    quorum_words = forms.CharField(
        label="Quorum in words", max_length=200, required=False,
        help_text="Where it is a part of the members: “a quarter of the voting members, at least three”. It "
        "is counted out over the seats held on the day, unless a number stands above.",
    )  # fmt: skip
    notice_law = forms.ChoiceField(
        label="Notice of its meetings", choices=NoticeLaw.choices, required=False, widget=forms.RadioSelect
    )
    field_order = ["terms_of_reference", "quorum", "quorum_words", "notice_law", "version"]


class Sitter(forms.Form):
    """Who sits in a seat: a post, and where the seat is given to somebody by name, that person."""

    post = forms.ModelChoiceField(
        Post.objects.select_related("organisation"), label="Post", empty_label="Choose a post"
    )
    person = forms.ModelChoiceField(
        Person.objects.filter(is_active=True), label="Person", required=False,
        empty_label="Whoever holds the post",
        help_text="Only where the seat is given to somebody by name.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].label_from_instance = _post_words


def _post_words(post: Post) -> str:
    return f"{post.title}, {post.organisation}"


class SeatMember(Sitter):
    capacity = forms.CharField(
        label="Role in the body", max_length=60, required=False, widget=Suggested(CAPACITIES),
        help_text="Chair, vice-chair, member, observer, secretary.",
    )  # fmt: skip
    seat = forms.CharField(
        label="Name of the seat", max_length=120, required=False,
        help_text="Where the terms of reference name it, such as “Schools’ representative”. One member sits "
        "in a named seat at a time.",
    )  # fmt: skip
    voting = forms.BooleanField(label="It has a vote", required=False, initial=True)
    substitute_for = forms.ModelChoiceField(
        Membership.objects.none(), label="Substitute for", required=False, empty_label="Nobody: a member",
        help_text="A substitute sits, and votes, only when that member is away.", to_field_name="uuid",
    )  # fmt: skip
    starts = DatePartsField(label="From")
    ends = DatePartsField(
        label="Until", required=False, help_text="The first day without the seat. Leave empty if it goes on."
    )

    def __init__(self, *args: Any, body: Body, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["substitute_for"].queryset = members_of(body, today)
        self.fields["substitute_for"].label_from_instance = _seat_words


def _seat_words(seat: Membership) -> str:
    return ", ".join(str(part) for part in (seat.person or seat.post, seat.seat or seat.capacity) if part)


class EndSeat(forms.Form):
    ends = DatePartsField(label="Until", help_text="The first day without the seat.")
    reason = forms.CharField(label="Why it ends", max_length=200, required=False)


class HandOverSeat(Sitter):
    on = DatePartsField(label="From", help_text="The first day of the new member.")
    reason = forms.CharField(label="Why it is handed over", max_length=200, required=False)


class Narrow(forms.Form):
    """Narrows the map."""

    kind = forms.ChoiceField(label="Kind", required=False)

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["kind"].choices = [("", "All"), *((kind, kind) for kind in kinds)]

    def asked(self) -> str:
        """The kind that was asked for; empty for all, and for what is no kind here."""
        self.full_clean()
        return str(self.cleaned_data.get("kind", ""))
