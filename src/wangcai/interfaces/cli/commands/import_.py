"""从旧系统的文件导入：customers、pets、goods、orders、pet-licences。CSV（可 .gz）或 Excel。

Import an old system's file. Rows in = rows stored + rows known already + rows refused, each refused one with its reason.
  ./wangcai import orders old-orders.csv.gz --store XH --dry-run
  ./wangcai import orders old-orders.csv.gz --store XH
Interrupted? Run the same line again: it goes on. Run it once more: nothing changes.
--mapping FILE is JSON: {"columns": {"invoice": "单号", …}, "source": "old-till", "date_order": "dmy", "fees": ["POST"]}
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wangcai.interfaces.cli.environment import CommandFailed, migrate, start_django
from wangcai.interfaces.cli.place import chain_and_store

NAME = "import"
HELP = "导入旧系统的文件 / bring in an old system's file"
SHOWN = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help="customers | pets | goods | orders | pet-licences")
    parser.add_argument("file", metavar="FILE", type=Path, help="CSV、CSV.GZ、XLSX、XLS")
    parser.add_argument("--mapping", metavar="FILE", type=Path, help="列的对应关系 / which column means what (JSON)")
    parser.add_argument("--store", metavar="CODE", help="导入到哪家门店 / into which store")
    parser.add_argument("--chain", metavar="CODE", help="哪家连锁 / which chain, where there are several")
    parser.add_argument("--dry-run", action="store_true", help="只检查，不写入 / check only, write nothing")
    parser.add_argument(
        "--reasons", metavar="FILE", type=Path, help="未存的行和原因写到哪里 / where to write refused rows"
    )
    parser.add_argument("--json", action="store_true", help="给程序读 / for programs")


def run(options: argparse.Namespace) -> int:
    start_django()
    migrate()
    from wangcai.imports.public import prepare_import, problems_of, reasons_csv, rehearse_import, run_import
    from wangcai.kernel.public import system_actor

    chain, store = chain_and_store(options.store, options.chain)
    prepared = prepare_import(
        kind=options.kind,
        path=options.file,
        by=system_actor(chain.pk, "import"),
        store=store,
        mapping=mapping_in(options.mapping),
    )
    with progress_bar(quiet=options.json) as progress:
        result: Any = (rehearse_import if options.dry_run else run_import)(prepared, progress=progress)
    refused = result.refused if options.dry_run else problems_of(result.run, limit=None)
    doubts = result.doubts if options.dry_run else problems_of(result.run, doubts=True, limit=None)
    reasons = (
        write_reasons(options, reasons_csv(prepared.plan.headers, [*refused, *doubts])) if refused or doubts else None
    )
    remarks = dict(result.remarks if options.dry_run else result.run.remarks)
    remarks["unused_columns"] = list(prepared.plan.unused)
    report = {
        "kind": options.kind,
        "dry_run": options.dry_run,
        "again": getattr(result, "again", False),
        "rows_in": result.rows_in,
        "rows_stored": result.rows_stored,
        "rows_known": result.rows_known,
        "rows_refused": result.rows_refused,
        "rows_doubtful": len(doubts),
        "refused_by_reason": dict(Counter(problem.code for problem in refused).most_common()),
        "doubtful_by_reason": dict(Counter(problem.code for problem in doubts).most_common()),
        "remarks": remarks,
        "reasons_file": str(reasons) if reasons else None,
    }
    if options.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        show(report, refused)
    return 0


def mapping_in(path: Path | None) -> dict[str, Any] | None:
    if path is None:
        return None
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise CommandFailed(f"对应关系读不出来 / the mapping cannot be read: {error}") from error


def write_reasons(options: argparse.Namespace, lines: Iterator[str]) -> Path:
    """Beside the file, or where that cannot be written, in the data folder."""
    from wangcai.interfaces.cli.environment import data_folder

    name = options.file.name + (".check.csv" if options.dry_run else ".reasons.csv")
    places = [options.reasons] if options.reasons else [options.file.resolve().parent / name, data_folder() / name]
    text = "".join(lines)
    for place in places:
        try:
            place.write_text(text, encoding="utf-8")
        except OSError:
            continue
        return place
    raise CommandFailed(f"写不了原因文件 / cannot write the file of reasons: {places[-1]}")


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on the terminal; nothing for programs."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("  {task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("导入 / import", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def show(report: dict[str, Any], refused: list[Any]) -> None:
    """The outcome in words, with the first refused rows."""
    head = (
        "检查 / check"
        if report["dry_run"]
        else "已经导入过，没有改动 / in already, nothing changed"
        if report["again"]
        else "导入 / import"
    )
    print(f"  {head}: {report['kind']}")
    for key, words in (
        ("rows_in", "读入 / rows in"), ("rows_stored", "存入 / stored"), ("rows_known", "已有 / known already"),
        ("rows_refused", "未存 / refused"), ("rows_doubtful", "存了但请核对 / stored, please check"),
    ):  # fmt: skip
        print(f"  {report[key]:>10,}  {words}")
    for problem in refused[:SHOWN]:
        print(f"    {problem.row}: {problem.cell}: {problem.reason}")
    if len(refused) > SHOWN:
        print(f"    … {len(refused) - SHOWN:,}")
    if report["reasons_file"]:
        print(f"  原因文件 / reasons: {report['reasons_file']}")
