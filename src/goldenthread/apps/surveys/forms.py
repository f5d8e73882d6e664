"""The forms of surveys. Each that changes something carries the version that its person saw."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.govuk.widgets import CountedTextarea, HintedRadios
from goldenthread.apps.plans.models import Action
from goldenthread.apps.surveys.answering import LONGEST_WORDS, Sheet
from goldenthread.apps.surveys.making import TEMPLATES, Puts, Says
from goldenthread.apps.surveys.models import Audience, Part, Question, Said, Wave, Words
from goldenthread.apps.surveys.results import answer_words
from goldenthread.apps.surveys.saying import Tells
from goldenthread.apps.surveys.staff_models import StaffKind
from goldenthread.apps.surveys.staffing import Theme
from goldenthread.apps.surveys.waves import MOST_CODES, Plan
from goldenthread.rulebook.surveys import ANSWERS, SMALLEST_THRESHOLD, USUAL_THRESHOLD, Kind

LONGEST = 2000
KINDS = (
    (Kind.YES_NO.value, "Yes, no or not sure"),
    (Kind.AGREE.value, "How much they agree"),
    (Kind.SCALE.value, "A number from 0 to 10"),
    (Kind.TEXT.value, "In their own words"),
)
KIND_WORDS = dict(KINDS)
NARROW = {"class": "govuk-input--width-5"}


class Narrow(forms.Form):
    """What the list of surveys is narrowed by."""

    audience = forms.ChoiceField(
        label="Who is asked", choices=[("", "All"), *Audience.choices], required=False
    )
    state = forms.ChoiceField(label="Newest wave", choices=[("", "All"), *Wave.State.choices], required=False)


class Seen(forms.Form):
    """What was shown: the state, nothing else."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Because(Seen):
    """Something that needs its reason."""

    reason = forms.CharField(label="Why?", max_length=300, required=False)


class SurveyForm(forms.Form):
    """What a survey says of itself."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label="Title", max_length=200, help_text="People who answer see it.")
    audience = forms.ChoiceField(
        label="Who is asked?", widget=HintedRadios({
            Audience.CHILDREN: "Plainer words are used, and it says whom to call if they are not safe.",
        }), choices=Audience.choices,
    )  # fmt: skip
    about = forms.CharField(
        label="What is said above the questions", required=False, max_length=LONGEST,
        help_text="Why you ask, and what you will do with the answers.",
        widget=CountedTextarea(LONGEST, {"rows": 4}),
    )  # fmt: skip
    group_question = forms.CharField(
        label="A question that splits the answers into groups", required=False, max_length=200,
        help_text="For example: Which team are you in?",
    )  # fmt: skip
    groups = forms.CharField(
        label="Its answers, one a line", required=False, widget=forms.Textarea({"rows": 4}),
        help_text="A group that fewer answer than the threshold is not shown.",
    )  # fmt: skip
    begin_with = forms.ChoiceField(
        label="Begin with", required=False, widget=forms.RadioSelect,
        choices=[("", "No question"), *((key, words) for key, (words, _) in TEMPLATES.items())],
    )  # fmt: skip

    def __init__(self, *args: Any, changing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if changing:
            del self.fields["begin_with"]

    def says(self) -> Says:
        given = self.cleaned_data
        groups = tuple(given["groups"].splitlines())
        return Says(given["title"], given["audience"], given["about"], given["group_question"], groups)


class QuestionForm(forms.Form):
    """What a question says."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label="The question", max_length=300)
    hint = forms.CharField(label="A line below it", max_length=300, required=False)
    kind = forms.ChoiceField(label="How is it answered?", choices=KINDS, widget=forms.RadioSelect)
    reverse = forms.BooleanField(
        label="It is put the other way round: no, or disagreeing, is good", required=False
    )
    part = forms.ChoiceField(
        label="Is it one of the three questions of Signs of Safety?", required=False, choices=Part.choices
    )

    def puts(self) -> Puts:
        given = self.cleaned_data
        return Puts(given["kind"], given["text"], given["hint"], given["reverse"], given["part"])


