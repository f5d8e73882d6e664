"""Asks one thing on a page of its own, writes, and goes on; what was typed stays where it was refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.apps.trail.refusals import Refused


def ask(
    request: HttpRequest, form: forms.Form, write: Callable[[], object], *, title: str, words: str,
    caption: str, then: str | Model, submit_text: str = "Save", lead: str = "",
    template: str = "surveys/form.html", subject: Model | None = None, also: Mapping[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """Ask, write, and go to `then`, or to what was made where it has a page. `subject` is what a stale form
    was about: sent again, the form means that its person saw how it stands now."""
    if request.method == "POST" and form.is_valid():
        try:
            written = write()
        except Refused as refusal:
            put_refusal(form, refusal, subject)
        else:
            messages.success(request, words)
            return redirect(written if hasattr(written, "get_absolute_url") else then)
    cancel = then if isinstance(then, str) else then.get_absolute_url()
    context = {
        "form": form, "title": title, "caption": caption, "lead": lead, "submit_text": submit_text,
        "cancel_href": cancel, **(also or {}),
    }  # fmt: skip
    return render(request, template, context, status=422 if form.errors else 200)


def put_refusal(form: forms.Form, refusal: Refused, subject: Model | None = None) -> None:
    """Say at the form's field, or at its head, why it was refused."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, ValidationError(refusal.words, code=refusal.code))
    if refusal.code == "stale" and subject is not None:
        subject.refresh_from_db()
        form.data = form.data.copy()
        form.data["version"] = str(getattr(subject, "version", ""))
