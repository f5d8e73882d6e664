"""Pages of mail: the list of messages, one message as its reader got it, and sending one again."""

from __future__ import annotations

import rules
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from goldenthread.apps.mail import actions, queries
from goldenthread.apps.mail.forms import NarrowMessages
from goldenthread.apps.mail.models import Message, State
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.csv_tables import render_csv

PER_PAGE = 50


@may("mail.see_messages")
def messages_sent(request: HttpRequest) -> HttpResponse:
    form = NarrowMessages(request.GET, auto_id="filter_%s")
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.messages_wanted(**wanted)
    if request.GET.get("format") == "csv":
        return _csv(render_csv(queries.list_table(found)), "messages.csv")
    return render(request, "mail/messages.html", {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "narrow": form,
        "narrowed": any(wanted.values()) or not form.is_valid(),
        "is_local": settings.MAIL_IS_LOCAL,
    })  # fmt: skip


@may("mail.see_messages", on=queries.message_called)
def message(request: HttpRequest, message: Message) -> HttpResponse:
    given_up = message.state == State.GIVEN_UP
    return render(request, "mail/message.html", {
        "message": message,
        "attempts": message.tries.all(),
        "may_send_again": given_up and rules.has_perm("mail.send_again", request.user),
        "is_local": settings.MAIL_IS_LOCAL,
    })  # fmt: skip


@may("mail.send_again", on=queries.message_called)
@require_POST
def send_again(request: HttpRequest, message: Message) -> HttpResponse:
    try:
        actions.send_again(message, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, "The message is queued again.")
    return redirect(message)


def _csv(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
