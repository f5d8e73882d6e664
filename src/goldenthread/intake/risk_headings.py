"""What councils call the columns of a risk register. A heading may stand below one that names the score."""

from __future__ import annotations

import re

from goldenthread.intake.headings import plain_heading
from goldenthread.intake.tables import Row, Table

KINDS = ("inherent", "current", "target")
FIELDS: dict[str, str] = {
    "ref": "Reference",
    "title": "Risk",
    "cause": "Cause",
    "event": "Event",
    "effect": "Effect",
    "category": "Category",
    "owner": "Owner",
    "register": "Body whose register it is on",
    "controls": "Controls",
    "treatments": "Treatment actions",
    "review_on": "Next review",
    "opened_on": "Found on",
    "status": "Open or closed",
    **{
        f"{kind}_{part}": f"{kind.capitalize()} {part}"
        for kind in KINDS
        for part in ("likelihood", "impact", "score")
    },
    "target_by": "Target by",
}
_SPELLINGS = {
    "ref": "ref, ref no, reference, risk ref, risk reference, risk no, risk number, risk id, id, no, number",
    "title": (
        "risk, risk title, title, risk description, description, description of risk, risk name, summary, "
        "risk and description, threat"
    ),
    "cause": ("cause, causes, risk cause, because of, source of risk, trigger, root cause, cause of risk"),
    "event": "event, risk event, what may happen, what could happen",
    "effect": (
        "effect, effects, consequence, consequences, impact description, risk effect, potential impact, "
        "result, consequence of risk, leading to"
    ),
    "category": "category, risk category, theme, type, risk type, area, section",
    "owner": "owner, risk owner, lead, lead officer, responsible officer, responsible, accountable officer",
    "register": "register, body, board, workstream, held by, risk held by",
    "controls": (
        "controls, control, existing controls, current controls, controls in place, mitigation in place, "
        "mitigations in place, existing mitigation, key controls, control measures"
    ),
    "treatments": (
        "treatment, treatments, actions, action, mitigating actions, further actions, actions planned, "
        "planned actions, further action required, treatment actions, action plan, mitigation, mitigations, "
        "actions to mitigate, required actions"
    ),
    "review_on": (
        "review date, next review, review, review by, next review date, date of next review, review on"
    ),
    "opened_on": (
        "date raised, raised, date identified, identified on, date added, opened, date opened, found on"
    ),
    "status": "status, open closed, open or closed, risk status, state",
    "target_by": "target date, by when, target by, target score by, date for target",
}
_FIELD_OF = {
    plain_heading(spelling.strip()): name
    for name, spellings in _SPELLINGS.items()
    for spelling in spellings.split(",")
}
_KIND_WORDS = (
    ("inherent", re.compile(r"\b(inherent|gross|initial|original|raw|uncontrolled|before controls)\b")),
    ("target", re.compile(r"\b(target|desired|tolerable|planned score|appetite)\b")),
    ("current", re.compile(r"\b(current|residual|net|controlled|now|after controls|present)\b")),
)
_PARTS = (
    ("likelihood", re.compile(r"\b(likelihood|likely|probability|l)\b")),
    ("impact", re.compile(r"\b(impact|severity|consequence|i)\b")),
    ("score", re.compile(r"\b(score|rating|risk|total|level|grading|rag|assessment)\b")),
)
_BOTH = re.compile(r"\b(l|likelihood)\b.*\b(i|impact)\b|\b(i|impact)\b.*\b(l|likelihood)\b")
_LONGEST = 80


def is_impact_first(heading: str) -> bool:
    """Whether a heading says that impact stands first: "Score (I x L)"."""
    plain = re.sub(r"[^a-z]+", " ", heading.casefold())
    return bool(re.search(r"\b(i|impact)\b( x| by)? (l|likelihood)\b", plain))


def field_of(heading: str, above: str = "") -> str | None:
    """The field that a heading names, given what stands merged above it. None for another heading."""
    if not heading.strip() or len(heading) > _LONGEST:
        return None
    plain = plain_heading(heading)
    if (name := _FIELD_OF.get(plain)) and not (above and _kind(plain_heading(above))):
        return name
    kind = _kind(plain) or (_kind(plain_heading(above)) if above else None)
    part = "score" if _BOTH.search(re.sub(r"[^a-z]+", " ", heading.casefold())) else _part(plain, kind)
    if part is None:
        return name
    if part == "score" and kind is None and not re.search(r"\b(score|rating)\b", plain):
        return None
    return f"{kind or 'current'}_{part}"


def _kind(plain: str) -> str | None:
    return next((kind for kind, words in _KIND_WORDS if words.search(plain)), None)


def _part(plain: str, kind: str | None) -> str | None:
    found = next((part for part, words in _PARTS if words.search(plain)), None)
    # "Current risk" is its score; "Risk" alone is what it is.
    return "score" if found is None and kind and plain in {kind, "residual", "gross", "net"} else found


def above(table: Table, row: Row, column: int) -> str:
    """What stands over a heading in the row before, seen through merged cells."""
    before = next((one for one in reversed(table.rows) if one.number < row.number and not one.is_blank), None)
    if before is None:
        return ""
    text = table.seen(before, column).text
    return text if len(text) <= _LONGEST else ""
