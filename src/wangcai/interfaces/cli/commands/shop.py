"""开自己的店（不是示范店）：连锁、一家门店、老板的登录。同一个命令再用一次，就是再开一家门店。

Open your own shop in an empty data folder: chain, store, owner. Run again with another code, it adds a store.
  ./wangcai shop --name 旺财宠物 --store 徐汇店 --code XH --owner 周总 --login boss
The password is asked for, or read from WANGCAI_PASSWORD.
"""

import argparse
import getpass
import os
from datetime import time

from wangcai.interfaces.cli.environment import CommandFailed, migrate, start_django

NAME = "shop"
HELP = "开自己的店，或再开一家门店 / open your own shop, or one more store"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", default="", help="店名（第一次要写）/ name of the chain, the first time")
    parser.add_argument("--store", required=True, metavar="NAME", help="门店名称 / name of the store")
    parser.add_argument("--code", required=True, help="门店代号，印在单号前，如 XH / stands before order numbers")
    parser.add_argument("--owner", default="", metavar="NAME", help="老板怎么称呼（第一次要写）/ the owner's name")
    parser.add_argument("--login", default="boss", help="老板的登录名，默认 boss / the owner's login")


def run(options: argparse.Namespace) -> int:
    start_django()
    migrate()
    from wangcai.kernel.public import Refusal, system_actor, writing
    from wangcai.shops.public import Chain, create_store, set_opening_hours

    chain = Chain.objects.first()
    if chain is None and not (options.name and options.owner):
        raise CommandFailed("第一次开店请写 --name 和 --owner / the first time --name and --owner are needed")
    password = "" if chain else ask_password()
    try:
        with writing():
            if chain is None:
                chain = found(options, password)
            by = system_actor(chain.pk)
            store = create_store(code=options.code, name=options.store, by=by)
            set_opening_hours(store=store, periods=[(day, time(9), time(21)) for day in range(7)], by=by)
    except Refusal as refusal:
        raise CommandFailed(str(refusal)) from refusal
    print(f"{chain.name} · {store.name} ({store.code}) 已开 / is open")
    print(
        "接着 / next:  ./wangcai serve，登录后在“管理”里加员工、改营业时间 / sign in, then staff and hours under 管理"
    )
    return 0


def found(options: argparse.Namespace, password: str):
    """The chain, its owner, and the shelves, services and vaccine plans every pet shop has."""
    from wangcai.catalogue.public import make_usual_categories, make_usual_services
    from wangcai.customers.public import make_usual_vaccines, seed_breeds
    from wangcai.kernel.public import system_actor
    from wangcai.shops.public import create_chain, hire_staff

    chain = create_chain(name=options.name, code=options.code)
    by = system_actor(chain.pk)
    hire_staff(store=None, login=options.login, name=options.owner, role="owner", password=password, by=by)
    make_usual_categories(by=by)
    make_usual_services(by=by)
    seed_breeds(by=by)
    make_usual_vaccines(by=by)
    return chain


def ask_password() -> str:
    """From the environment, or typed twice without showing."""
    given = os.environ.get("WANGCAI_PASSWORD")
    if given:
        return given
    first = getpass.getpass("老板的密码 / the owner's password: ")
    if first != getpass.getpass("再输一次 / again: "):
        raise CommandFailed("两次不一样，请重来 / they differ, try again")
    return first
