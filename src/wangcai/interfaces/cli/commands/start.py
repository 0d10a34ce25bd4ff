"""准备好一切，没有数据就建一家示范店，然后打开。直接运行 ./wangcai 就是它。

Set up, create the demo shop where there is no data yet, serve and open it: what plain ./wangcai does.
"""

import argparse
import importlib.util
import os
import subprocess
import sys

from wangcai.interfaces.cli.commands import serve, setup
from wangcai.interfaces.cli.environment import add_data_argument, migrate, start_django

NAME = "start"
HELP = "（不带命令时）准备、示范店、打开 / what plain ./wangcai does"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    serve.add_arguments(parser)
    parser.add_argument("--no-browser", action="store_true", help="不打开浏览器 / do not open the browser")


def run(options: argparse.Namespace) -> int:
    serve.refuse_taken_port(options.host, options.port)
    serve.answer_to_our_names(options.host)
    serve.choose_stream_port(options.host, options.port, wanted=not options.no_stream)
    setup.prepare_installation()
    start_django()
    afresh = bool(migrate())
    if not has_data():
        create_demo()
        afresh = True
    address = f"http://{serve.shown_host(options.host)}:{options.port}/"
    announce(address)
    if not options.no_browser:
        open_browser_soon(address)
    serve.serve(options, afresh=afresh)
    return 0


def has_data() -> bool:
    """Has anybody opened a shop in this data folder yet?"""
    from wangcai.shops.public import Chain

    return Chain.objects.exists()


def create_demo() -> None:
    """The demo shop, by its own command and with that command's own progress bar."""
    if importlib.util.find_spec("wangcai.interfaces.cli.commands.demo") is None:
        return
    from wangcai.interfaces.cli.commands import demo

    parser = argparse.ArgumentParser()
    add_data_argument(parser)
    demo.add_arguments(parser)
    demo.run(parser.parse_args([]))


def announce(address: str) -> None:
    print(f"\n  旺财已打开 / Wangcai is open:  {address}")
    print("  Ctrl+C 停止 / stops it\n", flush=True)


def open_browser_soon(address: str) -> None:
    """Only where there is a screen; the server needs a moment to listen."""
    if os.name == "posix" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    later = "import sys, time, webbrowser; time.sleep(1.5); webbrowser.open(sys.argv[1])"
    subprocess.Popen([sys.executable, "-c", later, address], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
