"""Taguette itself, on loopback and asked as a browser asks it, to make the files that we read."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from environments import environment

PINS = Path(__file__).with_name("environments") / "taguette.txt"
PATIENCE = 60  # s at most for an answer, and for the program to start or end
# It would ask its makers for messages when it starts; a test asks nobody outside.
START = """
from taguette.web.base import Application
Application.check_messages = lambda self: None
from taguette.main import main
main()
"""
CONFIG = """
NAME = "Test"
BIND_ADDRESS = "127.0.0.1"
PORT = {port}
DOMAIN = "localhost:{port}"
SECRET_KEY = "of the test"
DATABASE = "sqlite:///{database}"
EMAIL = "nobody <nobody@localhost>"
MAIL_SERVER = {{"ssl": False, "host": "localhost", "port": 25}}
TOS_FILE = None
COOKIES_PROMPT = False
X_HEADERS = False
"""


def own_python() -> Path:
    """The Python of Taguette's own environment; where it cannot be had the test is skipped."""
    pins = PINS.read_text("utf-8").splitlines()
    return environment(*(line for line in pins if not line.startswith("#")))


@contextlib.contextmanager
def taguette(folder: Path) -> Iterator[User]:
    """Run it as one does at one's own desk, and give its only user; all of it ends with this."""
    port = _free_port()
    options = ["--no-browser", f"--port={port}", f"--database={folder / 'taguette.sqlite3'}"]
    with _running(folder, options, port) as log:
        user = User(port)
        user.get("/?token=" + re.findall(r"token=(\w+)", log.read_text("utf-8"))[0])
        yield user


@contextlib.contextmanager
def taguette_server(folder: Path) -> Iterator[int]:
    """Run it as a server of many users, and give its port; its database is `server.sqlite3`."""
    port = _free_port()
    config = folder / "config.py"
    config.write_text(CONFIG.format(port=port, database=folder / "server.sqlite3"), "utf-8")
    with _running(folder, ["server", str(config)], port):
        yield port


class User:
    """A user, signed in or not, with the cookies of a browser."""

    def __init__(self, port: int) -> None:
        self._url = f"http://127.0.0.1:{port}"
        self._cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self._cookies)
        )

    def get(self, path: str) -> bytes:
        """Ask for a page or an export."""
        with self._opener.open(self._url + path, timeout=PATIENCE) as answer:
            return answer.read()

    def export(self, project: int, name: str, folder: Path) -> Path:
        """Save an export of a project; `highlights.csv` and `highlights.xlsx` are of all tags."""
        made = folder / name
        path = name.replace("highlights", "highlights/")
        made.write_bytes(self.get(f"/project/{project}/export/{path}"))
        return made

    def register(self, login: str) -> None:
        """Make an account on a server, which signs in too."""
        self.get("/register")
        password = {"password1": "hemligt", "password2": "hemligt"}
        self._send("/register", urlencode({"login": login} | password).encode())

    def project(self, name: str, description: str = "") -> int:
        """Make a project, and give its id."""
        self.get("/project/new")
        form = urlencode({"name": name, "description": description}).encode()
        return int(self._send("/project/new", form).geturl().rpartition("/")[2])

    def members(self, project: int, **privileges: str) -> None:
        """Let others into a project."""
        given = {login: {"privileges": each} for login, each in privileges.items()}
        self._json(f"/api/project/{project}/members", given, "PATCH")

    def document(self, project: int, name: str, file: str, content: bytes, about: str = "") -> int:
        """Upload a document, and give its id."""
        fields = {"name": name, "description": about, "text_direction": "LEFT_TO_RIGHT"}
        parts = [
            f'--b\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        ]
        head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{quote(file)}"\r\n'
        body = b"".join([*parts, head.encode(), b"\r\n", content, b"\r\n--b--\r\n"])
        with self._send(
            f"/api/project/{project}/document/new", body, "multipart/form-data; boundary=b"
        ) as answer:
            return int(json.load(answer)["created"])

    def contents(self, project: int, document: int) -> str:
        """The HTML that a browser shows, over which it counts positions."""
        found = json.loads(self.get(f"/api/project/{project}/document/{document}/contents"))
        return "".join(chunk["contents"] for chunk in found["contents"])

    def tag(self, project: int, path: str, description: str = "") -> int:
        """Make a tag, and give its id."""
        given = {"path": path, "description": description}
        return int(self._json(f"/api/project/{project}/tag/new", given)["id"])

    def merge(self, project: int, source: int, target: int) -> None:
        """Merge a tag into another."""
        self._json(f"/api/project/{project}/tag/merge", {"src": source, "dest": target})

    def highlight(
        self,
        project: int,
        document: int,
        start: int,
        end: int,
        tags: list[int],
        key: object = "new",
    ) -> int:
        """Highlight a passage, or change highlight `key`, and give its id."""
        given = {"start_offset": start, "end_offset": end, "tags": tags}
        path = f"/api/project/{project}/document/{document}/highlight/{key}"
        return int(self._json(path, given)["id"])

    def import_project(self, file: Path) -> int:
        """Import the export of a project, and give the id that it gets."""
        self.get("/project/import")
        head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.sqlite3"\r\n\r\n'
        ids = b'--b\r\nContent-Disposition: form-data; name="project_id"\r\n\r\n1\r\n'
        body = ids + head.encode() + file.read_bytes() + b"\r\n--b--\r\n"
        with self._send("/api/import", body, "multipart/form-data; boundary=b") as answer:
            return int(json.load(answer)["project_id"])

    def _json(self, path: str, given: object, method: str = "POST") -> dict[str, object]:
        body = json.dumps(given).encode()
        with self._send(path, body, "application/json", method) as answer:
            return json.loads(answer.read() or b"{}")

    def _send(
        self,
        path: str,
        body: bytes,
        kind: str = "application/x-www-form-urlencoded",
        method: str = "POST",
    ):
        token = next((each.value for each in self._cookies if each.name == "_xsrf"), "")
        headers = {"Content-Type": kind, "X-XSRFToken": token or ""}
        request = urllib.request.Request(self._url + path, body, headers, method=method)
        try:
            return self._opener.open(request, timeout=PATIENCE)
        except urllib.error.HTTPError as error:
            pytest.fail(f"{path}: {error.code} {error.read()[:300]!r}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextlib.contextmanager
def _running(folder: Path, options: list[str], port: int) -> Iterator[Path]:
    log = folder / "log.txt"
    kept = {"PATH": os.environ["PATH"], "HOME": str(folder), "TORNADO_SHUTDOWN_TIME": "0"}
    with log.open("wb") as written:
        process = subprocess.Popen(
            [own_python(), "-c", START, *options],
            cwd=folder,
            env=kept,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
            start_new_session=True,
        )
    try:
        _wait_for(port, process, log)
        yield log
    finally:
        _stop(process)


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until it answers, which it does before it has told the token."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"Taguette has ended:\n{log.read_text('utf-8')[-2000:]}")
        if "is now running" in log.read_text("utf-8"):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 5).close()
                return
        time.sleep(0.05)
    pytest.fail(f"Taguette does not answer:\n{log.read_text('utf-8')[-2000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
