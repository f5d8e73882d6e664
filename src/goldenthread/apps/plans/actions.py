"""Writes about plans: what ships, plans, actions, updates and completion."""

from __future__ import annotations

from django.db import transaction

from goldenthread.apps.plans.models import RatingKey, RatingLevel

# word, state (rulebook.progress), colour, shape
USUAL_KEY = (
    ("Completed", "completed", "blue", "square"),
    ("In progress, on track", "in_progress", "green", "circle"),
    ("Not on track, risk to delivery", "at_risk", "red", "triangle"),
    ("Not started, no risk expected", "not_started", "grey", "ring"),
)


@transaction.atomic
def ship_rating_keys() -> RatingKey:
    """Bring the rating key that ships with the product. Idempotent."""
    key, _ = RatingKey.objects.get_or_create(name="Four ratings")
    for position, (word, state, colour, shape) in enumerate(USUAL_KEY):
        RatingLevel.objects.update_or_create(
            key=key,
            word=word,
            defaults={"position": position, "state": state, "colour": colour, "shape": shape},
        )
    return key
