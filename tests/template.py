"""A migrated, empty SQLite file, made once for each state of the migrations and copied into every test run.

Migrating takes seconds, copying a file none. The key is the content of all migrations, ours and Django's version.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache" / "test-templates"


def copy_template(target: Path) -> None:
    """Put a migrated database at `target`, migrating first only when no fitting template is kept."""
    CACHE.mkdir(parents=True, exist_ok=True)
    template = CACHE / f"{key_of_migrations()}.sqlite3"
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            for outdated in CACHE.glob("*.sqlite3"):
                outdated.unlink()
            make_template(template)
        shutil.copyfile(template, target)


def key_of_migrations() -> str:
    import django

    digest = hashlib.sha256(django.__version__.encode())
    for path in sorted((ROOT / "src" / "wangcai").rglob("migrations/*.py")):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    # A data migration may use code of ours that is no migration, and the settings list the apps.
    digest.update((ROOT / "src" / "wangcai" / "settings" / "__init__.py").read_bytes())
    return digest.hexdigest()[:24]


def make_template(template: Path) -> None:
    """Migrate in a process of its own, so that this one never sees another database than its own."""
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {"WANGCAI_DATA": folder, "DJANGO_SETTINGS_MODULE": "wangcai.settings"}
        code = "import django; django.setup(); from django.core.management import call_command as c; c('migrate', verbosity=0)"
        subprocess.run([sys.executable, "-c", code], cwd=ROOT / "src", env=environment, check=True)
        Path(folder, "wangcai.sqlite3").replace(template)
