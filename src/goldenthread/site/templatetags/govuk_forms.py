"""Tags that the templates of form widgets use. Pages want `govuk`."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.forms.utils import flatatt
from django.utils.safestring import SafeString

register = template.Library()

# What the browser would check for itself is checked on the server, in our words.
UNWANTED = {"class", "required"}


@register.simple_tag
def input_attrs(widget: dict[str, Any], css_class: str) -> SafeString:
    """The attributes of an input, `css_class` first, with its error state when the field has one."""
    attrs = {name: value for name, value in widget["attrs"].items() if name not in UNWANTED}
    classes = [css_class, str(widget["attrs"].get("class", ""))]
    if attrs.get("aria-invalid"):
        classes.append(f"{css_class.split()[0]}--error")
    return flatatt({"class": " ".join(filter(None, classes)), **attrs})


@register.simple_tag
def counted_attrs(widget: dict[str, Any], css_class: str) -> SafeString:
    """As `input_attrs`, described also by the line that tells how many characters are left."""
    attrs = widget["attrs"]
    described = f"{attrs.get('aria-describedby', '')} {attrs.get('id', '')}-info".strip()
    return input_attrs({**widget, "attrs": {**attrs, "aria-describedby": described}}, css_class)


@register.simple_tag
def box_attrs(box: dict[str, Any]) -> SafeString:
    """The attributes of one of the boxes of a date, as wide as what is typed there."""
    width = f"govuk-input--width-{box['width']}"
    attrs = {**box["attrs"], "class": f"govuk-date-input__input {width}"}
    return input_attrs({**box, "attrs": attrs}, "govuk-input")


@register.simple_tag
def option_attrs(option: dict[str, Any]) -> SafeString:
    """The attributes of one radio or checkbox. Errors belong to the group, so none are repeated here."""
    left_out = {*UNWANTED, "aria-invalid", "aria-describedby"}
    attrs = {name: value for name, value in option["attrs"].items() if name not in left_out}
    if option.get("hint"):
        attrs["aria-describedby"] = f"{attrs['id']}_hint"
    return flatatt(attrs)


@register.filter
def form_errors_id(form: BaseForm | BaseFormSet[Any]) -> str:
    """Where the errors of a whole form stand on the page, for the error summary to link to."""
    return f"{form.prefix}-problems" if form.prefix else "form-problems"
