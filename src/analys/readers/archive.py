"""Opening a zip that may be damaged or hostile.

Only the members that are asked for are opened, as streams, and never more than the limits allow.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from analys.errors import MaterialError, Problem
from analys.readers.problems import Problems

MIB = 1 << 20
MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_LEAVES = re.compile(r"^/|^[A-Za-z]:|\\|\x00|(^|/)\.\.(/|$)")
_ENCRYPTED = 0x1
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError)
"""What zipfile raises at a member that is damaged, or is not where the zip says."""


@dataclass(frozen=True)
class Limits:
    """How much of a file is opened: well above any interview study, well below what hurts.

    In material.yaml they are called `members`, `member_mib`, `total_mib`, `ratio`, `depth` and
    `quoted_characters`.
    `ratio` is unpacked to packed size; text and XML stay below 50, a bomb comes near 1,000. It
    only counts from `ratio_from` bytes. `depth` is that of elements within each other in XML.
    `quoted_characters` are those of all quotes together; a file that asks for more selects whole
    texts a million times.
    """

    members: int = 100_000
    member_bytes: int = 1024 * MIB
    total_bytes: int = 4096 * MIB
    ratio: int = 200
    ratio_from: int = 16 * MIB
    depth: int = 200
    quoted_characters: int = 1 << 28


LIMITS = Limits()


def raised(name: str, value: int) -> str:
    """Advise how to raise a limit.

    Examples
    --------
    >>> raised("members", 2000)
    'Raise it with `limits: {members: 2000}` in material.yaml.'

    """
    return f"Raise it with `limits: {{{name}: {value}}}` in material.yaml."


def refuse_quoted(file: str, characters: int, limits: Limits) -> None:
    """Refuse a file whose quotes would fill the memory, before they are cut.

    Raises
    ------
    MaterialError
        If they have more than `limits.quoted_characters` characters in all.

    """
    if characters > limits.quoted_characters:
        expected = f"at most {limits.quoted_characters:,} characters of quotes"
        advice = raised("quoted_characters", 2 * characters)
        raise MaterialError(Problem(file, "", expected, f"{characters:,}", advice))


class Archive:
    """A zip for reading; members are matched without regard to case.

    Raises
    ------
    MaterialError
        If the file is no zip, is cut short, has too many members, a member twice, or names that
        lead out of its own folder.

    """

    def __init__(self, path: Path, limits: Limits = LIMITS) -> None:
        self.path = path
        self._limits = limits
        self._zip = _opened(path)
        self._sizes: dict[str, int] = {}
        try:
            self._members = self._checked()
        except MaterialError:
            self._zip.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._zip.close()

    def names(self) -> list[str]:
        """List the members' names as written, folders left out, in the order of the zip."""
        return [info.filename for info in self._members.values()]

    def find(self, name: str) -> str | None:
        """Find the member called `name`, whatever its case; None if there is none."""
        info = self._members.get(name.casefold())
        return info.filename if info else None

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Open the member `name` as a stream.

        Raises
        ------
        MaterialError
            If there is no such member, it is too large, encrypted, packed in an unknown way or
            damaged; damage shows while it is read.

        """
        info = self._members.get(name.casefold())
        if info is None:
            raise self._error(name, "a member of this name", "none")
        self._check_readable(info)
        try:
            with self._zip.open(info) as stream:
                yield stream
        except _DAMAGED as error:
            found = str(error) or "one that ends too early"
            raise self._error(name, "a whole member", found, _COPY_AGAIN) from error

    def read(self, name: str) -> bytes:
        """Read all bytes of the member `name`; raises as `open` does."""
        with self.open(name) as stream:
            return stream.read()

    def _error(self, place: str, expected: str, found: str, advice: str = "") -> MaterialError:
        return MaterialError(Problem(self.path.name, place, expected, found, advice))

    def _checked(self) -> dict[str, zipfile.ZipInfo]:
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(infos) > self._limits.members:
            expected, found = f"at most {self._limits.members:,} members", f"{len(infos):,}"
            raise self._error("", expected, found, _unusual("members", len(infos)))
        problems = Problems(self.path.name)
        members: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            if _LEAVES.search(info.orig_filename):
                problems.add(
                    f"member {info.orig_filename!r}",
                    "a name within the zip (no leading /, drive, .. or backslash)",
                    "one that leads out of it",
                    _NOT_PROJECT,
                )
            elif members.setdefault(info.filename.casefold(), info) is not info:
                problems.add(f"member {info.filename!r}", "it once", "it twice", _NOT_PROJECT)
        problems.raise_any()
        return members

    def _check_readable(self, info: zipfile.ZipInfo) -> None:
        limits, name = self._limits, info.filename
        if info.flag_bits & _ENCRYPTED:
            raise self._error(
                name, "a member without a password", "an encrypted one", "Export without one."
            )
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            found = f"method {info.compress_type}"
            raise self._error(name, "a stored or deflated member", found, "Pack it as plain zip.")
        if too_large := over(limits, info.file_size):
            raise self._error(name, *too_large)
        packed = max(info.compress_size, 1)
        if info.file_size > limits.ratio_from and info.file_size > limits.ratio * packed:
            times = -(-info.file_size // packed)
            found = f"{times:,} times, to {info.file_size / MIB:,.0f} MiB"
            expected = f"a member that unpacks to at most {limits.ratio} times its size"
            raise self._error(name, expected, found, _unusual("ratio", times))
        self._sizes[name] = info.file_size
        if too_much := over_all(limits, sum(self._sizes.values())):
            raise self._error(name, *too_much)


def over(limits: Limits, size: int) -> tuple[str, str, str] | None:
    """Tell of one file that is too large what was expected, found and advised; None if it is not.

    Examples
    --------
    >>> over(Limits(member_bytes=2 * MIB), 3 * MIB)[2]
    'No coding tool writes so much. Raise it with `limits: {member_mib: 3}` in material.yaml.'

    """
    if size <= limits.member_bytes:
        return None
    expected = f"at most {limits.member_bytes // MIB:,} MiB"
    return expected, f"{size / MIB:,.0f} MiB unpacked", _unusual("member_mib", -(-size // MIB))


def over_all(limits: Limits, size: int) -> tuple[str, str, str] | None:
    """Tell of all files that were opened what `over` tells of one."""
    if size <= limits.total_bytes:
        return None
    expected = f"at most {limits.total_bytes // MIB:,} MiB unpacked in all"
    return expected, "more", _unusual("total_mib", 2 * max(limits.total_bytes, size) // MIB)


def _unusual(name: str, value: int) -> str:
    return f"No coding tool writes so much. {raised(name, value)}"


_COPY_AGAIN = "The file is damaged or cut short: copy or export it again."
_NOT_PROJECT = "No coding tool writes this: export the project again."


def is_zip(path: Path) -> bool:
    """Tell whether the file begins as a zip does.

    Raises
    ------
    MaterialError
        If the file cannot be opened.

    """
    try:
        with path.open("rb") as stream:
            return stream.read(4) in MAGIC
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError) -> MaterialError:
    """Make the error for a file that the system will not open."""
    found = error.strerror or str(error)
    return MaterialError(
        Problem(path.name, "", "a file that can be opened", found, "Check the path and its rights.")
    )


def _opened(path: Path) -> zipfile.ZipFile:
    if not is_zip(path):
        raise MaterialError(Problem(path.name, "", "a zip", "a file that is none", _COPY_AGAIN))
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as error:
        found = f"one cut short or damaged ({error})"
        raise MaterialError(Problem(path.name, "", "a whole zip", found, _COPY_AGAIN)) from error
    except OSError as error:
        raise unreadable(path, error) from error
