"""Why a clock was missed: coded reasons, and whose delay each of them is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goldenthread.rulebook.clock_model import Clock, Service

_ANY = frozenset(Service)
_HEALTH_OR_CARE = frozenset({Service.HEALTH, Service.CARE})
_MEETINGS = frozenset({Service.PROTECTION, Service.CARE, Service.LEAVING_CARE, Service.SEND})


class Whose(StrEnum):
    """Whose delay it was."""

    COUNCIL = "the council"
    HEALTH = "health"
    EDUCATION = "education"
    CARER = "carer or placement"
    FAMILY = "the child, young person or family"
    PARTNER = "another organisation"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Reason:
    """One coded reason, in words, with the services whose clocks it is offered for."""

    code: str
    words: str
    whose: Whose
    services: frozenset[Service]


REASONS = {
    reason.code: reason
    for reason in (
        Reason("late-notification", "Health was told late", Whose.COUNCIL, frozenset({Service.HEALTH})),
        Reason("consent", "Consent was late or missing", Whose.COUNCIL, _HEALTH_OR_CARE),
        Reason("clinic-capacity", "The clinic had no appointment", Whose.HEALTH, frozenset({Service.HEALTH})),
        Reason("carer-cancelled", "The carer cancelled", Whose.CARER, _HEALTH_OR_CARE),
        Reason(
            "not-brought",
            "The child was not brought, or did not come",
            Whose.FAMILY,
            frozenset({Service.HEALTH, Service.SEND, Service.CARE, Service.LEAVING_CARE}),
        ),
        Reason(
            "placement-moved",
            "The placement changed",
            Whose.CARER,
            frozenset({Service.HEALTH, Service.CARE, Service.EDUCATION}),
        ),
        Reason("out-of-area", "The child lives in another area, whose service was asked", Whose.PARTNER,
               frozenset({Service.HEALTH, Service.CARE, Service.EDUCATION, Service.MISSING})),
        Reason("psychologist-capacity", "No educational psychologist was free", Whose.COUNCIL,
               frozenset({Service.SEND})),
        Reason("advice-health", "Advice from health was awaited", Whose.HEALTH, frozenset({Service.SEND})),
        Reason("advice-education", "Advice from the school or setting was awaited", Whose.EDUCATION,
               frozenset({Service.SEND})),
        Reason("advice-social-care", "Advice from social care was awaited", Whose.COUNCIL,
               frozenset({Service.SEND})),
        Reason("consultation", "A school's answer to a consultation was awaited", Whose.EDUCATION,
               frozenset({Service.SEND})),
        Reason("family-time", "The family asked for more time", Whose.FAMILY,
               frozenset({Service.SEND, Service.FRONT_DOOR, Service.PROTECTION})),
        Reason("declined", "The child or family declined", Whose.FAMILY,
               _ANY - {Service.SAFEGUARDING_PARTNERS, Service.COURT}),
        Reason("not-located", "The child or family could not be found", Whose.FAMILY,
               frozenset({Service.FRONT_DOOR, Service.PROTECTION, Service.MISSING, Service.LEAVING_CARE})),
        Reason("police-asked", "The police asked for the delay", Whose.PARTNER,
               frozenset({Service.FRONT_DOOR, Service.PROTECTION, Service.SAFEGUARDING_PARTNERS})),
        Reason("partner-absent", "A partner could not attend", Whose.PARTNER, _MEETINGS),
        Reason("chair-capacity", "No chair or reviewing officer was free", Whose.COUNCIL, _MEETINGS),
        Reason("court-timetable", "The court's timetable", Whose.PARTNER, frozenset({Service.COURT})),
        Reason("expert-evidence", "Expert evidence was awaited", Whose.PARTNER, frozenset({Service.COURT})),
        Reason("no-match", "No suitable family was found", Whose.NOBODY, frozenset({Service.COURT})),
        Reason("worker-changed", "The worker changed", Whose.COUNCIL, _ANY),
        Reason("worker-absent", "The worker was absent", Whose.COUNCIL, _ANY),
        Reason("worker-capacity", "The team had too few workers", Whose.COUNCIL, _ANY),
        Reason("recorded-late", "It was done in time and recorded late", Whose.COUNCIL, _ANY),
        Reason("child-interest", "Waiting was in the child's interest", Whose.NOBODY, _ANY),
        Reason("other", "Another reason, said in the note", Whose.NOBODY, _ANY),
    )
}  # fmt: skip


def reasons_for(clock: Clock) -> tuple[Reason, ...]:
    """The reasons that are offered for a clock's breaches, in the order of the list."""
    return tuple(reason for reason in REASONS.values() if clock.service in reason.services)
