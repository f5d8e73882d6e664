"""What goes into a pack, as one canonical document: the same document gives the same pack.

A public pack says of an exempt item its title and paragraph, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from datetime import date

from goldenthread.apps.agendas.editions import AgendaSaid, ItemSaid, PaperSaid, changes_between
from goldenthread.apps.agendas.models import Agenda, Part
from goldenthread.apps.agendas.publishing import said_of
from goldenthread.apps.bodies.models import Membership
from goldenthread.apps.bodies.queries import members_of
from goldenthread.apps.packs.models import Pack
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.queries import the_council
from goldenthread.documents import canonical

SCHEMA, VERSION = "goldenthread.pack", 1
SECRETARIES = ("secretary", "clerk")
"""Capacities in a body whose holder is whom a reader asks."""


@dataclass(frozen=True)
class MemberSaid:
    """A seat as the front sheet lists it."""

    name: str
    organisation: str
    note: str


@dataclass(frozen=True)
class ContactSaid:
    """Whom a reader asks."""

    name: str
    how: str


@dataclass(frozen=True)
class PackSaid:
    """All that a pack of a part says, papers by what names their content."""

    council: str
    part: int
    supplement: int
    reason: str
    duplex: bool
    quorum: int | None
    members: tuple[MemberSaid, ...]
    contacts: tuple[ContactSaid, ...]
    agenda: AgendaSaid

    def to_json(self) -> str:
        return canonical.dump(self, schema=SCHEMA, version=VERSION)

    @classmethod
    def from_json(cls, text: str) -> PackSaid:
        """The document of a text. Raises `canonical.NotThisPaper`."""
        return canonical.load(cls, text, schema=SCHEMA, version=VERSION)

    @property
    def digest(self) -> str:
        """Of what readers are told; who built it, and so who is to be asked, is no other content."""
        return canonical.digest(replace(self, contacts=()).to_json())

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs that make its items exempt, each once."""
        found = {item.exempt_paragraph for item in self.agenda.items if item.exempt_paragraph}
        return tuple(str(number) for number in sorted(found))


def pack_said(
    agenda: Agenda, *, part: int, supplement: int, reason: str, duplex: bool, by: Person | None, today: date,
    published: Set[str] = frozenset(),
) -> PackSaid:  # fmt: skip
    """What the pack of a part says now. A supplement says only what is not among `published` (`told_by`)."""
    meeting = agenda.meeting
    said = _of_part(said_of(agenda, today), part)
    if supplement:
        said = _not_yet(said, published)
    council = the_council()
    seats = [one for one in members_of(meeting.body, meeting.held_on) if one.substitute_for_id is None]
    return PackSaid(
        council=council.name if council else "",
        part=part,
        supplement=supplement,
        reason=reason.strip(),
        duplex=duplex,
        quorum=meeting.body.quorum,
        members=tuple(_member(one) for one in seats),
        contacts=tuple(_contacts(seats, by, council.contact if council else "")),
        agenda=said,
    )


def papers_of(said: AgendaSaid) -> Iterator[tuple[ItemSaid, PaperSaid, bool]]:
    """Each paper as it is cited, appendices after their paper: the item, the paper, whether an appendix."""
    for item in said.items:
        for paper in item.papers:
            yield item, paper, False
            for appendix in paper.appendices:
                yield item, appendix, True


def told_by(said: AgendaSaid) -> set[str]:
    """The ids of the items and papers that a pack tells of."""
    return {item.uuid for item in said.items} | {paper.uuid for _, paper, _ in papers_of(said)}


def published_before(packs: list[Pack]) -> set[str]:
    """The ids of all items and papers that some pack has told of."""
    return {uuid for pack in packs for uuid in told_by(PackSaid.from_json(pack.document).agenda)}


def other_changes(before: PackSaid, after: PackSaid) -> list[str]:
    """What changed but for papers, each in a sentence."""
    changes = changes_between(_without_papers(before.agenda), _without_papers(after.agenda))
    if before.members != after.members or before.quorum != after.quorum:
        changes.append("The membership, or the quorum, is another.")
    if before.reason != after.reason:
        changes.append("The chair's reason is worded otherwise.")
    return changes


def _of_part(said: AgendaSaid, part: int) -> AgendaSaid:
    if part == Part.EXEMPT:
        return replace(said, items=tuple(item for item in said.items if item.is_exempt))
    return replace(said, items=tuple(_in_public(item) for item in said.items))


def _in_public(item: ItemSaid) -> ItemSaid:
    if not item.is_exempt:
        return item
    return ItemSaid(
        uuid=item.uuid, number=item.number, part=item.part, exempt_paragraph=item.exempt_paragraph,
        kind=item.kind, title=item.title, purpose=item.purpose, words="", presenter="", minutes_allowed=None,
        starts_at="", late_reason=item.late_reason, late_said_by=item.late_said_by,
    )  # fmt: skip


def _not_yet(said: AgendaSaid, published: Set[str]) -> AgendaSaid:
    """The items that no pack has told of, and of others those that have a paper that none has told of."""
    return replace(said, items=tuple(one for item in said.items if (one := _late_of(item, published))))


def _late_of(item: ItemSaid, published: Set[str]) -> ItemSaid | None:
    if item.uuid not in published:
        return item
    papers = tuple(one for paper in item.papers for one in _late_papers(paper, published))
    return replace(item, papers=papers, arising=()) if papers else None


def _late_papers(paper: PaperSaid, published: Set[str]) -> Iterator[PaperSaid]:
    """A new paper with its appendices; of a paper that was told of, its new appendices alone."""
    if paper.uuid not in published:
        yield paper
    else:
        yield from (one for one in paper.appendices if one.uuid not in published)


def _without_papers(said: AgendaSaid) -> AgendaSaid:
    return replace(said, items=tuple(replace(item, papers=()) for item in said.items))


def _member(seat: Membership) -> MemberSaid:
    name = str(seat.person) if seat.person else seat.post.title
    notes = [seat.seat, seat.capacity if seat.capacity.lower() != "member" else ""]
    notes.append("" if seat.voting else "not voting")
    words = list(dict.fromkeys(note for note in notes if note and note != name))
    return MemberSaid(name, seat.post.organisation.name, ", ".join(words))


def _contacts(seats: list[Membership], by: Person | None, how: str) -> Iterator[ContactSaid]:
    """The body's own secretary, else whoever builds the pack, else the council."""
    secretaries = [one for one in seats if any(word in one.capacity.lower() for word in SECRETARIES)]
    for one in secretaries:
        yield ContactSaid(str(one.person or one.post), one.person.email if one.person else how)
    if not secretaries and by is not None:
        yield ContactSaid(str(by), by.email)
    elif not secretaries and how:
        yield ContactSaid("The council", how)
