"""All notebooks run in one process, as another tool does it; writes them as .ipynb.

`python notebooks.py WAY FROM TO`. Runs in our environment or, for jupyter-cache, in its own: so
nothing is imported before the way is known.
"""

from __future__ import annotations

import sys
from pathlib import Path


def papermill(source: Path, target: Path) -> None:
    """By papermill's API, one after another, and each as a page by one exporter."""
    from nbconvert import HTMLExporter
    from papermill import execute_notebook

    exporter = HTMLExporter()
    for path in sorted(source.glob("*.ipynb")):
        execute_notebook(path, target / path.name, progress_bar=False)
        page, _ = exporter.from_filename(str(target / path.name))
        (target / path.name).with_suffix(".html").write_text(page, encoding="utf-8")


def jupyter_cache(source: Path, target: Path) -> None:
    """By jupyter-cache: those that are not in its cache are run; what comes out is written."""
    import nbformat
    from jupyter_cache import get_cache
    from jupyter_cache.executors import load_executor

    cache = get_cache(target / "cache")
    paths = sorted(source.glob("*.ipynb"))
    for path in paths:
        cache.add_nb_to_project(path)
    done = load_executor("local-serial", cache=cache).run_and_cache(timeout=3600)
    if done.errored or done.excepted:
        sys.exit(f"jupyter-cache: failed: {', '.join(map(str, done.errored + done.excepted))}")
    for path in paths:
        _, notebook = cache.merge_match_into_file(path)
        nbformat.write(notebook, target / path.name)


WAYS = {"papermill": papermill, "jupyter-cache": jupyter_cache}

if __name__ == "__main__":
    WAYS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
