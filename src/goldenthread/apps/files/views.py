"""Handing a file out, as a download, so that a browser runs nothing of it; and saying which day it is of."""

from __future__ import annotations

import logging

import rules
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from goldenthread.apps.files import access as access  # states the room's rules
from goldenthread.apps.files import store
from goldenthread.apps.files.actions import date_file
from goldenthread.apps.files.forms import DateFile
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.files.queries import datings_of, file_called
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused

logger = logging.getLogger(__name__)


@may("files.open_file", on=file_called)
def open_file(request: HttpRequest, file: StoredFile) -> HttpResponse:
    if file.content_deleted_on is not None:
        raise Http404("This file was past its time, and its content was deleted by the schedule.")
    try:
        content = store.get(file.sha256)
    except store.Unreadable as failure:
        logger.error("File %s cannot be read from the store", file.pk)
        raise Http404("This file cannot be read from the store.") from failure
    response = HttpResponse(content, content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@may("files.date_file", on=file_called)
@require_http_methods(["GET", "POST"])
def say_day(request: HttpRequest, file: StoredFile) -> HttpResponse:
    """Which day a file speaks of; `?back=` is the page that asked."""
    back = request.GET.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    form = DateFile(request.POST or None, dated=file.effective_on is not None, initial={
        "seen": file.effective_on, "effective_on": file.effective_on,
    })  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            date_file(
                file, said["effective_on"], seen=said["seen"], reason=said.get("reason", ""),
                today=request.today, by=request.user, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            file.refresh_from_db()
            form = _again(form, file, refusal)
        else:
            messages.success(request, f"The day that {file} speaks of was saved.")
            return redirect(back)
    return render(request, "files/date.html", {
        "file": file, "form": form, "title": "Which day does it speak of?", "caption": file.name,
        "cancel_href": back, "datings": datings_of(file),
        "may_open": rules.has_perm("files.open_file", request.user, file),
    }, status=422 if form.errors else 200)  # fmt: skip


def _again(form: DateFile, file: StoredFile, refusal: Refused) -> DateFile:
    """The same words in a form that may be sent again, having seen the day that another said."""
    data = form.data.copy()
    if refusal.code == "stale":
        data["seen"] = file.effective_on.isoformat() if file.effective_on else ""
    again = DateFile(data, dated=file.effective_on is not None)
    again.is_valid()
    again.add_error(
        refusal.field if refusal.field in again.fields else None,
        ValidationError(refusal.words, code=refusal.code),
    )
    return again
