"""How people sign in: accounts are made by the council, so nobody signs up."""

from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

NEVER_SHOWN = {"csrfmiddlewaretoken", "version", "password", "password1", "password2", "oldpassword"}


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def session_ended(request: HttpRequest) -> HttpResponse:
    """What was typed into a form whose session is over, to be kept, and the way back to that form."""
    sent = ((name, "; ".join(filter(str.strip, values))) for name, values in request.POST.lists())
    typed = [
        (name.replace("_", " ").capitalize(), text) for name, text in sent if text and name not in NEVER_SHOWN
    ]
    form = urlsplit(request.headers.get("Referer", ""))
    back = f"{form.path}?{form.query}" if form.query else form.path or "/"
    sign_in = f"{reverse('account_login')}?{urlencode({'next': back})}"
    return render(request, "session_expired.html", {"typed": typed, "sign_in_href": sign_in}, status=403)
