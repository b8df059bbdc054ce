"""Files of customers: taken in, shown on both sides, given back to whom they belong, and to nobody else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bot.pages import multipart, uploads
from bot.pages.words import size
from bot.storage import files
from bot.storage.tables import Attachment, Conversation

from .conftest import Place

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
PDF = b"%PDF-1.7\r\n--boundary\r\n\r\n\x00\xff"


def rows(place: Place) -> list[Attachment]:
    return list(place.db.look(lambda session: session.exec(select(Attachment)).all()))


def folder(place: Place) -> list[Path]:
    files = place.site.files
    assert files is not None
    return sorted(files.folder.iterdir()) if files.folder.is_dir() else []


def link(page: str) -> str:
    """Return the address of the last file on a page."""
    return re.findall(r'class="file[^"]*" href="([^"]+)"', page)[-1]


def test_a_file_with_words_is_kept_and_shown_to_both_sides(shop: Place) -> None:
    maya = shop.browser()
    assert maya.sends("offer <1>.pdf", PDF, "See the offer", "application/pdf").status_code == 303
    (row,), (path,) = rows(shop), folder(shop)
    assert (row.name, row.media_type, row.size, len(row.sha256)) == ("offer <1>.pdf", "application/pdf", len(PDF), 64)
    assert path.name == row.stored
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.read_bytes() == PDF
    page = maya.get("/").text
    assert "See the offer" in page
    assert "offer &lt;1&gt;.pdf" in page
    talk = shop.db.look(lambda s: s.exec(select(Conversation).order_by(Conversation.id.desc())).first().public_id)
    desk = shop.agent().get(f"/desk/c/{talk}?tab=bot").text
    assert "offer &lt;1&gt;.pdf" in desk
    assert link(desk) == f"/desk/files/{row.public_id}"


def test_a_file_alone_is_a_message_and_stands_in_the_list_by_its_name(shop: Place) -> None:
    maya = shop.browser()
    assert maya.sends("leg.png", PNG, script=True, kind="image/png").json() == {"ok": True}
    page = maya.get("/").text
    assert f'<img src="{link(page)}"' in page
    assert "Removed" not in page
    assert re.search(r'<span class="row-text">leg.png</span>', shop.agent().get("/desk?tab=bot").text)


def test_a_file_is_given_to_its_customer_and_to_agents_alone(shop: Place) -> None:
    maya, tom, agent = shop.browser(), shop.browser(), shop.agent()
    maya.sends("offer.pdf", PDF, "here")
    tom.post("/chat", text="I have no file")
    (row,) = rows(shop)
    own, desk = f"/files/{row.public_id}", f"/desk/files/{row.public_id}"
    assert maya.get(own).content == PDF
    assert agent.get(desk).content == PDF
    assert tom.get(own).status_code == 404
    assert shop.browser().get(own).status_code == 404
    assert agent.get(own).status_code == 404
    assert maya.get(desk).headers["location"] == "/login"
    for path in (f"/files/{row.stored}", f"/files/{row.id}", "/files/..%2Fpages.db", "/files/"):
        assert maya.get(path).status_code == 404, path


@pytest.mark.parametrize(("name", "data", "kind", "shown", "how"), [
    ("leg.png", PNG, "image/png", "image/png", "inline"),
    ("leg.jpg", PNG, "text/html", "image/png", "inline"),
    ("evil.png", b"<script>alert(1)</script>", "image/png", "application/octet-stream", "attachment"),
    ("page.html", b"<script>alert(1)</script>", "text/html", "application/octet-stream", "attachment"),
    ("x.svg", b"<svg onload='alert(1)'/>", "image/svg+xml", "application/octet-stream", "attachment"),
])  # fmt: skip
def test_only_a_true_picture_is_shown_in_place(
    place: Place, name: str, data: bytes, kind: str, shown: str, how: str
) -> None:
    maya = place.browser()
    maya.sends(name, data, kind=kind)
    answer = maya.get(link(maya.get("/").text))
    assert answer.content == data
    assert answer.headers["content-type"].partition(";")[0] == shown
    assert answer.headers["content-disposition"].startswith(f"{how}; ")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_what_is_too_big_or_empty_is_refused_with_a_clear_line_and_nothing_is_kept(place: Place) -> None:
    maya = place.browser()
    for data in (b"x" * (2**20 + 1), b"x" * (3 * 2**20), b"x" * (9 * 2**20)):
        answer = maya.sends("big.bin", data, "words", script=True)
        assert (answer.status_code, answer.json()["error"]) == (
            413, "That file is larger than 1 MB. Please send a smaller one.")  # fmt: skip
    assert "larger than 1 MB" in maya.sends("big.bin", b"x" * (2**20 + 1)).text
    empty = maya.sends("empty.txt", b"", script=True)
    assert (empty.status_code, empty.json()["error"]) == (422, "That file is empty. Please choose another one.")
    assert (rows(place), folder(place), place.intake.seen) == ([], [], [])
    assert maya.sends("just-right.bin", b"x" * 2**20).status_code == 303


def test_a_form_with_the_field_left_empty_is_a_plain_message(place: Place) -> None:
    maya = place.browser()
    assert maya.sends("", b"", "no file", kind="application/octet-stream").status_code == 303
    assert maya.sends("", b"", "", kind="application/octet-stream").status_code == 422
    assert [event.text for event in place.intake.seen] == ["no file"]
    assert rows(place) == []


def test_the_same_key_twice_is_one_message_one_row_and_one_file(place: Place) -> None:
    maya = place.browser()
    for _ in range(2):
        assert maya.sends("a.pdf", PDF, "again", key="same").status_code == 303
    assert (len(place.intake.seen), len(rows(place)), len(folder(place))) == (1, 1, 1)


def test_a_file_comes_from_a_page_of_ours_and_only_where_files_are_taken(place: Place) -> None:
    maya = place.browser()
    assert maya.sends("a.pdf", PDF, csrf="wrong").status_code == 403
    assert maya.sends("a.pdf", PDF, act="reaction:up:x").status_code == 400
    assert maya.client.post("/logout", files={"file": ("a", b"x", "text/plain")}).status_code == 303
    place.site.files = None
    assert "chat-file" not in maya.get("/").text
    assert maya.sends("a.pdf", PDF).status_code in (400, 415)
    assert rows(place) == []


def test_bytes_that_are_gone_are_not_found(place: Place) -> None:
    maya = place.browser()
    maya.sends("a.pdf", PDF)
    address = link(maya.get("/").text)
    folder(place)[0].unlink()
    assert maya.get(address).status_code == 404


def test_in_the_demo_both_sides_see_a_file_of_a_pretend_channel(demo: Place) -> None:
    browser = demo.browser()
    browser.sends("leg.png", PNG, "look", on="telegram")
    page = browser.get("/?on=telegram").text
    for base in ("/files/", "/desk/files/"):
        (address,) = set(re.findall(rf'href="({base}\w+)"', page))
        assert browser.get(address).content == PNG


# --- names, types, sizes, forms --------------------------------------------------------------------


@pytest.mark.parametrize(("name", "shown"), [
    ("C:\\Users\\maya\\offer.pdf", "offer.pdf"),
    ("../../etc/passwd", "passwd"),
    (" a\r\nb\x00\u202ecod.exe ", "a b cod.exe"),
    ("", "file"),
    ("...", "file"),
    ("x" * 300 + ".pdf", "x" * 88 + "….pdf"),
    ("Rückgabe Ō.jpeg", "Rückgabe Ō.jpeg"),
])  # fmt: skip
def test_a_name_is_shown_without_folders_and_tricks(name: str, shown: str) -> None:
    assert uploads.clean_name(name) == shown


@pytest.mark.parametrize(("octets", "shown"), [
    (12, "12 B"), (2048, "2 KB"), (1_000_000, "977 KB"), (1_023_999, "1000 KB"), (2_200_000, "2.1 MB"),
])  # fmt: skip
def test_sizes_are_short(octets: int, shown: str) -> None:
    assert size(octets) == shown


def form(*parts: tuple[str, bytes]) -> bytes:
    return b"".join(b"--B\r\n" + head.encode() + b"\r\n\r\n" + data + b"\r\n" for head, data in parts) + b"--B--\r\n"


@given(st.binary(max_size=300), st.text(max_size=60))
def test_any_bytes_and_words_come_out_of_a_form_as_they_went_in(data: bytes, text: str) -> None:
    if b"\r\n--B" in b"\r\n" + data or "\r\n--B" in "\r\n" + text:
        return
    body = form(
        ('Content-Disposition: form-data; name="text"', text.encode()),
        ('content-disposition: form-data; name="file"; filename="ü %22.eml"\r\nContent-Type: message/rfc822', data),
    )
    fields, (upload,) = multipart.parse("multipart/form-data; boundary=B", body)
    assert fields == {"text": text}
    assert upload == multipart.Upload("file", "ü %22.eml", "message/rfc822", data)


@given(st.binary(max_size=200))
def test_what_is_no_form_is_refused_and_nothing_else_happens(data: bytes) -> None:
    for body in (
        data.lstrip(b"-"),
        b"--B\r\n" + data,
        form(("Content-Disposition: form-data", data)),
        form(("x", data)),
    ):
        with pytest.raises(ValueError):  # noqa: PT011 - the door answers any of them in one way
            multipart.parse("multipart/form-data; boundary=B", body)


def test_a_form_has_a_boundary_and_not_too_many_parts() -> None:
    part = ('Content-Disposition: form-data; name="a"', b"1")
    assert multipart.parse('multipart/form-data; boundary="B"', form(part)) == ({"a": "1"}, ())
    for kind, body in (("multipart/form-data", form(part)), ("multipart/form-data; boundary=B", form(*[part] * 51))):
        with pytest.raises(ValueError):  # noqa: PT011
            multipart.parse(kind, body)


def test_a_name_of_the_folder_cannot_lead_out_of_it(tmp_path: Path) -> None:
    kept = files.Files(tmp_path / "files", "here")
    assert kept.path("../../etc/passwd") == tmp_path / "files" / "passwd"
    kept.keep("a", b"1")
    with pytest.raises(FileExistsError):
        kept.keep("a", b"2")
