"""Reading a short video somebody sent: made anew by ffmpeg, so neither place nor camera nor anything hidden survives.

ffmpeg is a program of its own. Where it is not installed videos stay out, and the person is told so; photos always work.
"""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from wangcai.files.pictures import Picture
from wangcai.kernel.public import Refusal

MOST_VIDEO_BYTES = 120 * 1024 * 1024
MOST_SECONDS = 15
GRACE = 1.0  # phones stop a little late
LONGEST_EDGE = 1280
TIME_LIMIT = 120  # seconds for one video
# Phones write ISO media (MP4, MOV: “ftyp” at byte 4) or Matroska/WebM; nothing else is handed to the decoder.
MARKS = ((4, b"ftyp"), (0, b"\x1a\x45\xdf\xa3"))
# The scale keeps the shape, never enlarges, and gives the even numbers H.264 wants.
FIT = (
    f"scale='min({LONGEST_EDGE},iw)':'min({LONGEST_EDGE},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2"
)
READ = [
    "-nostdin",
    "-v",
    "error",
    "-progress",
    "pipe:1",
    "-protocol_whitelist",
    "file",
    "-t",
    str(MOST_SECONDS + 5),
    "-i",
]
WRITE = [
    "-map", "0:v:0", "-map", "0:a:0?", "-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-vf", FIT,
    "-c:v", "libx264", "-preset", "veryfast", "-crf", "28", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "64k",
    "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-movflags", "+faststart", "-y",
]  # fmt: skip
_LENGTH = re.compile(r"^out_time_us=(\d+)", re.MULTILINE)


class VideoUnsupported(Refusal):
    code = "video_unsupported"
    sentence = _("这台服务器还不能收视频（没有安装 ffmpeg），请改拍照片。")
    field = "photo"


class VideoTooLong(Refusal):
    code = "video_too_long"
    sentence = _("视频最长 {seconds} 秒，请剪短或重拍一段。")
    field = "photo"

    def __init__(self) -> None:
        super().__init__(seconds=MOST_SECONDS)


class VideoUnreadable(Refusal):
    code = "video_unreadable"
    sentence = _("这个文件不是能放的视频，或者太大；请用手机相机重拍一段 {seconds} 秒以内的。")
    field = "photo"

    def __init__(self) -> None:
        super().__init__(seconds=MOST_SECONDS)


def videos_work() -> bool:
    """Is ffmpeg there?"""
    return shutil.which("ffmpeg") is not None


def video(data: bytes) -> Picture:
    """Any short video as an MP4 of at most 1280 pixels a side, without metadata. Refuses what is too long or none."""
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        raise VideoUnsupported
    if not 0 < len(data) <= MOST_VIDEO_BYTES or not any(data[at : at + len(m)] == m for at, m in MARKS):
        raise VideoUnreadable
    with tempfile.TemporaryDirectory(prefix="wangcai-video-") as folder:
        source, target = Path(folder) / "in", Path(folder) / "out.mp4"
        source.write_bytes(data)
        if _made_anew(ffmpeg, source, target) > MOST_SECONDS + GRACE:
            raise VideoTooLong
        made = target.read_bytes()
    width, height = size_of(made)
    return Picture(made, "video/mp4", "mp4", width, height)


def _made_anew(ffmpeg: str, source: Path, target: Path) -> float:
    """Write the small copy; returns how many seconds it plays. Whatever goes wrong inside is an unreadable video."""
    try:
        done = subprocess.run(  # noqa: S603  a fixed program; the only foreign thing is the content of a file
            [ffmpeg, *READ, str(source), *WRITE, str(target)],
            capture_output=True, text=True, errors="replace", timeout=TIME_LIMIT, check=True,
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError) as error:
        raise VideoUnreadable from error
    lengths = _LENGTH.findall(done.stdout)
    if not lengths or not target.exists():
        raise VideoUnreadable
    return int(lengths[-1]) / 1_000_000


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height of an MP4 of ours, from the first track header that has them; (0, 0) where there is none."""
    at = data.find(b"tkhd")
    while at >= 0:
        # Version 0: 84 bytes of box after its type and flags, the last eight are 16.16 fixed-point width and height.
        long = 12 if data[at + 4] else 0
        end = at + 4 + 84 + long
        width, height = (int.from_bytes(data[p : p + 2], "big") for p in (end - 8, end - 4))
        if width and height:
            return width, height
        at = data.find(b"tkhd", at + 4)
    return 0, 0
