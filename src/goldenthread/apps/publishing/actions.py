"""Writes of publishing: explaining a finding, preparing, approving, taking back, withholding, publishing.

Who may is stated on the views (`access.py`); what may be is held here, and by the database.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.measures.models import Measure, Scorecard
from goldenthread.apps.measures.recorded import period_columns
from goldenthread.apps.people.models import Person
from goldenthread.apps.publishing.assembling import Assembled, assemble
from goldenthread.apps.publishing.findings import Found
from goldenthread.apps.publishing.models import Edition, Explanation, Publication, Withholding
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents import canonical, published_scorecard
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.publishing import (
    PUB_1,
    PUB_2,
    PUB_3,
    PUB_4,
    PUB_5,
    Stage,
    blocks_approval,
    may_approve,
    may_move,
)
from goldenthread.rulebook.quoting import PUB_6, PUB_8

STALE = "stale"
"""The refusal's code when somebody else moved or wrote since the page was opened."""
PUBLISHED = "publishing.published"
"""The event that tells of an edition, with its digests."""


@transaction.atomic
def explain(
    scorecard: Scorecard, period: Period, found: Found, words: str, *, version: int, effective_on: date,
    by: Person, at: datetime,
) -> Explanation:  # fmt: skip
    """Say why a finding may stand. `version` is the newest explanation that the writer saw, 0 for none.

    Refused when nothing is said, when nothing is new, and with STALE when somebody else explained since.
    """
    words = words.strip()
    if not words:
        raise Refused("Say why the finding may stand", field="words")
    Scorecard.objects.select_for_update().get(pk=scorecard.pk)
    of_it = Explanation.objects.filter(scorecard=scorecard, digest=found.digest, **period_columns(period))
    before = of_it.order_by("-version").first()
    if version != (before.version if before else 0):
        raise Refused("Somebody else explained this while you were writing", code=STALE)
    if before and before.words == words:
        raise Refused("This explanation stands already", field="words")
    made = Explanation.objects.create(
        scorecard=scorecard, digest=found.digest, code=found.code, finding=found.message, words=words,
        version=version + 1, written_by=by, effective_on=effective_on, recorded_at=at,
        **period_columns(period),
    )  # fmt: skip
    record(
        "publishing.finding_explained", by=by, at=at, on=[made, scorecard],
        before={"words": before.words} if before else {},
        after={"period": str(period), "code": found.code, "measures": list(found.measures),
               "finding": found.digest, "words": words},
    )  # fmt: skip
    return made


@transaction.atomic
def prepare(
    scorecard: Scorecard, period: Period, *, reason: str = "", by: Person, at: datetime
) -> Publication:
    """Begin an edition of a scorecard in a period. A second one needs its reason.

    Refused while one is on its way, and for a scorecard without measures.
    """
    scorecard = Scorecard.objects.select_for_update().get(pk=scorecard.pk)
    of_it = Publication.objects.filter(scorecard=scorecard, **period_columns(period))
    last = of_it.order_by("-edition").first()
    if last and last.stage != Stage.PUBLISHED:
        raise Refused(f"Edition {last.edition} is on its way already", code=STALE)
    if last and not reason.strip():
        raise Refused("Say why there is another edition", field="reason")
    if not scorecard.lines.filter(ended_at=None).exists():
        raise Refused("There are no measures on this scorecard")
    edition = last.edition + 1 if last else 1
    made = Publication.objects.create(
        scorecard=scorecard, edition=edition, reason=reason.strip() if last else "", prepared_by=by,
        prepared_at=at, **period_columns(period),
    )  # fmt: skip
    record(
        "publishing.prepared", by=by, at=at, on=[made, scorecard], why=made.reason,
        after={"period": str(period), "edition": edition},
    )  # fmt: skip
    return made


@transaction.atomic
def approve(publication: Publication, *, version: int, by: Person, at: datetime, today: date) -> Publication:
    """Approve what would be published as it now stands; its digest is kept.

    Refused for one's own (PUB-3), while a finding is open (PUB-2), while words give a hidden number away
    (PUB-6) or nobody has looked at those that count a few children (PUB-8), and with STALE when it moved
    since `version`.
    """
    publication = _locked(publication, version)
    _check_move(publication, Stage.APPROVED)
    if not may_approve(by.pk, preparer=publication.prepared_by_id):
        raise Refused("Another person approves what you prepared", code=PUB_3)
    assembled = assemble(publication, today=today)
    digests = [one.digest for one in assembled.findings]
    explained = [one.digest for one in assembled.findings if not one.is_open]
    if left := blocks_approval(digests, explained):
        number = f"{len(left)} finding{'s are' if len(left) > 1 else ' is'}"
        raise Refused(f"{number} neither explained nor corrected", code=PUB_2)
    _check_words(assembled)
    publication.stage = Stage.APPROVED
    publication.approved, publication.approved_by, publication.approved_at = assembled.digest, by, at
    publication.version += 1
    publication.save(update_fields=["stage", "approved", "approved_by", "approved_at", "version"])
    record(
        "publishing.approved", by=by, at=at, on=[publication, publication.scorecard],
        before={"stage": Stage.PREPARED.value},
        after={**_about(publication), "stage": Stage.APPROVED.value, "approved": assembled.digest,
               "findings": len(digests)},
    )  # fmt: skip
    return publication


