"""The forms of evidence: bringing it, a new version, what it bears on, answering it, withdrawing it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import rules
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.evidence import actions, bearing, queries
from goldenthread.apps.evidence.actions import Content, Particulars
from goldenthread.apps.evidence.choosing import offered_records, places, taken
from goldenthread.apps.evidence.forms import (
    AnswerContradiction,
    BringEvidence,
    BringRecord,
    FindRecord,
    NewVersion,
    Reason,
    UseElsewhere,
)
from goldenthread.apps.evidence.forms import Particulars as ParticularsForm
from goldenthread.apps.evidence.kinds import EvidenceKind, kind_called, kinds
from goldenthread.apps.evidence.models import Bearing, Piece
from goldenthread.apps.files.fields import keep_chosen
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.inspections.models import Element, Recommendation
from goldenthread.apps.inspections.queries import recommendation_called
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused

ONE_FILE = "Choose one file: each is a piece of its own."


@may("evidence.bring", on=recommendation_called)
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    """A file, an address, or what is kept elsewhere. `?file=` is one that an action has already."""
    form = BringEvidence(request.POST or None, request.FILES or None, recommendation=recommendation)
    attached = _attached(request)
    file = _file_of(form, request) if request.method == "POST" else None

    def write() -> Piece:
        said = form.cleaned_data
        elsewhere = said["url"] or said["named"]
        content = _content(said, file or (None if elsewhere else attached))
        return _bring(request, recommendation, _particulars(said), content, said)

    return _ask(
        request, form, write, title="Bring evidence", caption=str(recommendation),
        template="evidence/bring.html", back=recommendation.get_absolute_url(),
        words="The evidence was added.", recommendation=recommendation, attached=attached,
    )  # fmt: skip


@may("evidence.bring", on=recommendation_called)
@require_http_methods(["GET", "POST"])
def bring_record(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    """A measure at a period, an audit's result, a survey …: found by its words, then chosen."""
    kind = kind_called(request.GET.get("kind", "")) or kinds()[0]
    finder = FindRecord(
        {"kind": kind.key, "find": request.GET.get("find", "")}, kinds=kinds(), auto_id="filter_%s"
    )
    offered = offered_records(kind, recommendation, request.user, request.today, request.GET.get("find", ""))
    form = BringRecord(request.POST or None, recommendation=recommendation, offered=offered.choices)

    def write() -> Piece:
        said = form.cleaned_data
        subject, at = taken(said["record"])
        about = Particulars(
            title=offered.title_of(said["record"]), source=kind.source, sensitivity=said["sensitivity"],
            vouched_by=said["vouched_by"], vouched_text=said["vouched_text"], expires_on=said["expires_on"],
        )  # fmt: skip
        content = Content(kind=kind.key, subject=subject, subject_at=at, finding=said["finding"])
        return _bring(request, recommendation, about, content, said)

    return _ask(
        request, form, write, title="Bring a record as evidence", caption=str(recommendation),
        template="evidence/bring_record.html", back=recommendation.get_absolute_url(),
        words="The evidence was added.", finder=finder, offered=offered, kind=kind,
    )  # fmt: skip


@may("evidence.change", on=queries.piece_called)
@require_http_methods(["GET", "POST"])
def new_version(request: HttpRequest, piece: Piece) -> HttpResponse:
    newest = queries.newest_version(piece)
    kind = kind_called(piece.kind)
    form = NewVersion(request.POST or None, request.FILES or None, piece=piece, initial={
        "version": piece.version, "expires_on": piece.expires_on, "url": newest.url,
        "named": (newest.said or {}).get("named", ""),
    })  # fmt: skip
    is_file = "file" in form.fields
    file = _file_of(form, request) if request.method == "POST" and is_file else None

    def write() -> Piece:
        said = form.cleaned_data
        actions.add_version(
            piece, _content(said, file or (newest.file if is_file else None)), reason=said["reason"],
            version=said["version"], expires_on=said["expires_on"], today=request.today, by=request.user,
            at=request.now,
        )  # fmt: skip
        return piece

    return _ask(
        request, form, write, title="Record a new version", caption=str(piece), back=piece.get_absolute_url(),
        template="evidence/new_version.html", words="The new version stands. Earlier ones stay on record.",
        stale=piece, newest=newest, kind=kind, says=_said_on(kind, piece, request.today),
    )  # fmt: skip


