"""Common ground of all tests: real databases in temporary folders, one cast, no traces in the work folder.

The engine is the environment's: DATABASE_URL for PostgreSQL, otherwise SQLite in a real file
(WAL, FULL, BEGIN IMMEDIATE as in a shop), so that races are races.
"""

import atexit
import os
import shutil
import tempfile

# The settings make their data folder when they are read: give them one that goes away again.
if "WANGCAI_TEST_DATA" not in os.environ:
    os.environ["WANGCAI_TEST_DATA"] = tempfile.mkdtemp(prefix="wangcai-test-")
    atexit.register(shutil.rmtree, os.environ["WANGCAI_TEST_DATA"], ignore_errors=True)
os.environ["WANGCAI_DATA"] = os.environ["WANGCAI_TEST_DATA"]
os.environ["DJANGO_SETTINGS_MODULE"] = "wangcai.settings"

import django
import pytest

from tests.template import copy_postgres, copy_template

# An absent static folder is worth a warning at every request.
os.makedirs(os.path.join(os.environ["WANGCAI_DATA"], "static"), exist_ok=True)
django.setup()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """Each test process gets a migrated copy of its own: a file on SQLite, a database on PostgreSQL."""
    from django.db import connections

    connection = connections["default"]
    if connection.vendor == "sqlite":
        place = tmp_path_factory.mktemp("database") / "test.sqlite3"
        copy_template(place)
        connection.settings_dict["TEST"]["NAME"] = str(place)
    else:
        name = connection.settings_dict["TEST"].get("NAME") or f"test_{connection.settings_dict['NAME']}"
        copy_postgres(os.environ["DATABASE_URL"], name)


@pytest.fixture(scope="session")
def django_db_keepdb():
    """The copied database is migrated already; it goes away with its folder or its server."""
    return True


@pytest.fixture(scope="session", autouse=True)
def sealed_tables_can_be_emptied():
    """Between transactional tests the tables are emptied; the journal's triggers rightly refuse that.

    They are put aside for that one statement list and stand again before the next test begins.
    """
    from django.db.backends.base.operations import BaseDatabaseOperations

    plain = BaseDatabaseOperations.execute_sql_flush

    def with_triggers_aside(operations, statements):
        aside, back = trigger_statements(operations.connection)
        plain(operations, [*aside, *statements, *back])

    BaseDatabaseOperations.execute_sql_flush = with_triggers_aside
    yield
    BaseDatabaseOperations.execute_sql_flush = plain


def trigger_statements(connection):
    """(statements that put every trigger aside, statements that bring them back)."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            return [f'DROP TRIGGER "{name}"' for name, _ in triggers], [text for _, text in triggers]
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid "
            "WHERE NOT tgisinternal AND c.relnamespace = 'public'::regnamespace"
        )
        tables = [row[0] for row in cursor.fetchall()]
    return (
        [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables],
        [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables],
    )


@pytest.fixture(scope="session", autouse=True)
def readers_wait_for_their_own_database():
    """Test processes share one PostgreSQL server, and its oldest transaction may be another process's long test.

    A reader of the journal rightly waits for it; here it waits for the transactions of its own database only.
    """
    from django.db import connection

    from wangcai.journal import draining
    from wangcai.kernel.public import fetch

    plain = draining.oldest_running

    def here():
        if connection.vendor == "sqlite":
            return None
        return fetch(
            "SELECT LEAST(pg_snapshot_xmax(pg_current_snapshot())::text::bigint, MIN(backend_xid::text::bigint))"
            " FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL"
        )[0][0]

    draining.oldest_running = here
    yield
    draining.oldest_running = plain


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    """Real password hashing costs 0.3 s each; tests sign in hundreds of times."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def plain_language_and_clock():
    """No test leaves its language or time zone to the next."""
    from django.utils import timezone, translation

    yield
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    """Photos of a test live and die with it."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def engine():
    """`sqlite` or `postgresql`: what this run stands on."""
    from django.db import connection

    return connection.vendor


def pytest_collection_modifyitems(config, items):
    """Nightly tests run only when asked for; saying so beats a silent pass."""
    if os.environ.get("WANGCAI_NIGHTLY"):
        return
    skip = pytest.mark.skip(reason="nightly; set WANGCAI_NIGHTLY=1")
    for item in items:
        if item.get_closest_marker("nightly"):
            item.add_marker(skip)
