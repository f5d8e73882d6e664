"""Themes that come back, learning that actions do, the same stream over the quarters, audits as evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.apps.audits.as_evidence import AUDIT
from goldenthread.apps.audits.auditing import Counted, Scale, begin_audit, enter_count, says_of
from goldenthread.apps.audits.learning import find_theme, learn, take_back_learning, take_back_theme
from goldenthread.apps.audits.models import Learning, Theme, ThemeFound
from goldenthread.apps.audits.panels import audits_of_action, audits_of_recommendation
from goldenthread.apps.audits.trends import theme_lines, trends_of
from goldenthread.apps.evidence.kinds import NothingSaid, kind_called
from goldenthread.apps.inspections.actions import add_recommendation, record_inspection
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.plans.actions import link_to_recommendation, make_plan
from goldenthread.apps.plans.revising import ActionFields, add_action
from goldenthread.apps.trail.moments import day_ends
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.periods import parse_period


@pytest.fixture
def action(council, told, today):
    plan = make_plan("Improvement plan", **told)
    return add_action(plan, ActionFields(title="Train managers", reference="5.1"), effective_on=today, **told)


def test_a_theme_repeats_when_audits_of_two_periods_find_it(audit, counted, told):
    find_theme(audit, "Voice of the child", sort="improve", **told)
    [line] = theme_lines()
    assert not line.repeats
    found = find_theme(counted, "voice of the  child", sort="improve", **told)
    assert Theme.objects.count() == 1
    assert theme_lines()[0].repeats
    with pytest.raises(Refused, match="says so already"):
        find_theme(counted, "Voice of the child", sort="improve", **told)
    take_back_theme(found, **told)
    assert not theme_lines()[0].repeats
    assert ThemeFound.ever.count() == 2
    with pytest.raises(Refused) as stale:
        take_back_theme(found, **told)
    assert stale.value.code == "stale"


def test_learning_is_tied_to_a_plans_action_and_shows_on_it_and_on_what_it_serves(
    audit, action, told, today, add
):
    inspection = record_inspection("Inspection of 2015", **told)
    recommendation = add_recommendation(inspection, reference="8", title="Assessments are good", **told)
    link_to_recommendation(action, recommendation, **told)
    add("A-1")
    assert audits_of_recommendation(recommendation, today, None) is None
    learned = learn(audit, "Ask younger children", action=action, **told)
    panel = audits_of_recommendation(recommendation, today, None)
    assert panel.context["rows"][0][0].headline.percent_words == "100%"
    assert audits_of_action(action, today, None).context["learned"] == [learned]
    assert AUDIT.near(recommendation) == {audit.uuid}
    with pytest.raises(Refused, match="says so already"):
        learn(audit, "ask younger  children", action=action, **told)
    take_back_learning(learned, **told)
    assert not Learning.objects.exists()
    assert audits_of_action(action, today, None) is None


def test_a_stream_over_the_quarters_keeps_series_and_scales_apart(counted, audit, add, told, today):
    enter_count(counted, Counted("Plan", good=9, cases=20), **told)
    later = begin_audit(
        replace(says_of(counted), period=parse_period("2017-18 Q1"), published_on=None),
        Scale(counted.grades, 2), way="counts", today=today, **told,
    )  # fmt: skip
    enter_count(later, Counted("plan", good=30, cases=40), **told)
    add("A-1")
    [trend] = trends_of("Plan")
    assert (trend.series, [point.result.good for point in trend.points]) == ("Audit of 2016-17", [9, 30])
    assert trend.chart.words == "Too few points for limits (2 of 13)"
    twice = begin_audit(
        replace(says_of(later), theme="Second"), Scale(counted.grades, 2), way="counts", today=today, **told
    )
    enter_count(twice, Counted("Plan", good=10, cases=20), **told)
    assert trends_of("Plan")[0].points[-1].result.count_words == "40 of 60"


def test_an_audit_is_evidence_with_its_finding_period_and_sample(audit, add, counted, told, officer, today):
    kind = kind_called("audit")
    with pytest.raises(NothingSaid):
        kind.say(audit.uuid, "", today, None)
    add("A-1")
    said = kind.say(audit.uuid, "Plan", today, None)
    assert said.finding == "Plan: 100% good or better (1 of 1, 21% to 100% by chance)."
    assert (said.sample, said.period) == ("1 case: Assessments finished", "2018-19 Q1")
    assert said.effective_on == date(2018, 6, 30)
    before = said.figures
    add("A-2", plan="Inadequate")
    assert kind.say(audit.uuid, "Plan", today, None).figures != before
    enter_count(counted, Counted("Plan", percent=34, text="34%"), **told)
    assert kind.say(counted.uuid, "", today, None).sample == ""
    with pytest.raises(NothingSaid):
        kind.say(counted.uuid, "", today, day_ends(date(2017, 5, 1)))
    officer.standing = standing_of(officer, today)
    offered = {(one.uuid, one.at) for one in kind.choices(officer, today)}
    assert (audit.uuid, "Plan") in offered
    assert (counted.uuid, "") in offered
