"""A round as its page shows it: by person, narrowed, with what came after a paper was frozen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.apps.chasing.choosing import NO_LEAD
from goldenthread.apps.chasing.letters import answer_address
from goldenthread.apps.chasing.models import Reminder, Request, Round
from goldenthread.apps.chasing.neighbours import Frozen
from goldenthread.apps.chasing.replies import Asked
from goldenthread.apps.people.models import Person
from goldenthread.documents.data_tables import DataTable

NOBODY = "Nobody holds this post"
NO_POST = "Nobody to ask"


@dataclass(frozen=True)
class Item:
    """One request on the page. `after` is the paper that was frozen before the reply came, None for none."""

    asked: Asked
    after: Frozen | None

    @property
    def request(self) -> Request:
        return self.asked.request

    @property
    def lead(self) -> str:
        return self.request.lead_text

    @property
    def has_a_lead(self) -> bool:
        """Whether somebody leads what is asked about: by a post, or as the plan prints it."""
        return self.lead != NO_LEAD

    @property
    def asked_first(self) -> Person | None:
        """Who was asked first, where somebody else has to answer now."""
        first = self.request.asked_of
        return first if first is not None and first not in self.asked.to else None

    @property
    def on_behalf_href(self) -> str:
        """Where somebody else enters the lead's words, marked as theirs."""
        address = answer_address(self.request.round, self.request.subject)
        action_and_post = self.request.action_id and self.request.post
        return f"{address}?for={action_and_post.uuid if action_and_post else 'lead'}"


@dataclass(frozen=True)
class Row:
    """One person, or a post that nobody holds (`person` None), with all that is asked of them."""

    person: Person | None
    lead: str
    organisation: str
    items: tuple[Item, ...]
    reminded_on: date | None
    late: int

    @property
    def name(self) -> str:
        if self.person:
            return self.person.name
        return NOBODY if any(item.request.post_id for item in self.items) else NO_POST

    @property
    def act_for_them(self) -> list[Person]:
        """Who acts for them while they are away."""
        acting = (one for item in self.items for one in item.asked.act_for_them)
        return [] if self.person is None else list(dict.fromkeys(acting))

    @property
    def waiting(self) -> int:
        return sum(item.asked.is_waiting for item in self.items)

    @property
    def replied(self) -> int:
        return sum(item.asked.reply is not None for item in self.items)


@dataclass(frozen=True)
class Counts:
    """People: asked, those who have answered everything, those who have not; and posts nobody holds."""

    asked: int
    replied: int
    not_replied: int
    vacant: int


def narrowed(asked: Iterable[Asked], wanted: Mapping[str, str]) -> list[Asked]:
    """Those that fit: `state` waiting or replied, `organisation` and `workstream` by uuid."""
    found = list(asked)
    if wanted.get("state") == "waiting":
        found = [one for one in found if one.is_waiting]
    if wanted.get("state") == "replied":
        found = [one for one in found if one.reply]
    if organisation := wanted.get("organisation"):
        posts = ((one, one.request.post) for one in found)
        found = [one for one, post in posts if post and str(post.organisation.uuid) == organisation]
    if workstream := wanted.get("workstream"):
        actions = ((one, one.request.action) for one in found)
        streams = ((one, action and action.workstream) for one, action in actions)
        found = [one for one, stream in streams if stream and str(stream.uuid) == workstream]
    return found


def rows(round: Round, asked: Sequence[Asked], frozen: Sequence[Frozen], *, today: date) -> list[Row]:
    """By person: those who have not replied first, then by name; posts that nobody holds before all."""
    by_person: dict[tuple[Person | None, str], list[Asked]] = defaultdict(list)
    for one in asked:
        for person in one.to:
            by_person[person, ""].append(one)
        if not one.to:
            by_person[None, one.request.lead_text].append(one)
    reminded = _reminded(round)
    found = [
        _row(person, those, frozen, reminded.get(person.pk) if person else None, round, today)
        for (person, _), those in by_person.items()
    ]
    return sorted(found, key=lambda row: (row.person is not None, not row.waiting, row.name, row.lead))


def _row(
    person: Person | None, asked: Sequence[Asked], frozen: Sequence[Frozen], reminded_on: date | None,
    round: Round, today: date,
) -> Row:  # fmt: skip
    items = [Item(one, _after(one, frozen)) for one in asked]
    once = list({(item.request.subject, item.asked.reply): item for item in items}.values())
    organisations = {one.request.post.organisation.name for one in asked if one.request.post}
    waits = any(one.is_waiting for one in asked)
    return Row(
        person,
        "; ".join(dict.fromkeys(item.lead for item in items)),
        ", ".join(sorted(organisations)),
        tuple(once),
        reminded_on,
        max((today - round.due_on).days, 0) if waits and round.is_open else 0,
    )


def _after(one: Asked, frozen: Sequence[Frozen]) -> Frozen | None:
    """The newest paper that was frozen before the reply came; `frozen` has the newest first."""
    reply = one.reply
    return next((paper for paper in frozen if reply and paper.at < reply.at), None)


def _reminded(round: Round) -> dict[int, date]:
    """The day of each person's last reminder of the round."""
    return dict(Reminder.objects.filter(round=round).order_by("on", "id").values_list("person", "on"))


def counts(rows: Iterable[Row]) -> Counts:
    """Of people, each once however many requests they have."""
    found = list(rows)
    people = [row for row in found if row.person]
    return Counts(
        asked=len(people),
        replied=sum(row.replied > 0 and not row.waiting for row in people),
        not_replied=sum(row.waiting > 0 for row in people),
        vacant=len(found) - len(people),
    )


def requests_table(rows: Iterable[Row]) -> DataTable:
    """One row for each thing asked of each person."""
    columns = (
        ("Person", 24), ("Lead", 40), ("Asked first", 24), ("Asked for", 60), ("State", 22),
        ("Replied on", 12), ("By", 40), ("Last reminded", 14), ("Days late", 10), ("Came after", 40),
    )  # fmt: skip
    return DataTable("requests", "Requests", columns, tuple(
        (
            row.name, item.lead, item.asked_first.name if item.asked_first else "",
            str(item.request.subject), item.asked.state,
            item.asked.reply.on if item.asked.reply else "", item.asked.reply.by if item.asked.reply else "",
            row.reminded_on or "", row.late if item.asked.is_waiting else 0,
            item.after.words if item.after else "",
        )
        for row in rows for item in row.items
    ))  # fmt: skip
