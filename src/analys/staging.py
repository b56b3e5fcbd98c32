"""A report under way: what is made stands beside the report until all of it can take its place.

Everything is written under `reports/.building/<report>/`. When it is whole, a journal of what goes
where is written, and only then are files moved, each at once. A build that is killed before that
leaves the report as it was, with the notebooks that were finished kept for the next one; a build
that is killed while files are moved has its moves finished by the next one.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, Self

from filelock import FileLock, Timeout

from analys import fingerprints
from analys.manifest import is_product, read_json
from analys.planning import BUILDING
from analys.whole import write_whole

DONE = "done.json"
JOURNAL = "journal.json"  # what goes where, while files are moved
SCRATCH = "scratch"

LOOK = 0.5  # seconds between two looks at whether a build that waits is to go on waiting

Waiting = Callable[[int | None], None]
"""Told that another build is waited for, and the number of its process where it is known."""


class Stopped(Exception):  # noqa: N818 - someone has asked for it
    """The build was stopped while its notebooks ran, or while it waited for another."""


def finish_moves(
    output: Path, report: str, waiting: Waiting | None, stopped: Callable[[], bool]
) -> None:
    """Have a report whole whose build was killed while it put the files in their place."""
    if (_folder(output, report) / JOURNAL).exists():
        with Staging(output, report, waiting, stopped):
            pass


def _folder(output: Path, report: str) -> Path:
    return output / "reports" / BUILDING / report


class Staging:
    """The place of one build of one report; no other build has it at the same time.

    Entering it waits for the other (and says so: `waited`) unless it is `stopped`, and finishes
    what one that was killed had begun to move.
    """

    def __init__(
        self,
        output: Path,
        report: str,
        waiting: Waiting | None = None,
        stopped: Callable[[], bool] = bool,
    ) -> None:
        self.output = output
        self.folder = _folder(output, report)
        self._waiting = waiting
        self._stopped = stopped
        self._lock: FileLock | None = None
        self.waited = False
        self._moved: set[str] = set()
        self._removed: set[str] = set()

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(self.folder / "lock", thread_local=False)
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            self.waited = True
            if self._waiting:
                self._waiting(self._process())
            self._wait(self._lock)
        try:
            (self.folder / "process").write_text(str(os.getpid()))
            self._recover()
        except BaseException:
            self._lock.release()
            raise
        return self

    def _wait(self, lock: FileLock) -> None:
        """Wait for the other build; a thread would wait on when all is to end."""
        while not lock.is_locked:
            if self._stopped():
                raise Stopped
            with contextlib.suppress(Timeout):
                lock.acquire(timeout=LOOK)

    def __exit__(self, *_: object) -> None:
        try:
            # What could not be removed now is in nobody's way: the next build removes it.
            if not (self.folder / JOURNAL).exists():  # else the next build moves the rest
                shutil.rmtree(self.folder / "ready", ignore_errors=True)
            shutil.rmtree(self.folder / SCRATCH, ignore_errors=True)
            for folder in (self.folder / "runs").glob("*"):
                if not (folder / DONE).is_file():
                    shutil.rmtree(folder, ignore_errors=True)
            with contextlib.suppress(OSError):
                (self.folder / "runs").rmdir()
            with contextlib.suppress(OSError):
                (self.folder / "process").unlink(missing_ok=True)
        finally:
            if self._lock:
                self._lock.release()

    def _process(self) -> int | None:
        try:
            return int((self.folder / "process").read_text())
        except (OSError, ValueError):
            return None

    def _recover(self) -> None:
        journal = read_json(self.folder / JOURNAL)
        if _is_journal(journal):
            self._finish(journal)
        else:  # none, or of someone else's making
            (self.folder / JOURNAL).unlink(missing_ok=True)
        for name in ("ready", SCRATCH):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    @property
    def scratch(self) -> Path:
        """A folder for what is only looked at, gone at the end."""
        return self.folder / SCRATCH

    # A notebook's run

    def run_folder(self, stem: str) -> Path:
        """An empty folder for what a notebook gives."""
        folder = self.folder / "runs" / stem
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def finish_run(self, stem: str, inputs: Mapping[str, str]) -> None:
        """Say that a notebook's run is whole, and what it was made from."""
        folder = self.folder / "runs" / stem
        told = {"inputs": dict(inputs), "outputs": self._prints(folder)}
        write_whole(folder / DONE, json.dumps(told).encode())

    def drop_run(self, stem: str) -> None:
        """Take away what a notebook that failed has left."""
        shutil.rmtree(self.folder / "runs" / stem, ignore_errors=True)

    def keep_runs(self, stems: Collection[str]) -> None:
        """Take away all runs but those of some notebooks: they are in their place by now."""
        for folder in (self.folder / "runs").glob("*"):
            if folder.name not in stems:
                shutil.rmtree(folder, ignore_errors=True)

    def finished(self, stem: str, inputs: Mapping[str, str]) -> bool:
        """Whether a build that was broken off has run a notebook, as it is and with the same."""
        folder = self.folder / "runs" / stem
        told = read_json(folder / DONE)
        same = told.get("inputs") == dict(inputs)
        return same and told.get("outputs") == self._prints(folder)

    def _prints(self, folder: Path) -> dict[str, str]:
        paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != DONE)
        return {path.relative_to(folder).as_posix(): fingerprints.of_file(path) for path in paths}

    # What is to take its place

    def put(self, name: str, data: bytes) -> str:
        """Have a file written, by its name under the folder of products; give its fingerprint."""
        print_ = fingerprints.of_bytes(data)
        if fingerprints.of_file(self.output / name) != print_:
            write_whole(self.folder / "ready" / name, data)
            self._moved.add(name)
        return print_

    def adopt(self, name: str, path: Path) -> str:
        """Have a file of a run take its place; give its fingerprint."""
        print_ = fingerprints.of_file(path)
        if fingerprints.of_file(self.output / name) != print_:
            ready = self.folder / "ready" / name
            ready.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, ready)  # the run stays whole until all is in its place
            except OSError:
                path.replace(ready)
            self._moved.add(name)
        return print_

    def remove(self, name: str) -> None:
        """Have a file taken away."""
        self._removed.add(name)

    def commit(self, manifest: str, text: str) -> None:
        """Put all in its place, the manifest last."""
        journal: dict[str, Any] = {
            "move": sorted(self._moved),
            "remove": sorted(self._removed - self._moved),
            "manifest": manifest,
        }
        write_whole(self.folder / "ready" / manifest, text.encode())
        write_whole(self.folder / JOURNAL, json.dumps(journal).encode())
        self._finish(journal)

    def _finish(self, journal: Mapping[str, Any]) -> None:
        for name in [*journal["move"], journal["manifest"]]:
            if name == journal["manifest"]:
                for gone in journal["remove"]:
                    (self.output / gone).unlink(missing_ok=True)
            ready = self.folder / "ready" / name
            if ready.exists():  # else a build that was killed has moved it
                _moved(ready, self.output / name)
        (self.folder / JOURNAL).unlink()


def _is_journal(found: Mapping[str, Any]) -> bool:
    """Whether it says what a journal says, and names nothing but products."""
    names = [found.get("move"), found.get("remove"), [found.get("manifest")]]
    return all(isinstance(some, list) and all(map(is_product, some)) for some in names)


def _moved(path: Path, target: Path) -> None:
    """Move a file so that the target is whole at any time, to another disk if need be."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        write_whole(target, path.read_bytes())
        path.unlink()
