"""Writes about a report's words: begin it, save a section, say what it is called and where it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.drafting.clearing import ask_again
from goldenthread.apps.drafting.holding import check_open, locked, records_of
from goldenthread.apps.drafting.models import (
    How,
    Kind,
    Report,
    Section,
    Subject,
    Template,
    Version,
    Words,
)
from goldenthread.apps.drafting.queries import sections_of, words_at
from goldenthread.apps.govuk.fields import month_number
from goldenthread.apps.measures.models import Scorecard
from goldenthread.apps.measures.recorded import period_columns
from goldenthread.apps.measures.scorecards import periods_of
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Plan
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.report_parts import tidy
from goldenthread.rulebook.periods import Period


@dataclass(frozen=True)
class About:
    """What a report's figures are of. `period` is the scorecard's newest where it is not said."""

    scorecard: Scorecard | None = None
    period: Period | None = None
    plan: Plan | None = None


@transaction.atomic
def start_report(
    template: Template, body: Body, *, title: str, about: About = About(), meeting: Meeting | None = None,
    by: Person | None, at: datetime,
) -> Report:  # fmt: skip
    """Begin a report with what its template says by default, at the template's newest version.

    Raises Refused without a title, for a meeting of another body or one that is cancelled, and where the
    template's figures are of a scorecard or plan and none is given, or the scorecard has no figures.
    """
    title = " ".join(title.split())
    if not title:
        raise Refused("Say what the report is called.", field="title")
    _check_meeting(body, meeting)
    if template.subject == Subject.SCORECARD and about.scorecard is None:
        raise Refused("Say which scorecard the report is of.", field="scorecard")
    if template.subject == Subject.PLAN and about.plan is None:
        raise Refused("Say which plan the report is of.", field="plan")
    period = about.period
    if about.scorecard and period is None:
        period = next(iter(periods_of(about.scorecard)), None)
        if period is None:
            raise Refused(f"{about.scorecard} has no figures yet.", field="scorecard")
    form = template.versions.order_by("-number").first()
    if form is None:
        raise Refused(f"The template {template} asks for nothing yet.", field="template")
    report = Report.objects.create(
        form=form, body=body, meeting=meeting, title=title, writer=by, scorecard=about.scorecard,
        plan=about.plan, started_at=at, saved_at=at,
        **(period_columns(period) if about.scorecard and period else {}),
    )  # fmt: skip
    version = Version.objects.create(
        report=report, number=1, edition=1, how=How.BEGUN, made_at=at, made_by=by
    )
    Words.objects.bulk_create(
        Words(version=version, key=section.key, text=section.default) for section in sections_of(report)
    )
    record("drafting.started", by=by, at=at, on=records_of(report), after={
        "title": title, "template": str(form), "meeting": meeting.held_on if meeting else None,
        "scorecard": str(about.scorecard or ""), "period": str(period or ""), "plan": str(about.plan or ""),
    })  # fmt: skip
    return report


@transaction.atomic
def save_section(
    report: Report, key: str, text: str, *, version: int, by: Person | None, at: datetime
) -> Report:
    """Keep what a section says, as a new version. Saying the same again writes nothing.

    `version` is the one that the writer began from: others may have saved other sections since. Raises
    Refused with the code "stale" where somebody saved this one, for a frozen report, and for a text that the
    section's kind does not take.
    """
    report = locked(report)
    check_open(report)
    section = next((one for one in sections_of(report) if one.key == key), None)
    if section is None:
        raise Refused("The report has no such section.")
    if words_at(report).get(key, "") != words_at(report, version).get(key, ""):
        raise Refused("Somebody else saved this section while you were writing.", code="stale")
    save_words(report, {key: checked(section, text)}, how=How.SAVED, by=by, at=at)
    return report


def save_words(
    report: Report, says: Mapping[str, str], *, how: How, by: Person | None, at: datetime, why: str = ""
) -> Version | None:
    """A version with those of these words that differ from what stands; None where none do.

    The report is locked by the caller. Steps of the route that had cleared what changes are asked again.
    """
    stands = words_at(report)
    changed = {key: text for key, text in says.items() if text != stands.get(key, "")}
    if not changed:
        return None
    report.version += 1
    report.saved_at = at
    version = Version.objects.create(
        report=report, number=report.version, edition=report.edition, how=how, why=why, made_at=at, made_by=by
    )
    Words.objects.bulk_create(Words(version=version, key=key, text=text) for key, text in changed.items())
    report.save(update_fields=["version", "saved_at"])
    record(
        "drafting.saved", by=by, at=at, on=records_of(report), why=why,
        before={key: stands.get(key, "") for key in changed},
        after={**changed, "version": report.version, "how": str(how)},
    )  # fmt: skip
    ask_again(report, changed, by=by, at=at)
    return version


@transaction.atomic
def place_report(
    report: Report, *, title: str, meeting: Meeting | None, by: Person | None, at: datetime
) -> Report:
    """Say what a report is called, and for which meeting it is.

    Raises Refused for a frozen report, without a title, and for a meeting of another body.
    """
    report = locked(report)
    check_open(report)
    title = " ".join(title.split())
    if not title:
        raise Refused("Say what the report is called.", field="title")
    _check_meeting(report.body, meeting)
    before = {"title": report.title, "meeting": report.meeting.held_on if report.meeting else None}
    after = {"title": title, "meeting": meeting.held_on if meeting else None}
    if before == after:
        return report
    report.title, report.meeting, report.saved_at = title, meeting, at
    report.save(update_fields=["title", "meeting", "saved_at"])
    record("drafting.placed", by=by, at=at, on=records_of(report), before=before, after=after)
    return report


def checked(section: Section, text: str) -> str:
    """The text as a section of this kind keeps it: a day as ISO, boxes as a list. Raises Refused."""
    text = tidy(text)
    if section.kind in (Kind.CHOICE, Kind.BOXES):
        chosen = [line.removeprefix("- ") for line in text.splitlines()]
        if wrong := [one for one in chosen if one not in section.options]:
            raise Refused(f"“{wrong[0]}” is not among what can be chosen.", field="text")
        if section.kind == Kind.CHOICE and len(chosen) > 1:
            raise Refused("Choose one.", field="text")
        return "\n".join(f"- {one}" for one in chosen) if section.kind == Kind.BOXES else text
    if section.kind == Kind.DATE and text:
        day = _day(text)
        if day is None:
            raise Refused(f"“{text}” is not a day. Write it as 7 May 2018.", field="text")
        return day.isoformat()
    return text


def _day(text: str) -> date | None:
    """A day as a form sends it, or as a person writes it in Word."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    day, _, rest = text.partition(" ")
    month, _, year = rest.partition(" ")
    try:
        return date(int(year), month_number(month), int(day))
    except ValueError:
        return None


def _check_meeting(body: Body, meeting: Meeting | None) -> None:
    if meeting is not None and meeting.body_id != body.pk:
        raise Refused(f"That is no meeting of the {body}.", field="meeting")
    if meeting is not None and meeting.is_cancelled:
        raise Refused("That meeting is cancelled.", field="meeting")
