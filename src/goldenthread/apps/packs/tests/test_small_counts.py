"""A public pack whose papers print small counts: held, said where, published only with a reason."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from goldenthread.apps.agendas.attaching import attach_from, take_paper_off
from goldenthread.apps.agendas.models import Agenda, Part
from goldenthread.apps.agendas.tests.make import item_of, make_person
from goldenthread.apps.measures.actions import define_measure, record_observation
from goldenthread.apps.measures.recorded import period_columns
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.packs import actions
from goldenthread.apps.packs.models import Pack
from goldenthread.apps.packs.saying import PackSaid
from goldenthread.apps.packs.small_counts import look
from goldenthread.apps.packs.tests.make import LATE, put
from goldenthread.apps.people.models import Role
from goldenthread.apps.publishing.small_numbers import set_small_number_rule
from goldenthread.apps.reports.agenda_papers import BOARD_REPORTS
from goldenthread.apps.reports.assembling import KIND
from goldenthread.apps.reports.models import Paper
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents import board_report as doc
from goldenthread.documents import canonical
from goldenthread.documents import paper_figures as figures
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period

pytestmark = pytest.mark.django_db
CLERK = Role.DEMOCRATIC_SERVICES_OFFICER
BECAUSE = "The families agreed, and the figures stand in a published review"
Q4 = parse_period("2017-18 Q4")
MISSING, SEEN = "Children missing from home", "% of children seen alone"


def row(ref: str, title: str, text: str, value: str | None, unit: str | None = None, **more):
    return doc.ScorecardMeasure(
        section="Safety", ref=ref, title=title, polarity="", unit=unit,
        rating=figures.Rating(figures.Colour.NOT_RATED, "RAG-1", "No target"),
        travel=figures.Travel(None, None, "DOT-1", "No figure before"),
        quarters=(figures.Figure(text, Decimal(value) if value else None, unit=unit),), **more,
    )  # fmt: skip


@pytest.fixture
def report_of(agenda: Agenda, now, today):
    """A board's report with these rows, frozen, and a paper of the agenda."""

    def make(*rows, item: str = "Improvement report") -> Paper:
        body = agenda.meeting.body
        said = doc.BoardReport(
            reference="R", council="The demonstration council", body=body.name, period="2017-18 Q4",
            as_at=today, scorecard=doc.Scorecard("Card", "2016-17", ("Q4",), "2017-18", rows),
        ).to_json()  # fmt: skip
        paper = Paper.objects.create(
            kind=KIND, body=body, edition=1, schema=doc.VERSION, document=said,
            digest=canonical.digest(said), as_at=today, frozen_at=now, **period_columns(Q4),
        )  # fmt: skip
        record("reports.frozen", by=None, at=now, on=[paper], after={"digest": paper.digest})
        attach_from(item_of(agenda, item), BOARD_REPORTS.kind, paper.uuid, by=None, at=now)
        return paper

    return make


@pytest.fixture
def seen(now):
    """22% of children seen, which is 4 of 18 on record and nowhere in the paper."""
    measure = define_measure(reference="4.2", title=SEEN, unit="%", by=None, at=now)
    record_observation(Entry(measure, Q4, parse_figure("22% (4/18)", unit="%")), by=None, at=now)
    return measure


@pytest.mark.boundary("PUB-9")
def test_the_form_holds_says_where_and_publishes_with_a_reason_that_is_shown(
    sign_in, report_of, build, seen, agenda
):
    report_of(
        row("4.1", MISSING, "3", "3"), row("4.2", SEEN, "22%", "22", "%"), row("4.3", "Adopters", "4", "4")
    )
    built, client = build(), sign_in(CLERK)
    address = reverse("packs:publish", args=[built.uuid])
    page = client.get(address).content.decode()
    for words in (f"4.1 {MISSING}", "2017-18 Q4", "22%", "SDC-1", "SDC-3", "take the paper off its item"):
        assert words in page
    assert "4.3 Adopters" not in page
    assert f"4.1 {MISSING}" in client.get(built.get_absolute_url()).content.decode()

    for forged in ({}, {"small_counts_because": "  "}):
        held = client.post(address, forged)
        assert held.status_code == 422
        assert not Pack.objects.exists()

    client.post(address, {"small_counts_because": BECAUSE})
    pack = Pack.objects.get()
    assert pack.small_counts_because == BECAUSE
    [paper] = pack.small_counts
    assert paper["found"] == [f"4.1 {MISSING}, 2017-18 Q4: 3", f"4.2 {SEEN}, 2017-18 Q4: 22%"]
    [event] = [one for one in about(agenda.meeting.uuid) if one.verb == "packs.small_counts_published"]
    assert event.why == BECAUSE
    assert BECAUSE in client.get(pack.get_absolute_url()).content.decode()
    assert BECAUSE in sign_in(Role.AUDITOR).get(pack.get_absolute_url()).content.decode()


