"""The end states of the same days on SQLite, by a test process of its own: what PostgreSQL is compared with."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEST = "test_the_same_commands_end_in_the_same_state_on_both_engines"


def on_sqlite(file: str, seeds: Sequence[int], folder: Path) -> dict[int, str]:
    """Run the test of that name in `file` on SQLite; it writes one text a seed into `folder`."""
    kept = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith("PYTEST_") and k not in {"DATABASE_URL", "WANGCAI_TEST_DATA"}
    }
    kept |= {"WANGCAI_END_STATES": str(folder), "WANGCAI_SEEDS": ",".join(map(str, seeds))}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"{file}::{TEST}"]
    done = subprocess.run(command, env=kept, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
    return {seed: (folder / f"{seed}.txt").read_text(encoding="utf-8") for seed in seeds}
