"""A self-assessment as one document: words of its parts, verdicts and figures of the records, in their order.

What is composed as known at the instant of freezing equals what was frozen: a test does so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Assessment
from goldenthread.apps.inspections.queries import ElementLine
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.reports.authors import Authors
from goldenthread.apps.selfassessment.headings import CHAPTERS, OF_A_RECOMMENDATION
from goldenthread.apps.selfassessment.linking import links_of, links_of_document
from goldenthread.apps.selfassessment.models import Part, Review, SelfAssessment
from goldenthread.apps.selfassessment.queries import NOTHING, Typed, approvals, parts_of, words_of
from goldenthread.apps.selfassessment.records import Held, held_of
from goldenthread.documents import self_assessment as doc
from goldenthread.documents.paper_figures import Standing
from goldenthread.documents.self_assessment_text import Links, nothing_behind, read
from goldenthread.rulebook.self_assessment import LEFT, SLF_1


@dataclass(frozen=True)
class Reading:
    """Everything that the document is put together from, read once.

    `links` is by the row number of a part's recommendation, None for chapters.
    """

    document: SelfAssessment
    parts: tuple[Part, ...]
    held: tuple[Held, ...]
    words: Mapping[int, Mapping[str, Typed]]
    links: Mapping[int | None, Links]

    def part_of(self, one: Held) -> Part | None:
        return next((part for part in self.parts if part.recommendation_id == one.recommendation.pk), None)

    def unknown(self, part: Part) -> tuple[str, ...]:
        """Places in a part's text for which the records have nothing."""
        links = self.links.get(part.recommendation_id) or self.links[None]
        text = "\n".join(typed.text for typed in self.words.get(part.pk, {}).values())
        return tuple(nothing_behind(text, links))


def reading_of(document: SelfAssessment, today: date, *, known_at: datetime | None = None) -> Reading:
    """Read the whole document: a constant number of queries but for those of each linked measure."""
    parts = tuple(parts_of(document))
    held = tuple(held_of(document, today, known_at=known_at))
    whole = links_of_document(document, held)
    links: dict[int | None, Links] = {one.recommendation.pk: links_of(one, whole) for one in held}
    return Reading(document, parts, held, words_of(parts, known_at=known_at), {**links, None: whole})


def reading_of_part(part: Part, today: date) -> Reading:
    """The same with only one part's words and records; counts of the whole document are read lean."""
    document = part.document
    lean = held_of(document, today, lean=True)
    whole = links_of_document(document, lean)
    links: dict[int | None, Links] = {None: whole}
    held: list[Held] = []
    if part.recommendation:
        held = held_of(document, today, only=part.recommendation)
        links |= {one.recommendation.pk: links_of(one, whole) for one in held}
    return Reading(document, (part,), tuple(held), words_of([part]), links)


def composed(
    document: SelfAssessment, today: date, *, known_at: datetime | None = None, draft: bool = True,
    changed: tuple[str, ...] = (), reading: Reading | None = None,
) -> doc.SelfAssessment:  # fmt: skip
    """The document as it stands, or as it was known at an instant."""
    reading = reading or reading_of(document, today, known_at=known_at)
    approved = approvals(reading.parts, known_at)
    authors = Authors([one.made_by_id for one in approved.values()], known_at)
    council = the_council(known_at)
    bodies = _bodies(reading.held)
    return doc.SelfAssessment(
        council=council.name if council else "The council",
        plan=document.plan.name,
        title=document.title,
        body=document.body.name if document.body else "",
        as_at=document.as_at,
        compared_on=document.compared_on,
        edition=document.edition,
        chapters=tuple(
            doc.Chapter(
                part.key, CHAPTERS[part.key].title, told_of(part, reading),
                _written(part, approved.get(part.pk), authors),
            )
            for part in reading.parts
            if part.recommendation_id is None
        ),
        recommendations=tuple(
            _recommendation(one, reading, approved, authors, bodies) for one in reading.held
        ),
        due_on=document.due_on,
        why_again=document.why_again,
        changed=changed,
        labels=(council.notice,) if council and council.notice else (),
        draft=draft,
    )  # fmt: skip


