"""The first classes of the schedule: files that nobody attached, and sessions that have ended."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from goldenthread.apps.files import store
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.retention.kinds import Item, Kind, held
from goldenthread.apps.trail.moments import day_ends


def named_elsewhere(*but: type) -> Q:
    """Files that some row names, or some version of a row ever named; rows of the models `but` aside."""
    named = Q(pk__in=[])
    for field in StoredFile._meta.get_fields(include_hidden=True):
        of_many = field.auto_created and not field.concrete and (field.one_to_many or field.one_to_one)
        if of_many and field.related_model not in but:
            rows = field.related_model._base_manager.filter(**{field.field.attname: OuterRef("pk")})
            named |= Q(Exists(rows))
    return named


def orphans(cut_off: date) -> QuerySet[StoredFile]:
    """Files brought by the end of a day that nothing names, and no version of anything ever named."""
    brought = StoredFile.objects.filter(uploaded_at__lte=day_ends(cut_off))
    return brought.filter(~named_elsewhere()).order_by("pk")


def forget_content(sha256s: Sequence[str]) -> None:
    """When this transaction ends, take contents out of the store that no file names any more."""

    def forget() -> None:
        shared = StoredFile.objects.filter(sha256__in=sha256s, content_deleted_on=None)
        named = set(shared.order_by().values_list("sha256", flat=True))
        for sha256 in set(sha256s) - named - held(sha256s):
            store.forget(sha256)

    transaction.on_commit(forget)


def _due_orphans(cut_off: date) -> list[Item]:
    return [Item(str(one.pk), one.sha256, _day(one.uploaded_at)) for one in orphans(cut_off)]


def _delete_orphans(items: Sequence[Item], _today: date) -> None:
    StoredFile.objects.filter(pk__in=[int(one.key) for one in items])._raw_delete("default")
    forget_content([one.digest for one in items])


def _due_sessions(cut_off: date) -> list[Item]:
    ended = Session.objects.filter(expire_date__lte=day_ends(cut_off)).order_by("session_key")
    return [
        Item(one.session_key, hashlib.sha256(one.session_key.encode()).hexdigest(), _day(one.expire_date))
        for one in ended
    ]


def _delete_sessions(items: Sequence[Item], _today: date) -> None:
    Session.objects.filter(session_key__in=[one.key for one in items]).delete()


def _day(instant: object) -> date:
    return timezone.localtime(instant).date()


ORPHANS = Kind(
    key="orphan_files",
    label="Files that nobody attached",
    counts_from="the day on which the file was brought",
    what_goes="The file and its content. A content that another file shares stays.",
    months=6,
    basis="Brought and never used: kept no longer than it takes to notice a mistake.",
    due=_due_orphans,
    delete=_delete_orphans,
)
SESSIONS = Kind(
    key="sessions",
    label="Sessions that have ended",
    counts_from="the day on which the session ended",
    what_goes="The key of the session. Who signed in and when is not kept anywhere.",
    months=1,
    basis="Needed only while somebody is signed in.",
    due=_due_sessions,
    delete=_delete_sessions,
)
