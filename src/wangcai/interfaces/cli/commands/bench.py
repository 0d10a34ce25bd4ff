"""量速度：每个目标一行 JSON，带同一次运行里量出的底线和比值。

Run programs of bench/: figures, the floor measured in the same run, the ratio, and whether the bar holds.
"""

import argparse
import os
import subprocess
import sys

from wangcai.interfaces.cli.environment import ROOT, CommandFailed

NAME = "bench"
HELP = "量速度 / measure the goals of speed"
ENGINES = ("sqlite", "postgresql")
# Goal → module of bench/ and the engines it speaks of.
GOALS = {
    "S1": ("bench.s1_place_order", ("postgresql",)),
    "S2": ("bench.s1_place_order", ("sqlite",)),
    "S3": ("bench.s3_growth", ENGINES),
    "S4": ("bench.s4_pages", ENGINES),
    "S4B": ("bench.s4_boards", ENGINES),
    "S5": ("bench.s5_lookup", ENGINES),
    "S6": ("bench.s6_free_slots", ENGINES),
    "S8": ("bench.s8_boards", ENGINES),
    "S9": ("bench.s9_import", ("sqlite",)),
    "S10": ("bench.s10_weight", ENGINES),
    "R04-REAL": ("bench.r04_real", ENGINES),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("goals", nargs="*", metavar="GOAL", help="S1 S2 … （不写就是全部 / all without)")
    parser.add_argument("--engine", choices=ENGINES, help="只量这一种数据库 / only this engine")
    parser.add_argument("--json", action="store_true", help="只输出 JSON 行 / JSON lines only")
    parser.add_argument("--quick", action="store_true", help="小样本，只看能不能跑 / small sample, to see that it runs")


def run(options: argparse.Namespace) -> int:
    wanted = [goal.upper() for goal in options.goals] or list(GOALS)
    unknown = [goal for goal in wanted if goal not in GOALS]
    if unknown:
        raise CommandFailed(f"没有这个目标 / no such goal: {', '.join(unknown)}（{', '.join(GOALS)}）")
    if not (ROOT / "bench").is_dir():
        raise CommandFailed("bench/ 只在源码目录里有 / bench/ lies in the source tree only")
    if options.goals and options.engine:
        elsewhere = [f"{goal}: {', '.join(GOALS[goal][1])}" for goal in wanted if options.engine not in GOALS[goal][1]]
        if elsewhere:
            raise CommandFailed(
                f"这个目标不量 {options.engine}，只量 / not a goal of {options.engine}, only of {'; '.join(elsewhere)}"
            )
    failed = 0
    for goal in wanted:
        module, engines = GOALS[goal]
        for engine in engines:
            if options.engine in (None, engine):
                if not options.json:
                    print(f"… {goal} {engine}", file=sys.stderr, flush=True)
                failed += bool(measure(module, engine, quick=options.quick))
    return 1 if failed else 0


def measure(module: str, engine: str, *, quick: bool) -> int:
    """Each goal has a process and a database of its own, so that one does not warm another."""
    code = f"import sys; from {module} import run; sys.exit(run({engine!r}, quick={quick}))"
    environment = dict(os.environ, PYTHONPATH=f"{ROOT}{os.pathsep}{ROOT / 'src'}", PYTHONUNBUFFERED="1")
    environment.pop("DATABASE_URL", None)
    return subprocess.call([sys.executable, "-c", code], cwd=ROOT, env=environment)
