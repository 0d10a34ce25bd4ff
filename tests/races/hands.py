"""A crowd with different errands: how often each outcome came."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from tests.races.crowd import at_once
from wangcai.kernel.public import Refusal


def outcomes_of(tasks: Sequence[Callable[[], Any]]) -> Counter:
    """Let all errands go at once; count "done" and the codes of refusals. Any other exception ends the test."""
    results = at_once(len(tasks), lambda number: tasks[number](), threads=min(16, len(tasks)))
    return Counter(result.code if isinstance(result, Refusal) else "done" for result in results)