class WaveForm(forms.Form):
    """When a survey is asked, whom, and how answers come."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label="What this wave is called", max_length=100, help_text="For example: Spring 2018"
    )
    opens_on = DatePartsField(label="First day")
    closes_on = DatePartsField(label="Last day", help_text="Answers are taken on this day too.")
    population = forms.IntegerField(
        label="How many people are asked?", min_value=1, required=False,
        help_text="Without it there is no response rate.", widget=forms.NumberInput(NARROW),
    )  # fmt: skip
    population_words = forms.CharField(
        label="Who they are, and how they were chosen", max_length=300, required=False,
        help_text="For example: all children with a plan on 31 March.",
    )  # fmt: skip
    by_code = forms.BooleanField(
        label="By codes: each answers once", required=False,
        help_text="You hand them out. Nobody can tell which code gave which answer.",
    )  # fmt: skip
    by_link = forms.BooleanField(
        label="By an open link: anybody who has it may answer", required=False,
        help_text="Weaker: whoever clears their browser, or takes another device, can answer again.",
    )  # fmt: skip
    threshold = forms.IntegerField(
        label="Fewer answers than this are not shown", min_value=SMALLEST_THRESHOLD, max_value=100,
        initial=USUAL_THRESHOLD, widget=forms.NumberInput(NARROW),
    )  # fmt: skip
    per_connection = forms.IntegerField(
        label="Most answers from one connection in a day", min_value=1, max_value=1000, initial=60,
        help_text="A school or a library is one connection.", widget=forms.NumberInput(NARROW),
    )  # fmt: skip

    def plan(self) -> Plan:
        return Plan(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class MakeCodes(Seen):
    """How many codes are wanted."""

    number = forms.IntegerField(
        label="How many codes?", min_value=1, max_value=MOST_CODES, widget=forms.NumberInput(NARROW)
    )


class LeftOut:
    """A field that may be left empty, and does not say so at each: the form says it once."""

    def validate(self, value: Any) -> None:
        if value not in (None, ""):
            super().validate(value)


class Choice(LeftOut, forms.ChoiceField):
    pass


class Written(LeftOut, forms.CharField):
    pass


CODES = {
    "wanted": ("Your code", "8 letters and numbers. It stops working once you have answered."),
    "either": ("Your code, if you were given one", "It stops working once you have answered."),
    "paper": ("The code on the paper, if there is one", "It is then spent."),
}
"""Why a form asks for a code: its label and the line below it."""


class AnswerForm(forms.Form):
    """A survey's questions. Any may be left out."""

    use_required_attribute = False
    sheet = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, wave: Wave, questions: Iterable[Question], code: str, **kwargs: Any
    ) -> None:
        """`code`: why one is asked for, of CODES; empty: it is not."""
        super().__init__(*args, **kwargs)
        if code:
            label, hint = CODES[code]
            attrs = {"class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false"}
            self.fields["code"] = Written(
                label=label, help_text=hint, max_length=20, widget=forms.TextInput(attrs)
            )
        self.uuids: dict[str, UUID] = {}
        for question in questions:
            name = f"q_{question.uuid.hex}"
            self.uuids[name] = question.uuid
            self.fields[name] = _field(question, wave.survey.audience)
        if wave.groups:
            choices = [*((name, name) for name in wave.groups), ("", "I would rather not say")]
            self.fields["group"] = Choice(
                label=wave.survey.group_question, choices=choices, widget=forms.RadioSelect
            )

    def answered(self) -> Sheet:
        given = self.cleaned_data
        answers = {uuid: given.get(name) or "" for name, uuid in self.uuids.items()}
        return Sheet(answers, given.get("group") or "")


def _field(question: Question, audience: str) -> forms.Field:
    kind = Kind(question.kind)
    says = {"label": question.text, "help_text": question.hint}
    if kind is Kind.TEXT:
        return Written(**says, max_length=LONGEST_WORDS, widget=CountedTextarea(LONGEST_WORDS, {"rows": 4}))
    choices = [(answer, answer_words(kind, answer, audience)) for answer in ANSWERS[kind]]
    inline = {} if kind is Kind.AGREE else {"class": "govuk-radios--inline"}
    return Choice(**says, choices=choices, widget=forms.RadioSelect(inline))


