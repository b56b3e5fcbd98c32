"""Ways to damage a file, each led by a Random: the same seed gives the same damage.

A damage takes the bytes of a whole file and gives those of a damaged one, with well-formed outsides
where it can: what is wrong then stands where a parser does not see it.
"""

from __future__ import annotations

import io
import sqlite3
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from xml.etree import ElementTree

Damage = Callable[[bytes, Random], bytes]

NASTY = (
    "", " ", "0", "-1", "-0", "1.5", "1e3", "007", "99999", "9" * 400, str(2**31), str(2**63),
    "NaN", "None", "true", "²", "٣", "å🙂", "\ufeff", "e\u0301", "a\tb", "a\nb", "x" * 5000,
    "internal://../../etc/passwd", "internal://", "relative:///..", "absolute:///etc/passwd",
    "https://example.org/x", "C:\\x", "{}", "{00000000-0000-4000-8000-000000000001}", "#12",
    "2024-13-45T99:99:99Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "24-05-06",
    "2024-05-06T07:08:09+99:00", " > ", "a.b.c", ".", "/", "%s{0}", "=1+1",
)  # fmt: skip


# Any bytes


def cut_short(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data))]


def bits_flipped(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 3, 20))):
        changed[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(changed)


def spliced(data: bytes, random: Random) -> bytes:
    """A run of bytes goes, or stands again elsewhere, or others come in its place."""
    start = random.randrange(len(data))
    run = data[start : start + random.choice((1, 4, 64, 512))]
    at = random.randrange(len(data))
    return random.choice(
        (
            data[:start] + data[start + len(run) :],
            data[:at] + run + data[at:],
            data[:at] + random.randbytes(len(run)) + data[at + len(run) :],
            data[:at] + random.choice((b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b'"')) + data[at:],
        )
    )


# XML


def attributes_changed(data: bytes, random: Random) -> bytes:
    """Values become others, or those of another attribute of the file, or go."""
    root = ElementTree.fromstring(data)
    places = [(each, name) for each in root.iter() for name in each.attrib]
    if not places:
        return data
    for _ in range(random.choice((1, 1, 2, 6))):
        element, name = random.choice(places)
        other, its = random.choice(places)
        value = random.choice((random.choice(NASTY), other.attrib.get(its, ""), None))
        if value is None:
            element.attrib.pop(name, None)
        else:
            element.attrib[name] = value
    return _xml(root)


def elements_moved(data: bytes, random: Random) -> bytes:
    """Elements swap places, stand twice, go, move into another or take its name or another text."""
    root = ElementTree.fromstring(data)
    for _ in range(random.choice((1, 1, 2, 4))):
        parents = {child: parent for parent in root.iter() for child in parent}
        if len(parents) < 2:
            break
        one, two = random.sample(list(parents), 2)
        what = random.randrange(6)
        if what == 0:
            _swap(one, two, parents)
        elif what == 1:
            parents[one].append(one)
        elif what == 2:
            parents[one].remove(one)
        elif what == 3 and one not in set(two.iter()) and two not in set(one.iter()):
            parents[one].remove(one)
            two.insert(0, one)
        elif what == 4:
            one.tag = two.tag
        else:
            one.text = random.choice(NASTY)
    return _xml(root)


def _swap(one: ElementTree.Element, two: ElementTree.Element, parents: dict) -> None:
    if one in set(two.iter()) or two in set(one.iter()):
        return
    above, over = parents[one], parents[two]
    at, to = list(above).index(one), list(over).index(two)
    above[at], over[to] = two, one


def _xml(root: ElementTree.Element) -> bytes:
    if len(list(root.iter())) > 20_000:  # doubled again and again
        return b"<Project/>"
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


# Zips: a member is damaged and packed whole again, or the members themselves are wrong


def within(damage: Damage, ending: str) -> Damage:
    """The damage, done to one member whose name ends so."""

    def done(data: bytes, random: Random) -> bytes:
        members = _members(data)
        name = random.choice([name for name, _ in members if name.endswith(ending)])
        return _zip([(n, damage(d, random) if n == name else d) for n, d in members])

    done.__name__ = f"{damage.__name__}_in_{ending.rpartition('.')[2] or 'member'}"
    return done


def members_mixed(data: bytes, random: Random) -> bytes:
    """Members change their content with another, stand twice, go, or get a name that leads out."""
    members = _members(data)
    one, two = random.choice(members), random.choice(members)
    names = ("../x", "/etc/x", "C:\\x", "sources/", "a\x00b", "x" * 60_000, "å", "PROJECT.QDE", "")
    return _zip(
        random.choice(
            (
                [(n, two[1] if n == one[0] else d) for n, d in members],
                [*members, one],
                [*members, (one[0].upper(), two[1])],
                [each for each in members if each != one],
                [(random.choice(names) if n == one[0] else n, d) for n, d in members],
                [*members, (random.choice(names), b"x")],
                [(n, b"") if n == one[0] else (n, d) for n, d in members],
            )
        )
    )


def _members(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def _zip(members: list[tuple[str, bytes]]) -> bytes:
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # of doubled names
        for name, data in members:
            archive.writestr(name or "x", data)
    return made.getvalue()


# Databases


def cells_changed(data: bytes, random: Random) -> bytes:
    """Cells hold what their column should not, or the value of another cell: cycles, no ends."""

    def change(database: sqlite3.Connection) -> None:
        tables = _tables(database, filled=True)
        for _ in range(random.choice((1, 1, 2, 5))):
            table, other = random.choice(tables), random.choice(tables)
            (row,) = _one(database, random, f"SELECT rowid FROM {table}")
            column = random.choice(_columns(database, table))
            borrowed = random.choice(_columns(database, other))
            (value,) = _one(database, random, f"SELECT {borrowed} FROM {other}")
            cell = random.choice((value, random.choice(CELLS), random.choice(NASTY)))
            database.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (cell, row))
            if random.random() < 0.1:
                database.execute(f"UPDATE {table} SET {column} = CAST(x'ff61' AS TEXT)")

    return _changed(data, change)


CELLS = (
    None, -1, 0, 1, 2, 3, 7, 10**6, -(2**63), 2**63 - 1, 1.5, float("inf"), b"", b"\xff\xfe",
    b"1", "<p>hej", "&#xD800;", "&#0;", "<script>x</script>", "\x00", "<p>" * 3000,
)  # fmt: skip


def tables_changed(data: bytes, random: Random) -> bytes:
    """A table or column goes, gets another name, or is emptied; rows stand twice."""

    def change(database: sqlite3.Connection) -> None:
        table = random.choice(_tables(database))
        column = random.choice(_columns(database, table))
        copied = f"CREATE TABLE copied AS SELECT * FROM {table}"
        # One that has a single column keeps it: SQLite knows no table without.
        shed = f"ALTER TABLE {table} DROP COLUMN {column}"
        alone = len(_columns(database, table)) == 1
        for statement in random.choice(
            (
                [f"DROP TABLE {table}"],
                [f"DELETE FROM {table}"],
                [f"DROP TABLE {table}" if alone else shed],
                [f"ALTER TABLE {table} RENAME COLUMN {column} TO other"],
                [f"ALTER TABLE {table} RENAME TO other"],
                [f"INSERT INTO {table} SELECT * FROM {table}"],
                [copied, f"DROP TABLE {table}", f"CREATE VIEW {table} AS SELECT * FROM copied"],
                [f"UPDATE {table} SET {column} = NULL"],
            )
        ):
            database.execute(statement)

    return _changed(data, change)


def _changed(data: bytes, change: Callable[[sqlite3.Connection], None]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "d"
        path.write_bytes(data)
        with closing(sqlite3.connect(path)) as database, database:
            database.text_factory = bytes
            change(database)
        return path.read_bytes()


def _tables(database: sqlite3.Connection, *, filled: bool = False) -> list[str]:
    found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    names = [name.decode() for (name,) in found]
    if not filled:
        return names
    return [n for n in names if database.execute(f"SELECT count(*) FROM {n}").fetchone()[0]]


def _columns(database: sqlite3.Connection, table: str) -> list[str]:
    return [row[1].decode() for row in database.execute(f"PRAGMA table_info({table})")]


def _one(database: sqlite3.Connection, random: Random, query: str) -> tuple:
    return random.choice(database.execute(query).fetchall())


# Tables of text


def cells_rewritten(data: bytes, random: Random) -> bytes:
    """Cells, delimiters, quotation marks, line ends and the encoding change."""
    text = data.decode("utf-8-sig")
    mark = ";" if ";" in text else ","
    lines = [line.split(mark) for line in text.splitlines()]
    line = random.choice(lines)
    line[random.randrange(len(line))] = random.choice((*NASTY, '"', '""', '"a', "a\rb"))
    if random.random() < 0.3:
        line.insert(random.randrange(len(line)), "x")
    if random.random() < 0.2:
        lines.insert(random.randrange(len(lines)), random.choice(lines))
    joined = random.choice(("\n", "\r\n", "\r")).join(
        random.choice((mark, mark, mark, "\t", ",")).join(each) for each in lines
    )
    encoding = random.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-32"))
    return joined.encode(encoding, "replace")
