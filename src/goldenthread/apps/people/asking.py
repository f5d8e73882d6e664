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
from django.utils.http import content_disposition_header

from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.csv_tables import render_csv
from goldenthread.documents.data_tables import DataTable

Page = str | Model
"""An address, or a record that has a page."""


def ask(
    request: HttpRequest, form: forms.Form, write: Callable[[], object], *, title: str, words: str,
    caption: str, back: Page | None = None, then: Page | None = None, submit_text: str = "Save",
    lead: str = "", template: str = "ask_page.html", subject: Model | None = None,
    now: Callable[[], Mapping[str, object]] | None = None, also: Mapping[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """Ask, write, and go `then`; without it, to the page that `write` gives, else `back`.

    `back` is where who does not want to goes, `then` where it is not said. `subject` is what a stale form was
    about; `now` gives its hidden fields as they stand now where there are others than the version. A stale
    form that is sent again means that its person saw how it stands now.
    """
    if request.method == "POST" and form.is_valid():
        try:
            written = write()
        except Refused as refusal:
            put_refusal(form, refusal, subject)
            if refusal.code == "stale" and now is not None:
                _show_now(form, now())
        else:
            messages.success(request, words)
            return redirect(then or _page(written) or back)
    context = {
        "form": form, "title": title, "caption": caption, "lead": lead, "submit_text": submit_text,
        "cancel_href": _address(back or then), **(also or {}),
    }  # fmt: skip
    return render(request, template, context, status=422 if form.errors else 200)


def put_refusal(form: forms.Form, refusal: Refused, subject: Model | None = None) -> None:
    """Say at the form's field, or at its head, why it was refused. `subject` as in `ask`."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, ValidationError(refusal.words, code=refusal.code))
    if refusal.code == "stale" and subject is not None:
        subject.refresh_from_db()
        _show_now(form, {"version": getattr(subject, "version", "")})


def csv_download(table: DataTable) -> HttpResponse:
    return download(render_csv(table), "text/csv; charset=utf-8", f"{table.name}.csv")


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _show_now(form: forms.Form, hidden: Mapping[str, object]) -> None:
    form.data = form.data.copy()
    for name, value in hidden.items():
        form.data[name] = str(value)


def _page(written: object) -> Page | None:
    return written if isinstance(written, str) or hasattr(written, "get_absolute_url") else None


def _address(page: Page | None) -> str:
    return page if isinstance(page, str) else page.get_absolute_url() if page is not None else ""