@may("evidence.change", on=queries.piece_called)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, piece: Piece) -> HttpResponse:
    """What is said about a piece."""
    form = ParticularsForm(request.POST or None, initial={
        "version": piece.version, "title": piece.title, "source": piece.source,
        "sensitivity": piece.sensitivity, "vouched_by": piece.vouched_by_id, "expires_on": piece.expires_on,
        "vouched_text": "" if piece.vouched_by_id else piece.vouched_text,
    })  # fmt: skip

    def write() -> Piece:
        said = form.cleaned_data
        return actions.revise(
            piece, _particulars(said), version=said["version"], reason=said["reason"], by=request.user,
            at=request.now,
        )  # fmt: skip

    return _ask(
        request, form, write, title="Change what is said about it", caption=str(piece),
        back=piece.get_absolute_url(), words="It was changed.", stale=piece,
    )  # fmt: skip


@may("evidence.use", on=queries.piece_called)
@require_http_methods(["GET", "POST"])
def use(request: HttpRequest, piece: Piece) -> HttpResponse:
    """The same piece for another recommendation: a link, not a copy."""
    form = UseElsewhere(request.POST or None, offered=places(piece))

    def write() -> Piece:
        said = form.cleaned_data
        recommendation, element = _place(said["on"])
        bearing.bear(
            piece, recommendation, said["bears"], element=element, why=said["why"], by=request.user,
            at=request.now,
        )  # fmt: skip
        return piece

    return _ask(
        request, form, write, title="Use it for another recommendation", caption=str(piece),
        back=piece.get_absolute_url(), words="It is used there too. It stays one piece.",
        lead="The piece stays one: a new version of it is seen in each place.",
    )  # fmt: skip


@may("evidence.withdraw", on=queries.piece_called)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, piece: Piece) -> HttpResponse:
    form = Reason(request.POST or None, initial={"version": piece.version})

    def write() -> Piece:
        return actions.withdraw(
            piece, reason=form.cleaned_data["reason"], version=form.cleaned_data["version"] or 0,
            by=request.user, at=request.now,
        )  # fmt: skip

    return _ask(
        request, form, write, title="Withdraw it", caption=str(piece), back=piece.get_absolute_url(),
        words="It was withdrawn. It stays on record.", submit_text="Withdraw it", stale=piece,
        lead="It counts for nothing from now on, anywhere. What was decided on it stays as it was.",
    )  # fmt: skip


@may("evidence.answer", on=queries.bearing_called)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, tie: Bearing) -> HttpResponse:
    """Answer what a piece contradicts."""
    newest = queries.newest_version(tie.piece)
    form = AnswerContradiction(request.POST or None, initial={"seen": newest.number})

    def write() -> Recommendation:
        said = form.cleaned_data
        bearing.answer(tie, said["text"], seen=said["seen"], by=request.user, at=request.now)
        return tie.recommendation

    return _ask(
        request, form, write, title="Answer the contradiction", caption=str(tie.recommendation),
        back=tie.piece.get_absolute_url(), words="It was answered.", template="evidence/answer.html", tie=tie,
        newest=newest, answers=queries.answers_to([tie.pk])[tie.pk], seen=newest.number,
    )  # fmt: skip


