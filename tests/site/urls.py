"""The addresses that the base template and the components ask for, without any room behind them."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def page(request: HttpRequest, **parts: str) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("plans/", page, name="plans"),
    path("measures/", page, name="measures"),
    path("rulebook/", page, name="rulebook"),
    path("rulebook/<slug:code>/", page, name="rule"),
    path("sign-out/", page, name="account_logout"),
]
