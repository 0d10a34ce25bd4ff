"""检查代码：风格、格式、公开接口的类型。--fix 先改能自动改的。

Check the code: style, form, types on the public doors. --fix mends what a program can mend.
"""

import argparse

from wangcai.interfaces.cli.checks import check_style, check_types, python_module

NAME = "lint"
HELP = "检查代码 / style, form and types"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fix", action="store_true", help="先自动修改 / mend first")
    parser.add_argument("paths", nargs="*", help="只修改这些文件（与 --fix 同用）/ only these files, with --fix")


def run(options: argparse.Namespace) -> int:
    if options.fix:
        paths = options.paths or ["."]
        python_module("ruff", "check", "--fix", "--quiet", *paths)
        python_module("ruff", "format", "--quiet", *paths)
    style, types = check_style(), check_types()
    print(f"style: {'ok' if style else 'FAILED'} · types: {'ok' if types else 'FAILED'}")
    return 0 if style and types else 1
