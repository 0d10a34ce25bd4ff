"""Reading the command line: help everywhere, honest exit codes, nothing heavy before it is needed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.template import copy_template
from wangcai.interfaces.cli import __main__ as command_line
from wangcai.interfaces.cli import commands
from wangcai.interfaces.cli.environment import CommandFailed
from wangcai.kernel.public import Refusal

ROOT = Path(__file__).resolve().parents[2]
PROMISED = {"setup", "demo", "serve", "test", "import", "report", "token", "backup", "restore", "doctor", "bench"}
NAMES = [module.NAME for module in commands.COMMANDS]


def run(*words, **options):
    """The command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "wangcai.interfaces.cli", *words], cwd=ROOT, capture_output=True, text=True, **options
    )


def test_every_promised_command_is_there():
    assert set(NAMES) >= PROMISED
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help_in_both_languages(name, capsys):
    with pytest.raises(SystemExit) as leaving:
        command_line.main([name, "--help"])
    assert leaving.value.code == 0
    text = capsys.readouterr().out
    assert "--data" in text
    assert any("\u4e00" <= letter <= "\u9fff" for letter in text)


def test_help_loads_no_django():
    code = (
        "import sys; from wangcai.interfaces.cli.__main__ import build_parser; build_parser().format_help();"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('django', 'granian', 'babel')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "src", capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize("words", [["frobnicate"], ["serve", "--port", "many"], ["backup"], ["lock", "--unknown"]])
def test_wrong_usage_is_2(words):
    with pytest.raises(SystemExit) as leaving:
        command_line.main(words)
    assert leaving.value.code == 2


def test_plain_means_start():
    assert command_line.with_default_command([]) == ["start"]
    assert command_line.with_default_command(["--port", "81"]) == ["start", "--port", "81"]
    assert command_line.with_default_command(["--help"]) == ["--help"]
    assert command_line.with_default_command(["test", "-k", "x"]) == ["test", "-k", "x"]


class Obedient:
    """A command that does what the test says."""

    NAME, HELP = "obedient", "for the test"

    def __init__(self, answer):
        self.answer = answer

    def add_arguments(self, parser):
        pass

    def run(self, options):
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        (0, 0, ""),
        (None, 0, ""),
        (1, 1, ""),
        (CommandFailed("磁盘满了"), 1, "磁盘满了"),
        (Refusal(), 1, "这一步没有做成"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_exit_codes(monkeypatch, capsys, answer, code, words):
    monkeypatch.setattr(commands, "COMMANDS", (Obedient(answer),))
    assert command_line.main(["obedient"]) == code
    assert words in capsys.readouterr().err


def test_a_crash_is_not_dressed_up_as_an_answer(monkeypatch):
    monkeypatch.setattr(commands, "COMMANDS", (Obedient(ZeroDivisionError()),))
    with pytest.raises(ZeroDivisionError):
        command_line.main(["obedient"])


def test_nonsense_in_the_environment_is_a_sentence(tmp_path):
    done = run("doctor", "--data", str(tmp_path), env={"DATABASE_URL": "mysql://x", "PATH": "/usr/bin:/bin"})
    assert done.returncode == 1
    assert "postgresql://" in done.stderr and "Traceback" not in done.stderr


def test_doctor_finds_an_unprepared_shop_and_then_a_sound_one(tmp_path):
    shop = ("--data", str(tmp_path))
    plain = {"PATH": "/usr/bin:/bin"}
    ill = run("doctor", "--json", *shop, env=plain)
    assert ill.returncode == 1
    assert finding(ill, "migrations")["ok"] is False
    assert finding(ill, "journal_seal")["ok"] is False
    for name in ("wangcai.sqlite3", "wangcai.sqlite3-wal", "wangcai.sqlite3-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    copy_template(tmp_path / "wangcai.sqlite3")
    assert run("setup", *shop, env=plain).returncode == 0
    well = run("doctor", "--json", *shop, env=plain)
    assert well.returncode == 0, well.stdout
    assert finding(well, "durability")["detail"] == "journal_mode=wal, synchronous=2, foreign_keys=1"
    assert "journal_entry" in finding(well, "journal_seal")["detail"]


def finding(done, name):
    return next(found for found in json.loads(done.stdout)["findings"] if found["name"] == name)


def test_a_taken_port_is_a_sentence(tmp_path):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("serve", "--data", str(tmp_path), "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "--port" in done.stderr and "Traceback" not in done.stderr


def test_a_goal_of_another_engine_is_said_and_not_passed_over(capsys):
    assert command_line.main(["bench", "S1", "--engine", "sqlite"]) == 1
    said = capsys.readouterr()
    assert "S1: postgresql" in said.err and not said.out