def test_the_action_itself_refuses_without_a_reason(report_of, build, now, today):
    report_of(row("4.1", MISSING, "4 of 18", None))
    with pytest.raises(Refused, match="prints small counts") as held:
        actions.publish_pack(build(), by=None, at=now, today=today)
    assert (held.value.field, held.value.code) == ("small_counts_because", "PUB-9")
    assert not Pack.objects.exists()


def test_a_paper_that_is_taken_out_holds_no_pack(report_of, agenda, build, now, today):
    report_of(row("4.1", MISSING, "3", "3"))
    assert look(PackSaid.from_json(build().document)).papers
    on = item_of(agenda, "Improvement report").papers_on.get(paper__source=BOARD_REPORTS.kind)
    take_paper_off(on, by=None, at=now)
    assert actions.publish_pack(build(), by=None, at=now, today=today).small_counts == []


def test_a_paper_in_part_2_holds_neither_pack(report_of, build, now, today):
    report_of(row("4.1", MISSING, "3", "3"), item="A contract")
    for part in (Part.PUBLIC, Part.EXEMPT):
        assert actions.publish_pack(build(part=part), by=None, at=now, today=today).small_counts == []


def test_a_pack_without_small_counts_asks_nothing_and_says_what_it_cannot_read(sign_in, report_of, build):
    report_of(row("4.1", MISSING, "31", "31"), row("4.2", SEEN, "22%", "22", "%"))
    client, built = sign_in(CLERK), build()
    address = reverse("packs:publish", args=[built.uuid])
    page = client.get(address).content.decode()
    assert "Small counts in these papers" not in page
    assert "look through them yourself: Improvement report; Costs" in page
    client.post(address, {"small_counts_because": "Not asked"})
    assert Pack.objects.get().small_counts_because == ""


def test_what_somebody_said_of_a_measure_s_small_numbers_holds_for_papers_too(report_of, build, now):
    measure = define_measure(reference="4.1", title=MISSING, by=None, at=now)
    report_of(row("4.1", MISSING, "8", "8"))
    said = PackSaid.from_json(build().document)
    assert look(said).papers == ()
    says = {
        "hides_zero": False,
        "reason": "Few children",
        "by": make_person(Role.PERFORMANCE_ANALYST, now),
        "at": now,
    }
    set_small_number_rule(measure, protected=True, threshold=10, version=0, **says)
    assert [one.words for one in look(said).papers[0].found] == [f"4.1 {MISSING}, 2017-18 Q4: 8"]
    set_small_number_rule(measure, protected=False, threshold=10, version=1, **says)
    assert look(said).papers == ()


def test_the_next_edition_offers_the_reason_where_the_same_is_printed(
    sign_in, report_of, build, agenda, now, today
):
    report_of(row("4.1", MISSING, "3", "3"))
    actions.publish_pack(build(), by=None, at=now, today=today, small_counts_because=BECAUSE)
    put(agenda, "A later item", now, LATE)
    page = sign_in(CLERK).get(reverse("packs:publish", args=[build().uuid])).content.decode()
    assert BECAUSE in page


def test_small_counts_are_not_kept_without_a_reason(report_of, build, now, today):
    report_of(row("4.1", MISSING, "3", "3"))
    pack = actions.publish_pack(build(), by=None, at=now, today=today, small_counts_because=BECAUSE)
    pack.pk, pack.edition, pack.small_counts_because = None, 2, ""
    pack.uuid, pack.build = "00000000-0000-4000-8000-000000000001", build()
    pack.changed_because = "Again"
    with pytest.raises(IntegrityError, match="packs_small_counts_have_reason"), transaction.atomic():
        pack.save(force_insert=True)


def test_the_report_s_own_page_says_it(sign_in, report_of):
    paper = report_of(row("4.1", MISSING, "3", "3"))
    page = sign_in(CLERK).get(BOARD_REPORTS.describe(paper.uuid).href).content.decode()
    assert "This paper prints 1 small count as it is" in page
