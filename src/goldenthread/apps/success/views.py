"""Pages of success statements: a plan's list, one with its answers, and the forms that keep them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import rules
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from goldenthread.apps.files.fields import keep_chosen
from goldenthread.apps.people.access import may
from goldenthread.apps.plans.models import Plan
from goldenthread.apps.plans.queries import plan_called
from goldenthread.apps.success import actions, neighbours, queries
from goldenthread.apps.success.exporting import statements_as_csv
from goldenthread.apps.success.forms import (
    NOT_ANSWERED,
    AnswerStatement,
    NarrowStatements,
    Retire,
    Statement,
)
from goldenthread.apps.success.models import SuccessStatement
from goldenthread.apps.success.queries import Stood
from goldenthread.apps.trail.moments import moment_of
from goldenthread.apps.trail.refusals import Refused


@may("success.see", on=plan_called)
def statements(request: HttpRequest, plan: Plan) -> HttpResponse:
    """A plan's statements, also as they stood and were known at a moment."""
    moment = moment_of(request)
    found = queries.statements_of(plan, today=request.today, as_at=moment.as_at, known_at=moment.known_at)
    form = NarrowStatements(request.GET)
    shown = list(_narrowed(found, form.asked()))
    neighbours.show_cited([one.answer for one in shown if one.answer], moment.as_at or request.today)
    if request.GET.get("format") == "csv":
        return _csv(statements_as_csv(shown), f"{slugify(plan.name)}-success-statements.csv")
    return render(request, "success/statements.html", {
        "plan": plan,
        "any": bool(found),
        "groups": queries.by_heading(shown),
        "form": form,
        "narrowed": bool(form.asked()),
        "moment": moment,
        "edits": rules.has_perm("success.edit_statements", request.user) and not moment.is_past,
    })  # fmt: skip


def _narrowed(found: Iterable[Stood], asked: dict[str, str]) -> Iterable[Stood]:
    source, answer = asked.get("source"), asked.get("answer")
    for one in found:
        given = one.verdict if one.answer else NOT_ANSWERED
        if source in (None, one.source) and answer in (None, given):
            yield one


@may("success.see", on=queries.statement_called)
def statement(request: HttpRequest, statement: SuccessStatement) -> HttpResponse:
    asked = statement.gone_on is None
    answers = list(queries.answers_of(statement, today=request.today))
    neighbours.show_cited(answers, request.today)
    return render(request, "success/statement.html", {
        "statement": statement,
        "answers": answers,
        "revisions": queries.revisions_of(statement),
        "may_answer": asked and rules.has_perm("success.answer", request.user),
        "may_edit": asked and rules.has_perm("success.edit_statements", request.user),
    })  # fmt: skip


@may("success.edit_statements", on=plan_called)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, plan: Plan) -> HttpResponse:
    form = Statement(request.POST or None, plan=plan)

    def write() -> SuccessStatement:
        return actions.add_statement(
            plan, **_said(form), effective_on=request.today, by=request.user, at=request.now
        )

    return _ask(request, form, write, title="Add a success statement", caption=plan, words="It was added.")


@may("success.edit_statements", on=queries.statement_called)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, statement: SuccessStatement) -> HttpResponse:
    outcome = statement.outcome
    form = Statement(request.POST or None, plan=statement.plan, revising=True, initial={
        "version": statement.version, "source": statement.source, "text": statement.text,
        "outcome": outcome and outcome.uuid,
    })  # fmt: skip

    def write() -> SuccessStatement:
        return actions.revise_statement(
            statement, **_said(form), version=form.cleaned_data["version"] or 0,
            reason=form.cleaned_data["reason"], effective_on=request.today, by=request.user, at=request.now,
        )  # fmt: skip

    return _ask(request, form, write, title="Change what it says", caption=statement, words="It was changed.")


@may("success.edit_statements", on=queries.statement_called)
@require_http_methods(["GET", "POST"])
def retire(request: HttpRequest, statement: SuccessStatement) -> HttpResponse:
    form = Retire(request.POST or None, initial={"version": statement.version})

    def write() -> SuccessStatement:
        return actions.retire_statement(
            statement, **form.cleaned_data, effective_on=request.today, by=request.user, at=request.now
        )

    return _ask(
        request, form, write, title="Ask it no longer", caption=statement,
        words="It is no longer asked. Its answers stay on record.", submit_text="Ask it no longer",
    )  # fmt: skip


@may("success.answer", on=queries.statement_called)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, statement: SuccessStatement) -> HttpResponse:
    offers = neighbours.offered(request.user, request.today)
    form = AnswerStatement(request.POST or None, request.FILES or None, offers=offers)
    files = []
    if request.method == "POST":
        files = keep_chosen(form, "evidence", by=request.user, at=request.now)

    def write() -> SuccessStatement:
        told = {"by": request.user, "at": request.now, "today": request.today}
        said = {name: value for name, value in form.cleaned_data.items() if name not in ("result", "link")}
        with transaction.atomic():
            made = actions.answer_statement(statement, **(said | {"evidence": files}), **told)
            neighbours.cite(made, *form.cites(), **told)
        return statement

    return _ask(
        request, form, write, title="Answer with evidence", caption=statement, words="It was answered.",
        template="success/answer.html",
    )  # fmt: skip


def _said(form: forms.Form) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("outcome", "source", "text")}


def _ask(
    request: HttpRequest, form: forms.Form, write: Callable[[], SuccessStatement], *, title: str, words: str,
    caption: Plan | SuccessStatement, submit_text: str = "Save", template: str = "success/form.html",
) -> HttpResponse:  # fmt: skip
    """Ask, write, and go to the statement; what was typed stays where it was refused."""
    if request.method == "POST" and form.is_valid():
        try:
            written = write()
        except Refused as refusal:
            form.add_error(
                refusal.field if refusal.field in form.fields else None,
                ValidationError(refusal.words, code=refusal.code),
            )
            if refusal.code == "stale":
                _show_what_it_says_now(form, caption)
        else:
            messages.success(request, words)
            return redirect(written)
    return render(request, template, {
        "form": form, "title": title, "caption": caption, "submit_text": submit_text,
        "cancel_href": caption.get_absolute_url(),
    }, status=422 if form.errors else 200)  # fmt: skip


def _show_what_it_says_now(form: forms.Form, statement: Model) -> None:
    """The heading is the statement as it now stands: sent again, the form means that its person saw it."""
    statement.refresh_from_db()
    form.data = form.data.copy()
    form.data["version"] = str(statement.version)


def _csv(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
