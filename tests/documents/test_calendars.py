"""iCalendar files as RFC 5545 has them: lines, zone, escapes, and what becomes of a moved meeting."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from goldenthread.documents.calendars import Address, Appointment, feed, invitation

MEETING = Appointment(
    uid="7c9e@goldenthread", title="Health and Wellbeing Board", day=date(2018, 7, 24), starts_at=time(14),
    ends_at=time(16), place="Committee suite; first floor, left", url="https://here.example/meetings/1/",
    notes="Agenda:\nsee the page", sequence=2, changed_at=datetime(2018, 7, 16, 9, tzinfo=UTC),
)  # fmt: skip
ORGANISER, MEMBER = (
    Address("Democratic services", "clerk@here.example"),
    Address("A member", "m@here.example"),
)


def events(text):
    return Calendar.from_ical(text).walk("VEVENT")


def test_lines_end_as_the_standard_says_and_are_no_longer_than_75_octets():
    text = feed("Meetings", [replace(MEETING, title="Ünterausschuss – " * 20)])
    lines = text.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    assert max(len(line) for line in lines) <= 75
    assert events(text)[0]["SUMMARY"] == "Ünterausschuss – " * 20


def test_what_has_a_meaning_in_the_format_is_escaped_and_read_back():
    text = feed("Meetings", [MEETING])
    assert rb"LOCATION:Committee suite\; first floor\, left" in text
    [event] = events(text)
    assert (event["LOCATION"], event["DESCRIPTION"]) == (MEETING.place, MEETING.notes)


@pytest.mark.parametrize(("day", "utc"), [(date(2018, 7, 24), 13), (date(2018, 12, 4), 14)])
def test_an_hour_in_london_is_that_instant_in_summer_and_in_winter(day, utc):
    text = feed("Meetings", [replace(MEETING, day=day)])
    [event] = events(text)
    assert event.decoded("DTSTART").astimezone(UTC).hour == utc
    assert b"DTSTART;TZID=Europe/London:" in text


def test_the_zone_s_own_rules_give_the_day_on_which_the_clocks_change():
    [zone] = Calendar.from_ical(feed("Meetings", [])).walk("VTIMEZONE")
    london = zone.to_tz(lookup_tzid=False)
    for day, hours in (
        (date(2018, 3, 24), 0),
        (date(2018, 3, 26), 1),
        (date(2018, 10, 27), 1),
        (date(2018, 10, 29), 0),
    ):
        offset = datetime.combine(day, time(12), london).utcoffset()
        assert offset is not None
        assert offset.total_seconds() == hours * 3600


def test_a_meeting_whose_hour_is_not_known_is_a_whole_day():
    [event] = events(feed("Meetings", [replace(MEETING, starts_at=None, ends_at=None)]))
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2018, 7, 24), date(2018, 7, 25))


def test_a_moved_meeting_keeps_its_id_and_counts_its_changes():
    before, after = (events(feed("M", [one]))[0] for one in (MEETING, replace(MEETING, sequence=3)))
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (2, 3)


def test_a_cancelled_meeting_stays_and_says_so():
    [event] = events(feed("Meetings", [replace(MEETING, cancelled=True)]))
    assert (event["STATUS"], event["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert event["SUMMARY"] == "Cancelled: Health and Wellbeing Board"


@pytest.mark.parametrize(("cancelled", "method"), [(False, "REQUEST"), (True, "CANCEL")])
def test_an_invitation_names_who_asks_and_who_is_asked(cancelled, method):
    text = invitation(replace(MEETING, cancelled=cancelled), organiser=ORGANISER, to=MEMBER)
    calendar = Calendar.from_ical(text)
    [event] = calendar.walk("VEVENT")
    assert calendar["METHOD"] == method
    assert event["ORGANIZER"] == "mailto:clerk@here.example"
    assert (event["ATTENDEE"], event["ATTENDEE"].params["CN"]) == ("mailto:m@here.example", "A member")


def test_the_same_meetings_give_the_same_bytes():
    assert feed("Meetings", [MEETING]) == feed("Meetings", [MEETING])
