"""Addresses of pages that may or may not be installed."""

import functools
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, reverse


def address(name: str, *arguments: Any) -> str:
    """The address of a page by its url name; empty where nothing has that name. Plain ones are looked up once."""
    if arguments:
        return _look_up(name, arguments)
    return _plain(name, settings.ROOT_URLCONF, get_script_prefix())


def _look_up(name: str, arguments: tuple[Any, ...] = ()) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


@functools.cache
def _plain(name: str, urlconf: str, prefix: str) -> str:
    return _look_up(name)
