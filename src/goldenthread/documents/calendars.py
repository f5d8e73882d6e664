"""Meetings as iCalendar (RFC 5545): a feed that a calendar program reads, and one meeting to be invited to.

Times are those of London, with the zone's rules beside them: a reader elsewhere sees the same instant, and
one whose zone tables are old still does. A meeting whose hour is not known is a whole day.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText

LONDON = ZoneInfo("Europe/London")
PRODUCT = "-//Golden Thread//Meetings//EN"
# How often a program is asked to look again.
REFRESH = timedelta(hours=4)


@dataclass(frozen=True)
class Appointment:
    """A meeting for a calendar.

    `uid` is the same for ever; `sequence` counts its changes, the last of which was at `changed_at` (aware).
    """

    uid: str
    title: str
    day: date
    starts_at: time | None
    ends_at: time | None
    place: str
    url: str
    notes: str
    sequence: int
    changed_at: datetime
    cancelled: bool = False


@dataclass(frozen=True)
class Address:
    """Somebody as a calendar names them."""

    name: str
    email: str


def feed(name: str, appointments: Iterable[Appointment]) -> bytes:
    """A calendar to subscribe to, CRLF and folded at 75 octets. The same appointments give the same bytes."""
    calendar = _calendar()
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", LONDON.key)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    for one in appointments:
        calendar.add_component(_event(one))
    return _written(calendar)


def invitation(appointment: Appointment, *, organiser: Address, to: Address) -> str:
    """One meeting that somebody is asked to, or is told is cancelled (RFC 5546)."""
    calendar = _calendar()
    calendar.add("method", method_of(appointment))
    event = _event(appointment)
    event.add("organizer", _address(organiser), encode=False)
    attendee = _address(to)
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    attendee.params["RSVP"] = vText("FALSE")
    event.add("attendee", attendee, encode=False)
    calendar.add_component(event)
    return _written(calendar).decode()


def method_of(appointment: Appointment) -> str:
    """What an invitation asks a calendar to do: "REQUEST", or "CANCEL" for one that is cancelled."""
    return "CANCEL" if appointment.cancelled else "REQUEST"


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(_london())
    return calendar


def _event(one: Appointment) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", one.changed_at.astimezone(UTC))
    event.add("last-modified", one.changed_at.astimezone(UTC))
    event.add("sequence", one.sequence)
    event.add("summary", f"Cancelled: {one.title}" if one.cancelled else one.title)
    if one.starts_at is None:
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
    else:
        event.add("dtstart", datetime.combine(one.day, one.starts_at, LONDON))
        if one.ends_at is not None:
            event.add("dtend", datetime.combine(one.day, one.ends_at, LONDON))
    if one.place:
        event.add("location", one.place)
    if one.notes:
        event.add("description", one.notes)
    event.add("url", one.url)
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if one.cancelled or one.starts_at is None else "OPAQUE")
    return event


def _london() -> Timezone:
    """The zone as it has been since 1996. The library's own table gives spring an hour too late."""
    zone = Timezone()
    zone.add("tzid", LONDON.key)
    summer, winter = TimezoneDaylight(), TimezoneStandard()
    for part, name, first, month, before, after in (
        (summer, "BST", datetime(1996, 3, 31, 1), 3, timedelta(0), timedelta(hours=1)),  # noqa: DTZ001
        (winter, "GMT", datetime(1996, 10, 27, 2), 10, timedelta(hours=1), timedelta(0)),  # noqa: DTZ001
    ):
        part.add("tzname", name)
        part.add("dtstart", first)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone


def _address(one: Address) -> vCalAddress:
    address = vCalAddress(f"mailto:{one.email}")
    address.params["CN"] = vText(one.name)
    return address


def _written(calendar: Calendar) -> bytes:
    return bytes(calendar.to_ical(sorted=False))


def digest(text: bytes) -> str:
    """A short name for a feed's bytes, by which a program asks whether there is anything new."""
    return hashlib.sha256(text).hexdigest()[:32]
