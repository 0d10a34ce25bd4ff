"""`{% load ui %}`: every component, gathered from `wangcai.interfaces.ui.components`."""

from wangcai.interfaces.ui.components import (  # noqa: F401  importing a module registers its tags
    buttons,
    cards,
    charts,
    codes,
    flow,
    forms,
    inputs,
    lists,
    page,
    rail,
    shop,
    text,
)
from wangcai.interfaces.ui.components.registry import register

__all__ = ["register"]
