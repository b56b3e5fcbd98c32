"""Who put which tag on a highlight, and when: a Taguette database's log of commands tells it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from analys.readers.taguette.tables import Tables

ADMIN = "admin"
"""Whom Taguette writes where it has one user, and for everybody in the export of a project."""


@dataclass(frozen=True)
class Act:
    """By whom (None where that is not known) and when something was done."""

    login: str | None
    date: str | None


UNKNOWN = Act(None, None)


@dataclass
class Log:
    """What the log tells of the highlights that are there.

    `marked` says who made a highlight, `tagged` who put the tag that stands on it now.
    """

    marked: dict[int, Act] = field(default_factory=dict)
    tagged: dict[int, dict[int, Act]] = field(default_factory=dict)
    anonymous: bool = False
    """Whether all was done by `ADMIN`, which names nobody."""
    imported: bool = False
    """Whether the project was imported, with whoever did that in place of who coded before."""
    seen: Counter[str] = field(default_factory=Counter)

    def of(self, highlight: int, tag: int) -> Act:
        """Who put this tag on this highlight."""
        return self.tagged.get(highlight, {}).get(tag, UNKNOWN)

    def of_mark(self, highlight: int) -> Act:
        """Who marked this highlight."""
        return self.marked.get(highlight, UNKNOWN)


def read_log(tables: Tables) -> Log:
    """Read the log from its beginning, for a highlight is written anew whenever it is changed."""
    log = Log()
    needed = {"id", "date", "user_login", "project_id", "payload"}
    if not needed <= tables.columns.get("commands", set()):
        log.anonymous = True
        return log
    logins = set()
    if tables.has("users", "login"):
        logins = {row[0] for row in tables.rows("SELECT login FROM users")}
    statement = "SELECT date, user_login, payload FROM commands WHERE project_id = ? ORDER BY id"
    for date, login, payload in tables.rows(statement, tables.key):
        logins.add(login)
        command = _command(payload)
        if command is None:
            log.seen["commands of the log cannot be read; who coded by them is not known"] += 1
        else:
            _apply(log, command, Act(str(login) if login else None, str(date) if date else None))
    log.anonymous = logins <= {ADMIN}
    if log.anonymous:
        _forget_logins(log)
    return log


def _command(payload: object) -> dict[str, Any] | None:
    try:
        command = json.loads(payload) if isinstance(payload, str | bytes) else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(command, dict):
        return None
    numbers = {
        "highlight_add": ("highlight_id",),
        "tag_merge": ("src_tag_id", "dest_tag_id"),
    }.get(str(command.get("type")), ())
    tags = command.get("tags", [])
    good = isinstance(tags, list) and all(
        isinstance(each, int) for each in [*tags, *(command.get(name) for name in numbers)]
    )
    return command if good else None


def _apply(log: Log, command: dict[str, Any], act: Act) -> None:
    kind = command.get("type")
    if kind == "highlight_add":
        key = command["highlight_id"]
        before = log.tagged.get(key, {})
        log.marked.setdefault(key, act)
        log.tagged[key] = {tag: before.get(tag, act) for tag in command.get("tags", [])}
    elif kind == "tag_merge":
        source, target = command["src_tag_id"], command["dest_tag_id"]
        for tags in log.tagged.values():
            if source in tags:
                tags.setdefault(target, tags.pop(source))
    elif kind == "project_import":
        log.imported = True
        _forget_logins(log)


def _forget_logins(log: Log) -> None:
    log.marked = {key: Act(None, act.date) for key, act in log.marked.items()}
    log.tagged = {
        key: {tag: Act(None, act.date) for tag, act in tags.items()}
        for key, tags in log.tagged.items()
    }
