"""按模型重写各应用的 0001_initial.py（第一次发布之前）；手写的 0002_… 保留。

Write each app's first migration anew from its models, while nobody runs a release yet.
Later files (triggers, indexes of our own) are written by hand and stay as they are.
"""

import argparse

from wangcai.interfaces.cli.environment import ROOT, CommandFailed, start_django

NAME = "migrations"
HELP = "按模型重写初始迁移 / write the first migrations anew from the models"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--app", help="只处理这个应用，例如 orders / only this app")


def run(options: argparse.Namespace) -> int:
    start_django()
    from wangcai.interfaces.cli import first_migrations
    from wangcai.interfaces.cli.checks import python_module

    labels = {app.name.rpartition(".")[2]: app.label for app in first_migrations.our_apps()}
    if options.app and options.app not in labels:
        raise CommandFailed(f"没有带数据表的应用 {options.app} / no app with tables of that name: {', '.join(labels)}")
    for name, label in labels.items():
        if options.app and name != options.app:
            continue
        path = first_migrations.write(label)
        python_module("ruff", "check", "--fix", "--quiet", "--select", "I", str(path))
        python_module("ruff", "format", "--quiet", str(path))
        print(f"  {name:<14} {path.relative_to(ROOT)}")
    return 0
