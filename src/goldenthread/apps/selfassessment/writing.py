"""Writes about a part's words: save a heading, say that last year's still holds, hand the part in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from goldenthread.apps.people.models import Person
from goldenthread.apps.selfassessment.holding import locked_part, records_of
from goldenthread.apps.selfassessment.models import How, Part, PartState, Version, Words
from goldenthread.apps.selfassessment.queries import NOTHING, Typed, headings_of, said_of, words_of
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.report_parts import tidy
from goldenthread.rulebook.self_assessment import PartState as Rule
from goldenthread.rulebook.self_assessment import state_of_words

LONGEST = 50_000


@transaction.atomic
def save(part: Part, says: Mapping[str, str], *, version: int, by: Person | None, at: datetime) -> Part:
    """Keep what is said under some headings, by their keys, as a new version. The same again writes nothing.

    `version` is the one that the writer began from: others may have saved other headings since. Saving last
    year's text as it is says nothing new; `still_holds` does that. Raises Refused with the code "stale" where
    somebody saved one of these headings, for no such heading, and for a frozen document.
    """
    part = locked_part(part)
    _check_headings(part, says)
    stands = words_of([part]).get(part.pk, {})
    began_from = words_of([part], number=version).get(part.pk, {})
    if any(stands.get(key, NOTHING) != began_from.get(key, NOTHING) for key in says):
        raise Refused("Somebody else saved this part while you were writing.", code="stale")
    says = {key: tidy(text) for key, text in says.items()}
    changed = {key: text for key, text in says.items() if text != stands.get(key, NOTHING).text}
    if not changed:
        return part
    _write(part, changed, stands, how=How.SAVED, by=by, at=at)
    return part


@transaction.atomic
def still_holds(part: Part, keys: Collection[str], *, version: int, by: Person | None, at: datetime) -> Part:
    """Say that last year's text under these headings still holds: it is this year's from now on.

    Raises Refused where none of it is last year's, and with the code "stale" where the part changed since.
    """
    part = locked_part(part)
    _check_headings(part, keys)
    if version != part.version:
        raise Refused("Somebody else saved this part while you were reading.", code="stale")
    stands = words_of([part]).get(part.pk, {})
    kept = {key: stands[key].text for key in keys if stands.get(key, NOTHING).from_last_year}
    if not kept:
        raise Refused("None of this is last year’s text any more.")
    _write(part, kept, stands, how=How.STILL_HOLDS, by=by, at=at)
    return part


@transaction.atomic
def hand_in(part: Part, *, unknown: Collection[str], by: Person, at: datetime) -> Part:
    """Say that a part is written, so that it can be reviewed.

    `unknown` are places in its text for which the records have nothing. Raises Refused where there are some,
    where nothing is written, where text is still last year's, and for one that was handed in or reviewed.
    """
    part = locked_part(part)
    if part.state in (PartState.WRITTEN, PartState.REVIEWED):
        raise Refused("This part was handed in already.", code="handed_in")
    said = said_of(part, words_of([part]).get(part.pk, {}))
    state = state_of_words(said)
    if state is Rule.NOT_BEGUN:
        raise Refused("Nothing is written here yet.", code="SLF-2")
    if left := [
        heading.title
        for heading, one in zip(headings_of(part), said, strict=True)
        if one.says_something and one.from_last_year
    ]:
        raise Refused(
            f"Still last year’s text: {', '.join(left)}. Change it, or say that it still holds.", code="SLF-2"
        )
    if unknown:
        raise Refused(f"The records have nothing for {', '.join(unknown)}.", code="SLF-4")
    part.state, part.handed_in_by, part.handed_in_at = PartState.WRITTEN, by, at
    part.save(update_fields=["state", "handed_in_by", "handed_in_at"])
    record("selfassessment.handed_in", by=by, at=at, on=[part, *records_of(part.document)], after={
        "part": str(part), "version": part.version,
    })  # fmt: skip
    return part


def reopen_words(part: Part) -> None:
    """A part whose words or verdict change has to be handed in again. The part is locked by the caller.

    One that was returned stays so until it is handed in: its reviewer's comment is still to be answered.
    """
    if part.state != PartState.RETURNED:
        part.state = PartState(state_of_words(said_of(part, words_of([part]).get(part.pk, {}))))
    part.handed_in_by = part.handed_in_at = None


def _write(
    part: Part, changed: Mapping[str, str], stands: Mapping[str, Typed], *, how: How, by: Person | None,
    at: datetime,
) -> None:  # fmt: skip
    part.version += 1
    version = Version.objects.create(
        part=part, number=part.version, edition=part.document.edition, how=how, made_at=at, made_by=by
    )
    Words.objects.bulk_create(Words(version=version, key=key, text=text) for key, text in changed.items())
    reopen_words(part)
    part.save(update_fields=["version", "state", "handed_in_by", "handed_in_at"])
    record(
        "selfassessment.saved", by=by, at=at, on=[part, *records_of(part.document)],
        before={key: stands.get(key, NOTHING).text for key in changed},
        after={**changed, "part": str(part), "version": part.version, "how": str(how)},
    )  # fmt: skip


def _check_headings(part: Part, keys: Collection[str]) -> None:
    if set(keys) - {heading.key for heading in headings_of(part)}:
        raise Refused("This part has no such heading.")
