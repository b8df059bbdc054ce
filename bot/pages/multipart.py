"""Forms with files: multipart/form-data as browsers send it (RFC 7578), a whole body at once. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_PARTS = 50

_BOUNDARY = re.compile(r';\s*boundary=(?:"([^"]{1,70})"|([^\s";,]{1,70}))', re.IGNORECASE)
_VALUE = re.compile(r';\s*(name|filename)="([^"]*)"', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a form, as the browser names and describes it: neither is to be trusted."""

    field: str
    name: str
    media_type: str
    data: bytes


def parse(content_type: str, body: bytes) -> tuple[dict[str, str], tuple[Upload, ...]]:
    """Return a form's fields and its chosen files. Raises ValueError for what is no such form."""
    found = _BOUNDARY.search(content_type)
    if not found:
        raise ValueError("no boundary")
    mark = b"\r\n--" + (found[1] or found[2]).encode("ascii")
    first, *parts = (b"\r\n" + body).split(mark, MOST_PARTS + 1)
    if first or not parts or not parts.pop().startswith(b"--"):
        raise ValueError("not closed, or too many parts")
    fields: dict[str, str] = {}
    files: list[Upload] = []
    for part in parts:
        values, media_type, data = _part(part)
        if "filename" not in values:
            fields[values["name"]] = data.decode()
        elif values["filename"] or data:  # a file input that was left empty comes without either
            files.append(Upload(values["name"], values["filename"], media_type, data))
    return fields, tuple(files)


def _part(part: bytes) -> tuple[dict[str, str], str, bytes]:
    head, gap, data = part.partition(b"\r\n\r\n")
    if not gap or not head.startswith(b"\r\n"):
        raise ValueError("a part without a head")
    headers = _headers(head.decode())
    values = {name.lower(): value for name, value in _VALUE.findall(headers.get("content-disposition", ""))}
    if "name" not in values:
        raise ValueError("a part without a name")
    return values, headers.get("content-type", "").strip(), data


def _headers(head: str) -> dict[str, str]:
    lines = (line.partition(":") for line in head.split("\r\n") if line)
    return {name.strip().lower(): value for name, _, value in lines}
