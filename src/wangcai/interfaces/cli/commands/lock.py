"""由 requirements/*.in 重写带哈希的锁文件，不写任何下载地址。

Rewrite the lock files from requirements/*.in: hashes, and no addresses of any registry.
"""

import argparse
import subprocess
import sys

from wangcai.interfaces.cli.environment import ROOT, CommandFailed

NAME = "lock"
HELP = "重写锁文件 / rewrite the lock files"
LOCKS = ("bootstrap", "base", "dev")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--upgrade", action="store_true", help="取最新版本 / take the newest versions")


def run(options: argparse.Namespace) -> int:
    for name in LOCKS:
        source = f"requirements/{name}.in"
        command = [sys.executable, "-m", "uv", "pip", "compile", "--universal", "--python-version", "3.12",
                   "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--quiet",
                   source, "-o", f"requirements/{name}.txt"]  # fmt: skip
        if options.upgrade:
            command.append("--upgrade")
        if subprocess.call(command, cwd=ROOT):
            raise CommandFailed(f"{source}: 无法解出 / cannot be resolved")
        lock = ROOT / "requirements" / f"{name}.txt"
        if "://" in lock.read_text():
            raise CommandFailed(f"{lock.name} 里有地址 / holds an address")
        print(f"  {lock.relative_to(ROOT)}")
    return 0
