"""Who reads minutes, who keeps them, and who owes an action to a body.

What was taken in part 2 is for those who may see an agenda's part 2.
"""

from __future__ import annotations

from dataclasses import dataclass

import rules

from goldenthread.apps.agendas.access import sees_restricted
from goldenthread.apps.bodies.access import reads
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.minutes.models import BodyAction, Correction, Decision, ItemMinute, Minutes, Resolution
from goldenthread.apps.people.access import holds, standing
from goldenthread.apps.people.models import Person, Role

CLERKS = (Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.DEMOCRATIC_SERVICES_OFFICER)
keeps = holds(*CLERKS)


@dataclass(frozen=True)
class TakenAway:
    """Minutes with the kind of file in which somebody takes them away: "pdf", "docx"."""

    minutes: Minutes
    suffix: str


Restricted = ItemMinute | Resolution | Correction | BodyAction | Decision


def body_of(record: object) -> Body | None:
    """The body that minutes, a minute or an action is of."""
    match record:
        case Body():
            return record
        case Minutes():
            return record.meeting.body
        case TakenAway():
            return record.minutes.meeting.body
        case ItemMinute() | BodyAction() | Decision():
            return record.body
        case Resolution() | Correction():
            return record.minute.body
    return None


def is_restricted(record: object) -> bool:
    """Whether a record is of part 2."""
    match record:
        case ItemMinute():
            return record.is_restricted
        case Resolution() | Correction():
            return record.minute.is_restricted
        case BodyAction() | Decision():
            return record.restricted
    return False


@rules.predicate
def is_open(_person: Person, record: object) -> bool:
    return not is_restricted(record)


@rules.predicate
def sees_part_2(person: Person, record: object) -> bool:
    """May see what this record's body takes in part 2."""
    return bool(sees_restricted.test(person, body_of(record)))


@rules.predicate
def owes_it(person: Person, action: object) -> bool:
    """Holds, or acts for, the post that owes the action."""
    return isinstance(action, BodyAction) and action.owner_id in standing(person).posts


rules.add_perm("minutes.see", reads)
rules.add_perm("minutes.see_minute", reads & (is_open | sees_part_2))
rules.add_perm("minutes.see_action", owes_it | (reads & (is_open | sees_part_2)))
rules.add_perm("minutes.see_part_2", reads & sees_part_2)
rules.add_perm("minutes.keep", keeps)
rules.add_perm("minutes.ask_correction", reads & (is_open | sees_part_2))
rules.add_perm("minutes.report", owes_it | keeps)
