"""Bringing files: they wait in a folder of their own, a worker reads them into the case store, and they go.

Nothing of them is kept, whatever happens: the worker deletes them when it ends, in words or in an error, and
`settle_interrupted` those of a worker that was killed, and those of a page that was.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from goldenthread.apps.cases.jobs import QUEUE, READ
from goldenthread.apps.cases.keeping import keeping
from goldenthread.apps.cases.models import Bringing, State
from goldenthread.apps.cases.quietly import plain_words, where_of
from goldenthread.apps.cases.stores import store_of
from goldenthread.apps.cases.taking import take_all
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.casedata.keys import NoKey, WrongKey
from goldenthread.casedata.reading import NothingToRead, by_source, recognise
from goldenthread.casedata.snapshots import Manifest
from goldenthread.casedata.sources import NAMES

SURELY_INTERRUPTED = timedelta(minutes=30)
"""Longer than reading the largest file takes."""
STOPPED = (
    "The worker was stopped while it read. The files were deleted, as always: bring them again. What had "
    "been read of them by then stands in the list of loads."
)
BROKE = "Something broke while the files were read. Where it broke is written in the server’s log."

logger = logging.getLogger(__name__)
Now = Callable[[], datetime]


@transaction.atomic
def bring(
    files: Sequence[UploadedFile], *, snapshot_on: date, covers_from: date | None, today: date,
    by: Person | None, at: datetime,
) -> Bringing:  # fmt: skip
    """Put files where the worker reads them, and wake it.

    Raises Refused without a file, for a snapshot of a day to come, for a cover that begins after it, and
    where the store has no key.
    """
    if not files:
        raise Refused("Choose a file.", field="files")
    if snapshot_on > today:
        raise Refused("The day of the files must be today or in the past.", field="snapshot_on")
    if covers_from is not None and covers_from > snapshot_on:
        raise Refused("It must not be after the day of the files.", field="covers_from")
    try:
        store_of()
    except (NoKey, WrongKey) as refusal:
        raise Refused(str(refusal)) from refusal
    bringing = Bringing.objects.create(
        files=len(files), size=sum(file.size or 0 for file in files), snapshot_on=snapshot_on,
        covers_from=covers_from, asked_at=at, asked_by=by, touched_at=at,
    )  # fmt: skip
    record("cases.files_brought", by=by, at=at, on=bringing, after={
        "files": bringing.files, "size": bringing.size, "snapshot_on": snapshot_on,
    })  # fmt: skip
    try:
        _set_down(files, folder_of(bringing))
        jobs = JobManager(DjangoConnector())
        configure_task(name=READ, job_manager=jobs, queue=QUEUE).defer(bringing=bringing.pk)
    except BaseException:
        sweep(bringing)
        raise
    return bringing


def folder_of(bringing: Bringing) -> Path:
    """Where the files of a bringing wait."""
    return Path(settings.CASE_FILES_WAITING) / bringing.uuid.hex


def _set_down(files: Iterable[UploadedFile], folder: Path) -> None:
    for number, file in enumerate(files):
        place = folder / str(number)
        place.mkdir(mode=0o700, parents=True)
        name = Path(file.name or "file").name[-100:]
        with os.fdopen(os.open(place / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)


def sweep(bringing: Bringing) -> None:
    """Delete the files of a bringing."""
    shutil.rmtree(folder_of(bringing), ignore_errors=True)


def read_brought(key: int, *, now: Now) -> Bringing | None:
    """Read what waits under this key. None where nothing waits any more. Errors end in the row's words."""
    bringing = _claim(key, at=now())
    if bringing is None:
        return None
    try:
        _read(bringing, now)
    except Exception as failure:
        words = plain_words(failure)
        if words is None:
            logger.error("Bringing %s of case data broke: %s", bringing.pk, where_of(failure))
        _fail(bringing, words or BROKE, at=now())
    finally:
        sweep(bringing)
    bringing.refresh_from_db()
    return bringing


@transaction.atomic
def _claim(key: int, *, at: datetime) -> Bringing | None:
    bringing = Bringing.objects.select_for_update().get(pk=key)
    if bringing.state != State.WAITING:
        return None
    bringing.state, bringing.step, bringing.touched_at = State.READING, "Looking what the files are", at
    bringing.save(update_fields=["state", "step", "touched_at"])
    return bringing


