"""Forms of the record: who gets the head, how long a class is kept, asking for a deletion, deciding."""

from __future__ import annotations

from django import forms

from goldenthread.apps.people.models import Person
from goldenthread.apps.retention.models import Every


class AddReader(forms.Form):
    person = forms.ModelChoiceField(
        Person.objects.none(), label="Who", help_text="Best somebody who does not run Golden Thread."
    )
    every = forms.ChoiceField(label="How often", choices=Every.choices, initial=Every.WEEK)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.filter(is_active=True).order_by("name")


class SetTime(forms.Form):
    """`version` is the one that the person saw; 0 where none was set."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    months = forms.IntegerField(label="Kept for how many months", min_value=1)
    basis = forms.CharField(
        label="By which basis",
        widget=forms.Textarea,
        help_text="The law, the council’s policy, or the reason.",
    )
    decides = forms.CharField(
        label="Who decides on a deletion",
        max_length=200,
        help_text="A post: “Head of Information Governance”.",
    )


class AskDeletion(forms.Form):
    why = forms.CharField(
        label="Anything the second person should know", widget=forms.Textarea, required=False
    )


class Decide(forms.Form):
    answer = forms.ChoiceField(
        label="What do you decide?", widget=forms.RadioSelect,
        choices=[("approve", "Delete them. It cannot be undone"), ("refuse", "Do not delete them")],
    )  # fmt: skip
    words = forms.CharField(
        label="Why not", widget=forms.Textarea, required=False, help_text="Only where they are not deleted."
    )
