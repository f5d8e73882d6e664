"""A published number on a page."""

from __future__ import annotations

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def plain_number(value: Decimal) -> str:
    """As it was published, with its thousands parted: 49,650; 83.4."""
    return f"{value:,f}"
