"""Evidence whose record says something else by now than it said when the body saw it.

A piece of evidence keeps what an audit, a survey or a figure said then. The record may be corrected since,
without anybody touching the piece: that is a change since the sign-off, too.
"""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.apps.signoff.changed import Change
from goldenthread.apps.signoff.composing import Unit, bearing_on, parts_of
from goldenthread.documents.sign_off_case import SignOffCase
from goldenthread.rulebook.reopening import record_corrected


def records_that_moved(
    frozen: SignOffCase, unit: Unit, *, as_at: date, known_at: datetime | None = None
) -> tuple[Change, ...]:
    """What the records of frozen evidence say on a day, where it is something else. Asks each of them."""
    kept = {(one.uuid, one.element): one for one in frozen.evidence if one.subject}
    if not kept:
        return ()
    found = []
    for one in bearing_on(*parts_of(unit), as_at=as_at, known_at=known_at, compare=True):
        then, says = kept.get((str(one.uuid), one.element)), one.says_now
        if then is None or says is None or then.version != one.version:
            continue
        before, after = (f"{text.finding or 'no finding'} ({text.sample})" for text in (then, says))
        fall = record_corrected(
            counted=then.counts and not then.contradicts,
            same=(then.finding, then.sample) == (says.finding, says.sample),
        )
        words = f"Its record now says: {after}"
        where = f"Evidence {then.reference} {then.title}"
        found.append(Change.by(fall, where, "evidence", before, after, words, then.uuid))
    return tuple(found)
