"""The forms of the room."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.apps.cases.models import Service
from goldenthread.apps.challenge.access import leads
from goldenthread.apps.challenge.models import Rung, Session
from goldenthread.apps.challenge.queries import services_of
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.people.models import Person, Post
from goldenthread.rulebook.periods import NotAPeriod, Period, parse_period

NO_CHILD = "Nothing that names a child or a family."


def _text(label: str, hint: str = "", *, required: bool = True, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=hint, widget=forms.Textarea(attrs={"rows": rows})
    )


class PrepareSession(forms.Form):
    """Which table, when, and the figures of which period."""

    table = forms.ChoiceField(label="Whose session is it?")
    held_on = DatePartsField(label="When is it held?")
    period = forms.CharField(
        label="Figures of", max_length=40, help_text="A quarter or a month, such as 2018-19 Q1 or June 2018."
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = []
        if leads(person, Rung.DIRECTOR, None):
            choices.append((f"{Rung.DIRECTOR} ", Rung.DIRECTOR.label))
        for service in Service.objects.all():
            if leads(person, Rung.TEAMS, service.pk):
                choices += [
                    (f"{rung} {service.uuid}", f"{rung.label}: {service}")
                    for rung in (Rung.SERVICES, Rung.TEAMS)
                ]
        self.fields["table"].choices = choices

    def clean_period(self) -> Period:
        try:
            return parse_period(self.cleaned_data["period"])
        except NotAPeriod as refusal:
            raise forms.ValidationError(refusal.why) from refusal

    def says(self) -> dict[str, Any]:
        """What `actions.prepare` takes."""
        rung, _, uuid = self.cleaned_data["table"].partition(" ")
        return {
            "rung": rung,
            "service": Service.objects.filter(uuid=uuid).first() if uuid else None,
            "held_on": self.cleaned_data["held_on"],
            "period": self.cleaned_data["period"],
        }


class NameOutlier(forms.Form):
    line = forms.ChoiceField(label="Which figure?")
    reason = _text("Why is it asked about?", NO_CHILD, rows=2)

    def __init__(self, session: Session, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [line for line in session.lines if line["value"]]
        self.fields["line"].choices = [
            (str(number), f"{line['measure']}: {line['who']}, {line['value']}")
            for number, line in enumerate(self.lines)
        ]

    @property
    def chosen(self) -> dict[str, str]:
        return self.lines[int(self.cleaned_data["line"])]


class Say(forms.Form):
    question = _text("Question")
    answer = _text("Answer", NO_CHILD, required=False)
    action = _text("Action", "What is done until the next session.", required=False)
    owner = forms.ModelChoiceField(Post.objects.all(), label="Whose action is it?", required=False)
    due_on = DatePartsField(label="By when?", required=False)


class Close(forms.Form):
    because = _text("Why is nothing more asked?", NO_CHILD)


class RaiseCase(forms.Form):
    service = forms.ModelChoiceField(Service.objects.none(), label="Service", to_field_name="uuid")
    reference = forms.CharField(
        label="The case’s reference", max_length=30,
        help_text="The council’s own, such as CC-12. No name, no birthday, no pupil or NHS number.",
    )  # fmt: skip

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services_of(person)
