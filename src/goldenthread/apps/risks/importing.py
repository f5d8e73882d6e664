"""A council's risk register as a file: what a reading would change, and the change itself.

Loading the same file twice writes nothing. A score is added beside those that stand. A risk that the file no
longer lists stays open: a person closes it, with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.loads.models import Load
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.plans.models import Action
from goldenthread.apps.risks.actions import Says, add_risk, revise_risk, says_now, score_risk, tie_risk
from goldenthread.apps.risks.controlling import add_control
from goldenthread.apps.risks.lifecycle import close_risk
from goldenthread.apps.risks.models import Risk, RiskScore
from goldenthread.apps.risks.scales import scale_for, scale_of
from goldenthread.apps.trail.refusals import Refused
from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.reading import Workbook
from goldenthread.intake.risk_headings import FIELDS
from goldenthread.intake.risk_register import RiskReading, read_risk_register
from goldenthread.intake.risk_scores import Levels
from goldenthread.rulebook.risk_scoring import score

KINDS = tuple(RiskScore.Kind)
CLOSED = "It is closed in the register that was loaded."
NO_SCALE = "There is no risk scale yet, so scores are not taken in. Set the scale, then load the file again."


class RiskImporter:
    """Takes in a risk register: see `loads.importers.Importer`. Its source is the body that keeps it."""

    kind = "risks"
    title = "Risk register"
    fields: Mapping[str, str] = FIELDS

    def read(self, workbook: Workbook, mapping: Mapping[str, str]) -> RiskReading:
        record = scale_for(date.max)
        scale = scale_of(record) if record else None
        words = Levels(
            {word.casefold(): level for level, word in scale.likelihood.items()} if scale else {},
            {word.casefold(): level for level, word in scale.impact.items()} if scale else {},
        )
        found = read_risk_register(workbook, mapping, words)
        told = list(found.problems)
        actions = _Actions()
        for row in found.risks:
            for kind in KINDS:
                given = row[kind]
                if given and scale is None:
                    row[kind] = None
                elif given and scale and score(given["likelihood"], given["impact"], scale) is None:
                    levels = f"{given['likelihood']} × {given['impact']}"
                    told.append(_problem(row, f"{kind.label} score", levels,
                                         "The scale has no such level."))  # fmt: skip
                    row[kind] = None
            told += [
                _problem(row, "Treatment actions", text,
                         "No action of a plan has this reference. Tie it on the risk’s page.", Level.QUESTION)
                for text in row["treatments"] if actions.called(text) is None
            ]  # fmt: skip
        if scale is None and found.risks:
            told.append(Problem(found.risks[0]["sheet"], None, "", "", NO_SCALE))
        return RiskReading(tuple(_once(found.risks, told)), tuple(told), found.columns)

    def preview(self, reading: Mapping[str, Any], source_name: str) -> dict[str, Any]:
        """What accepting the reading would do, row by row; nothing is written."""
        known = _Known()
        found: dict[str, Any] = {"new": [], "changed": [], "gone": [], "unsure": [], "unchanged": 0}
        met = set()
        for number, row in enumerate(reading["risks"]):
            item = _item(row, number)
            held = known.risk(row)
            namesake = known.titled(row) if held is None else None
            if held:
                met.add(held.pk)
            if namesake:
                candidate = {"uuid": str(namesake.uuid), "label": str(namesake)}
                found["unsure"].append(item | {"candidates": [candidate]})
            elif held is None:
                found["new"].append(item | {"changes": _changes(None, row, known)})
            elif changes := _changes(held, row, known):
                found["changed"].append(item | {"changes": changes})
            else:
                found["unchanged"] += 1
        body = Body.objects.filter(name__iexact=source_name).first()
        found["gone"] = [
            {"key": str(one.uuid), "label": str(one), "changes": [], "candidates": [],
             "place": "Kept open: a person closes a risk, with a reason"}
            for one in known.risks.values()
            if body and one.body_id == body.pk and one.closed_on is None and one.pk not in met
        ]  # fmt: skip
        return found

    @transaction.atomic
    def accept(
        self, load: Load, *, decisions: Mapping[str, Any], by: Person | None, at: datetime, effective_on: date
    ) -> dict[str, str]:
        """Write a load's reading. Raises Refused as the actions do, with the row."""
        writing = _Writing(load, by, at, effective_on)
        for number, row in enumerate(load.reading["risks"]):
            decided = decisions.get(_key(row, number), {}).get("as")
            if decided == "skip":
                continue
            try:
                writing.write(row, decided)
            except Refused as refusal:
                raise Refused(f"Row {row['row']}, {row['title']}: {refusal.words}") from refusal
        counted = writing.counted
        words = (
            f"{counted['new']} risks added, {counted['changed']} changed, {counted['scores']} scores given."
        )
        return {"url": reverse("risks:risks"), "words": words}


