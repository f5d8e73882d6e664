"""What is written in the year after a paper was frozen, one kind of write after another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from goldenthread.apps.bodies.actions import add_body, revise_body
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.inspections.actions import (
    add_element,
    add_recommendation,
    make_accountable,
    revise_recommendation,
)
from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.inspections.correcting import revise_inspection
from goldenthread.apps.loads.models import Load, Source
from goldenthread.apps.measures import actions as measures
from goldenthread.apps.measures.models import Line, StatedRating, Value
from goldenthread.apps.measures.recorded import period_columns, target_in
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Grant, Holding, Role
from goldenthread.apps.plans.actions import (
    link_to_recommendation,
    make_plan,
    unlink_from_recommendation,
)
from goldenthread.apps.plans.completing import Shown, ask_completion, decide_completion
from goldenthread.apps.plans.models import Action, RatingLevel, Update
from goldenthread.apps.plans.revising import ActionFields, revise_action
from goldenthread.apps.plans.settling import PlanSettings, change_settings
from goldenthread.apps.plans.updating import post_update
from goldenthread.apps.reports.actions import save_draft
from goldenthread.apps.reports.tests.conftest import a_measure, an_action
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.rating import ToleranceKind

YEAR = timedelta(days=365)


class Later:
    """A year after the paper: somebody writes."""

    def __init__(self, paper, request) -> None:
        self.ask = request.getfixturevalue
        self.paper = paper
        self.at: datetime = paper.frozen_at + YEAR
        self.day: date = paper.as_at + YEAR
        self.plan, self.post, self.head = self.ask("plan"), self.ask("post"), self.ask("head")
        self.officer, self.board = self.ask("officer"), self.ask("board")
        self.recommendation, self.scorecard = self.ask("recommendation"), self.ask("scorecard")
        self.red, self.period = self.ask("red"), self.ask("period")
        self.actions = dict(self.plan.actions.values_list("reference", "pk"))
        self.by = {"by": self.officer, "at": self.at}

    def action(self, reference: str = "A-1") -> Action:
        return Action.objects.get(pk=self.actions[reference])

    def revise(self, on: date | None = None, **says) -> None:
        action = self.action()
        revise_action(action, replace(ActionFields.of(action), **says), version=action.version,
                      effective_on=on or self.day, reason="Put right", **self.by)  # fmt: skip

    def settle(self, **settings) -> None:
        self.plan.refresh_from_db()
        said = replace(PlanSettings.of(self.plan), **settings)
        change_settings(self.plan, said, version=self.plan.version, **self.by)

    def a_load(self, name: str, declared: date) -> Load:
        source, _ = Source.objects.get_or_create(kind="plan", name=name)
        file = StoredFile.objects.create(
            sha256="0" * 64, size=1, name=f"{name}.csv", media_type="text/csv", uploaded_at=self.at
        )
        return Load.objects.create(
            source=source, source_name=name, file=file, state="accepted", reading={}, preview={},
            read_at=self.at, decided_at=self.at, published_on=declared,
        )  # fmt: skip


def an_update_dated_back(later: Later) -> None:
    action = later.action()
    post_update(action, level=RatingLevel.objects.get(key=later.plan.rating_key, state="in_progress"),
                narrative="Said later of before.", version=action.version, effective_on=date(2018, 6, 1),
                **later.by)  # fmt: skip


def an_update_declared_before(later: Later) -> None:
    action = later.action()
    load = later.a_load("Written statement of action", date(2018, 6, 1))
    Update.objects.create(
        action=action, effective_on=date(2018, 6, 1), recorded_at=later.at, recorded_by=later.officer,
        narrative="From a paper of June.", published_on=load.published_on, load=load,
    )  # fmt: skip


def a_moved_date(later: Later) -> None:
    action = later.action()
    post_update(action, level=None, narrative="Moved.", version=action.version, effective_on=later.day,
                due_after=date(2020, 1, 1), move_reason="Late", **later.by)  # fmt: skip


def an_action_renamed_and_dated_back(later: Later) -> None:
    later.revise(on=date(2018, 2, 1), title="Another title", reference="Z-9", due=date(2018, 9, 30), leads=(),
                 lead_text="Nobody", success_indicators=("Another indicator",))  # fmt: skip


def an_action_that_leaves_the_plan(later: Later) -> None:
    later.revise(on=date(2018, 6, 1), gone_on=date(2018, 6, 1))


def an_action_added_and_dated_back(later: Later) -> None:
    made = an_action(later.plan, later.at, reference="A-0", due=date(2018, 1, 31))
    link_to_recommendation(made, later.recommendation, **later.by)


def a_place_in_the_plan(later: Later) -> None:
    for position, action in enumerate(later.plan.actions.order_by("-position")):
        Action.objects.filter(pk=action.pk).update(position=position)


def a_completion_accepted(later: Later) -> None:
    completion = later.action("A-3").completions.get()
    decide_completion(completion, accept=True, reason="Seen.", today=later.day, by=later.head, at=later.at)


def a_completion_returned(later: Later) -> None:
    completion = later.action("A-3").completions.get()
    decide_completion(completion, accept=False, reason="No.", today=later.day, by=later.head, at=later.at)


def a_completion_asked_for(later: Later) -> None:
    action = later.action()
    ask_completion(action, completed_on=date(2018, 6, 1), statement="Done.", version=action.version,
                   today=later.day, shown={0: Shown("A file")}, **later.by)  # fmt: skip


def a_link_taken_away(later: Later) -> None:
    unlink_from_recommendation(later.action().services.get(), reason="Serves another", **later.by)


def a_link_taken_away_and_made_again(later: Later) -> None:
    a_link_taken_away(later)
    link_to_recommendation(later.action(), later.recommendation, **later.by)


def a_link_added(later: Later) -> None:
    link_to_recommendation(later.action("A-3"), later.recommendation, **later.by)


def measures_unlinked(later: Later) -> None:
    measures.unlink(later.red.indicators.get(), reason="Shows another", **later.by)
    measures.unlink(later.red.recommendations.get(), reason="Shows another", **later.by)


def measures_linked(later: Later) -> None:
    action = later.action("A-3")
    measures.link_to_indicator(later.red, action.success_indicators.get(), **later.by)
    other = add_recommendation(later.recommendation.inspection, reference="13", title="Other", **later.by)
    measures.link_to_recommendation(later.red, other, **later.by)


def a_plan_settled_anew(later: Later) -> None:
    scrutiny = add_body("Scrutiny", kind="Committee", **later.by)
    later.settle(name="Improvement plan", due_soon_days=90, stale_after_days=400, accountable_body=scrutiny)


def a_plan_made_for_the_board(later: Later) -> None:
    plan = make_plan("A later plan", accountable_body=later.board, **later.by)
    an_action(plan, later.at, due=date(2018, 2, 1))


def a_body_renamed(later: Later) -> None:
    later.board.refresh_from_db()
    revise_body(later.board, name="Wellbeing Board", kind="Board", purpose="", in_public=True,
                version=later.board.version, **later.by)  # fmt: skip


def a_post_renamed(later: Later) -> None:
    people.rename_post(later.post, "Assistant Director: Assessment", **later.by)


def a_council_renamed(later: Later) -> None:
    people.name_council("Another council", notice="", contact="nobody@example.org",
                        clock_offset=None, **later.by)  # fmt: skip


def a_lead_who_left(later: Later) -> None:
    Holding.objects.filter(person=later.head).update(ends=date(2018, 2, 1), ended_at=later.at)


def a_post_taken_and_dated_back(later: Later) -> None:
    people.take_post(later.officer, later.post, starts=date(2018, 1, 1), **later.by)


def a_role_ended_and_another_given(later: Later) -> None:
    granted = Grant.objects.get(person=later.officer)
    people.end_grant(granted, ends=date(2018, 2, 1), by=later.head, at=later.at)
    people.grant(later.officer, Role.AUDITOR, starts=date(2018, 1, 1), **later.by)


def a_figure_corrected(later: Later) -> None:
    entry = Entry(later.red, later.period, parse_figure("88%", unit="%"))
    measures.record_observation(entry, **later.by)


def a_figure_declared_before(later: Later) -> None:
    entry = Entry(later.red, later.period, parse_figure("88%", unit="%"))
    measures.record_observation(entry, published_on=date(2018, 7, 1), **later.by)


def a_target_dated_back(later: Later) -> None:
    target = target_in("20%", later.red)
    measures.set_target(later.red, target, effective_on=date(2018, 1, 1), published_on=date(2018, 1, 1),
                        **later.by)  # fmt: skip


def an_override_withdrawn(later: Later) -> None:
    later.red.overrides.create(
        rag="", computed="red", computed_code="RAG-3", reason="More numbers", effective_on=later.paper.as_at,
        recorded_at=later.at, recorded_by=later.head, **period_columns(later.period),
    )  # fmt: skip


def a_measure_revised(later: Later) -> None:
    later.red.refresh_from_db()
    measures.revise_measure(later.red, title="Another title", reference="9.9", polarity="low", unit="",
                            lead=later.post, definition="As of now", dead_band=Decimal(9),
                            **later.by)  # fmt: skip
    measures.set_tolerance(later.red, kind=ToleranceKind.PERCENT, amount=Decimal(90), **later.by)


def a_line_that_moves(later: Later) -> None:
    line = Line.objects.get(measure=later.red, gone_on=None)
    Line.objects.filter(pk=line.pk).update(gone_on=date(2018, 7, 1), ended_at=later.at)
    measures.place_on_scorecard(later.scorecard, later.red, section="Elsewhere", reference="9.1", **later.by)


def a_line_that_goes(later: Later) -> None:
    Line.objects.filter(measure=later.red).update(gone_on=date(2018, 7, 1), ended_at=later.at)


def a_line_added(later: Later) -> None:
    a_measure(later.scorecard, later.at, reference="2.3", figures={"2017-18 Q4": "1%"})


def what_the_paper_printed(later: Later) -> None:
    StatedRating.objects.create(
        measure=later.red, scorecard=later.scorecard, rag="green", comment="Better.", recorded_at=later.at,
        published_on=date(2018, 7, 1), **period_columns(later.period),
    )  # fmt: skip


def a_file_loaded_and_declared_before(later: Later) -> None:
    load = later.a_load("Children and families scorecard", date(2018, 7, 1))
    observation = later.red.observations.get(**period_columns(later.period))
    Value.objects.create(observation=observation, version=9, text="90%", value=90, unit="%", load=load,
                         recorded_at=later.at, published_on=load.published_on)  # fmt: skip


def an_assessment_dated_back(later: Later) -> None:
    assess(later.recommendation, status="not_met", assessed_on=date(2018, 6, 1), today=later.day,
           published_on=date(2018, 6, 1), reason="Seen again", **later.by)  # fmt: skip


def an_element_added_and_assessed(later: Later) -> None:
    element = add_element(later.recommendation, reference="b", title="Care", **later.by)
    assess(later.recommendation, element=element, status="not_met", assessed_on=date(2018, 6, 1),
           today=later.day, **later.by)  # fmt: skip


def a_recommendation_revised(later: Later) -> None:
    revise_recommendation(later.recommendation, {"title": "Other words", "theme": "Care"}, **later.by)


def an_inspection_corrected(later: Later) -> None:
    inspection = later.recommendation.inspection
    revise_inspection(inspection, name="An inspection", kind="Review", framework=None,
                      published_on=date(2015, 9, 1), reason="Found", seen=0, **later.by)  # fmt: skip


def a_recommendation_added(later: Later) -> None:
    other = add_recommendation(later.recommendation.inspection, reference="11", title="Other", **later.by)
    make_accountable(other, later.board, starts=date(2015, 10, 1), **later.by)


def another_body_that_answers(later: Later) -> None:
    scrutiny = add_body("Overview committee", kind="Committee", **later.by)
    make_accountable(later.recommendation, scrutiny, starts=date(2018, 2, 1), **later.by)


def the_officers_words(later: Later) -> None:
    draft = later.board.drafts.get()
    save_draft(draft, introduction="Other words.", next_steps="", contact="Somebody", version=draft.version,
               by=later.head, at=later.at)  # fmt: skip


WRITES: tuple[Callable[[Later], None], ...] = (
    an_update_dated_back, an_update_declared_before, a_moved_date, an_action_renamed_and_dated_back,
    an_action_that_leaves_the_plan, an_action_added_and_dated_back, a_place_in_the_plan,
    a_completion_accepted, a_completion_returned, a_completion_asked_for, a_link_taken_away,
    a_link_taken_away_and_made_again, a_link_added, measures_unlinked, measures_linked, a_plan_settled_anew,
    a_plan_made_for_the_board, a_body_renamed, a_post_renamed, a_council_renamed, a_lead_who_left,
    a_post_taken_and_dated_back, a_role_ended_and_another_given, a_figure_corrected,
    a_figure_declared_before, a_target_dated_back, an_override_withdrawn, a_measure_revised,
    a_line_that_moves, a_line_that_goes, a_line_added, what_the_paper_printed,
    a_file_loaded_and_declared_before, an_assessment_dated_back, an_element_added_and_assessed,
    an_inspection_corrected, a_recommendation_revised, a_recommendation_added,
    another_body_that_answers, the_officers_words,
)  # fmt: skip
NOT_AFTER_ANOTHER = {a_completion_returned, a_completion_asked_for, a_link_taken_away, a_line_that_goes}
