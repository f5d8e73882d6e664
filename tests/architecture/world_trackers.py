"""The trackers in the world of the tests: lists over its case data, and an address that is nobody’s."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Addresses = list[tuple[Callable[[str], bool], dict[str, Any]]]


def trackers_addresses() -> Addresses:
    """The addresses of the room's pages; whoever opens an address of nobody's is sent on to the lists."""

    def named(*names: str) -> Callable[[str], bool]:
        return lambda url: url.startswith("trackers:") and url.partition(":")[2] in names

    return [
        (named("home", "caseloads", "education_plans", "why", "set_limits"), {}),
        (named("list"), {"name": "overdue"}),
        (lambda url: url.startswith("trackers:"), {"token": "nobodys"}),
    ]
