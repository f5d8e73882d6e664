"""The embedded server starts, is shared, survives a kill, and stops only what it started."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from goldenthread.site import postgres


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[postgres.Cluster]:
    made = postgres.cluster_for(tmp_path / "a home with spaces")
    yield made
    postgres.stop(made)
    shutil.rmtree(made.state, ignore_errors=True)


def ask(cluster: postgres.Cluster, question: str, role: str = postgres.APPLICATION) -> object:
    with psycopg.connect(host=str(cluster.socket), user=role, dbname=postgres.DATABASE) as connection:
        [answer] = connection.execute(question).fetchone()
        return answer


def test_it_runs_inside_the_block_and_stops_after_it(cluster):
    with postgres.running(cluster):
        assert ask(cluster, "SELECT 1") == 1
        assert postgres.is_empty(cluster)
    assert postgres.running_pid(cluster) is None


def test_neither_role_is_superuser_and_the_application_owns_nothing(cluster):
    with postgres.running(cluster):
        for role in (postgres.OWNER, postgres.APPLICATION):
            assert ask(cluster, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user", role) is False
        owner = f"SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = '{postgres.DATABASE}'"
        assert ask(cluster, owner) == postgres.OWNER


def test_only_its_owner_can_reach_the_socket_and_no_port_is_open(cluster):
    with postgres.running(cluster):
        assert stat.S_IMODE(cluster.socket.stat().st_mode) == 0o700
        assert ask(cluster, "SHOW listen_addresses") == ""


def hold(cluster: postgres.Cluster, ready, leave) -> None:
    with postgres.running(cluster):
        ready.set()
        leave.wait(60)


def test_whoever_leaves_last_stops_it(cluster):
    spawn = multiprocessing.get_context("spawn")
    ready, leave = spawn.Event(), spawn.Event()
    other = spawn.Process(target=hold, args=(cluster, ready, leave))
    with postgres.running(cluster):
        other.start()
        assert ready.wait(60)
    assert ask(cluster, "SELECT 1") == 1
    leave.set()
    other.join(60)
    assert postgres.running_pid(cluster) is None


def test_it_starts_again_after_the_server_was_killed(cluster):
    with postgres.running(cluster):
        ask(cluster, "SELECT 1")
        os.kill(postgres.running_pid(cluster), signal.SIGKILL)
        deadline = time.monotonic() + 20
        while postgres.running_pid(cluster) and time.monotonic() < deadline:
            time.sleep(0.05)
    with postgres.running(cluster):
        assert ask(cluster, "SELECT 1") == 1


def test_a_pid_file_whose_process_is_another_is_not_believed(cluster):
    with postgres.running(cluster):
        pass
    pid_file = cluster.data / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{cluster.data}\n")
    assert postgres.running_pid(cluster) is None
    with postgres.running(cluster):
        assert ask(cluster, "SELECT 1") == 1


def test_a_killed_first_start_leaves_nothing_half_made(cluster):
    postgres._prepare(cluster)
    unfinished = cluster.state / "data.unfinished"
    unfinished.mkdir()
    (unfinished / "half").write_text("made")
    with postgres.running(cluster):
        assert ask(cluster, "SELECT 1") == 1
    assert not unfinished.exists()


def test_another_checkout_has_another_server(tmp_path):
    one, other = postgres.cluster_for(tmp_path / "one"), postgres.cluster_for(tmp_path / "other")
    assert one.state != other.state
    assert postgres.cluster_for(tmp_path / "one") == one
