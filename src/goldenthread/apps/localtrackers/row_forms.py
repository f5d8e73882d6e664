"""The forms of a tracker's rows: as many boxes as the tracker has columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.apps.cases.models import Team
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.govuk.widgets import CountedTextarea
from goldenthread.apps.localtrackers.defined import TEAM, WORKER, Column, Definition, Kind
from goldenthread.apps.localtrackers.rows import RowSays
from goldenthread.apps.localtrackers.standings import WORDS
from goldenthread.casedata.written import Row
from goldenthread.rulebook.breaches import Reason, Whose

NO_NAME = "Nothing that names a child."
LONGEST_NOTE = 2000
STATES = (
    ("", "All"), ("overdue", WORDS["overdue"]), ("due_soon", WORDS["due_soon"]), ("open", "Not done"),
    ("done", "Done"), ("row_not_computable", WORDS["row_not_computable"]),
)  # fmt: skip
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


class NarrowRows(forms.Form):
    """What the list is narrowed by."""

    state = forms.ChoiceField(label="State", choices=STATES, required=False)
    stage = forms.ChoiceField(label="Stage", required=False)
    team = forms.ChoiceField(label="Team", required=False)
    worker = forms.ChoiceField(label="Worker", required=False)

    def __init__(
        self, data: Any, *, definition: Definition, teams: Iterable[Team], workers: Iterable[str]
    ) -> None:
        super().__init__(data, auto_id="filter_%s")
        every = ("", "All")
        self.fields["stage"].choices = [every, *((one, one) for one in definition.stages)]
        self.fields["team"].choices = [every, *((str(team.uuid), team.name) for team in teams)]
        self.fields["worker"].choices = [every, *((one, one) for one in sorted(set(workers)) if one)]
        if not definition.stages:
            del self.fields["stage"]

    def wanted(self) -> dict[str, str]:
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class RowForm(forms.Form):
    """A row. Without a row that is there: a new one, which asks for the number."""

    def __init__(
        self, data: Any = None, *, definition: Definition, teams: Iterable[Team], row: Row | None = None
    ) -> None:
        super().__init__(data, initial=_initial(definition, row) if row else {})
        self.definition = definition
        if row is None:
            self.fields["number"] = forms.CharField(
                label=definition.number_name, max_length=30, help_text="The council’s own. Not a name."
            )
        else:
            self.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput)
        choices = [(str(team.uuid), f"{team.name}, {team.service}") for team in teams]
        self.fields[TEAM] = forms.ChoiceField(label="Team", choices=choices)
        self.fields[WORKER] = forms.CharField(
            label="Worker", max_length=120, required=False, help_text="The post or the member of staff."
        )
        if definition.stages:
            self.fields["stage"] = forms.ChoiceField(
                label="Stage",
                required=False,
                choices=[("", "None yet"), *((s, s) for s in definition.stages)],
            )
        for column in definition.columns:
            for name, field in _fields(column, choices):
                self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for column in self.definition.columns:
            if column.kind is Kind.INSTANT and bool(said.get(column.code)) != bool(said.get(_at(column))):
                missing = _at(column) if said.get(column.code) else column.code
                if missing not in self.errors and column.code not in self.errors:
                    self.add_error(missing, f"{column.name} needs its date and its time of day.")
        return said

    def says(self) -> RowSays:
        said = self.cleaned_data
        values = {column.code: _kept(column, said) for column in self.definition.columns}
        return RowSays(said.get("number", ""), said[TEAM], said[WORKER], said.get("stage", ""), values)


class WriteNote(forms.Form):
    text = forms.CharField(
        label="Note", max_length=LONGEST_NOTE, widget=CountedTextarea(LONGEST_NOTE), help_text=NO_NAME
    )


class ChangeNote(WriteNote):
    seen = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawNote(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(label="Why it is taken back", max_length=300, help_text=NO_NAME)


class TakeOff(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(label="Why it comes off the list", max_length=300, help_text=NO_NAME)


class GiveReason(forms.Form):
    """Why a row was late, and whose delay it was."""

    code = forms.ChoiceField(label="Reason", widget=forms.RadioSelect)
    whose = forms.ChoiceField(
        label="Whose delay it was", choices=[(one.value, one.value.capitalize()) for one in Whose]
    )
    text = forms.CharField(label="More about it", max_length=500, required=False, help_text=NO_NAME,
                           widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip

    def __init__(self, data: Any = None, *, reasons: Iterable[Reason], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["code"].choices = [(one.code, one.words) for one in reasons]


class BringTable(forms.Form):
    """A table that is pasted, or a file; `default_team` is whose rows are that name no team."""

    table = forms.CharField(
        label="Paste the table",
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        strip=False,
        help_text="Copy it in Excel with its row of headings.",
    )
    file = forms.FileField(
        label="Or choose a file", required=False, help_text="Excel or CSV. It is not kept."
    )
    default_team = forms.ChoiceField(label="Team of rows that name none", required=False)

    def __init__(self, *args: Any, teams: Iterable[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["default_team"].choices = [
            ("", "Leave such rows out"), *((str(team.uuid), team.name) for team in teams)
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not (said.get("table") or "").strip() and not said.get("file") and not self.errors:
            self.add_error("table", "Paste a table, or choose a file.")
        return said


class AcceptTable(forms.Form):
    """The table as it was shown, and what tells whether accepting it still does what was shown."""

    table = forms.CharField(widget=forms.HiddenInput, strip=False)
    default_team = forms.CharField(widget=forms.HiddenInput, required=False)
    digest = forms.CharField(widget=forms.HiddenInput)


class TimeField(forms.CharField):
    """A time of day, as 14:30. Cleans to its four digits with a colon."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "").strip()
        found = _TIME.fullmatch(text)
        if text and found is None:
            raise ValidationError("Enter a time of day, such as 14:30.")
        return f"{int(found[1]):02}:{found[2]}" if found else ""


