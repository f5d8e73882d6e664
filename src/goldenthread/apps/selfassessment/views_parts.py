"""Pages of one part: as it reads, writing a heading, its verdict, handing in, review, last year, versions."""

from __future__ import annotations

from typing import Any

import rules
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.inspections.queries import WORDS
from goldenthread.apps.people.access import may
from goldenthread.apps.selfassessment import queries
from goldenthread.apps.selfassessment.comparing import beside, between_versions, last_years
from goldenthread.apps.selfassessment.composing import Reading, composed, reading_of_part, told_of
from goldenthread.apps.selfassessment.forms import ProposeVerdict, ReviewPart, WriteHeading
from goldenthread.apps.selfassessment.headings import Heading
from goldenthread.apps.selfassessment.models import Answer, Part, PartState
from goldenthread.apps.selfassessment.refusing import Refusal, rule_of, shown
from goldenthread.apps.selfassessment.reviewing import review, wrote
from goldenthread.apps.selfassessment.verdicts import propose
from goldenthread.apps.selfassessment.writing import hand_in, save, still_holds
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.self_assessment import may_review


@may("selfassessment.see_part", on=queries.part_called)
def part(request: HttpRequest, part: Part) -> HttpResponse:
    """What the part says, its verdict, what its reviewer said, and what may be done next."""
    return render(request, "selfassessment/part.html", _shown(request, part))


def _shown(request: HttpRequest, part: Part, **context: Any) -> dict[str, Any]:
    reading = reading_of_part(part, request.today)
    held = reading.held[0] if reading.held else None
    is_open = part.document.state != "frozen"
    may_write = is_open and rules.has_perm("selfassessment.write", request.user, part)
    told = told_of(part, reading)
    return {
        "part": part, "document": part.document, "held": held, "told": told, "marks": True,
        "links": reading.links.get(part.recommendation_id) or reading.links[None],
        "waiting": queries.waiting_verdicts([part]).get(part.pk, []),
        "review": queries.last_review(part),
        "unknown": reading.unknown(part),
        "last_year": [one for one in told if one.from_last_year],
        "may_write": may_write,
        "may_hand_in": may_write and part.state not in (PartState.WRITTEN, PartState.REVIEWED),
        "may_review": is_open and part.state == PartState.WRITTEN
        and rules.has_perm("selfassessment.review", request.user, part)
        and may_review(request.user.pk, wrote=wrote(part)),
        **context,
    }  # fmt: skip


@may("selfassessment.write", on=queries.part_called)
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, part: Part) -> HttpResponse:
    """The words under one heading; its key comes as `?heading=`."""
    heading = _heading(part, request.GET.get("heading", ""))
    stands = queries.words_of([part]).get(part.pk, {}).get(heading.key, queries.NOTHING)
    form = WriteHeading(
        request.POST or None, initial=WriteHeading.begins(stands, part.version), heading=heading
    )
    others = None
    if request.method == "POST" and form.is_valid():
        says = form.cleaned_data
        try:
            part = save(
                part, {heading.key: says["text"]}, version=says["version"], by=request.user, at=request.now
            )
        except Refused as refusal:
            form.add_error(None, ValidationError(refusal.words, code=rule_of(refusal) or None))
            if refusal.code == "stale":
                others = _seen(form, part, heading)
        else:
            messages.success(request, f"{heading.title} was saved.")
            return redirect(_next(request, part, heading))
    reading = reading_of_part(queries.part_called(part.uuid), request.today)
    told = next(one for one in told_of(part, reading) if one.key == heading.key)
    return render(request, "selfassessment/write.html", {
        "part": part, "document": part.document, "heading": heading, "form": form, "others": others,
        "told": told, "typed": stands, "held": reading.held[0] if reading.held else None, "marks": True,
        "links": reading.links.get(part.recommendation_id) or reading.links[None],
        "before": _last_year(request, part, heading),
    }, status=422 if form.errors else 200)  # fmt: skip


def _heading(part: Part, key: str) -> Heading:
    headings = queries.headings_of(part)
    if not key:
        return headings[0]
    found = next((one for one in headings if one.key == key), None)
    if found is None:
        raise Http404("The part has no such heading.")
    return found


def _seen(form: WriteHeading, part: Part, heading: Heading) -> str:
    """What the other wrote. Sending the form again then means: having seen it, mine."""
    form.data = form.data.copy()
    form.data["version"] = queries.part_called(part.uuid).version
    return queries.words_of([part]).get(part.pk, {}).get(heading.key, queries.NOTHING).text


def _next(request: HttpRequest, part: Part, heading: Heading) -> str:
    """The next heading's form where that was asked for, else the part."""
    headings = queries.headings_of(part)
    after = headings.index(heading) + 1
    if request.POST.get("do") == "next" and after < len(headings):
        return f"{reverse('selfassessment:write', args=[part.uuid])}?heading={headings[after].key}"
    return f"{part.get_absolute_url()}#{heading.key}"


def _last_year(request: HttpRequest, part: Part, heading: Heading) -> str:
    """What last year's document says there, as it was typed; empty where there is none."""
    previous = part.document.previous
    earlier = previous and previous.parts.filter(key=part.key).first()
    if not earlier:
        return ""
    return queries.words_of([earlier]).get(earlier.pk, {}).get(heading.key, queries.NOTHING).text


