"""Whether a request was answered. Computed from what people wrote, never stored.

**An update is a reply to a request** when it is of the action, was recorded since the round asked, speaks of
a day since, and speaks for the lead who was asked:

- by the person who was asked, or by whoever held the post on the update's day (who acts for them while they
  are away speaks on behalf of the post);
- by somebody who comes here as a partner for the lead's organisation;
- entered by somebody else on behalf of the post, or of somebody described by the post's title; for a lead
  that is only printed, on behalf of anybody;
- in a loaded file: a file is the words of every lead that it prints.

An officer's own update of the action is nobody's reply. **Each lead's reply counts apart**: when the council
and the health trust lead an action together, the council's update does not answer for the trust. Two people
who hold one post answer for each other.

**For commentary**, any words on the measure in the period, written since, are the reply: a measure has one
commentary, whoever wrote it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.apps.chasing.answering import Answering, Holders
from goldenthread.apps.chasing.models import Request
from goldenthread.apps.commentary.queries import comments_on
from goldenthread.apps.measures.recorded import period_of
from goldenthread.apps.people.models import Grant, Person, Role, Scope
from goldenthread.apps.people.queries import RENAMED_POST, in_force
from goldenthread.apps.plans.models import Completion, Update
from goldenthread.apps.plans.then import revisions_on
from goldenthread.apps.trail.said import put_back

Row = Any
"""An update by the names of its columns: ten years of whole records cost seconds."""
_SPEAKS = (
    "pk", "action_id", "effective_on", "recorded_at", "recorded_by_id", "on_behalf_of",
    "on_behalf_of_post_id", "load_id",
)  # fmt: skip
_TELLS = ("recorded_by__name", "narrative", "stated_text")
COMPLETED = "Completed since"
GONE = "No longer in the plan"


@dataclass(frozen=True)
class Reply:
    """What answered a request. `by` in words: "Improvement officer, on behalf of Designated doctor"."""

    on: date
    at: datetime
    by: str
    words: str


@dataclass(frozen=True)
class Asked:
    """A request as it stands on a day: who has to answer, what answered it, or why no answer is wanted.

    `reply` is the first one. `to` is empty while nobody can be asked. `covers` has each of `to` who is away,
    with whoever acts for them.
    """

    request: Request
    to: tuple[Person, ...]
    covers: tuple[tuple[Person, Person], ...]
    reply: Reply | None
    settled: str

    @property
    def act_for_them(self) -> tuple[Person, ...]:
        return tuple(acting for _, acting in self.covers)

    def covered_by(self, person: Person) -> list[Person]:
        """Those who are away for whom this person acts."""
        return [away for away, acting in self.covers if acting == person]

    @property
    def readers(self) -> tuple[Person, ...]:
        """Who is written to: those who have to answer, and who acts for them."""
        return tuple(dict.fromkeys((*self.to, *self.act_for_them)))

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still wanted."""
        return self.reply is None and not self.settled

    @property
    def state(self) -> str:
        if self.reply:
            return "Replied"
        return self.settled or "Not replied"


def asked(requests: QuerySet[Request], *, today: date, known_at: datetime | None = None) -> list[Asked]:
    """These requests as they stood on a day, as far as was known at an instant; None: as is known now.

    A fixed number of queries, however many requests and rounds.
    """
    wanted = list(
        requests.select_related(
            "round__plan", "round__scorecard", "round__asked_by", "asked_of", "post__organisation",
            "action__workstream", "action__plan", "measure",
        ).order_by("round", "action__position", "measure__sort_key", "id")
    )  # fmt: skip
    if not wanted:
        return []
    holders = Holders((request.post_id for request in wanted if request.post_id), known_at)
    answering = Answering(wanted, holders, today)
    since = min(request.round.asked_at for request in wanted)
    updates = _Updates(wanted, holders, today, known_at, since=since)
    comments = _Comments(wanted, known_at)
    settled = _settled(wanted, today, known_at)
    return [
        Asked(
            request,
            answering.to_answer(request),
            answering.covers(request),
            updates.reply_to(request) if request.action_id else comments.reply_to(request),
            settled.get(request.action_id or 0, ""),
        )
        for request in wanted
    ]


def last_heard(
    waiting: Sequence[Asked], *, today: date, known_at: datetime | None = None
) -> dict[int, Update]:
    """What each lead who has not replied said last of the action, by the request's row number.

    By the rules that say whose reply an update is: what another lead of the action said is not theirs.
    """
    requests = [one.request for one in waiting if one.request.action_id]
    holders = Holders((request.post_id for request in requests if request.post_id), known_at)
    updates = _Updates(requests, holders, today, known_at)
    last = {request.pk: row.pk for request in requests if (row := updates.last_for(request))}
    whole = Update.objects.in_bulk(set(last.values()))
    return {request: whole[update] for request, update in last.items()}


