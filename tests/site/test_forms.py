"""Forms as GOV.UK has them: label, hint, error, and what a screen reader is told of each."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms
from django.forms import formset_factory

from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.site.form_rendering import error_lines
from tests.site import kitchen_sink
from tests.site.kitchen_sink import Step, Update

pytestmark = pytest.mark.urls("tests.site.urls")


class Elements(HTMLParser):
    """Every element of a page with its attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))

    def ids(self) -> list[str | None]:
        return [attrs["id"] for _, attrs in self.all if "id" in attrs]


@pytest.mark.parametrize("form", [Update(), Update({"progress": "x" * 50})], ids=["fresh", "wrong"])
def test_every_reference_inside_a_form_leads_to_an_element_and_no_id_is_used_twice(form: forms.Form):
    page = Elements(kitchen_sink.render(form))
    ids = page.ids()
    assert len(ids) == len(set(ids))
    for _, attrs in page.all:
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for target in (attrs.get(name) or "").split():
                assert target in ids, (name, target)


def test_every_line_of_the_error_summary_leads_to_an_input_or_to_the_forms_own_errors():
    form = Update({"progress": "x" * 50})
    ids = Elements(str(form)).ids()
    lines = list(error_lines(form, "#form-problems"))
    assert len(lines) == 11
    assert all(line.href.removeprefix("#") in ids for line in lines)


def test_the_title_of_a_page_with_errors_begins_with_error():
    assert "<title>Error: Every component - Golden Thread</title>" in kitchen_sink.render()
    assert "<title>Every component - Golden Thread</title>" in kitchen_sink.render(Update())


def test_a_refusal_by_a_rule_links_to_the_rule_in_the_summary():
    assert '(<a class="govuk-link gt-rule" href="/rulebook/PLAN-7/">PLAN-7</a>)' in kitchen_sink.render()


def test_the_usual_errors_say_what_to_do():
    form = Update({"progress": "x" * 50})
    texts = [line.text for line in error_lines(form, "#form-problems")]
    assert "Enter title" in texts
    assert "Choose RAG rating" in texts
    assert "What was done must be 40 characters or fewer" in texts
    assert "Tick the box: The board agreed to this" in texts


def test_words_that_a_form_states_itself_are_kept():
    class Named(forms.Form):
        name = forms.CharField(error_messages={"required": "Say who you are"})

    assert [line.text for line in error_lines(Named({}), "#form-problems")] == ["Say who you are"]


def test_what_was_typed_is_still_there_after_an_error():
    assert "x" * 50 in str(Update({"progress": "x" * 50}))


def test_a_form_not_yet_sent_has_no_errors():
    assert list(error_lines(Update(), "#form-problems")) == []


def test_errors_of_a_formset_come_form_by_form():
    sent = {"steps-TOTAL_FORMS": "2", "steps-INITIAL_FORMS": "2", "steps-0-step": "One", "steps-1-step": ""}
    formset = formset_factory(Step)(sent, prefix="steps")
    (line,) = error_lines(formset, "#steps-problems")
    assert (line.text, line.href) == ("Enter step", "#id_steps-1-step")


def test_hidden_fields_stay_hidden_and_the_browser_does_not_check_in_our_place():
    html = str(Update())
    assert '<input type="hidden" name="version" value="3" id="id_version">' in html
    assert " required" not in html


class Due(forms.Form):
    due = DatePartsField(label="Due date")


def typed(day: str, month: str, year: str) -> Due:
    return Due({"due_day": day, "due_month": month, "due_year": year})


@pytest.mark.parametrize("month", ["5", "05", "May", "may", " May "])
def test_a_month_may_be_a_number_or_a_name(month: str):
    form = typed("7", month, "2018")
    assert form.is_valid()
    assert form.cleaned_data["due"] == date(2018, 5, 7)


@pytest.mark.parametrize(
    ("day", "month", "year", "words"),
    [
        ("", "", "", "Enter a date"),
        ("7", "", "2018", "The date must include a month"),
        ("7", "5", "18", "The year must have 4 numbers"),
        ("31", "2", "2018", "The date must be a real date, like 7 May 2018"),
        ("7", "13", "2018", "The date must be a real date, like 7 May 2018"),
        ("7", "Smarch", "2018", "Smarch is not a month. Enter a date like 7 May 2018"),
        ("7", "m", "2018", "m is not a month. Enter a date like 7 May 2018"),
        ("seven", "5", "2018", "seven is not a day. Enter a date like 7 May 2018"),
        ("TBA", "", "", "TBA is not a day. Enter a date like 7 May 2018"),
        ("7", "May", "next", "next is not a year. Enter a date like 7 May 2018"),
    ],
)
def test_a_date_that_is_none_says_why_and_keeps_what_was_typed(day: str, month: str, year: str, words: str):
    form = typed(day, month, year)
    assert form.errors["due"] == [words]
    kept = Elements(str(form)).all
    values = {attrs["name"]: attrs.get("value", "") for tag, attrs in kept if tag == "input"}
    assert values == {"due_day": day, "due_month": month, "due_year": year}


def test_a_date_that_may_be_left_out_says_so_where_words_stand_in_its_place():
    class MayMove(forms.Form):
        due = DatePartsField(label="New date", required=False)

    form = MayMove({"due_day": "TBA", "due_month": "", "due_year": ""})
    assert form.errors["due"] == [
        "TBA is not a day. Enter a date like 7 May 2018, or leave all three boxes empty"
    ]


def test_a_date_is_shown_in_its_three_boxes():
    html = str(Due(initial={"due": date(2018, 5, 7)}))
    assert [
        f'name="due_{part}" value="{value}"' in html
        for part, value in (("day", 7), ("month", 5), ("year", 2018))
    ] == [True] * 3


def test_an_optional_date_may_be_left_empty():
    field = DatePartsField(required=False)
    assert field.clean(["", "", ""]) is None
