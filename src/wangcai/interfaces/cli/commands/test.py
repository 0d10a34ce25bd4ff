"""全部测试：检查、SQLite、PostgreSQL、浏览器。带参数时交给 pytest。

All tests: checks, SQLite, PostgreSQL, browser. Arguments go to pytest:
  ./wangcai test tests/orders -k promise -x [--engine postgresql]
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wangcai.interfaces.cli.checks import check_style, check_types
from wangcai.interfaces.cli.commands.setup import prepare_installation
from wangcai.interfaces.cli.environment import ROOT

NAME = "test"
HELP = "全部测试 / all tests, or those the pytest arguments name"
TAKES_REST = True
PYTEST = [sys.executable, "-m", "pytest"]
# Two processes suit the smallest machine we support; worksteal keeps both busy to the end.
EVERYTHING = ["-q", "-n", "2", "--dist", "worksteal", "--ignore", "tests/journeys"]
# These say the same on every database; once is enough.
ENGINE_FREE = ["tests/cli", "tests/test_architecture.py", "tests/test_translations.py"]
PYTEST_USAGE_ERROR = 4
# A dozen servers are started: each would compile everything anew where Python is told to write no bytecode.
NOT_FOR_TESTS = {"WANGCAI_DATA", "DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Part:
    """One stretch of the run and how it went; counts are tests, a check counts as none."""

    name: str
    ok: bool
    seconds: float
    passed: int = 0
    failed: int = 0
    skipped: int = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), help="数据库 / database")


def run(options: argparse.Namespace) -> int:
    prepare_installation()
    # What a person's shop is set to must not leak into the tests, nor the tests into the shop.
    environment = {name: value for name, value in os.environ.items() if name not in NOT_FOR_TESTS}
    if options.rest or options.engine:
        code = subprocess.call(
            pytest_line(options.engine or "sqlite", environment, options.rest),
            cwd=ROOT,
            env=for_engine(environment, options.engine or "sqlite"),
        )
        return 2 if code == PYTEST_USAGE_ERROR else min(code, 1)
    parts = [
        check("style", check_style),
        check("types", check_types),
        tests("SQLite", "sqlite", environment, EVERYTHING),
        tests("PostgreSQL", "postgresql", environment, [*EVERYTHING, *(f"--ignore={path}" for path in ENGINE_FREE)]),
        tests("browser", "sqlite", environment, ["-q", "tests/journeys"]),
    ]
    return summary(parts)


def check(name: str, work: Callable[[], bool]) -> Part:
    heading(name)
    started = time.monotonic()
    ok = work()
    return Part(name, ok, time.monotonic() - started)


def tests(name: str, engine: str, environment: dict[str, str], arguments: list[str]) -> Part:
    heading(name)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.xml"
        line = pytest_line(engine, environment, [*arguments, f"--junitxml={results}"])
        code = subprocess.call(line, cwd=ROOT, env=for_engine(environment, engine))
        passed, failed, skipped = counts(results)
    # A run that found nothing to test is not a success.
    ok = code == 0 and passed > 0
    return Part(name, ok, time.monotonic() - started, passed, failed, skipped)


def pytest_line(engine: str, environment: dict[str, str], arguments: list[str]) -> list[str]:
    """pytest itself, behind a throw-away PostgreSQL where one is wanted and none was given."""
    if engine == "postgresql" and not environment.get("DATABASE_URL"):
        return [sys.executable, "tests/postgres.py", *PYTEST, *arguments]
    return [*PYTEST, *arguments]


def for_engine(environment: dict[str, str], engine: str) -> dict[str, str]:
    if engine == "postgresql":
        return environment
    return {name: value for name, value in environment.items() if name != "DATABASE_URL"}


def counts(results: Path) -> tuple[int, int, int]:
    """(passed, failed, skipped) from pytest's own report; a run that wrote none counts as one failure."""
    if not results.exists():
        return 0, 1, 0
    suites = list(ElementTree.parse(results).getroot().iter("testsuite"))
    total = sum(int(suite.get("tests", 0)) for suite in suites)
    failed = sum(int(suite.get("failures", 0)) + int(suite.get("errors", 0)) for suite in suites)
    skipped = sum(int(suite.get("skipped", 0)) for suite in suites)
    return max(0, total - failed - skipped), failed, skipped


def heading(name: str) -> None:
    print(f"\n━━ {name} " + "━" * (70 - len(name)), flush=True)


def summary(parts: list[Part]) -> int:
    """The whole run on a few lines; the last one is what programs read."""
    heading("总结 / summary")
    for part in parts:
        figures = f"{part.passed} passed, {part.failed} failed, {part.skipped} skipped" if part.passed else ""
        print(f"  {'ok    ' if part.ok else 'FAILED'}  {part.name:<12} {part.seconds:6.1f} s  {figures}")
    passed, failed, skipped = (sum(getattr(part, kind) for part in parts) for kind in ("passed", "failed", "skipped"))
    # A failed check, or a part that stopped before its first test, is a failure of this run as well.
    failed += sum(not part.ok and not part.failed for part in parts)
    print(f"\n{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 1 if failed else 0