def _at(column: Column) -> str:
    return f"{column.code}_at"


def _fields(column: Column, teams: list[tuple[str, str]]) -> list[tuple[str, forms.Field]]:
    said: dict[str, Any] = {"label": column.name, "required": column.needed}
    none = [] if column.needed else [("", "Not recorded")]
    match column.kind:
        case Kind.DAY:
            return [(column.code, DatePartsField(**said))]
        case Kind.INSTANT:
            time = TimeField(
                label=f"{column.name}: time of day", required=column.needed,
                widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}), help_text="Such as 14:30.",
            )  # fmt: skip
            return [(column.code, DatePartsField(**said)), (_at(column), time)]
        case Kind.CHOICE:
            return [
                (column.code, forms.ChoiceField(choices=[*none, *((c, c) for c in column.choices)], **said))
            ]
        case Kind.YES_NO:
            choices = [*none, ("yes", "Yes"), ("no", "No")]
            return [(column.code, forms.ChoiceField(choices=choices, **said))]
        case Kind.NUMBER:
            return [(column.code, forms.DecimalField(max_digits=12, decimal_places=2, **said))]
        case Kind.TEAM:
            return [(column.code, forms.ChoiceField(choices=[*none, *teams], **said))]
    help_text = NO_NAME if column.kind is Kind.TEXT else ""
    return [(column.code, forms.CharField(max_length=500, help_text=help_text, **said))]


def _initial(definition: Definition, row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {
        "seen": row.version, TEAM: row.values.get(TEAM, ""), WORKER: row.values.get(WORKER, ""),
        "stage": row.stage,
    }  # fmt: skip
    for column in definition.columns:
        value = row.values.get(column.code, "")
        if column.kind is Kind.DAY and value:
            found[column.code] = date.fromisoformat(value)
        elif column.kind is Kind.INSTANT and value:
            when = datetime.fromisoformat(value)
            found |= {column.code: when.date(), _at(column): f"{when:%H:%M}"}
        else:
            found[column.code] = value
    return found


def _kept(column: Column, said: dict[str, Any]) -> str:
    value = said.get(column.code)
    if value in (None, ""):
        return ""
    if column.kind is Kind.INSTANT:
        return f"{value.isoformat()}T{said[_at(column)]}"
    if column.kind is Kind.DAY:
        return str(value.isoformat())
    return format(value, "f") if column.kind is Kind.NUMBER else str(value)
