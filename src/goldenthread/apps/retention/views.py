"""The page "Is the record whole?": the last check, what did not fit, and who holds the head of the chain."""

from __future__ import annotations

import rules
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.people.access import may
from goldenthread.apps.retention import access as access  # states the room's rules
from goldenthread.apps.retention import head_letters, queries
from goldenthread.apps.retention.forms import AddReader
from goldenthread.apps.retention.models import Check, HeadReader, HeadSent
from goldenthread.apps.trail.heads import current, sent_out
from goldenthread.apps.trail.refusals import Refused

SHOWN = 20


@may("retention.see")
def record(request: HttpRequest) -> HttpResponse:
    checks = list(Check.objects.select_related("checked_by")[:SHOWN])
    return render(request, "retention/record.html", {
        "last": checks[0] if checks else None,
        "checks": checks,
        "head": current(request.today),
        "readers": HeadReader.objects.select_related("person").order_by("person__name"),
        "sent": HeadSent.objects.select_related("to", "message")[:SHOWN],
        "held": len(sent_out()),
        "may_check": rules.has_perm("retention.check", request.user),
        "may_keep": rules.has_perm("retention.keep", request.user),
    })  # fmt: skip


@may("retention.check")
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Seconds for a council's record; ten for a million events, which somebody who asks may wait."""
    found = head_letters.check_record(by=request.user, at=request.now)
    if found.whole:
        messages.success(request, f"The record is whole: {found.events:,} events, {found.rows:,} rows.")
    else:
        messages.error(request, f"The record is not whole. Things that do not fit: {len(found.problems):,}.")
    return redirect("retention:record")


@may("retention.keep")
@require_POST
def send_head(request: HttpRequest) -> HttpResponse:
    readers = list(HeadReader.objects.select_related("person"))
    try:
        sent = head_letters.send_heads(readers, by=request.user, today=request.today, at=request.now)
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, f"The head was sent. Letters: {len(sent)}.")
    return redirect("retention:record")


@may("retention.keep")
@require_http_methods(["GET", "POST"])
def add_reader(request: HttpRequest) -> HttpResponse:
    form = AddReader(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reader = head_letters.add_reader(**form.cleaned_data, by=request.user, at=request.now)
        except Refused as refusal:
            form.add_error(refusal.field, ValidationError(refusal.words, code=refusal.code))
        else:
            messages.success(request, f"{reader.person} gets the head from now on.")
            return redirect("retention:record")
    return render(request, "form_page.html", {
        "form": form, "title": "Send the head to somebody", "cancel_href": reverse("retention:record"),
        "lead": "They get the position and the digest of the last event. It tells nothing of what was done.",
    }, status=422 if form.errors else 200)  # fmt: skip


@may("retention.keep", on=queries.reader_called)
@require_POST
def end_reader(request: HttpRequest, reader: HeadReader) -> HttpResponse:
    try:
        head_letters.end_reader(reader, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, f"{reader.person} does not get the head any more.")
    return redirect("retention:record")
