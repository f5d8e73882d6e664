"""Addresses that a page has hundreds of, worked out once each and filled in.

A scorecard of ten years shows some 700 figures, each with its own address; resolving every one took a third
of the page's time.
"""

from __future__ import annotations

from functools import cache
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.measures.models import Measure

_ANY = UUID(int=0)
_ANY_SLUG = "any-slug"


@cache
def _shape(name: str, *arguments: object) -> str:
    return reverse(name, args=arguments)


def where_from_address(observation: UUID) -> str:
    """Where a figure comes from."""
    return _shape("measures:where_from", _ANY).replace(str(_ANY), str(observation))


def record_address(measure: Measure, period: object) -> str:
    """Where a figure of a measure in a period is typed in."""
    shape = _shape("measures:record_figure", _ANY).replace(str(_ANY), str(measure.uuid))
    return f"{shape}?{urlencode({'period': str(period)})}"


def measure_slug(measure: Measure) -> str:
    """The words of a measure's address; the UUID alone finds it."""
    return slugify(f"{measure.reference} {measure.title}")[:60].strip("-") or "measure"


def measure_address(measure: Measure) -> str:
    """A measure's page."""
    shape = _shape("measures:measure", _ANY, _ANY_SLUG)
    return shape.replace(str(_ANY), str(measure.uuid)).replace(_ANY_SLUG, measure_slug(measure))


def row_address(shape: str, measure: Measure) -> str:
    """A measure's page on a scorecard of a period, from `row_shape`."""
    return shape.replace(str(_ANY), str(measure.uuid))


def row_shape(scorecard: UUID, period: str) -> str:
    """The address of a scorecard's rows, to be filled in by `row_address`."""
    return reverse("measures:red_measure", args=[scorecard, period, _ANY])