def _read(bringing: Bringing, now: Now) -> None:
    store, authority = store_of(), authority_name()
    recognised = recognise(sorted(path for path in folder_of(bringing).rglob("*") if path.is_file()))
    known = by_source(recognised)
    if not known:
        raise NothingToRead(" ".join(f"{path.name}: {one.why}" for one in recognised for path in one.files))
    steps = len(known) + 1
    made: list[Manifest] = []
    for done, (source, files) in enumerate(known.items()):
        _tell(bringing, f"Reading {NAMES[source]}", done, steps, at=now())
        manifest = store.load(
            files, authority=authority, snapshot_on=bringing.snapshot_on,
            covers_from=bringing.covers_from, at=now(),
        )  # fmt: skip
        made.append(manifest)
        note_load(manifest, bringing, by=bringing.asked_by, at=now())
    _tell(bringing, "Working out the figures that are taken from case records", len(known), steps, at=now())
    take_all(by=bringing.asked_by, at=now())
    unknown = sum(len(one.files) for one in recognised if one.source is None)
    mine = Bringing.objects.filter(pk=bringing.pk, state=State.READING)
    mine.update(state=State.READ, step="Done", done=steps, steps=steps, unknown=unknown, touched_at=now())


def authority_name() -> str:
    """Under which name the council's own case data is kept."""
    council = the_council()
    return keeping().authority or (council.name if council else "") or "council"


@transaction.atomic
def note_load(manifest: Manifest, bringing: Bringing, *, by: Person | None, at: datetime) -> None:
    """Write in the record that a load is there: counts of rows and of problems, nothing of a row."""
    bringing = Bringing.objects.select_for_update().get(pk=bringing.pk)
    bringing.loads = [*bringing.loads, manifest.id]
    bringing.touched_at = at
    bringing.save(update_fields=["loads", "touched_at"])
    problems = {one["kind"]: one["count"] for one in manifest.report.get("problems", [])}
    record("cases.loaded", by=by, at=at, on=bringing, after={
        "load": manifest.id, "source": manifest.source.value, "snapshot_on": manifest.snapshot_on,
        "rows": dict(manifest.rows), "children": manifest.children, "problems": problems,
    })  # fmt: skip


@transaction.atomic
def note_unknown_loads(*, at: datetime) -> int:
    """Write in the record what was loaded from a terminal, or by a worker that was killed. Their number."""
    try:
        manifests = store_of().manifests()
    except (NoKey, WrongKey):
        return 0
    known = {load for loads in Bringing.objects.values_list("loads", flat=True) for load in loads}
    new = [manifest for manifest in manifests if manifest.id not in known]
    for manifest in new:
        bringing = Bringing.objects.create(
            files=len(manifest.files), size=sum(file.size for file in manifest.files), state=State.READ,
            snapshot_on=manifest.snapshot_on, asked_at=manifest.recorded, touched_at=at,
        )  # fmt: skip
        note_load(manifest, bringing, by=None, at=at)
    return len(new)


def settle_interrupted(*, at: datetime) -> int:
    """Give up what killed workers left, and delete every file that waits for nobody. How many it gave up."""
    left = Q(touched_at__lte=at - SURELY_INTERRUPTED) | Q(pk__in=_of_dead_workers())
    settled = 0
    for bringing in Bringing.objects.filter(left, state__in=[State.WAITING, State.READING]):
        settled += _fail(bringing, STOPPED, at=at)
    at_work = Bringing.objects.filter(state__in=[State.WAITING, State.READING])
    wanted = {one.uuid.hex for one in at_work}
    with suppress(FileNotFoundError):
        for place in Path(settings.CASE_FILES_WAITING).iterdir():
            # A page that is just being sent has its folder before its row can be seen.
            if place.name not in wanted and at.timestamp() - place.stat().st_mtime > 60:
                shutil.rmtree(place, ignore_errors=True)
    if settled:
        note_unknown_loads(at=at)
    return settled


def _of_dead_workers() -> set[int]:
    """What is being done by a worker that another one found gone, and by no other."""
    jobs = ProcrastinateJob.objects.filter(task_name=READ, status="doing")
    doing = set(jobs.values_list("args__bringing", "worker"))
    living = {bringing for bringing, worker in doing if worker is not None}
    return {bringing for bringing, worker in doing if worker is None} - living


def _tell(bringing: Bringing, step: str, done: int, steps: int, *, at: datetime) -> None:
    mine = Bringing.objects.filter(pk=bringing.pk, state=State.READING)
    mine.update(step=step, done=done, steps=steps, touched_at=at)


def _fail(bringing: Bringing, words: str, *, at: datetime) -> int:
    sweep(bringing)
    mine = Bringing.objects.filter(pk=bringing.pk, state__in=[State.WAITING, State.READING])
    return mine.update(state=State.FAILED, problem=words, touched_at=at)
