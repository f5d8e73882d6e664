"""Who was at a past meeting: from lists under headings, lines, tables, and what an item says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goldenthread.intake.past_minutes_model import Attender, Doubt, Line, Status

_SECTIONS: tuple[tuple[str, Status], ...] = (
    (r"apologies(?: for absence)?(?: received)?(?: from)?", Status.APOLOGIES),
    (r"(?:members? )?(?:absent|not present)", Status.ABSENT),
    (r"substitutes?(?: members?)?(?: present)?", Status.SUBSTITUTE),
    (
        r"(?:(?:councillors?|members?|officers?|others?|staff|visitors|visiting members|"
        r"portfolio holders?|cabinet members?|guests|external|observers)?(?: also)? ?(?:in "
        "attendance|attending)"
        r"|also (?:present|in attendance)|officers?(?: present)?|observers?(?: present)?|advis[eo]rs?"
        r"(?: present)?|others? present|witnesses|minutes?(?: taken by)?|minute taker|clerk|visiting members?"
        r"|guests?|partners? present|representatives? in attendance)",
        Status.IN_ATTENDANCE,
    ),
    (
        r"(?:(?:voting |non[- ]voting |core |board |committee |co-?opted )?(?:members?|councillors?) ?)?"
        r"(?:present|attended|attendance|attendees)|those present|in the chair|members?|attendance list"
        r"|(?:voting|non[- ]voting|co-?opted|independent|core|statutory) members?(?: present)?"
        r"|councillors?|chair(?:man|person)?",
        Status.PRESENT,
    ),
)
_HEADING = tuple(
    (re.compile(rf"^(?:{words})\s*(?P<sep>[:–-]\s*|\t|$)(?P<rest>.*)$", re.IGNORECASE), status)
    for words, status in _SECTIONS
)
_SUBSTITUTE = re.compile(
    r"[(\[,–-]?\s*(?:(?:as )?(?:a "
    ")?sub(?:stitute|stituting|stituted)?|deputising|deputy|attending|standing in)"
    r"\s+(?:for|on behalf of)\s+(?P<whom>[^)\];]+)[)\]]?|\(\s*for\s+(?P<other>[^)]+)\)|on behalf of "
    "(?P<third>.+)$",
    re.IGNORECASE,
)
_ROLE_WORDS = re.compile(
    r"\b(?:director|head|manager|officer|chair|vice|lead|council(?!lor)|trust|nhs|ccg|police|school|college|"
    r"service|services|team|teacher|governor|representative|member|doctor|nurse|partner|commissioner|"
    r"partnership|board|group|constabulary|hospital|university|authority|healthwatch|solicitor|"
    r"accountant|administrator|adviser|advisor|analyst|assistant|co-?ordinator|principal|chief|executive|"
    r"social|care|health|education|children|safeguarding|carer|parent|minutes|clerk|secretary|observer|"
    r"independent|consultant|specialist|practice|probation|fire|ofsted|improvement|business|support)\b",
    re.IGNORECASE,
)
_POST_WORDS = re.compile(
    r"\b(?:director|head|manager|officer|chair|lead|member|teacher|nurse|doctor|representative|solicitor|"
    r"superintendent|inspector|commissioner|principal|governor|executive|adviser|advisor|analyst|clerk)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^(?:councillors?|cllrs?\.?|mr|mrs|ms|miss|mx|dr|rev\.?|revd|sir|dame|lord|lady|prof\.?|ald\.?)\b", re.I
)
_PLURAL = re.compile(r"^(?P<title>councillors|cllrs\.?|messrs)\s+(?P<rest>.+)$", re.IGNORECASE)
_APOLOGIES_SAID = re.compile(
    r"\bapolog(?:y|ies)(?: for (?:absence|non[- ]attendance))?\s+(?:(?:were|was|had been|have been)\s+)?"
    r"(?:received|given|noted|submitted|tendered)?\s*(?:from|on behalf of|by|for)\s+(?P<names>.+?)\.?$",
    re.IGNORECASE,
)
_SUBSTITUTED = re.compile(
    r"^(?P<name>(?:councillor|cllr\.?|mr|mrs|ms|dr)?\s*[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){0,3})\s+"
    r"(?:substituted|deputised|was substituting|attended as substitute|acted as substitute)\s+for\s+"
    r"(?P<whom>[^.]+)",
    re.IGNORECASE,
)
_MARKS = {
    "✓": Status.PRESENT, "✔": Status.PRESENT, "y": Status.PRESENT, "yes": Status.PRESENT, "p": Status.PRESENT,
    "present": Status.PRESENT, "attended": Status.PRESENT, "a": Status.APOLOGIES,
    "apologies": Status.APOLOGIES,
    "apols": Status.APOLOGIES, "ap": Status.APOLOGIES, "apology": Status.APOLOGIES, "x": Status.ABSENT,
    "✗": Status.ABSENT, "absent": Status.ABSENT, "no": Status.ABSENT, "n": Status.ABSENT,
    "in attendance": Status.IN_ATTENDANCE, "sub": Status.SUBSTITUTE, "substitute": Status.SUBSTITUTE,
    "☑": Status.PRESENT, "•": Status.PRESENT,
}  # fmt: skip
_NOBODY = re.compile(r"^(?:none|nil|n/?a|no apologies.*|there were none|-+)\.?$", re.IGNORECASE)
_HEADS_OF_ITEMS = frozenset({"action", "actions", "item", "agenda item", "minute", "discussion"})
LONGEST_NAME = 90


def section_of(text: str) -> tuple[Status, str] | None:
    """Whether a line begins a list of people, and what stands on the line after its heading."""
    bare = text.strip()
    for pattern, status in _HEADING:
        if found := pattern.match(bare):
            rest = found["rest"].strip()
            # "Members present were told": a sentence, no heading.
            if rest and not found["sep"].strip() and "\t" not in found["sep"]:
                return None
            return status, rest
    return None


def read_attendance(lines: Sequence[Line]) -> tuple[list[Attender], list[Doubt]]:
    """Who the lines before the first item list, by the heading under which they stand."""
    found: list[Attender] = []
    doubts: list[Doubt] = []
    status: Status | None = None
    columns: list[Status | None] = []
    in_table = 0
    for line in lines:
        if line.table and len(_filled(line)) > 1:
            if line.table != in_table:
                in_table, columns = line.table, []
            if {" ".join(cell.split()).casefold() for cell in line.cells} & _HEADS_OF_ITEMS:
                # The table of the items begins: who was there is told.
                status, columns = None, []
                continue
            if heads := _columns(line):
                columns = heads
                status = status or Status.PRESENT
                continue
            first = section_of(line.cells[0]) if line.cells[0].strip() else None
            if first and not first[1]:
                status = first[0]
                for cell in line.cells[1:]:
                    found += _people(cell, status, line.place)
                continue
            if status is not None or columns:
                found += _row(line, status or Status.PRESENT, columns)
            continue
        if begun := section_of(line.text):
            status, rest = begun
            if rest and not _NOBODY.match(rest):
                found += _people(rest, status, line.place)
            continue
        if status is None or _NOBODY.match(line.text):
            continue
        if len(line.text) > 400 or re.search(r"[a-z]\.\s+[A-Z]", line.text):
            doubts.append(
                Doubt("This stands among the people and reads like a sentence.", line.place, line.text)
            )
            continue
        found += _people("\n".join(line.cells) if line.table else _with_role(line), status, line.place)
    return _once(found), doubts


def said_in_items(text: str, place: str) -> Iterator[Attender]:
    """Who an item's text says sent apologies, or sat for another."""
    for sentence in re.split(r"(?<=[a-z)])\.\s+|\n", text):
        if said := _APOLOGIES_SAID.search(sentence.strip()):
            yield from _people(said["names"], Status.APOLOGIES, place)
        if said := _SUBSTITUTED.match(sentence.strip()):
            whom = said["whom"].strip(" .")
            yield Attender(said["name"].strip(), Status.SUBSTITUTE, "", whom, place)


