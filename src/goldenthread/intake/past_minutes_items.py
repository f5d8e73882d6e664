"""Where each item begins: of all lines with a number, those that run on as the items of one paper do.

A minute's text has numbers too: lists, paragraphs, resolutions. The lines that begin items are a chain whose
numbers go up, that read like titles, and of which there is no better one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from goldenthread.intake.past_minutes_model import Line

_NUMBERED = re.compile(
    r"^\(?(?:(?P<word>minutes?|min|item|agenda item)\.?\s*(?:no\.?|number)?\s*[:.]?\s*)?"
    r"(?P<code>[A-Z]{1,6}[ ./-]?(?=\d))?"
    r"(?P<number>\d{1,4}(?:\.\d{1,2}){0,2})(?P<letter>[A-Za-z](?![A-Za-z]))?"
    r"(?P<series>\s?/\s?\d{2,4}(?:\s?[-/]\s?\d{2,4})?)?"
    r"(?P<end>[.):]|\s*[–-](?=\s)|(?=\s)|$)\s*(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"^(?:(?:agenda )?item|minutes?|min)\b\.?\s*(?:no\b\.?|number)?\s*:?\s*", re.IGNORECASE)
_NOT_A_TITLE = re.compile(
    r"^(?:that|the report be|to |(?:january|february|march|april|may|june|july|august|september|october|"
    r"november|december)\b|(?:am|pm|noon|%|per "
    "cent|years?|months?|weeks?|days?|hours|minutes)\b|st\b|nd\b|rd\b|th\b)",
    re.IGNORECASE,
)
_PAGES = re.compile(r"\s*[(\[]?\s*\bpages?\s+\d+\s*(?:[-–to ]+\s*\d+)?\s*[)\]]?\.?\s*$", re.IGNORECASE)
_LONGEST_TITLE = 160


@dataclass
class Candidate:
    """A line that may begin an item."""

    index: int
    printed: str
    value: tuple[int, ...]
    family: tuple[str, int]
    title: str
    rest: str = ""
    weight: float = 0.0
    score: float = field(default=0.0, compare=False)
    before: int = -1


def without_pages(title: str) -> str:
    """A title without the pages that an agenda prints beside it: "(Pages 5 - 12)"."""
    return _PAGES.sub("", title).strip()


def starts_of_items(lines: Sequence[Line]) -> list[Candidate]:
    """The lines at which items begin, in order; none where no chain of numbers is found."""
    families: dict[tuple[str, int], list[Candidate]] = defaultdict(list)
    for index, line in enumerate(lines):
        if (one := _candidate(index, line, lines)) is not None:
            families[one.family].append(one)
    chains = [chain for found in families.values() if (chain := _best_chain(found))]
    if not chains:
        return []
    best = max(chains, key=lambda chain: (chain[-1].score, len(chain)))
    deeper = [
        chain for chain in chains
        if chain is not best and chain[0].family[0] == best[0].family[0]
        and len(chain[0].value) > len(best[0].value) and _mostly_titles(chain)
    ]  # fmt: skip
    chosen = {one.index: one for chain in (best, *deeper) for one in chain}
    return [chosen[index] for index in sorted(chosen)]


def _candidate(index: int, line: Line, lines: Sequence[Line]) -> Candidate | None:
    cells = [cell for cell in line.cells if cell.strip()]
    text, rest = line.text, ""
    if line.table:
        # "54 | Minutes of the last meeting | JS": the number and the title are cells of their own.
        first = cells[0] if cells else ""
        if (
            re.fullmatch(r"\(?[A-Za-z]{0,8}[ ./-]?\d{1,4}[\d./ A-Za-z-]{0,12}[.):]?", first.strip())
            and len(cells) > 1
        ):
            title, _, rest = cells[1].partition("\n")
            text = f"{first.strip()} {title}"
        else:
            text, _, rest = first.partition("\n")
    found = _NUMBERED.match(text.strip())
    if found is None:
        return None
    title = " ".join(found["title"].split())
    if not title and not line.table and index + 1 < len(lines):
        # The number stands alone: its title is the next line.
        after = lines[index + 1]
        if len(after.text) <= _LONGEST_TITLE and not _NUMBERED.match(after.text):
            title = after.text
    if not title or _NOT_A_TITLE.match(title) or not re.search(r"[A-Za-z]{2}", title):
        return None
    if not title[0].isupper() and title[0] not in "‘’“\"'(" and not title[0].isdigit():
        return None
    code = re.sub(r"[ ./-]", "", found["code"] or "").upper()
    value = tuple(int(part) for part in found["number"].split("."))
    if value[0] == 0 or (found["series"] is None and len(value) == 1 and 1900 <= value[0] <= 2100):
        return None
    printed = " ".join(text.strip()[: found.start("title")].split()).rstrip(" .):–-").lstrip("(")
    printed = re.sub(
        r"^(?:(?:agenda )?item|minutes?|min)\b\.?\s*(?:no\b\.?|number)?\s*:?\s*",
        "",
        printed,
        flags=re.IGNORECASE,
    )
    one = Candidate(index, printed, value, (code, len(value)), title, rest)
    one.weight = _weight(title, line, bool(found["word"] or found["series"] or code))
    return one


def _weight(title: str, line: Line, marked: bool) -> float:
    """How much a line reads like the beginning of an item: 4 for sure, below nought for text."""
    weight = 0.5
    letters = [mark for mark in title if mark.isalpha()]
    if line.strong:
        weight += 2
    if letters and sum(mark.isupper() for mark in letters) > 0.8 * len(letters) and len(letters) > 3:
        weight += 2
    if len(title) <= 100 and not title.rstrip().endswith((".", ";", ",")):
        weight += 1
    if marked:
        weight += 1.5
    if line.table:
        weight += 0.5
    if len(title) > _LONGEST_TITLE:
        weight -= 1.5
    return weight


def _best_chain(found: Sequence[Candidate]) -> list[Candidate]:
    """The chain of rising numbers that weighs most. A number may stand twice; gaps cost a little."""
    for at, one in enumerate(found):
        one.score, one.before = one.weight, -1
        for back in range(max(0, at - 200), at):
            step = _step(found[back].value, one.value)
            if step is not None and found[back].score + one.weight - step > one.score:
                one.score, one.before = found[back].score + one.weight - step, back
    if not found:
        return []
    at = max(range(len(found)), key=lambda index: found[index].score)
    chain: list[Candidate] = []
    while at >= 0:
        chain.append(found[at])
        at = found[at].before
    chain.reverse()
    return chain if chain[-1].score >= 1 else []


def _step(before: tuple[int, ...], after: tuple[int, ...]) -> float | None:
    """What it costs to go on from one number to another; None where it cannot be."""
    if after < before:
        return None
    if after == before:
        return 1.0
    if len(after) > 1:
        follows = after[:-1] == before[:-1] and after[-1] == before[-1] + 1
        begins = after[-1] == 1 and after[-2] > before[-2]
        return 0.0 if follows or begins else 0.6
    gap = after[0] - before[0]
    return 0.0 if gap == 1 else 0.4 if gap <= 3 else 1.0 if gap <= 10 else 2.5


def _mostly_titles(chain: Sequence[Candidate]) -> bool:
    """Whether deeper numbers, 7.1 beside 7, begin items of their own, not paragraphs."""
    return sum(one.weight >= 2.5 for one in chain) >= 0.8 * len(chain)