@may("selfassessment.write", on=queries.part_called)
@require_POST
def holds(request: HttpRequest, part: Part) -> HttpResponse:
    """Last year's text under the named headings still holds."""
    version = request.POST.get("version", "")
    try:
        still_holds(
            part, request.POST.getlist("heading"), version=int(version) if version.isdecimal() else 0,
            by=request.user, at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, "It is this year’s text now.")
    return redirect(part)


@may("selfassessment.write", on=queries.part_called)
@require_POST
def hand_in_part(request: HttpRequest, part: Part) -> HttpResponse:
    """Say that the part is written. Refused: the part again, with what is wanting."""
    unknown = reading_of_part(part, request.today).unknown(part)
    try:
        hand_in(part, unknown=unknown, by=request.user, at=request.now)
    except Refused as refusal:
        context = _shown(request, queries.part_called(part.uuid), refusals=shown(refusal))
        return render(request, "selfassessment/part.html", context, status=422)
    messages.success(request, "The part was handed in for review.")
    return redirect(part)


@may("selfassessment.write", on=queries.part_called)
@require_http_methods(["GET", "POST"])
def verdict(request: HttpRequest, part: Part) -> HttpResponse:
    """Propose the verdict: of the recommendation, or of each of its elements."""
    if part.recommendation is None:
        raise Http404("Only a recommendation has a verdict.")
    reading = reading_of_part(part, request.today)
    forms = _verdict_forms(request, part, reading)
    refusals: list[Refusal] = []
    if request.method == "POST" and _all_valid(forms):
        version = request.POST.get("version", "")
        try:
            propose(
                part, [form.says() for form in forms], by=request.user, at=request.now,
                version=int(version) if version.isdecimal() else 0,
            )  # fmt: skip
        except Refused as refusal:
            refusals = shown(refusal)
        else:
            messages.success(request, "The verdict was proposed. Its reviewer decides.")
            return redirect(part)
    wrong = bool(refusals) or any(form.errors for form in forms)
    return render(request, "selfassessment/verdict.html", {
        "part": queries.part_called(part.uuid), "document": part.document, "forms": forms,
        "held": reading.held[0], "refusals": refusals,
    }, status=422 if wrong else 200)  # fmt: skip


def _all_valid(forms: list[ProposeVerdict]) -> bool:
    """Each is asked, so that each shows its errors."""
    return not [form for form in forms if not form.is_valid()]


def _verdict_forms(request: HttpRequest, part: Part, reading: Reading) -> list[ProposeVerdict]:
    held = reading.held[0]
    proposed = {one.element_id: one for one in queries.waiting_verdicts([part]).get(part.pk, [])}
    units = [
        (line.element, f"{line.element.reference} {line.element.title}", WORDS[line.status])
        for line in held.line.elements
    ] or [(None, str(part.recommendation), WORDS[held.line.status])]
    return [
        ProposeVerdict(
            request.POST or None, prefix=f"of{place}", element=element, words=words, stands=stands.lower(),
            proposed=proposed.get(element.pk if element else None),
        )
        for place, (element, words, stands) in enumerate(units)
    ]  # fmt: skip


@may("selfassessment.review", on=queries.part_called)
@require_http_methods(["GET", "POST"])
def review_part(request: HttpRequest, part: Part) -> HttpResponse:
    """The whole part, and its reviewer's answer."""
    form = ReviewPart(request.POST or None, initial={"version": part.version})
    if request.method == "POST" and form.is_valid():
        says = form.cleaned_data
        try:
            review(
                part, Answer(says["answer"]), words=says["words"], version=says["version"], by=request.user,
                at=request.now, today=request.today,
            )  # fmt: skip
        except Refused as refusal:
            field = refusal.field if refusal.field in form.fields else None
            code = rule_of(refusal) or None
            form.add_error(field, ValidationError(refusal.words, code=code))
            if refusal.code == "stale":
                form.data = form.data.copy()
                form.data["version"] = queries.part_called(part.uuid).version
        else:
            messages.success(request, "Your answer was kept.")
            return redirect(part)
    context = _shown(request, queries.part_called(part.uuid), form=form)
    return render(request, "selfassessment/review.html", context, status=422 if form.errors else 200)


@may("selfassessment.see_part", on=queries.part_called)
def last_year(request: HttpRequest, part: Part) -> HttpResponse:
    """The part beside last year's: verdicts, each text side by side, and what differs word by word."""
    before = last_years(part.document, request.today)
    now = composed(part.document, request.today, reading=reading_of_part(part, request.today))
    [compared] = [
        one for one in beside(before, now)
        if one.key == (part.recommendation.reference if part.recommendation else part.key)
    ]  # fmt: skip
    return render(request, "selfassessment/last_year.html", {
        "part": part, "document": part.document, "compared": compared, "previous": part.document.previous,
    })  # fmt: skip


@may("selfassessment.see_part", on=queries.part_called)
def versions(request: HttpRequest, part: Part) -> HttpResponse:
    """Every save; `?from=2&to=5` shows what differs between two, word by word."""
    before = _number(request, "from", default=max(part.version - 1, 1), most=part.version)
    after = _number(request, "to", default=part.version, most=part.version)
    return render(request, "selfassessment/versions.html", {
        "part": part, "document": part.document, "versions": list(queries.versions_of(part)),
        "before": before, "after": after, "differences": between_versions(part, before, after),
        "reviews": part.reviews.select_related("made_by"),
    })  # fmt: skip


def _number(request: HttpRequest, name: str, *, default: int, most: int) -> int:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and 1 <= int(asked) <= most else default
