"""The command `analys export`: a material as files for coding tools and other programs."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analys.counting import many
from analys.errors import ParameterError, Problem

if TYPE_CHECKING:
    from analys.study import Study


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Add the command to those of `analys`, and give its parser."""
    parser = commands.add_parser(
        "export", help="write a material as a REFI-QDA project or codebook, or as tidy tables"
    )
    parser.add_argument("material", metavar="MATERIAL", help="a material or a tool's file")
    parser.add_argument(
        "output", metavar="OUT",
        help="NAME.qdpx: a project; NAME.qdc: its codes; a folder: tables",
    )  # fmt: skip
    parser.add_argument(
        "--format", choices=["csv", "parquet", "both"], help="of tables (default: both)"
    )
    parser.add_argument("--force", action="store_true", help="write over what is there")
    parser.set_defaults(run=run)
    return parser


def run(options: argparse.Namespace) -> int:
    """Read the material, write all of it that the target can hold and say what it cannot.

    Raises
    ------
    AnalysError
        If the target is there and `--force` is not given, if it is of no kind that is written, or
        if the material cannot be read.
    """
    from analys import tidy
    from analys.loading import load

    target = Path(options.output)
    suffix = target.suffix.casefold()
    folder = target.is_dir() or options.output.endswith(("/", os.sep)) or not suffix
    if not folder and suffix not in (".qdpx", ".qdc"):
        expected = "NAME.qdpx, NAME.qdc or a folder"
        raise _wrong(options.output, expected, repr(suffix), "A folder may end in /.")
    if not folder and options.format:
        raise _wrong("--format", "a folder to write tables to", target.name)
    _refuse(target, folder, options.force)
    study = load(options.material, accept_positions=options.accept_positions)
    left: Iterable[str] = ()
    if folder:
        formats = tidy.FORMATS if options.format in (None, "both") else (options.format,)
        _place(tidy.files(study, formats), target)
        lines = [many(len(frame), name) for name, frame in tidy.frames(study).items()]
        print(f"{target}: {', '.join(lines)}")  # noqa: T201
    elif suffix == ".qdpx":
        left = _project(study, target)
    else:
        left = _codebook(study, target)
    for line in left:
        print(f"  not in it: {line}")  # noqa: T201
    return 0


def _wrong(place: str, expected: str, found: str, advice: str = "") -> ParameterError:
    return ParameterError(Problem("export", place, expected, found, advice))


def _refuse(target: Path, folder: bool, force: bool) -> None:
    """Raise ParameterError if something of this name is there that may not be written over."""
    from analys import tidy

    advice = "Name another, or write over it with --force."
    if not folder:
        if target.exists() and not force:
            raise _wrong(str(target), "no file yet", "one", advice)
    elif target.exists() and not target.is_dir():
        raise _wrong(str(target), "a folder", "a file")
    elif not force and (there := sorted(name for name in tidy.names() if (target / name).exists())):
        raise _wrong(str(target), "no tables yet", ", ".join(there), advice)


def _place(files: Iterable[tuple[str, bytes]], folder: Path) -> None:
    """Write all files beside, then put them into the folder; none of an earlier export stays."""
    import shutil  # not at the top: a build that has nothing to do imports this module too
    import tempfile

    from analys import tidy

    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
        new = Path(scratch) / "new"
        new.mkdir()
        for name, content in files:
            (new / name).write_bytes(content)
        made = {path.name for path in new.iterdir()}
        if not folder.exists():
            shutil.move(new, folder)
            return
        for name in made:
            (new / name).replace(folder / name)
        for name in tidy.names() - made:
            (folder / name).unlink(missing_ok=True)


def _project(study: Study, target: Path) -> Iterator[str]:
    """Write a project; say what it cannot hold."""
    from analys.export import write_qdpx
    from analys.unkeying import as_project

    project = as_project(study, target)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_qdpx(project, target)
    counts = {
        "texts": project.sources["characters"].notna().sum(),
        "codes": len(project.codes),
        "codings": len(project.codings),
        "coders": len(project.coders),
        "cases": len(project.cases),
        "values of variables": len(project.attributes),
        "notes": project.memos["memo"].nunique(),
    }
    print(f"{target}: " + ", ".join(many(n, name) for name, n in counts.items()))  # noqa: T201
    for name, frame in (("spells", study.spells), ("events", study.events)):
        if len(frame):
            why = "REFI-QDA has no place for them: export tables to a folder"
            yield f"{many(len(frame), name)} ({why})"
    yield from _colourless(study)
    yield from _unread(study)


def _codebook(study: Study, target: Path) -> Iterator[str]:
    """Write the codes alone; say that the rest is not in it."""
    from analys.export.checks import check_exportable
    from analys.export.codebook import qdc
    from analys.unkeying import SYNTHETIC, as_project
    from analys.whole import write_whole

    project = as_project(study, target)
    check_exportable(project)
    write_whole(target, qdc(project.codes, SYNTHETIC if study.synthetic else "analys"))
    print(f"{target}: {many(len(project.codes), 'codes')}")  # noqa: T201
    held = {"interviews": len(study.interviews), "codings": len(study.all_codings)}
    if counts := " and ".join(many(n, name) for name, n in held.items() if n):
        yield f"{counts} (a .qdc holds codes alone)"
    yield from _colourless(study)


def _colourless(study: Study) -> Iterator[str]:
    """Colours of codes that a REFI-QDA file has no way to write."""
    from analys.unkeying import COLOR

    colours = study.kept.codes["color"].dropna()
    if n := int((~colours.str.fullmatch(COLOR)).sum()):
        yield f"{many(n, 'colours')} of codes (only #RRGGBB can be written)"


def _unread(study: Study) -> Iterator[str]:
    """What the files held that a study does not."""
    from analys.merging.account import Account

    account = study.account or Account(())
    held = sum(report.counts.get("cases", 0) for report in study.reports)
    cases = held - account.joined_cases - len(study.cases)
    if cases > 0 and not study.chosen:
        yield f"{many(cases, 'cases')} of the files (they are no municipalities of the study)"
    read = sum(report.counts.get("codings", 0) for report in study.reports)
    if (lost := read - account.once - len(study.all_codings)) > 0:
        yield f"{many(lost, 'codings')} (their texts are not with the files)"
    if composed := sum(len(report.composed) for report in study.reports):
        yield f"{many(composed, 'whole texts')} (the files have none: put together of the quotes)"
    for report in study.reports:
        if links := report.counts.get("links"):
            yield f"{many(links, 'links')} of {report.file} (they are not kept)"
        for skipped in report.skipped:
            yield f"{many(skipped.n, skipped.what)} of {report.file} ({skipped.why})"
