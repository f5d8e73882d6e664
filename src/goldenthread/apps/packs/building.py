"""Building a pack: what the worker does. A build is a row; the job only wakes the worker for it.

A worker that is killed leaves a row that says "being built" and is silent. It is found by its silence, or
sooner by its job, which has no worker any more, and queued again, up to `MOST_ATTEMPTS` in all. Building
twice does no harm: only what was claimed last is written.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from goldenthread.apps.files import store
from goldenthread.apps.packs.bringing import Brought, Maker, bring, stand_in
from goldenthread.apps.packs.fronting import Edition, contents_of, plan_of, sitting_of
from goldenthread.apps.packs.models import Build, Pack, State
from goldenthread.apps.packs.saying import PackSaid
from goldenthread.apps.packs.telling import OWN_PARTS, findings_of
from goldenthread.documents.merging import CannotMerge
from goldenthread.documents.pack_assembly import Assembled, assemble
from goldenthread.documents.pack_office import Office

BUILD = "packs.build"
"""The worker's task, by name: it reads the clock, so it stands in site/tasks.py, which no room imports."""
QUEUE = "packs"
MOST_ATTEMPTS = 3
SURELY_INTERRUPTED = timedelta(minutes=5)
"""Longer than the longest single step, which is LibreOffice with one document."""

logger = logging.getLogger(__name__)
Now = Callable[[], datetime]


def ask_to_build(build: Build) -> None:
    """Tell the worker of a build, in the transaction that wrote it."""
    jobs = JobManager(DjangoConnector())
    configure_task(name=BUILD, job_manager=jobs, queue=QUEUE).defer(build=build.pk)


def build_pack(key: int, *, now: Now, office: Office | None = None) -> Build | None:
    """Build what waits under this key. None where nothing waits (any more). Errors end in the row's words."""
    build = claim(key, at=now())
    if build is None:
        return None
    try:
        _build(build, now, office or Office.found())
    except CannotMerge as refusal:
        _fail(build, refusal.words, at=now())
    except Exception:
        logger.exception("Build %s of a pack broke", build.pk)
        _fail(build, "Something broke while it was built. It is written in the server's log.", at=now())
    return build


@transaction.atomic
def claim(key: int, *, at: datetime) -> Build | None:
    """Mark a waiting build as being built. None where it does not wait."""
    build = Build.objects.select_for_update(of=["self"]).select_related("meeting__body").get(pk=key)
    if build.state != State.WAITING:
        return None
    build.state, build.touched_at, build.attempts = State.BUILDING, at, build.attempts + 1
    build.step, build.done, build.steps = "Beginning", 0, 0
    build.save(update_fields=["state", "touched_at", "attempts", "step", "done", "steps"])
    return build


def settle_interrupted(*, at: datetime) -> int:
    """Queue again what killed workers left, and what has lost its job. Their number."""
    since = at - SURELY_INTERRUPTED
    left = Q(touched_at__lte=since) | Q(pk__in=_of_dead_workers())
    interrupted = list(Build.objects.filter(left, state=State.BUILDING))
    settled = sum(_settle(build, at=at) for build in interrupted)
    return settled + wake_for_lost(since=since)


def _of_dead_workers() -> set[int]:
    """The builds whose job is being done by a worker that another one found gone, and by no other."""
    jobs = ProcrastinateJob.objects.filter(task_name=BUILD, status="doing")
    doing = set(jobs.values_list("args__build", "worker"))
    return {build for build, worker in doing if worker is None} - {
        build for build, worker in doing if worker is not None
    }


def wake_for_lost(*, since: datetime) -> int:
    """Wake the worker for builds that waited by then and have no job. Their number."""
    queued = ProcrastinateJob.objects.filter(task_name=BUILD, status="todo").values_list(
        "args__build", flat=True
    )
    lost = list(Build.objects.filter(state=State.WAITING, touched_at__lte=since).exclude(pk__in=list(queued)))
    for build in lost:
        ask_to_build(build)
    return len(lost)


