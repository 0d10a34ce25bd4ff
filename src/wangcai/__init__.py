"""Wangcai 旺财: the operating system of a pet shop.

The folders beside this file are the stages of the business, in order; docs/en/engineer/ tells how to read them.
"""

__version__ = "0.1.0"
