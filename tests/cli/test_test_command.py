"""The command that runs all tests must not be able to say `ok` when something was not."""

from pathlib import Path

import pytest

from wangcai.interfaces.cli.commands import test as command

REPORT = '<testsuites><testsuite tests="7" failures="1" errors="1" skipped="2"/></testsuites>'


def test_counts_come_from_pytests_own_report(tmp_path):
    (tmp_path / "results.xml").write_text(REPORT)
    assert command.counts(tmp_path / "results.xml") == (3, 2, 2)


def test_a_run_that_wrote_no_report_is_a_failure(tmp_path):
    assert command.counts(tmp_path / "absent.xml") == (0, 1, 0)


@pytest.mark.parametrize(
    ("parts", "code", "last"),
    [
        ([command.Part("style", True, 1.0), command.Part("SQLite", True, 2.0, 40, 0, 1)], 0, "40 passed, 0 failed, 1 skipped"),
        ([command.Part("style", False, 1.0), command.Part("SQLite", True, 2.0, 40)], 1, "40 passed, 1 failed, 0 skipped"),
        ([command.Part("SQLite", False, 2.0, 38, 2)], 1, "38 passed, 2 failed, 0 skipped"),
        ([command.Part("browser", False, 2.0)], 1, "0 passed, 1 failed, 0 skipped"),
    ],
)  # fmt: skip
def test_the_last_line_and_the_code_agree(parts, code, last, capsys):
    assert command.summary(parts) == code
    assert capsys.readouterr().out.splitlines()[-1] == last


def test_a_part_without_tests_is_not_ok(monkeypatch, tmp_path):
    monkeypatch.setattr(command.subprocess, "call", lambda *_, **__: 0)
    monkeypatch.setattr(command, "counts", lambda results: (0, 0, 3))
    assert not command.tests("SQLite", "sqlite", {}, []).ok


def test_the_given_database_is_used_only_for_postgresql():
    environment = {"DATABASE_URL": "postgresql://somewhere", "HOME": "/"}
    assert command.for_engine(environment, "sqlite") == {"HOME": "/"}
    assert command.pytest_line("postgresql", environment, ["-q"]) == [*command.PYTEST, "-q"]
    assert "tests/postgres.py" in command.pytest_line("postgresql", {}, ["-q"])[1]


def test_postgres_is_new_enough_and_gone_afterwards():
    import psycopg

    from tests.postgres import temporary_postgres

    with temporary_postgres() as url:
        with psycopg.connect(url) as connection:
            folder = Path(connection.execute("SHOW data_directory").fetchone()[0])
            assert connection.info.server_version >= 150000
        assert folder.exists()
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)
