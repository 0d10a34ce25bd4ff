"""What each server process runs: the pages, and an eye on the process that started it.

A worker whose parent was killed would keep the port, and the shop could not be opened again.
"""

import os
import threading
import time

from wangcai.settings.wsgi import application

__all__ = ["application"]
GLANCE = 0.3  # seconds


def leave_with_parent(parent: int) -> None:
    """End at once when the parent is gone; what was acknowledged is on disk already."""
    while os.getppid() == parent:
        time.sleep(GLANCE)
    os._exit(1)


threading.Thread(target=leave_with_parent, args=[os.getppid()], daemon=True, name="leave-with-parent").start()
