"""Is the record whole? The chain, the rows, the seals and the heads that went out, in one answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from goldenthread.apps.trail.comparing import Compared, compare
from goldenthread.apps.trail.heads import Head, Unfit, sent_out, unfit
from goldenthread.apps.trail.sealing import Seal
from goldenthread.apps.trail.verification import Verification, verify


@dataclass(frozen=True)
class Checked:
    """The chain as it was walked, the rows as they were compared, and the heads that no longer fit."""

    chain: Verification
    compared: Compared
    heads: int
    unfit: tuple[Unfit, ...]

    @property
    def whole(self) -> bool:
        return self.chain.whole and not (
            self.compared.findings or self.compared.bypasses or self.compared.broken_seals or self.unfit
        )

    @property
    def problems(self) -> list[str]:
        """Each thing that does not fit, as a sentence; the chain's first bad event first."""
        broken = [f"The trail is broken at event {self.chain.position}: {self.chain.problem}."]
        return [
            *(broken if not self.chain.whole else []),
            *(one.words for one in self.unfit),
            *(_seal_words(one) for one in self.compared.broken_seals),
            *(one.words for one in self.compared.findings),
            *(f"Bypassed the actions: {one.words}" for one in self.compared.bypasses),
        ]

    def as_json(self) -> dict[str, Any]:
        """For machines: everything found, with tables, rows and instants apart."""
        compared = self.compared
        return {
            "whole": self.whole,
            "events": self.chain.events,
            "erased_payloads": self.chain.erased,
            "head": self.chain.head,
            "first_bad_event": self.chain.position,
            "problem": self.chain.problem,
            "rows_compared": compared.rows,
            "compared_since": compared.since.isoformat() if compared.since else None,
            "seals": compared.seals,
            "broken_seals": [one.position for one in compared.broken_seals],
            "rows": [_finding(one) for one in compared.findings],
            "bypasses": [_finding(one) for one in compared.bypasses],
            "heads_compared": self.heads,
            "heads_that_do_not_fit": [
                {"day": one.head.on.isoformat(), "event": one.head.position, "digest": one.head.digest,
                 "where": one.head.where, "found": one.found}
                for one in self.unfit
            ],
        }  # fmt: skip


def check(against: Iterable[Head] = ()) -> Checked:
    """Walk, compare, and ask whether the heads that went out, and those given, still fit. Reads only."""
    heads = [*sent_out(), *against]
    return Checked(verify(), compare(), len(heads), tuple(unfit(heads)))


def _seal_words(seal: Seal) -> str:
    return (
        f"The digests sealed by event {seal.position:,} are no longer what they were: rows that only "
        "grow, or their digests, were changed by somebody who could write both."
    )


def _finding(one: Any) -> dict[str, Any]:
    at = one.at.isoformat() if one.at else None
    return {"table": one.table, "row": one.row, "what": one.what, "at": at}
