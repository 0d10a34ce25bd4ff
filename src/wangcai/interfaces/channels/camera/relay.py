"""The web's side: what lies in a camera's folder, and a keeper started where none is at work."""

import re
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from wangcai.care.public import Still

# What ffmpeg writes there and nothing else may be asked for.
PIECE = re.compile(r"^(init\.mp4|piece\d{6}\.m4s)$")
FRESH = 12.0  # seconds after which a playlist counts as gone


class FolderRelay:
    """Streams under the data folder, one folder a camera."""

    def ready(self) -> str:
        if shutil.which("ffmpeg"):
            return ""
        return gettext("这台电脑还没有装 ffmpeg，装好后直播就能用（Debian：apt install ffmpeg）。")

    def folder(self, camera_id: int) -> Path:
        return Path(settings.DATA) / "live" / str(camera_id)

    def playlist(self, camera_id: int, address: str) -> str | None:
        folder = self.folder(camera_id)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "asked").touch()
        if not _young(folder / "alive", 5.0):
            _start_keeper(folder, address)
        listed = folder / "live.m3u8"
        return listed.read_text(encoding="ascii") if _young(listed, FRESH) else None

    def segment(self, camera_id: int, name: str) -> bytes | None:
        if not PIECE.match(name):
            return None
        try:
            return (self.folder(camera_id) / name).read_bytes()
        except OSError:
            return None

    def still(self, camera_id: int) -> Still | None:
        path = self.folder(camera_id) / "still.jpg"
        try:
            return Still(path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime, UTC))
        except OSError:
            return None


def _young(path: Path, seconds: float) -> bool:
    try:
        return time.time() - path.stat().st_mtime < seconds
    except OSError:
        return False


def _start_keeper(folder: Path, address: str) -> None:
    """A process of its own, so that a stream outlives the worker that asked first. The address goes by a pipe."""
    if not shutil.which("ffmpeg"):
        return
    keeper = subprocess.Popen(
        [sys.executable, "-m", "wangcai.interfaces.channels.camera.keeper", str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    assert keeper.stdin is not None
    keeper.stdin.write(address.encode())
    keeper.stdin.close()
