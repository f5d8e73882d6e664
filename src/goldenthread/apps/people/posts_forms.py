"""Forms about posts: give one, leave one, hand all over, and let somebody act for one who is away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.people.models import Person, Post

VACANT = "vacant"


class PersonField(forms.ModelChoiceField):
    """Somebody with an account, by their public id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Person.objects.filter(is_active=True),
            to_field_name="uuid",
            empty_label="Choose a person",
            **kwargs,
        )


class ChooseLeaver(forms.Form):
    person = PersonField(label="Who leaves?")


class GivePost(forms.Form):
    post = forms.ModelChoiceField(
        Post.objects.all(), label="Post", to_field_name="uuid", empty_label="Choose a post"
    )
    starts = DatePartsField(label="From")


class FillPost(forms.Form):
    person = PersonField(
        label="Who holds it?", help_text="Somebody with an account. An administrator adds one."
    )
    starts = DatePartsField(label="From")


class LeavePost(forms.Form):
    ends = DatePartsField(label="From which day do they no longer hold it?")


class HandOver(forms.Form):
    """For each post of one who leaves: who takes it, or that it is left vacant."""

    on = DatePartsField(
        label="From which day?", help_text="The first day on which the others hold the posts."
    )

    def __init__(
        self, *args: Any, posts: Sequence[Post], affected: Mapping[int, str], leaver: Person, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.posts = {str(post.uuid): post for post in posts}
        others = Person.objects.filter(is_active=True).exclude(pk=leaver.pk)
        self.people = {str(person.uuid): person for person in others}
        choices = [("", "Choose"), (VACANT, "Nobody: leave it vacant")]
        choices += [(uuid, str(person)) for uuid, person in self.people.items()]
        for uuid, post in self.posts.items():
            self.fields[uuid] = forms.ChoiceField(
                label=f"Who takes {post}?", choices=choices, help_text=affected.get(post.pk, "")
            )

    def takers(self) -> dict[Post, Person | None]:
        """What `posts.hand_over` takes."""
        return {post: self.people.get(self.cleaned_data[uuid]) for uuid, post in self.posts.items()}


class ArrangeCover(forms.Form):
    covered_by = PersonField(label="Who acts for them?")
    starts = DatePartsField(label="From")
    ends = DatePartsField(label="Until", help_text="The day on which they are back.")
    reason = forms.CharField(label="Why", max_length=200, help_text="For example, leave.")
