"""The forms of the programme, of tools and of an audit. Each that changes a record carries its version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.apps.audits import queries
from goldenthread.apps.audits.auditing import AuditFields, Counted, says_of
from goldenthread.apps.audits.models import Activity, ActivityKind, Audit, Drawn, Of, Step, Tool
from goldenthread.apps.audits.programme import ActivityFields
from goldenthread.apps.audits.tools import ToolFields, lines_of
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.inspections.models import Framework
from goldenthread.apps.people.models import Post
from goldenthread.rulebook.audits import Stage
from goldenthread.rulebook.periods import NotAPeriod, Period, parse_period

SHORT = forms.TextInput(attrs={"class": "govuk-input--width-10"})
NUMBER = forms.NumberInput(attrs={"class": "govuk-input--width-4"})
STATES = (
    ("", "All"), (queries.LATE, "Late"), (Stage.PLANNED.value, "Planned"), (Stage.STARTED.value, "Started"),
    (Stage.FINISHED.value, "Finished"), (Stage.REPORTED.value, "Reported"),
    (Stage.CLOSED.value, "Actions closed"), (Stage.CANCELLED.value, "Cancelled"),
)  # fmt: skip


class PeriodField(forms.CharField):
    """A period as councils write it. Cleans to a `Period`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Such as 2018-19 Q1, May 2018 or 2017-18.")
        super().__init__(label=kwargs.pop("label", "Period"), max_length=40, widget=SHORT, **kwargs)

    def clean(self, value: Any) -> Period:
        text = super().clean(value)
        try:
            return parse_period(text)
        except NotAPeriod as refusal:
            raise ValidationError(f"{refusal.why.rstrip('.')}. Write it as 2018-19 Q1") from refusal


class PostField(forms.ModelChoiceField):
    def label_from_instance(self, post: Post) -> str:
        return f"{post.title}, {post.organisation.name}"


