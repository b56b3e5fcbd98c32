"""Small REFI-QDA files, built by hand for one quirk each."""

from __future__ import annotations

import zipfile
from pathlib import Path

URN = "urn:QDA-XML:project:1.0"
DATE = "2024-05-06T07:08:09Z"


def guid(n: int) -> str:
    return f"00000000-0000-4000-8000-{n:012x}"


ANNA, BO = guid(0xA), guid(0xB)
TEXT, OTHER = guid(1), guid(2)
TRUST, ROLE = guid(0x101), guid(0x102)

USERS = f'<Users><User guid="{ANNA}" name="Anna"/><User guid="{BO}" name="Bo"/></Users>'
CODES = (
    f'<CodeBook><Codes><Code guid="{TRUST}" name="Trust" isCodable="true"/>'
    f'<Code guid="{ROLE}" name="Role" isCodable="true"/></Codes></CodeBook>'
)


def selection(
    start: object,
    end: object,
    *inner: str,
    key: int = 0x1000,
    name: str = "",
    user: str | None = ANNA,
) -> str:
    by = f' creatingUser="{user}"' if user else ""
    return (
        f'<PlainTextSelection guid="{guid(key)}" name="{name}" startPosition="{start}"'
        f' endPosition="{end}"{by}>{"".join(inner)}</PlainTextSelection>'
    )


def coding(code: str = TRUST, key: int = 0x2000, user: str | None = ANNA, date: str = DATE) -> str:
    by = f' creatingUser="{user}"' if user else ""
    when = f' creationDateTime="{date}"' if date else ""
    return f'<Coding guid="{guid(key)}"{by}{when}><CodeRef targetGUID="{code}"/></Coding>'


def source(*inner: str, key: str = TEXT, name: str = "Interview", path: str | None = None) -> str:
    path = f"internal://{key}.txt" if path is None else path
    at = f' plainTextPath="{path}"' if path else ""
    return f'<TextSource guid="{key}" name="{name}"{at}>{"".join(inner)}</TextSource>'


def sources(*inner: str) -> str:
    return f"<Sources>{''.join(inner)}</Sources>"


def project(*sections: str, origin: str = "Test 1.0", urn: str = URN, head: str = "") -> str:
    body = "".join(sections)
    return f'{head}<Project xmlns="{urn}" name="P" origin="{origin}">{body}</Project>'


def whole(*inner: str, origin: str = "Test 1.0") -> str:
    """Users, codes and the sources given."""
    return project(USERS, CODES, sources(*inner), origin=origin)


def qdpx(
    folder: Path, xml: str | bytes, texts: dict[str, str | bytes] | None = None, at: str = "sources"
) -> Path:
    """A project zip; the texts lie in `at`, under the names given."""
    path = folder / "project.qdpx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", xml)
        for name, text in (texts or {}).items():
            archive.writestr(f"{at}/{name}", text)
    return path


def one_text(folder: Path, xml: str, text: str | bytes) -> Path:
    """A project zip with the text of `TEXT`."""
    return qdpx(folder, xml, {f"{TEXT}.txt": text})
