"""给程序用的接口令牌：代表一位员工，只有所列的权限；只显示这一次。

A key for a program: it acts as a member of staff within the scopes given. Shown this once.
  ./wangcai token --user laozhou --scope orders.see --scope "goods.*" --store XH --days 365
"""

import argparse
from datetime import timedelta

from wangcai.interfaces.cli.environment import CommandFailed, start_django

NAME = "token"
HELP = "接口令牌 / a key for a program"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--user", required=True, metavar="NAME", help="登录名 / login name")
    parser.add_argument(
        "--scope", required=True, action="append", metavar="SCOPE",
        help='权限，可多次，例如 orders.see、"orders.*" / a permission, may be repeated; commas work too',
    )  # fmt: skip
    parser.add_argument("--store", metavar="CODE", help="只限这家店 / only in this store")
    parser.add_argument("--name", default="命令行", help="用途 / what it is for")
    parser.add_argument("--days", type=int, default=0, metavar="N", help="几天后过期，0 不过期 / expires after N days")


def run(options: argparse.Namespace) -> int:
    start_django()
    from wangcai.kernel.public import now, system_actor
    from wangcai.shops.public import Account, Store, make_token

    account = Account.objects.filter(login=options.user.lower()).first()
    if account is None:
        raise CommandFailed(f"没有这个登录名 / no such login: {options.user}")
    store = None
    if options.store:
        store = Store.objects.of(account.chain_id).filter(code=options.store.upper()).first()
        if store is None:
            raise CommandFailed(f"没有这家门店 / no such store: {options.store}")
    token = make_token(
        store=store, account=account, name=options.name,
        scopes=[scope for given in options.scope for scope in given.split(",") if scope],
        expires_at=now() + timedelta(days=options.days) if options.days else None, by=system_actor(account.chain_id),
    )  # fmt: skip
    print(token.secret)  # type: ignore[attr-defined]
    return 0