class _Updates:
    """Updates of the actions asked about, and for whom each speaks.

    `since`: only those recorded since, with what they tell.
    """

    def __init__(
        self, requests: Sequence[Request], holders: Holders, today: date, known_at: datetime | None,
        *, since: datetime | None = None,
    ) -> None:  # fmt: skip
        self._holders = holders
        # Words on behalf of a lead name the post as it was called: by the names of then they find it.
        put_back([request.post for request in requests if request.post], known_at, RENAMED_POST)
        self._of: dict[int, list[Row]] = defaultdict(list)
        actions = {request.action_id for request in requests if request.action_id}
        found = Update.objects.filter(action__in=actions, effective_on__lte=today)
        if since is not None:
            found = found.filter(recorded_at__gte=since)
        if known_at is not None:
            found = found.filter(recorded_at__lte=known_at)
        columns = _SPEAKS if since is None else _SPEAKS + _TELLS
        for update in found.order_by("recorded_at", "id").values_list(*columns, named=True):
            self._of[update.action_id].append(update)
        self._partners = _partners(today) if actions else {}

    def reply_to(self, request: Request) -> Reply | None:
        """The first update that answers a request."""
        for update in self._of[request.action_id or 0]:
            if _came_since(update, request) and self._speaks_for(update, request):
                return _reply(update)
        return None

    def last_for(self, request: Request) -> Row | None:
        """The newest update that speaks for the lead, whenever it came."""
        theirs = (one for one in self._of[request.action_id or 0] if self._speaks_for(one, request))
        return max(theirs, key=lambda one: (one.effective_on, one.pk), default=None)

    def _speaks_for(self, update: Row, request: Request) -> bool:
        if update.load_id is not None:
            return True
        if update.on_behalf_of_post_id is not None:
            return update.on_behalf_of_post_id == request.post_id
        if update.on_behalf_of:
            return request.post is None or request.post.title in update.on_behalf_of
        if update.recorded_by_id is None:
            return False
        return update.recorded_by_id == request.asked_of_id or (
            request.post is not None and update.recorded_by_id in self._lead_on(request, update.effective_on)
        )

    def _lead_on(self, request: Request, day: date) -> set[int]:
        """Whose words were the lead's on a day: the post's holders, and its organisation's partners."""
        assert request.post is not None
        held = {person.pk for person in self._holders.on(request.post.pk, day)}
        return held | self._partners.get(request.post.organisation.uuid, set())


def _came_since(update: Row, request: Request) -> bool:
    """Whether it was recorded since the round asked, and speaks of a day since: a file may tell old news."""
    return update.recorded_at >= request.round.asked_at and update.effective_on >= request.round.asked_on


def _reply(update: Row) -> Reply:
    by = update.recorded_by__name or ""
    if update.load_id is not None:
        by = "A loaded file"
    elif update.on_behalf_of:
        by = f"{by}, on behalf of {update.on_behalf_of}"
    return Reply(update.effective_on, update.recorded_at, by, update.narrative or update.stated_text)


def _partners(today: date) -> dict[UUID, set[int]]:
    """Who comes here as a partner for an organisation, by the organisation's id."""
    found: dict[UUID, set[int]] = defaultdict(set)
    grants = Grant.objects.filter(in_force(today), role=Role.PARTNER, scope=Scope.ORGANISATION)
    for organisation, person in grants.values_list("scope_uuid", "person_id"):
        found[organisation].add(person)
    return found


class _Comments:
    """Words on the measures asked about, by measure and period."""

    def __init__(self, requests: Sequence[Request], known_at: datetime | None) -> None:
        measures = {request.measure_id for request in requests if request.measure_id}
        since = min(request.round.asked_at for request in requests)
        found = comments_on(measures, known_at=known_at).filter(recorded_at__gte=since) if measures else ()
        self._of = defaultdict(list)
        for comment in sorted(found, key=lambda one: one.recorded_at):
            self._of[comment.measure_id, period_of(comment)].append(comment)

    def reply_to(self, request: Request) -> Reply | None:
        """The first words on the measure in the round's period."""
        for comment in self._of[request.measure_id, request.round.period]:
            if comment.recorded_at >= request.round.asked_at:
                by = str(comment.written_by)
                if comment.on_behalf_of:
                    by = f"{by}, on behalf of {comment.on_behalf_of}"
                return Reply(comment.effective_on, comment.recorded_at, by, comment.text)
        return None


def _settled(requests: Sequence[Request], today: date, known_at: datetime | None) -> dict[int, str]:
    """Why no answer is wanted any more about an action: it left the plan, or its completion was accepted."""
    actions = {request.action.pk: request.action for request in requests if request.action}
    accepted = Completion.objects.filter(
        action__in=actions, outcome=Completion.Outcome.ACCEPTED, decided_on__lte=today
    )
    if known_at is not None:
        accepted = accepted.filter(decided_at__lte=known_at)
    found = dict.fromkeys(accepted.values_list("action_id", flat=True), COMPLETED)
    left = {pk: action.gone_on for pk, action in actions.items()}
    if known_at is not None:
        left = {pk: said["gone_on"] for pk, said in revisions_on(list(actions), today, known_at).items()}
    gone = {pk: GONE for pk, day in left.items() if day and str(day) <= today.isoformat()}
    return found | gone
