"""The page on which an update is posted: one's own words, or another's entered for them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.files.fields import keep_chosen
from goldenthread.apps.people.access import may
from goldenthread.apps.plans import queries, updating
from goldenthread.apps.plans.access import leads
from goldenthread.apps.plans.forms import PostForAnother, PostUpdate
from goldenthread.apps.plans.meanwhile import Written
from goldenthread.apps.plans.models import Action
from goldenthread.apps.plans.refused_forms import say_refusal
from goldenthread.apps.plans.states import state_on
from goldenthread.apps.plans.voices import Voice, voice_of_absent, voices_of
from goldenthread.apps.trail.refusals import Refused

OWN = Voice("")


@may("plans.update_action", on=queries.action_called)
@require_http_methods(["GET", "POST"])
def post_update(request: HttpRequest, action: Action) -> HttpResponse:
    """An update. With `?for=`, "lead" or a post's id, it is another's words, entered and marked so."""
    form = _form(request, action)
    stale: list[Written] = []
    if request.method == "POST":
        evidence = keep_chosen(form, "evidence", by=request.user, at=request.now)
        if form.is_valid():
            said = form.cleaned_data
            voice = said.get("voice") or voice_of_absent(action, request.user) or OWN
            try:
                updating.post_update(
                    action,
                    level=said["level"],
                    narrative=said["narrative"],
                    next_steps=said["next_steps"],
                    due_after=said["due_after"],
                    move_reason=said["move_reason"],
                    evidence=evidence,
                    on_behalf_of=voice.words,
                    on_behalf_of_post=voice.post,
                    version=said["version"],
                    effective_on=request.today,
                    by=request.user,
                    at=request.now,
                )
            except Refused as refusal:
                stale = say_refusal(form, refusal, action)
            else:
                messages.success(request, _posted(bool(evidence)))
                return redirect(action)
    return render(request, "plans/update.html", {
        "action": action,
        "form": form,
        "state": state_on(action, today=request.today),
        "last": queries.last_update_of(action),
        "for_another": isinstance(form, PostForAnother),
        "others_words": not leads(request.user, action),
        "stale": stale,
    }, status=422 if form.errors else 200)  # fmt: skip


def _form(request: HttpRequest, action: Action) -> PostUpdate:
    sent = (request.POST or None, request.FILES or None)
    initial = {"version": action.version}
    asked_for = request.GET.get("for")
    if not asked_for:
        return PostUpdate(*sent, action=action, initial=initial)
    voices = voices_of(action, request.today)
    if asked_for not in voices and len(voices) == 1:
        [asked_for] = voices
    return PostForAnother(*sent, action=action, voices=voices, initial=initial | {"whose": asked_for})


def _posted(with_evidence: bool) -> str:
    if with_evidence:
        return "Your update was posted. Beside each file you can say which day it speaks of."
    return "Your update was posted."