class _Known:
    """Risks, posts, bodies and actions that rows may name."""

    def __init__(self) -> None:
        rows = Risk.objects.select_related("owner", "body").prefetch_related(
            "controls", "scores", "treatments"
        )
        self.risks = {one.reference.casefold(): one for one in rows}
        self.titles = {one.title.casefold(): one for one in self.risks.values()}
        self.posts: dict[str, list[Post]] = {}
        for post in Post.objects.all():
            self.posts.setdefault(post.title.casefold(), []).append(post)
        self.actions = _Actions()

    def risk(self, row: Mapping[str, Any]) -> Risk | None:
        """The risk of the row's reference; without a reference the one of its very title."""
        if row["ref"]:
            return self.risks.get(row["ref"].casefold())
        return self.titles.get(row["title"].casefold())

    def titled(self, row: Mapping[str, Any]) -> Risk | None:
        """A risk under another reference that says the same."""
        return self.titles.get(row["title"].casefold()) if row["ref"] else None

    def says(self, held: Risk | None, row: Mapping[str, Any]) -> Says:
        """What the risk says after the row; what the row leaves empty stays."""
        before = says_now(held) if held else Says("")
        texts = ("title", "cause", "event", "effect", "category")
        after = replace(before, **{name: row[name] for name in texts if row[name]})
        if row["owner"]:
            called = self.posts.get(row["owner"].casefold(), [])
            owner = called[0] if len(called) == 1 else None
            after = replace(after, owner=owner, owner_text="" if owner else row["owner"])
        if row["review_on"]:
            after = replace(after, review_on=date.fromisoformat(row["review_on"]))
        return after.tidy()


class _Actions:
    """Actions by their printed reference, where one only has it."""

    def __init__(self) -> None:
        self._found: dict[str, list[Action]] = {}
        for action in Action.objects.filter(gone_on=None).exclude(reference=""):
            self._found.setdefault(action.reference.casefold(), []).append(action)

    def called(self, text: str) -> Action | None:
        first = text.split()[0].rstrip(".:;,") if text.split() else ""
        for name in (text, first):
            if len(found := self._found.get(name.casefold(), [])) == 1:
                return found[0]
        return None


class _Writing:
    """One register on its way in."""

    def __init__(self, load: Load, by: Person | None, at: datetime, effective_on: date) -> None:
        self.load, self.effective_on, self.today = load, effective_on, timezone.localtime(at).date()
        self.told: dict[str, Any] = {"by": by, "at": at, "published_on": load.published_on}
        self.known = _Known()
        self.bodies = {body.name.casefold(): body for body in Body.objects.all()}
        self.counted = {"new": 0, "changed": 0, "scores": 0}

    def write(self, row: Mapping[str, Any], decided: str | None) -> None:
        if not row["title"]:
            return
        held = self.known.risk(row)
        if held is None and decided not in (None, "new"):
            held = Risk.objects.get(uuid=decided)
        risk = self._risk(held, row)
        if risk.closed_on is None:
            self._scores(risk, row)
            self._beside(risk, row)
        if row["closed"] and risk.closed_on is None:
            risk.refresh_from_db()
            close_risk(
                risk, reason=CLOSED, version=risk.version, today=self.today,
                effective_on=max(self.effective_on, risk.opened_on), **self.told,
            )  # fmt: skip

    def _risk(self, held: Risk | None, row: Mapping[str, Any]) -> Risk:
        says = self.known.says(held, row)
        if held is None:
            opened = date.fromisoformat(row["opened_on"]) if row["opened_on"] else self.effective_on
            source = self.load.source.name
            body = self.bodies.get(row["register"].casefold()) or self.bodies.get(source.casefold())
            self.counted["new"] += 1
            return add_risk(
                says, opened_on=opened, body=body, reference=row["ref"], today=self.today, load=self.load,
                **self.told,
            )  # fmt: skip
        if held.closed_on is None and says != says_now(held):
            self.counted["changed"] += 1
            return revise_risk(
                held, says, version=held.version, effective_on=self.effective_on, load=self.load,
                reason="As the register that was loaded says", **self.told,
            )  # fmt: skip
        return held

    def _scores(self, risk: Risk, row: Mapping[str, Any]) -> None:
        for kind in KINDS:
            given = row[kind]
            if given is None or _stands(risk, kind, given, _day(row["target_by"])):
                continue
            risk.refresh_from_db()
            score_risk(
                risk, kind=kind, **given, version=risk.version, today=self.today, load=self.load,
                effective_on=max(self.effective_on, risk.opened_on), by_on=_day(row["target_by"]),
                **self.told,
            )  # fmt: skip
            self.counted["scores"] += 1

    def _beside(self, risk: Risk, row: Mapping[str, Any]) -> None:
        held = {one.text.casefold() for one in risk.controls.all()}  # one that was ended stays so
        for text in _controls(row):
            if text.casefold() not in held:
                add_control(risk, text, effective_on=self.effective_on, **self.told)
        for text in row["treatments"]:
            if action := self.known.actions.called(text):
                tie_risk(risk, action, **self.told)


