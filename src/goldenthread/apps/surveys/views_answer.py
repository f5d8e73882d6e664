"""What the public meets: a survey to answer without signing in, and what was done about what was said.

Nobody's address, browser or hour is kept. The cookie over an open link holds the same word for everybody.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.apps.people.access import ANYONE, may
from goldenthread.apps.people.asking import put_refusal
from goldenthread.apps.surveys import answering, queries
from goldenthread.apps.surveys.forms import AnswerForm
from goldenthread.apps.surveys.models import Audience, Wave
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.surveys import SVY_5, SVY_6

ANSWERED = "answered"
SALT = "goldenthread.surveys.answered"


@may(ANYONE)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The survey's questions, on one page. What was answered is stored once."""
    wave = queries.wave_by_token(token)
    if not answering.takes(wave, request.today) and request.method == "GET":
        return _unkept(render(request, "surveys/public_closed.html", {
            "wave": wave, "soon": wave.state == Wave.State.OPEN and request.today < wave.opens_on,
        }))  # fmt: skip
    asked = [one.question for one in wave.asked.select_related("question")]
    code = "" if not wave.by_code else "either" if wave.by_link else "wanted"
    form = AnswerForm(
        request.POST or None, wave=wave, questions=asked, code=code,
        initial={"sheet": answering.new_sheet(wave)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            _store(request, wave, form)
        except Refused as refusal:
            put_refusal(form, refusal)
        else:
            return _thanked(wave, by_link=not form.cleaned_data.get("code"))
    return _unkept(render(request, "surveys/public_answer.html", {
        "form": form, "wave": wave, "for_children": wave.survey.audience == Audience.CHILDREN,
        "answered": _has_answered(request, wave) and not wave.by_code,
        "svy_5": SVY_5,
    }, status=422 if form.errors else 200))  # fmt: skip


@may(ANYONE)
@require_GET
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    wave = queries.wave_by_token(token)
    return _unkept(render(request, "surveys/public_thanks.html", {
        "wave": wave, "for_children": wave.survey.audience == Audience.CHILDREN,
    }))  # fmt: skip


@may(ANYONE)
@require_GET
def said(request: HttpRequest) -> HttpResponse:
    """You said, we did: what was approved for the public."""
    return render(request, "surveys/public_said.html", {"listed": queries.said_in_public()})


def _store(request: HttpRequest, wave: Wave, form: AnswerForm) -> None:
    if not answering.takes(wave, request.today):
        raise Refused("This survey is closed. It takes no more answers.", code=SVY_6)
    code = form.cleaned_data.get("code", "")
    if not code and _has_answered(request, wave):
        raise Refused(
            "Somebody has answered on this device already. Ask for a paper form for another person.",
            code=SVY_5,
        )
    answering.count_connection(wave, connection_of(request), today=request.today)
    number = answering.number_of(wave, form.cleaned_data["sheet"])
    answering.answer(wave, form.answered(), number, code=code, today=request.today)


def connection_of(request: HttpRequest) -> str:
    """The address that a request came from, behind our proxy what the proxy says. It is kept nowhere."""
    if settings.BEHIND_TLS and (said := request.headers.get("X-Forwarded-For", "")):
        return said.split(",")[-1].strip()
    return request.META.get("REMOTE_ADDR", "")


def _has_answered(request: HttpRequest, wave: Wave) -> bool:
    return request.get_signed_cookie(ANSWERED, default="", salt=SALT + str(wave.uuid)) == "yes"


def _thanked(wave: Wave, *, by_link: bool) -> HttpResponse:
    response = _unkept(redirect("voice:thanks", wave.token))
    if by_link:
        # The same word for everybody, sent to this survey's pages alone, until it is long over.
        response.set_signed_cookie(
            ANSWERED, "yes", salt=SALT + str(wave.uuid), max_age=120 * 24 * 60 * 60, httponly=True,
            samesite="Lax", secure=settings.BEHIND_TLS, path=reverse("voice:answer", args=[wave.token]),
        )  # fmt: skip
    return response


def _unkept(response: HttpResponse) -> HttpResponse:
    """No browser and no proxy keeps it, no search engine lists it, no other site is told of it.

    Not `no-referrer`: a form would then say that it comes from nowhere, and be refused as forged.
    """
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
