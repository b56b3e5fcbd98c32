"""Several reports in one go: one for each municipality, or in each language."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from analys.build import build, variants
from analys.errors import AnalysError, Problem, RunnerError, tell
from analys.runners import Runner
from analys.staging import Waiting
from analys.stopping import FULL
from analys.summary import Summary
from analys.telling import FAILED, built_one, name_of

REPORTS = 8  # at once: each holds a study in memory


def build_each(
    kind: str,
    names: Sequence[str],
    given: Mapping[str, Any],
    output: Path | None,
    runner: Runner,
    *,
    force: bool,
    waiting: Waiting,
) -> int:
    """Build the reports of a kind, several at a time; one that fails does not stop the rest.

    Returns
    -------
    The command's status.

    Raises
    ------
    AnalysError
        If the reports cannot be told, or nobody is left to run notebooks.
    OSError
        If the disk is full: the others would find no room either.
    """
    reports = variants(kind, given)
    failed: dict[str, Sequence[Problem]] = {}

    def one(report: Mapping[str, Any]) -> Summary | AnalysError:
        return _one(
            lambda: build(
                names,
                report,
                output=output,
                runner=runner,
                shared=True,
                force=force,
                waiting=waiting,
            )
        )

    # The language that is spoken is the whole process's.
    at_once = 1 if kind == "language" else min(REPORTS, runner.at_once)
    with ThreadPoolExecutor(at_once) as pool:
        names_of = {pool.submit(one, report): name_of(report) for report in reports}
        try:
            for at, job in enumerate(as_completed(names_of), 1):
                name, came = names_of[job], job.result()
                if isinstance(came, AnalysError):
                    failed[name] = came.problems
                    continue
                if not came.good:
                    failed[name] = [each for some in came.failures.values() for each in some]
                built_one(f"{at} of {len(reports)}: {name}", came)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            runner.stop()
            raise
    for name in filter(failed.__contains__, names_of.values()):
        print(f"\n{name} failed:", file=sys.stderr)  # noqa: T201
        tell(failed[name])
    print(f"{len(reports) - len(failed)} of {len(reports)} reports built")  # noqa: T201
    return FAILED if failed else 0


def _one(make: Callable[[], Summary]) -> Summary | AnalysError:
    """A report, or what is wrong with it alone."""
    try:
        return make()
    except RunnerError:
        raise
    except AnalysError as error:
        return error
    except OSError as error:
        if error.errno in FULL:
            raise
        told = str(error.strerror or error)
        place = str(error.filename or "the disk")
        return AnalysError(Problem(place, "", "to be able to read and write", told))
