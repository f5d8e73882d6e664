"""The council's scale as the rulebook reads it, and the one that is in force on a day."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.apps.risks.models import RiskScale
from goldenthread.apps.trail.moments import known_by
from goldenthread.rulebook.risk_scoring import Band, Scale

SHAPES = ("circle", "half", "triangle", "diamond", "square", "cross")
COLOURS = ("green", "yellow", "orange", "red", "blue", "purple", "grey")


def scale_of(record: RiskScale) -> Scale:
    """A version of the scale, for the rulebook."""
    return Scale(
        version=record.number,
        likelihood={one["level"]: one["word"] for one in record.likelihood},
        impact={one["level"]: one["word"] for one in record.impact},
        bands=[Band(**one) for one in sorted(record.bands, key=lambda one: one["starts_at"])],
        cells={(one["likelihood"], one["impact"]): one["band"] for one in record.cells},
        stale_days=record.stale_days,
    )


def scale_on(day: date, known_at: datetime | None = None) -> RiskScale | None:
    """The version that was in force on a day; None before the council had one."""
    told = RiskScale.objects.filter(known_by(known_at), effective_on__lte=day)
    return told.order_by("-number").first()


def scale_for(day: date) -> RiskScale | None:
    """The version for a score of a day. The first holds for days before it too; None where there is none."""
    return scale_on(day) or RiskScale.objects.order_by("number").first()


SUGGESTED = {
    "likelihood": [
        {"level": 1, "word": "Rare", "meaning": "Hardly to be expected"},
        {"level": 2, "word": "Unlikely", "meaning": "Could happen, and seldom does"},
        {"level": 3, "word": "Possible", "meaning": "As likely as not in the next year or two"},
        {"level": 4, "word": "Likely", "meaning": "More likely than not in the next year"},
        {"level": 5, "word": "Almost certain", "meaning": "Is happening, or will soon"},
    ],
    "impact": [
        {"level": 1, "word": "Very low", "meaning": "Felt by hardly anybody"},
        {"level": 2, "word": "Low", "meaning": "A delay that can be made good"},
        {"level": 3, "word": "Medium", "meaning": "Some children wait longer than they should"},
        {"level": 4, "word": "High", "meaning": "Many children do not get what they need"},
        {"level": 5, "word": "Very high", "meaning": "Children come to harm, or a duty in law is not met"},
    ],
    "bands": [
        {"word": "Low", "shape": "circle", "colour": "green", "starts_at": 1, "accepted": True},
        {"word": "Moderate", "shape": "half", "colour": "yellow", "starts_at": 5, "accepted": True},
        {"word": "High", "shape": "triangle", "colour": "orange", "starts_at": 10, "accepted": True},
        {"word": "Very high", "shape": "square", "colour": "red", "starts_at": 16, "accepted": False},
    ],
    "cells": [],
    "stale_days": 90,
    "review_days": 90,
}
"""What the form of a first scale starts from. It is nobody's until a council keeps it."""
