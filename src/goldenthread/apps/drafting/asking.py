"""A page that asks one thing: show the form, call the action, go on. What was typed stays where refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.apps.trail.refusals import Refused


class Goes(Protocol):
    def get_absolute_url(self) -> str: ...


def ask(
    request: HttpRequest, form: forms.Form, write: Callable[[], Goes], *, title: str, words: str, back: str,
    caption: str = "", lead: str = "", submit_text: str = "Save", template: str = "drafting/form.html",
    **context: Any,
) -> HttpResponse:  # fmt: skip
    """Ask with `form`; where it is valid, call `write` and go to what it wrote. Refused: 422."""
    if request.method == "POST" and form.is_valid():
        try:
            written = write()
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        else:
            messages.success(request, words)
            return redirect(written.get_absolute_url())
    return render(
        request, template,
        {"form": form, "title": title, "caption": caption, "lead": lead, "cancel_href": back,
         "submit_text": submit_text, **context},
        status=422 if form.errors else 200,
    )  # fmt: skip
