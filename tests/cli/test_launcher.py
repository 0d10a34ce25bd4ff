"""The launcher: it must find a Python, say what is missing, and run on an old one."""

import ast
import importlib.machinery
import importlib.util
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def launcher(tmp_path, monkeypatch):
    """The script as a module, with a folder of its own instead of ours."""
    loader = importlib.machinery.SourceFileLoader("wangcai_launcher", str(ROOT / "wangcai"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("wangcai_launcher", loader))
    loader.exec_module(module)
    for name in ("bootstrap", "base", "dev"):
        (tmp_path / "requirements").mkdir(exist_ok=True)
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
    module.ROOT, module.VENV = tmp_path, tmp_path / ".venv"
    return module


def fake_python(folder, name, answer):
    """An executable that answers the launcher's question as a Python of some version would."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{answer}\n")
    path.chmod(0o755)
    return str(path)


def test_it_parses_on_python_3_9():
    ast.parse((ROOT / "wangcai").read_text(encoding="utf-8"), feature_version=(3, 9))


def test_it_imports_only_the_standard_library():
    tree = ast.parse((ROOT / "wangcai").read_text(encoding="utf-8"))
    imported = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    imported |= {node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= sys.stdlib_module_names


def test_it_prefers_a_python_every_package_has_wheels_for(launcher, tmp_path):
    places = [
        fake_python(tmp_path, "python3.15", "echo 3 15 /fifteen"),
        fake_python(tmp_path, "python3.12", "echo 3 12 /twelve"),
        fake_python(tmp_path, "python3.14", "echo 3 14 /fourteen"),
    ]
    assert launcher.choose_python(places) == "/fourteen"
    places.append(fake_python(tmp_path, "python3.13", "echo 3 13 /thirteen"))
    assert launcher.choose_python(places) == "/thirteen"


def test_shims_that_do_not_run_and_old_pythons_are_passed_over(launcher, tmp_path):
    places = [
        fake_python(tmp_path, "python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127"),
        fake_python(tmp_path, "python3", "echo 3 11 /eleven"),
        str(tmp_path / "absent"),
    ]
    with pytest.raises(launcher.CannotStart, match=r"3\.12"):
        launcher.choose_python(places)
    places.append(fake_python(tmp_path, "python3.12", "echo 3 12 /a folder/twelve"))
    assert launcher.choose_python(places) == "/a folder/twelve"


def test_it_looks_in_the_path_and_in_pyenv(launcher, tmp_path, monkeypatch):
    for folder in ("bin", ".pyenv/versions/3.13.1/bin"):
        (tmp_path / folder).mkdir(parents=True)
    on_path = fake_python(tmp_path / "bin", "python3", "")
    in_pyenv = fake_python(tmp_path / ".pyenv/versions/3.13.1/bin", "python3", "")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    found = launcher.candidate_pythons()
    assert found.index(on_path) < found.index(in_pyenv)


def test_the_stamp_follows_the_lock_files(launcher, tmp_path):
    python = launcher.venv_python(launcher.VENV)
    python.parent.mkdir(parents=True)
    python.write_text("")
    assert not launcher.is_current("base")
    launcher.stamp_path("base").write_text(launcher.lock_stamp("base"))
    assert launcher.is_current("base") and not launcher.is_current("dev")
    (tmp_path / "requirements" / "base.txt").write_text("base==2\n")
    assert not launcher.is_current("base")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [([], ""), (["--port", "81"], "81"), (["test", "-k", "x"], "test"), (["--no-browser"], "")],
)
def test_the_command_is_the_first_word(launcher, arguments, word):
    assert launcher.first_word(arguments) == word


@pytest.mark.parametrize(("word", "level"), [("test", "dev"), ("lint", "dev"), ("serve", "base"), ("", "base")])
def test_only_developers_commands_install_test_tools(launcher, monkeypatch, word, level):
    asked = []
    monkeypatch.setattr(launcher, "ensure_environment", lambda level: asked.append(level))
    monkeypatch.setattr(launcher, "hand_over", lambda arguments: 0)
    assert launcher.main([word] if word else []) == 0
    assert asked == [level]


def test_a_sentence_and_code_1_when_it_cannot_start(launcher, monkeypatch, capsys):
    monkeypatch.setattr(launcher, "candidate_pythons", list)
    monkeypatch.setattr(launcher, "hand_over", lambda arguments: pytest.fail("went on"))
    assert launcher.main(["serve"]) == 1
    assert "Python 3.12 or newer is needed" in capsys.readouterr().err
    assert not launcher.VENV.exists()


def test_without_venv_and_without_root_it_says_what_to_install(launcher, tmp_path, monkeypatch):
    python = fake_python(tmp_path, "python3.13", "exit 1")
    monkeypatch.setattr(launcher, "can_apt_get", lambda: False)
    monkeypatch.setattr(launcher.shutil, "which", lambda name: None)
    with pytest.raises(launcher.CannotStart, match="python3-venv"):
        launcher.make_venv(python)


def test_help_needs_no_installation(launcher, monkeypatch):
    monkeypatch.setattr(launcher, "ensure_environment", lambda level: pytest.fail("installed something"))
    monkeypatch.setattr(launcher, "ROOT", ROOT)
    monkeypatch.setattr(launcher, "candidate_pythons", lambda: [sys.executable])
    assert launcher.main(["--help"]) == 0


def test_it_is_executable_and_locks_name_no_registry():
    assert os.access(ROOT / "wangcai", os.X_OK)
    for lock in (ROOT / "requirements").iterdir():
        assert "://" not in lock.read_text(), lock.name
        assert lock.suffix == ".in" or "--hash=sha256:" in lock.read_text()
