"""A plan's file: what it would change, and what is written once it is accepted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.apps.bodies.models import WORKSTREAM, Body
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.loads.importers import importer_for
from goldenthread.apps.loads.models import Load, Source
from goldenthread.apps.plans.models import Action, Plan, Revision, SuccessIndicator, Update
from goldenthread.apps.plans.revising import ActionFields, revise_action
from goldenthread.apps.plans.states import state_on
from goldenthread.apps.plans.updating import post_update
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused
from goldenthread.intake.reading import read_tables
from goldenthread.rulebook.progress import State

NAME = "Written statement of action"
PUBLISHED = date(2018, 7, 9)
HEADER = "Ref,Outcome,Action,Due date,Workstream,Lead,Progress"
ROWS = (
    "A-1,Timely plans,Deliver the 20-week plan,March 2019,Assessment,Head of Service,In progress",
    "A-2,Timely plans,Review the team,September 2018,Commissioning,Head of Service,Completed – Jan 18",
    "A-3,Better transition,Agree a protocol with colleges,TBA,Assessment,,Pending",
)


@pytest.fixture
def workstream(db):
    return Body.objects.create(name="Assessment", kind=WORKSTREAM)


@pytest.fixture
def importer():
    return importer_for("plan")


@pytest.fixture
def read(importer):
    """Rows of CSV as the JSON of their reading."""

    def make(*rows, header=HEADER):
        content = "\n".join([header, *rows]).encode()
        return importer.read(read_tables(content, "plan.csv"), {}).as_json()

    return make


@pytest.fixture
def load(importer, council, officer, now):
    """Take a reading in, as an officer who accepts it."""

    def make(reading, decisions=None, on=PUBLISHED):
        source, _ = Source.objects.get_or_create(kind="plan", name=NAME)
        file = StoredFile.objects.create(sha256="0" * 64, size=1, name="plan.csv", uploaded_at=now)
        came = Load.objects.create(
            source=source, file=file, reading=reading, preview={}, read_at=now, published_on=on
        )
        return importer.accept(came, decisions=decisions or {}, by=officer, at=now, effective_on=on)

    return make


def called(reference):
    return Action.objects.get(reference=reference)


def everything():
    """All that a load writes, counted."""
    models = (Plan, Action, Revision, Update, SuccessIndicator)
    return [model.objects.count() for model in models]


def test_the_first_file_is_all_new(importer, read, db):
    preview = importer.preview(read(*ROWS), NAME)
    assert [item["label"] for item in preview["new"]] == [
        "A-1 Deliver the 20-week plan",
        "A-2 Review the team",
        "A-3 Agree a protocol with colleges",
    ]
    assert (preview["changed"], preview["gone"], preview["unsure"], preview["unchanged"]) == ([], [], [], 0)
    assert not Plan.objects.exists()


def test_an_accepted_file_is_the_plan(read, load, workstream, today):
    written = load(read(*ROWS))
    assert written["words"] == "3 actions, 3 new, 0 changed, 0 gone"
    assert written["url"] == Plan.objects.get().get_absolute_url()
    first = called("A-1")
    assert (first.due, first.due_text, first.workstream) == (date(2019, 3, 31), "March 2019", workstream)
    assert [post.title for post in first.leads.all()] == ["Head of Service"]
    assert first.leads.get().organisation.name == "The demonstration council"
    assert first.outcome.text == "Timely plans"


def test_a_workstream_that_is_no_body_stays_as_text(read, load, workstream):
    load(read(*ROWS))
    assert (called("A-2").workstream, called("A-2").workstream_text) == (None, "Commissioning")


def test_the_status_cell_is_an_update_of_the_day_that_was_declared(read, load, today):
    load(read(*ROWS))
    update = called("A-1").updates.get()
    assert (update.stated_text, update.level.state) == ("In progress", "in_progress")
    assert (update.effective_on, update.published_on) == (PUBLISHED, PUBLISHED)
    assert update.load.source.name == NAME


def test_a_status_that_the_key_has_no_level_for_is_kept_as_printed(read, load, today):
    load(read(*ROWS))
    state = state_on(called("A-3"), today=today)
    assert (state.stated.level, state.stated.text, state.state) == (None, "Pending", State.PENDING)


def test_a_completed_status_gives_the_day_of_completion(read, load):
    load(read(*ROWS))
    assert called("A-2").completed_on == date(2018, 1, 31)


def test_a_date_that_names_no_day_is_kept_as_printed(read, load):
    load(read(*ROWS))
    assert (called("A-3").due, called("A-3").due_text) == (None, "TBA")


def test_a_date_that_cannot_be_read_is_a_problem_and_the_row_is_not_lost(read, load):
    reading = read("A-1,Timely plans,Deliver the plan,Smarch 2019,,Head of Service,In progress")
    assert [problem["text"] for problem in reading["problems"] if problem["level"] == "problem"] == [
        "Smarch 2019"
    ]
    load(reading)
    assert (called("A-1").due, called("A-1").due_text) == (None, "Smarch 2019")


def test_the_same_file_twice_changes_nothing(importer, read, load):
    load(read(*ROWS))
    before = everything()
    preview = importer.preview(read(*ROWS), NAME)
    assert (preview["new"], preview["changed"], preview["gone"], preview["unsure"]) == ([], [], [], [])
    assert preview["unchanged"] == 3
    assert load(read(*ROWS))["words"] == "3 actions, 0 new, 0 changed, 0 gone"
    assert everything() == before


def test_a_file_with_repeated_references_and_titles_twice_changes_nothing(importer, read, load):
    rows = [*ROWS, ROWS[0], ROWS[0].replace("March 2019", "May 2019"), *[",,Meet monthly,Ongoing,,,"] * 2]
    load(read(*rows))
    preview = importer.preview(read(*rows), NAME)
    assert (preview["new"], preview["changed"], preview["gone"], preview["unsure"]) == ([], [], [], [])
    assert preview["unchanged"] == 7


def test_a_load_leaves_one_event_about_all_that_it_touched(read, load):
    load(read(*ROWS))
    event = Event.objects.get(verb="plans.plan_loaded")
    assert event.subjects.filter(kind="action").count() == 3


def test_a_change_is_shown_field_by_field(importer, read, load):
    load(read(*ROWS))
    later = ROWS[0].replace("March 2019", "May 2019").replace("In progress", "Not on track")
    preview = importer.preview(read(later, *ROWS[1:]), NAME)
    assert [item["place"] for item in preview["changed"]] == ["Sheet plan, row 2"]
    assert preview["changed"][0]["changes"] == [
        {"field": "Due", "before": "March 2019", "after": "May 2019"},
        {"field": "Progress", "before": "In progress", "after": "Not on track"},
    ]


def test_an_accepted_change_keeps_what_was_before(read, load, today):
    load(read(*ROWS), on=date(2018, 6, 1))
    later = ROWS[0].replace("March 2019", "May 2019").replace("In progress", "Not on track")
    assert load(read(later, *ROWS[1:]))["words"] == "3 actions, 0 new, 1 changed, 0 gone"
    action = called("A-1")
    then = state_on(action, today=today, as_at=date(2018, 6, 30))
    assert (action.due, then.due) == (date(2019, 5, 31), date(2019, 3, 31))
    assert (state_on(action, today=today).state, then.state) == (State.AT_RISK, State.IN_PROGRESS)
    assert action.updates.get(due_before__isnull=False).due_after == date(2019, 5, 31)


def test_a_row_that_is_missing_is_gone_and_keeps_its_history(importer, read, load):
    load(read(*ROWS), on=date(2018, 6, 1))
    assert [item["label"] for item in importer.preview(read(*ROWS[:2]), NAME)["gone"]] == [
        "A-3 Agree a protocol with colleges"
    ]
    load(read(*ROWS[:2]))
    assert (called("A-3").gone_on, called("A-3").updates.count()) == (PUBLISHED, 1)
    assert importer.preview(read(*ROWS[:2]), NAME)["gone"] == []


def test_a_row_that_comes_back_is_listed_again(importer, read, load):
    load(read(*ROWS), on=date(2018, 6, 1))
    load(read(*ROWS[:2]), on=date(2018, 6, 20))
    [item] = importer.preview(read(*ROWS), NAME)["changed"]
    assert item["changes"] == [{"field": "Listed", "before": "No longer listed", "after": "Listed again"}]
    load(read(*ROWS))
    assert called("A-3").gone_on is None


def test_a_changed_reference_is_matched_by_content_and_confirmed(importer, read, load):
    load(read(*ROWS), on=date(2018, 6, 1))
    action = called("A-3")
    renumbered = ROWS[2].replace("A-3", "A-9").replace("Agree a protocol", "Agree the protocol")
    reading = read(*ROWS[:2], renumbered)
    [item] = importer.preview(reading, NAME)["unsure"]
    assert [one["uuid"] for one in item["candidates"]] == [str(action.uuid)]
    with pytest.raises(Refused, match="A-9 Agree the protocol"):
        load(reading)
    load(reading, {item["key"]: {"as": str(action.uuid)}})
    action.refresh_from_db()
    assert (action.reference, action.updates.count(), Action.objects.count()) == ("A-9", 1, 3)


def test_an_unsure_row_may_be_new_after_all(importer, read, load):
    load(read(*ROWS), on=date(2018, 6, 1))
    reading = read(*ROWS[:2], ROWS[2].replace("A-3", "A-9").replace("Agree a", "Agree the"))
    [item] = importer.preview(reading, NAME)["unsure"]
    load(reading, {item["key"]: {"as": "new"}})
    assert (called("A-9").updates.count(), called("A-3").gone_on) == (1, PUBLISHED)


def test_an_unsure_row_that_is_left_out_leaves_its_candidates_alone(importer, read, load):
    load(read(*ROWS), on=date(2018, 6, 1))
    reading = read(*ROWS[:2], ROWS[2].replace("A-3", "A-9").replace("Agree a", "Agree the"))
    [item] = importer.preview(reading, NAME)["unsure"]
    load(reading, {item["key"]: {"as": "skip"}})
    assert called("A-3").gone_on is None
    assert Action.objects.count() == 3


def test_a_reference_that_now_stands_before_another_text_is_asked_about(importer, read, load):
    load(read(*ROWS))
    other = "A-3,Better transition,Publish the local offer on the new site,TBA,,,Pending"
    preview = importer.preview(read(*ROWS[:2], other), NAME)
    assert [item["label"] for item in preview["unsure"]] == ["A-3 Publish the local offer on the new site"]


def test_a_reworded_row_whose_reference_repeats_is_asked_about(importer, read, load):
    twice = ROWS[0].replace("Deliver the 20-week plan", "Publish the local offer on the new site")
    load(read(*ROWS, twice))
    reworded = ROWS[0].replace("Deliver the 20-week plan", "Put what we offer where parents look for it")
    preview = importer.preview(read(*ROWS, reworded), NAME)
    [item] = preview["unsure"]
    assert [one["label"] for one in item["candidates"]] == ["A-1 Publish the local offer on the new site"]
    assert (preview["unchanged"], preview["new"], preview["gone"]) == (3, [], [])


def test_a_new_row_may_repeat_a_reference_that_is_surely_another_rows(importer, read, load):
    load(read(*ROWS))
    twice = ROWS[0].replace("Deliver the 20-week plan", "Publish the local offer on the new site")
    preview = importer.preview(read(*ROWS, twice), NAME)
    assert [item["label"] for item in preview["new"]] == ["A-1 Publish the local offer on the new site"]


def test_two_rows_cannot_be_one_action(importer, read, load):
    load(read(ROWS[2]))
    rows = [ROWS[2].replace("A-3", ref).replace("Agree a", "Agree the") for ref in ("A-8", "A-9")]
    reading = read(*rows)
    uuid = str(called("A-3").uuid)
    decisions = {item["key"]: {"as": uuid} for item in importer.preview(reading, NAME)["unsure"]}
    assert len(decisions) == 2
    with pytest.raises(Refused, match="said to be the same action"):
        load(reading, decisions)


def test_a_date_moved_here_is_not_undone_by_a_file_that_prints_the_old_one(
    importer, read, load, officer, today, now
):
    load(read(*ROWS))
    action = called("A-1")
    post_update(
        action, level=None, narrative="Later.", version=action.version, effective_on=today, by=officer,
        at=now, due_after=date(2019, 6, 30), move_reason="Vacancies",
    )  # fmt: skip
    assert importer.preview(read(*ROWS), NAME)["unchanged"] == 3
    load(read(ROWS[0].replace("Deliver the", "Deliver a"), *ROWS[1:]))
    action.refresh_from_db()
    assert (action.title, action.due) == ("Deliver a 20-week plan", date(2019, 6, 30))


def test_the_plans_order_is_that_of_the_newest_file(read, load):
    load(read(*ROWS))
    load(read(*reversed(ROWS)))
    assert list(Action.objects.order_by("position").values_list("reference", flat=True)) == [
        "A-3",
        "A-2",
        "A-1",
    ]


def test_a_lead_whose_post_is_known_elsewhere_is_that_post(read, load, health):
    post = health.posts.create(title="Head of Service")
    load(read(*ROWS))
    assert called("A-1").leads.get() == post


def test_a_row_without_text_is_kept_and_says_so(read, load):
    reading = read(*ROWS)
    reading["actions"][0]["title"] = ""
    load(reading)
    assert called("A-1").title == "The file has no text for this action"


def test_a_title_and_a_lead_put_right_here_are_not_undone_by_a_file_that_prints_the_old_ones(
    importer, read, load, health_post, officer, today, now
):
    load(read(*ROWS))
    action = called("A-1")
    says = replace(ActionFields.of(action), title="Deliver the plan in 20 weeks", leads=(health_post,))
    revise_action(action, says, version=action.version, effective_on=today, by=officer, at=now)
    assert importer.preview(read(*ROWS), NAME)["unchanged"] == 3
    load(read(ROWS[0].replace("March", "May"), *ROWS[1:]))
    action.refresh_from_db()
    assert (action.title, action.due_text) == ("Deliver the plan in 20 weeks", "May 2019")
    assert list(action.leads.all()) == [health_post]


def test_a_status_left_blank_says_nothing_new(importer, read, load):
    load(read(*ROWS))
    preview = importer.preview(read(ROWS[0].replace("In progress", ""), *ROWS[1:]), NAME)
    assert preview["unchanged"] == 3


def test_a_renamed_lead_changes_the_posts(read, load):
    load(read(*ROWS))
    load(read(ROWS[0].replace("Head of Service", "Director of Children's Services"), *ROWS[1:]))
    assert [post.title for post in called("A-1").leads.all()] == ["Director of Children's Services"]


def test_a_plan_of_200_actions_is_written_in_few_statements(read, load, django_assert_max_num_queries):
    reading = read(*(f"B-{number},Outcome,Do thing {number},May 2019,,Lead,Pending" for number in range(200)))
    with django_assert_max_num_queries(60):
        load(reading)
    assert Action.objects.count() == Update.objects.count() == 200
