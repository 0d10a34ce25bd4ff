"""The keeper of one camera's stream: runs ffmpeg while somebody asks, starts it again when the camera went out.

`python -m wangcai.interfaces.channels.camera.keeper FOLDER` with the address on standard input. It uses nothing of
Django. One keeper per folder: the lock decides. It ends, and clears the pieces, when nobody asked for twenty seconds.
"""

import fcntl
import subprocess
import sys
import time
from pathlib import Path

IDLE = 20.0  # seconds without a question
WAIT = 2.0  # seconds before a dead ffmpeg is started again
SILENT = 15.0  # seconds without a new playlist: the camera hangs


def main(arguments: list[str]) -> int:
    folder, address = Path(arguments[0]), sys.stdin.read().strip()
    with open(folder / "lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return 0  # another keeper is at work
        try:
            keep(folder, address)
        finally:
            clear(folder)
    return 0


def keep(folder: Path, address: str) -> None:
    """Run ffmpeg as long as somebody asks."""
    (folder / "alive").touch()
    while asked(folder):
        started = time.time()
        running = subprocess.Popen(
            command(folder, address), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            while running.poll() is None and asked(folder):
                (folder / "alive").touch()
                time.sleep(0.5)
                if time.time() - max(started, changed(folder / "live.m3u8")) > SILENT:
                    break
        finally:
            running.kill()
            running.wait()
        if asked(folder):
            (folder / "alive").touch()
            time.sleep(WAIT)


def asked(folder: Path) -> bool:
    return time.time() - changed(folder / "asked") < IDLE


def changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def clear(folder: Path) -> None:
    """Leave the last still, nothing that could be played."""
    for pattern in ("live.m3u8", "init.mp4", "piece*.m4s", "alive"):
        for path in folder.glob(pattern):
            path.unlink(missing_ok=True)


def command(folder: Path, address: str) -> list[str]:
    """ffmpeg: small pictures of ten frames a second in pieces of two seconds, without sound; a still every five."""
    if address.startswith("test:"):
        source = ["-re", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=10"]
    elif address.startswith("rtsp"):
        source = ["-rtsp_transport", "tcp", "-timeout", "5000000", "-i", address]
    else:
        source = ["-i", address]
    return [
        "ffmpeg", "-nostdin", "-loglevel", "error", "-y", *source,
        "-map", "0:v:0", "-an", "-vf", "scale=640:-2,fps=10", "-c:v", "libx264", "-preset", "veryfast",
        "-tune", "zerolatency", "-profile:v", "main", "-pix_fmt", "yuv420p", "-g", "20", "-b:v", "600k",
        "-maxrate", "700k", "-bufsize", "1400k", "-f", "hls", "-hls_time", "2", "-hls_list_size", "5",
        "-hls_flags", "delete_segments+temp_file+omit_endlist", "-hls_segment_type", "fmp4",
        "-hls_fmp4_init_filename", "init.mp4", "-hls_segment_filename", str(folder / "piece%06d.m4s"),
        str(folder / "live.m3u8"),
        "-map", "0:v:0", "-an", "-vf", "fps=1/5,scale=640:-2", "-f", "image2", "-update", "1", str(folder / "still.jpg"),
    ]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
