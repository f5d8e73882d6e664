"""The templates that ship with the product, brought in from the file beside this one. Idempotent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from goldenthread.apps.drafting.models import Clearer, RouteStep, Section, Template, TemplateVersion

SHIPPED = Path(__file__).parent / "shipped" / "templates.json"
AS_SHIPPED = "As it ships"


@transaction.atomic
def ship_templates() -> list[Template]:
    """Bring the templates that a council does not have yet; one that it has stays as its clerks made it."""
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
    clearers = {
        one["key"]: Clearer.objects.get_or_create(key=one["key"], defaults={"title": one["title"]})[0]
        for one in shipped["clearers"]
    }
    found = []
    for one in shipped["templates"]:
        template, is_new = Template.objects.get_or_create(
            key=one["key"], defaults={"name": one["name"], "subject": one.get("subject", "")}
        )
        if is_new:
            _ship(template, one, clearers)
        found.append(template)
    return found


def _ship(template: Template, says: Mapping[str, Any], clearers: Mapping[str, Clearer]) -> None:
    version = TemplateVersion.objects.create(template=template, number=1, what=AS_SHIPPED)
    Section.objects.bulk_create(
        Section(version=version, position=position, **_columns(section))
        for position, section in enumerate(says["sections"], 1)
    )
    RouteStep.objects.bulk_create(
        RouteStep(
            version=version, clearer=clearers[step["clearer"]], days_before=step["days_before"],
            covers="\n".join(step.get("covers", ())),
        )
        for step in says["route"]
    )  # fmt: skip


def _columns(section: Mapping[str, Any]) -> dict[str, Any]:
    return {**section, "choices": "\n".join(section.get("choices", ()))}
