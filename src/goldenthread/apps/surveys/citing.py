"""An answer to a success statement rests on a result of an audit or a survey, or on a link."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from goldenthread.apps.evidence.kinds import NothingSaid, Said, kind_called, kinds
from goldenthread.apps.evidence.models import Source
from goldenthread.apps.people.models import Person
from goldenthread.apps.success.models import StatementAnswer
from goldenthread.apps.success.neighbours import Cited
from goldenthread.apps.surveys.models import CitedResult
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused

LINK = "link"
MOST_OF_A_KIND = 40


class Results:
    """Records of every registered kind but figures: those have their own place beside a statement."""

    def offers(self, person: Person, today: date) -> Sequence[tuple[str, str]]:
        return [
            (f"{kind.key}/{choice.uuid}/{choice.at}", f"{kind.label}: {choice.title}")
            for kind in kinds()
            if kind.source != Source.FIGURES
            for choice in kind.choices(person, today)[:MOST_OF_A_KIND]
        ]

    def cite(
        self, answer: StatementAnswer, result: str, link: str, *, by: Person, at: datetime, today: date
    ) -> None:
        """Keep what the record says on the day. Raises Refused where it says nothing."""
        told = {}
        if result:
            key, uuid, place = result.split("/", 2)
            said = _say(key, UUID(uuid), place, today)
            text = _canonical(said)
            CitedResult.objects.create(
                answer=answer, kind=key, subject_uuid=uuid, subject_at=place,
                said=said.as_json() | {"href": said.href}, sha256=hashlib.sha256(text.encode()).hexdigest(),
            )  # fmt: skip
            told["result"] = said.title
        if link:
            CitedResult.objects.create(answer=answer, kind=LINK, url=link)
            told["link"] = link
        if told:
            record("surveys.result_cited", by=by, at=at, on=answer.statement, after=told)

    def cited(self, answers: Sequence[int], today: date) -> Mapping[int, Sequence[Cited]]:
        found: dict[int, list[Cited]] = {}
        for one in CitedResult.objects.filter(answer__in=answers):
            found.setdefault(one.answer_id, []).append(_shown(one, today))
        return found


RESULTS = Results()


def _shown(one: CitedResult, today: date) -> Cited:
    if one.kind == LINK:
        return Cited(one.url, "", "", one.url)
    said = one.said
    return Cited(
        said["title"], said["finding"], said["sample"], said.get("href", ""), changed=_changed(one, today)
    )


def _changed(one: CitedResult, today: date) -> bool:
    kind = kind_called(one.kind)
    if kind is None or one.subject_uuid is None:
        return False
    try:
        now = kind.say(one.subject_uuid, one.subject_at, today, None)
    except NothingSaid:
        return True
    return hashlib.sha256(_canonical(now).encode()).hexdigest() != one.sha256


def _say(key: str, uuid: UUID, place: str, today: date) -> Said:
    kind = kind_called(key)
    if kind is None:
        raise Refused("Results of that kind are no longer taken.", field="result")
    try:
        return kind.say(uuid, place, today, None)
    except NothingSaid as nothing:
        raise Refused(str(nothing), field="result") from nothing


def _canonical(said: Said) -> str:
    return json.dumps(said.as_json(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
