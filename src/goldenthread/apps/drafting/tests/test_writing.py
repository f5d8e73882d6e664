"""Writing a report: what it begins with, saving a section, versions and their differences."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.drafting import actions, queries
from goldenthread.apps.drafting.composing import composed
from goldenthread.apps.drafting.differing import between
from goldenthread.apps.drafting.figures import figures_of
from goldenthread.apps.drafting.models import Template, Version, Words
from goldenthread.apps.meetings.actions import add_meeting, cancel_meeting
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


def test_every_template_ships_with_its_sections_and_shipping_again_changes_nothing():
    kinds = set(Template.objects.values_list("key", flat=True))
    assert kinds == {
        "committee_report", "board_cover_sheet", "highlight_report", "progress_report", "risk_report",
        "scorecard_report", "visit_report",
    }  # fmt: skip
    committee = Template.objects.get(key="committee_report").versions.get()
    titles = list(committee.sections.values_list("title", flat=True))
    assert titles[:5] == [
        "Summary", "Recommendations", "Reasons for recommendations", "Other options considered", "Background",
    ]  # fmt: skip
    assert list(committee.sections.filter(under="Implications").values_list("key", flat=True)) == [
        "legal", "finance", "policy", "equality", "human_resources", "risk", "rural", "children",
        "public_health",
    ]  # fmt: skip
    assert [str(step) for step in committee.route.all()] == [
        "Finance", "Legal", "Monitoring officer", "Director",
    ]  # fmt: skip


def test_sections_that_share_a_heading_are_numbered_under_it(begin):
    numbers = queries.numbers(queries.sections_of(begin("committee_report")))
    assert numbers["background"] == "5"
    assert numbers["legal"] == "6.1"
    assert numbers["public_health"] == "6.9"
    assert numbers["wards"] == "7"


def test_a_report_begins_with_what_its_template_says_and_the_records_fill_it(begin, today):
    report = begin()
    figures = figures_of(report, today)
    assert figures.values["actions_overdue"].text == "1"
    assert [row[0] for row in figures.tables["overdue_actions"].rows] == ["1.1 Agree one pathway"]
    document = composed(report, today)
    summary = document.sections[0]
    assert summary.parts[0].lines[0].text == ("Actions: 2. Completed: 0. Overdue: 1. At risk: 0.")
    assert [one.key for one in summary.figures] == [
        "actions_total", "actions_completed", "actions_overdue", "actions_at_risk",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "says", "field"),
    [
        ("progress_report", {"title": "  "}, "title"),
        ("progress_report", {"about": actions.About()}, "plan"),
        ("scorecard_report", {}, "scorecard"),
    ],
)
def test_a_report_is_not_begun_without_what_it_is_of(begin, key, says, field):
    with pytest.raises(Refused) as refusal:
        begin(key, **says)
    assert refusal.value.field == field


def test_a_report_is_for_a_meeting_of_its_body_that_is_held(begin, meeting, now, today):
    other = add_meeting(
        add_body("Scrutiny", kind="Committee", by=None, at=now), held_on=today, by=None, at=now
    )
    with pytest.raises(Refused, match="no meeting of") as refusal:
        begin(meeting=other)
    assert refusal.value.field == "meeting"
    cancel_meeting(meeting, cancelled_on=today, reason="No papers", by=None, at=now)
    meeting.refresh_from_db()
    with pytest.raises(Refused, match="cancelled"):
        begin()


def test_a_save_is_a_version_and_saying_the_same_again_is_none(begin, writer, now):
    report = begin()
    by = {"by": writer, "at": now}
    saved = actions.save_section(report, "impact", " Fewer wait.\r\n\r\n• One\n• Two", version=1, **by)
    assert saved.version == 2
    assert queries.words_at(saved)["impact"] == "Fewer wait.\n- One\n- Two"
    assert queries.words_at(saved, 1)["impact"] == ""
    assert actions.save_section(saved, "impact", "Fewer wait.\n- One\n- Two", version=2, **by).version == 2
    [difference] = between(saved, 1, 2)
    assert difference.title == "7. What difference it has made"
    assert [(one.kind, one.text) for one in difference.changes] == [("in", "Fewer wait.\n- One\n- Two")]
    assert about(report.uuid)[0].after["version"] == 2


def test_a_stale_save_is_refused_for_the_same_section_only(begin, writer, now):
    report = begin()
    actions.save_section(report, "impact", "Theirs", version=1, by=writer, at=now)
    with pytest.raises(Refused, match="Somebody else") as refusal:
        actions.save_section(report, "impact", "Mine", version=1, by=writer, at=now)
    assert refusal.value.code == "stale"
    assert actions.save_section(report, "next_steps", "Mine", version=1, by=writer, at=now).version == 3


def test_a_version_and_its_words_are_never_altered(begin):
    begin()
    for rows in (Version.objects.all(), Words.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Words.objects.update(text="Another")


@pytest.mark.parametrize(
    ("section", "text"),
    [("purpose", "Decoration"), ("purpose", "Information\nDecision"), ("report_date", "Smarch"),
     ("priorities", "- Nonsense")],
)  # fmt: skip
def test_a_section_takes_only_what_its_kind_asks_for(begin, writer, now, section, text):
    report = begin("board_cover_sheet")
    with pytest.raises(Refused) as refusal:
        actions.save_section(report, section, text, version=1, by=writer, at=now)
    assert refusal.value.field == "text"


def test_a_frozen_report_is_not_written_on(begin, writer, now):
    report = begin()
    report.state = "frozen"
    report.save()
    with pytest.raises(Refused, match="frozen"):
        actions.save_section(report, "impact", "Late words", version=1, by=writer, at=now)
    with pytest.raises(Refused, match="frozen"):
        actions.place_report(report, title="Another", meeting=None, by=writer, at=now)


def test_a_report_is_given_another_title_and_meeting(begin, writer, now):
    report = actions.place_report(begin(), title=" Progress ", meeting=None, by=writer, at=now)
    assert (report.title, report.meeting) == ("Progress", None)
    assert about(report.uuid)[0].before["title"] == "Progress of the plan"
    with pytest.raises(Refused) as refusal:
        actions.place_report(report, title=" ", meeting=None, by=writer, at=now)
    assert refusal.value.field == "title"
