"""When and where a past meeting was held, as minutes print it: "Tuesday 7th May, 2013 at 2.00pm"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

from goldenthread.intake.past_minutes_model import Doubt, Head, Line
from goldenthread.intake.past_minutes_people import section_of
from goldenthread.rulebook.calendar_words import MONTHS, in_words, month_number, year_number

_MONTH = rf"(?:{'|'.join(MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
_WEEKDAY = (
    r"(?:(?P<weekday>mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?[,.]?\s+(?:the\s+)?)?"
)
_DATES = (
    re.compile(
        rf"\b{_WEEKDAY}(?P<day>\d{{1,2}})\s*(?:st|nd|rd|th)?\s+(?:day\s+)?(?:of\s+)?(?P<month>{_MONTH}),?\s+"
        r"(?P<year>\d{4})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_WEEKDAY}(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_WEEKDAY}(?P<day>\d{{1,2}})[./-](?P<month>\d{{1,2}})[./-](?P<year>\d{{4}}|\d{{2}})\b", re.I
    ),
    re.compile(r"\b(?P<weekday>)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b"),
)
_TIME = (
    r"(?:\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm|a\.m\.?|p\.m\.?|noon|midday)"
    r"|\d{1,2}[:.]\d{2}(?:\s*(?:hrs|hours))?|noon|midday)"
)
_AT = re.compile(rf"\b(?:at|from|time:?|commenc(?:ed|ing) at|start(?:ed|ing)?(?: at)?:?)\s*({_TIME})", re.I)
_SPAN = re.compile(rf"({_TIME}|\d{{1,2}})\s*(?:-|–|—|to|until)\s*({_TIME})", re.IGNORECASE)
_ANY = re.compile(rf"(?<![\d/.])({_TIME})", re.IGNORECASE)
_ENDED = re.compile(
    rf"\b(?:conclud|clos|end|finish|rose|adjourn)\w*\b[^.]{{0,25}}?\b(?:at\s+)?({_TIME})", re.IGNORECASE
)
_BEGAN = re.compile(rf"\b(?:commenc|start|began|open)\w*\b[^.]{{0,25}}?\b(?:at\s+)?({_TIME})", re.IGNORECASE)
_LABELS = re.compile(
    r"^(?P<label>date(?: and time)?|time|venue|location|place|chair(?:man|person)?|chaired "
    "by|meeting|body|held)"
    r"\s*(?::|-|–|\t)\s*(?P<said>.+)$",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^(?:(?:draft|unconfirmed|confirmed|signed)\s+)?(?:minutes|agenda|notes?|record|public minutes)\s+"
    r"(?:of|for)\s+(?:a|an|the)?\s*(?:virtual |remote |special |ordinary |extraordinary |public )*"
    r"(?:meetings?\s+of\s+(?:the\s+)?)?(?P<body>.+?)"
    r"(?:\s+(?:meeting\s+)?(?:held|which was held|on)\b.*|\s+meeting)?[.,]?$",
    re.IGNORECASE,
)
_HELD = re.compile(r"\b(?:held|on)\b", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:in|at|via|by)\s+((?:the\s+)?[A-Z].*)$")
_BODY_WORDS = re.compile(
    r"\b(?:committee|board|cabinet|council|partnership|panel|forum|group|commission|executive|team)\b", re.I
)
_CHAIR = re.compile(r"\(\s*(?:in the\s+)?chair(?:man|woman|person)?\s*\)|^chair(?:man|person)?\s*[:–-]", re.I)
HEAD_LINES = 40


def read_head(lines: Sequence[Line], everything: Sequence[Line]) -> tuple[Head, list[Doubt]]:
    """What the lines before the first item say of the meeting; its end may stand in the last ones."""
    head, doubts = Head(), []
    top = list(lines[:HEAD_LINES])
    labelled = dict(_labelled(top))
    days = [(found, line) for line in top for found in _days(line.text)]
    if days:
        (day, weekday), line = days[0]
        head = replace(head, held_on=day)
        if weekday and not day.strftime("%A").casefold().startswith(weekday.casefold()[:3]):
            doubts.append(Doubt(
                f"{in_words(day)} is a {day:%A}. The paper says {weekday.capitalize()}…: check the day.",
                line.place, line.text,
            ))  # fmt: skip
        others = {found[0] for found, _ in days} - {day}
        if others:
            listed = ", ".join(in_words(one) for one in sorted(others))
            doubts.append(Doubt(f"Its first lines name other days too: {listed}.", line.place, line.text))
    else:
        doubts.append(Doubt("No day of the meeting was found. Enter it.", top[0].place if top else ""))
    starts, ends = _hours(top, labelled, lines_with_day=[line for _, line in days])
    ended, began = _closing(everything)
    head = replace(
        head,
        body=labelled.get("meeting") or labelled.get("body") or _body(top),
        starts_at=starts or began,
        ended_at=ended or ends,
        place=_place(top, labelled),
        chaired_by=_chair(top, labelled),
    )
    if head.ended_at and head.starts_at and head.ended_at <= head.starts_at:
        doubts.append(Doubt("The meeting ends before it starts: check the hours."))
        head = replace(head, ended_at=None)
    return head, doubts


def days_in(text: str) -> list[date]:
    """Each day that a text names with its year, in order."""
    return [day for day, _ in _days(text)]


def time_of(text: str) -> time | None:
    """A time of day as minutes print it: "2.00pm", "2 p.m.", "14:00", "12 noon"."""
    found = re.fullmatch(
        r"(?:(\d{1,2})(?:[:.](\d{2}))?)?\s*(am|pm|a\.m\.?|p\.m\.?|noon|midday|hrs|hours)?", text.strip(), re.I
    )
    if found is None or not (found[1] or found[3]):
        return None
    half = (found[3] or "").lower().replace(".", "")
    hour, minute = int(found[1] or 12), int(found[2] or 0)
    if half in {"noon", "midday"}:
        hour = 12
    elif half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _days(text: str) -> list[tuple[date, str]]:
    found: list[tuple[int, date, str]] = []
    for pattern in _DATES:
        for one in pattern.finditer(text):
            month = int(one["month"]) if one["month"].isdecimal() else month_number(one["month"].rstrip("."))
            try:
                day = date(year_number(one["year"]), month or 0, int(one["day"]))
            except ValueError:
                continue
            found.append((one.start(), day, one["weekday"] or ""))
    return [(day, weekday) for _, day, weekday in sorted(found)]


def _labelled(lines: Sequence[Line]) -> list[tuple[str, str]]:
    found = []
    for line in lines:
        pairs = [line.text]
        if len(line.cells) > 1:
            cells = [" ".join(cell.split()) for cell in line.cells if cell.strip()]
            pairs = [
                f"{name.rstrip(': ')}: {said}" for name, said in zip(cells[::2], cells[1::2], strict=False)
            ]
        for pair in pairs:
            if one := _LABELS.match(pair):
                label = one["label"].casefold()
                label = {"location": "place", "venue": "place", "chaired by": "chair"}.get(label, label)
                found.append(("chair" if label.startswith("chair") else label, one["said"].strip()))
    return list(reversed(found))


def _hours(
    lines: Sequence[Line], labelled: dict[str, str], lines_with_day: Sequence[Line]
) -> tuple[time | None, time | None]:
    said = [labelled[name] for name in ("time", "date and time") if name in labelled]
    near = [*said, *(line.text for line in lines_with_day)]
    for text in near:
        if span := _SPAN.search(_without_days(text)):
            first, last = span[1], span[2]
            if first.isdecimal():
                first += re.sub(r"[\d.:\s]", "", last)
            return time_of(first), time_of(last)
    for text in [*near, *(line.text for line in lines[:15])]:
        bare = _without_days(text)
        found = _AT.search(bare) or (_ANY.search(bare) if text in near else None)
        if found and (hour := time_of(found[1])):
            return hour, None
    return None, None


def _without_days(text: str) -> str:
    for pattern in _DATES:
        text = pattern.sub(" ", text)
    return text


def _closing(lines: Sequence[Line]) -> tuple[time | None, time | None]:
    ended = began = None
    for line in [*lines[:HEAD_LINES], *lines[-15:]]:
        if "meeting" not in line.text.casefold() and "closed" not in line.text.casefold():
            continue
        if found := _ENDED.search(line.text):
            ended = time_of(found[1]) or ended
        if found := _BEGAN.search(line.text):
            began = time_of(found[1]) or began
    return ended, began


def _place(lines: Sequence[Line], labelled: dict[str, str]) -> str:
    if "place" in labelled:
        return labelled["place"].rstrip(".")[:200]
    for line in lines[:15]:
        if not days_in(line.text) and not _HELD.search(line.text):
            continue
        text = _without_days(line.text)
        text = re.sub(rf"\b(?:at|from)?\s*{_TIME}", " ", text, flags=re.IGNORECASE)
        for found in re.finditer(r"\b(?:in|at|via)\s+(?=(?:the\s+)?[A-Z0-9])(.+)$", text):
            place = re.sub(r"\bon\b\s*(?:,|at|$).*$", "", found[1]).strip(" ,.")
            place = re.sub(r",?\s*\b(?:on|at|commencing at)\s*$", "", place).strip(" ,.")
            if len(place) > 2:
                return " ".join(place.split())[:200]
    return ""


def _body(lines: Sequence[Line]) -> str:
    for line in lines[:15]:
        if (found := _TITLE.match(line.text)) and _BODY_WORDS.search(found["body"]):
            return found["body"].strip(" ,.")
    for line in lines[:10]:
        text = line.text.strip(" .")
        if _BODY_WORDS.search(text) and len(text) < 110 and not days_in(text) and not _LABELS.match(text):
            return re.sub(r"\s+(?:minutes|agenda)$", "", text, flags=re.IGNORECASE)
    return ""


def _chair(lines: Sequence[Line], labelled: dict[str, str]) -> str:
    if "chair" in labelled:
        return labelled["chair"][:200]
    for line in lines:
        for part in re.split(r"[,;\n]", line.text):
            if _CHAIR.search(part) and "vice" not in part.casefold():
                begun = section_of(part)
                name = begun[1] if begun and begun[1] else part
                name = re.sub(r"\(.*?\)|^chair(?:man|person)?\s*[:–-]", "", name, flags=re.I)
                name = re.sub(r"^councillors\b", "Councillor", name.strip(), flags=re.I)
                if name.strip(" .:"):
                    return name.strip(" .:")[:200]
    return ""
