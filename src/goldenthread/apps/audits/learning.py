"""Writes about what audits teach: themes that were found, learning, and the plan's actions that do it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.apps.audits.models import Audit, Learning, Sort, Theme, ThemeFound
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Action
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


@transaction.atomic
def find_theme(
    audit: Audit, name: str, *, sort: Sort | str, by: Person | None, at: datetime, words: str = ""
) -> ThemeFound:
    """Say that an audit found a theme. A name that is new makes one; capitals do not tell two apart.

    Raises Refused for an empty name and for what the audit says already. It may be said of a closed audit:
    themes are often named when several are read together.
    """
    audit = Audit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    name = " ".join(name.split())
    if not name:
        raise Refused("Name the theme.", field="name")
    theme = Theme.objects.filter(name__iexact=name).first() or Theme.objects.create(name=name)
    if ThemeFound.objects.filter(audit=audit, theme=theme, sort=sort).exists():
        raise Refused("This audit says so already.", field="name")
    found = ThemeFound.ever.create(
        audit=audit, theme=theme, sort=sort, words=words.strip(), recorded_at=at, recorded_by=by
    )
    record("audits.theme_found", by=by, at=at, on=[audit, found], after={
        "theme": theme.name, "sort": Sort(sort).label, "words": found.words,
    })  # fmt: skip
    return found


@transaction.atomic
def take_back_theme(found: ThemeFound, *, by: Person, at: datetime) -> None:
    """Say that the audit did not find it after all. Raises Refused when it was taken back before."""
    if not ThemeFound.objects.filter(pk=found.pk).update(ended_at=at):
        raise Refused("Somebody took this back already.", code="stale")
    record("audits.theme_taken_back", by=by, at=at, on=[found.audit, found], before={
        "theme": found.theme.name, "sort": found.get_sort_display(),
    })  # fmt: skip


@transaction.atomic
def learn(
    audit: Audit, text: str, *, by: Person | None, at: datetime, action: Action | None = None
) -> Learning:
    """Say what is to be learned, and which action of a plan does it.

    Raises Refused for an empty text, for an action that its plan no longer lists, and for what is said
    already.
    """
    audit = Audit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    text = " ".join(text.split())
    if not text:
        raise Refused("Say what is to be learned.", field="text")
    if action is not None and action.gone_on is not None:
        raise Refused("The plan no longer lists this action.", field="action")
    if Learning.objects.filter(audit=audit, text__iexact=text, action=action).exists():
        raise Refused("This audit says so already.", field="text")
    learned = Learning.ever.create(audit=audit, text=text, action=action, recorded_at=at, recorded_by=by)
    record("audits.learned", by=by, at=at, on=[audit, learned, *([action] if action else [])], after={
        "text": text, "action": str(action or ""),
    })  # fmt: skip
    return learned


@transaction.atomic
def take_back_learning(learned: Learning, *, by: Person, at: datetime) -> None:
    """End what was said to be learned, and its tie to an action. Raises Refused when it ended before."""
    if not Learning.objects.filter(pk=learned.pk).update(ended_at=at):
        raise Refused("Somebody took this back already.", code="stale")
    on = [learned.audit, learned, *([learned.action] if learned.action else [])]
    record("audits.learning_taken_back", by=by, at=at, on=on, before={"text": learned.text})
