"""Analyses with their causes and lessons, and services with what became of their families."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.apps.evidence.kinds import NothingSaid
from goldenthread.apps.learning import analysing, serving
from goldenthread.apps.learning.as_evidence import say_analysis, say_service
from goldenthread.apps.learning.models import Analysis, Family, FamilyService, HelpCheck, Lesson
from goldenthread.apps.learning.queries import analyses, analysis_shown
from goldenthread.apps.learning.results import results_of
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Organisation, Person, Post, Role, Scope
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ASKS = analysing.AnalysisFields(
    "root_cause", "Why do children wait for a first visit?", date(2018, 5, 1), ["A-12", "A-13"], 4
)


@pytest.fixture
def council(db, clock_offset, now) -> Organisation:
    people.name_council("The demonstration council", clock_offset=clock_offset, by=None, at=now)
    return Organisation.objects.create(name="The demonstration council")


@pytest.fixture
def told(now) -> dict:
    return {"by": None, "at": now}


@pytest.fixture
def analysis(council, told, today) -> Analysis:
    return analysing.begin_analysis(ASKS, today=today, **told)


@pytest.fixture
def lesson(analysis, council, told) -> Lesson:
    post = Post.objects.create(title="Principal Social Worker", organisation=council)
    return analysing.recommend(
        analysis, "Hand over in writing", owner=post, check_on=date(2018, 6, 1), **told
    )


@pytest.fixture
def service(council, told) -> FamilyService:
    says = serving.ServiceFields(
        "Families together", "A charity", date(2016, 4, 1), "others", cost=Decimal("540000"),
        council_again=Decimal("22"),
    )  # fmt: skip
    return serving.add_service(says, **told)


@pytest.fixture
def at_browser(council, now, today):
    def sign_in(role: Role) -> Client:
        person: Person = people.add_person(f"{role}@example.org", str(role.label), by=None, at=now)
        people.grant(person, role, starts=today, scope=Scope.COUNCIL, by=None, at=now)
        client = Client()
        client.force_login(person, backend=BACKEND)
        return client

    return sign_in


def test_an_analysis_names_causes_that_repeat_under_one_name(analysis, told, today) -> None:
    found = analysing.find_cause(analysis, "Staff turnover", in_cases=3, **told)
    other = analysing.begin_analysis(
        analysing.AnalysisFields("lessons", "What of the winter?", today), today=today, **told
    )
    assert analysing.find_cause(other, "staff  Turnover", **told).cause == found.cause
    assert [one.analysis for one in analyses(today, found.cause)] == [other, analysis]
    with pytest.raises(Refused, match="already"):
        analysing.find_cause(analysis, "STAFF TURNOVER", **told)
    with pytest.raises(Refused, match="Only 4 cases"):
        analysing.find_cause(analysis, "Too few rooms", in_cases=5, **told)
    assert Event.objects.filter(verb="learning.cause_found").count() == 2


@pytest.mark.parametrize(
    ("references", "words"),
    [(["A-1", "Jo Smith 3"], "Line 2: .*name"), (["9434765919"], "NHS number"), (["A-1", "a 1"], "twice")],
)
def test_a_name_a_national_number_and_a_case_given_twice_are_refused(
    council, told, today, references, words
) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        analysing.begin_analysis(
            analysing.AnalysisFields("root_cause", "Why?", today, references), today=today, **told
        )
    assert "Smith" not in refusal.value.words
    assert not Analysis.objects.exists()


def test_each_check_stays_and_the_latest_counts(lesson, told, today) -> None:
    shown = analysis_shown(lesson.analysis, today)
    assert shown.lessons[0].late
    for verdict, day in (("helped_too_early", date(2018, 5, 20)), ("helped", date(2018, 6, 10))):
        analysing.check_whether_it_helped(
            lesson, verdict, "The audit shows it", checked_on=day, today=today, **told
        )
    shown = analysis_shown(lesson.analysis, today)
    assert (shown.helped, shown.late, HelpCheck.objects.count()) == (1, 0, 2)
    with pytest.raises(Refused, match="how you know"):
        analysing.check_whether_it_helped(lesson, "helped", " ", checked_on=today, today=today, **told)
    analysing.take_back_lesson(lesson, **told)
    with pytest.raises(Refused, match="took this"):
        analysing.take_back_lesson(lesson, **told)
    with pytest.raises(Refused, match="took this"):
        analysing.check_whether_it_helped(lesson, "helped", "Yes", checked_on=today, today=today, **told)


def test_an_analysis_speaks_as_evidence_of_its_day_and_not_before(analysis, told, today) -> None:
    analysing.find_cause(analysis, "Staff turnover", in_cases=3, **told)
    said = say_analysis(analysis.uuid, "", today, None)
    assert said.sample == "4 cases"
    assert said.finding == "Causes: Staff turnover."
    with pytest.raises(NothingSaid):
        say_analysis(analysis.uuid, "", date(2018, 4, 30), None)


def test_totals_are_shown_as_printed_with_an_interval_only_where_their_number_is(
    service, told, today
) -> None:
    says = {"up_to": date(2018, 3, 31), "families": 270, "source": "Committee papers", "children": 610}
    serving.enter_totals(
        service, serving.TotalsFields(**says, again_percent=Decimal("12.7")), today=today, **told
    )
    shown = results_of(service, today)
    assert (shown.again.words, shown.again.interval_words) == ("12.7%", "")
    assert shown.again.of_words == "Of how many is not printed"
    serving.enter_totals(
        service, serving.TotalsFields(**says, again_percent=Decimal("10"), again_of=100), today=today, **told
    )
    assert results_of(service, today).again.interval_words == "5.5% to 17.4%"
    assert "may differ" in say_service(service.uuid, "", today, None).finding
    with pytest.raises(Refused, match="no more than there are"):
        serving.enter_totals(service, serving.TotalsFields(**says, again_of=271), today=today, **told)


def _family(service, number: int, told, today, *, again: bool, before: int = 0) -> Family:
    says = serving.FamilyFields(
        f"F-{number}", 2, date(2016, 5, 1), before, date(2016, 12, 1), "closed",
        date(2017, 5, 1) if again else None,
    )  # fmt: skip
    return serving.add_family(service, says, today=today, **told)


def test_families_give_distance_travelled_and_those_referred_again_and_few_are_not_shown(
    service, told, today
) -> None:
    scale = serving.add_scale(service, "Boundaries", lowest=Decimal(0), highest=Decimal(10), **told)
    for number in range(6):
        family = _family(service, number, told, today, again=number == 0, before=number // 3)
        for day, score in ((date(2016, 5, 1), 4), (date(2016, 11, 1), 6 + number % 2)):
            serving.score_family(
                family, {scale: Decimal(score)}, moment="start", scored_on=day, today=today, **told
            )
        if number == 3:
            shown = results_of(service, today)
            assert shown.again.words == "Fewer than 5 families: not shown"
            assert shown.scales[0].travelled is None
    shown = results_of(service, today)
    assert (shown.again.of_words, shown.again.words) == ("1 of 6", "16.7%")
    assert {share.words for share in shown.split} == {"Not shown: a group here has fewer than 5 families"}
    assert shown.scales[0].travelled.words.startswith("Better: +2.5")
    assert shown.cost_a_family == 90000
    assert results_of(service, date(2017, 1, 1)).not_yet_known == 6


def test_a_score_outside_its_scale_and_a_family_that_is_there_are_refused(service, told, today) -> None:
    scale = serving.add_scale(service, "Boundaries", lowest=Decimal(0), highest=Decimal(10), **told)
    family = _family(service, 1, told, today, again=False)
    with pytest.raises(Refused, match="not between"):
        serving.score_family(
            family, {scale: Decimal(11)}, moment="start", scored_on=today, today=today, **told
        )
    with pytest.raises(Refused, match="of this reference"):
        _family(service, 1, told, today, again=False)
    says = serving.FamilyFields("F-2", 1, date(2016, 5, 1), again_on=date(2016, 6, 1))
    with pytest.raises(Refused, match="after the work ended"):
        serving.add_family(service, says, today=today, **told)


def test_a_form_that_is_stale_says_so_and_keeps_what_was_typed(service, told, at_browser) -> None:
    officer = at_browser(Role.IMPROVEMENT_OFFICER)
    address = reverse("learning:revise_service", args=[service.uuid])
    typed = {
        "version": 1, "name": "Families first", "provider": "A charity", "comparison": "trial",
        "starts_day": "1", "starts_month": "4", "starts_year": "2016",
    }  # fmt: skip
    assert officer.post(address, typed).status_code == 302
    answer = officer.post(address, {**typed, "name": "Families last"})
    assert answer.status_code == 422
    assert "Somebody changed this" in answer.text
    assert "Families last" in answer.text


def test_a_board_member_reads_results_and_no_reference_of_a_case_or_family(
    analysis, service, told, today, at_browser
) -> None:
    family = _family(service, 104, told, today, again=False)
    member, officer = at_browser(Role.BOARD_MEMBER), at_browser(Role.IMPROVEMENT_OFFICER)
    assert "A-12" in officer.get(analysis.get_absolute_url()).text
    page = member.get(analysis.get_absolute_url())
    assert page.status_code == 200
    assert "A-12" not in page.text
    page = member.get(service.get_absolute_url()).text
    assert "They may differ to begin with" in page
    assert "£540,000" in page
    assert member.get(family.get_absolute_url()).status_code == 403
    assert "A-12" not in member.get(f"{reverse('learning:analyses')}?format=csv").text
