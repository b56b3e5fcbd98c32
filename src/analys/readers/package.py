"""A project file and the texts that belong to it: within its zip, or in its folder."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PureWindowsPath
from typing import IO

from analys.errors import MaterialError, Problem
from analys.readers.archive import LIMITS, Archive, Limits, is_zip, over, over_all, unreadable
from analys.readers.encoded import Encoded

_INTERNAL = "internal://"
_OUTSIDE = ("relative://", "absolute://")
MANY = 20  # texts read one by one, after which the file is kept open


class Package:
    """A `.qdpx`, or a bare `.qde` with the folder it lies in; a context that closes the zip.

    Raises
    ------
    MaterialError
        If the file cannot be opened, or is a zip that `Archive` refuses.

    """

    def __init__(self, path: Path, limits: Limits = LIMITS) -> None:
        self.path = path
        self._limits = limits
        self._sizes: dict[Path, int] = {}
        self.beside: set[Path] = set()
        """Files that were looked for beside this one, whether they were there or not."""
        self.archive = Archive(path, limits) if is_zip(path) else None

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *error: object) -> None:
        if self.archive:
            self.archive.__exit__(None, None, None)

    def project(self) -> AbstractContextManager[IO[bytes]]:
        """Open the XML of the project as a stream.

        Raises
        ------
        MaterialError
            If a zip has not one `*.qde` at its root.

        """
        if self.archive is None:
            return _opened(self.path, self._limits)
        inner = [name for name in self.archive.names() if name.casefold().endswith(".qde")]
        root = [name for name in inner if "/" not in name]
        if len(root) == 1:
            return self.archive.open(root[0])
        found = ", ".join(root or inner) or "none"
        advice = "Zip the content of the project's folder, not the folder." if inner else ""
        raise MaterialError(
            Problem(self.path.name, "", "one *.qde at the root of the zip", found, advice)
        )

    def read(self, reference: str) -> bytes | None:
        """Read the bytes that a path in the project leads to; None where there is no such file.

        `internal://` and paths without a scheme lead into the zip's `sources`; `relative://` and
        `absolute://` to a file below the project's folder, and nowhere else.

        Raises
        ------
        MaterialError
            If the path leads out of that folder, or the file is too large or damaged.

        """
        for scheme in _OUTSIDE:
            if reference.startswith(scheme):
                return self._beside([reference.removeprefix(scheme).removeprefix("/")], reference)
        name = reference.removeprefix(_INTERNAL)
        places = [f"sources/{name}", name]
        if self.archive is None:
            return self._beside(places, reference)
        member = next(filter(None, map(self.archive.find, places)), None)
        return self.archive.read(member) if member else None

    def _beside(self, places: list[str], reference: str) -> bytes | None:
        folder = self.path.parent.resolve()
        for place in places:
            try:
                file = (folder / place).resolve()
                if PureWindowsPath(place).drive or not file.is_relative_to(folder):
                    expected = "a path below the project's folder"
                    raise self._error(reference, expected, "one that leads out of it")
                self.beside.add(file)
                if file.is_file():
                    return self._whole(file, reference)
            except (OSError, ValueError) as error:
                raise self._error(reference, "a readable file", str(error)) from error
        return None

    def _whole(self, file: Path, reference: str) -> bytes:
        size = file.stat().st_size
        self._sizes[file] = size
        wrong = over(self._limits, size) or over_all(self._limits, sum(self._sizes.values()))
        if wrong:
            raise MaterialError(Problem(self.path.name, reference, *wrong))
        return file.read_bytes()

    def _error(self, place: str, expected: str, found: str) -> MaterialError:
        advice = "Export the project with its texts inside (.qdpx)."
        return MaterialError(Problem(self.path.name, place, expected, found, advice))


@dataclass
class Texts:
    """`Project.text` of a REFI-QDA file: a source's full text by its id, read when asked for.

    `inline` holds the texts that stand in the XML, `paths` where the others lie, `hashes` what
    they were when the project was read.
    """

    path: Path
    inline: dict[str, str] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    limits: Limits = LIMITS
    _held: Package | None = field(default=None, repr=False, compare=False)
    _asked: int = field(default=0, repr=False, compare=False)

    def __call__(self, source: str) -> str:
        """Give the text without a BOM and with its own line ends.

        Raises
        ------
        MaterialError
            If the source has no text, or another one than when the project was read.

        """
        if source in self.inline:
            return self.inline[source]
        text = None
        if source in self.hashes:
            with self._package() as package:
                text = self.find(source, package)
        if text is None:
            raise self._error(source, "a source with a text", "none")
        if digest(text) != self.hashes[source]:
            raise self._error(source, "the text that was there at reading", "another one")
        return text

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the file open meanwhile, for whoever reads many texts."""
        before = self._held
        with Package(self.path, self.limits) as package:
            self._held = package
            try:
                yield
            finally:
                self._held = before

    def _package(self) -> AbstractContextManager[Package]:
        """The file, opened for one text; whoever asks for many has it kept open from then on."""
        self._asked += 1
        if self._held is None and self._asked > MANY:
            self._held = Package(self.path, self.limits).__enter__()
        return nullcontext(self._held) if self._held else Package(self.path, self.limits)

    def find(self, source: str, package: Package) -> str | None:
        """Give the text of a source from an open package, or None where there is none.

        Raises
        ------
        MaterialError
            If the file is not UTF-8, or cannot be read.

        """
        found = self.encoded(source, package)
        return None if found is None else found.text

    def encoded(self, source: str, package: Package) -> Encoded | None:
        """Give the text of a source and its bytes; as `find` does."""
        if source in self.inline:
            text = self.inline[source]
            return Encoded(text, text.encode())
        if source not in self.paths:
            return None
        data = package.read(self.paths[source])
        if data is None:
            return None
        text = decoded(data, self.path.name, self.paths[source])
        return Encoded(text, data.removeprefix(BOM_UTF8))

    def _error(self, source: str, expected: str, found: str) -> MaterialError:
        return MaterialError(
            Problem(self.path.name, f"source {source}", expected, found, "Read the file again.")
        )


def decoded(data: bytes, file: str, place: str) -> str:
    """Decode UTF-8 bytes to text, without a BOM.

    Raises
    ------
    MaterialError
        With the place of the first byte that is not UTF-8.

    """
    body = data.removeprefix(BOM_UTF8)
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        at = error.start + len(data) - len(body)
        found = f"byte 0x{data[at]:02x} at {at:,}"
        advice = "Save the text as UTF-8 and export again."
        raise MaterialError(Problem(file, place, "UTF-8", found, advice)) from None


def digest(text: str) -> str:
    """Give the SHA-256 of a text in UTF-8, in hexadecimal."""
    return sha256(text.encode("utf-8")).hexdigest()


@contextmanager
def _opened(path: Path, limits: Limits) -> Iterator[IO[bytes]]:
    try:
        if too_large := over(limits, path.stat().st_size):
            raise MaterialError(Problem(path.name, "", *too_large))
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        raise unreadable(path, error) from error
