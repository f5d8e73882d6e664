"""Pages of one wave: how far it is, its results, its codes, paper typed in, and words read."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import rules
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.apps.bodies.exporting import csv_download
from goldenthread.apps.mail.addresses import absolute
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask, put_refusal
from goldenthread.apps.surveys import answering, exporting, printing, queries, reading, waves
from goldenthread.apps.surveys.forms import AnswerForm, Because, MakeCodes, ReadWords, Seen, WaveForm
from goldenthread.apps.surveys.models import Wave, Words
from goldenthread.apps.surveys.results import newest_before, results_of, shown_of
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.surveys import may_count


@may("surveys.see", on=queries.wave_called)
@require_GET
def wave(request: HttpRequest, wave: Wave) -> HttpResponse:
    """A wave: while it runs how many answered, once it is counted what they said."""
    result = getattr(wave, "result", None)
    shown = shown_of(result, newest_before(results_of(wave.survey), result)) if result else None
    if shown and request.GET.get("format") == "csv":
        return csv_download(exporting.results_table(shown))
    keeps = rules.has_perm("surveys.keep", request.user)
    return render(request, "surveys/wave.html", {
        "wave": wave,
        "shown": shown,
        "written": queries.written_of(shown) if shown else (),
        "standing": queries.standing_of(wave),
        "address": absolute(wave_path(wave)),
        "keeps": keeps,
        "reads": rules.has_perm("surveys.read_words", request.user),
        "takes": answering.takes(wave, request.today),
        "may_count": may_count(request.today, wave.closes_on, closed=wave.state == Wave.State.CLOSED),
        "state": Wave.State,
    })  # fmt: skip


def wave_path(wave: Wave) -> str:
    return reverse("voice:answer", args=[wave.token])


@may("surveys.keep", on=queries.wave_called)
@require_http_methods(["GET", "POST"])
def edit_wave(request: HttpRequest, wave: Wave) -> HttpResponse:
    names = [name for name in WaveForm.base_fields if name != "version"]
    form = WaveForm(request.POST or None, initial={name: getattr(wave, name) for name in [*names, "version"]})

    def write() -> Wave:
        return waves.change_wave(
            wave, form.plan(), version=form.cleaned_data["version"] or 0, by=request.user, at=request.now
        )

    return ask(
        request, form, write, title="Change the wave", caption=str(wave), words="It was changed.", back=wave,
        subject=wave,
    )  # fmt: skip


def _step(
    request: HttpRequest, wave: Wave, write: Callable[[Seen], object], *, title: str, words: str, lead: str,
    because: bool = False,
) -> HttpResponse:  # fmt: skip
    kind = Because if because else Seen
    form = kind(request.POST or None, initial={"version": wave.version})

    def written() -> None:
        write(form)

    return ask(
        request, form, written, title=title, caption=str(wave), words=words, back=wave, subject=wave,
        lead=lead, submit_text=title,
    )  # fmt: skip


@may("surveys.keep", on=queries.wave_called)
@require_http_methods(["GET", "POST"])
def open_wave(request: HttpRequest, wave: Wave) -> HttpResponse:
    by = {"by": request.user, "at": request.now}
    return _step(
        request, wave, lambda form: waves.open_wave(wave, version=form.cleaned_data["version"], **by),
        title="Open it", words="It is open.",
        lead="Its questions are fixed now. It takes answers from its first day to its last.",
    )  # fmt: skip


@may("surveys.keep", on=queries.wave_called)
@require_http_methods(["GET", "POST"])
def close_wave(request: HttpRequest, wave: Wave) -> HttpResponse:
    by = {"by": request.user, "at": request.now, "today": request.today}
    return _step(
        request, wave, lambda form: waves.close_wave(wave, **form.cleaned_data, **by), because=True,
        title="Close it early", words="It is closed. Type in the paper that came, then count.",
        lead="It takes no more answers. Paper that came can still be typed in.",
    )  # fmt: skip


@may("surveys.keep", on=queries.wave_called)
@require_http_methods(["GET", "POST"])
def count(request: HttpRequest, wave: Wave) -> HttpResponse:
    by = {"by": request.user, "at": request.now, "today": request.today}
    return _step(
        request, wave, lambda form: waves.count_wave(wave, version=form.cleaned_data["version"], **by),
        title="Count the answers", words="The answers were counted.",
        lead="They are counted once. Type in all paper first: none is taken afterwards.",
    )  # fmt: skip


@may("surveys.keep", on=queries.wave_called)
@require_http_methods(["GET", "POST"])
def set_aside(request: HttpRequest, wave: Wave) -> HttpResponse:
    by = {"by": request.user, "at": request.now}
    return _step(
        request, wave, lambda form: waves.set_aside(wave, **form.cleaned_data, **by), because=True,
        title="Set it aside", words="It is set aside. It stays on record.",
        lead="Its results are then no longer shown, cited or compared.",
    )  # fmt: skip


@may("surveys.keep", on=queries.wave_called)
@require_http_methods(["GET", "POST"])
def codes(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Make codes, and show them this once."""
    form = MakeCodes(request.POST or None, initial={"version": wave.version})
    made: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = waves.make_codes(
                wave, form.cleaned_data["number"], version=form.cleaned_data["version"], by=request.user,
                at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            put_refusal(form, refusal, wave)
        else:
            if request.POST.get("do") == "csv":
                return _private(csv_download(exporting.codes_table(wave, made, absolute(wave_path(wave)))))
    return _private(render(request, "surveys/codes.html", {
        "form": form, "wave": wave, "codes": made, "address": absolute(wave_path(wave)),
    }, status=422 if form.errors else 200))  # fmt: skip


@may("surveys.keep", on=queries.wave_called)
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Type in one sheet of paper, then the next."""
    asked = [one.question for one in wave.asked.select_related("question")]
    code = "paper" if wave.by_code else ""
    form = AnswerForm(
        request.POST or None, wave=wave, questions=asked, code=code,
        initial={"sheet": answering.new_sheet(wave)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            answering.answer(
                wave, form.answered(), answering.number_of(wave, form.cleaned_data["sheet"]),
                code=form.cleaned_data.get("code", ""), paper=True, today=request.today,
            )  # fmt: skip
        except Refused as refusal:
            put_refusal(form, refusal)
        else:
            messages.success(request, "The sheet was saved. Type in the next one.")
            return redirect("surveys:paper", wave.uuid)
    return _private(render(request, "surveys/paper.html", {
        "form": form, "wave": wave, "title": "Type in a paper form", "caption": str(wave),
    }, status=422 if form.errors else 200))  # fmt: skip


@may("surveys.keep", on=queries.wave_called)
@require_GET
def paper_form(request: HttpRequest, wave: Wave) -> HttpResponse:
    """The form to print, as a PDF."""
    response = HttpResponse(
        printing.paper_form(wave, absolute(wave_path(wave))), content_type="application/pdf"
    )
    name = f"{slugify(str(wave))}.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


@may("surveys.read_words", on=queries.wave_called)
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Read what was written, one after the other; and what was passed on."""
    form = None
    if request.method == "POST":
        form = ReadWords(request.POST)
        if form.is_valid():
            try:
                reading.read_words(
                    UUID(str(form.cleaned_data["key"])), decision=form.cleaned_data["decision"],
                    shown_text=form.cleaned_data["shown_text"], by=request.user, at=request.now,
                    today=request.today,
                )  # fmt: skip
            except Refused as refusal:
                put_refusal(form, refusal)
            else:
                return redirect("surveys:words", wave.uuid)
    key = request.POST.get("key") if form else None
    one = _unread(wave, key) or reading.next_unread(wave)
    if form is None and one:
        form = ReadWords(initial={"key": one.pk, "shown_text": one.text})
    return _private(render(request, "surveys/words.html", {
        "form": form if one else None, "one": one, "wave": wave,
        "left": wave.words.filter(state=Words.State.UNREAD).count(),
        "passed_on": wave.words.filter(state=Words.State.PASSED_ON).select_related("question", "read_by"),
    }, status=422 if form and form.errors else 200))  # fmt: skip


def _unread(wave: Wave, key: str | None) -> Words | None:
    try:
        return wave.words.filter(pk=UUID(key or ""), state=Words.State.UNREAD).first()
    except ValueError:
        return None


def _private(response: HttpResponse) -> HttpResponse:
    """A page that nobody's browser keeps: codes, and what people answered."""
    response["Cache-Control"] = "no-store"
    return response
