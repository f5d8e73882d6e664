"""What an item resolved and what it asked for, taken out of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from goldenthread.intake.past_minutes_model import Asked, Line
from goldenthread.rulebook.undertakings import find_undertakings, when_of

_RESOLVED = re.compile(
    r"^(?:it was\s+|the "
    r"(?:committee|board|cabinet|council|panel|group|partnership|executive|sub-?committee|members)\s+)?"
    r"(?:accordingly\s+|therefore\s+|unanimously\s+)*"
    r"(?P<word>resolved|agreed|recommended|decisions?|resolution|recommendations?(?: agreed)?)"
    r"(?:\s*\(?\s*(?:unanimously|by a majority|nem\.? ?con\.?)\s*\)?)?"
    r"\s*(?P<sep>[:–—-]+|\s(?=that\b|to\b)|$)\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_MARKER = r"(?:\(\s*(?:[a-z]|[ivx]{1,5}|\d{1,2})\s*\)|(?:[a-z]|[ivx]{1,5}|\d{1,2})\s*[.)])"
_LETTERED = re.compile(rf"^(?P<mark>{_MARKER})\s+(?P<said>.+)$", re.IGNORECASE | re.DOTALL)
_INLINE = re.compile(rf"(?:(?<=^)|(?<=[\s;:,–-])){_MARKER}\s+(?=that\b|to\b|the\b|[A-Z])", re.IGNORECASE)
_BULLET = re.compile(r"^[•▪·●*–-]\s+(?P<said>.+)$", re.DOTALL)
_THAT = re.compile(r"^that\b", re.IGNORECASE)
_THAT_ALONE = re.compile(r"(?:that\W*)?", re.IGNORECASE)
_GOES_ON = re.compile(r"^(?:[a-z]|and\b|or\b)")
_ACTION = re.compile(
    r"(?:^(?:[\d.]+\s+)?|[\[(]|(?<=[.;]\s))\s*action(?:s|\s+point)?(?:\s+\d{1,3}(?:\.\d+)?)?\s*(?:[:–—-]|\bfor\b|\bby\b)\s*(?P<said>[^\])]+)[\])]?\s*$",
    re.IGNORECASE,
)
_OWNER_TO = re.compile(
    r"^(?P<owner>[A-Z][\w’'./&,() -]{0,80}?)\s+(?:to|will|would|shall)\s+(?P<do>[a-z].+)$", re.DOTALL
)
_BY = re.compile(
    r"^(?P<owner>.*?)[\s,–(-]*\b(?:by|before|due|deadline:?|for)\s+(?P<when>.+?)[).]*$", re.I | re.DOTALL
)
_OWNER_LABEL = re.compile(r"^(?:owner|lead|responsible(?: officer)?|by whom)\s*[:–-]\s*", re.IGNORECASE)
_CONFIRMS = re.compile(r"^(?:that )?the (?:public |draft )?minutes\b", re.IGNORECASE)
LONGEST = 1500


def split_text(lines: Sequence[Line]) -> tuple[list[Line], list[str], list[tuple[Line, str]]]:
    """An item's lines parted into its text, its resolutions, and its lines that name an action."""
    text: list[Line] = []
    resolutions: list[str] = []
    actions: list[tuple[Line, str]] = []
    listing = False
    for line in lines:
        body = line.text.strip()
        if found := _ACTION.search(body):
            actions.append((line, found["said"].strip()))
            body = body[: found.start()].strip(" .[(")
            if not body:
                continue
        if (begun := _begins(body)) is not None:
            if not _THAT_ALONE.fullmatch(begun.strip()):
                resolutions += _parts(begun)
            # Letters go on, and so does a sentence that was not ended.
            listing = True
            continue
        if listing and (said := _listed(body)):
            resolutions += said
            continue
        if listing and resolutions and _GOES_ON.match(body):
            resolutions[-1] = f"{resolutions[-1]} {body}"[:LONGEST]
            continue
        if listing and not resolutions:
            # "RESOLVED" on a line of its own: what comes next is what was resolved.
            resolutions += _parts(body)
            continue
        listing = False
        text.append(line)
    return text, [one for one in resolutions if one], actions


