"""Whether all that had to be reviewed in the year to the end of a period was reviewed in time.

A review is owed so long after what came before it: the start, the first review or a later one. It is late
when it is held after that day, or when the day is past at the end of the period and it is not held.
"""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.casedata.measures.counting import KEPT, months_of, share, working_days
from goldenthread.casedata.measures.definition import Expression, Tables


def reviewed_in_time(
    t: Tables,
    open_spells: Expression,
    starts: Expression,
    reviews: Expression,
    *,
    key: Sequence[str],
    first_months: int | None = None,
    first_working_days: int = 0,
    second_months: int,
    later_months: int,
) -> Expression:
    """Of spells open at the end, those with no late review in the 12 months to the end.

    `open_spells` come with their periods and `begun`, the day from which reviews are owed. `starts` and
    `reviews` have a `day` and the columns of `key`, by which the events of a spell are found. The first
    review is owed after so many months, or working days where no months are given.
    """
    import ibis

    events = starts.mutate(begins=1).union(reviews.mutate(begins=0)).distinct()
    spell = {"group_by": [events[name] for name in key], "order_by": [events.day, events.begins.desc()]}
    events = events.mutate(
        following=events.day.lead().over(**spell), after_start=events.begins.lag().over(**spell) == 1
    )
    later = events.after_start.ifelse(
        events.day + months_of(second_months), events.day + months_of(later_months)
    )
    events = events.mutate(owed=later.cast("date"))
    owed = open_spells.join(events, list(key))
    owed = owed.filter((owed.day >= owed.begun) & (owed.day < owed.ends))
    owed = owed.mutate(held=ibis.least(owed.following.fill_null(owed.ends), owed.ends))
    if first_months is None:
        owed = working_days(t, owed, "day", "held")
        late_first = owed.days > first_working_days
    else:
        late_first = owed.held > (owed.day + months_of(first_months)).cast("date")
    late = (owed.begins == 1).ifelse(late_first, owed.held > owed.owed) & (owed.held >= owed.year_starts)
    named = [name for name in ("period", *KEPT) if name in owed.columns]
    judged = owed.group_by(named).agg(late=late.ifelse(1, 0).sum())
    return share(judged, judged.late == 0)
