"""Forms that nobody was shown, or were sent twice, or by whom they were not for; words that tell too much."""

from __future__ import annotations

import pytest
from django.urls import reverse
from scipy import optimize

from goldenthread.apps.commentary.actions import write_comment
from goldenthread.apps.commentary.beside import shown_of
from goldenthread.apps.measures.scorecards import rows_of
from goldenthread.apps.people.models import Role
from goldenthread.apps.publishing import actions
from goldenthread.apps.publishing.assembling import assemble
from goldenthread.apps.publishing.models import Edition, Publication, Withholding
from goldenthread.apps.publishing.tests.conftest import Q4, figure
from goldenthread.apps.publishing.tests.test_pages import text_of
from goldenthread.apps.trail.refusals import Refused


@pytest.fixture
def post(sign_in):
    """Send a form as somebody."""

    def sent(who, name: str, publication: Publication, **fields):
        return sign_in(who).post(reverse(f"publishing:{name}", args=[publication.uuid]), fields)

    return sent


def stage(publication: Publication) -> str:
    return Publication.objects.get(pk=publication.pk).stage


# Who may


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.PERFORMANCE_ANALYST, "approve"),
        (Role.HEAD_OF_SERVICE, "publish"),
        (Role.BOARD_MEMBER, "approve"),
        (Role.BOARD_MEMBER, "publish"),
        (Role.BOARD_MEMBER, "take_back"),
        (Role.AUDITOR, "approve"),
    ],
)
def test_a_form_from_somebody_it_is_not_for_moves_nothing(role, name, prepared, person, post):
    assert post(person(role), name, prepared, version=1, reason="Mine").status_code == 403
    assert stage(prepared) == "prepared"


def test_who_prepared_it_cannot_send_the_approval_themselves(scorecard, person, post, now):
    both = person(Role.PERFORMANCE_ANALYST, Role.HEAD_OF_SERVICE)
    one = actions.prepare(scorecard, Q4, by=both, at=now)
    answer = post(both, "approve", one, version=1)
    assert answer.status_code == 422
    assert "Another person approves what you prepared" in text_of(answer)
    assert stage(one) == "prepared"


def test_a_name_or_a_stage_in_the_form_is_not_read(prepared, head, analyst, post):
    post(head, "approve", prepared, version=1, approved_by=analyst.pk, stage="published", approved="f" * 64)
    held = Publication.objects.get(pk=prepared.pk)
    assert (held.stage, held.approved_by) == ("approved", head)
    assert held.approved != "f" * 64


# What may be


def test_what_nobody_approved_is_not_published_by_a_form(prepared, analyst, post):
    answer = post(analyst, "publish", prepared, version=1)
    assert answer.status_code == 422
    assert "An edition that is prepared cannot become published" in text_of(answer)
    assert not Edition.objects.exists()


def test_a_card_that_changed_after_the_approval_is_not_published_by_a_form(
    approved, measure, analyst, now, post
):
    figure(measure("2.1"), "64", by=analyst, at=now)
    answer = post(analyst, "publish", approved, version=2)
    assert answer.status_code == 422
    assert "Take it back and approve it again" in text_of(answer)
    assert (stage(approved), Edition.objects.count()) == ("approved", 0)


@pytest.mark.parametrize("version", [2, 3])
def test_a_form_that_is_sent_twice_publishes_once(approved, analyst, post, version):
    assert post(analyst, "publish", approved, version=2).status_code == 302
    edition = Edition.objects.get()
    answer = post(analyst, "publish", approved, version=version)
    assert answer.status_code == 422
    again = Edition.objects.get()
    assert (again.document, again.digest, again.published_at) == (
        edition.document, edition.digest, edition.published_at,
    )  # fmt: skip


def test_an_approval_sent_again_after_it_was_taken_back_is_stale(approved, head, now, post):
    actions.take_back(approved, reason="A figure is late", version=2, by=head, at=now)
    answer = post(head, "approve", approved, version=1)
    assert answer.status_code == 422
    assert stage(approved) == "prepared"


def test_looking_moves_nothing(approved, analyst, head, sign_in):
    sign_in(analyst).get(reverse("publishing:publish", args=[approved.uuid]))
    sign_in(head).get(reverse("publishing:take_back", args=[approved.uuid]))
    assert (stage(approved), Edition.objects.count()) == ("approved", 0)


