"""How forms become HTML: Django's own rendering, with GOV.UK Frontend's markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm, BoundField, CheckboxInput, Field, FileInput
from django.forms.formsets import BaseFormSet
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.forms.widgets import ChoiceWidget
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

DJANGOS = "django/forms/"
OURS = "govuk/"

# What Django says as "Ensure this value has at most …" said of the field by its name.
LIMITS = {
    "max_length": "{} characters or fewer",
    "min_length": "{} characters or more",
    "max_value": "{} or less",
    "min_value": "{} or more",
}


@dataclass(frozen=True)
class ErrorLine:
    """A line of the error summary: what is wrong, where to put it right, the code of the rule that spoke."""

    text: str
    href: str = ""
    code: str = ""


class GovukBoundField(BoundField):
    """A field that knows what the GOV.UK templates ask of it."""

    @property
    def first_input_id(self) -> str:
        """The id of what a person fills in first: the first radio, the day of a date, or the one input."""
        return self.id_for_label or f"{self.auto_id}_0"

    @property
    def is_one_checkbox(self) -> bool:
        """Whether it is a single box to tick, whose label stands after it."""
        return isinstance(self.field.widget, CheckboxInput)

    @property
    def says_optional(self) -> bool:
        """Whether the label ends in "(optional)". A box that may be left unticked needs no such word."""
        return not self.field.required and not self.is_one_checkbox

    def problems(self) -> list[ErrorLine]:
        """The field's errors for a reader. Where they are Django's own, they say what to do."""
        return list(_lines(self._errors(), f"#{self.first_input_id}"))

    def _errors(self) -> Iterator[ValidationError]:
        for error in self.form.errors.as_data().get(self.name, []):
            if error.code == "required" and str(error.message) == Field.default_error_messages["required"]:
                yield ValidationError(self._asked_for(), "required")
            elif error.code in LIMITS and error.messages[0].startswith("Ensure"):
                limit = (error.params or {}).get("limit_value")
                yield ValidationError(f"{self.label} must be {LIMITS[error.code].format(limit)}", error.code)
            else:
                yield error

    def _asked_for(self) -> str:
        if self.is_one_checkbox:
            return f"Tick the box: {self.label}"
        verb = "Choose" if isinstance(self.field.widget, ChoiceWidget | FileInput) else "Enter"
        label = str(self.label)
        # "Due date" goes on in a small letter, "RAG rating" does not.
        return f"{verb} {label if label[1:2].isupper() else label[:1].lower() + label[1:]}"


class GovukRenderer(TemplatesSetting):
    """The FORM_RENDERER. A template of Django's forms gives way to the one of that name under `govuk/`."""

    form_template_name = "govuk/form.html"
    formset_template_name = "govuk/formset.html"
    field_template_name = "govuk/field.html"
    bound_field_class = GovukBoundField

    def __init__(self) -> None:
        self.fallback = DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        if not template_name.startswith(DJANGOS):
            return super().get_template(template_name)
        try:
            return get_template(OURS + template_name.removeprefix(DJANGOS))
        except TemplateDoesNotExist:
            return self.fallback.get_template(template_name)


def error_lines(form: BaseForm | BaseFormSet[Any], anchor: str) -> Iterator[ErrorLine]:
    """The errors of a bound form or formset, in page order. `anchor`: where those of the whole stand."""
    if isinstance(form, BaseFormSet):
        yield from _lines(form.non_form_errors().as_data() if form.is_bound else [], anchor)
        for one in form.forms:
            yield from error_lines(one, anchor)
        return
    if not form.is_bound:
        return
    errors = form.errors.as_data()
    yield from _lines(errors.get(NON_FIELD_ERRORS, []), anchor)
    for field in form:
        yield from _lines(errors.get(field.name, []), anchor) if field.is_hidden else field.problems()


def _lines(errors: Iterable[ValidationError], href: str) -> Iterator[ErrorLine]:
    for error in errors:
        for message in error.messages:
            yield ErrorLine(str(message), href, error.code or "")
