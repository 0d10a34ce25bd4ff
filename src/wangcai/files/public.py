"""The door of files."""

from wangcai.files.events import PictureKept
from wangcai.files.models import StoredFile
from wangcai.files.operations import keep_photo, keep_signature, keep_video
from wangcai.files.pictures import PhotoEmpty, PhotoTooLarge, PhotoUnreadable
from wangcai.files.queries import link_of_key, link_photo_key, linked_photo_bytes, photo_bytes
from wangcai.files.videos import VideoTooLong, VideoUnreadable, VideoUnsupported, videos_work

__all__ = [
    "PhotoEmpty",
    "PhotoTooLarge",
    "PhotoUnreadable",
    "PictureKept",
    "StoredFile",
    "VideoTooLong",
    "VideoUnreadable",
    "VideoUnsupported",
    "keep_photo",
    "keep_signature",
    "keep_video",
    "link_of_key",
    "link_photo_key",
    "linked_photo_bytes",
    "photo_bytes",
    "videos_work",
]
