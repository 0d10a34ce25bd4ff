"""Reading a picture somebody sent: it is drawn anew, so nothing but the picture survives.

Place, camera, hidden second files and broken tails stay behind. Sizes are checked before anything is unpacked.
"""

import io
import warnings
from dataclasses import dataclass

import pillow_heif
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from wangcai.kernel.public import Refusal

pillow_heif.register_heif_opener()

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF")
MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000  # a 50-megapixel phone fits; a bomb of 20,000 x 20,000 does not
LONGEST_SIDE = 2000
QUALITY = 85


class PhotoEmpty(Refusal):
    code = "photo_empty"
    sentence = _("照片是空的，没有传上来；请再拍一次或重新选择。")
    field = "photo"


class PhotoTooLarge(Refusal):
    code = "photo_too_large"
    sentence = _("照片太大（最多 {megabytes} MB、{megapixels} 百万像素），请把相机调小一档再拍。")
    field = "photo"

    def __init__(self) -> None:
        super().__init__(megabytes=MOST_BYTES // 2**20, megapixels=MOST_PIXELS // 10**6)


class PhotoUnreadable(Refusal):
    code = "photo_unreadable"
    sentence = _("这个文件不是能看的照片；请传 JPG、PNG、WEBP、GIF 或 HEIC。")
    field = "photo"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture drawn anew, ready to keep."""

    data: bytes
    kind: str
    suffix: str
    width: int
    height: int


def photo(data: bytes) -> Picture:
    """Any photo as a JPEG of at most 2000 pixels a side, upright, without metadata. Refuses what is no picture."""
    drawn = _flat(_opened(data, FORMATS))
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return _encoded(drawn, "JPEG", "image/jpeg", "jpg", quality=QUALITY, optimize=True)


def drawing(data: bytes) -> Picture:
    """A signature: black on white as a small PNG. Refuses an empty sheet."""
    sheet = _flat(_opened(data, ("PNG",))).convert("L")
    ink = ImageOps.invert(sheet).getbbox()
    if ink is None:
        raise PhotoEmpty
    sheet = sheet.crop(_with_margin(ink, sheet.size))
    sheet.thumbnail((1200, 600), Image.Resampling.LANCZOS)
    return _encoded(sheet, "PNG", "image/png", "png", optimize=True)


def _opened(data: bytes, formats: tuple[str, ...]) -> Image.Image:
    if not data:
        raise PhotoEmpty
    if len(data) > MOST_BYTES:
        raise PhotoTooLarge
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=formats)
            if image.width * image.height > MOST_PIXELS:
                raise PhotoTooLarge
            image.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
            image.load()
            return ImageOps.exif_transpose(image)
    except Refusal:
        raise
    except Image.DecompressionBombError as error:
        raise PhotoTooLarge from error
    except Exception as error:
        # Decoders raise whatever a hostile file makes them raise; to the person it is all the same.
        raise PhotoUnreadable from error


def _flat(image: Image.Image) -> Image.Image:
    """Without transparency: what was clear becomes white paper."""
    if image.mode in ("RGB", "L"):
        return image.convert("RGB")
    clear = image.convert("RGBA")
    paper = Image.new("RGB", clear.size, "white")
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper


def _with_margin(box: tuple[int, int, int, int], size: tuple[int, int]) -> tuple[int, int, int, int]:
    left, top, right, bottom = box
    return max(left - 8, 0), max(top - 8, 0), min(right + 8, size[0]), min(bottom + 8, size[1])


def _encoded(image: Image.Image, name: str, kind: str, suffix: str, **options: int | bool) -> Picture:
    # A fresh image carries pixels only: no EXIF, no comments, no profiles to pass on.
    fresh = Image.frombytes(image.mode, image.size, image.tobytes())
    buffer = io.BytesIO()
    fresh.save(buffer, name, **options)
    return Picture(buffer.getvalue(), kind, suffix, fresh.width, fresh.height)
