"""Addresses that a message may carry, and who can be written to."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings

from goldenthread.apps.people.models import Person


def absolute(path: str) -> str:
    """A page of this site as a link for a letter. It signs nobody in: who follows it signs in first."""
    return urljoin(f"{settings.ADDRESS.rstrip('/')}/", path.lstrip("/"))


def why_unreachable(person: Person) -> str:
    """Why nobody can write to this person, in words; empty where one can."""
    if not person.is_active:
        return f"{person} is no longer active, so no message can be sent."
    if not person.email:
        return f"{person} has no email address, so no message can be sent."
    return ""
