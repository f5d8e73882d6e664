"""The demonstration's evidence: what the papers of 2016 and 2017 showed, and what is made up beside it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from goldenthread.apps.evidence.actions import Content, Particulars, add_version, bring
from goldenthread.apps.evidence.bearing import answer, bear
from goldenthread.apps.evidence.importing import Places
from goldenthread.apps.evidence.models import Piece
from goldenthread.apps.files.actions import keep
from goldenthread.apps.inspections.models import Inspection
from goldenthread.apps.measures.models import Observation
from goldenthread.apps.measures.recorded import period_columns
from goldenthread.apps.people.models import Person
from goldenthread.intake.evidence_register import references_in
from goldenthread.rulebook.periods import parse_period
from goldenthread.site.demonstration.files import rows

MADE_UP = " (made up)"


def evidence(
    tables: Path, inspection: Inspection, scorecard: str, officer: Person, today: date, at: datetime
) -> None:
    """Each row is a piece; a row with the reference of an earlier one is its next version. Idempotent."""
    places = Places(inspection.name)
    versions: dict[str, int] = {}
    for row in rows(tables / "evidence.csv"):
        number = versions[row["reference"]] = versions.get(row["reference"], 0) + 1
        piece = Piece.objects.filter(their_reference=row["reference"]).first()
        if piece is not None and piece.versions.count() >= number:
            continue
        told = {"today": today, "by": officer, "at": at, "published_on": _day(row["known_from"])}
        content = _content(row, scorecard, officer, at)
        if piece is not None:
            add_version(piece, content, reason="Audited again", version=piece.version, **told)
            continue
        piece = bring(_particulars(row), content, their_reference=row["reference"], **told)
        _tie(piece, row, places, officer, at)


def _tie(piece: Piece, row: dict[str, str], places: Places, officer: Person, at: datetime) -> None:
    told = {"by": officer, "at": at, "published_on": _day(row["known_from"])}
    for called in references_in(row["recommendation"]):
        place = places.of(called)
        if place is None:
            raise LookupError(f"{called} is no recommendation of the demonstration.")
        tie = bear(piece, place.recommendation, row["bears"], element=place.element, why=row["why"], **told)
        if row["answer"]:
            answer(tie, row["answer"], seen=1, **told)


def _particulars(row: dict[str, str]) -> Particulars:
    return Particulars(
        title=row["title"] + (MADE_UP if row["made_up"] else ""), source=row["source"],
        sensitivity=row["sensitivity"], vouched_text=row["vouched"], expires_on=_day(row["expires_on"]),
    )  # fmt: skip


def _content(row: dict[str, str], scorecard: str, officer: Person, at: datetime) -> Content:
    file = None
    if row["file_text"]:
        name = f"{row['title'].lower().replace(' ', '-')}.txt"
        file = keep(row["file_text"].encode(), name, by=officer, at=at)
    figure = _figure(row["figure"], scorecard) if row["figure"] else None
    return Content(
        effective_on=_day(row["effective_on"]), period=row["period"], sample=row["sample"],
        finding=row["finding"], file=file, named=row["kept"], kind="measure" if figure else "",
        subject=figure and figure.uuid, subject_at=row["figure"].rpartition("|")[2] if figure else "",
    )  # fmt: skip


def _figure(called: str, scorecard: str) -> Observation:
    """The figure of "2.11|health|2016-17 Q1": a scorecard's reference or a title, a source, a period."""
    measure, source, period = called.split("|")
    on_scorecard = {"measure__lines__scorecard__name": scorecard, "measure__lines__reference": measure}
    named = {"measure__title__startswith": measure}
    found = Observation.objects.filter(**period_columns(parse_period(period)), area="council", cohort="")
    found = found.filter(source=source, **(on_scorecard if measure[0].isdigit() else named))
    return found.get()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
