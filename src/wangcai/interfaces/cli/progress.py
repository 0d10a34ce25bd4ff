"""A bar on a terminal, a plain line elsewhere: nobody should wonder whether something still moves."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def bar(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """`with bar("tables", 30) as advance: advance(1)`. In a log it is one line before and one after."""
    if not sys.stdout.isatty():
        print(f"  {label} …", flush=True)
        yield lambda _count: None
        print(f"  {label} ✓", flush=True)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("  {task.description}"), BarColumn(bar_width=28), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns) as progress:
        task = progress.add_task(label, total=total)
        yield lambda count: progress.advance(task, count)
