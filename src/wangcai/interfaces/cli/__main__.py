"""Read the command line, run one command, leave with an honest code.

0 done, 1 failed (the reason is printed), 2 wrong usage, 130 interrupted.
"""

import argparse
import os
import sys
from types import ModuleType

from wangcai.interfaces.cli import commands
from wangcai.interfaces.cli.environment import CommandFailed, add_data_argument, prepare

OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code; wrong usage leaves through argparse with 2."""
    parser = build_parser()
    options, rest = parser.parse_known_args(with_default_command(arguments))
    command: ModuleType = options.command_module
    if rest and not getattr(command, "TAKES_REST", False):
        parser.error("不认识的参数 / unknown argument: " + " ".join(rest))
    options.rest = rest
    try:
        prepare(options)
        return command.run(options) or OK
    except CommandFailed as failure:
        print(f"旺财: {failure}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # `./wangcai report … | head` is not a failure of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as failure:
        if not is_sentence(failure):
            raise
        print(f"旺财: {failure}", file=sys.stderr)
        return FAILED


def with_default_command(arguments: list[str]) -> list[str]:
    """Plain `./wangcai`, with or without options, means `./wangcai start`."""
    if not arguments:
        return ["start"]
    if arguments[0].startswith("-") and arguments[0] not in ("-h", "--help", "--version"):
        return ["start", *arguments]
    return arguments


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./wangcai",
        allow_abbrev=False,
        description="旺财：宠物店的操作系统。不带命令：准备好一切，打开示范店。\n"
        "Wangcai, the operating system of a pet shop. Without a command: set up and open the demo shop.",
        epilog="每个命令都有帮助：./wangcai 命令 --help · every command has help: ./wangcai COMMAND --help\n"
        "退出码 / exit codes: 0 done · 1 failed · 2 wrong usage",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version="wangcai 0.1.0")
    lines = parser.add_subparsers(title="命令 / commands", metavar="COMMAND", required=True)
    for module in commands.COMMANDS:
        line = lines.add_parser(
            module.NAME,
            help=module.HELP,
            description=(module.__doc__ or module.HELP).strip(),
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        add_data_argument(line)
        module.add_arguments(line)
        line.set_defaults(command_module=module)
    return parser


def is_sentence(failure: Exception) -> bool:
    """A refusal, or a setting that is nonsense, is a sentence for a person and not a crash."""
    places = {"wangcai.kernel.public": "Refusal", "django.core.exceptions": "ImproperlyConfigured"}
    kinds = [getattr(sys.modules[module], name) for module, name in places.items() if module in sys.modules]
    return isinstance(failure, tuple(kinds))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
