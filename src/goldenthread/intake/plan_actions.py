"""Make a typed action of the cells gathered for it, and say what could not be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from goldenthread.intake.headings import TITLE
from goldenthread.intake.plan_cells import (
    date_of,
    leading_reference,
    leads_of,
    list_of,
    sources_of,
    start_of,
    status_of,
    text_of,
)
from goldenthread.intake.plan_columns import looks_like_reference
from goldenthread.intake.plan_drafts import Draft
from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.tables import Cell
from goldenthread.rulebook.plan_dates import YearContext

_LONGEST_REFERENCE = 30
_NO_REFERENCE = re.compile(r"n/?a|tb[ac]|none|new|[-–—.?]+", re.IGNORECASE)

_NO_REVISION = re.compile(
    r"n/?a|none|no change|not applicable|as (?:before|original)|same|[-–—]+", re.IGNORECASE
)


@dataclass(frozen=True)
class PlanAction:
    """One action of a plan, as its row says.

    `due` is the last day on which it is in time; None where there is no date, or none that could be read, and
    `due_text` is what is printed. `progress` is the status as printed, `state` what it was read as, and
    `progress_date` the date in it: of completion, or by which it is to be complete. `row` is the first of
    `rows`. `extra` has the text of columns that were not recognised, by heading.
    """

    ref: str
    section: str
    outcome: str
    sources: tuple[str, ...]
    title: str
    due: date | None
    due_text: str
    workstream: str
    leads: tuple[str, ...]
    lead: str
    progress: str
    progress_date: date | None
    success_indicators: tuple[str, ...]
    evidence_checks: tuple[str, ...]
    row: int
    sheet: str
    rows: tuple[int, ...]
    state: str | None = None
    starts: date | None = None
    ongoing: bool = False
    description: str = ""
    supporting: tuple[str, ...] = ()
    lead_organisation: str = ""
    milestones: tuple[str, ...] = ()
    rating: str = ""
    comment: str = ""
    completed_on: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Plain values: dates as ISO text, tuples as lists. The issue's keys come first."""
        return {name: _plain(getattr(self, name)) for name in self.__dataclass_fields__}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


