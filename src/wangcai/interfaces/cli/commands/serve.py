"""启动网页服务，数据是什么就服务什么；Ctrl+C 停止。

Serve what is in the data folder until Ctrl+C. It also sends what waits in the journal.
"""

import argparse
import os
import socket
import sys
import time

from wangcai.interfaces.cli import web
from wangcai.interfaces.cli.commands.setup import prepare_installation
from wangcai.interfaces.cli.environment import CommandFailed, migrate, start_django

NAME = "serve"
HELP = "启动服务 / serve what is there"
LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
EVERYWHERE = {"0.0.0.0", "::"}
PATIENCE = 2.0  # seconds: after a kill the old workers need a moment to leave
# SQLite has one writer, so one process; its threads read side by side.
SQLITE_THREADS = 4
POSTGRES_THREADS = 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="端口，默认 8000 / port, default 8000")
    parser.add_argument("--host", default="127.0.0.1", help="只在本机：127.0.0.1；全店：0.0.0.0 / address to listen on")
    parser.add_argument("--workers", type=int, metavar="N", help="进程数（PostgreSQL）/ processes (PostgreSQL)")
    parser.add_argument(
        "--no-stream", action="store_true", help="看板只靠询问更新 / boards only ask, nobody tells them"
    )
    parser.add_argument("--no-drain", action="store_true", help="不发送日志里的通知 / do not drain the journal")


def run(options: argparse.Namespace) -> int:
    refuse_taken_port(options.host, options.port)
    answer_to_our_names(options.host)
    choose_stream_port(options.host, options.port, wanted=not options.no_stream)
    prepare_installation()
    start_django()
    migrated = migrate()
    print(f"旺财 http://{shown_host(options.host)}:{options.port}/", flush=True)
    serve(options, afresh=bool(migrated))
    return 0


def serve(options: argparse.Namespace, *, afresh: bool) -> None:
    """Become the listening process. Afresh: the same id, but without what a long preparation left in memory."""
    from django.db import connection, connections

    sqlite = connection.vendor == "sqlite"
    connections.close_all()
    workers = 1 if sqlite else options.workers or min(4, os.cpu_count() or 1)
    threads = SQLITE_THREADS if sqlite else POSTGRES_THREADS
    drain = "no-drain" if options.no_drain else "drain"
    words = [options.host, str(options.port), str(workers), str(threads), drain]
    sys.stdout.flush()
    if not afresh:
        web.main(*words)
        return
    os.execv(sys.executable, [sys.executable, "-m", "wangcai.interfaces.cli.web", *words])


def choose_stream_port(host: str, port: int, *, wanted: bool) -> None:
    """Open boards are told of changes at the port after ours; where that is taken they go on asking."""
    named = os.environ.get("WANGCAI_STREAM_PORT", "").strip()
    free = wanted and (named.isdigit() or (port < 65_535 and not port_problem(host, port + 1)))
    os.environ["WANGCAI_STREAM_PORT"] = (named or str(port + 1)) if free else ""


def refuse_taken_port(host: str, port: int) -> None:
    """Say so before anything else happens when something else listens there."""
    deadline = time.monotonic() + PATIENCE
    while (problem := port_problem(host, port)) and time.monotonic() < deadline:
        time.sleep(0.1)
    if problem:
        raise CommandFailed(
            f"端口 {port} 用不了（{problem}），请换一个：--port {port + 1} / "
            f"port {port} cannot be used, try --port {port + 1}"
        )


def port_problem(host: str, port: int) -> str:
    """Why nobody can listen there now; empty when it is free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            return taken.strerror or str(taken)
    return ""


def answer_to_our_names(host: str) -> None:
    """Listening to the whole shop means being asked for by this machine's names, unless somebody listed others."""
    if host in LOOPBACK or os.environ.get("WANGCAI_HOSTS"):
        return
    name = socket.gethostname()
    names = {*LOOPBACK, name, f"{name}.local", network_address()} | ({host} - EVERYWHERE)
    os.environ["WANGCAI_HOSTS"] = ",".join(sorted(names))


def network_address() -> str:
    """This machine's address on the shop's network. Connecting a datagram socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return probe.getsockname()[0]


def shown_host(host: str) -> str:
    """What to type into the browser: an address to listen on is not always one to visit."""
    return network_address() if host in EVERYWHERE else host