def _with_role(line: Line) -> str:
    """A line whose parts stand apart by a tab is a name and what it is."""
    return " – ".join(line.cells) if len(line.cells) == 2 else line.text


def _filled(line: Line) -> list[str]:
    return [cell for cell in line.cells if cell.strip()]


def _columns(line: Line) -> list[Status | None]:
    """The kinds of a table's columns where the row is its heading: "Name", "Role", "Present", "Apologies"."""
    heads = [" ".join(cell.split()).casefold().rstrip(":") for cell in line.cells]
    if not any(re.match(r"^(?:name|member|attendee|representative)s?\b", head) for head in heads):
        return []
    known = {"present": Status.PRESENT, "attended": Status.PRESENT, "apologies": Status.APOLOGIES,
             "absent": Status.ABSENT, "in attendance": Status.IN_ATTENDANCE}  # fmt: skip
    return [known.get(head) for head in heads]


def _row(line: Line, status: Status, columns: Sequence[Status | None]) -> Iterator[Attender]:
    cells = [" ".join(cell.split()) for cell in line.cells]
    said: list[str] = []
    for index, cell in enumerate(cells):
        mark = _MARKS.get(cell.casefold().rstrip("."))
        column = columns[index] if index < len(columns) else None
        if column is not None and cell:
            status = column if mark is Status.PRESENT or mark is None or len(cell) < 3 else mark
        elif mark is not None and index and cell:
            status = mark
        elif cell:
            said.append(cell)
    if said:
        yield from _named(said[0], status, line.place, role=", ".join(said[1:]))


