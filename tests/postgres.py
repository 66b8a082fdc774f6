"""PostgreSQL: one server for all processes of a run, begun by whoever first needs it, with databases of its own.

It is a real server, on a socket in a folder of its own; only what a crash of the machine would need is left out.
"""

import fcntl
import os
import pwd
import select
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy.engine import make_url

from state.records.records import Records

FOLDER = "TESTS_POSTGRES"
"""The variable that names the folder of the run's server. What begins with DUILIAN_ would be taken for a setting."""
SOCKET = ".s.PGSQL.5432"
SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "timezone": "Asia/Shanghai",
}


def programs() -> Path | None:
    """The folder of the server's programs; None if it is not installed. Debian keeps them out of the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


class Cluster:
    """A server in a folder. It sorts words as a language does, not by their bytes, as servers in use do."""

    def __init__(self, folder: Path) -> None:
        bin_folder = programs()
        assert bin_folder is not None
        self.folder, self.bin = folder, bin_folder
        self.data, self.sockets = folder / "data", folder / "run"

    def url(self, database: str) -> str:
        """The address of a database, as a person would write it."""
        return f"postgresql://duilian@/{database}?host={self.sockets}"

    def begin(self, **settings: str) -> None:
        """Make the server, and start it."""
        self.folder.mkdir(exist_ok=True, parents=True)
        self.sockets.mkdir(exist_ok=True)
        if os.geteuid() == 0:  # the server refuses to be run by root
            whose = pwd.getpwnam("postgres")
            for folder in (self.folder, self.sockets):
                os.chown(folder, whose.pw_uid, whose.pw_gid)
            for folder in (self.folder, *self.folder.parents):  # a temporary folder lets nobody else through
                if not folder.stat().st_mode & 0o001 and folder.owner() == "root":
                    folder.chmod(folder.stat().st_mode | 0o011)
        self._run("initdb", "-D", self.data, "-U", "duilian", "-A", "trust", "-E", "UTF8", "--no-sync",
                  "--locale-provider=icu", "--icu-locale=zh-CN", "--locale=C.UTF-8")  # fmt: skip
        values = {**SETTINGS, "unix_socket_directories": f"'{self.sockets}'", **settings}
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = {value}\n" for name, value in values.items())
        self.start()

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        self._run("pg_ctl", "-D", self.data, "-l", self.folder / "log", "-w", "-s", "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop the server. mode: `immediate`, as if it had died; `fast`, with all connections cut."""
        self._run("pg_ctl", "-D", self.data, "-m", mode, "-w", "-s", "stop")

    def state(self) -> Literal["ready", "starting", "gone"]:
        """Whether the server answers, does not answer yet, or is not there."""
        done = subprocess.run([self.bin / "pg_isready", "-q", "-h", self.sockets], check=False)
        return "ready" if done.returncode == 0 else "starting" if done.returncode == 1 else "gone"

    def make(self, template: str = "template1") -> str:
        """Make a database like another; its name."""
        name = f"d{uuid4().hex}"
        self.order(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def order(self, statement: str, database: str = "postgres") -> None:
        """Carry out a statement of an administrator's."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _run(self, program: str, *arguments: object) -> None:
        drop = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
        command = [*drop, str(self.bin / program), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd="/")
        assert done.returncode == 0, done.stderr + done.stdout


def required() -> None:
    """Skip the test where there is no PostgreSQL, but not on a build server."""
    if programs() is None:
        assert not os.environ.get("CI"), "PostgreSQL is not installed"
        pytest.skip("PostgreSQL is not installed; on Debian: apt-get install postgresql")


def shared() -> Cluster:
    """The run's server, started if nobody has, with a database `migrated` that has this version's tables.

    Skips the test where there is no PostgreSQL, but not on a build server.
    """
    required()
    folder = Path(os.environ[FOLDER])
    folder.mkdir(exist_ok=True, parents=True)
    cluster, ready = Cluster(folder / "server"), folder / "ready"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            cluster.begin()
            cluster.order("CREATE DATABASE migrated")
            records = Records(cluster.url("migrated"))
            records.migrate()
            records.close()
            ready.touch()
    return cluster


def stop_shared(folder: Path) -> None:
    """Stop the run's server, if anybody needed it."""
    if (folder / "server" / "data" / "postmaster.pid").exists():
        Cluster(folder / "server").stop()


@contextmanager
def fresh(template: str = "template1") -> Iterator[str]:
    """The address of a database of one's own. template: `migrated` for one with this version's tables."""
    cluster = shared()
    name = cluster.make(template)
    try:
        yield cluster.url(name)
    finally:
        cluster.order(f"DROP DATABASE {name} WITH (FORCE)")


class Cut:
    """A way to a server on which the first unit that takes an update is not told whether it was kept.

    done: whether the server carries it out before. folder: for a socket, whose path must be short.
    """

    def __init__(self, folder: Path, url: str, *, done: bool) -> None:
        self.url = str(make_url(url).update_query_dict({"host": str(folder)}).render_as_string(hide_password=False))
        self._server, self._done, self._is_cut = Path(str(make_url(url).query["host"])), done, False
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / SOCKET))
        self._listener.listen()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def close(self) -> None:
        """Take no more connections."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=30)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._threads.append(threading.Thread(target=self._carry, args=(client,), daemon=True))
            self._threads[-1].start()

    def _carry(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as server:
            server.connect(str(self._server / SOCKET))
            takes = False
            while True:
                for one in select.select([client, server], [], [])[0]:
                    sent = one.recv(65_536)
                    takes = takes or b"INSERT INTO seen_update" in sent
                    cut = takes and b"COMMIT" in sent and not self._is_cut
                    self._is_cut = self._is_cut or cut
                    if sent and (self._done or not cut):
                        (server if one is client else client).sendall(sent)
                    if cut and self._done:
                        server.recv(65_536)
                    if cut or not sent:
                        return
