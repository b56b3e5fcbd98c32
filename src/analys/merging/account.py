"""What came of merging: what was joined, what was kept apart, and what was not counted twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from analys.counting import many


@dataclass(frozen=True)
class FileCount:
    """What one file held, and what became of it.

    `texts` are its documents with a text, `codings` its codings; `joined` documents are another
    file's too. `once` codings stand in an earlier file as well and count there, `renumbered` had an
    id that an earlier file uses for another coding, `alike` are on the same place with the same
    code and coder as one of an earlier file, under another id: they count both.
    """

    file: str
    texts: int
    joined: int
    coders: int
    codings: int
    once: int = 0
    renumbered: int = 0
    alike: int = 0


@dataclass(frozen=True)
class Joined:
    """A document that several files hold: its name in the first, and `{file: name there}`.

    `converted` files have other line ends, so that their positions were counted anew.
    """

    name: str
    names: Mapping[str, str]
    converted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Differing:
    """Two documents of one name whose texts are not the same, kept apart.

    `here` and `there` are a few words of the first and of the second from the `at`th character
    (counted from 1, a line end as one), where they part.
    """

    name: str
    file: str
    other_file: str
    other_name: str
    at: int
    here: str
    there: str


@dataclass(frozen=True)
class JoinedCoder:
    """A coder with several names or in several files: `(file, name there, codings)` of each."""

    name: str
    parts: tuple[tuple[str, str, int], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What the files call this coder, each name once."""
        return tuple(dict.fromkeys(name for _, name, _ in self.parts))


@dataclass(frozen=True)
class Account:
    """All of it.

    Attributes
    ----------
    files
        In the order of the material.
    joined, differing
        Documents that several files hold, and those that only share a name.
    coders
        Those whom several names or files were taken for.
    codings
        How many codings there are now.
    joined_coders
        How many fewer coders there are than the files name in all.
    composed
        How many documents have but a text that was put together of a file's quotes.
    joined_cases
        How many fewer cases there are than in the files together.
    remarks
        What else one should know, in words.
    """

    files: tuple[FileCount, ...]
    joined: tuple[Joined, ...] = ()
    differing: tuple[Differing, ...] = ()
    coders: tuple[JoinedCoder, ...] = ()
    codings: int = 0
    joined_coders: int = 0
    composed: int = 0
    joined_cases: int = 0
    remarks: tuple[str, ...] = field(default=())

    @property
    def once(self) -> int:
        """Codings that stood in several files and count once."""
        return sum(file.once for file in self.files)

    @property
    def joined_texts(self) -> int:
        """How many fewer documents with a text there are than in the files together."""
        return sum(file.joined for file in self.files)

    def lines(self) -> Iterator[str]:
        """The account in words, for the command line."""
        if len(self.files) > 1:
            held = many(sum(file.codings for file in self.files), "codings")
            yield (
                f"{len(self.files)} files: {held}, "
                f"{self.once:,} of them in several files and counted once; {self.codings:,} count"
            )
            yield from (line for file in self.files for line in _of_file(file))
        if self.joined:
            converted = sum(bool(each.converted) for each in self.joined)
            ends = f", {converted} with other line ends in one of them" if converted else ""
            stand = "stand" if len(self.joined) > 1 else "stands"
            yield f"{many(len(self.joined), 'documents')} {stand} in several files{ends}"
        for each in self.joined:
            if len(set(each.names.values())) > 1:
                told = ", ".join(f"{name!r} in {file}" for file, name in each.names.items())
                yield f"one document by its text: {told}"
        for pair in self.differing:
            yield (
                f"kept apart: {pair.name!r} of {pair.file} and of {pair.other_file} (now "
                f"{pair.other_name!r}) differ from character {pair.at:,}: {pair.here!r} and "
                f"{pair.there!r}"
            )
        for coder in self.coders:
            parts = (f"{many(n, 'codings')} by {name} in {file}" for file, name, n in coder.parts)
            yield f"coder {coder.name}: {', '.join(parts)}"
        yield from self.remarks


def _of_file(file: FileCount) -> Iterator[str]:
    joined = f", {file.joined} of them in an earlier file too" if file.joined else ""
    yield f"{file.file}: {many(file.codings, 'codings')}, {many(file.texts, 'texts')}{joined}"
    if file.once:
        once = many(file.once, "codings")
        yield f"{file.file}: {once} found in an earlier file too, counted there"
    if file.renumbered:
        renumbered = many(file.renumbered, "codings")
        yield (
            f"{file.file}: {renumbered} with ids that an earlier file uses for others, given ids "
            "of their own"
        )
    if file.alike:
        yield (
            f"{file.file}: {many(file.alike, 'codings')} with the place, code and coder of one in "
            "an earlier file but another id; both count"
        )
