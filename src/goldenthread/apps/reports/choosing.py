"""From what a person typed to a body, a period and a scorecard; where there is none, what comes nearest."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.measures.models import COUNCIL_AREA, Observation, Scorecard
from goldenthread.apps.measures.recorded import period_columns, period_of
from goldenthread.apps.measures.scorecards import by_recency
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.periods import NotAPeriod, Period, parse_period

MOST_NEAR = 5


def body_named(name: str) -> Body:
    """The body of this name, in capitals or not. Raises Refused with the nearest names."""
    found = Body.objects.filter(name__iexact=" ".join(name.split())).first()
    if found is None:
        raise Refused(_unknown("body", name, Body.objects.values_list("name", flat=True)), field="body")
    return found


def period_named(text: str) -> Period:
    """The period that a text names. Raises Refused with why not, and with periods that have figures."""
    try:
        return parse_period(text)
    except NotAPeriod as refusal:
        near = periods_with_figures()[:MOST_NEAR]
        hint = f" There are figures for {_listed(map(str, near))}." if near else ""
        why = refusal.why.rstrip(".")
        if "is not a period" not in why:
            why = f"{text.strip()!r} is not a period: {why}. Write it as 2017-18 Q4"
        words = f"{why}.{hint}"
        raise Refused(words, code=str(refusal.code or ""), field="period") from refusal


def scorecard_named(name: str) -> Scorecard:
    """The scorecard of this name, in capitals or not. Raises Refused with the nearest names."""
    found = Scorecard.objects.filter(name__iexact=" ".join(name.split())).first()
    if found is None:
        names = Scorecard.objects.values_list("name", flat=True)
        raise Refused(_unknown("scorecard", name, names), field="scorecard")
    return found


def scorecard_for(body: Body, period: Period) -> Scorecard | None:
    """The scorecard with figures for the period: the body's own, else the only one that there is.

    None where there is none. Raises Refused where there are several: a person says which.
    """
    with_figures = list(
        Scorecard.objects.filter(
            pk__in=Observation.objects.filter(
                area=COUNCIL_AREA, measure__lines__gone_on=None, **period_columns(period)
            ).values("measure__lines__scorecard")
        )
    )
    own = [one for one in with_figures if one.body_id == body.pk]
    candidates = own or with_figures
    if len(candidates) > 1:
        names = _listed(one.name for one in candidates)
        words = f"Several scorecards have figures for {period}: {names}. Say which one the report shows."
        raise Refused(words, field="scorecard")
    return candidates[0] if candidates else None


def periods_with_figures() -> list[Period]:
    """Every period for which some scorecard has a figure of ours, newest first."""
    rows = Observation.objects.filter(area=COUNCIL_AREA, measure__lines__gone_on=None).order_by()
    found = {period_of(row) for row in rows.distinct("period_kind", "starts", "ends")}
    return sorted(found, key=by_recency)


def _unknown(what: str, name: str, names: Iterable[str]) -> str:
    known = list(names)
    if not known:
        return f"There is no {what} called {name!r}, and none at all yet."
    folded = {one.casefold(): one for one in known}
    wanted = name.casefold().strip()
    near = [folded[one] for one in get_close_matches(wanted, folded, n=3, cutoff=0.5)]
    near += [one for one in known if wanted and wanted in one.casefold() and one not in near]
    if near:
        return f"There is no {what} called {name!r}. Did you mean {_listed(near[:MOST_NEAR], 'or')}?"
    return (
        f"There is no {what} called {name!r}. There are, for example, {_listed(sorted(known)[:MOST_NEAR])}."
    )


def _listed(items: Iterable[str], joint: str = "and") -> str:
    *most, last = list(items)
    return f"{', '.join(most)} {joint} {last}" if most else last
