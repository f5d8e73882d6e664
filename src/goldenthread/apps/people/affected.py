"""What a change of who holds a post touches: each room counts its own, and the page of a hand-over shows it.

A room calls `register_count(count)` when it starts. A count takes the posts' ids and the day, and gives how
many there are for each post, in words that follow a number: "open actions".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Affected:
    """How many of one kind of thing each post has, by the post's id. One of them is `singular`."""

    singular: str
    plural: str
    by_post: Mapping[int, int]


Count = Callable[[Sequence[int], date], Affected]
_counts: list[Count] = []


def register_count(count: Count) -> None:
    """Show what this counts beside each post. Twice is once."""
    if count not in _counts:
        _counts.append(count)


def affected(posts: Sequence[int], today: date) -> dict[int, str]:
    """What hangs on each post, in words: "12 open actions, 1 open request"; empty where nothing does."""
    found: dict[int, list[str]] = {post: [] for post in posts}
    for counted in (count(posts, today) for count in _counts):
        for post, number in counted.by_post.items():
            if number:
                found[post].append(f"{number} {counted.singular if number == 1 else counted.plural}")
    return {post: ", ".join(words) for post, words in found.items()}
