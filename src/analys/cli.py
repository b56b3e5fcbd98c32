"""The command `analys`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analys import exporting, mapping
from analys.counting import many
from analys.errors import AnalysError, ParameterError, Problem

if TYPE_CHECKING:
    from analys.build import Summary

FAILED = 1
UNUSABLE = 2
TYPED = ("min_cases", "accept_positions")  # parameters whose values are no texts


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is 0, 1 if something failed, 2 if nothing could be run."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except AnalysError as error:
        _tell(error.problems)
        return UNUSABLE
    except BrokenPipeError:  # whoever read what was printed has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        place = str(error.filename or "the disk")
        _tell([Problem(place, "", "to be able to read and write", str(error.strerror or error))])
        return UNUSABLE
    except KeyboardInterrupt:
        print("analys: stopped.", file=sys.stderr)  # noqa: T201
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="analys", description="Reproducible notebooks for an interview study."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="run the notebooks and write the report")
    build.add_argument(
        "notebooks", nargs="*", metavar="NOTEBOOK", help="01, 01_grazon; all without"
    )
    build.add_argument(
        "-p", dest="parameters", action="append", default=[], metavar="NAME=VALUE",
        help="a parameter of the notebooks",
    )  # fmt: skip
    build.add_argument("--material", metavar="PATH", help="the material, instead of data/demo")
    build.add_argument(
        "--output", type=Path, metavar="FOLDER", help="where reports/ and figures/ go"
    )
    build.add_argument(
        "--each", choices=["case", "language"],
        help="a report for each municipality, or in each language",
    )  # fmt: skip
    _accepting(build)
    build.set_defaults(run=_build)
    check = commands.add_parser("check", help="say what a material holds and what is wrong with it")
    check.add_argument("path", metavar="PATH", help="a material, a tool's file, or a codebook")
    _accepting(check)
    check.set_defaults(run=_check)
    demo = commands.add_parser("demo", help="make the synthetic material")
    demo.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="default: data/demo")
    demo.add_argument("--seed", type=int, default=2011)
    demo.add_argument("--cases", type=int, default=10, help="municipalities (default: 10)")
    demo.add_argument("--codings", type=int, help="codings (default: about 150 a municipality)")
    demo.set_defaults(run=_demo)
    for other in (mapping.add_parser(commands), exporting.add_parser(commands)):
        _accepting(other)
    return parser


def _accepting(command: argparse.ArgumentParser) -> None:
    """Let a command that reads a material take files whose positions cannot be trusted."""
    command.add_argument(
        "--accept-positions", action="store_true",
        help="take files whose stored quotes do not agree with their texts; the pages say so",
    )  # fmt: skip


def _build(options: argparse.Namespace) -> int:
    from analys.build import build, variants
    from analys.progress import watching

    given = _parameters(options.parameters)
    if options.material:
        given["material"] = options.material
    if options.accept_positions:
        given["accept_positions"] = True
    output = options.output.resolve() if options.output else None
    if options.each:
        return _each(variants(options.each, given), options.notebooks, output)
    with watching() as watch:
        summary = build(options.notebooks, given, output=output, watch=watch)
    _summarise(summary)
    return 0 if summary.good else FAILED


def _each(reports: Sequence[dict[str, Any]], notebooks: Sequence[str], output: Path | None) -> int:
    """Build one report after another; one that fails does not stop the rest."""
    from analys.build import build
    from analys.progress import watching

    failed: dict[str, Sequence[Problem]] = {}
    for at, given in enumerate(reports, 1):
        name = ", ".join(map(str, [*given.get("cases", []), given.get("language", "")])).strip(", ")
        with watching() as watch:
            try:
                summary = build(notebooks, given, output=output, watch=watch)
            except AnalysError as error:
                failed[name] = error.problems
                continue
        if not summary.good:
            failed[name] = [problem for some in summary.failures.values() for problem in some]
        told = "" if summary.good else ", not whole"
        line = f"{at} of {len(reports)}: {name}, {summary.seconds:.1f} s{told}: {summary.index}"
        print(line)  # noqa: T201
    for name, problems in failed.items():
        print(f"\n{name} failed:", file=sys.stderr)  # noqa: T201
        _tell(problems)
    print(f"{len(reports) - len(failed)} of {len(reports)} reports built")  # noqa: T201
    return FAILED if failed else 0


def _parameters(pairs: Sequence[str]) -> dict[str, Any]:
    """`name=value` pairs; lists are read as YAML reads them.

    Numbers, true and false are read where they are meant: 0114 is the id of a municipality.

    Raises
    ------
    ParameterError
        If a pair has no name, or a value is no YAML.
    """
    import yaml

    given: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = (part.strip() for part in pair.partition("="))
        if not equals or not name:
            raise ParameterError(Problem("-p", pair, "NAME=VALUE", "no =" if name else "no name"))
        try:
            loader = yaml.SafeLoader if name in TYPED else yaml.BaseLoader
            given[name] = yaml.load(value, loader) if value else ""  # noqa: S506 - no objects
        except yaml.YAMLError:
            raise ParameterError(Problem("-p", pair, "a value", "unbalanced brackets")) from None
    return given


def _summarise(summary: Summary) -> None:
    for stem, problems in summary.failures.items():
        print(f"\n{stem} failed:", file=sys.stderr)  # noqa: T201
        _tell(problems)
    shown = [item for item in summary.items if item["status"] == "shown"]
    figures = sum(any(name.endswith(".svg") for name in item["files"]) for item in shown)
    asked = len(summary.answered) + len(summary.unanswered) + len(summary.doubled)
    lines = [
        f"{many(len(summary.built), 'notebooks')} run, {len(summary.failures)} failed",
        f"{many(figures, 'figures')}, {many(len(shown), 'tables')}",
        f"{len(summary.answered)} of {asked} questions answered by one item each",
    ]
    if summary.doubled:
        lines.append(f"answered more than once: {', '.join(summary.doubled)}")
    reasons: dict[str, list[str]] = {}
    for question, why in summary.unanswered.items():
        reasons.setdefault(why, []).append(question)
    lines += [f"not answered: {', '.join(ids)} ({why})" for why, ids in reasons.items()]
    if summary.warnings:
        lines.append(f"{many(summary.warnings, 'warnings')}, shown on their pages")
    if summary.removed:
        pages = [Path(path).name for path in summary.removed if path.endswith(".html")]
        files = f"{many(len(summary.removed) - len(pages), 'files')} of figures/"
        lines.append(f"removed, no longer true: {', '.join([*pages, files])}")
    lines.append(f"{summary.seconds:.1f} s")
    print("\n".join(lines))  # noqa: T201
    print(f"\nAll tables: {summary.index.with_name('tabeller.xlsx')}")  # noqa: T201
    print(f"Read the report: {summary.index}")  # noqa: T201


def _check(options: argparse.Namespace) -> int:
    from analys.checking import told

    lines, error = told(options.path, accept_positions=options.accept_positions)
    for line in lines:
        print(line)  # noqa: T201
    if error:
        _tell(error.problems)
        return FAILED
    return 0


def _demo(options: argparse.Namespace) -> int:
    from analys import demo
    from analys.material import project_root

    folder = options.folder or project_root() / "data" / "demo"
    made = demo.make(folder, seed=options.seed, cases=options.cases, codings=options.codings)
    print(  # noqa: T201
        f"{made.folder}: {made.cases} municipalities, {made.interviews} interviews, "
        f"{made.codings} codings, seed {made.seed}"
    )
    return 0


def _tell(problems: Sequence[Problem]) -> None:
    for problem in problems:
        print(f"analys: {problem}", file=sys.stderr)  # noqa: T201
