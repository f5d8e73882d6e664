"""Writes about inspections: the frameworks that ship, inspections, recommendations and their assessments."""

from __future__ import annotations

import json
from importlib import resources

from django.db import transaction

from goldenthread.apps.inspections.models import Framework


@transaction.atomic
def ship_frameworks() -> None:
    """Bring the inspection frameworks that ship with the product. Idempotent; a council's own are left alone."""
    text = resources.files("goldenthread.apps.inspections").joinpath("frameworks.json").read_text("utf-8")
    for framework in json.loads(text):
        Framework.objects.update_or_create(code=framework.pop("code"), defaults=framework)
