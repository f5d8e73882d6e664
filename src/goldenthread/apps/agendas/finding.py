"""Finding items of agendas and papers by their words: only what somebody may open."""

from __future__ import annotations

import rules
from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString

from goldenthread.apps.agendas.access import bodies_sat_on
from goldenthread.apps.agendas.models import Item, Paper, PaperOn, Part
from goldenthread.apps.agendas.restricting import with_parts
from goldenthread.apps.people.finding import Hit
from goldenthread.apps.people.finding_rows import RowFinder
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.words import words_of


def _items(person: Person) -> QuerySet[Item] | None:
    """Items that are on an agenda; those of part 2, whose words may be exempt, for who may see them."""
    if not rules.has_perm("agendas.see", person):
        return None
    items = Item.objects.filter(position__isnull=False).select_related("agenda__meeting__body")
    if rules.has_perm("agendas.see_restricted", person):
        return items
    return items.filter(Q(part=Part.PUBLIC) | Q(agenda__meeting__body__uuid__in=bodies_sat_on(person)))


def _papers(person: Person) -> QuerySet[Paper] | None:
    if not rules.has_perm("agendas.see", person):
        return None
    papers = Paper.objects.filter(removed_at=None)
    if rules.has_perm("agendas.see_restricted", person):
        return papers
    theirs = PaperOn.objects.filter(item__agenda__meeting__body__uuid__in=bodies_sat_on(person))
    theirs = theirs.values("paper")
    return with_parts(papers).filter(Q(in_part_1=True) | Q(pk__in=theirs) | Q(appendix_of__in=theirs))


def _item(item: Item, title: SafeString, excerpt: SafeString) -> Hit:
    meeting = item.agenda.meeting
    return Hit(
        title, item.agenda.get_absolute_url(), where=f"Item {item.number}, {meeting.body}", excerpt=excerpt,
        on=meeting.held_on,
    )  # fmt: skip


def _paper(paper: Paper, title: SafeString, _excerpt: SafeString) -> Hit:
    return Hit(title, paper.get_absolute_url(), where="Appendix" if paper.appendix_of_id else "")


ITEMS = RowFinder(
    "agenda-items", "Agenda items", _items, words_of("title", "words"),
    order=("-agenda__meeting__held_on", "position"), show=_item, title="title", text=("words",),
)  # fmt: skip
PAPERS = RowFinder(
    "agenda-papers", "Papers for meetings", _papers, words_of("title"), order=("-recorded_at", "-id"),
    show=_paper, title="title",
)  # fmt: skip
