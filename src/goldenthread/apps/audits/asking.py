"""Asks one thing on a page of its own, writes, and goes on; what was typed stays where it was refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.csv_tables import render_csv
from goldenthread.documents.data_tables import DataTable

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def ask(
    request: HttpRequest, form: forms.Form, write: Callable[[], str], *, title: str, words: str, caption: str,
    back: str, submit_text: str = "Save", lead: str = "", template: str = "audits/form.html",
    now: Callable[[], Mapping[str, object]] | None = None, also: Mapping[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """Ask, write, and go to the address that `write` gives.

    `now` gives the hidden fields that say what a person saw, as they stand now: a form that was stale and is
    sent again means that they read it.
    """
    if request.method == "POST" and form.is_valid():
        try:
            then = write()
        except Refused as refusal:
            put_refusal(form, refusal)
            if refusal.code == "stale" and now is not None:
                form.data = form.data.copy()
                for name, value in now().items():
                    form.data[name] = str(value)
        else:
            messages.success(request, words)
            return redirect(then)
    context = {
        "form": form, "title": title, "caption": caption, "lead": lead, "submit_text": submit_text,
        "cancel_href": back, **(also or {}),
    }  # fmt: skip
    return render(request, template, context, status=422 if form.errors else 200)


def put_refusal(form: forms.Form, refusal: Refused) -> None:
    """Say at the form's field, or at its head, why it was refused."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, ValidationError(refusal.words, code=refusal.code))


def csv_download(table: DataTable) -> HttpResponse:
    return download(render_csv(table), "text/csv; charset=utf-8", f"{table.name}.csv")


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
