"""What a kernel is told by its environment: where to write, and all that makes it repeat itself."""

from __future__ import annotations

import os
from pathlib import Path

OUTPUT = "ANALYS_OUTPUT"  # where the build wants the products, if not in the project

FIXED = {
    "PYTHONHASHSEED": "0",  # an order of sets that repeats
    "SOURCE_DATE_EPOCH": "315532800",  # 1980, the first day that a zip can hold
    # Told before matplotlib is imported: ipykernel tells it only afterwards in a forked kernel.
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    # Nobody's own settings of matplotlib show in the figures.
    "MATPLOTLIBRC": str(Path(__file__).parents[1] / "figures" / "matplotlibrc"),
    # Kernels run at the same time, and sums come out alike however many cores there are.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}
# A terminal's width would break lines; the others are about a kernel that the build itself runs in.
LEFT_OUT = ("COLUMNS", "LINES", "JPY_PARENT_PID", "JPY_SESSION_NAME", "PYTHONSTARTUP")


def environment(folder: Path, output: Path | None = None) -> dict[str, str]:
    """The environment of the build as a kernel gets it.

    Parameters
    ----------
    folder
        Holds an IPython without anyone's own settings, which would show on the pages.
    output
        Where the notebook writes its products; the warm process itself has none.
    """
    inherited = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    told = {} if output is None else {OUTPUT: str(output)}
    return {**inherited, **FIXED, "IPYTHONDIR": str(folder / "ipython"), **told}
