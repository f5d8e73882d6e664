"""Minutes as their clerk keeps them, their readers read them, and owners answer for what was asked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from goldenthread.apps.agendas.arising import arising_for
from goldenthread.apps.minutes import attending, between, correcting, following, resolving, writing
from goldenthread.apps.minutes.following import Asked
from goldenthread.apps.minutes.models import BodyAction, Minutes
from goldenthread.apps.people.access import READERS
from goldenthread.apps.people.models import Role

pytestmark = pytest.mark.django_db
CLERKS = {Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.DEMOCRATIC_SERVICES_OFFICER}
SEES_PART_2 = CLERKS | {Role.DIRECTOR, Role.HEAD_OF_SERVICE}


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def filled(minute, restricted, present, posts, clerk, now, today):
    """A minute of each part with a resolution and an action."""
    for one, words in ((minute, "Write to the provider"), (restricted, "Negotiate the secret price")):
        writing.save_text(one, f"{words} was discussed.", version=1, by=clerk, at=now)
        made = resolving.resolve(one, resolving.Resolved(f"the director {words.lower()}"), by=clerk, at=now)
        asked = Asked(words, posts[2], due_on=today + timedelta(days=9))
        following.raise_action(made, asked, by=clerk, at=now)
    return minute


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_meeting_is_minuted_from_its_page_to_its_signature(as_clerk, meeting, items, seats, later, today):
    assert "Begin the minutes" in page(as_clerk, meeting.get_absolute_url())
    begun = as_clerk.post(reverse("minutes:begin", args=[meeting.uuid]), follow=True)
    minutes = Minutes.objects.get()
    assert "2. Initial health assessments" in begun.content.decode()
    there = {f"status_{seat.uuid}": "present" for seat in seats}
    answer = as_clerk.post(reverse("minutes:attendance", args=[meeting.uuid]), there, follow=True)
    assert "Quorate: 3 voting members present, and 2 needed." in answer.content.decode()
    minute = minutes.item_minutes.get(position=2)
    edit = reverse("minutes:edit", args=[minute.uuid])
    as_clerk.post(edit, {"version": 1, "text": "The board heard the figures."})
    resolved = as_clerk.post(
        reverse("minutes:resolve", args=[minute.uuid]),
        {"text": "RESOLVED: That the director write", "outcome": "carried", "votes_for": "3"},
        follow=True,
    ).content.decode()
    assert "That the director write" in resolved
    assert "For 3, against 0, abstained 0." in resolved
    minutes.refresh_from_db()
    agree = reverse("minutes:agree", args=[meeting.uuid])
    as_clerk.post(agree, {"version": minutes.version})
    minutes.refresh_from_db()
    assert minutes.state == "agreed"
    assert "minutes of 16 July 2018" in page(as_clerk, later.get_absolute_url())
    sign = reverse("minutes:sign", args=[meeting.uuid])
    answer = as_clerk.post(sign, {"version": minutes.version, "at_meeting": later.uuid, "signed_by": "Chair"})
    assert answer.status_code == 422
    assert "No later meeting of this body was held yet" in answer.content.decode()


def test_a_minute_edited_after_it_was_signed_is_refused_in_words_with_what_was_typed(
    as_clerk, signed, minute
):
    answer = as_clerk.post(
        reverse("minutes:edit", args=[minute.uuid]), {"version": 1, "text": "What I would add"}
    )
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "signed, so they are not changed" in words
    assert "What I would add" in words
    assert "Ask for a correction" in words
    saved = as_clerk.post(
        reverse("minutes:autosave", args=[minute.uuid]), {"version": 1, "text": "What I would add"}
    )
    assert "Not saved." in saved.content.decode()
    minute.refresh_from_db()
    assert minute.text == ""


def test_a_correction_is_shown_beside_the_old_text(as_clerk, filled, agreed, later_minute):
    as_clerk.post(
        reverse("minutes:ask_correction", args=[filled.uuid]), {"passage": "provider", "should_read": "trust"}
    )
    correction = filled.corrections.get()
    as_clerk.post(
        reverse("minutes:settle_correction", args=[correction.uuid]),
        {"made": "yes", "minute": later_minute.uuid},
    )
    words = page(as_clerk, filled.get_absolute_url())
    assert "Write to the provider was discussed." in words
    assert "to read “trust”" in words
    assert later_minute.get_absolute_url() in words
    assert filled.get_absolute_url() in page(as_clerk, later_minute.get_absolute_url())


def test_typing_is_saved_by_itself_and_tells_the_next_version(as_clerk, minute):
    address = reverse("minutes:autosave", args=[minute.uuid])
    answer = as_clerk.post(address, {"version": 1, "text": "The board"}).content.decode()
    assert "Saved at" in answer
    assert 'name="version" value="2"' in answer
    minute.refresh_from_db()
    assert minute.text == "The board"


def test_a_second_clerk_is_told_who_is_in_the_minute_and_both_texts_are_kept(client, minute, clerk, second):
    edit = reverse("minutes:edit", args=[minute.uuid])
    client.force_login(clerk)
    client.get(edit)
    client.post(reverse("minutes:autosave", args=[minute.uuid]), {"version": 1, "text": "Theirs"})
    client.force_login(second)
    assert f"{clerk} has this minute open" in page(client, edit)
    late = client.post(edit, {"version": 1, "text": "Mine"}, follow=True)
    words = late.content.decode()
    assert "Put the texts together" in words
    assert "Theirs" in words
    assert "Mine" in words
    assert "Put them together" in page(client, "/")
    minute.refresh_from_db()
    waiting = minute.other_texts.get()
    client.post(late.request["PATH_INFO"], {
        "version": minute.version, "text": "Theirs and mine", "seen": waiting.uuid,
    })  # fmt: skip
    minute.refresh_from_db()
    assert minute.text == "Theirs and mine"


def test_what_was_typed_is_shown_where_the_session_ended(client, minute):
    answer = client.post(
        reverse("minutes:edit", args=[minute.uuid]), {"version": 1, "text": "Nobody may lose this"}
    )
    assert answer.status_code == 403
    assert "Nobody may lose this" in answer.content.decode()


@pytest.mark.parametrize("role", Role)
def test_part_2_is_for_those_who_may_see_it(sign_in, minutes, filled, restricted, board, role):
    client = sign_in(role)
    hidden = [restricted.get_absolute_url()]
    hidden += [one.get_absolute_url() for one in restricted.actions.all()]
    hidden.append(reverse("minutes:download_part_2", args=[minutes.meeting.uuid, "pdf"]))
    for address in hidden:
        assert client.get(address).status_code == (200 if role in SEES_PART_2 else 403), address
    if role not in READERS:
        return
    lists = [minutes.get_absolute_url(), reverse("minutes:download", args=[minutes.meeting.uuid, "docx"])]
    lists += [reverse(f"minutes:{name}", args=[board.uuid]) for name in ("log", "resolutions")]
    for address in lists:
        text = client.get(address).content
        assert (b"secret price" in text) is (role in SEES_PART_2 and not address.endswith("docx")), address
    for address in lists[2:]:
        text = client.get(address, {"format": "csv"}).content
        assert (b"secret price" in text) is (role in SEES_PART_2)
    assert b"Negotiate" not in client.get("/search/", {"q": "secret price"}).content
    assert b"Write to the" in client.get("/search/", {"q": "provider"}).content


@pytest.mark.parametrize("role", Role)
def test_only_clerks_write(sign_in, minutes, filled, meeting, board, role):
    client = sign_in(role)
    resolution = filled.resolutions.get()
    addresses = [reverse(f"minutes:{name}", args=[meeting.uuid]) for name in (
        "attendance", "attend", "declare", "hours", "add_minute", "agree", "open_again", "sign",
    )]  # fmt: skip
    addresses += [
        reverse(f"minutes:{name}", args=[filled.uuid]) for name in ("edit", "resolve", "put_together")
    ]
    addresses += [reverse(f"minutes:{name}", args=[resolution.uuid]) for name in ("revise", "strike")]
    addresses += [reverse(f"minutes:{name}", args=[board.uuid]) for name in ("decide", "number_from")]
    for address in addresses:
        assert client.get(address).status_code == (200 if role in CLERKS else 403), address
    begin = client.post(reverse("minutes:begin", args=[meeting.uuid]))
    assert begin.status_code == (302 if role in CLERKS else 403)


def test_an_owner_sees_what_they_owe_today_and_reports_it_but_does_not_close_it(client, filled, owner):
    client.force_login(owner)
    action = BodyAction.objects.get(restricted=False)
    assert "A1: Write to the provider" in page(client, "/")
    report = reverse("minutes:report", args=[action.uuid])
    day = {"effective_on_day": "16", "effective_on_month": "7", "effective_on_year": "2018"}
    assert client.post(report, day | {"words": " "}).status_code == 422
    answer = client.post(report, day | {"words": "The letter was sent.", "done": "on"}, follow=True)
    assert "The letter was sent." in answer.content.decode()
    assert client.get(reverse("minutes:close", args=[action.uuid])).status_code == 403
    assert "A1: Write to the provider" not in page(client, "/")


def test_an_owner_sees_their_action_of_part_2_and_no_other_s(client, filled, owner, posts):
    client.force_login(owner)
    theirs = BodyAction.objects.get(restricted=True)
    assert "Negotiate the secret price" in page(client, theirs.get_absolute_url())
    BodyAction.objects.filter(pk=theirs.pk).update(owner=posts[1])
    assert client.get(theirs.get_absolute_url()).status_code == 403


def test_a_resolution_without_a_quorum_asks_whether_it_is_recorded_as_that(
    as_clerk, minute, minutes, seats, clerk, now
):
    attending.attend(minutes, "present", seat=seats[0], by=clerk, at=now)
    address = reverse("minutes:resolve", args=[minute.uuid])
    said = {"text": "the report be noted", "outcome": "carried"}
    answer = as_clerk.post(address, said)
    assert answer.status_code == 422
    assert "Record it as taken without a quorum" in answer.content.decode()
    done = as_clerk.post(address, said | {"out_of_quorum": "on"}, follow=True).content.decode()
    assert "Not quorate: the body could not decide." in done


def test_too_many_votes_are_refused_beside_their_box(as_clerk, minute, present):
    answer = as_clerk.post(
        reverse("minutes:resolve", args=[minute.uuid]),
        {"text": "it be agreed", "outcome": "carried", "votes_for": "4"},
    )
    assert answer.status_code == 422
    assert "4 votes were written, and 3 voting members were in the room." in answer.content.decode()


def test_undertakings_in_the_words_are_put_forward_and_become_actions(as_clerk, minute, posts, clerk, now):
    text = "The figures were noted. The director would bring a paper to a future meeting."
    writing.save_text(minute, text, version=1, by=clerk, at=now)
    words = page(as_clerk, minute.get_absolute_url())
    assert "“to a future meeting”: not dated" in words
    address = reverse("minutes:action_of_minute", args=[minute.uuid])
    sentence = "The director would bring a paper to a future meeting."
    assert "to a future meeting" in page(as_clerk, f"{address}?words={sentence}")
    as_clerk.post(address, {"words": sentence, "owner": posts[2].uuid, "due_words": "a future meeting"})
    action = BodyAction.objects.get()
    assert (action.minute, action.due_on) == (minute, None)
    assert "What its words undertake" not in page(as_clerk, minute.get_absolute_url())


def test_a_decision_between_meetings_is_recorded_and_endorsed(as_clerk, board, later_minute):
    day = {"decided_on_day": "16", "decided_on_month": "7", "decided_on_year": "2018"}
    said = {"kind": "delegated", "words": "Agree the bid", "authority": "Minute 12", "decided_by": "Director"}
    as_clerk.post(reverse("minutes:decide", args=[board.uuid]), day | said)
    decision = board.decisions.get()
    address = reverse("minutes:endorse", args=[decision.uuid])
    answer = as_clerk.post(address, {"endorsed": "yes", "minute": later_minute.uuid}, follow=True)
    assert f"Minute {later_minute.label}, 14 September 2018" in answer.content.decode()
    table = as_clerk.get(reverse("minutes:decisions", args=[board.uuid]), {"format": "csv"})
    assert "Agree the bid" in table.content.decode()


def test_a_body_and_the_map_tell_its_open_actions(as_clerk, filled, board):
    assert "2 open actions" in page(as_clerk, board.get_absolute_url())
    assert "2 open actions" in page(as_clerk, reverse("bodies:bodies"))


def test_what_is_owed_comes_back_on_the_next_agenda_without_the_words_of_part_2(
    filled, agreed, later, board, clerk, now, today
):
    correcting.ask_correction(filled, should_read="trust", by=clerk, at=now)
    between.decide(
        board, kind="urgent", words="Agree the bid", authority="Order 4", decided_by="Chair",
        decided_on=today, today=today, by=clerk, at=now,
    )  # fmt: skip
    found = arising_for(later, date(2018, 8, 1))
    words = [(one.words, one.state) for one in found]
    assert words[0] == ("Minutes of the meeting of 16 July 2018", "Agreed, to be signed")
    assert ("Correction of minute 2, to read: trust", "Asked for") in words
    assert ("Agree the bid, decided on 16 July 2018", "To be endorsed") in words
    assert ("A1: Write to the provider", "Late. Asked for at the last meeting") in words
    assert any(one.startswith("A2: An action of part 2 (minute 3)") for one, _ in words)
    assert not any("secret price" in one for one, _ in words)


def test_what_was_closed_does_not_come_back(filled, later, later_minute, clerk, now):
    action = BodyAction.objects.get(restricted=False)
    following.close(action, minute=later_minute, version=1, by=clerk, at=now)
    assert not any(one.words.startswith("A1") for one in arising_for(later, date(2018, 9, 1)))


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_minutes_are_taken_away_as_paper_and_nothing_else(as_clerk, filled, meeting, suffix):
    answer = as_clerk.get(reverse("minutes:download", args=[meeting.uuid, suffix]))
    assert answer.status_code == 200
    assert f"minutes-2018-07-16.{suffix}" in answer["Content-Disposition"]
    assert as_clerk.get(reverse("minutes:download", args=[meeting.uuid, "odt"])).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["A1", "A2"]),
        ({"state": "late"}, []),
        ({"state": "open"}, ["A1", "A2"]),
        ({"state": "undated"}, []),
        ({"state": "closed"}, []),
        ({"state": "no such thing"}, ["A1", "A2"]),
        ({"words": "providers"}, ["A1"]),
        ({"words": "negot"}, ["A2"]),
        ({"words": "a2"}, ["A2"]),
        ({"words": "nothing like it"}, []),
    ],
)
def test_the_log_is_narrowed_searched_and_taken_away_so(as_clerk, filled, board, query, found):
    answer = as_clerk.get(reverse("minutes:log", args=[board.uuid]), query | {"format": "csv"})
    lines = answer.content.decode().splitlines()[1:]
    assert [line.split(",")[0] for line in lines] == found


def test_an_empty_log_says_what_to_do(as_clerk, board):
    for name in ("log", "resolutions", "decisions"):
        words = page(as_clerk, reverse(f"minutes:{name}", args=[board.uuid]))
        assert "govuk-heading" in words
    assert "An action is made of a resolution" in page(as_clerk, reverse("minutes:log", args=[board.uuid]))
    assert "No meeting has been minuted yet" in page(as_clerk, reverse("minutes:all"))
