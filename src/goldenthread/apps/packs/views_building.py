"""Pages on which a clerk builds a pack, looks at it and publishes it."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.agendas.queries import agenda_of
from goldenthread.apps.files import store
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.packs import actions, queries
from goldenthread.apps.packs.forms import BuildPack, PublishPack
from goldenthread.apps.packs.models import Build, State
from goldenthread.apps.packs.notices import notice_of
from goldenthread.apps.packs.saying import PackSaid
from goldenthread.apps.packs.small_counts import look
from goldenthread.apps.packs.views import pdf_response
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused

logger = logging.getLogger(__name__)
BUILDS_SHOWN = 5


@may("packs.build", on=queries.meeting_called)
def of_meeting(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The packs of a meeting: what was published, what is being built, what there is to do by when."""
    return render(request, "packs/of_meeting.html", {
        "meeting": meeting,
        "agenda": agenda_of(meeting),
        "packs": queries.packs_of(meeting),
        "builds": queries.builds_of(meeting)[:BUILDS_SHOWN],
        "notice": notice_of(meeting, request.now),
        "has_exempt": queries.has_exempt_items(meeting),
    })  # fmt: skip


@may("packs.build", on=queries.meeting_called)
@require_http_methods(["GET", "POST"])
def build(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = BuildPack(
        _sent(request), exempt=queries.has_exempt_items(meeting),
        published=queries.packs_of(meeting).exists(),
        initial={"part": request.GET.get("part", 1)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            asked = actions.ask_for_pack(
                meeting, form.wanted(), by=request.user, at=request.now, today=request.today
            )
        except Refused as refusal:
            _say(form, refusal)
        else:
            return redirect(asked)
    return render(
        request, "packs/build.html", {"form": form, "title": "Build a pack", "meeting": meeting},
        status=422 if form.errors else 200,
    )  # fmt: skip


@may("packs.build", on=queries.build_called)
def built(request: HttpRequest, build: Build) -> HttpResponse:
    """How far a build is; when it is done, what it made and what was found in it."""
    if request.htmx:
        return _progress(request, build)
    published = getattr(build, "pack", None)
    done = build.state == State.BUILT
    return render(request, "packs/built.html", {
        "build": build,
        "pack": published,
        "stale": done and published is None and queries.is_stale(build, request.today),
        "notice": notice_of(build.meeting, request.now),
        "papers": [one for one in build.contents if not one["appendix"]],
        "looked": look(PackSaid.from_json(build.document)) if done and published is None else None,
    })  # fmt: skip


def _progress(request: HttpRequest, build: Build) -> HttpResponse:
    response = render(request, "packs/progress.html", {"build": build})
    if not build.is_at_work:
        response["HX-Refresh"] = "true"
    return response


@may("packs.build", on=queries.build_called)
def draft(request: HttpRequest, build: Build) -> HttpResponse:
    """A built pack before it is published, for the clerk who looks through it."""
    try:
        content = actions.open_draft(build, by=request.user, at=request.now)
    except Refused as refusal:
        raise Http404(refusal.words) from refusal
    except store.Unreadable as failure:
        logger.error("Build %s cannot be read from the store", build.pk)
        raise Http404("This pack cannot be read from the store.") from failure
    return pdf_response(content, f"draft-{build.file_name}", kept=not build.is_restricted)


@may("packs.publish", on=queries.build_called)
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, build: Build) -> HttpResponse:
    if published := getattr(build, "pack", None):
        return redirect(published)
    notice = notice_of(build.meeting, request.now)
    looked = look(PackSaid.from_json(build.document))
    form = PublishPack(
        _sent(request), changed=queries.needs_a_reason(build, request.today), late=notice.is_late,
        small=bool(looked.papers), initial={"small_counts_because": queries.said_before(build, looked)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            pack = actions.publish_pack(
                build, **form.cleaned_data, by=request.user, at=request.now, today=request.today
            )
        except Refused as refusal:
            _say(form, refusal)
        else:
            messages.success(request, f"{pack.name}, edition {pack.edition}, was published.")
            return redirect(pack)
    return render(request, "packs/publish.html", {
        "form": form, "title": f"Publish {build.name[0].lower()}{build.name[1:]}", "build": build,
        "notice": notice, "looked": looked, "cancel_href": build.get_absolute_url(), "submit_text": "Publish",
    }, status=422 if form.errors else 200)  # fmt: skip


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, which may be nothing where nothing was asked."""
    return request.POST if request.method == "POST" else None


def _say(form: BuildPack | PublishPack, refusal: Refused) -> None:
    form.add_error(
        refusal.field if refusal.field in form.fields else None,
        ValidationError(refusal.words, code=refusal.code or None),
    )
