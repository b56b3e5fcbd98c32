"""A progress bar with the notebook and cell under way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def watching() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar a notebook while the block runs; a line a notebook where no terminal looks on."""
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description:<22}"),
        BarColumn(),
        TextColumn("cell {task.completed:.0f} of {task.total:.0f}"),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
    )
    tasks: dict[str, int] = {}

    def watch(notebook: str, cell: int, cells: int) -> None:
        if notebook not in tasks:
            tasks[notebook] = bar.add_task(notebook, total=cells)
            if not console.is_terminal:
                console.print(f"running {notebook}", highlight=False)
        bar.update(tasks[notebook], completed=cell)  # type: ignore[arg-type]

    with bar:
        yield watch