def told_of(part: Part, reading: Reading) -> tuple[doc.Told, ...]:
    """What a part says under each of its headings, with the records' figures in their places."""
    links = reading.links.get(part.recommendation_id) or reading.links[None]
    words = reading.words.get(part.pk, {})
    headings = OF_A_RECOMMENDATION if part.recommendation_id else (CHAPTERS[part.key].heading,)
    found = []
    for heading in headings:
        typed = words.get(heading.key, NOTHING)
        found.append(
            read(
                heading.key, heading.title, typed.text, links, name=f"Table in {heading.title}",
                from_last_year=typed.from_last_year,
            )
        )  # fmt: skip
    return tuple(found)


def _recommendation(
    one: Held, reading: Reading, approved: Mapping[int, Review], authors: Authors, bodies: Mapping[int, Body]
) -> doc.Recommendation:
    """A recommendation stands in the document whether or not a part speaks of it."""
    asked, part = one.recommendation, reading.part_of(one)
    links = reading.links[asked.pk]
    return doc.Recommendation(
        ref=asked.reference,
        title=asked.title,
        text=asked.text,
        inspection=asked.inspection.name,
        theme=asked.theme,
        paragraphs=asked.paragraphs,
        accountable=one.line.body.name if one.line.body else "",
        verdict=doc.Verdict(
            Standing(one.line.status), str(one.line.derived.code), one.line.derived.reason,
            *_assessed(one.line.newest, bodies), condition="; ".join(one.line.conditions),
        ),
        before=Standing(one.before.status) if one.before else None,
        outcome=doc.Outcome(one.outcome.value),
        outcome_code=str(SLF_1),
        elements=tuple(_elements(one, bodies)),
        told=told_of(part, reading) if part else (),
        charts=tuple(links.charts.values()),
        evidence=tuple(links.evidence.values()),
        monitoring=_monitoring(one),
        written=_written(part, approved.get(part.pk), authors) if part else doc.Written(),
    )  # fmt: skip


def _elements(one: Held, bodies: Mapping[int, Body]) -> Iterable[doc.Element]:
    before = {line.element.pk: line for line in one.before.elements} if one.before else {}
    for line in one.line.elements:
        earlier = before.get(line.element.pk)
        yield doc.Element(
            line.element.reference, line.element.title, _element_verdict(line, bodies),
            Standing(earlier.status) if earlier and earlier.assessment else None,
        )  # fmt: skip


def _element_verdict(line: ElementLine, bodies: Mapping[int, Body]) -> doc.Verdict:
    condition = line.assessment.condition if line.assessment else ""
    return doc.Verdict(
        Standing(line.status), "", "", *_assessed(line.assessment, bodies), condition=condition
    )


def _assessed(found: Assessment | None, bodies: Mapping[int, Body]) -> tuple[date | None, str, str]:
    """When it was assessed, as the paper prints it where it does, and by which body."""
    if found is None:
        return None, "", ""
    return found.assessed_on, found.assessed_text, bodies[found.body_id].name if found.body_id else ""


def _bodies(held: Iterable[Held]) -> dict[int, Body]:
    wanted = set()
    for one in held:
        found = [one.line.newest, *(line.assessment for line in one.line.elements)]
        wanted |= {assessment.body_id for assessment in found if assessment and assessment.body_id}
    return Body.objects.in_bulk(wanted)


def _monitoring(one: Held) -> doc.Monitoring | None:
    if one.outcome not in LEFT or one.arrangement is None:
        return None
    arranged = one.arrangement
    return doc.Monitoring(
        through=tuple(str(tie) for tie in arranged.through.all()),
        supported_by=(
            *(tie.name for tie in arranged.supports.all()),
            *filter(None, [arranged.supported_by]),
        ),
        planned_actions=arranged.planned_actions,
        why_none=arranged.why_none,
    )


def _written(part: Part, review: Review | None, authors: Authors) -> doc.Written:
    """By posts. A review of an earlier version than the one that stands counts no longer."""
    writer = part.writer.title if part.writer else ""
    if review is None or review.at_version != part.version:
        return doc.Written(writer)
    on = timezone.localtime(review.made_at).date()
    reviewer = part.reviewer.title if part.reviewer else authors.title(review.made_by_id, on)
    return doc.Written(writer, reviewer, on)