class NarrowProgramme(forms.Form):
    """What the programme is narrowed by."""

    kind = forms.ChoiceField(label="Kind", required=False)
    state = forms.ChoiceField(label="State", choices=STATES, required=False)
    year = forms.ChoiceField(label="Year", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["kind"].choices = [("", "All"), *((one.key, one.name) for one in queries.kinds())]
        years = [(str(year), f"{year}-{(year + 1) % 100:02d}") for year in queries.years()]
        self.fields["year"].choices = [("", "All"), *years]

    def wanted(self) -> queries.Wanted:
        self.full_clean()
        said = self.cleaned_data
        year = said.get("year")
        return queries.Wanted(said.get("kind", ""), said.get("state", ""), int(year) if year else None)


class PlanActivity(forms.Form):
    """What is planned. `reason` is asked where it was planned before."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ModelChoiceField(
        ActivityKind.objects.none(),
        label="Kind of activity",
        to_field_name="key",
        required=False,
        empty_label="Choose a kind",
    )
    new_kind = forms.CharField(
        label="Or a kind that is not in the list", max_length=100, required=False, widget=SHORT
    )
    title = forms.CharField(label="What is audited", max_length=200)
    theme = forms.CharField(
        label="Theme", max_length=200, required=False, help_text="Such as neglect, or return home interviews."
    )
    period = PeriodField(help_text="The quarter or month that it is planned for, such as 2018-19 Q2.")
    start_by = DatePartsField(label="Start by")
    finish_by = DatePartsField(label="Finish by", required=False)
    report_by = DatePartsField(label="Report by", required=False)
    close_by = DatePartsField(label="Close its actions by", required=False)
    lead = PostField(
        Post.objects.none(), label="Lead", required=False, to_field_name="uuid", empty_label="Nobody yet"
    )
    body = forms.ModelChoiceField(
        Body.objects.none(), label="Body that it is reported to", required=False, to_field_name="uuid",
        empty_label="None yet",
    )  # fmt: skip
    reason = forms.CharField(label="Why a day moves", required=False)

    def __init__(self, *args: Any, revising: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = queries.kinds()
        self.fields["lead"].queryset = Post.objects.select_related("organisation").order_by("title")
        self.fields["body"].queryset = Body.objects.order_by("name")
        if not revising:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("kind") and not said.get("new_kind") and "kind" not in self.errors:
            self.add_error("kind", "Choose a kind, or name a new one")
        return said

    def says(self, kind: ActivityKind) -> ActivityFields:
        own = {"version", "reason", "kind", "new_kind"}
        said = {name: value for name, value in self.cleaned_data.items() if name not in own}
        return ActivityFields(kind=kind, **said)


def activity_initial(activity: Activity, says: ActivityFields) -> dict[str, Any]:
    """What the form shows of an activity as it stands."""
    return {
        "version": activity.version, "kind": says.kind.key, "title": says.title, "theme": says.theme,
        "period": str(says.period), "start_by": says.start_by, "finish_by": says.finish_by,
        "report_by": says.report_by, "close_by": says.close_by, "lead": says.lead and says.lead.uuid,
        "body": says.body and says.body.uuid,
    }  # fmt: skip


class TakeStep(forms.Form):
    """Which step was taken, and when."""

    step = forms.ChoiceField(label="What happened?", choices=Step.choices, widget=forms.RadioSelect)
    done_on = DatePartsField(label="On which day?")
    note = forms.CharField(
        label="Note", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Of a cancelling: why.",
    )  # fmt: skip


class ToolForm(forms.Form):
    """A tool: one thing a line."""

    name = forms.CharField(label="Name of the tool", max_length=200)
    framework = forms.ModelChoiceField(
        Framework.objects.none(), label="Framework", required=False, to_field_name="code",
        empty_label="None: the scale is our own",
    )  # fmt: skip
    grades = forms.CharField(
        label="Scale, best first", help_text="One grade a line.", widget=forms.Textarea(attrs={"rows": 4})
    )
    good_grades = forms.IntegerField(
        label="How many of these grades count as good?", min_value=1, max_value=9, widget=NUMBER,
        help_text="2 where outstanding and good count.",
    )  # fmt: skip
    streams = forms.CharField(
        label="Streams that are judged", widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One a line: referral, assessment, plan, supervision, recording. One named Overall speaks "
        "for the case.",
    )  # fmt: skip
    questions = forms.CharField(
        label="Questions of the practice standards", required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One a line, each answered with yes, no or does not apply.",
    )  # fmt: skip
    reason = forms.CharField(label="Why the tool changes", required=False)

    def __init__(self, *args: Any, revising: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["framework"].queryset = Framework.objects.order_by("name")
        del self.fields["name" if revising else "reason"]

    def says(self, name: str = "") -> ToolFields:
        said = self.cleaned_data
        return ToolFields(
            name or said["name"], lines_of(said["grades"]), said["good_grades"], lines_of(said["streams"]),
            lines_of(said["questions"]), said["framework"],
        )  # fmt: skip


class ToolField(forms.ModelChoiceField):
    def label_from_instance(self, tool: Tool) -> str:
        return f"{tool} ({len(tool.streams)} streams, {len(tool.questions)} questions)"


class SayOfAudit(forms.Form):
    """What is said of an audit."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label="Title", max_length=200)
    theme = forms.CharField(label="Theme", max_length=200, required=False)
    period = PeriodField(help_text="The period that its cases are of, such as 2018-19 Q1.")
    population = forms.CharField(
        label="Population", max_length=300, required=False,
        help_text="Which cases it could have looked at: combined assessments finished in the quarter.",
    )  # fmt: skip
    population_size = forms.IntegerField(
        label="How many cases is that?", min_value=0, required=False, widget=NUMBER
    )
    drawn = forms.ChoiceField(
        label="How was the sample drawn?", choices=Drawn.choices, widget=forms.RadioSelect,
        initial=Drawn.NOT_SAID,
    )  # fmt: skip
    drawn_text = forms.CharField(label="More on how it was drawn", max_length=300, required=False)
    auditors = forms.CharField(
        label="Auditors", max_length=300, required=False, help_text="Posts or marks, not names."
    )
    source = forms.CharField(
        label="Paper that printed its results", max_length=300, required=False,
        help_text="For an audit of the past.",
    )  # fmt: skip
    published_on = DatePartsField(
        label="When was that published?", required=False,
        help_text="For an audit of the past: its results are known from that day. Leave empty for today.",
    )  # fmt: skip
    finding = forms.CharField(
        label="What it found", required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="In a few sentences. It can be written later.",
    )  # fmt: skip

    def says(self, activity: Activity | None) -> AuditFields:
        said = {name: value for name, value in self.cleaned_data.items() if name in AUDIT_FIELDS}
        return AuditFields(**said, activity=activity)


AUDIT_FIELDS = (
    "title", "theme", "period", "population", "population_size", "drawn", "drawn_text", "auditors", "source",
    "published_on", "finding",
)  # fmt: skip


class BeginAudit(SayOfAudit):
    """A new audit: also how its results come, and by which tool."""

    way = forms.ChoiceField(
        label="How do its results come?", widget=forms.RadioSelect,
        choices=[("cases", "Case by case"), ("counts", "As counts only, such as a paper printed them")],
    )  # fmt: skip
    tool = ToolField(
        Tool.objects.none(), label="Tool", required=False, to_field_name="uuid", empty_label="Not known",
        help_text="An audit case by case needs one.",
    )  # fmt: skip
    framework = forms.ModelChoiceField(
        Framework.objects.none(), label="Scale, where the tool is not known", required=False,
        to_field_name="code", empty_label="Outstanding, good, requires improvement, inadequate",
    )  # fmt: skip
    field_order = ("way", "tool", "framework", "title", "theme", "period")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tool"].queryset = queries.tools(in_use=True)
        self.fields["framework"].queryset = Framework.objects.exclude(grades=[]).order_by("name")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("way") == "cases" and "tool" in said and said["tool"] is None:
            self.add_error("tool", "Choose the tool by which cases are judged")
        return said


def audit_initial(audit: Audit) -> dict[str, Any]:
    """What the form shows of an audit as it stands."""
    says = says_of(audit)
    return {name: getattr(says, name) for name in AUDIT_FIELDS} | {
        "period": str(says.period), "version": audit.version,
    }  # fmt: skip


class NarrowAudits(forms.Form):
    """What the list of audits is narrowed by."""

    theme = forms.ChoiceField(label="Theme", required=False)
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "All"), ("open", "Open"), ("closed", "Closed")]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["theme"].choices = [("", "All"), *((one, one) for one in queries.themes_in_use())]

    def wanted(self) -> queries.AuditsWanted:
        self.full_clean()
        return queries.AuditsWanted(self.cleaned_data.get("theme", ""), self.cleaned_data.get("state", ""))