@transaction.atomic
def take_back(
    publication: Publication, *, reason: str, version: int, by: Person, at: datetime
) -> Publication:
    """Take an approval back, so that it can be prepared further. Refused without a reason."""
    if not reason.strip():
        raise Refused("Say why the approval is taken back", field="reason")
    publication = _locked(publication, version)
    _check_move(publication, Stage.PREPARED)
    before = {"stage": publication.stage, "approved": publication.approved}
    publication.stage = Stage.PREPARED
    publication.approved, publication.approved_by, publication.approved_at = "", None, None
    publication.version += 1
    publication.save(update_fields=["stage", "approved", "approved_by", "approved_at", "version"])
    record(
        "publishing.approval_taken_back", by=by, at=at, on=[publication, publication.scorecard],
        before=before, after={**_about(publication), "stage": Stage.PREPARED.value}, why=reason.strip(),
    )  # fmt: skip
    return publication


@transaction.atomic
def withhold(
    publication: Publication, measure: Measure, *, withheld: bool, reason: str, seen: int, words: str,
    by: Person, at: datetime,
) -> Withholding:  # fmt: skip
    """Keep the words on a measure out of the public edition, or let them in (PUB-8).

    `seen` is the newest decision that the person saw, 0 for none; `words` the digest of the words that stood
    on the page. Refused without a reason and once approved.
    """
    if not reason.strip():
        raise Refused("Say why", field="reason")
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    if publication.stage != Stage.PREPARED:
        raise Refused("Take the approval back first", code=PUB_1)
    before = publication.withholdings.filter(measure=measure).order_by("-version").first()
    if seen != (before.version if before else 0):
        raise Refused("Somebody else decided on these words while you were writing", code=STALE)
    if before and withheld == before.withheld and (withheld or words == before.words):
        raise Refused("The words are withheld already" if withheld else "The words are let in already")
    made = Withholding.objects.create(
        publication=publication, measure=measure, version=seen + 1, withheld=withheld, words=words,
        reason=reason.strip(), decided_by=by, recorded_at=at,
    )  # fmt: skip
    record(
        "publishing.words_withheld" if withheld else "publishing.words_let_in",
        by=by, at=at, on=[made, publication, measure], after=_about(publication), why=reason.strip(),
    )  # fmt: skip
    return made


@transaction.atomic
def publish(publication: Publication, *, version: int, by: Person, at: datetime, today: date) -> Edition:
    """Publish what was approved: freeze the public document and the internal one, whole, each by its digest.

    Refused before the approval (PUB-1), when anything is another than was approved (PUB-4), while a hidden
    number can be worked out (PUB-5) or words give one away (PUB-6, PUB-8), and with STALE when it moved
    since `version`.
    """
    publication = _locked(publication, version)
    _check_move(publication, Stage.PUBLISHED)
    assembled = assemble(publication, today=today, published_by=by)
    if assembled.digest != publication.approved:
        raise Refused(
            "Figures, words, rules or other editions have changed since the approval. Take it back and "
            "approve it again",
            code=PUB_4,
        )
    _check_words(assembled)
    if assembled.exposed:
        raise Refused(f"These hidden figures could be worked out: {'; '.join(assembled.exposed)}", code=PUB_5)
    document, internal = assembled.public.to_json(), assembled.internal.to_json()
    made = Edition.objects.create(
        publication=publication, scorecard=publication.scorecard, edition=publication.edition,
        schema=published_scorecard.VERSION, document=document, digest=canonical.digest(document),
        internal=internal, internal_digest=canonical.digest(internal), approved=publication.approved,
        as_at=today, published_at=at, published_by=by, **period_columns(publication.period),
    )  # fmt: skip
    publication.stage, publication.published_by, publication.published_at = Stage.PUBLISHED, by, at
    publication.version += 1
    publication.save(update_fields=["stage", "published_by", "published_at", "version"])
    record(
        PUBLISHED, by=by, at=at, on=[made, publication, publication.scorecard], why=publication.reason,
        after={**_about(publication), "digest": made.digest, "internal_digest": made.internal_digest,
               "as_at": today, "hidden": assembled.public.hidden},
    )  # fmt: skip
    return made


def _locked(publication: Publication, version: int) -> Publication:
    """The newest of it, held: figures of its measures wait, so that what is approved is what is seen."""
    found = Publication.objects.select_for_update(of=("self",)).select_related(
        "scorecard__body", "prepared_by", "approved_by"
    )
    publication = found.get(pk=publication.pk)
    measures = Measure.objects.filter(lines__scorecard=publication.scorecard_id, lines__ended_at=None)
    list(Measure.objects.select_for_update().filter(pk__in=measures.values("pk")).order_by("pk"))
    if publication.version != version:
        raise Refused("Somebody else moved this edition on while you were reading", code=STALE)
    return publication


def _check_move(publication: Publication, to: Stage) -> None:
    now = Stage(publication.stage)
    if not may_move(now, to):
        raise Refused(f"An edition that is {now} cannot become {to}", code=PUB_1)


def _check_words(assembled: Assembled) -> None:
    if assembled.quoting:
        names = ", ".join(dict.fromkeys(one.measure for one in assembled.quoting))
        raise Refused(f"Words give a hidden number away: {names}. Reword or withhold them", code=PUB_6)
    if assembled.few:
        names = ", ".join(dict.fromkeys(one.measure for one in assembled.few))
        raise Refused(
            f"Words count a few children: {names}. Look at them: let them in with a reason, or withhold them",
            code=PUB_8,
        )


def _about(publication: Publication) -> dict[str, object]:
    return {"period": str(publication.period), "edition": publication.edition}
