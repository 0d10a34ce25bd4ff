"""装好运行所需的一切：翻译、图标、页面素材、数据表。可以反复运行。

Install what is needed to run: translations, icons, page assets, tables. Safe to repeat.
"""

import argparse

from wangcai.interfaces.cli.environment import migrate, start_django
from wangcai.interfaces.cli.translations import compile_catalogues

NAME = "setup"
HELP = "只做安装准备 / only install what is needed"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-migrate", action="store_true", help="不动数据库 / leave the database alone")


def run(options: argparse.Namespace) -> int:
    prepare_installation()
    print("  翻译、图标、样式已就绪 / translations, icons and styles are ready")
    if not options.no_migrate:
        start_django()
        migrate()
        print("  数据表已就绪 / tables are ready")
    return 0


def prepare_installation() -> None:
    """Make what git does not hold: compiled translations, icon sprite, style sheet. Quick when nothing changed."""
    from wangcai.interfaces.ui.build import build_assets

    compile_catalogues()
    build_assets()
