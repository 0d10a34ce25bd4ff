"""The door of the kernel."""

from wangcai.kernel.actor import EVERYTHING, Actor, system_actor
from wangcai.kernel.clock import day_bounds, local, moment, now
from wangcai.kernel.ids import digest, public_id, secret_token
from wangcai.kernel.kept import kept
from wangcai.kernel.money import DIGITS, Money, basis_points, format_money, parse_amount, plain_amount, share
from wangcai.kernel.names import folded, query_words, search_words
from wangcai.kernel.phone import PhoneUnclear, masked_phone, normal_phone
from wangcai.kernel.refusal import Missing, NotAllowed, NotFound, Refusal
from wangcai.kernel.rows import ChainManager, ChainRow, ChainRows, MissingScope
from wangcai.kernel.sql import among, fetch, insert_rows, run, value_for_database
from wangcai.kernel.text import clean_line, clean_text
from wangcai.kernel.writing import inside_writing, writing

__all__ = [
    "DIGITS",
    "EVERYTHING",
    "Actor",
    "ChainManager",
    "ChainRow",
    "ChainRows",
    "Missing",
    "MissingScope",
    "Money",
    "NotAllowed",
    "NotFound",
    "PhoneUnclear",
    "Refusal",
    "among",
    "basis_points",
    "clean_line",
    "clean_text",
    "day_bounds",
    "digest",
    "fetch",
    "folded",
    "format_money",
    "insert_rows",
    "inside_writing",
    "kept",
    "local",
    "masked_phone",
    "moment",
    "normal_phone",
    "now",
    "parse_amount",
    "plain_amount",
    "public_id",
    "query_words",
    "run",
    "search_words",
    "secret_token",
    "share",
    "system_actor",
    "value_for_database",
    "writing",
]
