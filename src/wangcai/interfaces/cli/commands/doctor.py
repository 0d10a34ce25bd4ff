"""检查这家店是否健康：数据库、写入保障、迁移、日志封条、库存、磁盘。

Is this shop healthy? Database, durability, migrations, the journal's seal, stock, disk.
"""

import argparse
import json
from dataclasses import asdict

from wangcai.interfaces.cli.environment import start_django
from wangcai.interfaces.cli.examination import examine

NAME = "doctor"
HELP = "检查是否健康 / is everything sound"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="给程序读 / for programs")


def run(options: argparse.Namespace) -> int:
    start_django()
    findings = examine()
    well = all(finding.ok for finding in findings)
    if options.json:
        print(json.dumps({"ok": well, "findings": [asdict(finding) for finding in findings]}, ensure_ascii=False))
        return 0 if well else 1
    for finding in findings:
        print(f"  {'✓' if finding.ok else '✗'} {finding.name:<14} {finding.detail}")
    print("一切正常 / all is well" if well else "有问题，见上面的 ✗ / see the ✗ above")
    return 0 if well else 1
