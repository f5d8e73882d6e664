"""What a hand-over of posts touches in chasing: the requests that go with each post to its next holder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from goldenthread.apps.chasing.models import Request
from goldenthread.apps.chasing.replies import asked
from goldenthread.apps.people.affected import Affected


def open_requests(posts: Sequence[int], today: date) -> Affected:
    """How many things are asked of each post and not answered; asked of two holders, one thing is one."""
    requests = Request.objects.filter(post__in=posts, round__closed_at=None)
    waiting = {
        (one.request.post_id, one.request.round_id, one.request.subject)
        for one in asked(requests, today=today)
        if one.is_waiting
    }
    return Affected("open request", "open requests", Counter(post for post, _, _ in waiting if post))
