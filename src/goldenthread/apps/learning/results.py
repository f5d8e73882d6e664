"""What became of the families of a service: from its families where they are entered, else as printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from goldenthread.apps.learning.models import Ended, Family, FamilyService, OutcomeScale, PrintedTotals, Score
from goldenthread.apps.trail.moments import known_by
from goldenthread.rulebook import intervals
from goldenthread.rulebook.distance_travelled import (
    MEANS,
    Comparison,
    Travelled,
    referred_again,
    share_referred_again,
    travelled,
)

# Fewer families than these are not shown: a board that knows one of them would know what became of it.
FEWEST = 5
GOOD_ENDS = (Ended.CLOSED, Ended.STEPPED_DOWN)


@dataclass(frozen=True)
class Share:
    """A share of families. `count` and `out_of` are None where only a percentage is printed."""

    label: str
    percent: Decimal | None
    count: int | None
    out_of: int | None
    small: bool = False
    why: str = f"Fewer than {FEWEST} families: not shown"

    @property
    def words(self) -> str:
        """As a page prints it: 12.7%, "Fewer than 5 families", "Not known"."""
        if self.small:
            return self.why
        return "Not known" if self.percent is None else f"{self.percent}%"

    @property
    def of_words(self) -> str:
        if self.small or self.percent is None:
            return ""
        if self.out_of is None:
            return "Of how many is not printed"
        return f"{self.count} of {self.out_of}" if self.count is not None else f"of {self.out_of}"

    @property
    def interval_words(self) -> str:
        """Wilson's interval at 95%; empty where it is not known of how many the share is."""
        if self.small or self.percent is None or not self.out_of:
            return ""
        count = self.percent * self.out_of / 100 if self.count is None else self.count
        limits = intervals.proportion(count, self.out_of, multiplier=100).limits()
        return f"{limits[0]:.1f}% to {limits[1]:.1f}%" if limits else ""


@dataclass(frozen=True)
class ScaleShown:
    """A scale with its distance travelled, or none where too few families were scored twice."""

    scale: OutcomeScale
    travelled: Travelled | None


@dataclass(frozen=True)
class ServiceShown:
    """A service with its results. `totals` is None where they come from families; `up_to` their day."""

    service: FamilyService
    families: int
    children: int | None
    closed: Share
    again: Share
    split: tuple[Share, ...]
    scales: tuple[ScaleShown, ...]
    totals: PrintedTotals | None
    up_to: date
    still_open: int = 0
    not_yet_known: int = 0

    @property
    def has_any(self) -> bool:
        return bool(self.families)

    @property
    def means(self) -> str:
        return MEANS[Comparison(self.service.comparison)]

    @property
    def cost_a_family(self) -> Decimal | None:
        if self.service.cost is None or not self.families:
            return None
        return (self.service.cost / self.families).quantize(Decimal(1), ROUND_HALF_UP)

    @property
    def beside(self) -> list[str]:
        """The council's and the nation's share beside it, in words."""
        return [
            f"{value}% {whose}"
            for value, whose in (
                (self.service.council_again, "of all referrals of the council"),
                (self.service.nation_again, "of all referrals of the nation"),
            )
            if value is not None
        ]


def results_of(service: FamilyService, as_at: date, known_at: datetime | None = None) -> ServiceShown:
    """What became of a service's families by a day, as far as was known. Up to four queries."""
    told = known_by(known_at, published="")
    families = list(service.families.filter(told, started_on__lte=as_at))
    scales = _scales(service, as_at, known_at)
    if not families:
        return _printed(service, scales, as_at, known_at)
    ended = [one for one in families if one.closed_on is not None and one.closed_on <= as_at]
    good = [one for one in ended if one.ended in GOOD_ENDS]
    known = [(one, _again(one, as_at)) for one in ended]
    return ServiceShown(
        service, len(families), sum(one.children for one in families),
        _share("Closed or stepped down", len(good), len(families)),
        _share("Referred again within 12 months", *share_referred_again(again for _one, again in known)),
        _split(known), scales, None, as_at,
        still_open=len(families) - len(ended),
        not_yet_known=sum(again is None for _one, again in known),
    )  # fmt: skip


def _again(family: Family, as_at: date) -> bool | None:
    referrals = [] if family.again_on is None else [family.again_on]
    return None if family.closed_on is None else referred_again(family.closed_on, referrals, as_at)


def _split(known: Sequence[tuple[Family, bool | None]]) -> tuple[Share, ...]:
    """Those that needed nothing more, by how often they were worked with before. Small ones hide all."""
    groups: dict[str, list[bool | None]] = defaultdict(list)
    for family, again in known:
        groups[_times(family)].append(again)
    shares = []
    for label in ("First time", "Second time", "Third time or more"):
        again, out_of = share_referred_again(groups[label])
        if out_of:
            shares.append(_share(f"{label}: needed nothing more in 12 months", out_of - again, out_of))
    if any(share.small for share in shares):
        why = f"Not shown: a group here has fewer than {FEWEST} families"
        return tuple(Share(share.label, None, None, None, small=True, why=why) for share in shares)
    return tuple(shares)


def _times(family: Family) -> str:
    return {0: "First time", 1: "Second time"}.get(family.times_before, "Third time or more")


def _share(label: str, count: int, out_of: int) -> Share:
    if not out_of:
        return Share(label, None, None, None)
    if out_of < FEWEST:
        return Share(label, None, None, None, small=True)
    percent = (Decimal(count) * 100 / out_of).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Share(label, percent, count, out_of)


def _scales(service: FamilyService, as_at: date, known_at: datetime | None) -> tuple[ScaleShown, ...]:
    told = known_by(known_at, published="")
    rows = Score.objects.filter(told, family__service=service, scored_on__lte=as_at).order_by("id")
    scored: dict[int, dict[int, dict[date, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:  # a later row of the same day takes the place of the earlier
        scored[row.scale_id][row.family_id][row.scored_on] = row.score
    return tuple(ScaleShown(scale, _travelled(scale, scored[scale.pk])) for scale in service.scales.all())


def _travelled(scale: OutcomeScale, families: dict[int, dict[date, Decimal]]) -> Travelled | None:
    gone = travelled(
        ([score for _day, score in sorted(scores.items())] for scores in families.values()), scale.scale
    )
    return gone if gone.families >= FEWEST else None


def _printed(
    service: FamilyService, scales: tuple[ScaleShown, ...], as_at: date, known_at: datetime | None
) -> ServiceShown:
    totals = service.totals.filter(known_by(known_at), up_to__lte=as_at).last()
    if totals is None:
        none = Share("Not known", None, None, None)
        return ServiceShown(service, 0, None, none, none, (), scales, None, as_at)
    split = (
        Share("First time: needed nothing more", totals.first_time_percent, None, None),
        Share("Second time: needed nothing more", totals.second_time_percent, None, None),
    )
    return ServiceShown(
        service, totals.families, totals.children,
        Share("Closed or stepped down", totals.closed_percent, None, None),
        Share("Referred again within 12 months", totals.again_percent, None, totals.again_of),
        tuple(one for one in split if one.percent is not None), scales, totals, totals.up_to,
    )  # fmt: skip