def _once(rows: Iterable[dict[str, Any]], told: list[Problem]) -> Iterator[dict[str, Any]]:
    """Rows that say a risk, each reference once: of two rows nobody knows which is meant."""
    seen: set[str] = set()
    for row in rows:
        reference = row["ref"].casefold()
        if reference and reference in seen:
            told.append(_problem(row, "Reference", row["ref"], "An earlier row has this reference already."))
        elif row["title"]:
            yield row
        seen.add(reference)


def _changes(held: Risk | None, row: Mapping[str, Any], known: _Known) -> list[dict[str, str]]:
    before, after = (says_now(held) if held else Says("")), known.says(held, row)
    if held and held.closed_on is not None:
        return []
    found = [
        {"field": FIELDS.get(name, name), "before": _words(getattr(before, name)), "after": _words(value)}
        for name, value in vars(after).items()
        if value != getattr(before, name) and (held or name != "title")
    ]
    for kind in KINDS:
        given = row[kind]
        if given and not (held and _stands(held, kind, given, _day(row["target_by"]))):
            levels = f"likelihood {given['likelihood']}, impact {given['impact']}"
            found.append({"field": f"{kind.label} score", "before": "", "after": levels})
    controls = {one.text.casefold() for one in held.controls.all()} if held else set()
    new = [text for text in _controls(row) if text.casefold() not in controls]
    treated = {one.action_id for one in held.treatments.all() if one.ended_at is None} if held else set()
    actions = [action for text in row["treatments"] if (action := known.actions.called(text))]
    for name, added in (("Controls", new), ("Treated by", [one for one in actions if one.pk not in treated])):
        if added:
            found.append({"field": name, "before": "", "after": "; ".join(str(one) for one in added)})
    if row["closed"]:
        found.append({"field": "State", "before": "Open" if held else "", "after": "Closed"})
    return found


def _controls(row: Mapping[str, Any]) -> list[str]:
    """The row's controls as they are kept, each once."""
    tidy = (" ".join(text.split())[:500] for text in row["controls"])
    return list({text.casefold(): text for text in tidy if text}.values())


def _stands(risk: Risk, kind: str, given: Mapping[str, int], by_on: date | None) -> bool:
    """Whether the newest score of the kind says the same already."""
    scores = sorted(
        (one for one in risk.scores.all() if one.kind == kind), key=lambda one: (one.effective_on, one.pk)
    )
    if not scores:
        return False
    newest = scores[-1]
    same = (newest.likelihood, newest.impact) == (given["likelihood"], given["impact"])
    return same and (kind != RiskScore.Kind.TARGET or by_on is None or newest.by_on == by_on)


def _item(row: Mapping[str, Any], number: int) -> dict[str, Any]:
    place = f"Sheet {row['sheet']}, row {row['row']}"
    label = f"{row['ref']} {row['title']}".strip()
    return {"key": _key(row, number), "label": label, "place": place, "changes": [], "candidates": []}


def _key(row: Mapping[str, Any], number: int) -> str:
    return f"{number} {row['ref'] or row['title']}"[:120]


def _problem(
    row: Mapping[str, Any], column: str, text: str, why: str, level: Level = Level.PROBLEM
) -> Problem:
    return Problem(row["sheet"], row["row"], column, text, why, level)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _words(value: object) -> str:
    return "" if value is None else str(value)
