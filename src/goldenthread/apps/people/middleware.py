"""Puts on the person who asks what they may act as, on the request's day."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from goldenthread.apps.people.queries import standing_of


class StandingMiddleware:
    """Sets `request.user.standing`; stands after authentication and the clock."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user.standing = standing_of(request.user, request.today)
        return self.get_response(request)
