"""Writes about templates: each change is a new version; reports keep the one that they began with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from goldenthread.apps.drafting.models import Clearer, Kind, RouteStep, Section, Template, TemplateVersion
from goldenthread.apps.drafting.models.templates import LONGEST_KEY
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


@dataclass(frozen=True)
class SectionSays:
    """What a section of a template asks for."""

    key: str
    title: str
    under: str = ""
    kind: str = Kind.TEXT
    required: bool = True
    guidance: str = ""
    default: str = ""
    choices: str = ""

    @classmethod
    def of(cls, section: Section) -> SectionSays:
        return cls(**{name: getattr(section, name) for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class StepSays:
    """A step of the route: who, how many working days before publication, and of which sections."""

    clearer: Clearer
    days_before: int
    covers: tuple[str, ...] = ()


@transaction.atomic
def change_section(
    template: Template, key: str, says: SectionSays, *, seen: int, by: Person, at: datetime
) -> TemplateVersion:
    """Another title, kind, guidance … of a section. Its key stays.

    `seen` is the template's version that was looked at. Raises Refused for no such section, and as
    `_check_section` does.
    """
    sections, route = _taken(template, seen)
    if key not in {one.key for one in sections}:
        raise Refused("The template has no such section.")
    says = _check_section(replace(says, key=key))
    changed = [says if one.key == key else one for one in sections]
    return _make(template, changed, route, f"Changed: {says.title}", by=by, at=at)


@transaction.atomic
def add_section(
    template: Template, says: SectionSays, *, after: str, seen: int, by: Person, at: datetime
) -> TemplateVersion:
    """A new section after another one, or first where `after` is empty. Its key is made of its title."""
    sections, route = _taken(template, seen)
    says = _check_section(replace(says, key=_free_key(says.title, {one.key for one in sections})))
    place = next((number for number, one in enumerate(sections, 1) if one.key == after), 0)
    return _make(
        template, [*sections[:place], says, *sections[place:]], route, f"Added: {says.title}", by=by, at=at
    )


@transaction.atomic
def remove_section(template: Template, key: str, *, seen: int, by: Person, at: datetime) -> TemplateVersion:
    """A template without a section. Raises Refused for the only one, and for none of that key."""
    sections, route = _taken(template, seen)
    gone = next((one for one in sections if one.key == key), None)
    if gone is None:
        raise Refused("The template has no such section.")
    kept = [one for one in sections if one.key != key]
    if not kept:
        raise Refused("A template asks for one section at least.")
    trimmed = [replace(step, covers=tuple(one for one in step.covers if one != key)) for step in route]
    # A step that covered only what is gone would otherwise cover everything.
    route = [step for step, before in zip(trimmed, route, strict=True) if step.covers or not before.covers]
    return _make(template, kept, route, f"Removed: {gone.title}", by=by, at=at)


@transaction.atomic
def move_section(
    template: Template, key: str, *, up: bool, seen: int, by: Person, at: datetime
) -> TemplateVersion:
    """A section changes places with the one before or after it. Refused where there is none."""
    sections, route = _taken(template, seen)
    place = next((number for number, one in enumerate(sections) if one.key == key), None)
    if place is None:
        raise Refused("The template has no such section.")
    other = place - 1 if up else place + 1
    if not 0 <= other < len(sections):
        raise Refused("It stands at the end already.")
    sections[place], sections[other] = sections[other], sections[place]
    return _make(template, sections, route, f"Moved: {sections[other].title}", by=by, at=at)


@transaction.atomic
def change_route(
    template: Template, steps: Sequence[StepSays], *, seen: int, by: Person, at: datetime
) -> TemplateVersion:
    """Who clears reports of this template. Raises Refused for a clearer twice and for no such section."""
    sections, _ = _taken(template, seen)
    keys = {one.key for one in sections}
    if len({step.clearer for step in steps}) < len(steps):
        raise Refused("Somebody clears a report once.")
    if wrong := [key for step in steps for key in step.covers if key not in keys]:
        raise Refused(f"The template has no section {wrong[0]}.")
    return _make(template, sections, list(steps), "Changed who clears it", by=by, at=at)


@transaction.atomic
def name_clearer(clearer: Clearer, post: Post | None, *, by: Person, at: datetime) -> Clearer:
    """Say which post clears reports for something; None: a director."""
    clearer = Clearer.objects.select_for_update(of=("self",)).select_related("post").get(pk=clearer.pk)
    if clearer.post == post:
        return clearer
    before, clearer.post = str(clearer.post or ""), post
    clearer.save(update_fields=["post"])
    record(
        "drafting.clearer_named", by=by, at=at, on=[clearer, *([post] if post else [])],
        before={"post": before}, after={"post": str(post or "")},
    )  # fmt: skip
    return clearer


def newest(template: Template) -> TemplateVersion:
    """The version that a new report begins with. Raises TemplateVersion.DoesNotExist."""
    found = template.versions.order_by("-number").first()
    if found is None:
        raise TemplateVersion.DoesNotExist
    return found


def _taken(template: Template, seen: int) -> tuple[list[SectionSays], list[StepSays]]:
    """The template as it stands, held until the transaction ends."""
    Template.objects.select_for_update().get(pk=template.pk)
    version = newest(template)
    if version.number != seen:
        raise Refused("Somebody else changed this template. Read it, then change it again.", code="stale")
    steps = version.route.select_related("clearer")
    return (
        [SectionSays.of(one) for one in version.sections.order_by("position")],
        [StepSays(one.clearer, one.days_before, tuple(one.covers.split())) for one in steps],
    )


def _make(
    template: Template, sections: Sequence[SectionSays], route: Sequence[StepSays], what: str, *, by: Person,
    at: datetime,
) -> TemplateVersion:  # fmt: skip
    number = newest(template).number + 1
    version = TemplateVersion.objects.create(
        template=template, number=number, what=what[:300], made_at=at, made_by=by
    )
    Section.objects.bulk_create(
        Section(
            version=version,
            position=position,
            **{name: getattr(one, name) for name in one.__dataclass_fields__},
        )
        for position, one in enumerate(sections, 1)
    )
    RouteStep.objects.bulk_create(
        RouteStep(
            version=version, clearer=step.clearer, days_before=step.days_before, covers="\n".join(step.covers)
        )
        for step in route
    )
    record("drafting.template_changed", by=by, at=at, on=template, after={"version": number, "what": what})
    return version


def _check_section(says: SectionSays) -> SectionSays:
    """The section tidied. Refused without a title, and for choices where none are made or too few."""
    title = " ".join(says.title.split())
    if not title:
        raise Refused("Say what the section is called.", field="title")
    chooses = says.kind in (Kind.CHOICE, Kind.BOXES)
    options = [line.strip() for line in says.choices.splitlines() if line.strip()]
    if chooses and len(options) < 2:
        raise Refused("Write at least two lines to choose among.", field="choices")
    if len(set(options)) < len(options):
        raise Refused("Two lines to choose among are the same.", field="choices")
    return replace(
        says, title=title, under=" ".join(says.under.split()), guidance=says.guidance.strip(),
        default="" if chooses else says.default.strip(), choices="\n".join(options) if chooses else "",
    )  # fmt: skip


def _free_key(title: str, taken: set[str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")[: LONGEST_KEY - 3].strip("_")
    base = base if base[:1].isalpha() else f"s_{base}"[: LONGEST_KEY - 3].strip("_")
    key, number = base, 2
    while key in taken:
        key, number = f"{base}_{number}", number + 1
    return key
