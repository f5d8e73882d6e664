"""A refusal where a page has no form to put it in: words, with the rule's code where a rule refuses."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.apps.trail.refusals import Refused


@dataclass(frozen=True)
class Refusal:
    """What the page's error summary shows. `code` is a rule's, or empty."""

    reason: str
    code: str = ""


def rule_of(refused: Refused) -> str:
    """The code of the rule that refuses; empty where no rule does, as for "stale"."""
    return refused.code if "-" in refused.code else ""


def shown(refused: Refused) -> list[Refusal]:
    """For a page's `refusals`."""
    return [Refusal(refused.words, rule_of(refused))]
