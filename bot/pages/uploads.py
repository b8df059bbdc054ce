"""Files that people send: what is believed of them, and how they are given back. Nothing of them may run."""

from __future__ import annotations

import re
from typing import Literal

from fastapi.responses import FileResponse

from bot.storage.files import Files
from bot.types.chat import Attachment

NAME_LENGTH = 100
Brought = tuple[Attachment, bytes]
"""A file that came with a form, and its bytes."""

SIGNS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
"""How the pictures begin that a browser may show in place."""
PICTURES = frozenset((*SIGNS.values(), "image/webp"))
OCTETS = "application/octet-stream"
_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,60}")


def clean_name(name: str) -> str:
    """Return what a file is called without folders and marks that cannot be shown; its ending stays."""
    last = re.split(r"[\\/]", name)[-1]
    shown = " ".join("".join(mark if mark.isprintable() else " " for mark in last).split()).strip(". ")
    if len(shown) > NAME_LENGTH:
        stem, dot, ending = shown.rpartition(".")
        shown = f"{stem[: NAME_LENGTH - 12]}….{ending}" if dot and len(ending) <= 10 else shown[:NAME_LENGTH]
    return shown or "file"


def media_type(claimed: str, data: bytes) -> str:
    """Return the type of a file: a picture's by its own bytes, any other as the browser claims it."""
    for sign, kind in SIGNS.items():
        if data.startswith(sign):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    bare = claimed.partition(";")[0].strip().lower()
    return bare if _TYPE.fullmatch(bare) and bare not in PICTURES else OCTETS


def response(files: Files | None, file: Attachment | None) -> FileResponse | None:
    """Return a file's bytes: pictures in place, anything else as a download that no browser opens as a page.

    None where there is nothing (any more).
    """
    if files is None or file is None or not (path := files.path(file.stored)).is_file():
        return None
    picture = file.media_type in PICTURES
    how: Literal["inline", "attachment"] = "inline" if picture else "attachment"
    return FileResponse(
        path, media_type=file.media_type if picture else OCTETS, filename=file.name, content_disposition_type=how
    )