class ReadWords(forms.Form):
    """What becomes of what somebody wrote."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    shown_text = forms.CharField(
        label="What may be shown", required=False, max_length=LONGEST_WORDS,
        help_text="Take out names, places, ages, and what only one person can have said. Put … in its place.",
        widget=CountedTextarea(LONGEST_WORDS, {"rows": 5}),
    )  # fmt: skip
    decision = forms.ChoiceField(
        label="What becomes of it?", widget=HintedRadios({
            Words.State.SHOWN: "As it stands in the box above. What you took out is erased.",
            Words.State.KEPT_BACK: "It gives somebody away however it is put. It is erased.",
            Words.State.PASSED_ON: "Somebody may be in danger. Act on it first: this does not tell anybody.",
        }), choices=[
            (Words.State.SHOWN, "Show it"), (Words.State.KEPT_BACK, "Keep it back"),
            (Words.State.PASSED_ON, "It was passed on to the front door"),
        ],
    )  # fmt: skip


class SaidForm(forms.Form):
    """What was said, and what was done about it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    source = forms.ChoiceField(
        label="Where was it said?", choices=Said.Source.choices, widget=forms.RadioSelect
    )
    wave = forms.ModelChoiceField(
        Wave.objects.none(), label="In which survey?", to_field_name="uuid", required=False,
        help_text="Only for a survey.",
    )  # fmt: skip
    who = forms.CharField(
        label="Who said it, as a group?", max_length=100, help_text="For example: Care leavers. No names."
    )
    said = forms.CharField(
        label="What was said", max_length=LONGEST, widget=CountedTextarea(LONGEST, {"rows": 4}),
        help_text="The public reads this. No number of people below the survey’s threshold.",
    )  # fmt: skip
    did = forms.CharField(
        label="What was done", max_length=LONGEST, widget=CountedTextarea(LONGEST, {"rows": 4})
    )
    action = forms.ModelChoiceField(
        Action.objects.none(), label="The action that it caused", to_field_name="uuid", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wave"].queryset = Wave.objects.exclude(state=Wave.State.SET_ASIDE).select_related(
            "survey"
        )
        self.fields["action"].queryset = Action.objects.select_related("plan").order_by(
            "plan__name", "position"
        )

    def tells(self) -> Tells:
        given = self.cleaned_data
        return Tells(**{name: value for name, value in given.items() if name != "version"})


class SaidFilter(forms.Form):
    """What the list of what was said is narrowed by."""

    state = forms.ChoiceField(label="State", choices=[("", "All"), *Said.State.choices], required=False)
    source = forms.ChoiceField(label="Where", choices=[("", "All"), *Said.Source.choices], required=False)


def _quarters(today: date) -> list[tuple[str, str]]:
    first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    days = [first]
    for _ in range(12):
        before = days[-1]
        days.append(date(before.year - (before.month == 1), (before.month - 4) % 12 + 1, 1))
    return [(day.isoformat(), f"{day:%B} to {date(day.year, day.month + 2, 1):%B %Y}") for day in days]


class StaffCountForm(forms.Form):
    """So many done of so many due."""

    kind = forms.ChoiceField(label="What was counted?", choices=StaffKind.choices, widget=forms.RadioSelect)
    quarter = forms.TypedChoiceField(label="Quarter", coerce=date.fromisoformat)
    team = forms.CharField(label="Team", max_length=100, required=False, help_text="Empty: all staff.")
    done = forms.IntegerField(label="How many were done?", min_value=0, widget=forms.NumberInput(NARROW))
    due = forms.IntegerField(label="How many were due?", min_value=1, widget=forms.NumberInput(NARROW))
    reason = forms.CharField(label="Why it is corrected", max_length=300, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quarter"].choices = _quarters(today)


class ExitForm(forms.Form):
    """An exit interview as its themes."""

    quarter = forms.TypedChoiceField(label="Quarter in which they left", coerce=date.fromisoformat)
    themes = forms.MultipleChoiceField(
        label="Why they left", choices=Theme.choices, widget=forms.CheckboxSelectMultiple,
        help_text="All that were named. Nothing else of the interview is kept here.",
    )  # fmt: skip
    would_return = forms.TypedChoiceField(
        label="Would they come back?", required=False,
        widget=forms.RadioSelect({"class": "govuk-radios--inline"}),
        choices=[("yes", "Yes"), ("no", "No"), ("", "Not said")], empty_value=None,
        coerce=lambda text: text == "yes",
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quarter"].choices = _quarters(today)