class EnterCount(forms.Form):
    """One result as a paper printed it."""

    of = forms.ChoiceField(label="What is it of?", choices=Of.choices, widget=forms.RadioSelect)
    label = forms.CharField(
        label="Which stream or standard?", max_length=300, help_text="Such as combined assessments."
    )
    percent = forms.DecimalField(
        label="Percentage", min_value=0, max_value=100, decimal_places=2, max_digits=5, required=False,
        widget=NUMBER,
    )  # fmt: skip
    good = forms.IntegerField(
        label="How many were good or better, or met it?", min_value=0, required=False, widget=NUMBER
    )
    cases = forms.IntegerField(
        label="Of how many cases?", min_value=0, required=False, widget=NUMBER,
        help_text="Leave empty where the paper does not say. It is worked out where only one number fits.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Why it changes", required=False, help_text="Where this result was entered before."
    )

    def __init__(self, *args: Any, audit: Audit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grades = list(audit.grades)
        for place, grade in enumerate(self.grades):
            self.fields[f"grade_{place}"] = forms.IntegerField(
                label=f"{grade}: how many cases?", min_value=0, required=False, widget=NUMBER
            )
        order = ["of", "label", "percent", "good", "cases"]
        self.order_fields([*order, *(f"grade_{place}" for place in range(len(self.grades))), "reason"])

    def counted(self) -> Counted:
        said: Mapping[str, Any] = self.cleaned_data
        given = [said.get(f"grade_{place}") for place in range(len(self.grades))]
        by_grade = tuple(one or 0 for one in given) if any(one is not None for one in given) else ()
        text = f"{said['percent']}%" if said["percent"] is not None else ""
        return Counted(
            said["label"], said["good"], said["cases"], said["percent"], by_grade, said["of"], text
        )


class Versioned(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class WithReason(forms.Form):
    reason = forms.CharField(label="Why?", required=False, widget=forms.Textarea(attrs={"rows": 2}))


class OpenAgain(WithReason, Versioned):
    """Opening a closed audit again."""
