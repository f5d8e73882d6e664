"""A pack is built by the worker: what is in it, what stands in for what cannot be, and what a kill leaves."""

from __future__ import annotations

import io
from datetime import timedelta

import pikepdf
import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from goldenthread.apps.agendas.attaching import Described, add_appendix, attach_again, attach_file
from goldenthread.apps.agendas.models import Paper, Part
from goldenthread.apps.agendas.tests.make import item_of
from goldenthread.apps.files import store
from goldenthread.apps.packs import actions, building
from goldenthread.apps.packs.models import Build, Conversion, State
from goldenthread.apps.packs.tests.make import a_file, a_paper, put
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.merging import read_out
from goldenthread.documents.pack_office import Office

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def outline(build):
    with pikepdf.open(io.BytesIO(store.get(build.sha256))) as document, document.open_outline() as found:
        return [item.title for item in found.root]


def text(build):
    """All that a reader of the pack is read, with its stamps left out."""
    return " ".join(said.text for said in read_out(store.get(build.sha256)))


@pytest.fixture
def ask(agenda, now, today):
    def one(**wanted):
        return actions.ask_for_pack(agenda.meeting, actions.Wanted(**wanted), by=None, at=now, today=today)

    return one


def test_a_pack_holds_front_sheet_agenda_and_papers_in_the_agenda_s_order(build):
    built = build()
    assert (built.state, built.problem, built.findings) == (State.BUILT, "", [])
    assert [(one["title"], one["first"], one["last"]) for one in built.contents] == [
        ("Improvement report", 3, 3), ("Costs", 5, 5),
    ]  # fmt: skip
    assert outline(built) == [
        "Front sheet", "Agenda", "Item 5: Improvement report", "Item 5, appendix: Costs",
        "Part 2: not for publication",
    ]  # fmt: skip
    assert built.claims_ua


def test_without_blank_pages_papers_follow_one_another(build):
    assert [one["first"] for one in build(duplex=False).contents] == [3, 4]


def test_the_same_agenda_gives_the_same_bytes(build):
    assert build().sha256 == build().sha256


def test_a_paper_that_serves_several_items_is_in_it_once(agenda, build, now):
    other = put(agenda, "Another item", now)
    attach_again(other, Paper.objects.get(title="Improvement report"), by=None, at=now)
    assert [one["title"] for one in build().contents] == ["Improvement report", "Costs"]


def test_the_public_pack_says_of_an_exempt_item_its_title_and_paragraph_alone(build):
    said = build()
    assert "contract.pdf" not in said.document
    assert "Price" not in said.document
    public = text(said)
    assert "A contract" in public
    assert "paragraph 3" in public
    assert "Contract" not in [one["title"] for one in said.contents]


def test_the_restricted_pack_holds_the_exempt_papers_alone(build):
    built = build(part=2)
    assert [one["title"] for one in built.contents] == ["Contract"]
    assert built.name == "Restricted papers"
    assert "Not for publication" in text(built) or "NOT FOR PUBLICATION" in text(built)


def test_a_paper_that_is_public_too_is_not_printed_again_in_the_restricted_pack(agenda, build, now):
    exempt = item_of(agenda, "A contract")
    attach_again(exempt, Paper.objects.get(title="Improvement report"), by=None, at=now)
    built = build(part=2)
    assert [one["title"] for one in built.contents] == ["Contract"]
    assert "In the public pack" in text(built)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("broken.pdf", b"%PDF-1.7 nothing", "is broken"),
        ("w.docx", None, "LibreOffice"),
    ],
)
def test_what_cannot_be_brought_in_has_a_notice_in_its_place_and_the_clerk_is_told(
    agenda, build, now, monkeypatch, name, content, says
):
    monkeypatch.setattr(Office, "found", classmethod(lambda cls: None))
    item = item_of(agenda, "Improvement report")
    file = a_file(now, name, content if content else _word())
    attach_file(item, file, Described("Another paper"), by=None, at=now)
    built = build()
    [told] = built.findings
    assert told["title"] == "Item 5: Another paper"
    assert says in told["words"][0]
    assert "Ask its owner" in told["words"][0]
    [stands_in] = [one for one in built.contents if one["standing_in"]]
    assert (stands_in["title"], stands_in["last"] - stands_in["first"]) == ("Another paper", 0)
    assert "This paper is not in the pack" in text(built)


def _word():
    import docx

    kept = io.BytesIO()
    docx.Document().save(kept)
    return kept.getvalue()


@pytest.mark.skipif(Office.found() is None, reason="LibreOffice is not on this machine")
def test_an_office_file_is_printed_once_and_kept_so(agenda, build, now):
    file = a_file(now, "w.docx", _word())
    attach_file(item_of(agenda, "Improvement report"), file, Described("In Word"), by=None, at=now)
    assert build().sha256 == build().sha256
    assert Conversion.objects.count() == 1


def test_a_scan_without_tags_is_carried_and_the_pack_claims_nothing(agenda, build, now):
    from tests.documents.test_pack_attachments import scanned

    add_appendix(
        Paper.objects.get(title="Improvement report"), a_file(now, "scan.pdf", scanned()),
        Described("A scan"), by=None, at=now,
    )  # fmt: skip
    built = build()
    [told] = built.findings
    assert told["title"] == "Item 5, appendix: A scan"
    assert any("has no tags" in words for words in told["words"])
    assert any("pictures without text" in words for words in told["words"])
    assert built.pages >= 8
    assert not built.claims_ua


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"supplement": True}, "Say why the chair"),
        ({"supplement": True, "reason": "Late"}, "is not published yet"),
    ],
)
def test_a_supplement_needs_a_reason_and_something_to_supplement(ask, wanted, words):
    with pytest.raises(Refused, match=words):
        ask(**wanted)


