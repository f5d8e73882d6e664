"""Errors that a person meets, in words with a way on; what they cannot mend gets a reference."""

from __future__ import annotations

import logging
import secrets

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from goldenthread.apps.people.sign_in import session_ended

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A page's own words for what it cannot read ("'Smarch' is not a day") are shown; nobody else's are."""
    reason = str(exception) if isinstance(exception, BadRequest) else ""
    return render(request, "400.html", {"reason": reason, "present": reason and request.path}, status=400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """The reference ties what the person saw to the log line before it; neither says anything of a record."""
    reference = secrets.token_hex(4)
    logger.error(
        "Reference %s: %s %s",
        reference,
        request.method,
        request.resolver_match and request.resolver_match.route,
    )
    # Without the request: what every page says needs the database, which may be what is broken.
    return HttpResponse(render_to_string("500.html", {"reference": reference}), status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is not ours or no longer ours: what was typed is shown, so that it can be kept.

    Whoever answers a survey has no session that could have ended: they are told so, and their answers are
    not shown.
    """
    if request.resolver_match and request.resolver_match.namespace == "voice":
        return render(request, "surveys/public_stale.html", {"again": request.path}, status=403)
    return session_ended(request)
