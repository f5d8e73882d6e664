"""Surveys in the world of the tests: a wave that takes answers, and what was said and done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Action
from goldenthread.apps.surveys.making import Puts, Says, add_question, make_survey
from goldenthread.apps.surveys.saying import Tells, write_said
from goldenthread.apps.surveys.waves import Plan, open_wave, plan_wave

Addresses = list[tuple[Callable[[str], bool], dict[str, Any]]]
WITHOUT = {"surveys", "add", "all_said", "write_said", "staff", "staff_count", "exit_interview"}
OF_SAID = {"said", "change_said", "ask_approval", "approve_said", "send_back", "take_down"}


def surveys_addresses(action: Action, by: Person, now: datetime, today: date) -> Addresses:
    """A survey with a question, open for a month, with the addresses of its parts."""
    told = {"by": by, "at": now}
    survey = make_survey(Says("How we help you", "children"), **told)
    question = add_question(survey, Puts("yes_no", "Do they listen to you?"), **told)
    wave = plan_wave(survey, Plan("Summer", today, today + timedelta(days=30)), **told)
    wave = open_wave(wave, version=wave.version, **told)
    said = write_said(
        Tells("voice", "Care leavers", "Nobody calls us.", "Workers call.", None, action), **told
    )

    def named(names: set[str]) -> Callable[[str], bool]:
        return lambda url: url.startswith("surveys:") and url.partition(":")[2] in names

    return [
        (named(WITHOUT), {}),
        (named(OF_SAID), {"uuid": said.uuid}),
        (named({"survey"}), {"uuid": survey.uuid, "slug": "survey"}),
        (named({"edit", "add_question", "plan"}), {"uuid": survey.uuid}),
        (named({"edit_question", "take_out"}), {"uuid": question.uuid}),
        (named({"wave"}), {"uuid": wave.uuid, "slug": "wave"}),
        (lambda url: url.startswith("surveys:"), {"uuid": wave.uuid}),
        (lambda url: url == "voice:said", {}),
        (lambda url: url.startswith("voice:"), {"token": wave.token}),
    ]
