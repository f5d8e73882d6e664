"""Pages of an action's milestones: add one, move one, say that one was reached."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.govuk.widgets import CountedTextarea
from goldenthread.apps.people.access import may
from goldenthread.apps.plans import milestones, queries
from goldenthread.apps.plans.models import Action, Milestone
from goldenthread.apps.trail.refusals import Refused


class AddMilestone(forms.Form):
    text = forms.CharField(label="What is to be reached", max_length=300)
    due = DatePartsField(label="By when")


class _OfMilestone(forms.Form):
    """`seen_due` is the day on which the person saw it due."""

    seen_due = forms.DateField(widget=forms.HiddenInput)


class MoveMilestone(_OfMilestone):
    due = DatePartsField(label="New date")
    reason = forms.CharField(label="Why it moves", max_length=400, widget=CountedTextarea(400))


class ReachMilestone(_OfMilestone):
    reached_on = DatePartsField(label="When it was reached")


@may("plans.update_action", on=queries.action_called)
@require_http_methods(["GET", "POST"])
def milestone(request: HttpRequest, action: Action) -> HttpResponse:
    """One milestone of the action: a new one, or with `?move=` or `?reach=` and its id one that there is."""
    about = {"by": request.user, "at": request.now}
    if moved := _asked(request, action, "move"):
        form = MoveMilestone(request.POST or None, initial={"seen_due": moved.due})
        return _ask(
            request, action, form, f"Move the milestone “{moved}”", "The milestone was moved.",
            lambda said: milestones.move_milestone(moved, **said, today=request.today, **about),
        )  # fmt: skip
    if reached := _asked(request, action, "reach"):
        form = ReachMilestone(
            request.POST or None, initial={"seen_due": reached.due, "reached_on": request.today}
        )
        return _ask(
            request, action, form, f"Say when “{reached}” was reached", "The milestone is reached.",
            lambda said: milestones.reach_milestone(reached, **said, today=request.today, **about),
        )  # fmt: skip
    form = AddMilestone(request.POST or None)
    return _ask(
        request, action, form, "Add a milestone", "The milestone was added.",
        lambda said: milestones.add_milestone(action, **said, **about),
    )  # fmt: skip


def _asked(request: HttpRequest, action: Action, what: str) -> Milestone | None:
    """The milestone of this action that the address names; 404 for another's."""
    asked = request.GET.get(what)
    if not asked:
        return None
    try:
        return action.milestones.get(uuid=UUID(asked))
    except (ValueError, Milestone.DoesNotExist):
        raise Http404("This action has no such milestone") from None


def _ask(
    request: HttpRequest, action: Action, form: forms.Form, title: str, done: str, write: Any
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            write(form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        else:
            messages.success(request, done)
            return redirect(action)
    context = {"form": form, "title": title, "caption": str(action), "cancel_href": action.get_absolute_url()}
    return render(request, "form_page.html", context, status=422 if form.errors else 200)
