"""Pages of what a body asked for: one action with its way and its reports, and the forms that follow it."""

from __future__ import annotations

from collections.abc import Callable

import rules
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.minutes import following, log, queries
from goldenthread.apps.minutes.forms import Reason
from goldenthread.apps.minutes.forms_actions import (
    ChangeAction,
    CloseAction,
    GiveDay,
    RaiseAction,
    ReportAction,
)
from goldenthread.apps.minutes.models import BodyAction, Decision, ItemMinute, Resolution
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask
from goldenthread.rulebook.undertakings import when_of


@may("minutes.see_action", on=queries.action_called)
def action(request: HttpRequest, action: BodyAction) -> HttpResponse:
    keeps = rules.has_perm("minutes.keep", request.user)
    return render(request, "minutes/action.html", {
        "action": action,
        "state": log.state_of(action, request.today),
        "reports": action.reports.select_related("recorded_by", "meeting").order_by("-effective_on", "-id"),
        "due_changes": action.due_changes.select_related("recorded_by"),
        "reads": rules.has_perm("minutes.see", request.user),
        "keeps": keeps,
        "may_report": action.is_open and rules.has_perm("minutes.report", request.user, action),
    })  # fmt: skip


@may("minutes.keep", on=queries.resolution_called)
@require_http_methods(["GET", "POST"])
def of_resolution(request: HttpRequest, resolution: Resolution) -> HttpResponse:
    return _raise(request, resolution, resolution.minute.get_absolute_url(), str(resolution), resolution.text)


@may("minutes.keep", on=queries.minute_called)
@require_http_methods(["GET", "POST"])
def of_minute(request: HttpRequest, minute: ItemMinute) -> HttpResponse:
    """An action of a minute's own words: `?words=` is the sentence that undertakes something."""
    words = request.GET.get("words", "")
    return _raise(request, minute, minute.get_absolute_url(), str(minute), words)


@may("minutes.keep", on=queries.decision_called)
@require_http_methods(["GET", "POST"])
def of_decision(request: HttpRequest, decision: Decision) -> HttpResponse:
    return _raise(
        request, decision, decision.get_absolute_url(), "A decision between meetings", decision.words
    )


def _raise(
    request: HttpRequest, of: Resolution | Decision | ItemMinute, then: str, caption: str, words: str
) -> HttpResponse:
    initial: dict[str, object] = {"words": words}
    lead = ""
    if words and not isinstance(of, Decision):
        minute = of.minute if isinstance(of, Resolution) else of
        found = when_of(words, held_on=minute.minutes.meeting.held_on)
        initial["due_words"] = found.when_words
        initial["due_on"] = found.day if found.is_dated else None
        if found.day and not found.is_dated:
            lead = f"“{found.when_words}” may mean {found.day.day} {found.day:%B %Y}. {found.why}"
    form = RaiseAction(request.POST or None, initial=initial)

    def write() -> object:
        return following.raise_action(of, form.asked(), by=request.user, at=request.now)

    return ask(
        request, form, write, title="Make it an action", caption=caption, then=then, lead=lead,
        words="It is on the log, and comes back on the next agenda until the body closes it.",
    )  # fmt: skip


@may("minutes.keep", on=queries.action_called)
@require_http_methods(["GET", "POST"])
def give_day(request: HttpRequest, action: BodyAction) -> HttpResponse:
    form = GiveDay(request.POST or None, initial={"version": action.version, "due_on": action.due_on})

    def write() -> object:
        return following.give_day(action, **form.cleaned_data, by=request.user, at=request.now)

    lead = f"Minuted as “{action.due_words}”." if action.due_words else ""
    return _ask(
        request, form, write, action, title="By when is it wanted?", words="The day was saved.", lead=lead
    )


@may("minutes.keep", on=queries.action_called)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, action: BodyAction) -> HttpResponse:
    owned = not action.owner_words
    form = ChangeAction(request.POST or None, owned=owned, initial={
        "version": action.version, "words": action.words, "owner": action.owner and action.owner.uuid,
        "recommendation": action.recommendation and action.recommendation.uuid,
        "plan_action": action.plan_action and action.plan_action.uuid,
    })  # fmt: skip

    def write() -> object:
        return following.change_action(action, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(request, form, write, action, title="Change the action", words="It was changed.")


@may("minutes.report", on=queries.action_called)
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, action: BodyAction) -> HttpResponse:
    form = ReportAction(request.POST or None, initial={"effective_on": request.today})

    def write() -> object:
        return following.report(
            action, **form.cleaned_data, today=request.today, by=request.user, at=request.now
        )

    return _ask(
        request, form, write, action, title="Report back", words="It was reported.",
        lead=f"The {action.body} reads it at its next meeting.",
    )  # fmt: skip


@may("minutes.keep", on=queries.action_called)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, action: BodyAction) -> HttpResponse:
    part_2 = rules.has_perm("minutes.see_part_2", request.user, action)
    minutes = queries.later_minutes_of(action.body, action.raised_on, part_2=part_2)
    form = CloseAction(request.POST or None, minutes=minutes, initial={"version": action.version})

    def write() -> object:
        return following.close(action, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(
        request, form, write, action, title="Close the action", words="The action is closed.",
        lead="The body closes it. Say which of its minutes does.",
    )  # fmt: skip


@may("minutes.keep", on=queries.action_called)
@require_http_methods(["GET", "POST"])
def open_again(request: HttpRequest, action: BodyAction) -> HttpResponse:
    form = Reason(request.POST or None)

    def write() -> object:
        return following.open_again(action, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(request, form, write, action, title="Open the action again", words="It is open again.")


def _ask(
    request: HttpRequest, form: forms.Form, write: Callable[[], object], action: BodyAction, *, title: str,
    words: str, lead: str = "",
) -> HttpResponse:  # fmt: skip
    return ask(
        request, form, write, title=title, caption=f"{action.reference}: {action.words}", words=words,
        then=action.get_absolute_url(), lead=lead, subject=action,
    )  # fmt: skip
