"""The command `analys`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from analys import building, exporting, mapping
from analys.errors import AnalysError, Problem, tell

FAILED = 1
UNUSABLE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is 0, 1 if something failed, 2 if nothing could be run."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except AnalysError as error:
        tell(error.problems)
        return UNUSABLE
    except BrokenPipeError:  # whoever read what was printed has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        place = str(error.filename or "the disk")
        tell([Problem(place, "", "to be able to read and write", str(error.strerror or error))])
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
    for add in (building.add_parser, mapping.add_parser, exporting.add_parser):
        _accepting(add(commands))
    return parser


def _accepting(command: argparse.ArgumentParser) -> None:
    """Let a command that reads a material take files whose positions cannot be trusted."""
    command.add_argument(
        "--accept-positions", action="store_true",
        help="take files whose stored quotes do not agree with their texts; the pages say so",
    )  # fmt: skip


def _check(options: argparse.Namespace) -> int:
    from analys.checking import told

    lines, error = told(options.path, accept_positions=options.accept_positions)
    for line in lines:
        print(line)  # noqa: T201
    if error:
        tell(error.problems)
        return FAILED
    return 0


def _demo(options: argparse.Namespace) -> int:
    from analys import demo
    from analys.places import project_root

    folder = options.folder or project_root() / "data" / "demo"
    made = demo.make(folder, seed=options.seed, cases=options.cases, codings=options.codings)
    print(  # noqa: T201
        f"{made.folder}: {made.cases} municipalities, {made.interviews} interviews, "
        f"{made.codings} codings, seed {made.seed}"
    )
    return 0
