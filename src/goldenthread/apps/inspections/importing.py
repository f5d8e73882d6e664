"""Recommendations that come as a table: what a reading would change, and the change itself.

Loading the same rows again writes nothing. An assessment is added beside those that stand, never over one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections import actions
from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.inspections.models import Assessment, Element, Inspection, Recommendation
from goldenthread.apps.inspections.table_reading import (
    ASSESSED,
    COLUMNS,
    RecommendationReading,
    read_recommendations,
    status_in,
)
from goldenthread.apps.loads.models import Load
from goldenthread.apps.people.models import Person
from goldenthread.intake.reading import Workbook
from goldenthread.rulebook.periods import Period, PeriodKind
from goldenthread.rulebook.standing import Standing

SAYS = {
    "title": "title", "text": "text", "theme": "theme", "report_paragraphs": "paragraphs",
    "deadline": "deadline",
}  # fmt: skip
"""A row's columns, and the recommendation's fields that hold them."""
YES = {"yes", "y", "true", "ours", "1"}


@dataclass(frozen=True)
class Loaded:
    """How much was written."""

    recommendations: int = 0
    elements: int = 0
    revised: int = 0
    assessments: int = 0

    @property
    def words(self) -> str:
        parts = (
            f"{self.recommendations} recommendations, {self.elements} elements and {self.assessments} "
            "assessments added"
        )
        return f"{parts}, {self.revised} changed." if self.revised else f"{parts}."


@transaction.atomic
def load_recommendations(
    rows: Sequence[Mapping[str, Any]], inspection: Inspection, *, by: Person | None, at: datetime,
    today: date, load: Load | None = None, published_on: date | None = None,
    accountable_from: date | None = None,
) -> Loaded:  # fmt: skip
    """Write a table of recommendations, as `table_reading` describes its rows. Idempotent.

    `published_on` is the declared day from which the assessments were known. `accountable_from` is the day
    from which the bodies answer, None where nobody knows. A body that is not here is left out: it would have
    no place in the governance map. Raises Refused as the actions do.
    """
    writing = _Writing(inspection, by, at, today, load, published_on, accountable_from)
    for row in rows:
        writing.write(row)
    return Loaded(**writing.counted)


class _Writing:
    """One table on its way in."""

    def __init__(
        self, inspection: Inspection, by: Person | None, at: datetime, today: date, load: Load | None,
        published_on: date | None, accountable_from: date | None,
    ) -> None:  # fmt: skip
        self.inspection, self.by, self.at, self.today = inspection, by, at, today
        self.load, self.published_on, self.accountable_from = load, published_on, accountable_from
        self.bodies = {body.name.casefold(): body for body in Body.objects.all()}
        self.counted = {"recommendations": 0, "elements": 0, "revised": 0, "assessments": 0}

    def write(self, row: Mapping[str, Any]) -> None:
        letter = _text(row, "element")
        recommendation = self._recommendation(row, is_element=bool(letter))
        element = self._element(recommendation, letter, row) if letter else None
        body = self.bodies.get(_text(row, "accountable_body").casefold())
        if body and not letter:
            self._make_accountable(recommendation, body)
        for column in assessed_columns(row):
            self._assess(recommendation, element, body, row, column)

    def _recommendation(self, row: Mapping[str, Any], *, is_element: bool) -> Recommendation:
        stored = self.inspection.recommendations.filter(reference__iexact=_text(row, "ref")).first()
        if stored is None:
            self.counted["recommendations"] += 1
            says = says_of(row)
            return actions.add_recommendation(
                self.inspection, reference=_text(row, "ref"), **says, by=self.by, at=self.at,
                reference_is_ours=_text(row, "reference_is_ours").casefold() in YES,
            )  # fmt: skip
        if not is_element and changes_of(stored, row):
            self.counted["revised"] += 1
            return actions.revise_recommendation(stored, says_of(row), by=self.by, at=self.at)
        return stored

    def _element(self, recommendation: Recommendation, letter: str, row: Mapping[str, Any]) -> Element:
        stored = recommendation.elements.filter(reference__iexact=letter).first()
        if stored is not None:
            return stored
        self.counted["elements"] += 1
        return actions.add_element(
            recommendation, reference=letter, title=_text(row, "title"),
            paragraphs=_text(row, "report_paragraphs"), by=self.by, at=self.at,
        )  # fmt: skip

    def _make_accountable(self, recommendation: Recommendation, body: Body) -> None:
        if not recommendation.accountabilities.exists():
            actions.make_accountable(
                recommendation, body, starts=self.accountable_from, by=self.by, at=self.at,
                published_on=self.published_on,
            )  # fmt: skip

    def _assess(
        self, recommendation: Recommendation, element: Element | None, body: Body | None,
        row: Mapping[str, Any], column: str,
    ) -> None:  # fmt: skip
        month, status = month_of(column), status_in(_text(row, column))
        if status is None or _stands(recommendation, element, month, status):
            return
        self.counted["assessments"] += 1
        condition, reason = _condition_and_reason(row, column, status)
        assess(
            recommendation, element=element, status=status, assessed_on=min(month.last_day, self.today),
            assessed_text=str(month), body=body, condition=condition, reason=reason,
            published_on=self.published_on, load=self.load, today=self.today, by=self.by, at=self.at,
        )  # fmt: skip


def _condition_and_reason(row: Mapping[str, Any], column: str, status: Standing) -> tuple[str, str]:
    """The note is of the newest assessment, unless an older one could not be recorded without it."""
    note = _text(row, "note")
    if status is Standing.MET_SUBJECT_TO_CONDITION:
        return _condition(note), ""
    if column == assessed_columns(row)[-1] or status is Standing.NO_LONGER_APPLICABLE:
        return "", note
    return "", ""


def _stands(recommendation: Recommendation, element: Element | None, month: Period, status: Standing) -> bool:
    """Whether the newest assessment of that month says the same already."""
    in_month = Assessment.objects.filter(
        recommendation=recommendation,
        element=element,
        assessed_on__gte=month.start,
        assessed_on__lt=month.end,
    ).last()
    return in_month is not None and in_month.status == status


def assessed_columns(row: Mapping[str, Any]) -> list[str]:
    """The row's assessments with something in them, the oldest first."""
    return sorted(name for name in row if name.startswith(f"{ASSESSED}_") and _text(row, name))