def actions_of(
    said: Sequence[tuple[Line, str]],
    text: Sequence[Line],
    resolutions: Sequence[str],
    *,
    held_on: date | None,
) -> list[Asked]:
    """The actions that lines name, and the undertakings in the text that no such line speaks of."""
    found: list[Asked] = []
    for line, words in said:
        found.append(_asked(words, line, text, held_on))
    if held_on is None:
        return found
    spoken = " ".join(one.words.casefold() for one in found)
    for place, sentence in [(line.place, line.text) for line in text] + [("", one) for one in resolutions]:
        for one in find_undertakings(sentence, held_on=held_on):
            if one.words.casefold()[:60] in spoken or _CONFIRMS.match(one.words):
                continue
            if one.is_dated and one.day is not None and one.day < held_on:
                # It tells when something was, not when it will be.
                continue
            found.append(Asked(
                one.words[:LONGEST], "", one.day if one.is_dated else None, one.when_words,
                None if one.is_dated else one.day, one.why, place,
            ))  # fmt: skip
    return found


def _begins(text: str) -> str | None:
    """What stands after the word that begins what was resolved; None where a line is no such thing."""
    found = _RESOLVED.match(text)
    if found is None:
        return None
    word, rest = found["word"], found["rest"]
    marked = bool(found["sep"].strip()) or bool(_THAT.match(rest))
    # "Agreed to write to …" is a resolution; "Recommendations from the audit were …" is text.
    verb = word.casefold() in {"agreed", "resolved", "recommended"} and bool(re.match(r"to\b", rest))
    if rest and not marked and not verb:
        return None
    if not rest and word.casefold() == "agreed" and len(text) > 40:
        return None
    return rest


def _parts(text: str) -> list[str]:
    """Several resolutions on one line: "That (a) … and (b) …"."""
    marks = list(_INLINE.finditer(text))
    if len(marks) >= 2 or (marks and marks[0].start() == 0):
        lead = text[: marks[0].start()].strip(" :–-")
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        parts = [_trim(text[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]
        if lead and not _THAT.fullmatch(lead):
            parts = [f"{lead} {part}" for part in parts]
        return [part[:LONGEST] for part in parts if part]
    return [_trim(text)[:LONGEST]]


def _listed(text: str) -> list[str]:
    if found := _LETTERED.match(text):
        return _parts(found["said"])
    if found := _BULLET.match(text):
        return _parts(found["said"])
    if _THAT.match(text):
        return _parts(text)
    return []


def _trim(text: str) -> str:
    text = re.sub(r"(?:;|,)?\s*\b(?:and|or)\s*$|[;,]\s*$", "", text.strip())
    return " ".join(text.split())


def _asked(words: str, line: Line, text: Sequence[Line], held_on: date | None) -> Asked:
    words = _OWNER_LABEL.sub("", words)
    due_on, due_words, proposed, why = _when(words, held_on)
    if found := _OWNER_TO.match(words):
        return Asked(
            words[:LONGEST], found["owner"].strip(" ,"), due_on, due_words, proposed, why, line.place
        )
    by = _BY.match(words)
    owner = (by["owner"] if by else words).strip(" ,.–-()")
    before = [one.text for one in text if one.place == line.place] or [one.text for one in text]
    about = _last_sentence(before[-1]) if before else ""
    if len(owner) > 80:
        # A sentence and no name: it is what is to be done.
        return Asked(words[:LONGEST], "", due_on, due_words, proposed, why, line.place)
    return Asked((about or words)[:LONGEST], owner, due_on, due_words, proposed, why, line.place)


def _when(words: str, held_on: date | None) -> tuple[date | None, str, date | None, str]:
    if held_on is None:
        by = _BY.match(words)
        return None, (by["when"].strip() if by else ""), None, "The day of the meeting is not known."
    found = when_of(words, held_on=held_on)
    due = found.day if found.is_dated else None
    return due, found.when_words, None if found.is_dated else found.day, found.why


def _last_sentence(text: str) -> str:
    return re.split(r"(?<=[.;])\s+(?=[A-Z])", text.strip())[-1]
