"""The explicit list of commands, in the order `--help` shows them.

A new command: one file here with NAME, HELP, add_arguments(parser) and run(options) -> int,
and one line in COMMANDS. Import Django and packages inside functions, never at the top.
"""

from wangcai.interfaces.cli.commands import (
    backup,
    bench,
    demo,
    doctor,
    drain,
    import_,
    lint,
    lock,
    migrations,
    pictures,
    report,
    restore,
    serve,
    setup,
    shop,
    start,
    test,
    token,
    translations,
)

COMMANDS = (
    start,
    setup,
    demo,
    shop,
    serve,
    drain,
    import_,
    report,
    backup,
    restore,
    doctor,
    token,
    test,
    lint,
    bench,
    translations,
    migrations,
    pictures,
    lock,
)