def month_of(column: str) -> Period:
    """July 2016 of `assessed_2016_07`. Raises ValueError for a name of another form."""
    _, year, month = column.split("_")
    return Period.containing(PeriodKind.MONTH, date(int(year), int(month), 1))


def says_of(row: Mapping[str, Any]) -> dict[str, str]:
    """What the row says of the recommendation itself. A note of nothing assessed stands in its text."""
    says = {ours: _text(row, name) for name, ours in SAYS.items()}
    if not says["text"] and not assessed_columns(row):
        says["text"] = _text(row, "note")
    return says


def changes_of(stored: Recommendation, row: Mapping[str, Any]) -> list[dict[str, str]]:
    """Where the row says something else than is stored; what it leaves empty changes nothing."""
    return [
        {"field": name, "before": getattr(stored, name), "after": text}
        for name, text in says_of(row).items()
        if text and text != getattr(stored, name)
    ]


def _condition(note: str) -> str:
    """The note without the word before its colon, where that only says that it is a condition."""
    head, _, rest = note.partition(":")
    condition = rest.strip() if rest.strip() and head.strip().casefold() == "condition" else note
    return condition[:1].upper() + condition[1:]


def _text(row: Mapping[str, Any], name: str) -> str:
    return " ".join(str(row.get(name) or "").split())


class RecommendationImporter:
    """Takes in a table of recommendations: see `loads.importers.Importer`. Its source is the inspection."""

    kind = "recommendations"
    title = "Recommendations of an inspection, with what was found of each"
    fields: Mapping[str, str] = COLUMNS

    def read(self, workbook: Workbook, mapping: Mapping[str, str]) -> RecommendationReading:
        return read_recommendations(workbook, mapping)

    def preview(self, reading: Mapping[str, Any], source_name: str) -> dict[str, Any]:
        """What accepting the reading would do, row by row; nothing is written."""
        stored = {
            one.reference.casefold(): one
            for one in Recommendation.objects.filter(inspection__name__iexact=source_name).prefetch_related(
                "elements", "assessments"
            )
        }
        found: dict[str, Any] = {"new": [], "changed": [], "gone": [], "unsure": [], "unchanged": 0}
        for row in reading["recommendations"]:
            item = _item(row)
            held = stored.get(_text(row, "ref").casefold())
            element = _held_element(held, _text(row, "element")) if held else None
            if held is None or (_text(row, "element") and element is None):
                found["new"].append(item)
            elif changes := _previewed(held, element, row):
                found["changed"].append(item | {"changes": changes})
            else:
                found["unchanged"] += 1
        given = {_text(row, "ref").casefold() for row in reading["recommendations"]}
        found["gone"] = [
            {"key": str(one.uuid), "label": str(one), "place": "Kept: a recommendation is not taken back",
             "changes": [], "candidates": []}
            for reference, one in stored.items()
            if reference not in given
        ]  # fmt: skip
        return found

    @transaction.atomic
    def accept(
        self, load: Load, *, decisions: Mapping[str, Any], by: Person | None, at: datetime, effective_on: date
    ) -> dict[str, str]:
        """Write a load's reading: the inspection of its source's name, made where it is not there yet."""
        inspection = Inspection.objects.filter(name__iexact=load.source.name).first()
        if inspection is None:
            inspection = actions.record_inspection(load.source.name, by=by, at=at)
        loaded = load_recommendations(
            load.reading["recommendations"], inspection, by=by, at=at, today=at.date(), load=load,
            published_on=load.published_on,
        )  # fmt: skip
        return {"url": inspection.get_absolute_url(), "words": loaded.words}


def _item(row: Mapping[str, Any]) -> dict[str, Any]:
    reference = f"{_text(row, 'ref')}{_text(row, 'element')}"
    place = f"Sheet {row['sheet']}, row {row['row']}"
    label = f"{reference} {_text(row, 'title')}"
    return {"key": reference, "label": label, "place": place, "changes": [], "candidates": []}


def _held_element(recommendation: Recommendation, letter: str) -> Element | None:
    return next(
        (one for one in recommendation.elements.all() if one.reference.casefold() == letter.casefold()), None
    )


def _previewed(held: Recommendation, element: Element | None, row: Mapping[str, Any]) -> list[dict[str, str]]:
    changes = [] if element else changes_of(held, row)
    for column in assessed_columns(row):
        month, status = month_of(column), status_in(_text(row, column))
        if status is None:
            continue
        in_month = [
            one.status
            for one in held.assessments.all()
            if one.element_id == (element.pk if element else None)
            and month.start <= one.assessed_on < month.end
        ]
        if not in_month or in_month[-1] != status:
            before = Standing(in_month[-1]).words if in_month else ""
            changes.append({"field": f"Found in {month}", "before": before, "after": status.words})
    return changes
