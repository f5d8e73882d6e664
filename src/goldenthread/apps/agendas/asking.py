"""How this room's pages ask: a form, a write, where it goes. What was typed stays where it was refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from goldenthread.apps.trail.refusals import Refused


def ask(
    request: HttpRequest, form: forms.Form, write: Callable[[], Any], *, title: str, words: str,
    caption: object, back: str, template: str = "agendas/form.html", **context: Any,
) -> HttpResponse:  # fmt: skip
    """Ask, write, and go `back`. A stale form comes back with the version that now stands (`now`)."""
    if request.method == "POST" and form.is_valid():
        try:
            write()
        except Refused as refusal:
            refuse(form, refusal)
            now = context.get("now")
            if refusal.code == "stale" and now is not None:
                now.refresh_from_db()
                form.data = form.data.copy()
                # Sending the form again then means: having seen what it says now, mine.
                form.data["version"] = str(now.version)
                context["changed_meanwhile"] = True
        else:
            messages.success(request, words)
            return redirect(back)
    context |= {"form": form, "title": title, "caption": caption, "cancel_href": back}
    return render(request, template, context, status=422 if form.errors else 200)


def refuse(form: forms.Form, refusal: Refused) -> None:
    """Put a refusal on its field, or on the form."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, ValidationError(refusal.words, code=refusal.code or None))


def tell(request: HttpRequest, write: Callable[[], Any], words: str, back: str) -> HttpResponse:
    """Write what a button alone asks for, and go back; a refusal is told there."""
    try:
        write()
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, words)
    return redirect(back)


def csv_file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
