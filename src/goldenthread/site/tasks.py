"""What the worker does. Like commands: read the clock, call the rooms. Rooms ask for a task by its name."""

from __future__ import annotations

from procrastinate.contrib.django import app

from goldenthread.apps.cases import jobs as cases
from goldenthread.apps.chasing.reminding import remind_by_schedule
from goldenthread.apps.mail import sending
from goldenthread.apps.mail.actions import QUEUE, SEND
from goldenthread.apps.mail.delivery import hand_over
from goldenthread.apps.packs import building
from goldenthread.apps.retention import head_letters
from goldenthread.site import clock


@app.task(name=SEND, queue=QUEUE)
def send(message: int) -> None:
    """Send one message, if it still waits."""
    claimed = sending.claim(message, at=clock.now())
    if claimed is not None:
        sending.conclude(claimed, hand_over(claimed), at=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="mail.settle_interrupted", queue=QUEUE, queueing_lock="mail.settle_interrupted")
def settle_interrupted(timestamp: int) -> None:
    """Every five minutes: what killed workers left."""
    sending.settle_interrupted(at=clock.now())


@app.task(name=building.BUILD, queue=building.QUEUE)
def build(build: int) -> None:
    """Build one pack, if it still waits."""
    building.build_pack(build, now=clock.now)


@app.periodic(cron="*/2 * * * *")
@app.task(name="packs.settle_interrupted", queue=building.QUEUE, queueing_lock="packs.settle_interrupted")
def settle_packs(timestamp: int) -> None:
    """Every two minutes: what killed workers left half built."""
    building.settle_interrupted(at=clock.now())


@app.task(name=cases.READ, queue=cases.QUEUE)
def read_case_data(bringing: int) -> None:
    """Read what was brought, if it still waits. A number is all that a job knows of it."""
    from goldenthread.apps.cases.bringing import read_brought

    read_brought(bringing, now=clock.now)


@app.periodic(cron="*/2 * * * *")
@app.task(name="cases.settle_interrupted", queue=cases.QUEUE, queueing_lock="cases.settle_interrupted")
def settle_case_data(timestamp: int) -> None:
    """Every two minutes: delete what killed workers and pages left of files."""
    from goldenthread.apps.cases.bringing import settle_interrupted

    settle_interrupted(at=clock.now())


@app.periodic(cron="30 3 * * *")
@app.task(name="cases.keep", queue=cases.QUEUE, queueing_lock="cases.keep")
def keep_case_data(timestamp: int) -> None:
    """Every night: write down what was loaded from a terminal, and delete what has had its time."""
    from goldenthread.apps.cases.bringing import note_unknown_loads
    from goldenthread.apps.cases.keeping import delete_due, finish_deletions

    note_unknown_loads(at=clock.now())
    delete_due(today=clock.today(), at=clock.now())
    finish_deletions()


@app.periodic(cron="20 4 * * *")
@app.task(name="localtrackers.keep", queue=cases.QUEUE, queueing_lock="localtrackers.keep")
def keep_local_trackers(timestamp: int) -> None:
    """Every night: rows of the council's own trackers whose time is over go; what they count is recorded."""
    from goldenthread.apps.localtrackers import keeping

    keeping.delete_due(today=clock.today(), at=clock.now())
    keeping.record_ended(today=clock.today(), at=clock.now())


@app.periodic(cron="0 7 * * *")
@app.task(name="chasing.remind", queue=QUEUE, queueing_lock="chasing.remind")
def remind(timestamp: int) -> None:
    """Every morning: the reminders that rounds of requests were set to send by themselves."""
    remind_by_schedule(today=clock.today(), at=clock.now())


@app.periodic(cron="15 7 * * *")
@app.task(name="trackers.digest", queue=QUEUE, queueing_lock="trackers.digest")
def send_tracker_digests(timestamp: int) -> None:
    """Every morning: how much is due and overdue in a manager's teams, as counts and a link."""
    # What it finds is of rooms whose rules stand only once every room is ready; tasks are found before.
    from goldenthread.apps.trackers.digests import send_digests

    send_digests(today=clock.today(), at=clock.now())


@app.periodic(cron="30 4 * * *")
@app.task(name="retention.check", queue=QUEUE, queueing_lock="retention.check")
def check_record(timestamp: int) -> None:
    """Every night: is the record whole? What is found stands on its page."""
    head_letters.check_record(by=None, at=clock.now())


@app.periodic(cron="15 6 * * *")
@app.task(name="retention.send_heads", queue=QUEUE, queueing_lock="retention.send_heads")
def send_heads(timestamp: int) -> None:
    """Every morning: seal what was written, and send the head to those whose day it is."""
    head_letters.send_by_schedule(today=clock.today(), at=clock.now())


@app.periodic(cron="30 2 * * *")
@app.task(name="signoff.compare", queue=QUEUE, queueing_lock="signoff.compare")
def compare_sign_offs(timestamp: int) -> None:
    """Every night: what changed of the cases that bodies signed off, so that lists and Today know."""
    # What it composes is of rooms whose rules stand only once every room is ready; tasks are found before.
    from goldenthread.apps.signoff.comparing import compare_all

    compare_all(today=clock.today())
