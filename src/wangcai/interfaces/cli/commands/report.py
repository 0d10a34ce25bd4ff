"""人们看到的报表，在命令行里：sales、stages、on-time、paper-forms。

The reports people see. Sales are net of credits, in the chain's currency, by the store's calendar.
  ./wangcai report sales --by month --json
  ./wangcai report sales --by item --from 2011-01-01 --to 2011-01-31 --store XH
"""

import argparse
import json
from datetime import date
from typing import Any

from wangcai.interfaces.cli.environment import CommandFailed, start_django
from wangcai.interfaces.cli.place import chain_and_store

NAME = "report"
HELP = "报表 / the reports people see"
NAMES = ("sales", "stages", "on-time", "paper-forms")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", choices=NAMES, help=" | ".join(NAMES))
    parser.add_argument(
        "--by", default="month", metavar="BY",
        help="sales: month, day, hour, item, category, customer, store, channel, staff",
    )  # fmt: skip
    parser.add_argument("--from", dest="since", metavar="DAY", help="从哪天 / first day, 2026-11-01")
    parser.add_argument("--to", dest="until", metavar="DAY", help="到哪天（含）/ last day, included")
    parser.add_argument("--store", metavar="CODE", help="只看这家店 / only this store")
    parser.add_argument("--chain", metavar="CODE", help="哪家连锁 / which chain, where there are several")
    parser.add_argument("--json", action="store_true", help="给程序读 / for programs")


def run(options: argparse.Namespace) -> int:
    start_django()
    from wangcai.insight.public import Period
    from wangcai.kernel.public import system_actor

    chain, store = chain_and_store(options.store, options.chain)
    period = Period(day_of(options.since), day_of(options.until))
    by = system_actor(chain.pk, "report")
    found = sales(by, store, period, options.by) if options.name == "sales" else others(options.name, by, store, period)
    found = {"report": options.name, "from": options.since, "to": options.until, **found}
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        show(found)
    return 0


def day_of(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CommandFailed(f"日期写成 2026-11-22 这样 / write the day like 2026-11-22: {text}") from error


def sales(by: Any, store: Any, period: Any, group: str) -> dict[str, Any]:
    from wangcai.insight.public import sales_report
    from wangcai.kernel.public import plain_amount

    report = sales_report(by=by, group=group, store=store, period=period)
    return {
        "by": group,
        "currency": report.currency,
        "orders": report.orders,
        "credits": report.credits,
        "total": plain_amount(report.fen, report.currency),
        "total_fen": report.fen,
        "rows": [
            {
                "key": row.key, "label": row.label, "orders": row.orders, "credits": row.credits, "pieces": row.pieces,
                "amount": plain_amount(row.fen, report.currency), "fen": row.fen,
            }
            for row in report.rows
        ],
    }  # fmt: skip


def others(name: str, by: Any, store: Any, period: Any) -> dict[str, Any]:
    from wangcai.insight.public import on_time, paper_forms, stage_times

    if name == "stages":
        rows: list[dict[str, Any]] = [
            {
                "key": s.status, "label": str(s.label), "orders": s.orders, "median_minutes": round(s.median_minutes, 1),
                "slow_minutes": round(s.slow_minutes, 1), "allowed_minutes": s.allowed_minutes, "late": s.late,
            }
            for s in stage_times(by=by, store=store, period=period)
        ]  # fmt: skip
    elif name == "on-time":
        rows = [
            {"key": o.key, "label": o.label, "orders": o.orders, "on_time": o.on_time, "share": o.share}
            for o in on_time(by=by, store=store, period=period)
        ]
    else:
        rows = [
            {
                "key": str(p.store.pk), "label": p.store.name, "printed": p.printed, "keyed": p.keyed, "void": p.void,
                "never_returned": p.missing, "oldest": p.oldest.isoformat() if p.oldest else None,
            }
            for p in paper_forms(by=by, store=store)
        ]  # fmt: skip
    return {"rows": rows}


def show(found: dict[str, Any]) -> None:
    """A plain table; columns as wide as they need to be."""
    from rich.console import Console
    from rich.table import Table

    rows = found["rows"]
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in [name for name in (rows[0] if rows else {}) if name != "fen"]:
        table.add_column(name, justify="left" if name in ("key", "label") else "right", no_wrap=True)
    for row in rows:
        table.add_row(*("" if value is None else str(value) for name, value in row.items() if name != "fen"))
    console = Console()
    Console(width=max(console.width, 120)).print(table)
    if "total" in found:
        print(f"{found['currency']} {found['total']}  ({found['orders']} + {found['credits']} credits)")
