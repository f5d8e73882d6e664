"""A page with every component on it, which no user sees: for the tests, and for whoever changes one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.forms import formset_factory
from django.http import HttpRequest
from django.template import Context
from django.template.loader import get_template
from django.test import RequestFactory

from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.govuk.widgets import CountedTextarea, HintedRadios
from goldenthread.site.status_words import RAG, STATUSES

HERE = Path(__file__).parent
RATES = [("green", "Green"), ("amber", "Amber"), ("red", "Red")]


@dataclass(frozen=True)
class Verdict:
    rag: str = "amber"
    code: str = "RAG-2"
    reason: str = "82% is within 5 points of 85%"


@dataclass(frozen=True)
class Travel:
    arrow: str | None
    change: str | None


class Update(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Title", help_text="A few words.")
    progress = forms.CharField(
        label="What was done",
        max_length=40,
        widget=CountedTextarea(40, {"rows": 4}),
        help_text="What is new.",
    )
    notes = forms.CharField(label="Notes", widget=forms.Textarea({"rows": 3}), required=False)
    due = DatePartsField(label="Due date", help_text="For example, 7 5 2018.")
    rag = forms.ChoiceField(
        label="RAG rating", choices=RATES, widget=HintedRadios({"amber": "Within the tolerance."})
    )
    sources = forms.MultipleChoiceField(
        label="Sources", choices=[("a", "Inspection"), ("b", "Audit")], widget=forms.CheckboxSelectMultiple
    )
    lead = forms.ChoiceField(label="Lead", choices=[("", "Choose one"), ("hos", "Head of service")])
    file = forms.FileField(label="Evidence", help_text="Word, Excel or PDF.")
    agreed = forms.BooleanField(label="The board agreed to this")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    version = forms.CharField(widget=forms.HiddenInput, initial="3")

    def clean(self) -> dict[str, Any]:
        raise forms.ValidationError("Another person must accept this", code="PLAN-7")


class Pair(forms.Form):
    prefix = "pair"
    low = forms.DecimalField(
        required=False, label="From", widget=forms.NumberInput({"class": "govuk-input--width-4"})
    )
    high = forms.DecimalField(
        required=False, label="To", widget=forms.NumberInput({"class": "govuk-input--width-4"})
    )


class Filter(forms.Form):
    auto_id = "filter_%s"
    words = forms.CharField(required=False, label="Words")
    state = forms.ChoiceField(required=False, label="State", choices=[("", "All"), ("overdue", "Overdue")])
    lead = forms.ChoiceField(required=False, label="Lead", choices=[("", "All"), ("hos", "Head of service")])


class Step(forms.Form):
    step = forms.CharField(label="Step")


def context(*, form: forms.Form) -> dict[str, Any]:
    """What the page is filled with; `form` may be bound and wrong, or not bound."""
    up = Travel("up", "better")
    return {
        "demonstration": {
            "text": "Demonstration council. Published figures of 2013 to 2018. Its today is 16 July 2018."
        },
        "council": "The demonstration council",
        "messages": [
            Message(constants.SUCCESS, "The update was saved"),
            Message(constants.INFO, "Quarter 4 closes on 31 July 2018"),
        ],
        "ratings": [*RAG, None],
        "states": [*STATUSES, "some_other_state"],
        "verdict": Verdict(),
        "up": up,
        "level": Travel("level", "same"),
        "down": Travel("down", "worse"),
        "unknown": Travel(None, None),
        "day": date(2018, 5, 7),
        "instant": datetime(2018, 5, 7, 13, 5, tzinfo=UTC),
        "filter": Filter(auto_id="filter_%s"),
        "rows": [
            {
                "ref": f"{number}.1",
                "title": "Assessments completed within 45 working days of the referral",
                "value": "83%",
                "target": "85%",
                "rag": rag,
                "series": [60, 64, None, 71, 70 + number, 83],
                "words": f"Measure {number}.1: from 60% to 83% in six quarters",
                "travel": up,
            }
            for number, rag in enumerate(RAG, start=1)
        ],
        "navigation": [("Plans", "plans"), ("Measures", "measures")],
        "request": request(),
        "page": Paginator(range(200), 10).get_page(6),
        "bodies": [
            {
                "text": "Council",
                "href": "/bodies/1/",
                "note": "Meets every two months",
                "children": [
                    {
                        "text": "Health and Wellbeing Board",
                        "href": "/bodies/2/",
                        "children": [{"text": "Delivery group"}],
                    },
                    {"text": "Children and families scrutiny committee"},
                ],
            }
        ],
        "svg": '<svg viewBox="0 0 300 80" width="300" height="80" role="img" aria-label="Line chart">'
        '<path d="M5 70 100 50 200 40 295 10" fill="none" stroke="#14304d" stroke-width="2"/></svg>',
        "form": form,
        "pair": Pair(),
        "formset": formset_factory(Step, extra=2)(prefix="steps"),
    }


def request() -> HttpRequest:
    return RequestFactory().get(
        "/plans/", {"sort": "value", "direction": "desc", "state": "overdue", "page": "6"}
    )


def render(form: forms.Form | None = None) -> str:
    """The whole page as HTML, with a form that has every error unless another is given."""
    source = (HERE / "kitchen_sink.html").read_text(encoding="utf-8")
    page = get_template("base.html").backend.engine.from_string(source)
    return page.render(Context(context(form=form or Update({"progress": "x" * 50}))))
