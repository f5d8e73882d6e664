"""Files of published figures and of statistical neighbours, as the loads room takes them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from goldenthread.apps.benchmarks.doubts import against_records
from goldenthread.apps.benchmarks.loading import held_release, indicator_key, load_release
from goldenthread.apps.benchmarks.models import Indicator
from goldenthread.apps.files import store
from goldenthread.apps.loads.models import Load
from goldenthread.apps.people.models import Person
from goldenthread.intake.national_statistics import Statistics, read_statistics
from goldenthread.intake.statistics_columns import FIELDS

MOST_ITEMS = 500


class StatisticsImporter:
    """Published figures. A file holds too many for tables: it is read whole, and its figures stay in it."""

    kind = "benchmarks"
    title = "Published figures of other areas"
    fields: Mapping[str, str] = FIELDS

    def read_content(self, content: bytes, name: str, mapping: Mapping[str, str]) -> Statistics:
        """What the file says, with the doubts that it and what is on record raise."""
        read = self._figures(content, name, mapping)
        return replace(read, problems=(*read.problems, *against_records(read)))

    def _figures(self, content: bytes, name: str, mapping: Mapping[str, str]) -> Statistics:
        return read_statistics(content, name, mapping, bytes_allowed=settings.LARGEST_UPLOAD)

    def preview(self, reading: dict[str, Any], source_name: str) -> dict[str, Any]:
        """An item for each indicator: new, or with figures of another release."""
        indicators, periods = reading["indicators"], reading["periods"]
        if held_release(source_name, reading["digest"]):
            return _preview(unchanged=len(indicators))
        keys = {indicator_key(one["name"][:300], one["breakdown"]): one for one in indicators}
        known = set(Indicator.objects.filter(key__in=list(keys)).values_list("key", flat=True))
        span = " to ".join(dict.fromkeys((*periods[:1], *periods[-1:])))
        items = {key: _item(key, one, span) for key, one in keys.items()}
        return _preview(
            new=[item for key, item in items.items() if key not in known],
            changed=[item for key, item in items.items() if key in known],
        )

    def accept(
        self, load: Load, *, decisions: Mapping[str, Any], by: Person | None, at: datetime, effective_on: date
    ) -> dict[str, str]:
        content = store.get(load.file.sha256)
        statistics = self._figures(content, load.file.name, load.source.mapping)
        release, is_new = load_release(
            statistics, title=load.source.name, published_on=load.published_on, by=by, at=at, load=load
        )
        url = reverse("benchmarks:release", args=[release.uuid])
        if not is_new:
            return {"url": url, "words": "Everything in the file was already here. Nothing has changed."}
        return {
            "url": url,
            "words": f"{release}: {release.figures:,} figures of {len(statistics.indicators):,} indicators "
            f"in {len(statistics.areas):,} areas.",
        }


def _item(key: str, indicator: dict[str, Any], span: str) -> dict[str, Any]:
    said = ", ".join(f"{column}: {value}" for column, value in indicator["breakdown"].items())
    label = f"{indicator['name']} ({said})" if said else indicator["name"]
    change = {"field": "Figures", "before": "", "after": f"{indicator['figures']:,}, {span}"}
    return {"key": key, "label": label, "place": span, "changes": [change], "candidates": []}


def _preview(
    *,
    new: list[dict[str, Any]] | None = None,
    changed: list[dict[str, Any]] | None = None,
    unchanged: int = 0,
) -> dict[str, Any]:
    """What a page shows of a file: of many indicators the first, and how many more."""
    listed = {"new": new or [], "changed": changed or []}
    for kind, items in listed.items():
        if len(items) > MOST_ITEMS:
            more = len(items) - MOST_ITEMS
            rest = {"key": f"more {kind}", "label": f"{more:,} more indicators", "place": "", "changes": []}
            listed[kind] = [*items[:MOST_ITEMS], rest | {"candidates": []}]
    return listed | {"gone": [], "unsure": [], "unchanged": unchanged}
