"""The forms of attendance: each seat in one list, others one by one, and declarations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.apps.agendas.models import Item
from goldenthread.apps.bodies.models import Membership
from goldenthread.apps.minutes.forms import hour_field
from goldenthread.apps.minutes.models import Attendance, Declaration

Status = Attendance.Status
OF_A_SEAT = (
    ("", "Not recorded"), (Status.PRESENT, "Present"), (Status.APOLOGIES, "Apologies"),
    (Status.ABSENT, "Absent"),
)  # fmt: skip


class Seats(forms.Form):
    """How each seat was filled: present, apologies, absent; and from when until when."""

    def __init__(
        self, *args: Any, seats: Sequence[Membership], there: dict[int, Attendance], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        for seat in seats:
            one = there.get(seat.pk)
            name = str(seat.person or seat.post)
            key = str(seat.uuid)
            self.fields[f"status_{key}"] = forms.ChoiceField(
                label=name, choices=OF_A_SEAT, required=False, initial=one.status if one else ""
            )
            for part, words in (("came", "came at"), ("left", "left at")):
                field = hour_field(f"{name} {words}", "")
                field.initial = getattr(one, part) if one else None
                self.fields[f"{part}_{key}"] = field

    def rows(self) -> list[dict[str, Any]]:
        """For the page: each seat with its three fields."""
        return [
            {"seat": seat, **{part: self[f"{part}_{seat.uuid}"] for part in ("status", "came", "left")}}
            for seat in self.seats
        ]

    def said(self) -> list[tuple[Membership, str, Any, Any]]:
        """The seats of which something was said: seat, status, hours."""
        return [
            (seat, status, self.cleaned_data[f"came_{seat.uuid}"], self.cleaned_data[f"left_{seat.uuid}"])
            for seat in self.seats
            if (status := self.cleaned_data[f"status_{seat.uuid}"])
        ]


class Attend(forms.Form):
    """Somebody besides the members: a substitute, an officer, a visitor."""

    name = forms.CharField(label="Name or post", max_length=200, help_text="As the minutes are to print it.")
    role = forms.CharField(label="Role or organisation", max_length=200, required=False)
    status = forms.ChoiceField(
        label="As what", initial=Status.IN_ATTENDANCE, widget=forms.RadioSelect,
        choices=[
            (Status.IN_ATTENDANCE, "In attendance, without a vote"),
            (Status.SUBSTITUTE, "A substitute for a member"),
            (Status.APOLOGIES, "Sent apologies"),
        ],
    )  # fmt: skip
    substitute_for = forms.ModelChoiceField(
        Membership.objects.none(), label="Substitute for", required=False, to_field_name="uuid",
        empty_label="Nobody",
    )  # fmt: skip
    came = hour_field("Came at", "Leave it empty where they were there from the beginning.")
    left = hour_field("Left at", "Leave it empty where they stayed to the end.")

    def __init__(self, *args: Any, seats: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["substitute_for"]
        field.queryset = Membership.objects.filter(pk__in=[seat.pk for seat in seats]).select_related(
            "person", "post"
        )
        field.label_from_instance = lambda seat: str(seat.person or seat.post)


class Declare(forms.Form):
    attendance = forms.ModelChoiceField(
        Attendance.objects.none(), label="Who", to_field_name="uuid", empty_label="Choose who"
    )
    kind = forms.ChoiceField(label="What kind", choices=Declaration.Kind.choices, widget=forms.RadioSelect)
    words = forms.CharField(label="What was declared", widget=forms.Textarea(attrs={"rows": 3}))
    item = forms.ModelChoiceField(
        Item.objects.none(), label="In which item", to_field_name="uuid", empty_label="In general",
        required=False,
    )  # fmt: skip
    left_room = forms.BooleanField(
        label="They left the room for this item", required=False,
        help_text="They then do not count towards the quorum at its decisions.",
    )  # fmt: skip

    def __init__(self, *args: Any, attendances: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attendance"].queryset = attendances
        self.fields["item"].queryset = items
