"""Reading a short video somebody sent: made anew by ffmpeg, so neither place nor camera nor anything hidden survives.

ffmpeg is a program of its own. Where it is not installed videos stay out, and the person is told so; photos always work.
"""

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Programs:
    """Where ffmpeg and ffprobe lie."""

    ffmpeg: str
    ffprobe: str


def programs() -> Programs | None:
    """ffmpeg and ffprobe, or None where either is absent."""
    ffmpeg, ffprobe = shutil.which("ffmpeg"), shutil.which("ffprobe")
    return Programs(ffmpeg, ffprobe) if ffmpeg and ffprobe else None


def video(data: bytes) -> Picture:
    """Any short video as an MP4 of at most 1280 pixels a side, without metadata. Refuses what is too long or none."""
    found = programs()
    if found is None:
        raise VideoUnsupported
    if not 0 < len(data) <= MOST_VIDEO_BYTES or not any(data[at : at + len(m)] == m for at, m in MARKS):
        raise VideoUnreadable
    with tempfile.TemporaryDirectory(prefix="wangcai-video-") as folder:
        source, target = Path(folder) / "in", Path(folder) / "out.mp4"
        source.write_bytes(data)
        if _seconds(found, source) > MOST_SECONDS + GRACE:
            raise VideoTooLong
        _shrink(found, source, target)
        width, height = _size(found, target)
        return Picture(target.read_bytes(), "video/mp4", "mp4", width, height)


def _seconds(found: Programs, source: Path) -> float:
    said = _run(
        [found.ffprobe, "-v", "error", "-protocol_whitelist", "file", "-show_entries", "format=duration", "-of", "csv=p=0"],
        source,
    )  # fmt: skip
    try:
        return float(said.strip())
    except ValueError as error:
        raise VideoUnreadable from error


def _shrink(found: Programs, source: Path, target: Path) -> None:
    # The scale keeps the shape, never enlarges, and gives the even numbers H.264 wants.
    fit = f"scale='min({LONGEST_EDGE},iw)':'min({LONGEST_EDGE},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2"
    _run(
        [found.ffmpeg, "-nostdin", "-v", "error", "-protocol_whitelist", "file", "-t", str(MOST_SECONDS + GRACE), "-i"],
        source,
        ["-map", "0:v:0", "-map", "0:a:0?", "-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-vf", fit,
         "-c:v", "libx264", "-preset", "veryfast", "-crf", "28", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "64k",
         "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-movflags", "+faststart", "-y",
         str(target)],
    )  # fmt: skip


def _size(found: Programs, target: Path) -> tuple[int, int]:
    said = _run(
        [found.ffprobe, "-v", "error", "-select_streams", "v:0", "-show_entries", "stream=width,height", "-of", "csv=p=0"],
        target,
    )  # fmt: skip
    width, _comma, height = said.strip().partition(",")
    return int(width), int(height)


def _run(command: list[str], source: Path, more: list[str] | None = None) -> str:
    """Run a program on a file of ours; whatever goes wrong inside is an unreadable video to the person."""
    try:
        done = subprocess.run(  # noqa: S603  a fixed program; the only foreign thing is the content of a file
            [*command, str(source), *(more or [])], capture_output=True, text=True, timeout=TIME_LIMIT, check=True
        )
    except (subprocess.SubprocessError, OSError, UnicodeDecodeError) as error:
        raise VideoUnreadable from error
    return done.stdout
