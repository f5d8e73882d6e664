"""Finding plans, actions, updates and files by their words. A partner finds only what is of their part."""

from __future__ import annotations

import rules
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from goldenthread.apps.files.closed import closed_to
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.files.words import WORDS_OF_A_NAME
from goldenthread.apps.people.finding import Hit
from goldenthread.apps.people.finding_rows import RowFinder
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.words import words_of
from goldenthread.apps.plans.access import scope_of
from goldenthread.apps.plans.models import Action, Answer, Plan, Update


def _actions(person: Person) -> QuerySet[Action] | None:
    if not rules.has_perm("plans.see_plans", person):
        return None
    scope = scope_of(person)
    rows = Action.objects.select_related("plan")
    return rows if scope is None else rows.filter(scope)


def _plans(person: Person) -> QuerySet[Plan] | None:
    actions = _actions(person)
    if actions is None or scope_of(person) is None:
        return Plan.objects.all() if actions is not None else None
    return Plan.objects.filter(pk__in=actions.values("plan"))


def _updates(person: Person) -> QuerySet[Update] | None:
    actions = _actions(person)
    if actions is None:
        return None
    rows = Update.objects.select_related("action__plan")
    return rows if scope_of(person) is None else rows.filter(action__in=actions.values("pk"))


def _files(person: Person) -> QuerySet[StoredFile] | None:
    """Who may open every file finds any; others what they brought, and the evidence of their actions."""
    if rules.has_perm("files.open_file", person):
        return StoredFile.objects.exclude(closed_to(person))
    found = Q(uploaded_by=person)
    scope = scope_of(person)
    if scope is not None:
        theirs = Action.objects.filter(scope).values("pk")
        attached = Update.evidence.through.objects.filter(update__action__in=theirs)
        shown = Answer.files.through.objects.filter(answer__completion__action__in=theirs)
        found |= Q(pk__in=attached.values("storedfile")) | Q(pk__in=shown.values("storedfile"))
    return StoredFile.objects.filter(found)


def _plan(plan: Plan, title: SafeString, _excerpt: SafeString) -> Hit:
    return Hit(title, plan.get_absolute_url(), where=plan.kind)


def _action(action: Action, title: SafeString, excerpt: SafeString) -> Hit:
    gone = ", no longer in it" if action.gone_on else ""
    name = format_html("{} {}", action.reference, title) if action.reference else title
    return Hit(name, action.get_absolute_url(), where=f"{action.plan}{gone}", excerpt=excerpt)


def _update(update: Update, _title: SafeString, excerpt: SafeString) -> Hit:
    action = update.action
    href = f"{action.get_absolute_url()}?updates=all"
    return Hit(
        format_html("{}", str(action)), href, where=str(action.plan), excerpt=excerpt, on=update.effective_on
    )


def _file(file: StoredFile, _title: SafeString, _excerpt: SafeString) -> Hit:
    href = reverse("files:file", args=[file.uuid])
    return Hit(format_html("{}", file.name), href, on=file.effective_on or file.uploaded_at.date())


PLANS = RowFinder(
    "plans", "Plans", _plans, words_of("name", "kind"), order=("name",), show=_plan, title="name"
)
ACTIONS = RowFinder(
    "actions", "Actions", _actions, words_of("reference", "title", "description"),
    order=("gone_on", "-plan_id", "position"), show=_action, title="title", text=("description",),
    reference=F("reference"),
)  # fmt: skip
UPDATES = RowFinder(
    "updates", "Updates", _updates, words_of("narrative", "next_steps"), order=("-effective_on", "-id"),
    show=_update, text=("narrative", "next_steps"),
)  # fmt: skip
FILES = RowFinder(
    "files", "Files", _files, WORDS_OF_A_NAME, order=("-uploaded_at",), show=_file
)  # fmt: skip
