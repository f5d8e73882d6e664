"""Pages of calendars: somebody's own keys, and the feed that a calendar program reads by one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.apps.mail.addresses import absolute
from goldenthread.apps.meetings import feeds
from goldenthread.apps.meetings.forms import MakeFeed
from goldenthread.apps.meetings.inviting import appointments
from goldenthread.apps.meetings.models import FeedKey
from goldenthread.apps.people.access import ANYONE, may
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents import calendars as written

NEW = "meetings.new_feed"


@may("meetings.see")
@require_http_methods(["GET", "POST"])
def calendars(request: HttpRequest) -> HttpResponse:
    """Somebody's calendars; the address of a new one is shown once, as it is kept nowhere."""
    form = MakeFeed(request.POST or None, initial={"body": request.GET.get("body")})
    if request.method == "POST" and form.is_valid():
        try:
            key, secret = feeds.make_feed_key(
                request.user, form.cleaned_data["body"], by=request.user, at=request.now
            )
        except Refused as refusal:
            form.add_error(None, refusal.words)
        else:
            request.session[NEW] = {"of": str(key), "path": reverse("meetings:feed", args=[secret])}
            return redirect("meetings:calendars")
    new = request.session.pop(NEW, None) if request.method == "GET" else None
    if new:
        new["address"] = absolute(new["path"])
    return render(request, "meetings/calendars.html", {
        "form": form, "keys": feeds.keys_of(request.user), "new": new,
    }, status=422 if form.errors else 200)  # fmt: skip


@may("meetings.see", on=feeds.key_called)
@require_POST
def stop_feed(request: HttpRequest, key: FeedKey) -> HttpResponse:
    try:
        feeds.revoke_feed_key(key, by=request.user, at=request.now)
    except Refused as refusal:
        messages.warning(request, refusal.words)
    else:
        messages.success(request, "The calendar was stopped. Nobody can read it any more.")
    return redirect("meetings:calendars")


@may(ANYONE)
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The meetings that a key reads. The key says whose they are: no session is asked, none is begun."""
    name, found = feeds.feed_by(secret, request.today)
    body = written.feed(name, appointments(found))
    etag = quote_etag(written.digest(body))
    response = get_conditional_response(request, etag=etag) or HttpResponse(
        body, content_type="text/calendar; charset=utf-8"
    )
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    response["Content-Disposition"] = 'inline; filename="meetings.ics"'
    return response
