"""What the checks found, as people read it: which figures, whether it is explained, by whom."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from goldenthread.apps.measures.models import Scorecard
from goldenthread.apps.measures.recorded import period_columns
from goldenthread.apps.publishing.models import Explanation
from goldenthread.apps.trail.moments import known_by
from goldenthread.rulebook.periods import Period

UNCONFIRMED = "It rests on a proposed link, or on a title, that nobody has confirmed."


@dataclass(frozen=True)
class Place:
    """A cell of a finding: in words, the observation that tells where it is from, its measure's key."""

    words: str
    observation: UUID | None = None
    key: str = ""


@dataclass(frozen=True)
class Found:
    """A finding of the checks. `measures` are as printed on the scorecard, `keys` their UUIDs.

    `tentative`: it rests on a link or a reading of a title that nobody has confirmed.
    """

    code: str
    keys: tuple[str, ...]
    measures: tuple[str, ...]
    period: str
    expected: str
    published: str
    message: str
    tentative: bool
    places: tuple[Place, ...]
    explanation: Explanation | None = None

    @property
    def digest(self) -> str:
        """What it is known by: it stays as long as the numbers do."""
        said = [self.code, sorted(self.keys), self.period, self.expected, self.published]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()

    @property
    def all_keys(self) -> tuple[str, ...]:
        """The measures whose figures it speaks of, those that it only compares with too."""
        return tuple(dict.fromkeys([*self.keys, *(place.key for place in self.places if place.key)]))

    @property
    def is_open(self) -> bool:
        return self.explanation is None

    @property
    def version(self) -> int:
        """The newest explanation's, 0 for none."""
        return self.explanation.version if self.explanation else 0

    def as_json(self) -> dict[str, Any]:
        """What `check-scorecard --json` prints of it: these keys and no others."""
        return {
            "code": self.code, "measures": list(self.measures), "period": self.period,
            "expected": self.expected, "published": self.published, "message": self.message_in_full,
        }  # fmt: skip

    @property
    def message_in_full(self) -> str:
        """The message with what a person has, or has not, said of it."""
        said = [self.message]
        if self.tentative:
            said.append(UNCONFIRMED)
        if self.explanation is not None:
            said.append(f"Explained: {self.explanation.words}")
        return " ".join(said)


def explanations(
    scorecard: Scorecard, period: Period, known_at: datetime | None = None
) -> dict[str, Explanation]:
    """The newest explanation of each finding, by the finding's digest. One query."""
    rows = Explanation.objects.filter(
        known_by(known_at, published=""), scorecard=scorecard, **period_columns(period)
    )
    newest = rows.select_related("written_by").order_by("digest", "-version").distinct("digest")
    return {row.digest: row for row in newest}


def narrowed(found: Iterable[Found], wanted: Mapping[str, str]) -> list[Found]:
    """The findings of a check, of a measure, and open or explained, each empty for all."""
    code, measure, state = (wanted.get(name) or "" for name in ("code", "measure", "state"))
    return [
        one
        for one in found
        if (not code or one.code == code)
        and (not measure or measure in one.keys)
        and (not state or one.is_open == (state == "open"))
    ]