def test_no_restricted_pack_without_exempt_items(agenda, ask, now):
    from goldenthread.apps.agendas.items import take_off

    take_off(item_of(agenda, "A contract"), reason="", by=None, at=now)
    with pytest.raises(Refused, match="no exempt items"):
        ask(part=2)


def test_a_cancelled_meeting_needs_no_pack(agenda, ask, now, today):
    from goldenthread.apps.meetings.actions import cancel_meeting

    cancel_meeting(agenda.meeting, cancelled_on=today, reason="No papers", by=None, at=now)
    with pytest.raises(Refused, match="cancelled"):
        ask()


def test_a_pack_is_not_built_twice_at_once(ask):
    ask()
    with pytest.raises(Refused, match="is being built already"):
        ask()
    assert ask(part=2).part == Part.EXEMPT


def test_asking_queues_a_job_in_the_same_transaction(ask):
    build = ask()
    [job] = ProcrastinateJob.objects.filter(task_name=building.BUILD)
    assert job.args == {"build": build.pk}


def test_a_build_is_done_once(ask, now):
    build = ask()
    assert building.build_pack(build.pk, now=lambda: now).state == State.BUILT
    assert building.build_pack(build.pk, now=lambda: now) is None


def test_a_build_that_a_killed_worker_left_is_queued_again(ask, now):
    build = ask()
    building.claim(build.pk, at=now)
    assert building.settle_interrupted(at=now + MINUTE) == 0
    assert building.settle_interrupted(at=now + 6 * MINUTE) == 1
    build.refresh_from_db()
    assert build.state == State.WAITING
    assert ProcrastinateJob.objects.filter(task_name=building.BUILD).count() == 2
    assert building.build_pack(build.pk, now=lambda: now).state == State.BUILT


def _job(build, *, alive):
    """The build's job is being done, by a worker that lives or by one that was found gone."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        [worker] = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = "
            "(SELECT max(id) FROM procrastinate_jobs WHERE (args->>'build')::int = %s)",
            [worker if alive else None, build.pk],
        )


def test_a_build_whose_worker_was_found_gone_is_queued_again_at_once_and_only_once(ask, now):
    build = ask()
    building.claim(build.pk, at=now)
    _job(build, alive=True)
    assert building.settle_interrupted(at=now + MINUTE) == 0
    _job(build, alive=False)
    assert building.settle_interrupted(at=now + MINUTE) == 1
    building.claim(build.pk, at=now + MINUTE)
    _job(build, alive=True)
    assert building.settle_interrupted(at=now + 2 * MINUTE) == 0


def test_a_build_that_stops_the_worker_each_time_is_given_up_with_where_it_stopped(ask, now):
    build = ask()
    for attempt in range(building.MOST_ATTEMPTS):
        later = now + 10 * attempt * MINUTE
        building.claim(build.pk, at=later)
        building.settle_interrupted(at=later + 6 * MINUTE)
    build.refresh_from_db()
    assert build.state == State.FAILED
    assert "stopped 3 times" in build.problem


def test_a_worker_that_was_thought_dead_writes_nothing_over_another_s_work(ask, now, monkeypatch):
    build = ask()
    real = building.assemble

    def killed_meanwhile(plan, tell):
        made = real(plan, tell)
        Build.objects.filter(pk=build.pk).update(state=State.WAITING)
        return made

    monkeypatch.setattr(building, "assemble", killed_meanwhile)
    building.build_pack(build.pk, now=lambda: now)
    build.refresh_from_db()
    assert (build.state, build.sha256) == (State.WAITING, "")


def test_a_build_whose_job_was_lost_is_woken(ask, now):
    build = ask()
    assert building.wake_for_lost(since=now) == 0
    Build.objects.filter(pk=build.pk).update(touched_at=now - MINUTE)
    assert building.wake_for_lost(since=now) == 0  # its job waits
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    assert building.wake_for_lost(since=now) == 1
    assert ProcrastinateJob.objects.filter(args__build=build.pk).count() == 1


def test_what_breaks_is_said_and_leaves_no_half_pack(ask, now, monkeypatch):
    def broken(plan, tell):
        raise RuntimeError("no disk")

    monkeypatch.setattr(building, "assemble", broken)
    build = building.build_pack(ask().pk, now=lambda: now)
    assert build.state == State.FAILED
    assert "Something broke" in build.problem


def test_what_stands_in_is_the_same_on_another_day(agenda, now, today, monkeypatch):
    from goldenthread.apps.packs.tests import make

    file = a_file(now, "broken.pdf", b"%PDF-1.7 nothing")
    attach_file(item_of(agenda, "Improvement report"), file, Described("Broken"), by=None, at=now)
    days = (today, today + timedelta(days=1))
    first, second = (make.build(agenda, now, day) for day in days)
    assert [one["content"] for one in first.contents] == [one["content"] for one in second.contents]


def test_a_pack_of_the_same_paper_under_two_councils_differs():
    assert a_paper(council="One") != a_paper(council="Another")
