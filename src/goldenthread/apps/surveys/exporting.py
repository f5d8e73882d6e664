"""Surveys as tables to take away: what may be shown, no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.text import slugify

from goldenthread.apps.surveys.models import Result, Said, Survey, Wave
from goldenthread.apps.surveys.queries import Listed, StaffLine
from goldenthread.apps.surveys.results import Shown, trend_of
from goldenthread.documents.data_tables import DataTable, Value
from goldenthread.rulebook.surveys import Share

NOT_SHOWN = "not shown"


def surveys_table(listed: Iterable[Listed]) -> DataTable:
    """A row for each survey with its newest wave."""
    columns = (
        ("Survey", 40),
        ("Who is asked", 24),
        ("Waves", 8),
        ("Newest", 24),
        ("State", 20),
        ("Last day", 12),
    )
    rows = tuple(
        (
            one.survey.title, one.survey.get_audience_display(), one.waves,
            one.wave.title if one.wave else "",
            one.wave.get_state_display() if one.wave else "", one.wave.closes_on if one.wave else None,
        )
        for one in listed
    )  # fmt: skip
    return DataTable("surveys", "Surveys", columns, rows)


def results_table(shown: Shown) -> DataTable:
    """A row for each question, and for each group of it, with share, interval and how many answered."""
    columns = (
        ("Question", 60), ("Group", 24), ("Good", 16), ("Share %", 10), ("From %", 10), ("To %", 10),
        ("Answers", 10), ("Mean", 10), ("Change", 30),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for one in shown.numbers:
        mean = _number(one.mean.value if one.mean else None)
        change = one.change.words if one.change else ""
        rows.append((one.question.text, "All", one.good_words, *_share(one.share), mean, change))
        rows += [
            (one.question.text, group.name, one.good_words, *_share(group.share), None, "")
            for group in one.groups
        ]
    return DataTable(slugify(str(shown.wave)), str(shown.wave), columns, tuple(rows))


def trend_table(survey: Survey, results: Sequence[Result]) -> DataTable:
    """A row for each question in each wave."""
    columns = (
        ("Question", 60), ("Wave", 24), ("Share %", 10), ("From %", 10), ("To %", 10), ("Answers", 10)
    )  # fmt: skip
    rows = tuple(
        (question, wave, *_share(share)) for question, line in trend_of(results) for wave, share in line
    )
    return DataTable(f"{slugify(survey.title)}-trend", f"{survey}: trend", columns, rows)


def codes_table(wave: Wave, codes: Iterable[str], address: str) -> DataTable:
    """A row for each code with the address at which it is typed."""
    columns = (("Address", 50), ("Code", 12))
    return DataTable(
        f"{slugify(str(wave))}-codes", f"{wave}: codes", columns, tuple((address, one) for one in codes)
    )


def said_table(listed: Iterable[Said]) -> DataTable:
    columns = (
        ("Who", 24), ("You said", 60), ("We did", 60), ("Where", 24), ("Action", 40), ("State", 16),
        ("Published", 12),
    )  # fmt: skip
    rows = tuple(
        (
            one.who, one.said, one.did, one.get_source_display(), str(one.action or ""),
            one.get_state_display(), one.published_on,
        )
        for one in listed
    )  # fmt: skip
    return DataTable("you-said-we-did", "You said, we did", columns, rows)


def staff_table(counts: Iterable[StaffLine]) -> DataTable:
    columns = (
        ("What", 40), ("Quarter begins", 14), ("Team", 30), ("Done", 8), ("Due", 8), ("Share %", 10),
        ("From %", 10), ("To %", 10),
    )  # fmt: skip
    rows = tuple(
        (
            one.kind, one.count.quarter, one.count.team or "All staff", one.count.done, one.count.due,
            *_share(one.share)[:3],
        )
        for one in counts
    )  # fmt: skip
    return DataTable("staff", "What staff say: counts", columns, rows)


def _share(share: Share | None) -> tuple[Value, Value, Value, Value]:
    if share is None:
        return (NOT_SHOWN, NOT_SHOWN, NOT_SHOWN, NOT_SHOWN)
    low, high = share.interval.limits() or (None, None)
    return (round(share.percent, 1), _number(low), _number(high), share.answers)


def _number(value: float | None) -> Decimal | None:
    return None if value is None else round(Decimal(str(value)), 1)
