"""When a meeting's agenda was first open to the public: the rooms that publish it register.

A later room calls `register_published(function)` when it starts. The function takes the ids of meetings and
gives, for those whose agenda was published, the instant of the first publication.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

Published = Callable[[Sequence[int]], Mapping[int, datetime]]
_sources: list[Published] = []


def register_published(source: Published) -> None:
    """Ask this when notices are counted. Twice is once."""
    if source not in _sources:
        _sources.append(source)


def first_published(meetings: Sequence[int]) -> dict[int, datetime]:
    """When the agenda of each of these meetings was first published; the earliest of what rooms say."""
    found: dict[int, datetime] = {}
    for source in _sources:
        for meeting, at in source(meetings).items():
            found[meeting] = min(at, found.get(meeting, at))
    return found
