"""更新并编译翻译：新文字进，旧文字出，英文保留；列出还缺英文的。

Bring the translations in step and compile them: new texts in, gone texts out, English kept.
Lists what still lacks English and fails then.
"""

import argparse

from wangcai.interfaces.cli.environment import start_django

NAME = "translations"
HELP = "更新并编译翻译 / bring translations in step"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--app", help="只处理这个应用，例如 orders / only this app")


def run(options: argparse.Namespace) -> int:
    from wangcai.interfaces.cli import translations

    start_django()
    missing = 0
    for app, texts in translations.texts_by_app().items():
        if not app.exists() or (options.app and app.name != options.app):
            continue
        lacking = translations.merge(app, texts)
        missing += len(lacking)
        if texts:
            print(f"  {app.name:<14} {len(texts):4} texts, {len(lacking)} without English")
        for text in lacking:
            print(f"      {text!r}")
    print(f"  compiled: {translations.compile_catalogues()} · missing: {missing}")
    return 1 if missing else 0
