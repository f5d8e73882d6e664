"""What is minuted in the world of the tests: a draft with one of everything, agreed minutes, a decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.meetings.actions import add_meeting
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.minutes.attending import attend, declare
from goldenthread.apps.minutes.between import decide
from goldenthread.apps.minutes.correcting import ask_correction
from goldenthread.apps.minutes.following import Asked, raise_action, report
from goldenthread.apps.minutes.keeping import add_minute, agree, begin
from goldenthread.apps.minutes.resolving import Resolved, resolve
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.plans.models import Action

Addresses = list[tuple[Callable[[str], bool], dict[str, Any]]]


def minutes_addresses(
    board: Body, meeting: Meeting, owner: Post, served: tuple[Recommendation, Action], by: Person,
    now: datetime, today: date,
) -> Addresses:  # fmt: skip
    """Minutes of the meeting, and of one before it that are agreed, with the addresses of their parts."""
    told = {"by": by, "at": now}
    minutes = begin(meeting, **told)
    there = attend(minutes, "present", name="Somebody", voting=True, **told)
    declared = declare(there, kind="other", words="A friend", **told)
    minute = add_minute(minutes, title="Assessments", **told)
    resolution = resolve(minute, Resolved("the lead write to the provider"), **told)
    asked = Asked("Write to the provider", owner, today + timedelta(days=9), "", *served)
    action = raise_action(resolution, asked, **told)
    report(action, "The letter is drafted.", effective_on=today, today=today, **told)
    decision = decide(
        board, kind="urgent", words="Agree the bid", authority="Standing order 4", decided_by="Chair",
        decided_on=today, today=today, **told,
    )  # fmt: skip
    earlier = begin(add_meeting(board, held_on=today - timedelta(days=60), **told), **told)
    attend(earlier, "present", name="Somebody", voting=True, **told)
    old = add_minute(earlier, title="Placements", **told)
    agree(earlier, version=earlier.version, today=today, **told)
    old.refresh_from_db()
    correction = ask_correction(old, should_read="six", **told)

    def named(*names: str) -> Callable[[str], bool]:
        return lambda url: url.partition(":")[2] in names and url.startswith("minutes:")

    return [
        (named("all"), {}),
        (named("minutes"), {"uuid": meeting.uuid, "slug": "minutes"}),
        (named("download", "download_part_2"), {"uuid": meeting.uuid, "suffix": "pdf"}),
        (named("remove_attendance"), {"uuid": there.uuid}),
        (named("take_back"), {"uuid": declared.uuid}),
        (named("settle_correction"), {"uuid": correction.uuid}),
        (named("ask_correction"), {"uuid": old.uuid}),
        (
            named("minute", "edit", "autosave", "put_together", "resolve", "action_of_minute"),
            {"uuid": minute.uuid},
        ),
        (named("revise", "strike", "action_of_resolution"), {"uuid": resolution.uuid}),
        (named("log", "resolutions", "decisions", "decide", "number_from"), {"uuid": board.uuid}),
        (named("decision", "endorse", "action_of_decision"), {"uuid": decision.uuid}),
        (
            named("action", "give_day", "change_action", "report", "close", "open_action_again"),
            {"uuid": action.uuid},
        ),
        (lambda url: url.startswith("minutes:"), {"uuid": meeting.uuid}),
    ]  # fmt: skip
