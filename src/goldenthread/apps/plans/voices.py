"""Whose words an update may be when somebody else enters it: the posts that lead, and who holds them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.people.queries import holders
from goldenthread.apps.plans.models import Action

LONGEST = 200
AS_PRINTED = "printed"


@dataclass(frozen=True)
class Voice:
    """Somebody whose words may be entered for them, as an update prints it; `post` where it is a lead's."""

    words: str
    post: Post | None = None


def voices_of(action: Action, today: date) -> dict[str, Voice]:
    """Each leading post, with who holds it, by its id; without a post, the lead as the plan prints it."""
    posts = list(action.leads.order_by("title"))
    if not posts:
        return {AS_PRINTED: Voice(action.lead_text[:LONGEST])} if action.lead_text else {}
    held: dict[int, list[str]] = defaultdict(list)
    for holding in holders([post.pk for post in posts], today).order_by("person__name"):
        held[holding.post_id].append(str(holding.person))
    return {str(post.uuid): Voice(_in_words(post, held[post.pk]), post) for post in posts}


def voice_of_absent(action: Action, person: Person) -> Voice | None:
    """Whose words an update is by one who leads the action only as they act for somebody who is away."""
    held = standing(person)
    led = list(action.leads.filter(pk__in=held.posts).order_by("title"))
    if not led or any(post.pk not in held.covered for post in led):
        return None
    post = led[0]
    return Voice(f"{post.title} ({held.covered[post.pk]}, who is away)"[:LONGEST], post)


def _in_words(post: Post, names: list[str]) -> str:
    words = f"{post.title} ({', '.join(names)})" if names else post.title
    return words[:LONGEST]
