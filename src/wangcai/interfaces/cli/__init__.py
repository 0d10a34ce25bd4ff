"""The command line: `./wangcai COMMAND`. Each command is one small file in `commands/`.

Reading the arguments imports no Django, so help works before anything is installed.
"""