@may("evidence.withdraw", on=queries.bearing_called)
@require_http_methods(["GET", "POST"])
def take_off(request: HttpRequest, tie: Bearing) -> HttpResponse:
    form = Reason(request.POST or None)

    def write() -> Recommendation:
        bearing.take_off(tie, reason=form.cleaned_data["reason"], by=request.user, at=request.now)
        return tie.recommendation

    return _ask(
        request, form, write, title="Take it off this recommendation", caption=str(tie.piece),
        back=tie.piece.get_absolute_url(), words="It was taken off. The piece stays.",
        submit_text="Take it off", lead=f"It no longer bears on {tie.element or tie.recommendation}.",
    )  # fmt: skip


def _attached(request: HttpRequest) -> StoredFile | None:
    """The file that the address names, where this person may open it."""
    try:
        file = StoredFile.objects.filter(uuid=UUID(request.GET.get("file", ""))).first()
    except ValueError:
        return None
    return file if file and rules.has_perm("files.open_file", request.user, file) else None


def _file_of(form: forms.Form, request: HttpRequest) -> StoredFile | None:
    """The one file that the form brought, kept at once so that it is not chosen twice."""
    files = keep_chosen(form, "file", by=request.user, at=request.now)
    if len(files) > 1:
        form.add_error("file", ValidationError(ONE_FILE, code="one"))
    return files[0] if files else None


def _content(said: dict[str, Any], file: StoredFile | None) -> Content:
    return Content(
        effective_on=said["effective_on"], period=said["period"], sample=said["sample"],
        finding=said["finding"], file=file, url=said.get("url", ""), named=said.get("named", ""),
    )  # fmt: skip


def _particulars(said: dict[str, Any]) -> Particulars:
    names = ("title", "source", "sensitivity", "vouched_by", "vouched_text", "expires_on")
    return Particulars(**{name: said[name] for name in names})


@transaction.atomic
def _bring(
    request: HttpRequest, recommendation: Recommendation, about: Particulars, content: Content,
    said: dict[str, Any],
) -> Piece:  # fmt: skip
    """The piece and what it bears on, together or not at all."""
    piece = actions.bring(about, content, today=request.today, by=request.user, at=request.now)
    element = recommendation.elements.filter(uuid=said.get("element") or None).first()
    bearing.bear(
        piece, recommendation, said["bears"], element=element, why=said["why"], by=request.user,
        at=request.now,
    )  # fmt: skip
    return piece


def _place(chosen: str) -> tuple[Recommendation, Element | None]:
    """The recommendation, or the element of one, of a choice that was offered."""
    element = Element.objects.select_related("recommendation").filter(uuid=chosen).first()
    return (element.recommendation, element) if element else (recommendation_called(UUID(chosen)), None)


def _said_on(kind: EvidenceKind | None, piece: Piece, today: date) -> Any:
    """What the record of a piece says today, where it is of one."""
    return queries.record_says(kind, piece, today) if kind else None


def _ask(
    request: HttpRequest, form: forms.Form, write: Callable[[], Any], *, title: str, caption: str, back: str,
    words: str, submit_text: str = "Save", template: str = "evidence/form.html", stale: Piece | None = None,
    **page: Any,
) -> HttpResponse:  # fmt: skip
    """Ask, write, and go to what was written; what was typed stays where it was refused."""
    if request.method == "POST" and form.is_valid():
        try:
            written = write()
        except Refused as refusal:
            form.add_error(
                refusal.field if refusal.field in form.fields else None,
                ValidationError(refusal.words, code=refusal.code),
            )
            if refusal.code == "stale":
                _seen_again(form, stale, page.get("seen"))
        else:
            messages.success(request, words)
            return redirect(written)
    return render(request, template, page | {
        "form": form, "title": title, "caption": caption, "submit_text": submit_text, "cancel_href": back,
    }, status=422 if form.errors else 200)  # fmt: skip


def _seen_again(form: forms.Form, piece: Piece | None, seen: int | None) -> None:
    """The page shows what it says now: sent again, the form means that its person saw it."""
    form.data = form.data.copy()
    if piece is not None:
        piece.refresh_from_db()
        form.data["version"] = str(piece.version)
    if seen is not None:
        form.data["seen"] = str(seen)