def test_an_edition_stays_byte_for_byte_what_it_was_through_a_correction(
    edition, scorecard, measure, analyst, head, now, today, sign_in
):
    client = sign_in(analyst)
    files = [
        reverse("publishing:download", args=[edition.uuid, suffix])
        for suffix in ("csv", "json", "xlsx", "pdf")
    ]
    before = [client.get(file).content for file in files]
    figure(measure("1.7"), "82.5%", by=analyst, at=now, note="Late ones were left out")
    again = actions.prepare(scorecard, Q4, reason="A quarter was late", by=analyst, at=now)
    for found in assemble(again, today=today).checked.open:
        actions.explain(
            scorecard, Q4, found, "Revised", version=0, effective_on=today, by=analyst, at=now
        )  # fmt: skip
    again = actions.approve(again, version=1, by=head, at=now, today=today)
    actions.publish(again, version=2, by=analyst, at=now, today=today)
    assert [client.get(file).content for file in files] == before
    page = text_of(client.get(edition.get_absolute_url()))
    assert "There is a later edition" in page


# What the solver cannot finish


def test_what_is_not_proved_in_time_is_not_published(approved, analyst, monkeypatch, post, sign_in, today):
    real = optimize.milp

    def stopped(*args, **options):
        found = real(*args, **options)
        found.status, found.x = 1, None
        return found

    # The quarters leave each other so little open that plain arithmetic does not prove them safe.
    monkeypatch.setattr(optimize, "milp", stopped)
    exposed = assemble(approved, today=today).exposed
    assert exposed
    assert all("It was not proved that" in one for one in exposed)
    answer = post(analyst, "publish", approved, version=2)
    assert answer.status_code == 422
    assert not Edition.objects.exists()


# Words


@pytest.fixture
def say(prepared, measure, analyst, now, today):
    """Write on a measure, and say what the edition on its way would be held back for."""

    def said(text: str, reference: str = "10.2"):
        one = measure(reference)
        seen = shown_of(rows_of([one], Q4)[0]).digest
        write_comment(one, Q4, text, version=0, seen=seen, effective_on=today, by=analyst, at=now)
        return assemble(prepared, today=today)

    return said


@pytest.mark.parametrize(
    "text",
    [
        "Three children were referred in the third quarter.",
        "Only 3 of 46 came in the third quarter.",
        "A dip (3) in the summer.",
        "7% of the year’s came in the third quarter.",
        "One in fifteen, nearly: 6.5% of the year’s.",
        "The third quarter was 18 down on the fourth.",
        "The other 43 came before and after.",
        "There were nine in the second quarter.",
        "A seventh of the last quarter’s.",
    ],
)
def test_words_that_tell_a_hidden_three_hold_the_edition_back(text, say, prepared, head, now, today):
    assert say(text).quoting
    with pytest.raises(Refused) as refusal:
        actions.approve(prepared, version=1, by=head, at=now, today=today)
    assert refusal.value.code == "PUB-6"


@pytest.mark.parametrize(
    "text", ["Referrals fell in the third quarter, and rose to 21.", "On 3 May schools were written to."]
)
def test_words_that_tell_nothing_do_not(text, say):
    assembled = say(text)
    assert (assembled.quoting, assembled.few) == ((), ())


def test_words_that_count_a_few_wait_for_a_person_who_lets_them_in(
    say, prepared, measure, analyst, head, now, today, sign_in
):
    [few] = say("Four were seen late.", "1.7").few
    assert few.said == ("Four",)
    with pytest.raises(Refused) as refusal:
        actions.approve(prepared, version=1, by=head, at=now, today=today)
    assert refusal.value.code == "PUB-8"
    client = sign_in(analyst)
    address = reverse("publishing:withhold", args=[prepared.uuid, measure("1.7").uuid])
    page = client.get(address)
    assert "Four were seen late." in text_of(page)
    seen = page.context["form"].initial["words_seen"]
    forged = {"version": 0, "words_seen": "0" * 64, "withheld": "let_in", "reason": "Clinics"}
    answer = client.post(address, forged)
    assert answer.status_code == 422
    assert "The words changed while you were reading" in text_of(answer)
    assert seen in answer.content.decode()
    assert client.post(address, forged | {"words_seen": seen}).status_code == 302
    assert Withholding.objects.get().words == seen
    assert assemble(prepared, today=today).few == ()
    # Other words are looked at anew.
    one = measure("1.7")
    beside = shown_of(rows_of([one], Q4)[0]).digest
    write_comment(
        one, Q4, "Two were seen late.", version=1, seen=beside, effective_on=today, by=analyst, at=now
    )
    assert assemble(prepared, today=today).few


def test_who_approves_is_told_of_words_older_than_their_figures(
    say, prepared, measure, analyst, head, now, sign_in
):
    say("On the way.", "1.7")
    for period in ("2017-18 Q4", "2017-18"):
        figure(measure("1.7"), "85%", period, by=analyst, at=now)
    page = text_of(sign_in(head).get(reverse("publishing:approve", args=[prepared.uuid])))
    assert "Words written before figures changed 1.7" in page
