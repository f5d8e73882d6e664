"""What a hand-over of posts touches in plans: the open actions that each post leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from goldenthread.apps.people.affected import Affected
from goldenthread.apps.people.models import Post
from goldenthread.apps.plans.queries import actions_led_by


def open_actions(posts: Sequence[int], today: date) -> Affected:
    """How many actions in a plan, not completed, each post leads."""
    by_uuid = dict(Post.objects.filter(pk__in=posts).values_list("uuid", "pk"))
    led = actions_led_by(posts, today=today)
    leads = (by_uuid.get(lead.uuid) for state in led for lead in state.leads)
    return Affected("open action", "open actions", Counter(post for post in leads if post is not None))