@transaction.atomic
def _settle(seen: Build, *, at: datetime) -> int:
    """Queue it again, or give it up; nothing where it went on since it was seen."""
    build = Build.objects.select_for_update().get(pk=seen.pk)
    if (build.state, build.touched_at) != (seen.state, seen.touched_at):
        return 0
    if build.attempts >= MOST_ATTEMPTS:
        build.state, build.problem = State.FAILED, (
            f"The worker was stopped {MOST_ATTEMPTS} times while it built this, the last time at "
            f"“{build.step}”. If it stops at the same paper each time, take that paper out, or split it."
        )  # fmt: skip
    else:
        build.state, build.step = State.WAITING, "The worker was stopped; it begins again"
    build.touched_at = at
    build.save(update_fields=["state", "problem", "step", "touched_at"])
    if build.state == State.WAITING:
        ask_to_build(build)
    return 1


def _build(build: Build, now: Now, office: Office | None) -> None:
    said = PackSaid.from_json(build.document)

    def tell(words: str, done: int, steps: int) -> None:
        mine = Build.objects.filter(pk=build.pk, attempts=build.attempts, state=State.BUILDING)
        mine.update(step=words[:300], done=done, steps=steps, touched_at=now())

    maker = Maker(sitting_of(said), build.prepared_on, office, now)
    brought = bring(said, maker, lambda title, done, wanted: tell(f"Fetching {title}", done, wanted + 3))
    edition = Edition(build.edition, build.prepared_on, edition_before(build))
    count = len(brought.told)
    made = _assembled(
        said, brought, edition, maker, lambda words, done, steps: tell(words, count + done, count + steps)
    )
    _finish(build, brought, made, said, at=now())


def edition_before(build: Build) -> Pack | None:
    """The edition that a build would replace."""
    packs = Pack.objects.filter(meeting=build.meeting, part=build.part, supplement=build.supplement)
    return packs.filter(edition=build.edition - 1).first()


def _assembled(
    said: PackSaid, brought: Brought, edition: Edition, maker: Maker, tell: Callable[[str, int, int], None]
) -> Assembled:
    """Put it together; a paper that the merge cannot carry gets a notice in its place, and it goes on."""
    while True:
        plan = plan_of(said, brought, edition)
        try:
            return assemble(plan, tell)
        except CannotMerge as refusal:
            place = refusal.part - OWN_PARTS - 1
            if not 0 <= place < len(brought.papers) or brought.papers[place].standing_in:
                raise
            paper = brought.papers[place]
            brought.told[paper.key].append(f"“{paper.title}” {refusal.what}. {refusal.advice}")
            pdf = stand_in(paper.title, f"“{paper.title}” {refusal.what}.", maker)
            brought.papers[place] = replace(paper, pdf=pdf, standing_in=True)
            brought.digests[paper.key] = "not carried"


@transaction.atomic
def _finish(build: Build, brought: Brought, made: Assembled, said: PackSaid, *, at: datetime) -> None:
    """Write down what was made, unless another worker claimed it meanwhile."""
    mine = Build.objects.select_for_update().get(pk=build.pk)
    if (mine.state, mine.attempts) != (State.BUILDING, build.attempts):
        return
    build.sha256, build.size = store.put(made.pdf), len(made.pdf)
    build.pages, build.claims_ua = len(made.merged.pages), made.merged.claims_ua
    build.contents = contents_of(said, brought, made.layout)
    build.findings = findings_of(brought, made)
    build.state, build.step, build.touched_at = State.BUILT, "Done", at
    build.done = build.steps = len(brought.told) + 3
    build.save(
        update_fields=[
            "sha256", "size", "pages", "claims_ua", "contents", "findings", "state", "step", "touched_at",
            "done", "steps",
        ]
    )  # fmt: skip


def _fail(build: Build, words: str, *, at: datetime) -> None:
    mine = Build.objects.filter(pk=build.pk, attempts=build.attempts, state=State.BUILDING)
    mine.update(state=State.FAILED, problem=words, touched_at=at)
    build.refresh_from_db()
