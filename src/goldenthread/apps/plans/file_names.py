"""What a plan's file calls outcomes, workstreams and leads, as the records that they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from goldenthread.apps.bodies.models import WORKSTREAM, Body
from goldenthread.apps.people.actions import post_called
from goldenthread.apps.people.models import Organisation, Post
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.plans.comparing import COMPARED
from goldenthread.apps.plans.file_rows import FileRow, plain
from goldenthread.apps.plans.models import Outcome, Plan
from goldenthread.apps.plans.revising import ActionFields

OUR_COUNCIL = "council"


class FileNames:
    """Looks each name up once, and makes the outcomes and posts that a plan names for the first time."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.outcomes = {outcome.text: outcome for outcome in plan.outcomes.all()}
        self.workstreams = {plain(body.name): body for body in Body.objects.filter(kind=WORKSTREAM)}
        self.posts: dict[tuple[str, str], Post] = {}

    def fields(self, row: FileRow) -> ActionFields:
        """What a new action says."""
        return self.changed(ActionFields(title=row.title), row, COMPARED.keys() | {"status"})

    def changed(self, was: ActionFields, row: FileRow, names: Collection[str]) -> ActionFields:
        """What an action says after these fields of a file changed; the others stay as they are here."""
        says = replace(was, gone_on=None)
        for name in names & _AS_PRINTED.keys():
            text = getattr(row, name)
            limit = _AS_PRINTED[name]
            says = replace(says, **{name: text[:limit] if limit else text})
        if "outcome" in names:
            says = replace(says, outcome=self._outcome(row.outcome))
        if "workstream" in names:
            body = self.workstreams.get(plain(row.workstream))
            says = replace(says, workstream=body, workstream_text=row.workstream[:200])
        if "lead" in names:
            says = replace(says, leads=self._leads(row), lead_text=row.lead)
        if "due_text" in names:
            says = replace(says, starts=_start(row), due=row.due, ongoing=row.ongoing)
        if "status" in names and row.completed_on:
            says = replace(says, completed_on=row.completed_on)
        return says

    def _outcome(self, text: str) -> Outcome | None:
        if not text:
            return None
        if text not in self.outcomes:
            place = len(self.outcomes) + 1
            self.outcomes[text] = Outcome.objects.create(plan=self.plan, position=place, text=text)
        return self.outcomes[text]

    def _leads(self, row: FileRow) -> tuple[Post, ...]:
        posts = [self._post(title[:200], row.lead_organisation) for title in row.leads]
        return tuple(sorted({post.pk: post for post in posts}.values(), key=lambda post: post.title))

    def _post(self, title: str, organisation: str) -> Post:
        """The post of this title: in the organisation that the row names, else where there is one."""
        if (title, organisation) not in self.posts:
            there_are = Post.objects.filter(title=title)[:2]
            if not organisation and len(there_are) == 1:
                self.posts[title, organisation] = there_are[0]
            else:
                self.posts[title, organisation] = post_called(title, _organisation(organisation))
        return self.posts[title, organisation]


# Fields that are the file's text, with the longest that fits; None where any length does.
_AS_PRINTED: dict[str, int | None] = {
    "reference": 40,
    "title": None,
    "section": 300,
    "description": None,
    "sources": None,
    "due_text": 300,
    "success_indicators": None,
    "evidence_checks": None,
    "other_columns": None,
}


def _organisation(name: str) -> Organisation:
    """An organisation by the name that a file gives it; "Council" is the council whose plan it is."""
    if plain(name) in {"", OUR_COUNCIL, f"the {OUR_COUNCIL}"}:
        council = the_council()
        name = council.name if council else "The council"
    known = Organisation.objects.filter(name__iexact=name[:200]).first()
    return known or Organisation.objects.create(name=name[:200])


def _start(row: FileRow) -> date | None:
    """A start after the due date is a slip of the paper: it is left out, and the printed text keeps it."""
    return row.starts if not (row.starts and row.due and row.starts > row.due) else None