class ActionMaker:
    """Makes the actions of one plan; what could not be read goes to `problems`."""

    def __init__(self, drafts: Sequence[Draft], year_context: YearContext | None) -> None:
        self.problems: list[Problem] = []
        self._drafts = drafts
        self._context = year_context
        self._title_references = _kinds_of_title_references(drafts)

    def make(self) -> tuple[PlanAction, ...]:
        """The actions in their order."""
        actions = tuple(self._action(draft) for draft in self._drafts)
        self._list_repeats(actions)
        self._list_lost_zeros(actions)
        return actions

    def _action(self, draft: Draft) -> PlanAction:
        ref, title = self._reference_and_title(draft)
        if not title:
            self._problem(draft, TITLE, "", "This row has no text for the action.")
        values = {
            name: draft.own(name) or draft.above.get(name, [])
            for name in ("section", "outcome", "workstream")
        }
        lead = draft.own("lead") or draft.above.get("lead", [])
        progress = text_of(draft.own("progress"))
        read = status_of(progress, self._context)
        status = read.status
        if read.why is not None:
            self._problem(draft, "progress", progress, read.why)
        if read.note is not None:
            self._note(draft, "progress", progress, read.note)
        due, starts, ongoing, due_text = self._due(draft)
        in_status = status.due if status is not None else None
        if "due" not in draft.header.found and in_status is not None and in_status.due is not None:
            due, starts, due_text = in_status.due, starts or in_status.starts, progress
            self._note(
                draft,
                "progress",
                progress,
                "There is no column of dates: the date was taken from the status.",
            )
        return PlanAction(
            ref=ref,
            section=_joined(values["section"]) or draft.heading_section,
            outcome=_joined(values["outcome"]) or draft.heading_outcome,
            sources=sources_of(draft.own("sources") or draft.above.get("sources", [])),
            title=title,
            due=due,
            due_text=due_text,
            workstream=_joined(values["workstream"]) or draft.heading_workstream,
            leads=leads_of(lead),
            lead=text_of(lead),
            progress=progress,
            progress_date=(status.on or (in_status.due if in_status else None)) if status else None,
            success_indicators=list_of(draft.own("success_indicators")),
            evidence_checks=list_of(draft.own("evidence_checks")),
            row=draft.rows[0],
            sheet=draft.sheet,
            rows=tuple(draft.rows),
            state=status.state.value if status is not None and status.state is not None else None,
            starts=self._starts(draft) or starts,
            ongoing=ongoing or bool(in_status and in_status.ongoing),
            description=text_of(draft.own("description")),
            supporting=leads_of(draft.own("supporting")),
            lead_organisation=_joined(draft.own("lead_organisation")),
            milestones=list_of(draft.own("milestones")),
            rating=_joined(draft.own("rating")),
            comment=text_of(draft.own("comment")),
            completed_on=_joined(draft.own("completed_on")),
            extra={heading: text_of(cells) for heading, cells in draft.extra.items()},
        )

    def _reference_and_title(self, draft: Draft) -> tuple[str, str]:
        """The reference as printed, and the action's text without it. None is ever made up."""
        ref, title = _joined(draft.own("ref")), draft.title
        if _NO_REFERENCE.fullmatch(ref):
            draft.extra[_heading(draft, "ref")] = draft.own("ref")
            ref = ""
        if ref and not looks_like_reference(ref):
            found = leading_reference(ref)
            if found and (not title or len(ref) > _LONGEST_REFERENCE):
                ref, rest, _ = found
                title = f"{rest} {title}".strip()
        elif ref and title.startswith(ref) and (found := leading_reference(title)) and found[0] == ref:
            title = found[1]
        elif not ref and (found := leading_reference(title)) and self._is_reference(draft, title, found[2]):
            ref, title = found[0], found[1]
        if looks_like_reference(ref):
            ref = ref.rstrip(":." if "(" in ref else ":.)")
        return ref, title

    def _is_reference(self, draft: Draft, title: str, kind: str) -> bool:
        touching = kind == "dotted" and title[:1].isdigit() and _touches(title)
        return touching or kind in self._title_references

    def _due(self, draft: Draft) -> tuple[date | None, date | None, bool, str]:
        """The date, the start, whether it is ongoing, and its text. A revised date stands in place of the one
        before it, which is kept as text."""
        name = next((name for name in ("revised_due", "due") if _has_date(draft, name)), "due")
        others = [
            other for other in ("revised_due", "due", "first_due") if other != name and draft.own(other)
        ]
        for other in others:
            draft.extra[_heading(draft, other)] = draft.own(other)
        cells = draft.own(name)
        text = text_of(cells)
        if name == "revised_due" and others:
            kept = " and ".join(f"“{_heading(draft, other)}”" for other in others)
            self._note(
                draft, name, text, f"The revised date was taken. What it replaced is kept under {kept}."
            )
        read = date_of(cells, self._context)
        if read.why is not None:
            status = status_of(text, self._context).status
            is_state = status is not None and status.state is not None
            why = "This says what state the action is in, and not when it is due." if is_state else read.why
            self._problem(draft, name, text, why)
        if read.note is not None:
            self._note(draft, name, text, read.note)
        if read.date is None:
            return None, None, False, text
        return read.date.due, read.date.starts, read.date.ongoing, text

    def _starts(self, draft: Draft) -> date | None:
        cells = draft.own("starts")
        read = start_of(cells, self._context)
        if read.why is not None:
            self._problem(draft, "starts", text_of(cells), read.why)
        if read.note is not None:
            self._note(draft, "starts", text_of(cells), read.note)
        return (read.date.starts or read.date.due) if read.date else None

    def _list_lost_zeros(self, actions: Sequence[PlanAction]) -> None:
        """A spreadsheet shows 1.10 as 1.1 when it was typed as a number: after 1.9 a person is asked."""
        for draft, before, action in zip(self._drafts[1:], actions, actions[1:], strict=False):
            stem = before.ref.removesuffix(".9")
            if before.ref.endswith(".9") and action.ref == f"{stem}.1":
                why = f"{action.ref} comes after {before.ref}: it may be {stem}.10, typed as a number."
                self._problem(draft, "ref", action.ref, why, Level.QUESTION)

    def _list_repeats(self, actions: Sequence[PlanAction]) -> None:
        first: dict[str, PlanAction] = {}
        for draft, action in zip(self._drafts, actions, strict=True):
            if not action.ref:
                continue
            before = first.setdefault(action.ref, action)
            if before is not action:
                where = (
                    f"row {before.row}"
                    if before.sheet == action.sheet
                    else f"{before.sheet}, row {before.row}"
                )
                why = f"The reference {action.ref} is also on {where}. Both actions were kept."
                self._problem(draft, "ref", action.ref, why, Level.QUESTION)

    def _note(self, draft: Draft, name: str, text: str, why: str) -> None:
        self._problem(draft, name, text, why, Level.NOTE)

    def _problem(self, draft: Draft, name: str, text: str, why: str, level: Level = Level.PROBLEM) -> None:
        column = _heading(draft, name)
        self.problems.append(Problem(draft.sheet, draft.rows[0], column, text, why, level))


def _heading(draft: Draft, name: str) -> str:
    """The heading of a field's column as printed, or the field where the column has none."""
    columns = (column for column, found in draft.header.fields.items() if found == name)
    return next((heading for column in columns if (heading := draft.header.headings.get(column))), name)


def _has_date(draft: Draft, name: str) -> bool:
    text = text_of(draft.own(name))
    return bool(text) and _NO_REVISION.fullmatch(text) is None


def _joined(cells: Sequence[Cell]) -> str:
    """A short text on one line."""
    return " ".join(text_of(cells).split("\n"))


def _touches(title: str) -> bool:
    """True when the text starts straight after its reference, as in "1.10Establish"."""
    found = leading_reference(title)
    return found is not None and title.startswith(found[0] + found[1][:1])


def _kinds_of_title_references(drafts: Sequence[Draft]) -> frozenset[str]:
    """The kinds of reference that actions' texts start with, where at least half of those without a reference
    of their own do."""
    titles = [draft.title for draft in drafts if not draft.own("ref")]
    kinds = Counter(found[2] for title in titles if (found := leading_reference(title)))
    numbered = {looks_like_reference(_joined(draft.own("ref"))) for draft in drafts if draft.own("ref")}
    return frozenset(
        kind for kind, count in kinds.items() if count * 2 >= len(titles) and (count > 1 or True in numbered)
    )
