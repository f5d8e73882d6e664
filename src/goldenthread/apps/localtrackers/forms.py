"""The forms of what a tracker is. Each that changes it carries the version that was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms

from goldenthread.apps.cases.models import Service as OfCouncil
from goldenthread.apps.cases.models import Team
from goldenthread.apps.localtrackers.defined import (
    MOST_COLUMNS,
    Column,
    Counts,
    Definition,
    Kind,
    Seen,
    Timing,
    code_for,
)
from goldenthread.apps.people.models import Role
from goldenthread.rulebook.clock_model import Service
from goldenthread.rulebook.clocks import CLOCKS
from goldenthread.rulebook.own_clocks import UNITS

KINDS = (("", "Leave out"), *((kind.value, kind.value.capitalize()) for kind in Kind))
SPARE = 3
COUNTS = (
    (Counts.NOTHING, "Nothing"), (Counts.DONE, "How many are done, of all: 26 of 47"),
    (Counts.IN_TIME, "How many were done in time, of those due in the period"),
    (Counts.OPEN, "How many are open on the last day"),
    (Counts.OVERDUE, "How many are overdue on the last day"),
)  # fmt: skip
VIEWERS = (Role.TEAM_MANAGER, Role.HEAD_OF_SERVICE, Role.DIRECTOR)


class DefineColumns(forms.Form):
    """A tracker's name, what it is for, its columns and stages. A column without a name is left out."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label="Name", max_length=120)
    about = forms.CharField(
        label="What it is for", max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    of_staff = forms.BooleanField(
        label="A row is about a member of staff, by staff number",
        required=False,
        help_text="Otherwise about a child, by the council’s own case number.",
    )
    stages = forms.CharField(
        label="Stages",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One to a line, in their order. At the last one a row is done.",
    )

    def __init__(self, data: Any = None, *, held: Definition, **kwargs: Any) -> None:
        self.held = held
        super().__init__(data, initial=self._initial(held) | kwargs.pop("initial", {}), **kwargs)
        shown = min(len(held.columns) + SPARE, MOST_COLUMNS)
        self.numbers = range(1, shown + 1)
        for number in self.numbers:
            self.fields[f"name_{number}"] = forms.CharField(label="Name", max_length=60, required=False)
            self.fields[f"kind_{number}"] = forms.ChoiceField(label="Kind", choices=KINDS, required=False)
            self.fields[f"choices_{number}"] = forms.CharField(
                label="Choices", max_length=600, required=False,
                help_text="Of a choice only, with commas between them.",
            )  # fmt: skip
            self.fields[f"needed_{number}"] = forms.BooleanField(label="It must be filled", required=False)

    @staticmethod
    def _initial(held: Definition) -> dict[str, Any]:
        found: dict[str, Any] = {
            "name": held.name, "about": held.about, "stages": "\n".join(held.stages),
            "of_staff": held.of_staff,
        }  # fmt: skip
        for number, column in enumerate(held.columns, start=1):
            found |= {
                f"name_{number}": column.name, f"kind_{number}": column.kind.value,
                f"choices_{number}": ", ".join(column.choices), f"needed_{number}": column.needed,
            }  # fmt: skip
        return found

    def columns(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The boxes of each column under its legend, for the page."""
        parts = ("name", "kind", "choices", "needed")
        return [(f"Column {number}", [self[f"{part}_{number}"] for part in parts]) for number in self.numbers]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for number in self.numbers:
            name, kind = said.get(f"name_{number}"), said.get(f"kind_{number}")
            if name and not kind:
                self.add_error(f"kind_{number}", f"Choose what column {number} holds, or empty its name.")
            if kind and not name:
                self.add_error(f"name_{number}", f"Enter the name of column {number}.")
        return said

    def says(self) -> Definition:
        """The definition with what was typed. A column in the place of an earlier one keeps its code."""
        said = self.cleaned_data
        taken = {column.code for column in self.held.columns}
        columns = []
        for number in self.numbers:
            if not said[f"name_{number}"]:
                continue
            before = self.held.columns[number - 1] if number <= len(self.held.columns) else None
            code = before.code if before else code_for(said[f"name_{number}"], taken)
            taken.add(code)
            columns.append(
                Column(
                    code, said[f"name_{number}"], Kind(said[f"kind_{number}"]),
                    tuple(said[f"choices_{number}"].split(",")) if said[f"choices_{number}"] else (),
                    said[f"needed_{number}"],
                )
            )  # fmt: skip
        return replace(
            self.held, name=said["name"], about=said["about"], columns=tuple(columns),
            stages=tuple(said["stages"].splitlines()), of_staff=said["of_staff"],
        )  # fmt: skip


class SetClock(forms.Form):
    """A tracker's clock, and what is counted."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    which = forms.ChoiceField(label="Clock", widget=forms.RadioSelect, choices=(
        ("none", "None"), ("own", "With a limit of our own"), ("rulebook", "A clock of the rulebook"),
    ))  # fmt: skip
    starts = forms.ChoiceField(label="It starts on", required=False)
    stops = forms.ChoiceField(label="It stops on", required=False)
    number = forms.IntegerField(
        label="Our limit", required=False, min_value=1,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )  # fmt: skip
    unit = forms.ChoiceField(
        label="Counted in", required=False, choices=[(unit.value, unit.value.capitalize()) for unit in UNITS]
    )
    rulebook = forms.ChoiceField(
        label="Clock of the rulebook", required=False,
        choices=[("", "Choose one"), *sorted(
            ((clock.name, clock.title) for clock in CLOCKS.values() if clock.younger_than is None),
            key=lambda one: one[1],
        )],
    )  # fmt: skip
    warn = forms.IntegerField(
        label="Warn so many days before", min_value=0, max_value=365, initial=5, required=False,
        help_text="Working days where the limit is counted in them.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )  # fmt: skip
    service = forms.ChoiceField(
        label="Reasons for a delay are those of", required=False,
        choices=[(one.value, one.value.capitalize()) for one in Service],
    )  # fmt: skip
    counts = forms.ChoiceField(
        label="Count as a measure", choices=COUNTS, required=False, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, held: Definition, **kwargs: Any) -> None:
        self.held = held
        timing = held.timing
        which = "none" if timing is None else "rulebook" if timing.rulebook else "own"
        initial = {"which": which, "counts": held.counts.value}
        if timing is not None:
            initial |= {
                "starts": timing.starts, "stops": timing.stops, "number": timing.number or None,
                "unit": timing.unit, "rulebook": timing.rulebook, "warn": timing.warn,
                "service": timing.service,
            }  # fmt: skip
        super().__init__(data, initial=initial | kwargs.pop("initial", {}), **kwargs)
        when = [("", "Choose a column"), *((one.code, one.name) for one in held.when_columns())]
        self.fields["starts"].choices = self.fields["stops"].choices = when

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("which") == "own" and not said.get("number") and "number" not in self.errors:
            self.add_error("number", "Enter the limit.")
        return said

    def says(self) -> Definition:
        said = self.cleaned_data
        timing = None
        if said["which"] != "none":
            own = said["which"] == "own"
            timing = Timing(
                said["starts"], said["stops"], warn=said["warn"] or 0, service=said["service"],
                number=said["number"] if own else 0, unit=said["unit"] if own else "",
                rulebook="" if own else said["rulebook"] or "none",
            )  # fmt: skip
        return replace(self.held, timing=timing, counts=Counts(said["counts"]))


class SetAudience(forms.Form):
    """Who sees it, of those who see cases. Nothing ticked is all of them."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    roles = forms.MultipleChoiceField(
        label="Roles", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(role.value, role.label) for role in VIEWERS], help_text="None ticked: all of them.",
    )  # fmt: skip
    services = forms.MultipleChoiceField(
        label="Services", required=False, widget=forms.CheckboxSelectMultiple
    )
    teams = forms.MultipleChoiceField(
        label="Teams", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="No service and no team ticked: every team.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, held: Definition, **kwargs: Any) -> None:
        self.held = held
        initial = {name: list(getattr(held.seen, name)) for name in ("roles", "services", "teams")}
        super().__init__(data, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.fields["services"].choices = [(str(one.uuid), one.name) for one in OfCouncil.objects.all()]
        self.fields["teams"].choices = _team_choices(
            Team.objects.select_related("service").order_by("service__name", "name")
        )

    def says(self) -> Definition:
        said = self.cleaned_data
        seen = Seen(tuple(said["teams"]), tuple(said["services"]), tuple(said["roles"]))
        return replace(self.held, seen=seen)


class CloseTracker(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label="Why it is closed", max_length=300)


class RecordCount(forms.Form):
    period = forms.CharField(widget=forms.HiddenInput)


def _team_choices(teams: Iterable[Team]) -> list[tuple[str, str]]:
    return [(str(team.uuid), f"{team.name}, {team.service}") for team in teams]
