"""A case as one canonical JSON document: composed for a day, with its digest, and read back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from goldenthread.apps.signoff.composing import compose
from goldenthread.apps.signoff.models import Case, CasePaper, Decision
from goldenthread.apps.trail.moments import day_ends
from goldenthread.apps.trail.queries import head
from goldenthread.documents.canonical import NotThisPaper
from goldenthread.documents.canonical import digest as digest_of
from goldenthread.documents.sign_off_case import SignOffCase

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Frozen:
    """A case as it stood on a day. `position` is the ledger's last event before it was composed."""

    as_at: date
    content: SignOffCase
    position: int

    @cached_property
    def text(self) -> str:
        """The canonical text."""
        return self.content.to_json()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return digest_of(self.text)

    @property
    def subjects(self) -> list[UUID]:
        """The ids of all that it shows."""
        return sorted({UUID(found) for found in _UUID.findall(self.text)})


def freeze(case: Case, *, as_at: date, today: date) -> Frozen:
    """The case as it stood on a day. Of a day that is past: as far as was known at its end."""
    before = head()
    content = compose(
        case.unit, case.phase, as_at=as_at, known_at=day_ends(as_at) if as_at < today else None,
        lead_account=case.lead_account,
    )  # fmt: skip
    return Frozen(as_at, content, before[0] if before else 0)


class Altered(Exception):
    """A frozen case is not as it was frozen: its text does not give its digest, or cannot be read."""


def read(frozen: Decision | CasePaper) -> SignOffCase:
    """The case of a decision or a paper. Raises Altered where it does not give its digest."""
    if digest_of(frozen.document) != frozen.digest:
        raise Altered(f"{frozen} is not as it was frozen.")
    try:
        return SignOffCase.from_json(frozen.document)
    except NotThisPaper as failure:
        raise Altered(str(failure)) from failure