def _people(text: str, status: Status, place: str) -> Iterator[Attender]:
    for part in re.split(r"\n|;", text):
        part = part.strip(" \t,.•-–")
        if part:
            yield from _of_part(part, status, place)


def _of_part(part: str, status: Status, place: str) -> Iterator[Attender]:
    if plural := _PLURAL.match(part):
        title = "Councillor" if plural["title"].casefold().startswith(("c",)) else ""
        for name in _split(plural["rest"]):
            already = bool(_TITLE.match(name))
            yield from _named(name if already or not title else f"{title} {name}", status, place)
        return
    pieces = _split(part)
    posts = all(_POST_WORDS.search(_bare(piece)) for piece in pieces)
    if len(pieces) > 1 and (posts or not any(_ROLE_WORDS.search(_bare(piece)) for piece in pieces[1:])):
        for piece in pieces:
            yield from _named(piece, status, place)
        return
    yield from _named(part, status, place)


def _split(text: str) -> list[str]:
    """Parts between commas and "and", but none inside brackets."""
    parts, depth, start = [], 0, 0
    for found in re.finditer(r"[(\[]|[)\]]|,\s*(?:and\s+)?|\s+and\s+|\s*&\s*", text):
        mark = found.group()
        if mark in "([":
            depth += 1
        elif mark in ")]":
            depth -= 1
        elif depth <= 0:
            parts.append(text[start : found.start()])
            start = found.end()
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def _bare(text: str) -> str:
    return re.sub(r"\([^)]*\)", "", text)


def _named(text: str, status: Status, place: str, role: str = "") -> Iterator[Attender]:
    """One person: the name, what stands in brackets or after a comma or a dash, and for whom they sit."""
    whom = ""
    if found := _SUBSTITUTE.search(text):
        whom = (found["whom"] or found["other"] or found["third"] or "").strip(" .")
        text = (text[: found.start()] + text[found.end() :]).strip()
        status = Status.SUBSTITUTE if status in (Status.PRESENT, Status.SUBSTITUTE) else status
    elif re.search(r"\((?:sub(?:stitute)?)\)", text, re.IGNORECASE):
        text = re.sub(r"\((?:sub(?:stitute)?)\)", "", text, flags=re.IGNORECASE)
        status = Status.SUBSTITUTE
    brackets = [said.strip() for said in re.findall(r"\(([^)]*)\)", text) if said.strip()]
    text = re.sub(r"\([^)]*\)", "", text)
    pieces = re.split(r"\s+[–—-]\s+|,\s*", text, maxsplit=1)
    name = " ".join(pieces[0].split()).strip(" ,.:–-")
    said = [*(piece.strip(" ,.") for piece in pieces[1:]), *brackets, role]
    if name and len(name) <= LONGEST_NAME and not _NOBODY.match(name):
        yield Attender(name, status, ", ".join(one for one in said if one)[:200], whom[:200], place)


def _once(people: Sequence[Attender]) -> list[Attender]:
    """Each name once: the first says how they were listed."""
    found: dict[str, Attender] = {}
    for one in people:
        found.setdefault(one.name.casefold(), one)
    return list(found.values())
