"""给说明书截图：新建示范店，用真的服务和浏览器，写进 docs/pictures/。

Make the guides' pictures from a demo shop of its own, with the real server and Debian's Chromium.
"""

import argparse
import sys
from importlib import import_module

from wangcai.interfaces.cli.environment import ROOT, CommandFailed

NAME = "pictures"
HELP = "给说明书截图 / make the pictures of the guides"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help="只做这些 / only these")
    parser.add_argument(
        "--shop", default="", metavar="DIR", help="用这个示范店，没有就建 / use or make the demo shop here"
    )
    parser.add_argument("--days", type=int, default=90, metavar="N", help="示范店的历史天数 / days of its history")


def run(options: argparse.Namespace) -> int:
    folder = ROOT / "docs" / "pictures"
    if not (folder / "make.py").exists():
        raise CommandFailed(f"没有 {folder / 'make.py'}，请在仓库里运行 / run it in a clone of the repository")
    sys.path.insert(0, str(folder))  # its chapters are no part of the software
    return import_module("make").main(options.names, shop_folder=options.shop, days=options.days)
