"""把日志里等着的事情送出去（通知、提醒），直到停止；--once 只送一轮。

Send what waits in the journal until stopped; --once makes one round. `serve` starts it by itself.
"""

import argparse
import logging
import os
import signal
import threading
import time

from wangcai.interfaces.cli.environment import start_django

NAME = "drain"
HELP = "送出日志里等着的事 / send what waits in the journal"
PAUSE = 1.0  # seconds between rounds that found nothing
PAUSE_AFTER_ERROR = 5.0
CHORES_EVERY = 15.0
REMINDERS_EVERY = 60.0
ROUNDS_EVERY = 300.0  # written a day ahead, so minutes do not matter
_clock = {"chores": 0.0, "rounds": -ROUNDS_EVERY, "reminders": 0.0}
log = logging.getLogger("wangcai.drain")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="只送一轮 / one round")
    parser.add_argument("--parent", type=int, help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    start_django()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if options.once:
        print(f"{drain_round()} sent")
        return 0
    while not stop.is_set() and not orphaned(options.parent):
        stop.wait(pause_after_round())
    return 0


def pause_after_round() -> float:
    """One round; an error never ends the loop, the shop may be restoring or the disk full."""
    from django.db import connections

    try:
        return 0.0 if drain_round() else PAUSE
    except Exception:
        log.exception("drain")
        connections.close_all()
        return PAUSE_AFTER_ERROR


def drain_round() -> int:
    """How many deliveries this round made: reactions, then messages; now and then what the clock alone moves."""
    from wangcai.journal.public import drain
    from wangcai.messages.public import send_due

    done = (drain() or 0) + send_due()
    if time.monotonic() - _clock["chores"] > CHORES_EVERY:
        _clock["chores"] = time.monotonic()
        chores()
    return done


def chores() -> None:
    """Who is invited is told before held slots nobody took are free again, late tasks go to the manager, customers who did not answer are called,
    silent carriers are asked, photos go to the owners in their rhythm, rooms not cleaned in time are told, owners
    are reminded of their visits."""
    from wangcai.booking.public import expire_holds
    from wangcai.care.public import chase_cleaning, send_digests, send_reminders, tell_waiters
    from wangcai.delivery.public import poll_carriers
    from wangcai.orders.public import chase_answers
    from wangcai.work.public import escalate_late

    tell_waiters()
    expire_holds()
    chase_answers()
    escalate_late()
    poll_carriers()
    send_digests()
    chase_cleaning()
    if time.monotonic() - _clock["reminders"] > REMINDERS_EVERY:
        _clock["reminders"] = time.monotonic()
        send_reminders()
    if time.monotonic() - _clock["rounds"] > ROUNDS_EVERY:
        _clock["rounds"] = time.monotonic()
        plan_the_day()


def plan_the_day() -> None:
    """Feedings, doses and walks of the next day and a half, and today's rooms to clean, are written where they are not yet."""
    from wangcai.care.public import make_cleanings, make_rounds

    make_rounds()
    make_cleanings()


def orphaned(parent: int | None) -> bool:
    """The server that started us was killed: nobody would ever stop us."""
    return parent is not None and os.getppid() != parent
