"""Widgets of the GOV.UK Design System that Django lacks. Their templates lie in `site/templates/govuk/`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

PARTS = ("day", "month", "year")


class DateParts(forms.MultiWidget):
    """Three text boxes for the day, the month and the year of one date, under one legend."""

    template_name = "govuk/widgets/date_parts.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(dict.fromkeys(PARTS, forms.TextInput), attrs)

    def decompress(self, value: date | None) -> list[int | None]:
        return [value.day, value.month, value.year] if value else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for part, box in zip(PARTS, context["widget"]["subwidgets"], strict=True):
            box["label"] = part.capitalize()
            box["width"] = 4 if part == "year" else 2
            # A month may be typed as a word, so its box does not ask a phone for its number pad.
            if part != "month":
                box["attrs"]["inputmode"] = "numeric"
        return context


class CountedTextarea(forms.Textarea):
    """A text box with several lines that tells how many characters are left of `limit`."""

    template_name = "govuk/widgets/counted_textarea.html"

    def __init__(self, limit: int, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.limit = limit

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["limit"] = self.limit
        # The browser would cut the text off in silence. The form says what is too long and keeps it.
        context["widget"]["attrs"].pop("maxlength", None)
        return context


class HintedRadios(forms.RadioSelect):
    """Radios with a line of explanation under some of them. `hints` maps a choice's value to its line."""

    def __init__(self, hints: Mapping[str, str], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.hints = hints

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        return option | {"hint": self.hints.get(str(value))}


class Suggested(forms.TextInput):
    """A text box that suggests words and takes any: a list that the browser offers while one types."""

    template_name = "govuk/widgets/suggested.html"

    def __init__(self, words: Sequence[str], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.words = tuple(words)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        listed = f"{context['widget']['attrs'].get('id', name)}_list"
        context["widget"]["attrs"]["list"] = listed
        return context | {"listed": listed, "words": self.words}
