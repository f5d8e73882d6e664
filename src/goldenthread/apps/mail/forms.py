"""Narrowing the list of messages."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.apps.mail import queries
from goldenthread.apps.mail.models import State
from goldenthread.apps.people.models import Person


class NarrowMessages(forms.Form):
    state = forms.ChoiceField(
        label="State", required=False,
        choices=[("", "All"), ("in_trouble", "Not sent so far"), *State.choices],
    )  # fmt: skip
    kind = forms.ChoiceField(label="Kind", required=False)
    person = forms.ModelChoiceField(
        Person.objects.none(), label="To", required=False, empty_label="All", to_field_name="uuid"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "All"), *queries.kinds()]
        self.fields["person"].queryset = Person.objects.filter(messages__isnull=False).distinct()
