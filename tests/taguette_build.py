"""Small Taguette databases, made by hand, with only what a test is about."""

import json
import sqlite3

SCHEMA = """
PRAGMA application_id = 1416066164;
PRAGMA synchronous = OFF;
PRAGMA journal_mode = MEMORY;
CREATE TABLE users(login TEXT PRIMARY KEY);
CREATE TABLE projects(id INTEGER PRIMARY KEY, name TEXT, description TEXT);
CREATE TABLE documents(
    id INTEGER PRIMARY KEY, name TEXT, description TEXT, project_id INTEGER, contents TEXT);
CREATE TABLE tags(id INTEGER PRIMARY KEY, project_id INTEGER, path TEXT, description TEXT);
CREATE TABLE highlights(
    id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER, end_offset INTEGER,
    snippet TEXT);
CREATE TABLE highlight_tags(highlight_id INTEGER, tag_id INTEGER);
CREATE TABLE commands(
    id INTEGER PRIMARY KEY, date TEXT, user_login TEXT, project_id INTEGER, document_id INTEGER,
    payload TEXT);
"""


class Made:
    """A database of one project; ids count from 1 in the order in which things are added."""

    def __init__(self, path):
        self.path = path
        self._database = sqlite3.connect(path)
        self._database.executescript(SCHEMA)
        self.run("INSERT INTO users VALUES ('admin')")
        self.run("INSERT INTO projects VALUES (1, 'Studien', '')")

    def run(self, statement, *values):
        key = self._database.execute(statement, values).lastrowid
        self._database.commit()
        return key

    def document(self, contents, name="Intervju", description="", project=1):
        return self.run(
            "INSERT INTO documents(name, description, project_id, contents) VALUES (?, ?, ?, ?)",
            name,
            description,
            project,
            contents,
        )

    def tag(self, path, description=""):
        return self.run(
            "INSERT INTO tags(project_id, path, description) VALUES (1, ?, ?)", path, description
        )

    def highlight(self, start, end, *tags, document=1, snippet=None):
        key = self.run(
            "INSERT INTO highlights(document_id, start_offset, end_offset, snippet) "
            "VALUES (?, ?, ?, ?)",
            document,
            start,
            end,
            snippet,
        )
        for tag in tags:
            self.run("INSERT INTO highlight_tags VALUES (?, ?)", key, tag)
        return key

    def command(self, login, payload, date="2024-03-01 10:00:00.000000"):
        payload = payload if isinstance(payload, str) else json.dumps(payload)
        self.run(
            "INSERT INTO commands(date, user_login, project_id, payload) VALUES (?, ?, 1, ?)",
            date,
            login,
            payload,
        )

    def tagged(self, login, highlight, *tags, **date):
        given = {"type": "highlight_add", "highlight_id": highlight, "tags": list(tags)}
        self.command(login, given, **date)
