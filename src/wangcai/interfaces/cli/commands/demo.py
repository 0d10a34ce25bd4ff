"""建一家示范店：两家门店、商品、客户、九十天历史，今天过了一半。同一个种子得到同一家店。

A demo shop into an empty data folder, without serving; the same seed gives the same shop.
"""

import argparse
import time
from typing import Any

from wangcai.interfaces.cli.environment import CommandFailed, data_folder, migrate, start_django

NAME = "demo"
HELP = "建一家示范店 / create the demo shop"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--days", type=int, default=90, metavar="N", help="多少天历史，默认 90 / days of history")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="种子，默认 1 / seed")


def run(options: argparse.Namespace) -> int:
    if not 1 <= options.days <= 730:
        raise CommandFailed("--days 要在 1 到 730 之间 / must be between 1 and 730")
    start_django()
    migrate()
    from wangcai.shops.public import Chain

    if Chain.objects.exists():
        raise CommandFailed(f"这里已有一家店，请用空的文件夹 / a shop lives here already: {data_folder()}")
    started = time.monotonic()
    built = build_with_bar(options.days, options.seed)
    tell(built, time.monotonic() - started)
    return 0


def build_with_bar(days: int, seed: int) -> Any:
    """Build while a bar says what is being made."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from wangcai.demo.public import build_demo

    columns = (TextColumn("  {task.description}"), BarColumn(bar_width=32), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, TimeElapsedColumn()) as bar:
        line = bar.add_task("示范店 / demo shop", total=6)
        return build_demo(
            days=days,
            seed=seed,
            progress=lambda label, done, total: bar.update(
                line, description=label or "示范店已建好 / ready", completed=done, total=total
            ),
        )


def tell(built: Any, seconds: float) -> None:
    """What there is now, who may sign in, and what to do next."""
    from rich.console import Console
    from rich.table import Table

    out = Console()
    out.print(
        f"  {built.customers} 位客户，{built.pets} 只宠物，{built.goods} 种商品与服务，"
        f"{built.past_orders} 张历史订单，今天 {built.orders_today} 张（{seconds:.0f} 秒）"
    )
    table = Table(title="登录 / logins", title_justify="left")
    for heading in ("登录名 login", "姓名 name", "岗位 role", "门店 store", "密码 password", "PIN"):
        # A login cut off with "…" is no login.
        table.add_column(heading, overflow="fold")
    for person in built.logins:
        table.add_row(person.login, person.name, person.role, person.store, person.password or "—", person.pin)
    out.print(table)
    out.print("  接着 / next:  ./wangcai serve  →  http://127.0.0.1:8000/")
    out.print("  PIN 在登记过的设备上换人时用（设备 → 登记这台设备）/ PINs switch people on a trusted device")
